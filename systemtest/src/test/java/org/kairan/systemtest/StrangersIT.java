package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Api.Operation;
import org.kairan.systemtest.Kairan.Person;

/**
 * Walks every route of the API document: who is entitled gets in, to a stranger, a former member and a signed-out client nothing tells what exists.
 *
 * <p>A new route with an id needs an entry in {@link #things()}, one with a body an entry in {@link #bodies()}; without them the walk fails and says so.
 */
class StrangersIT {

    /** A thing that exists. */
    private record Thing(String id, Client entitled) {}

    private record Body(String type, byte[] content, List<String> headers) {

        static Body json(String text, String... headers) {
            return new Body("application/json", text.getBytes(StandardCharsets.UTF_8), List.of(headers));
        }
    }

    /** One black pixel. */
    private static final byte[] PNG = java.util.Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==");

    private final Kairan kairan = Kairan.demo();
    private final Person author = kairan.somebody();
    private final Person member = kairan.somebodyIn(author.section());
    private final Person former = kairan.somebodyIn(author.section());
    private final Person other = kairan.somebodyNotIn(author.section());
    private final Client asAuthor = kairan.as(author);
    private final Client asMember = kairan.as(member);
    private final Client asFormer = kairan.as(former);
    private final Client asStranger = kairan.as(other);
    private final Client admin = kairan.admin();
    private final Client nobody = kairan.client();
    private long known;
    /** Of the event that was made last, if it has one. */
    private long file = 1;

    /** Of the proposal that was made last. */
    private long slot;

    /** The car of the last journey. */
    private long driven;

    /** The former member has seen a bulletin of the section, then goes elsewhere. */
    @BeforeEach
    void moveAway() {
        known = bulletin();
        asFormer.get("/api/board/bulletins/" + known).expect(200);
        var today = "(now() at time zone 'Asia/Tokyo')::date";
        kairan.execute(
                "update organization.assignment set valid_until = " + today
                        + " where person_id = ? and valid_until is null",
                former.id());
        kairan.execute(
                "insert into organization.assignment (person_id, section_id, kind, valid_from) values (?, ?, 'primary', "
                        + today + ")",
                former.id(),
                other.section());
        kairan.organizationChanged();
        asFormer.get("/api/board/bulletins/" + known).expect(404);
    }

    private long bulletin() {
        return asAuthor.publish("内輪の話", "知らない人には見えない", "section:" + author.section())
                .get("id")
                .asLong();
    }

    /** What each kind of id stands for: by the path up to the parameter, something that makes one for the operation to act on. */
    private Map<String, java.util.function.Function<Operation, Thing>> things() {
        var all = new HashMap<String, java.util.function.Function<Operation, Thing>>();
        all.put(
                "/api/board/bulletins/{id}",
                operation -> new Thing(
                        Long.toString(bulletin()), operation.path().endsWith("/readings") ? asMember : asAuthor));
        all.put("/api/organization/imports/{id}", operation -> new Thing(Long.toString(importOfNothingNew()), admin));
        all.put(
                "/api/organization/sessions/{id}",
                operation -> new Thing(
                        kairan.as(member).get("/api/session").json().get("id").asText(), asMember));
        all.put("/api/organization/closed-days/{day}", operation -> new Thing(closedDay(), admin));
        all.put("/api/storage/uploads/{id}", operation -> new Thing(upload(), asAuthor));
        all.put("/api/storage/files/{ref}", operation -> new Thing(attachment(), asMember));
        all.put("/api/notification/notices/{id}", operation -> new Thing(noticeOf(bulletin()), asMember));
        all.put("/api/organization/people/{id}", operation -> new Thing(Long.toString(member.id()), asMember));
        all.put(
                "/api/organization/accounts/{id}",
                operation -> new Thing(Long.toString(kairan.somebody().id()), admin));
        all.put("/api/organization/grants/{id}", operation -> new Thing(Long.toString(grant()), admin));
        all.put("/api/chat/reports/{id}", operation -> new Thing(Long.toString(report()), admin));
        all.put("/api/chat/scheduled/{id}", operation -> new Thing(Long.toString(scheduled()), asAuthor));
        all.put("/api/chat/rooms/{id}", operation -> new Thing(Long.toString(room()), inRoom(operation)));
        all.put("/api/organization/groups/{id}", operation -> new Thing(Long.toString(group()), asMember));
        all.put(
                "/api/calendar/events/{id}",
                operation -> operation.path().contains("/trips")
                        ? new Thing(Long.toString(journey()), asAuthor)
                        : new Thing(Long.toString(eventFor(operation)), attends(operation) ? asMember : asAuthor));
        all.put("/api/calendar/approvals/{id}", operation -> new Thing(Long.toString(request()), asMember));
        all.put(
                "/api/calendar/proposals/{id}",
                operation -> new Thing(
                        Long.toString(proposal()), operation.path().endsWith("/answers") ? asMember : asAuthor));
        all.put("/api/presence/people/{id}", operation -> new Thing(Long.toString(member.id()), asAuthor));
        all.put("/api/organization/delegations/{id}", operation -> new Thing(Long.toString(delegation()), asMember));
        all.put("/api/calendar/rooms/{id}", operation -> new Thing(Long.toString(bookable()), admin));
        all.put("/api/calendar/exports/{id}", operation -> new Thing(Long.toString(event()), asAuthor));
        all.put("/api/calendar/imports/{id}", operation -> new Thing(Long.toString(calendarFile()), asAuthor));
        all.put("/api/calendar/feeds/{id}", operation -> new Thing(Long.toString(feed()), asAuthor));
        // Whoever has it reads it: there is nobody to whom it does not exist.
        all.put("/api/calendar/feeds/{token}", operation -> new Thing("", nobody));
        return all;
    }

    /** What the parameters after the first one stand for; the walk replaces them by name. */
    private Map<String, String> further() {
        return Map.of(
                "seq",
                "1",
                "key",
                "thanks",
                "person",
                Long.toString(member.id()),
                "file",
                Long.toString(file),
                "room",
                Long.toString(driven));
    }

    private String filled(Operation operation, String id) {
        var path = operation.path().replaceFirst("\\{[^}]+}", id);
        for (var entry : further().entrySet()) {
            path = path.replace("{" + entry.getKey() + "}", entry.getValue());
        }
        return path;
    }

    /** A room with one message of the author, in which the former member has been and read it. */
    private long room() {
        var room = Chat.group(asAuthor, member, former);
        Chat.sending(
                        asAuthor,
                        room,
                        Chat.key(),
                        Map.of(
                                "text",
                                "内輪の話 @[person:" + former.id() + "]",
                                "ackBy",
                                Office.today().plusDays(1).toString()))
                .expect(201);
        Chat.read(asFormer, room, 1);
        asFormer.put(Chat.message(room, 1) + "/bookmark", null).expect(204);
        asAuthor.delete(Chat.room(room) + "/members/" + former.id()).expect(204);
        return room;
    }

    /** Who may do it in the room: what is for readers, for its author, and for whom the city has chosen. */
    private Client inRoom(Operation operation) {
        var path = operation.path();
        if (path.endsWith("/acknowledgement") || path.endsWith("/report")) {
            return asMember;
        }
        return path.endsWith("/export") || path.endsWith("/hold") ? admin : asAuthor;
    }

    /** An event of the author's section, which the member is asked to attend; others see that the section is busy. */
    private long event() {
        return asAuthor.post("/api/calendar/events", meeting())
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private static boolean attends(Operation operation) {
        return operation.path().endsWith("/answer") || operation.path().endsWith("/reminders");
    }

    private long eventFor(Operation operation) {
        var event = event();
        if (operation.path().endsWith("/files/{file}")) {
            file = asAuthor.post(
                            "/api/calendar/events/" + event + "/files", Map.of("upload", asAuthor.upload("点.png", PNG)))
                    .expect(201)
                    .json()
                    .get("id")
                    .asLong();
        }
        return event;
    }

    private long delegation() {
        return asMember.post(
                        "/api/organization/delegations",
                        Map.of("delegate", "person:" + kairan.somebody().id()))
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private Map<String, ?> meeting() {
        return Map.of(
                "owner",
                "section:" + author.section(),
                "title",
                "内輪の会議",
                "visibility",
                "busy",
                "start",
                Office.today().plusDays(9) + "T09:00",
                "end",
                Office.today().plusDays(9) + "T10:00",
                "attendees",
                List.of(Map.of("person", member.id())));
    }

    /** Times that the author's section proposes to the member. */
    private long proposal() {
        var made = asAuthor.post("/api/calendar/proposals", times()).expect(201).json();
        slot = made.at("/slots/0/id").asLong();
        return made.get("id").asLong();
    }

    private Map<String, ?> times() {
        var day = Office.today().plusDays(9);
        return Map.of(
                "owner",
                "section:" + author.section(),
                "title",
                "内輪の相談",
                "visibility",
                "busy",
                "slots",
                List.of(
                        Map.of("start", day + "T11:00", "end", day + "T12:00"),
                        Map.of("start", day + "T14:00", "end", day + "T15:00")),
                "attendees",
                List.of(Map.of("person", member.id())));
    }

    /** A journey of yesterday in the author's own calendar. */
    private long journey() {
        driven = bookable();
        return asAuthor.post(
                        "/api/calendar/events",
                        Map.of(
                                "title",
                                "内輪の外出",
                                "visibility",
                                "private",
                                "start",
                                Office.today().minusDays(1) + "T09:00",
                                "end",
                                Office.today().minusDays(1) + "T10:00",
                                "rooms",
                                List.of(driven)))
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    /** A request for a room of the author's section by somebody who is nobody here. */
    private long request() {
        var room = admin.post(
                        "/api/calendar/rooms",
                        Map.of(
                                "kind",
                                "room",
                                "name",
                                "会議室 " + UUID.randomUUID(),
                                "ownerSection",
                                author.section(),
                                "approval",
                                true))
                .expect(201)
                .json()
                .get("id")
                .asLong();
        kairan.session(kairan.somebodyNotIn(author.section()).id())
                .post(
                        "/api/calendar/events",
                        Map.of(
                                "title",
                                "申請",
                                "start",
                                Office.today().plusDays(9) + "T09:00",
                                "end",
                                Office.today().plusDays(9) + "T10:00",
                                "rooms",
                                List.of(room)))
                .expect(201);
        return kairan.number("select id from calendar.approval where room_id = ?", room);
    }

    private long bookable() {
        return admin.post("/api/calendar/rooms", car())
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private long calendarFile() {
        var text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:" + UUID.randomUUID()
                + "\r\nDTSTART:20270101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        return asAuthor.send(
                        "POST",
                        "/api/calendar/imports",
                        text.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "text/calendar")
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private long feed() {
        return asAuthor.post("/api/calendar/feeds", Map.of("label", "内輪"))
                .expect(201)
                .json()
                .at("/feed/id")
                .asLong();
    }

    private static Map<String, ?> car() {
        return Map.of("kind", "car", "name", "公用車 " + UUID.randomUUID(), "building", "本庁舎");
    }

    private long report() {
        var room = room();
        asMember.post(Chat.message(room, 1) + "/report", Map.of("reason", "不適切"))
                .expect(204);
        return kairan.number("select id from chat.report where room_id = ?", room);
    }

    private long scheduled() {
        return asAuthor.post(Chat.room(room()) + "/scheduled", later(), "Idempotency-Key", Chat.key())
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private static Map<String, ?> later() {
        return Map.of(
                "text", "あとで", "at", java.time.Instant.now().plusSeconds(86_400).toString());
    }

    private long grant() {
        return admin.post(
                        "/api/organization/grants",
                        Map.of(
                                "what",
                                "board.see-readers",
                                "target",
                                "person:" + kairan.somebody().id()))
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    /** A private one. */
    private long group() {
        return asMember.post("/api/organization/groups", Map.of("name", "内輪", "shared", false, "members", List.of()))
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private String noticeOf(long bulletin) {
        return Long.toString(kairan.number(
                "select max(id) from notification.activity where subject_module = 'board' and subject_id = ?",
                bulletin));
    }

    private String upload() {
        var path = asAuthor.beginUpload("内輪.txt", 3);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String attachment() {
        return asAuthor.publishWith(List.of(asAuthor.upload("点.png", PNG)), "内輪の絵", "section:" + author.section())
                .at("/attachments/0/file")
                .asText();
    }

    /** Bodies that are right, by operation, and what headers go with them; a DELETE has none but a condition. */
    private Map<String, Supplier<Body>> bodies() {
        var all = new HashMap<String, Supplier<Body>>();
        all.put(
                "PUT /api/board/bulletins/{id}",
                () -> Body.json(
                        "{\"title\":\"直す\",\"text\":\"本文\",\"audience\":[\"section:" + author.section()
                                + "\"],\"importance\":\"normal\"}",
                        "If-Match",
                        "\"1\""));
        all.put("PUT /api/organization/closed-days/{day}", () -> Body.json("{\"name\":\"市制記念日\",\"open\":false}"));
        all.put("POST /api/organization/imports", () -> new Body("text/csv", csv(), List.of()));
        all.put(
                "PATCH /api/storage/uploads/{id}",
                () -> new Body(
                        "application/offset+octet-stream",
                        "abc".getBytes(StandardCharsets.US_ASCII),
                        List.of("Upload-Offset", "0")));
        all.put(
                "POST /api/organization/codes",
                () -> Body.json("{\"sectionId\":" + author.section() + ",\"below\":false}"));
        all.put(
                "POST /api/organization/grants",
                () -> Body.json("{\"what\":\"board.see-readers\",\"target\":\"person:"
                        + kairan.somebody().id() + "\"}"));
        all.put(
                "PUT /api/organization/groups/{id}",
                () -> Body.json("{\"name\":\"内輪\",\"shared\":false,\"members\":[]}", "If-Match", "\"1\""));
        var room = "/api/chat/rooms/{id}";
        all.put("PUT " + room, () -> Body.json("{\"name\":\"改名\",\"purpose\":\"\"}", "If-Match", "\"1\""));
        all.put("POST " + room + "/members", () -> Body.json("{\"people\":[" + member.id() + "]}"));
        all.put("POST " + room + "/messages", () -> Body.json("{\"text\":\"内輪の話\"}", "Idempotency-Key", Chat.key()));
        all.put("PUT " + room + "/messages/{seq}", () -> Body.json("{\"text\":\"直す\",\"baseVersion\":1}"));
        all.put("PUT " + room + "/messages/{seq}/mark", () -> Body.json("{\"mark\":\"decision\"}"));
        all.put("POST " + room + "/messages/{seq}/report", () -> Body.json("{\"reason\":\"不適切\"}"));
        all.put("POST " + room + "/scheduled", () -> Body.json(json(later()), "Idempotency-Key", Chat.key()));
        all.put(
                "PUT /api/chat/policy",
                () -> Body.json(
                        "{\"makers\":{},\"days\":{}}",
                        "If-Match",
                        admin.get("/api/chat/policy").header("ETag").orElseThrow()));
        all.put("PUT " + room + "/receipt", () -> Body.json("{\"seq\":1}"));
        all.put("PUT " + room + "/unread", () -> Body.json("{\"from\":1}"));
        all.put(
                "PUT " + room + "/preferences",
                () -> Body.json("{\"favourite\":true,\"muted\":false,\"alerts\":\"all\"}"));
        all.put("PUT " + room + "/draft", () -> Body.json("{\"text\":\"書きかけ\"}"));
        var event = "/api/calendar/events/{id}";
        all.put("PUT " + event, () -> Body.json(json(meeting()), "If-Match", "\"1\""));
        all.put("DELETE " + event, () -> new Body("application/json", null, List.of("If-Match", "\"1\"")));
        all.put("PUT " + event + "/answer", () -> Body.json("{\"answer\":\"accepted\"}"));
        var proposal = "/api/calendar/proposals/{id}";
        all.put("PUT " + proposal, () -> Body.json(json(times()), "If-Match", "\"1\""));
        all.put("DELETE " + proposal, () -> new Body("application/json", null, List.of("If-Match", "\"1\"")));
        all.put(
                "PUT " + proposal + "/answers",
                () -> Body.json("{\"answers\":[{\"slot\":" + slot + ",\"answer\":\"accepted\"}]}"));
        all.put("POST " + proposal + "/confirmation", () -> Body.json("{\"slot\":" + slot + "}"));
        all.put("PUT /api/presence/people/{id}/override", () -> Body.json("{\"status\":\"out\"}"));
        all.put("PUT " + event + "/reminders", () -> Body.json("{\"minutes\":[10]}"));
        all.put("POST " + event + "/files", () -> Body.json(json(Map.of("upload", asAuthor.upload("点.png", PNG)))));
        all.put(
                "PUT " + event + "/trips/{room}",
                () -> Body.json("{\"destination\":\"県庁\",\"departure\":1,\"arrival\":2}", "If-Match", "\"0\""));
        all.put(
                "PUT /api/calendar/approvals/{id}",
                () -> Body.json("{\"decision\":\"approved\"}", "If-Match", "\"1\""));
        all.put("POST /api/calendar/rooms", () -> Body.json(json(car())));
        all.put("PUT /api/calendar/rooms/{id}", () -> Body.json(json(car()), "If-Match", "\"1\""));
        all.put("POST /api/organization/edits/previews", () -> Body.json(edit()));
        all.put(
                "POST /api/organization/edits",
                () -> Body.json(
                        edit(), "If-Match", "\"" + kairan.number("select version from organization.state") + "\""));
        return all;
    }

    private static String json(Object body) {
        try {
            return Answer.JSON.writeValueAsString(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private String edit() {
        return "{\"rows\":[{\"staffNumber\":\"" + member.login() + "\",\"name\":\"" + member.name() + "\"}]}";
    }

    private byte[] csv() {
        return ("職員番号,氏名\r\n" + member.login() + "," + member.name() + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private String closedDay() {
        var day = "2030-07-01";
        admin.put("/api/organization/closed-days/" + day, Map.of("name", "市制記念日", "open", false))
                .expect(204);
        return day;
    }

    private long importOfNothingNew() {
        return admin.send("POST", "/api/organization/imports?name=a.csv", csv(), "Content-Type", "text/csv")
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private static String invented(String id) {
        return id.contains("-")
                ? UUID.randomUUID().toString()
                : id.contains(":") ? id.substring(0, id.lastIndexOf(':')) + ":987654321" : "987654321";
    }

    private Answer call(Client client, Operation operation, String path) {
        var body = Optional.ofNullable(bodies().get(operation.toString()))
                .map(Supplier::get)
                .orElse(null);
        var headers = new ArrayList<String>();
        if (body != null) {
            headers.addAll(List.of("Content-Type", body.type()));
            headers.addAll(body.headers());
        }
        return client.send(
                operation.method(), path, body == null ? null : body.content(), headers.toArray(String[]::new));
    }

    @Test
    void to_whom_a_thing_is_not_addressed_it_does_not_exist() {
        var operations = Api.operations(kairan);
        var missing = new ArrayList<String>();
        for (var operation : operations) {
            assertTrue(
                    Set.of("anyone", "signed-in", "entitled").contains(operation.access()),
                    operation + " says no x-access");
            assertTrue(
                    operation.access().equals("entitled")
                            || !operation.because().isBlank(),
                    operation + " is open to " + operation.access() + " without a reason");
            if (operation.hasId() && !things().containsKey(operation.thing())) {
                missing.add(operation + ": add to things() how to make what " + operation.thing() + " names");
            }
            if (operation.access().equals("entitled")
                    && operation.body()
                    && !bodies().containsKey(operation.toString())) {
                missing.add(operation + ": add to bodies() a body that is right");
            }
            if (operation.hasId() && filled(operation, "1").contains("{")) {
                missing.add(operation + ": add to further() what the parameters after the first one stand for");
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(
                operations.stream().filter(o -> o.access().equals("entitled")).count() >= 10,
                "the document names " + operations);

        var notFound = asStranger
                .get("/api/board/bulletins/987654321")
                .expect(404, "core.not-found")
                .body();
        var signedOut =
                nobody.get("/api/session").expect(401, "core.signed-out").body();
        var walked = new LinkedHashMap<String, Integer>();
        try (var live = asStranger.openLive()) {
            for (var operation : operations) {
                switch (operation.access()) {
                    case "anyone" -> {}
                    case "signed-in" -> {
                        var path = operation.hasId()
                                ? filled(
                                        operation,
                                        things().get(operation.thing())
                                                .apply(operation)
                                                .id())
                                : operation.path();
                        refused(operation, nobody, path, 401, signedOut);
                        if (operation.hasId()) {
                            refused(operation, nobody, filled(operation, "987654321"), 401, signedOut);
                        }
                        if (operation.method().equals("GET") && !operation.socket()) {
                            assertTrue(asMember.get(path).status() / 100 == 2, operation + " → " + asMember.get(path));
                        }
                    }
                    default -> {
                        var thing = operation.hasId()
                                ? things().get(operation.thing()).apply(operation)
                                : new Thing("", admin);
                        var path = filled(operation, thing.id());
                        var nowhere = filled(operation, invented(thing.id()));
                        var outside = new ArrayList<>(List.of(asStranger, asFormer));
                        if (thing.entitled() == admin) {
                            outside.add(asMember);
                        }
                        for (int round = 0; round < 2; round++) {
                            for (var client : outside) {
                                refused(operation, client, path, 404, notFound);
                                refused(operation, client, nowhere, 404, notFound);
                            }
                            refused(operation, nobody, path, 401, signedOut);
                            refused(operation, nobody, nowhere, 401, signedOut);
                            if (round == 0) {
                                var right = call(thing.entitled(), operation, path);
                                assertEquals(2, right.status() / 100, "who is entitled: " + right);
                                walked.put(operation.toString(), right.status());
                            }
                        }
                    }
                }
            }
            live.ping();
            // Where colleagues are is everybody's to know, and so is that it has changed.
            var heard = live.frames().stream()
                    .filter(f -> !List.of("hello", "pong", "presence.changed").contains(f.type()))
                    .toList();
            assertEquals(List.of(), heard, "the stranger's socket");
            assertTrue(live.closed().isEmpty());
        }
        assertEquals(
                operations.stream().filter(o -> o.access().equals("entitled")).count(), walked.size());
        asFormer.get("/api/board/bulletins/" + known).expect(404);
    }

    private void refused(Operation operation, Client client, String path, int status, byte[] body) {
        var answer = call(
                        client,
                        operation.access().equals("entitled")
                                ? operation
                                : new Operation(operation.method(), operation.path(), "", "", false, false),
                        path)
                .expect(status);
        assertArrayEquals(body, answer.body(), operation + " tells more than the others: " + answer);
        assertTrue(
                answer.header("Location").isEmpty() && answer.header("ETag").isEmpty(),
                answer + " " + answer.headers().map());
    }

    @Test
    void lists_and_searches_show_a_stranger_nothing_either() {
        var id = bulletin();
        for (var client : List.of(asStranger, asFormer)) {
            for (var state : List.of("all", "unread", "mine")) {
                assertFalse(
                        client.ids("/api/board/bulletins?state=" + state, 200).stream()
                                .anyMatch(i -> i == id || i == known),
                        state);
            }
        }
        assertTrue(asMember.ids("/api/board/bulletins?state=unread", 200).contains(id));
    }

    @Test
    void nothing_of_a_room_reaches_those_who_are_not_in_it() {
        var room = room();
        var counted = List.of(asStranger, asFormer).stream()
                .map(client -> client.get("/api/chat/unread").expect(200).text())
                .toList();
        var words = "内輪の言葉 " + Chat.key();
        try (var stranger = asStranger.openLive();
                var gone = asFormer.openLive()) {
            for (var live : List.of(stranger, gone)) {
                for (var stream : List.of("chat.room:", "chat.receipts:")) {
                    for (var id : List.of(Long.toString(room), "987654321", "0", "x")) {
                        live.send("{\"type\":\"follow\",\"stream\":\"" + stream + id + "\",\"after\":0}");
                    }
                }
            }
            var seq = Chat.say(asAuthor, room, words + " @[all] @[person:" + other.id() + "]");
            Chat.read(asMember, room, seq);
            asMember.put(Chat.message(room, seq) + "/reactions/thanks", null).expect(204);
            asMember.put(Chat.message(room, seq) + "/pin", null).expect(204);
            asMember.put(Chat.message(room, seq) + "/mark", Map.of("mark", "decision"))
                    .expect(204);
            asAuthor.put(Chat.message(room, seq), Map.of("text", words + " 二", "baseVersion", 1))
                    .expect(204);
            asAuthor.put(Chat.room(room), Map.of("name", words, "purpose", words), "If-Match", "\"1\"")
                    .expect(200);
            asAuthor.post(Chat.message(room, 1) + "/reminder", null).expect(200);
            asMember.post(Chat.message(room, 1) + "/acknowledgement", null).expect(204);
            asAuthor.delete(Chat.message(room, seq)).expect(204);
            asAuthor.post(Chat.room(room) + "/closing", null).expect(204);
            for (var live : List.of(stranger, gone)) {
                Wait.until(
                        java.time.Duration.ofSeconds(20),
                        "all eight streams are gone",
                        () -> live.frames().stream()
                                        .filter(f -> f.type().equals("stream-gone"))
                                        .count()
                                == 8);
                live.ping();
                assertEquals(
                        List.of(),
                        live.frames().stream()
                                .filter(f ->
                                        !List.of("hello", "pong", "stream-gone").contains(f.type()))
                                .toList());
            }
        }
        for (var client : List.of(asStranger, asFormer)) {
            for (var path : List.of(
                    "/api/chat/rooms",
                    "/api/chat/open-rooms",
                    "/api/chat/unread-messages",
                    "/api/chat/bookmarks",
                    "/api/chat/drafts",
                    "/api/chat/cards?path=/chat/" + room + "&path=/chat/" + room + "?m=1",
                    "/api/chat/messages?query=" + java.net.URLEncoder.encode("内輪の言葉", StandardCharsets.UTF_8),
                    "/api/notification/notices",
                    "/api/search/hits?q=" + java.net.URLEncoder.encode("内輪の言葉", StandardCharsets.UTF_8))) {
                var answer = client.get(path).expect(200);
                assertFalse(answer.text().contains("内輪の言葉"), answer.toString());
                assertFalse(answer.text().contains("\"room\":" + room + ","), answer.toString());
            }
        }
        assertEquals(
                counted,
                List.of(asStranger, asFormer).stream()
                        .map(client ->
                                client.get("/api/chat/unread").expect(200).text())
                        .toList());
        for (var path : List.of("", "/members", "/messages", "/draft")) {
            var answer = asStranger.get(Chat.room(room) + path).expect(404, "core.not-found");
            assertArrayEquals(
                    asStranger.get(Chat.room(987654321) + path).expect(404).body(), answer.body());
        }
    }
}
