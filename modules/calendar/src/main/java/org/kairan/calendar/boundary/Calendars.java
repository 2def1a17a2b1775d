package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.control.exchange.CalendarWriter;
import org.kairan.calendar.entity.ClientCopies;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.Proposals;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.CityTime;

/** Says which calendars somebody may take out and fill, and writes them for other programs. */
@ApplicationScoped
public class Calendars {

    /** How much of a calendar is told. */
    enum Measure {
        /** What the caller may see. */
        WHOLE,
        /** The same, but of what is private only that the time is taken: an address may fall into other hands. */
        FEED,
        /** Only that the time is taken. */
        BUSY
    }

    /** Events that are read at once, with all that other programs wrote of them. */
    private static final int AT_ONCE = 100;

    @Inject
    Events events;

    @Inject
    ClientCopies copies;

    @Inject
    Rooms rooms;

    @Inject
    Proposals proposals;

    @Inject
    Directory directory;

    @Inject
    Scheduling scheduling;

    @Inject
    BusinessDays days;

    @Inject
    Clock clock;

    /** Reads which calendar is meant: nothing is the caller's own, a section's is known to its people only. */
    GroupId own(String text, Caller caller) {
        var me = GroupId.person(caller.person());
        if (text == null || text.isBlank()) {
            return me;
        }
        return GroupId.parse(text)
                .filter(group -> group.equals(me) || group.kind() == GroupId.Kind.SECTION && caller.holds(group))
                .orElseThrow(NotFound::new);
    }

    /** The same for tables of events, which not everybody may bring in for others. */
    GroupId ofRows(String text, Caller caller) {
        var me = GroupId.person(caller.person());
        var wanted = text == null || text.isBlank() ? me : GroupId.parse(text).orElseThrow(NotFound::new);
        if (!wanted.equals(me) && !mayBringRows(wanted, caller)) {
            throw new NotFound();
        }
        return wanted;
    }

    boolean mayBringRows(GroupId section, Caller caller) {
        return section.kind() == GroupId.Kind.SECTION
                && caller.may(CalendarModule.IMPORT)
                && directory.sections().containsKey(section.targetId())
                && (caller.holds(section) || caller.may(CalendarModule.ADMINISTER));
    }

    /** Into whose calendars the rows of a table may go: a section's people, those of the sections below it too. */
    List<Person> people(GroupId owner) {
        return owner.kind() == GroupId.Kind.SECTION
                ? directory.members(Audience.of(GroupId.tree(owner.targetId())), CityTime.today(clock))
                : List.copyOf(directory
                        .people(List.of(new PersonId(owner.targetId())))
                        .values());
    }

    /** Writes events as they stand in a calendar; what another program wrote of one only for those in whose calendar it stands, since it was meant for them: their alarms, whom they know by mail. */
    String written(String title, GroupId calendar, List<Long> ids, Caller caller, Measure measure) {
        var writer = new CalendarWriter(title, scheduling.window(), days);
        for (var from = 0; from < ids.size(); from += AT_ONCE) {
            write(writer, calendar, ids.subList(from, Math.min(ids.size(), from + AT_ONCE)), caller, measure);
        }
        return writer.end();
    }

    private void write(CalendarWriter writer, GroupId calendar, List<Long> ids, Caller caller, Measure measure) {
        var series = events.find(ids).stream()
                .filter(one -> one.event().deletedAt().isEmpty())
                .toList();
        var known = copies.of(ids);
        writer.naming(names(series));
        for (var one : series) {
            var owner = one.event().owner();
            var copy = known.get(one.event().id());
            if (isTold(one, caller, measure)) {
                var theirs = owner.equals(GroupId.person(caller.person())) || caller.holds(owner);
                writer.event(one, calendar, theirs ? copy : copy.bare());
            } else if (!CalendarWriter.takesNoTime(one.event().content())) {
                writer.busy(one, calendar, hidden(copy.uid()));
            }
        }
    }

    private static boolean isTold(Series series, Caller caller, Measure measure) {
        return measure != Measure.BUSY
                && EventPolicy.maySee(caller, series)
                && !(measure == Measure.FEED && series.event().visibility().equals("private"));
    }

    /** A name that stays the same and does not tell the real one. */
    private static String hidden(String uid) {
        return UUID.nameUUIDFromBytes(("busy|" + uid).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    private CalendarWriter.Names names(List<Series> series) {
        var people = new ArrayList<PersonId>();
        series.forEach(one -> {
            people.addAll(one.people());
            people.add(one.event().createdBy());
        });
        var held = series.stream()
                .flatMap(one -> Stream.concat(
                        Stream.of(one.event().content()),
                        one.variants().stream().flatMap(variant -> variant.content().stream())))
                .flatMap(content -> content.rooms().stream())
                .distinct()
                .toList();
        return new CalendarWriter.Names(
                directory.people(people).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, person -> person.getValue().name())),
                rooms.find(held).values().stream().collect(Collectors.toMap(Room::id, Room::name)),
                proposals.among(series.stream().map(one -> one.event().id()).toList()));
    }
}
