package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.control.Edits;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Series;
import org.kairan.core.ActivityType;
import org.kairan.core.activity.Activity;
import org.kairan.core.activity.Seen;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.search.Changed;
import org.kairan.core.time.EngagementsChanged;

/** Tells people, open pages and the search what has happened to an event, in the transaction in which it happens. */
@ApplicationScoped
public class Telling {

    /** One for all: each injected event costs a request its making. */
    @Inject
    Event<Object> events;

    void made(Series series, PersonId by) {
        indexed(series);
        hint(series);
        tell(CalendarModule.INVITED, series, series.people(), series.event().content(), by);
    }

    /**
     * Tells those who come anew that they are invited, those who do not come any more that it is cancelled for them, and those who stay if the time, the place or a room has changed.
     *
     * @param recurrence the one instance that was changed; empty for all
     */
    void changed(
            Series before, Series after, Optional<LocalDateTime> recurrence, Content was, Content is, PersonId by) {
        indexed(after);
        var came = people(before, recurrence);
        var come = people(after, recurrence);
        var reached = new LinkedHashSet<>(groups(before));
        reached.addAll(groups(after));
        events.fire(new Hint(
                Audience.of(reached),
                "calendar.changed",
                CalendarModule.event(after.event().id())));
        tell(CalendarModule.INVITED, after, without(come, came), is, by);
        tell(CalendarModule.CANCELLED, after, without(came, come), was, by);
        if (!Edits.sameTime(was, is)
                || !was.place().equals(is.place())
                || !was.rooms().equals(is.rooms())
                || !before.event().rule().equals(after.event().rule())) {
            come.retainAll(came);
            tell(CalendarModule.CHANGED, after, come, is, by);
        }
    }

    void cancelled(Series series, Optional<LocalDateTime> recurrence, Content shown, PersonId by) {
        indexed(series);
        hint(series);
        tell(CalendarModule.CANCELLED, series, people(series, recurrence), shown, by);
    }

    void restored(Series series, Optional<LocalDateTime> recurrence, PersonId by) {
        indexed(series);
        hint(series);
        tell(
                CalendarModule.CHANGED,
                series,
                people(series, recurrence),
                series.event().content(),
                by);
    }

    /** Tells that these people's present day has changed. */
    void engaged(Set<PersonId> people) {
        if (!people.isEmpty()) {
            events.fire(new EngagementsChanged(people));
        }
    }

    void seen(Series series, PersonId by) {
        events.fire(new Seen(CalendarModule.event(series.event().id()), by));
    }

    void indexed(Series series) {
        events.fire(new Changed(
                CalendarModule.ID, CalendarModule.EVENT, series.event().id()));
    }

    void hint(Series series) {
        events.fire(new Hint(
                Audience.of(groups(series)),
                "calendar.changed",
                CalendarModule.event(series.event().id())));
    }

    private void tell(ActivityType type, Series series, Collection<PersonId> people, Content content, PersonId by) {
        if (!people.isEmpty()) {
            events.fire(new Activity(
                    type.name(),
                    CalendarModule.event(series.event().id()),
                    by,
                    Audience.of(people.stream().map(GroupId::person).toList()),
                    Map.of("when", Listings.start(content).replace('T', ' '))));
        }
    }

    private static Set<PersonId> people(Series series, Optional<LocalDateTime> recurrence) {
        return series.attendees(recurrence).stream()
                .map(attendee -> attendee.person())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<PersonId> without(Set<PersonId> all, Set<PersonId> others) {
        var left = new LinkedHashSet<>(all);
        left.removeAll(others);
        return left;
    }

    static Set<GroupId> groups(Series series) {
        var groups = new LinkedHashSet<GroupId>();
        groups.add(GroupId.person(series.event().createdBy()));
        if (series.event().visibility().equals("private")
                && series.event().owner().kind() == GroupId.Kind.SECTION) {
            series.people().forEach(person -> groups.add(GroupId.person(person)));
            return groups;
        }
        groups.add(series.event().owner());
        series.people().forEach(person -> groups.add(GroupId.person(person)));
        return groups;
    }
}
