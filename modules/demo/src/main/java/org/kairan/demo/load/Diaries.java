package org.kairan.demo.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kairan.demo.agenda.Entry;
import org.kairan.demo.agenda.Entry.Guest;
import org.kairan.demo.agenda.Facility;
import org.kairan.demo.city.Assignment;
import org.kairan.demo.city.City;
import org.kairan.demo.source.Draw;

/** Writes what can be booked, and the events with all that the server would have written with them. */
final class Diaries {

    static final String TABLES =
            "calendar.event, calendar.event_override, calendar.attendee, calendar.occurrence, calendar.room, calendar.booking, calendar.history, calendar.approval, calendar.trip, calendar.proposal";

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final int DAYS_KNOWN_BEFORE = 14;
    private static final int DAYS_DECIDED_BEFORE = 7;

    private final Connection connection;
    private final long seed;

    Diaries(Connection connection, long seed) {
        this.connection = connection;
        this.seed = seed;
    }

    /** Writes all of it, and gives what there is in words. */
    String write(List<Facility> facilities, List<Entry> entries, City city) throws SQLException {
        rooms(facilities, city);
        events(entries, city.today());
        proposals(entries);
        overrides(entries);
        attendees(entries);
        long occurrences = occurrences(entries);
        long bookings = bookings(facilities, entries);
        approvals(facilities, entries, city);
        long trips = trips(facilities, entries, city.today());
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into calendar.history (event_id, at, by, what, scope, fields, before, after) select id, created_at, created_by, 'made', 'all', '{}', '{}', '{}' from calendar.event order by id");
            for (String table : List.of("room", "event", "approval", "proposal")) {
                statement.execute("select setval(pg_get_serial_sequence('calendar." + table
                        + "', 'id'), (select max(id) from calendar." + table + "))");
            }
        }
        return entries.size() + " events, " + occurrences + " entries in calendars, " + facilities.size() + " rooms, "
                + bookings + " bookings, " + trips + " journeys";
    }

    private void rooms(List<Facility> facilities, City city) throws SQLException {
        try (Copy rows = new Copy(
                connection,
                "calendar.room (id, kind, name, building, capacity, equipment, opens, closes, setup, bookers, owner_section, approval, active)")) {
            for (Facility f : facilities) {
                String[] hours = f.hours() == null ? new String[2] : f.hours().split("-");
                rows.row(
                        f.id(),
                        f.kind(),
                        f.name(),
                        f.building(),
                        f.capacity() == 0 ? null : f.capacity(),
                        "{" + String.join(",", f.equipment()) + "}",
                        hours[0],
                        hours[1],
                        f.setup(),
                        f.bookers().isEmpty()
                                ? "{everyone}"
                                : "{tree:" + city.sectionNamed(f.bookers()).id() + "}",
                        city.sectionNamed(f.owner()).id(),
                        f.approval(),
                        true);
            }
            rows.end();
        }
    }

    private void events(List<Entry> entries, LocalDate today) throws SQLException {
        try (Copy rows = new Copy(
                connection,
                "calendar.event (id, owner, uid, title, place, notes, kind, visibility, start_local, end_local, zone, all_day, undecided, rrule, shift, travel_before, travel_after, rooms, expanded_until, created_by, created_at)")) {
            long id = 1;
            for (Entry e : entries) {
                Draw draw = Draw.of(seed, 77, id);
                LocalDate made = e.start().toLocalDate().minusDays(draw.between(1, DAYS_KNOWN_BEFORE));
                rows.row(
                        id++,
                        e.owner(),
                        new UUID(draw.bits(), draw.bits()),
                        e.title(),
                        e.place(),
                        "",
                        e.kind(),
                        e.visibility(),
                        e.start(),
                        e.end(),
                        ZONE,
                        e.allDay(),
                        false,
                        e.rule(),
                        "none",
                        e.travel(),
                        e.travel(),
                        rooms(e),
                        // All of it has its end within the window, so that there is never more to be written down.
                        "9999-12-31",
                        e.by(),
                        moment((made.isAfter(today) ? today : made).atTime(8, 20)));
            }
            rows.end();
        }
    }

    /** Each until the last of its times is over; its times are events that know it. */
    private void proposals(List<Entry> entries) throws SQLException {
        Map<Integer, List<Entry>> slots = entries.stream()
                .filter(e -> e.proposal() > 0)
                .collect(Collectors.groupingBy(Entry::proposal, TreeMap::new, Collectors.toList()));
        try (Copy rows = new Copy(connection, "calendar.proposal (id, owner, lapses_at, created_by, created_at)")) {
            for (Map.Entry<Integer, List<Entry>> proposal : slots.entrySet()) {
                Entry last = proposal.getValue().get(proposal.getValue().size() - 1);
                rows.row(
                        proposal.getKey(),
                        last.owner(),
                        moment(last.end()),
                        last.by(),
                        moment(last.start().minusDays(DAYS_KNOWN_BEFORE * 2L)));
            }
            rows.end();
        }
        try (PreparedStatement update =
                connection.prepareStatement("update calendar.event set proposal_id = ? where id = ?")) {
            for (int at = 0; at < entries.size(); at++) {
                if (entries.get(at).proposal() > 0) {
                    update.setLong(1, entries.get(at).proposal());
                    update.setLong(2, at + 1L);
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    private static String rooms(Entry entry) {
        return entry.rooms().stream()
                .sorted()
                .toList()
                .toString()
                .replace('[', '{')
                .replace(']', '}');
    }

    private void overrides(List<Entry> entries) throws SQLException {
        try (Copy rows = new Copy(connection, "calendar.event_override (event_id, recurrence_id, cancelled)")) {
            long id = 0;
            for (Entry e : entries) {
                id++;
                for (LocalDate day : e.cancelled()) {
                    rows.row(id, day.atTime(e.start().toLocalTime()), true);
                }
            }
            rows.end();
        }
    }

    private void attendees(List<Entry> entries) throws SQLException {
        try (Copy rows = new Copy(
                connection, "calendar.attendee (event_id, person_id, optional, absent, answer, answered_at)")) {
            long id = 0;
            for (Entry e : entries) {
                id++;
                for (Guest guest : e.guests()) {
                    rows.row(
                            id,
                            guest.person(),
                            guest.optional(),
                            false,
                            guest.answer(),
                            guest.answer().equals("none")
                                    ? null
                                    : moment(e.start().minusDays(1)));
                }
            }
            rows.end();
        }
    }

    private long occurrences(List<Entry> entries) throws SQLException {
        try (Copy rows = new Copy(
                connection,
                "calendar.occurrence (principal, event_id, recurrence_id, starts, ends, busy_from, busy_until, day, busy, answer, long)")) {
            long id = 0;
            for (Entry e : entries) {
                id++;
                boolean busy = !e.kind().equals("telework");
                for (LocalDate day : e.days()) {
                    occurrence(rows, e.owner(), id, e, day, busy, "none");
                    for (Guest guest : e.guests()) {
                        occurrence(
                                rows,
                                "person:" + guest.person(),
                                id,
                                e,
                                day,
                                busy && !guest.answer().equals("declined"),
                                guest.answer());
                    }
                }
            }
            return rows.end();
        }
    }

    private static void occurrence(
            Copy rows, String principal, long id, Entry e, LocalDate day, boolean busy, String answer)
            throws SQLException {
        LocalDateTime start = day.atTime(e.start().toLocalTime());
        LocalDateTime end = start.plus(java.time.Duration.between(e.start(), e.end()));
        rows.row(
                principal,
                id,
                start,
                moment(start),
                moment(end),
                moment(start.minusMinutes(e.travel())),
                moment(end.plusMinutes(e.travel())),
                day,
                busy,
                answer,
                false);
    }

    private long bookings(List<Facility> facilities, List<Entry> entries) throws SQLException {
        try (Copy rows =
                new Copy(connection, "calendar.booking (room_id, event_id, recurrence_id, starts, ends, during)")) {
            long id = 0;
            for (Entry e : entries) {
                id++;
                for (LocalDate day : e.days()) {
                    for (int room : e.rooms()) {
                        LocalDateTime start = day.atTime(e.start().toLocalTime());
                        LocalDateTime end = start.plus(java.time.Duration.between(e.start(), e.end()));
                        LocalDateTime begins =
                                start.minusMinutes(facilities.get(room - 1).setup());
                        rows.row(
                                room,
                                id,
                                start,
                                moment(start),
                                moment(end),
                                "[" + moment(begins) + "," + moment(end) + ")");
                    }
                }
            }
            return rows.end();
        }
    }

    /** Whoever is not of the owners has asked; what is near has been decided, what is far still waits for some. */
    private void approvals(List<Facility> facilities, List<Entry> entries, City city) throws SQLException {
        Map<Integer, Integer> sections = new HashMap<>();
        Map<Integer, Integer> deciders = new HashMap<>();
        for (Assignment a : city.assignments()) {
            if (a.primary() && a.on(city.today())) {
                sections.put(a.personId(), a.sectionId());
                deciders.merge(a.sectionId(), a.personId(), Math::min);
            }
        }
        try (Copy rows = new Copy(
                connection,
                "calendar.approval (id, event_id, room_id, state, requested_by, requested_at, decided_by, decided_at)")) {
            long id = 0;
            long event = 0;
            for (Entry e : entries) {
                event++;
                for (int room : e.rooms()) {
                    Facility facility = facilities.get(room - 1);
                    int owner = city.sectionNamed(facility.owner()).id();
                    if (!facility.approval() || sections.get(e.by()) == owner) {
                        continue;
                    }
                    Draw draw = Draw.of(seed, 78, event);
                    LocalDate first = e.start().toLocalDate();
                    boolean decided = first.isBefore(city.today().plusDays(DAYS_DECIDED_BEFORE)) || draw.chance(0.5);
                    LocalDate asked = first.minusDays(draw.between(4, DAYS_KNOWN_BEFORE));
                    LocalDate day = asked.isAfter(city.today()) ? city.today().minusDays(1) : asked;
                    rows.row(
                            ++id,
                            event,
                            room,
                            decided ? "approved" : "requested",
                            e.by(),
                            moment(day.atTime(9, 10)),
                            decided ? deciders.get(owner) : null,
                            decided ? moment(day.atTime(13, 30)) : null);
                }
            }
            rows.end();
        }
    }

    /** The journeys of the past, car by car, so that each meter goes forwards; of the last days some are not yet entered. */
    private long trips(List<Facility> facilities, List<Entry> entries, LocalDate today) throws SQLException {
        record Journey(int car, long event, Entry entry) {}
        List<Journey> journeys = new ArrayList<>();
        long event = 0;
        for (Entry e : entries) {
            event++;
            for (int room : e.rooms()) {
                if (facilities.get(room - 1).kind().equals("car")
                        && e.start().toLocalDate().isBefore(today)) {
                    journeys.add(new Journey(room, event, e));
                }
            }
        }
        journeys.sort(Comparator.comparingInt(Journey::car)
                .thenComparing(journey -> journey.entry().start()));
        try (Copy rows = new Copy(
                connection,
                "calendar.trip (room_id, event_id, recurrence_id, starts, ends, driver, destination, departure, arrival, entered_by, entered_at)")) {
            Map<Integer, Integer> meters = new HashMap<>();
            for (Journey journey : journeys) {
                Draw draw = Draw.of(seed, 79, journey.event());
                Entry e = journey.entry();
                int meter = meters.getOrDefault(
                        journey.car(), 10_000 + Draw.of(seed, 80, journey.car()).between(0, 70_000));
                // Now and then it is filled up on the way back, or washed.
                int departure = meter + (draw.chance(0.1) ? draw.between(1, 4) : 0);
                int arrival = departure + draw.between(3, 38);
                if (e.start().toLocalDate().isAfter(today.minusDays(5)) && draw.chance(0.3)) {
                    continue;
                }
                meters.put(journey.car(), arrival);
                rows.row(
                        journey.car(),
                        journey.event(),
                        e.start(),
                        moment(e.start()),
                        moment(e.end()),
                        e.by(),
                        e.place().isEmpty() ? "市内" : e.place(),
                        departure,
                        arrival,
                        e.by(),
                        moment(e.end().plusMinutes(10)));
            }
            return rows.end();
        }
    }

    private static java.time.Instant moment(LocalDateTime time) {
        return time.atZone(ZONE).toInstant();
    }
}
