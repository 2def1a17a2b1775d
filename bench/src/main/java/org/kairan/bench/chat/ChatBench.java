package org.kairan.bench.chat;

import static org.kairan.bench.Bench.say;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.kairan.bench.Bench;
import org.kairan.bench.Http;
import org.kairan.bench.Json;
import org.kairan.bench.Options;
import org.kairan.bench.Report;
import org.kairan.bench.Servers;
import org.kairan.bench.Servers.Kairan;
import org.kairan.bench.Stats;
import org.kairan.bench.chat.Talkers.Sent;
import org.kairan.bench.live.LimitWar;
import org.kairan.bench.live.Sockets;
import org.kairan.bench.live.limit.BareServer;

/**
 * Talks in one room of everybody, in hundreds of small rooms, and through a restart, over loopback on the cores on which the client runs too.
 *
 * <p>The limit is what a server does that takes a POST and passes a frame of the same size on, without rights, rooms or database: Tyrus's own broadcast, or plain NIO, whichever is faster.
 *
 * <p>Options: {@code --only a,b,c,heap,history} {@code --sockets 1400 --messages 1000 --turns 3 --paced 600} (messages at 10 per second) {@code --rooms 300 --mixed 60} (seconds) {@code --rate 40} (acts per second)
 * {@code --history 500000} (messages).
 */
public final class ChatBench implements Bench.Program {

    private static final int AT_ONCE = 8;
    private static final int PACE = 10;

    /** Seconds of mixed acts that are not timed: a server that has just started compiles what it is asked for. */
    private static final int WARM = 15;

    private static final Pattern PERSON = Pattern.compile("\"person\"\\s*:\\s*\\{[^}]*?\"id\"\\s*:\\s*(\\d+)");

    private Report report;
    private List<String> cookies;

    /** A room that clients are in. */
    private record Room(long id, long rev, List<Integer> members) {}

    @Override
    public Report run(Options options) throws Exception {
        report = new Report();
        var only = Set.of(options.text("only").orElse("a,b,c,heap,history").split(","));
        var count = options.number("sockets", 1400);
        try (var servers = new Servers()) {
            say("Starting Kairan's demo …");
            var kairan = servers.demoAgain();
            try (var db = db(kairan)) {
                execute(
                        db,
                        "create schema if not exists bench; create table if not exists bench.commit (id bigint generated always as identity, text text)");
            }
            cookies = servers.cookies(kairan, count);
            say("%d people have signed in.", count);
            var people = people(kairan.http(), cookies);
            var everyone = everyone(kairan);
            if (only.contains("a")) {
                oneRoom(servers, kairan, everyone, options);
            }
            List<Room> rooms = Set.of("b", "c", "heap").stream().anyMatch(only::contains)
                    ? smallRooms(kairan, people, options.number("rooms", 300), cookies.size())
                    : List.of();
            if (only.contains("b")) {
                mixed(kairan, rooms, options.number("mixed", 60), options.number("rate", 40));
            }
            if (only.contains("c")) {
                kairan = reconnect(servers, kairan, everyone, rooms);
            }
            if (only.contains("heap")) {
                memory(kairan, everyone, rooms);
            }
            if (only.contains("history")) {
                history(kairan, people, everyone, options.number("history", 500_000));
            }
            return report;
        }
    }

    private static List<Long> people(Http http, List<String> cookies) throws IOException, InterruptedException {
        var people = new ArrayList<Long>();
        for (var cookie : cookies) {
            var matcher = PERSON.matcher(http.get("/api/session", cookie));
            if (!matcher.find()) {
                throw new IOException("A session has no person");
            }
            people.add(Long.parseLong(matcher.group(1)));
        }
        return people;
    }

    private static Connection db(Kairan kairan) throws SQLException, IOException {
        return DriverManager.getConnection(
                kairan.jdbcUrl(),
                kairan.user(),
                Files.readString(kairan.passwordFile()).strip());
    }

    private static void execute(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Statements so far: nearly all of chat's reading is done outside of transactions, where each statement counts as one. */
    private static long statements(Connection db) throws SQLException {
        try (var statement = db.createStatement();
                var rows = statement.executeQuery(
                        "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static double milliseconds(long micros) {
        return micros / 1000.0;
    }

    // ---- (a) everybody in one room

    private Room everyone(Kairan kairan) throws IOException, InterruptedException {
        var made = kairan.http()
                .send(
                        "POST",
                        "/api/chat/rooms",
                        cookies.get(0),
                        Json.of(Map.of(
                                "kind",
                                "consultation",
                                "name",
                                "全員の部屋",
                                "purpose",
                                "",
                                "groups",
                                List.of("everyone"))));
        var members = new ArrayList<Integer>();
        for (var i = 0; i < cookies.size(); i++) {
            members.add(i);
        }
        return room(made, members);
    }

    private Room now(Http http, Room room) throws IOException, InterruptedException {
        return room(http.get("/api/chat/rooms/" + room.id, cookies.get(room.members.get(0))), room.members);
    }

    private static Room room(String made, List<Integer> members) {
        var room = made.substring(made.indexOf("\"room\":{"));
        return new Room(
                Json.whole(room, "id").orElseThrow(), Json.whole(room, "rev").orElseThrow(), members);
    }

    private void oneRoom(Servers servers, Kairan kairan, Room room, Options options) throws Exception {
        var messages = options.number("messages", 1000);
        var arrivals = new Arrivals(cookies.size());
        try (var sockets = new Sockets(kairan.port(), kairan.publicUrl(), cookies, arrivals);
                var talkers = new Talkers(kairan.http(), cookies, AT_ONCE)) {
            for (var i = 0; i < cookies.size(); i++) {
                sockets.send(i, follow(Map.of(room.id, room.rev)));
            }
            var warm = talkers.talk(room.id, Math.min(100, messages), 0);
            settle(arrivals, warm, cookies.size());
            var size = arrivals.size(warm.get(0).key());
            say(
                    "%n%d messages of %d bytes to a room of %d, %d at a time, as fast as they are acknowledged",
                    messages, size, cookies.size(), AT_ONCE);
            var own = new ArrayList<Double>();
            var tyrus = new ArrayList<Double>();
            var bare = new ArrayList<Double>();
            var payaraPort = Servers.freePort();
            servers.payara(LimitWar.pack(servers.folder().resolve("limit.war")), payaraPort);
            var barePort = Servers.freePort();
            servers.java(BareServer.class, barePort);
            try (var tyrusSide = new Limit(payaraPort, cookies, AT_ONCE);
                    var bareSide = new Limit(barePort, cookies, AT_ONCE)) {
                tyrusSide.run(Math.min(100, messages), size);
                bareSide.run(Math.min(100, messages), size);
                for (var turn = 0; turn < options.number("turns", 3); turn++) {
                    var cpu = kairan.server().cpuSeconds();
                    var sent = talkers.talk(room.id, messages, 0);
                    own.add(fast(arrivals, sent, kairan.server().cpuSeconds() - cpu));
                    tyrus.add(tyrusSide.run(messages, size));
                    say("  Tyrus broadcast  %,9.0f deliveries/s", tyrus.get(turn));
                    bare.add(bareSide.run(messages, size));
                    say("  bare NIO         %,9.0f deliveries/s", bare.get(turn));
                }
            }
            var limit = Math.max(median(tyrus), median(bare));
            report.figure("oneRoomDeliveriesPerSecond", median(own));
            report.figure("limitDeliveriesPerSecond", limit);
            report.atLeast("one room: deliveries per second, of the limit's", median(own) / limit, 0.5);
            paced(kairan, arrivals, talkers, room, options.number("paced", 600));
            if (!arrivals.faults().isEmpty() || sockets.lost() > 0) {
                throw new IOException(
                        "In the room of everybody: " + arrivals.faults() + ", " + sockets.lost() + " closed");
            }
        }
    }

    private static double median(List<Double> figures) {
        return Stats.median(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private double fast(Arrivals arrivals, List<Sent> sent, double cpu) throws IOException, InterruptedException {
        settle(arrivals, sent, cookies.size());
        var first = sent.stream().mapToLong(Sent::sentAt).min().orElseThrow();
        var last =
                sent.stream().mapToLong(one -> arrivals.last(one.key())).max().orElseThrow();
        var perSecond = sent.size() * (double) cookies.size() / ((last - first) / 1e9);
        var figures = figures(arrivals, sent);
        say("  Kairan           %,9.0f deliveries/s   %s   server CPU %.2f s", perSecond, figures, cpu);
        report.figure("oneRoomFast", figures.values());
        return perSecond;
    }

    /** Percentiles in microseconds. */
    private record Figures(long p50, long p99, long ack50, long ack99) {
        Map<String, Object> values() {
            return Map.of(
                    "arrivalP50ms",
                    milliseconds(p50),
                    "arrivalP99ms",
                    milliseconds(p99),
                    "ackP50ms",
                    milliseconds(ack50),
                    "ackP99ms",
                    milliseconds(ack99));
        }

        @Override
        public String toString() {
            return String.format(
                    "arrival p50 %.1f ms, p99 %.1f ms   acknowledgement p50 %.1f ms, p99 %.1f ms",
                    milliseconds(p50), milliseconds(p99), milliseconds(ack50), milliseconds(ack99));
        }
    }

    private static Figures figures(Arrivals arrivals, List<Sent> sent) {
        var arrival = new Stats();
        var ack = new Stats();
        for (var one : sent) {
            arrivals.latencies(one.key(), one.sentAt(), client -> false, arrival);
            ack.add((one.ackAt() - one.sentAt()) / 1000);
        }
        return new Figures(
                arrival.percentile(0.5), arrival.percentile(0.99), ack.percentile(0.5), ack.percentile(0.99));
    }

    /** Ten a second, and beside them, so that both meet the same machine, as many bare commits of a row. */
    private void paced(Kairan kairan, Arrivals arrivals, Talkers talkers, Room room, int count) throws Exception {
        say("%n%d messages at %d per second, and as many bare commits", count, PACE);
        var stop = new AtomicBoolean();
        var commits = new Stats();
        var committing = new Thread(
                () -> {
                    try (var db = db(kairan);
                            var insert = db.prepareStatement("insert into bench.commit (text) values (?)")) {
                        while (!stop.get()) {
                            var begun = System.nanoTime();
                            insert.setString(1, Talkers.TEXT);
                            insert.executeUpdate();
                            var micros = (System.nanoTime() - begun) / 1000;
                            commits.add(micros);
                            TimeUnit.MICROSECONDS.sleep(Math.max(0, 1_000_000 / PACE - micros));
                        }
                    } catch (SQLException | IOException e) {
                        throw new IllegalStateException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "bench-commits");
        committing.start();
        List<Sent> sent;
        try {
            sent = talkers.talk(room.id, count, PACE);
        } finally {
            stop.set(true);
            committing.join();
        }
        settle(arrivals, sent, cookies.size());
        var figures = figures(arrivals, sent);
        say("  Kairan           %s", figures);
        say(
                "  a bare commit    p50 %.1f ms, p99 %.1f ms",
                milliseconds(commits.percentile(0.5)), milliseconds(commits.percentile(0.99)));
        report.figure("oneRoomPaced", figures.values());
        report.figure("bareCommitP99ms", milliseconds(commits.percentile(0.99)));
        report.atMost(
                "one room, paced: acknowledgement's p99, in bare commits' p99",
                figures.ack99 / (double) Math.max(1, commits.percentile(0.99)),
                3);
    }

    private static void settle(Arrivals arrivals, List<Sent> sent, int receivers)
            throws IOException, InterruptedException {
        for (var quiet = 0; quiet < 200; quiet++) {
            if (sent.stream().allMatch(one -> arrivals.receivers(one.key()) == receivers)) {
                return;
            }
            var before = arrivals.count();
            Thread.sleep(50);
            quiet = arrivals.count() > before ? 0 : quiet;
        }
        var missing = sent.stream()
                .mapToLong(one -> receivers - arrivals.receivers(one.key()))
                .sum();
        throw new IOException(missing + " deliveries are missing; " + arrivals.faults());
    }

    private static String follow(Map<Long, Long> rooms) {
        var streams = new HashMap<String, Object>();
        rooms.forEach((room, rev) -> streams.put("chat.room:" + room, rev));
        return Json.of(Map.of("type", "follow", "streams", streams));
    }

    // ---- (b) many rooms

    /** @param among so many people, so that each is in many rooms or in few */
    private List<Room> smallRooms(Kairan kairan, List<Long> people, int count, int among)
            throws IOException, InterruptedException {
        say("%nMaking %d rooms of 5 to 40 people …", count);
        var random = new Random(4);
        var all = new ArrayList<Integer>();
        for (var i = 0; i < Math.min(among, cookies.size()); i++) {
            all.add(i);
        }
        var rooms = new ArrayList<Room>();
        for (var i = 0; i < count; i++) {
            Collections.shuffle(all, random);
            var members = List.copyOf(all.subList(0, Math.min(all.size(), 5 + random.nextInt(36))));
            var made = kairan.http()
                    .send(
                            "POST",
                            "/api/chat/rooms",
                            cookies.get(members.get(0)),
                            Json.of(Map.of(
                                    "kind",
                                    "group",
                                    "name",
                                    "部屋" + i,
                                    "purpose",
                                    "",
                                    "people",
                                    members.stream().map(people::get).toList())));
            rooms.add(room(made, members));
        }
        return rooms;
    }

    private Map<Integer, Map<Long, Long>> followed(List<Room> rooms) {
        var followed = new HashMap<Integer, Map<Long, Long>>();
        for (var room : rooms) {
            for (var member : room.members) {
                followed.computeIfAbsent(member, any -> new HashMap<>()).put(room.id, room.rev);
            }
        }
        return followed;
    }

    private void mixed(Kairan kairan, List<Room> rooms, int seconds, int rate) throws Exception {
        say(
                "%n%d rooms for %d seconds, %d acts a second: sending, reading, receipts, reactions, reconnecting",
                rooms.size(), seconds, rate);
        var arrivals = new Arrivals(cookies.size());
        var followed = followed(rooms);
        var away = new BitSet();
        var sent = new ConcurrentLinkedQueue<Sent>();
        var lastSeq = new ConcurrentHashMap<Long, Long>();
        var acts = new AtomicInteger();
        var answers = new ConcurrentLinkedQueue<Long>();
        try (var sockets = new Sockets(kairan.port(), kairan.publicUrl(), cookies, arrivals);
                var talkers = new Talkers(kairan.http(), cookies, 2 * AT_ONCE)) {
            for (var one : followed.entrySet()) {
                sockets.send(one.getKey(), follow(one.getValue()));
            }
            Thread.sleep(1000);
            var start = System.nanoTime();
            var work = new ArrayList<Callable<Void>>();
            for (var thread = 0; thread < 2 * AT_ONCE; thread++) {
                var random = new Random(thread);
                work.add(() -> {
                    for (var i = acts.getAndIncrement(); i < (WARM + seconds) * rate; i = acts.getAndIncrement()) {
                        TimeUnit.NANOSECONDS.sleep(Math.max(0, start + i * 1_000_000_000L / rate - System.nanoTime()));
                        var room = rooms.get(random.nextInt(rooms.size()));
                        var member = room.members.get(random.nextInt(room.members.size()));
                        var kind = random.nextInt(100);
                        var seq = lastSeq.getOrDefault(room.id, 0L);
                        var begun = System.nanoTime();
                        if (kind < 55 || seq == 0) {
                            var one = talkers.send(room.id, cookies.get(member), Talkers.TEXT.replace("{n}", "" + i));
                            sent.add(one);
                            lastSeq.merge(room.id, one.seq(), Math::max);
                        } else if (kind < 80) {
                            kairan.http()
                                    .send(
                                            "PUT",
                                            "/api/chat/rooms/" + room.id + "/receipt",
                                            cookies.get(member),
                                            Json.of(Map.of("seq", seq)));
                        } else if (kind < 90) {
                            kairan.http().get("/api/chat/rooms/" + room.id + "/messages?limit=50", cookies.get(member));
                        } else if (kind < 96) {
                            kairan.http()
                                    .send(
                                            "PUT",
                                            "/api/chat/rooms/" + room.id + "/messages/" + seq + "/reactions/understood",
                                            cookies.get(member),
                                            "");
                        } else {
                            synchronized (away) {
                                if (away.get(member)) {
                                    continue;
                                }
                                away.set(member);
                            }
                            sockets.reopen(member, cookies.get(member));
                            var cursors = new HashMap<Long, Long>();
                            followed.get(member)
                                    .forEach((id, rev) -> cursors.put(id, arrivals.cursor(member, id, rev)));
                            sockets.send(member, follow(cursors));
                        }
                        answers.add((System.nanoTime() - begun) / 1000);
                    }
                    return null;
                });
            }
            talkers.all(work);
            var byRoom = new HashMap<Long, Room>();
            rooms.forEach(room -> byRoom.put(room.id, room));
            var lost = lost(arrivals, sent, byRoom);
            var latencies = new Stats();
            sent.stream()
                    .filter(one -> one.sentAt() - start >= WARM * 1_000_000_000L)
                    .forEach(one -> arrivals.latencies(one.key(), one.sentAt(), away::get, latencies));
            var every = new Stats();
            answers.forEach(every::add);
            say(
                    "  %,d messages, %,d deliveries: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms; %d reconnected; requests p99 %.1f ms",
                    sent.size(),
                    latencies.count(),
                    milliseconds(latencies.percentile(0.5)),
                    milliseconds(latencies.percentile(0.99)),
                    milliseconds(latencies.percentile(0.999)),
                    milliseconds(latencies.percentile(1)),
                    away.cardinality(),
                    milliseconds(every.percentile(0.99)));
            report.figure(
                    "manyRooms",
                    Map.of(
                            "messages",
                            sent.size(),
                            "deliveries",
                            latencies.count(),
                            "p50ms",
                            milliseconds(latencies.percentile(0.5)),
                            "p99ms",
                            milliseconds(latencies.percentile(0.99)),
                            "p999ms",
                            milliseconds(latencies.percentile(0.999)),
                            "longestMs",
                            milliseconds(latencies.percentile(1)),
                            "reconnected",
                            away.cardinality()));
            report.atMost(
                    "many rooms: p99.9 of arrivals, in medians",
                    latencies.percentile(0.999) / (double) Math.max(1, latencies.percentile(0.5)),
                    20);
            report.atMost("many rooms: longest arrival (ms)", milliseconds(latencies.percentile(1)), 2000);
            report.atMost("many rooms: deliveries lost", lost, 0);
            if (!arrivals.faults().isEmpty()) {
                throw new IOException("In the many rooms: " + arrivals.faults());
            }
        }
    }

    /** Waits for what is on its way, and counts what does not come. */
    private static long lost(Arrivals arrivals, Iterable<Sent> sent, Map<Long, Room> rooms)
            throws InterruptedException {
        var lost = 0L;
        for (var waited = 0; waited < 200; waited++) {
            lost = 0;
            for (var one : sent) {
                for (var member : rooms.get(one.key().room()).members) {
                    lost += arrivals.has(one.key(), member) ? 0 : 1;
                }
            }
            if (lost == 0) {
                return 0;
            }
            Thread.sleep(50);
        }
        return lost;
    }

    // ---- (c) everybody comes back

    private Kairan reconnect(Servers servers, Kairan before, Room everyone, List<Room> rooms) throws Exception {
        say("%nA restart, and %d clients that come back within 10 seconds", cookies.size());
        var followed = followed(rooms);
        long rev;
        List<Sent> missed;
        try (var talkers = new Talkers(before.http(), cookies, 1)) {
            var last = talkers.talk(everyone.id, 1, 0).get(0);
            rev = last.key().rev();
            missed = talkers.talk(everyone.id, 5, 0);
        }
        servers.stop(before);
        var kairan = servers.demoAgain();
        var arrivals = new Arrivals(cookies.size());
        try (var db = db(kairan);
                var sockets = new Sockets(kairan.port(), kairan.publicUrl(), List.of(), arrivals)) {
            // What the server does by itself after its start is not the clients'.
            Thread.sleep(15_000);
            var idle = statements(db);
            Thread.sleep(10_000);
            var counted = statements(db);
            var idlePerSecond = (counted - idle) / 10.0;
            var start = System.nanoTime();
            for (var i = 0; i < cookies.size(); i++) {
                TimeUnit.NANOSECONDS.sleep(
                        Math.max(0, start + i * 10_000_000_000L / cookies.size() - System.nanoTime()));
                sockets.add(cookies.get(i));
                var cursors = new HashMap<>(followed.getOrDefault(i, Map.of()));
                cursors.put(everyone.id, rev);
                sockets.send(i, follow(cursors));
            }
            var opened = (System.nanoTime() - start) / 1e9;
            settle(arrivals, missed, cookies.size());
            var live = (missed.stream()
                                    .mapToLong(one -> arrivals.last(one.key()))
                                    .max()
                                    .orElseThrow()
                            - start)
                    / 1e9;
            // Whatever else the clients were sent has come, too.
            Thread.sleep(2000);
            var seconds = (System.nanoTime() - start) / 1e9;
            var each = (statements(db) - counted - idlePerSecond * seconds) / cookies.size();
            say(
                    "  all have connected after %.1f s, and all are live with what they had missed after %.1f s; %.2f statements for each",
                    opened, live, each);
            report.figure(
                    "reconnect", Map.of("connectedSeconds", opened, "liveSeconds", live, "statementsPerClient", each));
            report.atMost("a restart: statements per client", each, 3);
            report.atMost("a restart: seconds until all are live", live, 30);
            if (!arrivals.faults().isEmpty() || sockets.lost() > 0) {
                throw new IOException("After the restart: " + arrivals.faults() + ", " + sockets.lost() + " closed");
            }
        }
        return kairan;
    }

    // ---- memory

    private void memory(Kairan kairan, Room everyoneBefore, List<Room> roomsBefore) throws Exception {
        // Who is idle has what there is, and is not sent all that the other parts have said.
        var everyone = now(kairan.http(), everyoneBefore);
        var rooms = new ArrayList<Room>();
        for (var room : roomsBefore) {
            rooms.add(now(kairan.http(), room));
        }
        var followed = followed(rooms);
        var follows = new ArrayList<String>();
        for (var i = 0; i < cookies.size(); i++) {
            var cursors = new HashMap<>(followed.getOrDefault(i, Map.of()));
            cursors.put(everyone.id, everyone.rev);
            follows.add(follow(cursors));
        }
        var memory = new Memory(kairan, cookies, report);
        memory.idle(follows);
        memory.stalled(everyone.id, follow(Map.of(everyone.id, everyone.rev)));
    }

    // ---- much history

    private void history(Kairan kairan, List<Long> people, Room everyone, int messages) throws Exception {
        var rooms = smallRooms(kairan, people, 100, 100);
        var ids = new ArrayList<>(rooms.stream().map(Room::id).toList());
        ids.add(everyone.id);
        var openings = new ArrayList<History.Opening>();
        for (var i = 0; i < 3 * rooms.size(); i++) {
            // Every tenth time the room in which everybody is.
            var room = i % 10 == 9 ? everyone : rooms.get(i % rooms.size());
            openings.add(new History.Opening(
                    room.id, cookies.get(room.members.get(i % Math.min(5, room.members.size())))));
        }
        try (var db = db(kairan)) {
            new History(kairan.http(), db, report).run(ids, openings, messages);
        }
    }
}
