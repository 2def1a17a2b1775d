package org.kairan.bench.chat;

import static org.kairan.bench.Bench.say;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kairan.bench.Http;
import org.kairan.bench.Json;
import org.kairan.bench.Report;
import org.kairan.bench.Stats;

/** Opens rooms as the page does, with a little history in the database and then with much of it in the very same rooms, in which as much is unread as before. */
final class History {

    /** Messages of each room that its members have not read. */
    private static final int UNREAD = 20;

    private static final int AT_ONCE = 250_000;

    /** Every so many messages names everybody, and somebody reacts to every so many. */
    private static final int NAMES = 50;

    /** A room as one person opens it. */
    record Opening(long room, String cookie) {}

    private final Http http;
    private final Connection db;
    private final Report report;

    History(Http http, Connection db, Report report) {
        this.http = http;
        this.db = db;
        this.report = report;
    }

    /** Opens these rooms in turn: with a hundredth of so many messages in all of them together, and with all. */
    void run(List<Long> rooms, List<Opening> openings, int messages) throws Exception {
        var few = Math.max(rooms.size() * 100, messages / 100);
        say("%nOpening rooms with %,d messages in %d rooms, and with %,d", few, rooms.size(), messages);
        grow(rooms, few);
        for (var warm = 0; warm < 4; warm++) {
            measure(openings);
        }
        var small = measure(openings);
        say("  %,9d messages  %s", count(), small);
        grow(rooms, messages - few);
        // Once without counting, since what was just written is in no cache as it would be after days.
        measure(openings);
        var large = measure(openings);
        say("  %,9d messages  %s", count(), large);
        report.figure("openingSmall", small.values());
        report.figure("openingLarge", large.values());
        report.figure("historyMessages", count());
        report.atMost(
                "opening a room with much history, in openings with little",
                large.whole() / (double) small.whole(),
                1.3);
    }

    /** Medians and a percentile in microseconds. */
    private record Times(long list, long room, long messages, long whole, long p95) {
        Map<String, Object> values() {
            return Map.of(
                    "roomsMs", list / 1000.0,
                    "roomMs", room / 1000.0,
                    "messagesMs", messages / 1000.0,
                    "wholeMs", whole / 1000.0,
                    "wholeP95Ms", p95 / 1000.0);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "the list of rooms %.2f ms, the room %.2f ms, its messages at the first unread %.2f ms; together p50 %.2f ms, p95 %.2f ms",
                    list / 1000.0,
                    room / 1000.0,
                    messages / 1000.0,
                    whole / 1000.0,
                    p95 / 1000.0);
        }
    }

    private Times measure(List<Opening> openings) throws IOException, InterruptedException {
        var lists = new Stats();
        var rooms = new Stats();
        var messages = new Stats();
        var whole = new Stats();
        for (var opening : openings) {
            var begun = System.nanoTime();
            http.get("/api/chat/rooms", opening.cookie);
            var listed = System.nanoTime();
            http.get("/api/chat/rooms/" + opening.room, opening.cookie);
            var shown = System.nanoTime();
            var newest = http.get("/api/chat/rooms/" + opening.room + "/messages?limit=50", opening.cookie);
            var first = Json.whole(newest, "firstUnread")
                    .orElseThrow(() -> new IOException("Nothing is unread in room " + opening.room));
            http.get("/api/chat/rooms/" + opening.room + "/messages?limit=50&around=" + first, opening.cookie);
            var done = System.nanoTime();
            lists.add((listed - begun) / 1000);
            rooms.add((shown - listed) / 1000);
            messages.add((done - shown) / 1000);
            whole.add((done - begun) / 1000);
        }
        return new Times(
                lists.percentile(0.5),
                rooms.percentile(0.5),
                messages.percentile(0.5),
                whole.percentile(0.5),
                whole.percentile(0.95));
    }

    private long count() throws SQLException {
        try (var statement = db.createStatement();
                var rows = statement.executeQuery("select count(*) from chat.message")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Adds messages with their entries in the log to all rooms alike, of one year, by members in turn; all but the last few have been read by everybody. */
    private void grow(List<Long> rooms, int messages) throws SQLException {
        var each = Math.max(1, messages / rooms.size());
        var begun = System.nanoTime();
        var waiting = new ArrayList<>(rooms);
        while (!waiting.isEmpty()) {
            var some = waiting.subList(0, Math.min(waiting.size(), Math.max(1, AT_ONCE / each)));
            var ids = some.toString().replace("[", "").replace("]", "");
            execute("""
                with numbers as (
                  select r.id as room, r.seq + g as seq, r.rev + g as rev, p.people[1 + g %% cardinality(p.people)] as sender,
                    now() - interval '1 year' + interval '1 year' * (r.seq + g) / (r.seq + %1$d + 1) as at
                  from chat.room r
                  cross join lateral (select array_agg(m.person_id order by m.person_id) as people from chat.member m where m.room_id = r.id and m.left_seq is null) p
                  cross join generate_series(1, %1$d) g where r.id in (%2$s)),
                said as (
                  insert into chat.message (room_id, seq, sender_id, key, request_hash, rev, text, at)
                  select room, seq, sender, gen_random_uuid(), sha256('x'), rev, seq || '件目です。先ほどの資料を直しました。確認をお願いします。期限は今月末、場所は本庁舎3階の第2会議室です。', at from numbers
                  returning room_id, seq, id, rev, sender_id, text, at),
                logged as (
                  insert into chat.event (room_id, rev, kind, seq, actor_id, at, body)
                  select room_id, rev, 'message-sent', seq, sender_id, at,
                    json_build_object('at', at, 'actor', sender_id, 'message', json_build_object('seq', seq, 'id', id, 'author', sender_id, 'text', text, 'excerpt', text, 'at', at, 'version', 1,
                      'mentions', '[]'::json, 'files', '[]'::json, 'reactions', '[]'::json), 'people', json_build_object())::text from said),
                reacted as (
                  insert into chat.reaction (room_id, seq, key, person_id, at) select room, seq, 'understood', sender, at from numbers where seq %% %3$d = 7)
                update chat.room r set seq = r.seq + %1$d, rev = r.rev + %1$d where r.id in (%2$s)""".formatted(each, ids, NAMES));
            execute(
                    "insert into chat.mention (room_id, seq, target) select m.room_id, m.seq, 'all' from chat.message m join chat.room r on r.id = m.room_id where m.room_id in ("
                            + ids + ") and m.seq > r.seq - " + each + " and m.seq % " + NAMES + " = 0");
            execute("""
                with moved as (
                  insert into chat.read_range (room_id, person_id, from_seq, to_seq, read_at)
                  select m.room_id, m.person_id, m.receipt_seq, r.seq - %d, now() from chat.member m join chat.room r on r.id = m.room_id
                  where m.room_id in (%s) and m.left_seq is null and m.receipt_seq < r.seq - %d)
                update chat.member m set receipt_seq = greatest(m.receipt_seq, r.seq - %d), receipt_at = now() from chat.room r
                where r.id = m.room_id and m.room_id in (%s) and m.left_seq is null""".formatted(UNREAD, ids, UNREAD, UNREAD, ids));
            some.clear();
        }
        execute(
                "vacuum analyze chat.message, chat.event, chat.mention, chat.member, chat.room, chat.reaction, chat.read_range");
        say("  (%,d messages written in %.0f s)", (long) each * rooms.size(), (System.nanoTime() - begun) / 1e9);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }
}
