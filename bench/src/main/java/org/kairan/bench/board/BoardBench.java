package org.kairan.bench.board;

import static org.kairan.bench.Bench.say;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kairan.bench.Bench;
import org.kairan.bench.Http;
import org.kairan.bench.Json;
import org.kairan.bench.Options;
import org.kairan.bench.Parts;
import org.kairan.bench.Report;
import org.kairan.bench.Servers;

/**
 * Asks for the unread list, the unread count and the page of readers at 2,000 and at 20,000 bulletins, for one who has read all but the five oldest, one who has read nothing and one who joined yesterday.
 *
 * <p>Beside each, in turn within the same loop: the same rows over plain JDBC on a connection of our own, and a signed-in request that returns the same bytes from the server's memory. The pages are the same length at
 * both sizes, so what grows is only what is not shown.
 *
 * <p>Options: {@code --small 2000 --big 20000 --rounds 1000}.
 */
public final class BoardBench implements Bench.Program {

    private static final int WARM_UP = 1_000;
    private static final int READ_BY_OTHERS = 40;

    private enum Who {
        READ_ALL_BUT_FIVE,
        READ_NOTHING,
        JOINED_YESTERDAY
    }

    /** One thing asked for, with the statement that fetches the rows it shows. */
    private record Question(String name, Who who, String path, String rows) {}

    private record Answer(double http, double jdbc, double memory, int bytes) {}

    private static final String SHOWN = """
      select b.id, b.title, left(b.body, 400), b.importance, b.published_at, b.edited_at, b.author_id, p.name, p.kana, b.section_id
      from board.bulletin b join organization.person p on p.id = b.author_id where b.id = any(?)""";
    private static final String READERS = """
      select p.id, p.name, p.kana, a.section_id, a.title_id, r.first_read_at from organization.person p join organization.assignment a on a.person_id = p.id and a.kind = 'primary' and a.valid_until is null
      left join board.reading r on r.person_id = p.id and r.bulletin_id = any(?)""";

    private final Map<Who, Long> people = new LinkedHashMap<>();
    private final Map<Who, String> cookies = new LinkedHashMap<>();

    @Override
    public Report run(Options options) throws Exception {
        var report = new Report();
        try (var servers = new Servers()) {
            say("Starting Kairan's demo with an echo beside it …");
            var kairan =
                    servers.demo(EchoWar.home(Servers.HOME, servers.folder().resolve("home")));
            var http = kairan.http();
            var ready = servers.cookies(kairan, 4);
            try (var db = DriverManager.getConnection(
                    kairan.jdbcUrl(),
                    kairan.user(),
                    Files.readString(kairan.passwordFile()).strip())) {
                for (var who : Who.values()) {
                    cookies.put(who, ready.get(who.ordinal()));
                    people.put(who, person(http, ready.get(who.ordinal())));
                }
                var author = person(http, ready.get(3));
                join(db, people.get(Who.JOINED_YESTERDAY));
                var small = options.number("small", 2_000);
                var big = options.number("big", 20_000);
                var at = new LinkedHashMap<Integer, Map<Question, Answer>>();
                for (var size : List.of(small, big)) {
                    say("%nFilling the board with %,d bulletins …", size);
                    fill(db, size, author);
                    settle(db, http);
                    var answers = new LinkedHashMap<Question, Answer>();
                    for (var question : questions(size)) {
                        answers.put(
                                question,
                                measure(
                                        question,
                                        http,
                                        db,
                                        author,
                                        ready.get(3),
                                        size,
                                        options.number("rounds", 1_000)));
                        say("  %-48s %s", question.name(), answers.get(question));
                    }
                    at.put(size, answers);
                }
                compare(
                        report,
                        List.copyOf(at.get(small).entrySet()),
                        List.copyOf(at.get(big).entrySet()));
            }
            report.figure("smallBulletins", options.number("small", 2_000));
            report.figure("bigBulletins", options.number("big", 20_000));
            return report;
        }
    }

    private static List<Question> questions(int size) {
        return List.of(
                new Question(
                        "unread list, read all but the five oldest",
                        Who.READ_ALL_BUT_FIVE,
                        "/api/board/bulletins?state=unread",
                        SHOWN),
                new Question("unread list, read nothing", Who.READ_NOTHING, "/api/board/bulletins?state=unread", SHOWN),
                new Question(
                        "unread list, joined yesterday",
                        Who.JOINED_YESTERDAY,
                        "/api/board/bulletins?state=unread",
                        SHOWN),
                new Question(
                        "unread count, read all but the five oldest",
                        Who.READ_ALL_BUT_FIVE,
                        "/api/board/unread",
                        "select count(*) from board.bulletin where id = any(?)"),
                new Question(
                        "unread count, read nothing",
                        Who.READ_NOTHING,
                        "/api/board/unread",
                        "select count(*) from board.bulletin where id = any(?)"),
                new Question(
                        "unread count, joined yesterday",
                        Who.JOINED_YESTERDAY,
                        "/api/board/unread",
                        "select count(*) from board.bulletin where id = any(?)"),
                new Question(
                        "page of readers of the newest", null, "/api/board/bulletins/" + size + "/readers", READERS));
    }

    private static void compare(
            Report report, List<Map.Entry<Question, Answer>> small, List<Map.Entry<Question, Answer>> big) {
        say("");
        for (var i = 0; i < small.size(); i++) {
            var name = small.get(i).getKey().name();
            var one = small.get(i).getValue();
            var ten = big.get(i).getValue();
            report.figure(
                    name,
                    Map.of(
                            "httpMicros",
                            one.http(),
                            "httpMicrosAt10x",
                            ten.http(),
                            "jdbcMicrosAt10x",
                            ten.jdbc(),
                            "memoryMicrosAt10x",
                            ten.memory(),
                            "bytes",
                            ten.bytes()));
            report.atMost(name + ": growth at 10x", ten.http() / one.http(), 1.3);
            report.atMost(name + ": HTTP p50 / (JDBC p50 + memory p50)", ten.http() / (ten.jdbc() + ten.memory()), 1.5);
        }
    }

    private Answer measure(
            Question question, Http http, Connection db, long author, String authorCookie, int size, int rounds)
            throws IOException, InterruptedException, SQLException {
        var cookie = question.who() == null ? authorCookie : cookies.get(question.who());
        var body = http.get(question.path(), cookie);
        // The count looks at up to 101 rows, the lists show 50, the readers belong to one bulletin.
        var ids = question.who() == null
                ? List.of((long) size)
                : Json.wholes(
                        question.path().endsWith("unread")
                                ? http.get("/api/board/bulletins?state=unread&limit=100", cookie)
                                        .replaceAll("\"(author|section)\":\\{[^}]*}", "")
                                : body.replaceAll("\"(author|section)\":\\{[^}]*}", ""),
                        "id");
        http.put("/api/bench/echo", cookie, body.getBytes(StandardCharsets.UTF_8));
        var asked = new Parts(rounds);
        var fetched = new Parts(rounds);
        var echoed = new Parts(rounds);
        try (var statement = db.prepareStatement(question.rows())) {
            statement.setArray(1, db.createArrayOf("bigint", ids.toArray()));
            for (var i = 0; i < rounds + WARM_UP; i++) {
                var t0 = System.nanoTime();
                http.get(question.path(), cookie);
                var t1 = System.nanoTime();
                fetch(statement);
                var t2 = System.nanoTime();
                http.get("/api/bench/echo", cookie);
                var t3 = System.nanoTime();
                if (i >= WARM_UP) {
                    asked.add(t1 - t0);
                    fetched.add(t2 - t1);
                    echoed.add(t3 - t2);
                }
            }
        }
        return new Answer(asked.calmest(), fetched.calmest(), echoed.calmest(), body.length());
    }

    private static void fetch(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (var column = 1; column <= columns; column++) {
                    rows.getObject(column);
                }
            }
        }
    }

    private static long person(Http http, String cookie) throws IOException, InterruptedException {
        var session = http.get("/api/session", cookie);
        return Json.whole(session.substring(session.indexOf("\"person\"")), "id")
                .orElseThrow();
    }

    /** Makes a person begin yesterday. */
    private static void join(Connection db, long person) throws SQLException {
        execute(
                db,
                "delete from organization.assignment where person_id = " + person
                        + " and (kind <> 'primary' or valid_until is not null)");
        execute(db, "update organization.assignment set valid_from = current_date - 1 where person_id = " + person);
        execute(db, "update organization.state set version = version + 1");
    }

    /** Fills the empty board evenly over two years but for the last ten, which are of today; half to everyone, half to a part of the organization. */
    private void fill(Connection db, int size, long author) throws SQLException {
        execute(db, "truncate board.bulletin, board.reader restart identity cascade");
        execute(db, """
        insert into board.bulletin (author_id, section_id, title, body, importance, published_at, published_on)
        select %2$d, null, '第' || n || '号 事務連絡について', repeat('下記のとおりお知らせします。ご確認ください。', 20), 'normal', at, (at at time zone 'Asia/Tokyo')::date
        from (select n, case when n > %1$d - 10 then now() - (%1$d - n) * interval '1 second' else now() - interval '3 days' - (%1$d - n) * interval '725 days' / %1$d end as at from generate_series(1, %1$d) n) s order by n""".formatted(size, author));
        execute(db, """
        insert into board.audience select case when id %% 2 = 0 or id > %1$d - 10 or id <= 5 then 'everyone' else 'tree:' || (select array_agg(id order by id) from organization.section)[1 + id %% 60] end, id from board.bulletin""".formatted(size));
        execute(
                db,
                "insert into board.reading select %d, id, published_at + interval '1 hour' from board.bulletin where id > 5 and id < %d"
                        .formatted(people.get(Who.READ_ALL_BUT_FIVE), size));
        execute(
                db,
                ("insert into board.reading select p.id, b.id, b.published_at + interval '2 hours' from board.bulletin b,"
                                + " (select id from organization.person where id not in (%d, %d, %d, %d) order by id limit %d) p on conflict do nothing")
                        .formatted(
                                people.get(Who.READ_ALL_BUT_FIVE),
                                people.get(Who.READ_NOTHING),
                                people.get(Who.JOINED_YESTERDAY),
                                author,
                                READ_BY_OTHERS));
        execute(db, "vacuum analyze board.bulletin, board.audience, board.reading, board.backlog, board.reader");
    }

    /** Lets the reader's own last reading move the watermark, as it would in life. */
    private void settle(Connection db, Http http) throws SQLException, IOException, InterruptedException {
        try (var newest = db.createStatement().executeQuery("select max(id) from board.bulletin")) {
            newest.next();
            http.post("/api/board/bulletins/" + newest.getLong(1) + "/readings", cookies.get(Who.READ_ALL_BUT_FIVE));
        }
    }

    private static void execute(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }
}
