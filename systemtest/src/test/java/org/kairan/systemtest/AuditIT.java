package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** The record of what must be accounted for: each act leaves its row, and no row can be altered unseen (N-RUN-1). */
class AuditIT {

    private final Kairan kairan = Kairan.demo();
    private final Client admin = kairan.admin();

    private JsonNode newest(String act, long person) {
        var items = admin.get("/api/audit/entries?limit=1&act=" + act + "&person=" + person)
                .expect(200)
                .json()
                .get("items");
        assertEquals(1, items.size(), act + " of " + person + " is recorded");
        return items.get(0);
    }

    private long count(String act, long person) {
        return kairan.number("select count(*) from audit.entry where act = ? and person_id = ?", act, person);
    }

    @Test
    void signing_in_and_out_are_recorded_with_who_and_from_where() {
        var person = kairan.somebody();
        var client = kairan.client();
        var answer = client.trySignIn(person.login(), Kairan.PASSWORD).expect(201);
        var entry = newest("organization.signed-in", person.id());
        assertTrue(entry.get("who").asText().contains(person.name()), entry.toString());
        assertEquals("127.0.0.1", entry.get("address").asText().replace("0:0:0:0:0:0:0:1", "127.0.0.1"));
        assertEquals(
                answer.header("X-Request-Id").orElseThrow(),
                entry.get("request").asText(),
                "though it is another thread's work");
        client.delete("/api/session").expect(204);
        newest("organization.signed-out", person.id());
    }

    @Test
    void a_wrong_password_is_recorded_and_what_is_no_login_is_not_written_down() {
        var person = kairan.somebody();
        kairan.client().trySignIn(person.login(), "まちがった合言葉123").expect(401);
        assertEquals(
                person.login(),
                newest("organization.sign-in-failed", person.id())
                        .at("/details/login")
                        .asText());
        var secret = "my-password-" + UUID.randomUUID();
        kairan.client().trySignIn(secret, "まちがった合言葉123").expect(401);
        assertEquals(0, kairan.number("select count(*) from audit.entry e where e::text like ?", "%" + secret + "%"));
        kairan.execute("delete from organization.sign_in_failure");
    }

    @Test
    void a_changed_password_and_a_revoked_session_are_recorded() {
        var person = kairan.somebody();
        var client = kairan.as(person);
        var other = kairan.as(person).get("/api/session").json().get("id").asText();
        client.delete("/api/organization/sessions/" + other).expect(204);
        newest("organization.session-revoked", person.id());
        client.put("/api/organization/password", Map.of("current", Kairan.PASSWORD, "next", "まったく別の合言葉2026"))
                .expect(204);
        newest("organization.password-changed", person.id());
    }

    @Test
    void a_look_at_the_readers_is_one_row_however_often_the_page_asks_anew_and_an_export_is_another() {
        var author = kairan.somebody();
        var client = kairan.as(author);
        var id = client.publish("監査のための掲示", "本文", "section:" + author.section())
                .get("id")
                .asLong();
        var path = "/api/board/bulletins/" + id + "/readers";
        client.get(path).expect(200);
        client.get(path + "?state=unread").expect(200);
        assertEquals(1, count("board.readers-looked-at", author.id()));
        assertEquals(
                "board:bulletin:" + id,
                newest("board.readers-looked-at", author.id()).get("subject").asText());
        client.get(path + "/csv").expect(200);
        newest("board.readers-exported", author.id());
    }

    @Test
    void printed_codes_and_applied_imports_are_recorded_and_what_is_refused_is_not() {
        var adminId = admin.get("/api/session").json().at("/person/id").asLong();
        var section = kairan.somebody().section();
        admin.post("/api/organization/codes", Map.of("sectionId", section, "below", false))
                .expect(201);
        newest("organization.codes-printed", adminId);
        var csv = ("職員番号,氏名\r\n" + kairan.somebody().login() + ",監査 太郎\r\n").getBytes(StandardCharsets.UTF_8);
        var id = admin.send("POST", "/api/organization/imports?name=audit.csv", csv, "Content-Type", "text/csv")
                .expect(201)
                .json()
                .get("id")
                .asLong();
        var before = count("organization.import-applied", adminId);
        admin.post("/api/organization/imports/" + id + "/applications", Map.of())
                .expect(201);
        admin.post("/api/organization/imports/" + id + "/applications", Map.of())
                .expect(409);
        assertEquals(before + 1, count("organization.import-applied", adminId));
        assertEquals(
                "audit.csv",
                newest("organization.import-applied", adminId)
                        .at("/details/name")
                        .asText());
    }

    @Test
    void looking_at_the_record_and_exporting_it_are_recorded() {
        var adminId = admin.get("/api/session").json().at("/person/id").asLong();
        admin.get("/api/audit/entries?q=" + URLEncoder.encode("見たあと", StandardCharsets.UTF_8))
                .expect(200);
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from audit.entry where act = 'audit.looked-at' and details::json->>'q' = '見たあと'"));
        var csv = admin.get("/api/audit/entries/csv?act=audit.looked-at").expect(200);
        assertTrue(csv.text().startsWith("\uFEFF番号,日時,操作"));
        assertTrue(csv.text().contains("audit.looked-at"));
        newest("audit.exported", adminId);
    }

    @Test
    void the_record_is_searched_by_person_act_day_and_text_and_paged_by_key() {
        var person = kairan.somebody();
        var client = kairan.as(person);
        for (int i = 0; i < 4; i++) {
            kairan.as(person);
        }
        client.delete("/api/session").expect(204);
        assertEquals(6, admin.ids("/api/audit/entries?person=" + person.id(), 2).size());
        assertEquals(
                5,
                admin.ids("/api/audit/entries?act=organization.signed-in&q=" + person.login(), 200)
                        .size());
        assertEquals(0, admin.ids("/api/audit/entries?until=2020-01-01", 200).size());
        var today = Office.today();
        assertEquals(
                6,
                admin.ids("/api/audit/entries?from=" + today + "&until=" + today + "&person=" + person.id(), 200)
                        .size());
        assertEquals(0, admin.ids("/api/audit/entries?q=100%25_", 200).size(), "% and _ are characters like others");
        admin.get("/api/audit/entries?from=gestern").expect(422, "core.date-invalid");
        assertTrue(admin.get("/api/audit/acts").expect(200).text().contains("organization.signed-in"));
    }

    @Test
    void only_those_with_the_permission_see_it() {
        var person = kairan.somebody();
        var client = kairan.as(person);
        for (var path : List.of("entries", "entries/csv", "acts", "verification")) {
            client.get("/api/audit/" + path).expect(404);
        }
        assertFalse(client.get("/api/modules").text().contains("menu.audit"));
        var grant = admin.post(
                        "/api/organization/grants", Map.of("what", "audit.read", "target", "person:" + person.id()))
                .expect(201)
                .json()
                .get("id")
                .asLong();
        client.get("/api/audit/entries").expect(200);
        assertTrue(client.get("/api/modules").text().contains("menu.audit"));
        admin.delete("/api/organization/grants/" + grant).expect(204);
        client.get("/api/audit/entries").expect(404);
    }

    @Test
    void many_at_once_make_one_unbroken_chain() {
        var people = IntStream.range(0, 6).mapToObj(i -> kairan.somebody()).toList();
        var before = kairan.number("select last_id from audit.chain");
        var all = new ArrayList<CompletableFuture<Void>>();
        for (Person person : people) {
            all.add(CompletableFuture.runAsync(() -> {
                var client = kairan.session(person.id());
                for (int i = 0; i < 5; i++) {
                    client.post(
                                    "/api/organization/groups",
                                    Map.of("name", "一斉" + i, "shared", false, "members", List.of()))
                            .expect(201);
                }
            }));
        }
        all.forEach(CompletableFuture::join);
        assertTrue(kairan.number("select last_id from audit.chain") >= before + 30);
        assertTrue(admin.get("/api/audit/verification")
                .expect(200)
                .json()
                .get("sound")
                .asBoolean());
    }

    @Test
    void the_database_refuses_to_change_or_remove_a_row() {
        for (var sql : List.of(
                "update audit.entry set who = 'x' where id = 1",
                "delete from audit.entry where id = 1",
                "truncate audit.entry")) {
            var refused = assertThrows(AssertionError.class, () -> kairan.execute(sql), sql);
            assertTrue(refused.getCause().getMessage().contains("neither changed nor removed"), sql);
        }
    }

    /** Whoever owns the database can take the trigger away; then the chain tells. */
    @Test
    void a_row_that_is_altered_by_force_is_found_by_the_verification() {
        kairan.as(kairan.somebody());
        var id = kairan.number("select last_id from audit.chain");
        kairan.execute("alter table audit.entry disable trigger append_only");
        try {
            var was = kairan.query(r -> r.getString(1), "select who from audit.entry where id = ?", id)
                    .get(0);
            kairan.execute("update audit.entry set who = 'somebody else' where id = ?", id);
            var broken = admin.get("/api/audit/verification").expect(200).json();
            assertFalse(broken.get("sound").asBoolean());
            assertEquals(id, broken.get("broken").asLong());
            kairan.execute("update audit.entry set who = ? where id = ?", was, id);
            assertTrue(admin.get("/api/audit/verification")
                    .expect(200)
                    .json()
                    .get("sound")
                    .asBoolean());
        } finally {
            kairan.execute("alter table audit.entry enable trigger append_only");
        }
    }

    @Test
    void what_is_too_old_is_let_go_and_the_chain_goes_on_from_an_anchor() {
        try (var office = Kairan.up()) {
            var root = office.client();
            root.post(
                            "/api/organization/setups",
                            Map.of(
                                    "token", office.setupToken(),
                                    "login", "root",
                                    "name", "管理 太郎",
                                    "kana", "カンリ タロウ",
                                    "password", Office.PASSWORD))
                    .expect(201);
            root.get("/api/audit/entries").expect(200);
            office.execute("alter table audit.entry disable trigger append_only");
            // As if the first had been made six years ago: recorded so, and chained so.
            office.execute("delete from audit.entry");
            office.execute("update audit.chain set last_id = 0, last_hash = anchor_hash");
            office.execute("alter table audit.entry enable trigger append_only");
            office.execute(
                    "insert into audit.entry (id, at, act, who, details, address, request, hash) values (1, now() - interval '6 years', 'audit.old', '', '{}', '', '', decode(repeat('ab', 32), 'hex'))");
            office.execute("update audit.chain set last_id = 1, last_hash = decode(repeat('ab', 32), 'hex')");
            assertFalse(
                    root.get("/api/audit/verification")
                            .expect(200)
                            .json()
                            .get("sound")
                            .asBoolean(),
                    "the old row's hash is invented");
            office.stop();
            try (var again = Kairan.up(office.data(), Map.of())) {
                var client = again.signIn("root", Office.PASSWORD);
                var verification =
                        client.get("/api/audit/verification").expect(200).json();
                assertTrue(verification.get("sound").asBoolean(), verification.toString());
                assertEquals(1, verification.get("anchor").asLong());
                assertEquals(0, again.number("select count(*) from audit.entry where act = 'audit.old'"));
                assertEquals(1, again.number("select count(*) from audit.entry where act = 'audit.retired'"));
            }
        }
    }
}
