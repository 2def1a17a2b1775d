package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.control.Edits;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Series;
import org.kairan.core.ActivityType;
import org.kairan.core.activity.Activity;
import org.kairan.core.activity.Seen;
import org.kairan.core.audit.Audited;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.search.Changed;
import org.kairan.core.time.EngagementsChanged;

/** Tells people, open pages and the search what has happened to an event, in the transaction in which it happens. */
@ApplicationScoped
public class Telling {

    /** By what was done, the form of the notice, how it is put on record. */
    private static final Map<String, String> ACTS = Map.of(
            "made", "calendar.made-for",
            "changed", "calendar.changed-for",
            "cancelled", "calendar.cancelled-for",
            "restored", "calendar.restored-for",
            "answered", "calendar.answered-for");

    /** One for all: each injected event costs a request its making. */
    @Inject
    Event<Object> events;

    @Inject
    Directory directory;

    void made(Series series, PersonId by) {
        indexed(series);
        hint(series);
        tell(CalendarModule.INVITED, series, series.people(), series.event().content(), by);
        onBehalf("made", series, series.event().content(), by);
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
        onBehalf("changed", after, is, by);
    }

    void cancelled(Series series, Optional<LocalDateTime> recurrence, Content shown, PersonId by) {
        indexed(series);
        hint(series);
        tell(CalendarModule.CANCELLED, series, people(series, recurrence), shown, by);
        onBehalf("cancelled", series, shown, by);
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
        onBehalf("restored", series, series.event().content(), by);
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

    /** A file was added or taken away, of which open pages hear and whose calendar it is if a delegate has done it. */
    void filed(Series series, PersonId by) {
        hint(series);
        onBehalf("changed", series, series.event().content(), by);
    }

    /** Whoever has answered knows of the event; whose delegate has answered for them is told. */
    void answered(Series series, PersonId by, PersonId person) {
        hint(series);
        if (by.equals(person)) {
            seen(series, by);
            return;
        }
        actedFor("answered", series, series.event().content(), by, person);
    }

    /** Tells whose calendar it is what was done for them, and has it put on record. */
    private void onBehalf(String what, Series series, Content content, PersonId by) {
        EventPolicy.onBehalfOf(by, series.event()).ifPresent(person -> actedFor(what, series, content, by, person));
    }

    private void actedFor(String what, Series series, Content content, PersonId by, PersonId person) {
        var event = CalendarModule.event(series.event().id());
        events.fire(new Activity(
                CalendarModule.ACTED_FOR.name(),
                event,
                by,
                Audience.of(GroupId.person(person)),
                Map.of("when", when(content), Activity.FORM, what)));
        events.fire(new Audited(
                ACTS.get(what),
                Optional.of(by),
                Optional.of(event),
                Map.of("person", name(person)),
                Optional.empty(),
                Optional.of(person)));
    }

    private String name(PersonId person) {
        return Optional.ofNullable(directory.people(List.of(person)).get(person))
                .map(Person::name)
                .orElse("");
    }

    static String when(Content content) {
        return Listings.start(content).replace('T', ' ');
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
            var args = new HashMap<>(Map.of("when", when(content)));
            EventPolicy.onBehalfOf(by, series.event()).ifPresent(person -> {
                args.put(Activity.FORM, "for");
                args.put("for", name(person));
            });
            events.fire(new Activity(
                    type.name(),
                    CalendarModule.event(series.event().id()),
                    by,
                    Audience.of(people.stream().map(GroupId::person).toList()),
                    Map.copyOf(args)));
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

    private static Set<GroupId> groups(Series series) {
        var groups = new LinkedHashSet<GroupId>();
        if (series.event().owner().kind() == GroupId.Kind.SECTION) {
            groups.add(GroupId.person(series.event().createdBy()));
        }
        if (!series.event().visibility().equals("private")) {
            Stream.concat(EventPolicy.owner(series.event()).stream(), series.people().stream())
                    .forEach(person -> groups.add(GroupId.delegates(person)));
        }
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
