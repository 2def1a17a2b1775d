package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An office's first weeks, in order: the first administrator, 1,400 people from another product, printed codes, the first bulletin, transfers and farewells. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeopleIT {

    private static final int PEOPLE = 1_400;

    private static Kairan kairan;
    private static Client admin;
    private static Map<String, String> codes;
    private static final List<Client> STAFF = new ArrayList<>();

    @BeforeAll
    static void start() {
        kairan = Kairan.up();
    }

    @AfterAll
    static void stop() {
        kairan.close();
    }

    private static String tables() {
        return kairan.query(row -> row.getString(1), """
        select md5(string_agg(line, ',' order by line)) from (
          select 'p' || to_jsonb(p)::text as line from organization.person p union all select 'a' || to_jsonb(a)::text from organization.assignment a
          union all select 's' || to_jsonb(s)::text from organization.section s union all select 'sp' || to_jsonb(s)::text from organization.section_period s
          union all select 't' || to_jsonb(t)::text from organization.title t union all select 'c' || to_jsonb(c)::text from organization.account c) all_lines""").get(0);
    }

    @Test
    @Order(1)
    void the_one_time_link_makes_one_administrator_even_when_two_use_it_at_once() {
        var token = kairan.setupToken();
        var form = Map.of(
                "token", token, "login", "soumu", "name", "総務　太郎", "kana", "ソウム　タロウ", "password", Office.PASSWORD);
        kairan.client()
                .post(
                        "/api/organization/setups",
                        Map.of(
                                "token",
                                (token.startsWith("x") ? "y" : "x") + token.substring(1),
                                "login",
                                "a",
                                "name",
                                "a",
                                "kana",
                                "a",
                                "password",
                                Office.PASSWORD))
                .expect(404, "core.not-found");
        kairan.client()
                .post(
                        "/api/organization/setups",
                        Map.of("token", token, "login", "soumu", "name", "総務　太郎", "kana", "ソウム　タロウ", "password", "短い"))
                .expect(422, "organization.password-weak");
        var rivals = IntStream.range(0, 4).mapToObj(i -> kairan.client()).toList();
        var answers =
                rivals.stream()
                        .map(client -> client.sendLater("POST", "/api/organization/setups", form))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .map(Answer::status)
                        .sorted()
                        .toList();
        assertEquals(List.of(201, 404, 404, 404), answers);
        assertEquals(1, kairan.number("select count(*) from organization.account"));
        kairan.client().post("/api/organization/setups", form).expect(404, "core.not-found");
        admin = kairan.signIn("soumu", Office.PASSWORD);
        assertTrue(admin.get("/api/session")
                .expect(200)
                .json()
                .get("administrator")
                .asBoolean());
    }

    @Test
    @Order(2)
    void a_file_with_ten_faulty_rows_changes_nothing_and_names_each() {
        Office.bring(admin, Office.today(), Office.sections());
        var before = tables();
        var good = Office.people(PEOPLE);
        var lines = new ArrayList<>(
                List.of(good.split("(?<=一般行政[^\"]{0,40}\"[^\"]{0,40}\",,\"[^\"]{0,40}\",\r\n)|(?<=備考\r\n)")));
        assertEquals(1 + PEOPLE + 100, lines.size());
        var mail = "a@aise.example.jp";
        var path = "藍瀬市/市民部/窓口課";
        var wanted = new TreeMap<Integer, String>();
        var faulty = new HashMap<Integer, String>();
        faulty.put(40, Office.row("", "無番　一", "ムバン", mail, "本務", path, "主事", "1"));
        wanted.put(40, "職員番号 value-missing");
        faulty.put(80, Office.row("90002", "", "ナナシ", mail, "本務", path, "主事", "1"));
        wanted.put(80, "氏名 value-missing");
        faulty.put(120, Office.row("90003", "仮名　一", "仮名", mail, "本務", path, "主事", "1"));
        wanted.put(120, "カナ kana-invalid");
        faulty.put(160, Office.row("90004", "宛先　一", "アテサキ", "あ@", "本務", path, "主事", "1"));
        wanted.put(160, "email mail-invalid");
        faulty.put(200, Office.row("90005", "本兼　一", "ホンケン", mail, "臨時", path, "主事", "1"));
        wanted.put(200, "本務/兼務 kind-unknown");
        faulty.put(240, Office.row("90006", "所属　一", "ショゾク", mail, "本務", "藍瀬市/市民部/宇宙課", "主事", "1"));
        wanted.put(240, "所属 section-unknown");
        faulty.put(280, Office.row("90007", "曖昧　一", "アイマイ", mail, "本務", "窓口課", "主事", "1"));
        wanted.put(280, "所属 section-ambiguous");
        faulty.put(320, Office.row("90008", "内線　一", "ナイセン", mail, "本務", path, "主事", "9".repeat(51)));
        wanted.put(320, "個人内線 too-long");
        faulty.put(360, Office.row(Office.staffNumber(5), "別人　一", "ベツジン", mail, "兼務", "藍瀬市/企画部/計画課", "主事", "1"));
        wanted.put(360, "氏名 staff-number-doubled");
        faulty.put(400, Office.row("90010", "制御\u0001", "セイギョ", mail, "本務", path, "主事", "1"));
        wanted.put(400, "氏名 character-invalid");
        faulty.forEach((number, row) -> lines.set(number - 1, row));

        var preview = Office.preview(
                admin, "職員録.csv", Office.today(), String.join("", lines).getBytes(Office.WINDOWS));
        assertEquals("faulty", preview.get("state").asText());
        assertEquals("windows-31j", preview.get("encoding").asText());
        var found = new TreeMap<Integer, String>();
        preview.get("faults")
                .forEach(fault -> found.merge(
                        fault.get("row").asInt(),
                        fault.path("column").asText() + " "
                                + fault.get("code").asText().replace("organization.", ""),
                        (a, b) -> a + "; " + b));
        assertEquals(wanted, found);
        admin.post("/api/organization/imports/" + preview.get("id").asLong() + "/applications", null)
                .expect(409, "organization.import-faulty");
        assertEquals(before, tables());
        admin.delete("/api/organization/imports/" + preview.get("id").asLong()).expect(204);
    }

    @Test
    @Order(3)
    void fourteen_hundred_people_in_another_products_columns_are_there_in_seconds() {
        var file = Office.people(PEOPLE).getBytes(Office.WINDOWS);
        var cpu = processorSeconds();
        var began = System.nanoTime();
        var preview = Office.preview(admin, "職員録.csv", Office.today(), file);
        assertEquals(List.of(), Answer.JSON.convertValue(preview.get("faults"), List.class));
        assertEquals(PEOPLE, preview.at("/counts/added").asInt());
        assertEquals(1, kairan.number("select count(*) from organization.person"), "a preview changes nothing");
        var done = Office.apply(admin, preview.get("id").asLong());
        var wall = (System.nanoTime() - began) / 1e9;
        var used = processorSeconds() - cpu;
        assertEquals("applied", done.get("state").asText());
        assertEquals(1 + PEOPLE, kairan.number("select count(*) from organization.person"));
        assertEquals(PEOPLE + 100, kairan.number("select count(*) from organization.assignment"));
        assertEquals(
                PEOPLE,
                admin.get("/api/organization/people?limit=1")
                        .json()
                        .get("total")
                        .asInt());
        System.out.printf("import of %d people: %.1f s, of processors %.1f s%n", PEOPLE, wall, used);
        assertTrue(used < 10, "server and database used " + used + " s of processor time");
        // On an idle machine wall clock is less than that; here others may be running.
        assertTrue(wall < 30, "took " + wall + " s");
        var person = admin.get("/api/organization/people?q=" + Office.staffNumber(0))
                .json()
                .at("/items/0");
        assertEquals("髙橋　一郎", person.get("name").asText());
        admin.post("/api/organization/imports/" + preview.get("id").asLong() + "/applications", null)
                .expect(409, "organization.import-applied");
    }

    /** What the server's and the database's processes have used so far. */
    private static double processorSeconds() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.pid() == kairan.serverPid()
                        || p.pid() == kairan.postgresPid()
                        || p.parent().map(ProcessHandle::pid).orElse(-1L) == kairan.postgresPid())
                .mapToDouble(p -> {
                    try {
                        var fields = Files.readString(Path.of("/proc/" + p.pid() + "/stat"))
                                .replaceFirst("^.*\\) ", "")
                                .split(" ");
                        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
                    } catch (IOException e) {
                        return 0;
                    }
                })
                .sum();
    }

    @Test
    @Order(4)
    void the_same_file_again_is_all_unchanged() {
        var state = tables();
        var preview = Office.preview(
                admin, "職員録.csv", Office.today(), Office.people(PEOPLE).getBytes(Office.WINDOWS));
        assertEquals(
                Map.of("added", 0, "moved", 0, "left", 0, "changed", 0, "unchanged", PEOPLE),
                Answer.JSON.convertValue(preview.get("counts"), Map.class));
        Office.apply(admin, preview.get("id").asLong());
        assertEquals(state, tables());
    }

    @Test
    @Order(5)
    void a_printed_code_lets_its_owner_in_once_and_nobody_else() {
        codes = Office.codes(admin);
        assertEquals(PEOPLE, codes.size());
        assertEquals(PEOPLE, new TreeSet<>(codes.values()).size());
        var mine = Office.staffNumber(100);
        var other = Office.staffNumber(101);
        Office.activate(kairan.client(), other, codes.get(mine)).expect(422, "organization.code-invalid");
        Office.activate(kairan.client(), "nobody", codes.get(mine)).expect(422, "organization.code-invalid");
        kairan.client()
                .post(
                        "/api/organization/activations",
                        Map.of("login", mine, "code", codes.get(mine), "password", "short"))
                .expect(422, "organization.password-weak");
        kairan.client().trySignIn(mine, codes.get(mine)).expect(401, "organization.wrong-credentials");
        var answers = IntStream.range(0, 4)
                .mapToObj(i -> kairan.client()
                        .sendLater(
                                "POST",
                                "/api/organization/activations",
                                Map.of("login", mine, "code", codes.get(mine), "password", Office.PASSWORD)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(Answer::status)
                .sorted()
                .toList();
        assertEquals(List.of(201, 422, 422, 422), answers);
        Office.activate(kairan.client(), mine, codes.get(mine)).expect(422, "organization.code-invalid");
        kairan.signIn(mine, Office.PASSWORD);

        kairan.execute(
                "update organization.account set code_until = now() - interval '1 second' where login = ?", other);
        Office.activate(kairan.client(), other, codes.get(other)).expect(422, "organization.code-invalid");
        var until = kairan.number(
                "select extract(epoch from code_until - now())::bigint from organization.account where login = ?",
                Office.staffNumber(102));
        assertTrue(until > 13 * 86400 && until <= 14 * 86400, "fourteen days, not " + until + " s");
        var typed = codes.get(Office.staffNumber(102)).toLowerCase().replace("-", " ");
        Office.activate(kairan.client(), Office.staffNumber(102), typed).expect(201);
    }

    @Test
    @Order(6)
    void new_codes_are_for_those_without_a_password_and_void_the_old_ones() {
        var again = Office.codes(admin);
        assertFalse(again.containsKey(Office.staffNumber(100)), "who has a password gets no code");
        var login = Office.staffNumber(103);
        assertNotEquals(codes.get(login), again.get(login));
        Office.activate(kairan.client(), login, codes.get(login)).expect(422, "organization.code-invalid");
        codes = again;
    }

    @Test
    @Order(7)
    void ten_sign_in_with_codes_one_publishes_to_all_nine_read_and_the_page_counts_them() {
        for (int i = 0; i < 10; i++) {
            var client = kairan.client();
            Office.activate(client, Office.staffNumber(i), codes.get(Office.staffNumber(i)))
                    .expect(201);
            STAFF.add(client);
        }
        var author = STAFF.get(0);
        var id = author.publish("全職員へ", "はじめての掲示です。", "everyone").get("id").asLong();
        for (var reader : STAFF.subList(1, 10)) {
            assertTrue(reader.ids("/api/board/bulletins?state=unread", 50).contains(id));
            reader.post("/api/board/bulletins/" + id + "/readings", null).expect(204);
        }
        var page = author.get("/api/board/bulletins/" + id + "/readers?state=read")
                .expect(200)
                .json();
        assertEquals(9, page.get("read").asInt());
        assertEquals(PEOPLE - 1, page.get("total").asInt());
        assertEquals(9, page.get("items").size());
    }

    @Test
    @Order(8)
    void a_transfer_with_a_later_day_changes_nothing_today() {
        var client = STAFF.get(3);
        var session = client.get("/api/session").expect(200).json().get("sections");
        var sections = admin.get("/api/organization/sections").json();
        var later = Office.today().plusDays(10);
        var done = Office.bring(
                admin,
                later,
                Office.PEOPLE_HEADINGS + "\r\n"
                        + Office.row(Office.staffNumber(3), "渡邊　一郎", "", "", "本務", "藍瀬市/教育部/計画課", "主事", ""));
        assertEquals(1, done.at("/counts/moved").asInt());
        assertEquals(session, client.get("/api/session").expect(200).json().get("sections"));
        assertEquals(sections, admin.get("/api/organization/sections").json());
        var then = admin.get("/api/organization/sections?on=" + later).json();
        assertNotEquals(sections, then, "on that day they are elsewhere");
    }

    @Test
    @Order(9)
    void whoever_leaves_today_is_out_at_once() {
        var client = STAFF.get(9);
        var login = Office.staffNumber(9);
        var stays = STAFF.get(8);
        var id = STAFF.get(0)
                .publish(
                        "去る人へ",
                        "本文",
                        "person:"
                                + client.get("/api/session")
                                        .json()
                                        .at("/person/id")
                                        .asLong())
                .get("id")
                .asLong();
        client.get("/api/board/bulletins/" + id).expect(200);
        try (var live = client.openLive();
                var other = stays.openLive()) {
            var done = Office.bring(admin, Office.today(), "職員番号,氏名,退職フラグ\r\n" + login + ",彅島　一郎,1\r\n");
            assertEquals(1, done.at("/counts/left").asInt());
            assertEquals(4001, live.awaitClose(Duration.ofSeconds(10)));
            other.await(f -> f.type().equals("organization.changed"), Duration.ofSeconds(10));
            assertTrue(other.closed().isEmpty());
        }
        client.get("/api/session").expect(401, "core.signed-out");
        client.get("/api/board/bulletins").expect(401, "core.signed-out");
        assertEquals(401, kairan.client().trySignIn(login, Office.PASSWORD).status());
        stays.get("/api/session").expect(200);
        assertEquals(
                PEOPLE - 1,
                admin.get("/api/organization/people?limit=1")
                        .json()
                        .get("total")
                        .asInt());
    }

    @Test
    @Order(10)
    void whose_last_day_was_yesterday_cannot_sign_in_today() {
        var login = Office.staffNumber(7);
        kairan.execute(
                "update organization.assignment set valid_from = (now() at time zone 'Asia/Tokyo')::date - 9, valid_until = (now() at time zone 'Asia/Tokyo')::date where person_id = (select id from organization.person where staff_number = ?)",
                login);
        kairan.organizationChanged();
        STAFF.get(7).get("/api/session").expect(401, "core.signed-out");
        assertEquals(401, kairan.client().trySignIn(login, Office.PASSWORD).status());
        Office.activate(kairan.client(), login, codes.get(login)).expect(422);
    }

    @Test
    @Order(11)
    void an_import_repeated_with_its_key_is_one_and_two_at_once_apply_once() {
        var key = UUID.randomUUID().toString();
        var content = (Office.PEOPLE_HEADINGS + "\r\n"
                        + Office.row("70001", "新人　一", "シンジン", "", "本務", "藍瀬市/総務部/庶務課", "主事", ""))
                .getBytes(Office.WINDOWS);
        var path = "/api/organization/imports?effective=" + Office.today() + "&name=a.csv";
        var one = admin.send("POST", path, content, "Content-Type", "text/csv", "Idempotency-Key", key)
                .expect(201)
                .json()
                .get("id");
        assertEquals(
                one,
                admin.send("POST", path, content, "Content-Type", "text/csv", "Idempotency-Key", key)
                        .expect(201)
                        .json()
                        .get("id"));
        var answers = IntStream.range(0, 5)
                .mapToObj(i -> admin.sendLater("POST", "/api/organization/imports/" + one + "/applications", null))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(Answer::status)
                .sorted()
                .toList();
        assertEquals(List.of(201, 409, 409, 409, 409), answers);
        assertEquals(1, kairan.number("select count(*) from organization.person where staff_number = '70001'"));
    }

    @Test
    @Order(12)
    void an_import_that_meets_a_wall_halfway_leaves_nothing() {
        var state = tables();
        var preview = Office.preview(
                admin,
                "b.csv",
                Office.today(),
                (Office.PEOPLE_HEADINGS + "\r\n" + Office.row("70002", "壁　一", "カベ", "", "本務", "藍瀬市/総務部/庶務課", "主事", "")
                                + Office.row("70003", "壁　二", "カベ", "", "本務", "藍瀬市/総務部/庶務課", "主事", ""))
                        .getBytes(Office.WINDOWS));
        kairan.execute("alter table organization.person add constraint wall check (staff_number <> '70003')");
        try {
            admin.post("/api/organization/imports/" + preview.get("id").asLong() + "/applications", null)
                    .expect(500, "core.failed");
            assertEquals(state, tables());
        } finally {
            kairan.execute("alter table organization.person drop constraint wall");
        }
        Office.apply(admin, preview.get("id").asLong());
        assertEquals(
                2, kairan.number("select count(*) from organization.person where staff_number in ('70002', '70003')"));
    }

    @Test
    @Order(13)
    void only_administrators_import_and_print_codes() {
        var client = STAFF.get(1);
        client.get("/api/organization/imports").expect(404, "core.not-found");
        client.send(
                        "POST",
                        "/api/organization/imports?effective=" + Office.today(),
                        new byte[] {65},
                        "Content-Type",
                        "text/csv")
                .expect(404, "core.not-found");
        client.post("/api/organization/codes", Map.of("sectionId", 1, "below", true))
                .expect(404, "core.not-found");
    }
}
