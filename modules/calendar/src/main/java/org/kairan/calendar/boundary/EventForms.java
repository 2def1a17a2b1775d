package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kairan.calendar.boundary.Listings.NewEvent;
import org.kairan.calendar.control.Bounds;
import org.kairan.calendar.control.Edits.Invited;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.core.time.CityTime;

/** Reads what clients say of events, and refuses what cannot be. */
@ApplicationScoped
public class EventForms {

    static final int TITLE_MAX = Bounds.TITLE;
    static final int PLACE_MAX = Bounds.PLACE;
    static final int NOTES_MAX = Bounds.NOTES;
    static final int PEOPLE_MAX = 500;
    static final int ROOMS_MAX = 20;
    static final int TRAVEL_MAX = Bounds.TRAVEL_MINUTES;
    static final int DAYS_MAX = Bounds.DAYS;
    static final LocalDate FIRST = Bounds.FIRST;
    static final LocalDate LAST = Bounds.LAST;
    static final Set<String> KINDS = Set.of("meeting", "trip", "out", "leave", "telework", "visitor", "other");
    static final Set<String> VISIBILITIES = Set.of("public", "busy", "private");
    static final Set<String> SHIFTS = Set.of("none", "before", "after");

    /** A request that was found to be right in itself. */
    record Checked(
            GroupId owner,
            Content content,
            String visibility,
            Optional<String> rule,
            String shift,
            List<Invited> invited) {

        byte[] hash() {
            try {
                return MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    @Inject
    Directory directory;

    @Inject
    Rooms rooms;

    @Inject
    Clock clock;

    /**
     * Checks a request.
     *
     * @param before the owner of an event that is edited, and stays it; empty for a new one
     * @param staying people who attend already, and may stay although they have left
     */
    Checked check(NewEvent in, Caller caller, Optional<GroupId> before, Set<PersonId> staying) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        var faults = new ArrayList<Fault>();
        var title = text("title", in.title(), TITLE_MAX, false, faults);
        if (title.isEmpty()) {
            faults.add(new Fault("title", "calendar.title-empty", Map.of()));
        }
        var place = text("place", in.place(), PLACE_MAX, false, faults);
        var notes = text("notes", in.notes(), NOTES_MAX, true, faults);
        var kind = oneOf("kind", in.kind(), "meeting", KINDS, faults);
        var visibility = oneOf("visibility", in.visibility(), "public", VISIBILITIES, faults);
        var shift = oneOf("shift", in.shift(), "none", SHIFTS, faults);
        if (in.allDay() && in.undecided()) {
            faults.add(new Fault("undecided", "core.invalid", Map.of()));
        }
        var days = in.allDay() || in.undecided();
        var start = time("start", in.start(), days, faults);
        var end = time("end", in.end(), days, faults).map(time -> days ? time.plusDays(1) : time);
        if (start.isPresent() && end.isPresent()) {
            period(start.get(), end.get(), faults);
        }
        for (var travel : List.of(in.travelBefore(), in.travelAfter())) {
            if (travel < 0 || travel > TRAVEL_MAX) {
                faults.add(new Fault("travelBefore", "calendar.travel-out-of-range", Map.of("max", TRAVEL_MAX)));
            }
        }
        var wanted = in.rooms().stream().distinct().toList();
        if (wanted.size() > ROOMS_MAX) {
            faults.add(new Fault("rooms", "calendar.rooms-too-many", Map.of("max", ROOMS_MAX)));
        } else if (in.undecided() && !wanted.isEmpty()) {
            faults.add(new Fault("rooms", "calendar.undecided-room", Map.of()));
        } else if (wanted.contains(null) || rooms.find(wanted).size() < wanted.size()) {
            faults.add(new Fault("rooms", "calendar.room-unknown", Map.of()));
        }
        var owner = before.orElseGet(() -> owner(in, caller, faults));
        var invited = invited(in, caller, owner, staying, faults);
        if (visibility.equals("private")
                && owner.kind() == GroupId.Kind.PERSON
                && !owner.equals(GroupId.person(caller.person()))) {
            // Who acts for somebody does not see what is private, and would lose sight of it.
            faults.add(new Fault("visibility", "calendar.private-of-another", Map.of()));
        }
        refuse(faults);
        return new Checked(
                owner,
                new Content(
                        title,
                        place,
                        notes,
                        kind,
                        start.orElseThrow(),
                        end.orElseThrow(),
                        in.allDay(),
                        in.undecided(),
                        in.travelBefore(),
                        in.travelAfter(),
                        wanted),
                visibility,
                in.rrule().map(String::strip).filter(rule -> !rule.isEmpty()),
                shift,
                invited);
    }

    static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    faults.size() == 1 ? faults.get(0).code() : "core.invalid",
                    faults.size() == 1 ? faults.get(0).args() : Map.of(),
                    faults);
        }
    }

    private static void period(LocalDateTime start, LocalDateTime end, List<Fault> faults) {
        if (!end.isAfter(start)) {
            faults.add(new Fault("end", "calendar.end-before-start", Map.of()));
        } else if (Duration.between(start, end).toDays() > DAYS_MAX) {
            faults.add(new Fault("end", "calendar.too-long", Map.of("max", DAYS_MAX)));
        }
        if (start.toLocalDate().isBefore(FIRST) || end.toLocalDate().isAfter(LAST)) {
            faults.add(new Fault(
                    "start", "calendar.date-out-of-range", Map.of("from", FIRST.toString(), "until", LAST.toString())));
        }
    }

    /** Strips a text and finds fault with what PostgreSQL does not keep, and with line breaks where there is one line. */
    static String text(String field, String value, int max, boolean lines, List<Fault> faults) {
        var text = value == null ? "" : value.strip().replace("\r\n", "\n");
        if (text.length() > max) {
            faults.add(new Fault(field, "calendar.text-too-long", Map.of("max", max)));
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && !(lines && (c == '\n' || c == '\t')))
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            faults.add(new Fault(field, "core.character-invalid", Map.of()));
        }
        return text;
    }

    static String oneOf(String field, String value, String otherwise, Set<String> known, List<Fault> faults) {
        if (value != null && !known.contains(value)) {
            faults.add(new Fault(field, "core.invalid", Map.of()));
        }
        return value == null ? otherwise : value;
    }

    private static Optional<LocalDateTime> time(String field, String text, boolean day, List<Fault> faults) {
        try {
            var time = day
                    ? LocalDate.parse(text == null ? "" : text).atStartOfDay()
                    : LocalDateTime.parse(text == null ? "" : text);
            if (time.getSecond() == 0 && time.getNano() == 0) {
                return Optional.of(time);
            }
        } catch (DateTimeParseException e) {
            // Told below, as whatever else is no time to the minute.
            faults.add(new Fault(field, "calendar.time-invalid", Map.of()));
            return Optional.empty();
        }
        faults.add(new Fault(field, "calendar.time-invalid", Map.of()));
        return Optional.empty();
    }

    private static GroupId owner(NewEvent in, Caller caller, List<Fault> faults) {
        var me = GroupId.person(caller.person());
        if (in.owner().isEmpty()) {
            return me;
        }
        var wanted = GroupId.parse(in.owner().get())
                .filter(group -> group.equals(me)
                        || group.kind() == GroupId.Kind.SECTION && caller.holds(group)
                        || group.kind() == GroupId.Kind.PERSON
                                && caller.holds(GroupId.delegates(new PersonId(group.targetId()))));
        if (wanted.isEmpty()) {
            faults.add(new Fault("owner", "calendar.owner-foreign", Map.of()));
        }
        return wanted.orElse(me);
    }

    private List<Invited> invited(
            NewEvent in, Caller caller, GroupId owner, Set<PersonId> staying, List<Fault> faults) {
        var invited = new LinkedHashMap<PersonId, Invited>();
        var named = in.attendees().stream()
                .flatMap(attendee -> attendee.person().stream())
                .map(PersonId::new)
                .collect(Collectors.toSet());
        var known = directory.people(named);
        for (var attendee : in.attendees()) {
            if (attendee.person().isPresent() == attendee.group().isPresent()) {
                faults.add(new Fault("attendees", "core.invalid", Map.of()));
            } else if (attendee.person().isPresent()) {
                var person = new PersonId(attendee.person().get());
                if (staying.contains(person)
                        || Optional.ofNullable(known.get(person))
                                .flatMap(p -> p.sectionId())
                                .isPresent()) {
                    invited.merge(person, new Invited(person, attendee.optional()), EventForms::stronger);
                } else {
                    faults.add(new Fault("attendees", "calendar.person-unknown", Map.of("person", person.value())));
                }
            } else {
                GroupId.parse(attendee.group().get())
                        .filter(group -> directory.label(group, caller.person()).isPresent())
                        .ifPresentOrElse(
                                group -> directory
                                        .members(Audience.of(group), CityTime.today(clock))
                                        .forEach(person -> invited.merge(
                                                person.id(),
                                                new Invited(person.id(), attendee.optional()),
                                                EventForms::stronger)),
                                () -> faults.add(new Fault(
                                        "attendees",
                                        "organization.unknown-group",
                                        Map.of("group", attendee.group().get()))));
            }
        }
        invited.values().removeIf(one -> GroupId.person(one.person()).equals(owner));
        if (invited.size() > PEOPLE_MAX) {
            faults.add(new Fault("attendees", "calendar.attendees-too-many", Map.of("max", PEOPLE_MAX)));
        }
        return List.copyOf(invited.values());
    }

    /** Who is needed by one of two groups is needed. */
    private static Invited stronger(Invited one, Invited other) {
        return one.optional() ? other : one;
    }

    /** Reads which instance of a series is meant, as {@code recurrence} names it. */
    static Optional<LocalDateTime> recurrence(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(text.length() == 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text));
        } catch (DateTimeParseException e) {
            throw Refused.invalid("calendar.time-invalid");
        }
    }

    /** Reads a day of a question. */
    static LocalDate day(String text) {
        try {
            var day = LocalDate.parse(text == null ? "" : text);
            if (!day.isBefore(FIRST) && !day.isAfter(LAST.plusDays(1))) {
                return day;
            }
        } catch (DateTimeParseException e) {
            throw Refused.invalid("core.date-invalid", Map.of("value", String.valueOf(text)));
        }
        throw Refused.invalid("core.date-invalid", Map.of("value", text));
    }
}
