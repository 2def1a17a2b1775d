package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** Grants give and take at once, to whoever holds their target and nobody else; groups are their owner's; nobody is left without an administrator. */
class RightsIT {

    private static final String SEE = "board.see-readers";

    private final Kairan kairan = Kairan.demo();
    private final Client admin = kairan.admin();

    private Answer granting(String what, String target, Object... section) {
        return admin.post(
                "/api/organization/grants",
                section.length == 0
                        ? Map.of("what", what, "target", target)
                        : Map.of("what", what, "target", target, "sectionId", section[0]));
    }

    private long grant(String what, String target, Object... section) {
        return granting(what, target, section).expect(201).json().get("id").asLong();
    }

    private void takeBack(long grant) {
        admin.delete("/api/organization/grants/" + grant).expect(204);
    }

    private static boolean holds(Client client, String permission) {
        return StreamSupport.stream(
                        client.get("/api/session")
                                .expect(200)
                                .json()
                                .get("permissions")
                                .spliterator(),
                        false)
                .anyMatch(p -> p.asText().equals(permission));
    }

    private static long group(Client owner, boolean shared, Person... members) {
        return owner.post(
                        "/api/organization/groups",
                        Map.of(
                                "name",
                                "検証の輪",
                                "shared",
                                shared,
                                "members",
                                List.of(members).stream().map(Person::id).toList()))
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private long parentOf(long section) {
        return kairan.number(
                "select parent_id from organization.section_period where section_id = ? and valid_until is null",
                section);
    }

    private long titleOf(Person person) {
        var titles = kairan.query(
                r -> r.getLong(1),
                "select title_id from organization.assignment where person_id = ? and title_id is not null",
                person.id());
        if (!titles.isEmpty()) {
            return titles.get(0);
        }
        kairan.execute(
                "update organization.assignment set title_id = (select max(id) from organization.title) where person_id = ? and valid_until is null",
                person.id());
        kairan.organizationChanged();
        return kairan.number("select max(id) from organization.title");
    }

    @Test
    void every_kind_of_target_gives_and_takes_a_permission_at_once_and_strangers_get_nothing() {
        var person = kairan.somebody();
        var stranger = kairan.session(kairan.somebodyNotIn(person.section()).id());
        var title = titleOf(person);
        var client = kairan.session(person.id());
        var group = group(kairan.session(kairan.somebody().id()), true, person);
        for (var target : List.of(
                "person:" + person.id(),
                "section:" + person.section(),
                "tree:" + parentOf(person.section()),
                "title:" + title,
                "group:" + group)) {
            assertFalse(holds(client, SEE), target);
            var grant = grant(SEE, target);
            assertTrue(holds(client, SEE), target);
            if (!target.startsWith("title:") && !target.startsWith("tree:")) {
                assertFalse(holds(stranger, SEE), target);
            }
            takeBack(grant);
            assertFalse(holds(client, SEE), target);
        }
    }

    @Test
    void a_live_socket_hears_what_is_granted_while_it_is_open() {
        var author = kairan.somebody();
        var watcher = kairan.somebodyIn(author.section());
        var reader = kairan.somebodyIn(author.section());
        var asAuthor = kairan.session(author.id());
        var id = asAuthor.publish("権限と接続", "本文", "section:" + author.section())
                .get("id")
                .asLong();
        var again = asAuthor.publish("権限と接続2", "本文", "section:" + author.section())
                .get("id")
                .asLong();
        try (var live = kairan.session(watcher.id()).openLive()) {
            var grant = grant(SEE, "person:" + watcher.id());
            live.await(f -> f.type().equals("organization.rights-changed"), Duration.ofSeconds(10));
            kairan.session(reader.id())
                    .post("/api/board/bulletins/" + id + "/readings", Map.of())
                    .expect(204);
            live.await(
                    f -> f.type().equals("board.bulletin-read") && f.ref().equals("board:bulletin:" + id),
                    Duration.ofSeconds(10));
            takeBack(grant);
            kairan.session(reader.id())
                    .post("/api/board/bulletins/" + again + "/readings", Map.of())
                    .expect(204);
            live.ping();
            assertFalse(
                    live.frames().stream()
                            .anyMatch(f -> f.ref().equals("board:bulletin:" + again)
                                    && f.type().equals("board.bulletin-read")),
                    "what is taken back is heard no more");
        }
    }

    @Test
    void who_moves_away_loses_what_the_section_gave() {
        var person = kairan.somebody();
        var elsewhere = kairan.somebodyNotIn(person.section()).section();
        var client = kairan.session(person.id());
        var grant = grant(SEE, "section:" + person.section());
        assertTrue(holds(client, SEE));
        var today = "(now() at time zone 'Asia/Tokyo')::date";
        kairan.execute(
                "update organization.assignment set valid_until = " + today
                        + " where person_id = ? and valid_until is null",
                person.id());
        kairan.execute(
                "insert into organization.assignment (person_id, section_id, kind, valid_from) values (?, ?, 'primary', "
                        + today + ")",
                person.id(),
                elsewhere);
        kairan.organizationChanged();
        assertFalse(holds(client, SEE));
        takeBack(grant);
    }

    @Test
    void what_makes_no_sense_is_refused_with_its_reason() {
        var person = kairan.somebody();
        granting("board.fly", "person:" + person.id()).expect(422, "organization.grant-unknown");
        granting("administrator", "everyone").expect(422, "organization.grant-too-wide");
        granting("organization.administer", "everyone").expect(422, "organization.grant-too-wide");
        granting(SEE, "person:987654321").expect(422, "organization.unknown-group");
        granting(SEE, "permission:board.see-readers").expect(422, "organization.unknown-group");
        granting("section-administrator", "person:" + person.id()).expect(422, "organization.section-unknown");
        var grant = grant(SEE, "person:" + person.id());
        granting(SEE, "person:" + person.id()).expect(409, "organization.grant-doubled");
        takeBack(grant);
    }

    /** Whoever owns a group that carries a right could let in whom they like. */
    @Test
    void a_group_cannot_be_used_to_let_oneself_into_a_right() {
        var owner = kairan.somebody();
        var friend = kairan.somebody();
        var asOwner = kairan.session(owner.id());
        var secret = group(asOwner, false);
        granting(SEE, "group:" + secret).expect(422, "organization.group-private");
        var open = group(asOwner, true);
        var grant = grant(SEE, "group:" + open);
        asOwner.put(
                        "/api/organization/groups/" + open,
                        Map.of("name", "検証の輪", "shared", true, "members", List.of(owner.id(), friend.id())),
                        "If-Match",
                        "\"1\"")
                .expect(409, "organization.group-granted");
        asOwner.delete("/api/organization/groups/" + open).expect(409, "organization.group-granted");
        assertFalse(holds(asOwner, SEE));
        admin.put(
                        "/api/organization/groups/" + open,
                        Map.of("name", "検証の輪", "shared", true, "members", List.of(friend.id())),
                        "If-Match",
                        "\"1\"")
                .expect(200);
        assertTrue(holds(kairan.session(friend.id()), SEE));
        takeBack(grant);
        asOwner.delete("/api/organization/groups/" + open).expect(204);
    }

    @Test
    void a_private_group_is_nobody_elses_and_a_shared_one_everybodys() {
        var owner = kairan.somebody();
        // Colleagues of the owner's section may edit what it publishes, and so see it.
        var member = kairan.somebodyNotIn(owner.section());
        var other = kairan.session(kairan.somebodyNotIn(owner.section()).id());
        var asOwner = kairan.session(owner.id());
        var asMember = kairan.session(member.id());
        var id = group(asOwner, false, member);
        for (var client : List.of(other, asMember, admin)) {
            client.get("/api/organization/groups/" + id).expect(404);
            client.publishing("他人の輪へ", "本文", "group:" + id).expect(422);
            client.get("/api/organization/audiences?group=group:" + id).expect(422, "organization.unknown-group");
            assertFalse(client.ids("/api/organization/groups", 200).contains(id));
        }
        var bulletin = asOwner.publish("輪の中だけ", "本文", "group:" + id).get("id").asLong();
        var seen = asMember.get("/api/board/bulletins/" + bulletin).expect(200).json();
        assertEquals("", seen.at("/audience/0/label").asText(), "its name stays its owner's");
        other.get("/api/board/bulletins/" + bulletin).expect(404);
        assertTrue(asMember.ids("/api/board/bulletins?state=unread", 200).contains(bulletin));
        asOwner.put(
                        "/api/organization/groups/" + id,
                        Map.of("name", "検証の輪", "shared", true, "members", List.of()),
                        "If-Match",
                        "\"1\"")
                .expect(200);
        asMember.get("/api/board/bulletins/" + bulletin).expect(404);
        assertTrue(other.ids("/api/organization/groups", 200).contains(id), "shared now");
        other.put(
                        "/api/organization/groups/" + id,
                        Map.of("name", "奪う", "shared", true, "members", List.of()),
                        "If-Match",
                        "\"2\"")
                .expect(404);
        asOwner.put(
                        "/api/organization/groups/" + id,
                        Map.of("name", "古い版", "shared", true, "members", List.of()),
                        "If-Match",
                        "\"1\"")
                .expect(412);
    }

    @Test
    void a_colleague_may_edit_what_was_addressed_to_a_group_that_is_not_theirs() {
        var owner = kairan.somebody();
        var colleague = kairan.somebodyIn(owner.section());
        var asOwner = kairan.session(owner.id());
        var id = group(asOwner, false, colleague);
        var bulletin = asOwner.publish("輪への掲示", "本文", "group:" + id).get("id").asLong();
        kairan.session(colleague.id())
                .put(
                        "/api/board/bulletins/" + bulletin,
                        Map.of(
                                "title",
                                "直した",
                                "text",
                                "本文",
                                "audience",
                                List.of("group:" + id),
                                "importance",
                                "normal"),
                        "If-Match",
                        "\"1\"")
                .expect(200);
    }

    @Test
    void a_section_administrator_administers_their_section_and_what_is_below_and_nothing_else() {
        var chief = kairan.somebody();
        var staff = kairan.somebodyIn(chief.section());
        var foreign = kairan.somebodyNotIn(chief.section());
        var client = kairan.session(chief.id());
        client.get("/api/organization/accounts/" + staff.id()).expect(404);
        var grant = grant("section-administrator", "person:" + chief.id(), chief.section());
        client.get("/api/organization/accounts/" + staff.id()).expect(200);
        client.get("/api/organization/accounts/" + foreign.id()).expect(404);
        client.post("/api/organization/accounts/" + foreign.id() + "/codes", null)
                .expect(404);
        client.get("/api/organization/grants").expect(404);
        client.get("/api/organization/imports").expect(404);
        client.post("/api/organization/codes", Map.of("sectionId", chief.section(), "below", true))
                .expect(201);
        client.post("/api/organization/codes", Map.of("sectionId", foreign.section(), "below", false))
                .expect(422, "organization.section-foreign");

        var asStaff = kairan.session(staff.id());
        var session = asStaff.get("/api/session").json().get("id").asText();
        client.delete("/api/organization/sessions/" + session).expect(204);
        asStaff.get("/api/session").expect(401);
        var foreignSession = kairan.session(foreign.id())
                .get("/api/session")
                .json()
                .get("id")
                .asText();
        client.delete("/api/organization/sessions/" + foreignSession).expect(404);

        // Whoever may do more than they is not theirs to give a code: they could sign in as them.
        var more = grant("audit.read", "person:" + staff.id());
        client.post("/api/organization/accounts/" + staff.id() + "/codes", null).expect(404);
        takeBack(more);

        edit(client, Map.of("staffNumber", staff.login(), "name", staff.name(), "extension", "5555"))
                .expect(201);
        edit(client, Map.of("staffNumber", foreign.login(), "name", foreign.name(), "extension", "5555"))
                .expect(422, "organization.edit-foreign");
        edit(
                        client,
                        Map.of(
                                "staffNumber",
                                staff.login(),
                                "name",
                                staff.name(),
                                "sectionCode",
                                code(foreign.section()),
                                "kind",
                                "primary"))
                .expect(422, "organization.edit-foreign");
        edit(client, Map.of("sectionCode", code(chief.section()), "sectionName", "わたしの課", "parent", ""))
                .expect(422, "organization.edit-foreign");
        // Nor may they move people into what carries a right that they do not have.
        var title = kairan.number(
                "select min(id) from organization.title where id not in (select title_id from organization.assignment where title_id is not null and person_id in (?, ?))",
                staff.id(),
                chief.id());
        var titled = grant("audit.read", "title:" + title);
        edit(
                        client,
                        Map.of(
                                "staffNumber", staff.login(),
                                "name", staff.name(),
                                "sectionCode", code(chief.section()),
                                "titleCode", titleCode(title),
                                "kind", "primary"))
                .expect(422, "organization.edit-foreign");
        takeBack(titled);
        assertEquals(
                "5555",
                admin.get("/api/organization/people/" + staff.id())
                        .json()
                        .get("extension")
                        .asText());
        takeBack(grant);
        client.get("/api/organization/accounts/" + staff.id()).expect(404);
    }

    private String code(long section) {
        return kairan.query(r -> r.getString(1), "select code from organization.section where id = ?", section)
                .get(0);
    }

    private String titleCode(long title) {
        return kairan.query(r -> r.getString(1), "select code from organization.title where id = ?", title)
                .get(0);
    }

    private static Answer edit(Client client, Map<String, String> row) {
        var body = Map.of("rows", List.of(row));
        var preview = client.post("/api/organization/edits/previews", body);
        if (preview.status() != 200) {
            return preview;
        }
        return client.post(
                "/api/organization/edits",
                body,
                "If-Match",
                preview.header("ETag").orElseThrow());
    }

    @Test
    void a_preview_changes_nothing_and_an_edit_needs_the_state_that_was_previewed() {
        var person = kairan.somebody();
        var body = Map.of("rows", List.of(Map.of("staffNumber", person.login(), "name", "別名 太郎")));
        var version = kairan.number("select version from organization.state");
        var preview = admin.post("/api/organization/edits/previews", body).expect(200);
        assertEquals("ready", preview.json().get("state").asText());
        assertEquals(1, preview.json().get("changes").size());
        assertEquals(version, kairan.number("select version from organization.state"));
        assertEquals(
                person.name(),
                admin.get("/api/organization/people/" + person.id())
                        .json()
                        .get("name")
                        .asText());
        admin.post("/api/organization/edits", body).expect(428);
        var other = kairan.somebody();
        edit(admin, Map.of("staffNumber", other.login(), "name", other.name(), "extension", "777"))
                .expect(201);
        admin.post(
                        "/api/organization/edits",
                        body,
                        "If-Match",
                        preview.header("ETag").orElseThrow())
                .expect(412);
        assertEquals(
                person.name(),
                admin.get("/api/organization/people/" + person.id())
                        .json()
                        .get("name")
                        .asText());
        var faulty = admin.post(
                        "/api/organization/edits/previews",
                        Map.of("rows", List.of(Map.of("staffNumber", person.login(), "name", "x", "mail", "だめ"))))
                .expect(200)
                .json();
        assertEquals("faulty", faulty.get("state").asText());
        assertEquals("mail", faulty.at("/faults/0/column").asText());
    }

    @Test
    void a_name_that_changes_on_a_later_day_is_the_old_one_until_then() {
        var person = kairan.somebody();
        var day = Office.today().plusDays(10);
        var body = Map.of(
                "effective",
                day.toString(),
                "rows",
                List.of(Map.of("staffNumber", person.login(), "name", "未来　花子", "mail", "")));
        var preview = admin.post("/api/organization/edits/previews", body).expect(200);
        admin.post(
                        "/api/organization/edits",
                        body,
                        "If-Match",
                        preview.header("ETag").orElseThrow())
                .expect(201);
        var path = "/api/organization/people/" + person.id();
        assertEquals(person.name(), admin.get(path).json().get("name").asText());
        // A change from today on in between does not undo what is planned, nor the other way round.
        edit(admin, Map.of("staffNumber", person.login(), "name", person.name(), "extension", "4321"))
                .expect(201);
        kairan.execute(
                "update organization.person_pending set valid_from = current_date - 1 where person_id = ?",
                person.id());
        kairan.organizationChanged();
        var now = admin.get(path).json();
        assertEquals("未来　花子", now.get("name").asText());
        assertEquals("4321", now.get("extension").asText());
        assertTrue(now.path("mail").isMissingNode() || now.path("mail").isNull());
        assertEquals(
                0, kairan.number("select count(*) from organization.person_pending where person_id = ?", person.id()));
    }

    @Test
    void a_new_start_voids_the_password_ends_the_sessions_and_lets_in_with_the_code_once() {
        var person = kairan.somebody();
        var client = kairan.as(person);
        try (var live = client.openLive()) {
            var code = admin.post("/api/organization/accounts/" + person.id() + "/codes", null)
                    .expect(201)
                    .json();
            assertEquals(4001, live.awaitClose(Duration.ofSeconds(10)));
            client.get("/api/session").expect(401);
            kairan.client().trySignIn(person.login(), Kairan.PASSWORD).expect(401);
            var activation = Map.of(
                    "login", code.get("login").asText(),
                    "code", code.get("code").asText(),
                    "password", "あたらしい合言葉2026");
            kairan.client().post("/api/organization/activations", activation).expect(201);
            kairan.client().post("/api/organization/activations", activation).expect(422, "organization.code-invalid");
        }
        kairan.execute("delete from organization.sign_in_failure");
    }

    private static JsonNode setUp(Kairan office, Client root) {
        return root.post(
                        "/api/organization/setups",
                        Map.of(
                                "token", office.setupToken(),
                                "login", "root",
                                "name", "管理 太郎",
                                "kana", "カンリ タロウ",
                                "password", Office.PASSWORD))
                .expect(201)
                .json();
    }

    /** Makes somebody with a password, as an import and a first sign-in would. */
    private static long person(Kairan office, String number) {
        office.execute(
                "insert into organization.person (staff_number, name, kana) values (?, '職員　太郎', 'ショクイン タロウ')", number);
        office.execute(
                "insert into organization.account (person_id, login, password_hash) select id, staff_number, 'x' from organization.person where staff_number = ?",
                number);
        office.execute(
                "insert into organization.assignment (person_id, section_id, kind, valid_from) select id, (select min(id) from organization.section), 'primary', current_date - 10 from organization.person where staff_number = ?",
                number);
        office.organizationChanged();
        return office.number("select id from organization.person where staff_number = ?", number);
    }

    @Test
    void nothing_leaves_kairan_without_an_administrator() {
        try (var office = Kairan.up()) {
            var root = office.client();
            var rootId = setUp(office, root).at("/person/id").asLong();
            office.execute("insert into organization.section (code) values ('100')");
            office.execute(
                    "insert into organization.section_period (section_id, name, valid_from) select id, '総務課', current_date - 100 from organization.section");
            var first = person(office, "00001");
            var second = person(office, "00002");

            // by taking back the only grant
            var only = office.number("select id from organization.granted");
            root.delete("/api/organization/grants/" + only).expect(409, "organization.last-administrator");
            // by a new start for the only one
            root.post("/api/organization/accounts/" + rootId + "/codes", null)
                    .expect(409, "organization.last-administrator");

            var toFirst = root.post(
                            "/api/organization/grants", Map.of("what", "administrator", "target", "person:" + first))
                    .expect(201)
                    .json()
                    .get("id")
                    .asLong();
            var asFirst = office.session(first);
            asFirst.delete("/api/organization/grants/" + only).expect(204);
            // Somebody who works nowhere is let in as an administrator only.
            root.get("/api/organization/grants").expect(401);

            // by an edit that ends their work, today or on a later day
            for (var day : List.of(Office.today(), Office.today().plusDays(30))) {
                var leave = Map.of(
                        "effective",
                        day.toString(),
                        "rows",
                        List.of(Map.of("staffNumber", "00001", "name", "職員　太郎", "state", "退職")));
                asFirst.post("/api/organization/edits/previews", leave).expect(409, "organization.last-administrator");
                asFirst.post(
                                "/api/organization/edits",
                                leave,
                                "If-Match",
                                "\"" + office.number("select version from organization.state") + "\"")
                        .expect(409, "organization.last-administrator");
            }
            // by an import
            var csv = "職員番号,氏名,状態\r\n00001,職員　太郎,退職\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            var id = asFirst.send("POST", "/api/organization/imports?name=a.csv", csv, "Content-Type", "text/csv")
                    .expect(201)
                    .json()
                    .get("id")
                    .asLong();
            asFirst.post("/api/organization/imports/" + id + "/applications", Map.of())
                    .expect(409, "organization.last-administrator");

            // by a group through which the only one holds it
            var group = asFirst.post(
                            "/api/organization/groups",
                            Map.of("name", "管理者", "shared", true, "members", List.of(first)))
                    .expect(201)
                    .json()
                    .get("id")
                    .asLong();
            asFirst.post("/api/organization/grants", Map.of("what", "administrator", "target", "group:" + group))
                    .expect(201);
            asFirst.delete("/api/organization/grants/" + toFirst).expect(204);
            asFirst.put(
                            "/api/organization/groups/" + group,
                            Map.of("name", "管理者", "shared", true, "members", List.of()),
                            "If-Match",
                            "\"1\"")
                    .expect(409, "organization.last-administrator");

            // two at once: each takes back the other's
            for (int round = 0; round < 3; round++) {
                for (var person : List.of(first, second)) {
                    asFirst.post(
                            "/api/organization/grants", Map.of("what", "administrator", "target", "person:" + person));
                }
                if (round == 0) {
                    var throughGroup = office.number("select id from organization.granted where target like 'group:%'");
                    asFirst.delete("/api/organization/grants/" + throughGroup).expect(204);
                }
                var asSecond = office.session(second);
                var which = "select id from organization.granted where target = ?";
                var ofFirst = office.number(which, "person:" + first);
                var ofSecond = office.number(which, "person:" + second);
                var one = CompletableFuture.supplyAsync(() -> asFirst.delete("/api/organization/grants/" + ofSecond));
                var other = CompletableFuture.supplyAsync(() -> asSecond.delete("/api/organization/grants/" + ofFirst));
                var statuses = List.of(one.join().status(), other.join().status());
                assertEquals(1, statuses.stream().filter(s -> s == 204).count(), statuses.toString());
                assertEquals(
                        1, office.number("select count(*) from organization.granted where what = 'administrator'"));
                office.execute("delete from organization.granted");
                office.execute(
                        "insert into organization.granted (what, target) values ('administrator', ?)",
                        "person:" + first);
                office.organizationChanged();
            }
        }
    }
}
