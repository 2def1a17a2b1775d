package org.kairan.bench.calendar;

import static org.kairan.bench.Bench.say;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.kairan.bench.Bench;
import org.kairan.bench.Http;
import org.kairan.bench.Json;
import org.kairan.bench.Options;
import org.kairan.bench.Parts;
import org.kairan.bench.Report;
import org.kairan.bench.Servers;
import org.kairan.bench.Servers.Kairan;
import org.kairan.bench.board.EchoWar;

/**
 * Asks for the week of 50 people, for the free times of 100 people and 40 rooms over ten working days and for where 1,400 people are, with one year of history and with ten; lets many book one room; and has 10,000 series
 * written down further, as happens when the window moves.
 *
 * <p>Beside the week and the free times, in turn within the same loop: the same rows over plain JDBC on a connection of our own, and a signed-in request that returns the same bytes from the server's memory.
 *
 * <p>Options: {@code --only week,free,presence,rooms,roll --years 10 --rounds 1000 --slots 200 --series 10000}.
 */
public final class CalendarBench implements Bench.Program {

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final int WARM_UP = 1_000;
    private static final int ROWS = 50;
    private static final int SOUGHT = 100;
    private static final int SOUGHT_ROOMS = 40;
    private static final int AT_ONCE = 16;

    /** What a week shows, fetched plainly: the same occurrences and their events with the rooms they hold. */
    private static final String WEEK = """
      select o.principal, o.event_id, o.recurrence_id, o.starts, o.ends, o.answer, e.title, e.place, e.kind, e.visibility, e.all_day, e.undecided, e.rrule, r.name
      from calendar.occurrence o join calendar.event e on e.id = o.event_id left join calendar.booking b on b.event_id = o.event_id and b.recurrence_id = o.recurrence_id left join calendar.room r on r.id = b.room_id
      where o.principal = any(?) and not o.long and o.starts >= ? and o.starts < ? order by o.starts""";

    private static final String BUSY =
            "select principal, busy_from, busy_until from calendar.occurrence where principal = any(?) and busy and not long and starts >= ? and starts < ?";
    private static final String TAKEN =
            "select room_id, lower(during), upper(during) from calendar.booking where room_id = any(?) and starts >= ? and starts < ?";

    /** Who is engaged at an instant. */
    private static final String NOW = """
      select o.principal, o.starts, o.ends, e.kind, e.place, e.visibility from calendar.occurrence o join calendar.event e on e.id = o.event_id
      where o.principal in (select 'person:' || id from organization.person) and not o.long and o.starts > ?::timestamptz - interval '1 day' and o.ends > ? and o.starts < now() + interval '1 day'""";

    /** Microseconds: of the question, of its rows over JDBC, and of its bytes from memory. */
    private record Times(double http, double jdbc, double memory) {}

    private final Map<String, Double> asked = new LinkedHashMap<>();
    private Report report;
    private Options options;
    private Http http;
    private Connection db;
    private String cookie;
    private LocalDate monday;

    @Override
    public Report run(Options given) throws Exception {
        report = new Report();
        options = given;
        var only = Set.of(
                options.text("only").orElse("week,free,presence,rooms,roll").split(","));
        monday = LocalDate.now(ZONE).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        try (var servers = new Servers()) {
            say("Starting Kairan's demo with an echo beside it …");
            var home = EchoWar.home(Servers.HOME, servers.folder().resolve("home"));
            var kairan = servers.demo(home);
            var cookies = servers.cookies(kairan, AT_ONCE);
            cookie = cookies.get(0);
            http = kairan.http();
            try (var connection = connection(kairan)) {
                db = connection;
                var diary = new Diary(db);
                if (Set.of("week", "free", "presence").stream().anyMatch(only::contains)) {
                    for (var years : List.of(1, options.number("years", 10))) {
                        diary.fill(years, monday);
                        say("%n%,d entries in calendars, %d years back", number("calendar.occurrence"), years);
                        report.figure("occurrences" + years, number("calendar.occurrence"));
                        if (only.contains("week")) {
                            week(years);
                        }
                        if (only.contains("free")) {
                            freeTimes(years);
                        }
                        if (only.contains("presence")) {
                            presence(years);
                        }
                    }
                } else {
                    diary.fill(1, monday);
                }
                if (only.contains("rooms")) {
                    rooms(cookies);
                }
                if (only.contains("roll")) {
                    behind(diary);
                }
            }
            if (only.contains("roll")) {
                roll(servers, kairan, home);
            }
            return report;
        }
    }

    private static Connection connection(Kairan kairan) throws SQLException, IOException {
        return DriverManager.getConnection(
                kairan.jdbcUrl(),
                kairan.user(),
                Files.readString(kairan.passwordFile()).strip());
    }

    // ---- the week of many

    private void week(int years) throws Exception {
        var people = people(ROWS);
        var path = "/api/calendar/occurrences?from=" + monday + "&to=" + monday.plusDays(7)
                + people.stream().map(id -> "&principal=person:" + id).collect(Collectors.joining());
        try (var statement = db.prepareStatement(WEEK)) {
            bind(statement, "text", people.stream().map(id -> "person:" + id).toArray(), monday, monday.plusDays(7));
            var times = beside("week of " + ROWS + " people", years, () -> http.get(path, cookie), List.of(statement));
            report.atMost(
                    "week of " + ROWS + " people, " + years + " years: HTTP p50 / (JDBC p50 + memory p50)",
                    times.http() / (times.jdbc() + times.memory()),
                    1.5);
        }
        // What days the city is closed is read for each question, also for that of the holidays.
        var all = statements(() -> http.get(path, cookie));
        var rows = all
                - statements(
                        () -> http.get("/api/calendar/holidays?from=" + monday + "&to=" + monday.plusDays(7), cookie));
        say("  %.2f statements for a week, of which %.2f for its rows", all, rows);
        report.atMost("week of " + ROWS + " people, " + years + " years: statements for the rows", rows, 1.1);
    }

    /** Measures a question beside the same rows and the same bytes. */
    private Times beside(String name, int years, Callable<String> question, List<PreparedStatement> rows)
            throws Exception {
        var body = question.call();
        http.put("/api/bench/echo", cookie, body.getBytes(StandardCharsets.UTF_8));
        var rounds = options.number("rounds", 1_000);
        var http50 = new Parts(rounds);
        var jdbc50 = new Parts(rounds);
        var memory50 = new Parts(rounds);
        var fetched = 0;
        for (var i = 0; i < rounds + WARM_UP; i++) {
            var t0 = System.nanoTime();
            question.call();
            var t1 = System.nanoTime();
            fetched = fetch(rows);
            var t2 = System.nanoTime();
            http.get("/api/bench/echo", cookie);
            var t3 = System.nanoTime();
            if (i >= WARM_UP) {
                http50.add(t1 - t0);
                jdbc50.add(t2 - t1);
                memory50.add(t3 - t2);
            }
        }
        var times = new Times(http50.calmest(), jdbc50.calmest(), memory50.calmest());
        say(
                "  %-38s HTTP %,.0f µs, JDBC %,.0f µs for %,d rows, memory %,.0f µs for %,d bytes",
                name, times.http(), times.jdbc(), fetched, times.memory(), body.length());
        report.figure(
                name + ", " + years + " years",
                Map.of(
                        "httpMicros", times.http(),
                        "jdbcMicros", times.jdbc(),
                        "memoryMicros", times.memory(),
                        "rows", fetched,
                        "bytes", body.length()));
        var before = asked.putIfAbsent(name, times.http());
        if (before != null) {
            report.atMost(name + ": growth with ten times the history", times.http() / before, 1.3);
        }
        return times;
    }

    /** Statements of one question: reading is done outside of transactions, where each counts as one. */
    private double statements(Callable<String> question) throws Exception {
        // What each connection has counted is told to all at its end or ten seconds later.
        Thread.sleep(11_000);
        var before = transactions();
        var begun = System.nanoTime();
        for (var i = 0; i < 500; i++) {
            question.call();
        }
        Thread.sleep(11_000);
        var counted = transactions() - before;
        var seconds = (System.nanoTime() - begun) / 1e9;
        var idle = transactions();
        Thread.sleep(11_000);
        return (counted - (transactions() - idle) / 11.0 * seconds) / 500;
    }

    private long transactions() throws SQLException {
        return query("select xact_commit + xact_rollback from pg_stat_database where datname = current_database()");
    }

    // ---- free times

    private void freeTimes(int years) throws Exception {
        var people = people(SOUGHT);
        var rooms =
                ids("select id from calendar.room where kind = 'room' and active order by id limit " + SOUGHT_ROOMS);
        var until = monday.plusDays(12);
        var question = Json.of(Map.of(
                "people", people, "rooms", rooms, "minutes", 60, "from", monday.toString(), "to", until.toString()));
        try (var busy = db.prepareStatement(BUSY);
                var taken = db.prepareStatement(TAKEN)) {
            bind(busy, "text", people.stream().map(id -> "person:" + id).toArray(), monday, until);
            bind(taken, "bigint", rooms.toArray(), monday, until);
            var name = "free times of " + SOUGHT + " people, " + SOUGHT_ROOMS + " rooms";
            var times = beside(
                    name,
                    years,
                    () -> http.send("POST", "/api/calendar/free-times", cookie, question),
                    List.of(busy, taken));
            report.atMost(
                    name + ", " + years + " years: HTTP p50 / JDBC p50 of the busy rows",
                    times.http() / times.jdbc(),
                    5);
        }
    }

    // ---- presence

    /** Where everybody is, as who looks at a board of the whole city asks. */
    private void presence(int years) throws Exception {
        var now = Timestamp.from(java.time.Instant.now());
        try (var rows = db.prepareStatement(NOW)) {
            rows.setTimestamp(1, now);
            rows.setTimestamp(2, now);
            beside(
                    "presence of everybody",
                    years,
                    () -> http.get("/api/presence/people?team=everyone", cookie),
                    List.of(rows));
        }
    }

    // ---- one room

    /** Many book the same room for the same hours, hour after hour. */
    private void rooms(List<String> cookies) throws Exception {
        var room = query(
                "insert into calendar.room (kind, name, building, equipment, setup, active) values ('room', '争奪室', '別館', '{}', 0, true) returning id");
        var slots = options.number("slots", 200);
        var next = new AtomicInteger();
        var won = new AtomicInteger();
        var lost = new AtomicInteger();
        var first = monday.plusWeeks(20);
        // Each hour is wanted by all at once.
        Callable<Void> booking = () -> {
            for (var i = next.getAndIncrement(); i < slots * AT_ONCE; i = next.getAndIncrement()) {
                var start = first.plusDays(i / AT_ONCE / 10).atTime(8 + i / AT_ONCE % 10, 0);
                var body = Json.of(Map.of(
                        "title", "取り合い",
                        "start", start.toString(),
                        "end", start.plusHours(1).toString(),
                        "rooms", List.of(room)));
                try {
                    http.send(
                            "POST",
                            "/api/calendar/events",
                            cookies.get(i % AT_ONCE),
                            body,
                            "Idempotency-Key",
                            UUID.randomUUID().toString());
                    won.incrementAndGet();
                } catch (IOException e) {
                    if (!e.getMessage().contains("calendar.room-taken")) {
                        throw e;
                    }
                    lost.incrementAndGet();
                }
            }
            return null;
        };
        var pool = Executors.newFixedThreadPool(AT_ONCE);
        double seconds;
        try {
            var begun = System.nanoTime();
            for (var done : pool.invokeAll(java.util.Collections.nCopies(AT_ONCE, booking))) {
                done.get();
            }
            seconds = (System.nanoTime() - begun) / 1e9;
        } finally {
            pool.shutdownNow();
        }
        var twice = query("select count(*) from calendar.booking a join calendar.booking b on a.room_id = b.room_id"
                + " and (a.event_id, a.recurrence_id) < (b.event_id, b.recurrence_id) and a.starts < b.ends and b.starts < a.ends where a.room_id = "
                + room);
        var held = query("select count(*) from calendar.booking where room_id = " + room);
        say(
                "%nOne room: %,d hours booked by %d at once in %.1f s, %.0f bookings and %.0f refusals a second",
                slots, AT_ONCE, seconds, won.get() / seconds, lost.get() / seconds);
        report.figure(
                "one room",
                Map.of("bookingsPerSecond", won.get() / seconds, "refusalsPerSecond", lost.get() / seconds));
        report.atMost("one room: held twice", twice, 0);
        report.atMost("one room: told that it is booked, and is not", Math.abs(won.get() - held), 0);
        report.atLeast("one room: hours that somebody has", held, slots);
    }

    // ---- the window rolls

    private void behind(Diary diary) throws SQLException {
        diary.series(
                options.number("series", 10_000), monday, LocalDate.now(ZONE).plusMonths(23));
    }

    /** Series that are a month behind are written down after a start. */
    private void roll(Servers servers, Kairan kairan, java.nio.file.Path home) throws Exception {
        var series = options.number("series", 10_000);
        servers.stop(kairan);
        var again = servers.demo(home);
        try (var connection = connection(again)) {
            db = connection;
            var before = series;
            var begun = System.nanoTime();
            var rows = number("calendar.occurrence");
            while (before > 0) {
                var left = (int)
                        query("select count(*) from calendar.event where rrule is not null and expanded_until < date '"
                                + LocalDate.now(ZONE).plusMonths(24) + "'");
                if (left == before && before == series) {
                    begun = System.nanoTime();
                    rows = number("calendar.occurrence");
                }
                if (System.nanoTime() - begun > 600e9) {
                    throw new IOException(left + " series are not written down after ten minutes");
                }
                before = left;
                Thread.sleep(50);
            }
            var seconds = (System.nanoTime() - begun) / 1e9;
            say(
                    "%nThe window rolls by a month: %,d series in %.1f s, %.0f a second, %,d entries",
                    series, seconds, series / seconds, number("calendar.occurrence") - rows);
            report.figure("series written down per second", series / seconds);
            report.atMost("seconds to write down a month of " + series + " series", seconds, 120);
        }
    }

    // ---- rows

    private List<Long> people(int count) throws SQLException {
        // From all over the city, so that no two of a meeting are together by chance only.
        return ids(
                "select id from (select id, row_number() over (order by id) as n, count(*) over () as all_of_them from organization.person) p"
                        + " where n % (all_of_them / " + count + ") = 0 order by id limit " + count);
    }

    private List<Long> ids(String sql) throws SQLException {
        try (var statement = db.createStatement();
                var rows = statement.executeQuery(sql)) {
            var ids = new ArrayList<Long>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    private long number(String table) throws SQLException {
        return query("select count(*) from " + table);
    }

    private long query(String sql) throws SQLException {
        return ids(sql).get(0);
    }

    private void bind(PreparedStatement statement, String type, Object[] keys, LocalDate from, LocalDate until)
            throws SQLException {
        statement.setArray(1, db.createArrayOf(type, keys));
        statement.setTimestamp(2, Timestamp.from(from.atStartOfDay(ZONE).toInstant()));
        statement.setTimestamp(3, Timestamp.from(until.atStartOfDay(ZONE).toInstant()));
    }

    private static int fetch(List<PreparedStatement> statements) throws SQLException {
        var count = 0;
        for (var statement : statements) {
            try (var rows = statement.executeQuery()) {
                var columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    count++;
                    for (var column = 1; column <= columns; column++) {
                        rows.getObject(column);
                    }
                }
            }
        }
        return count;
    }
}
