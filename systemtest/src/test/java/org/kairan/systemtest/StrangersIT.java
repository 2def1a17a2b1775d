package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        return Map.of(
                "/api/board/bulletins/{id}",
                        operation -> new Thing(
                                Long.toString(bulletin()),
                                operation.path().endsWith("/readings") ? asMember : asAuthor),
                "/api/organization/imports/{id}", operation -> new Thing(Long.toString(importOfNothingNew()), admin),
                "/api/organization/sessions/{id}",
                        operation -> new Thing(
                                kairan.as(member)
                                        .get("/api/session")
                                        .json()
                                        .get("id")
                                        .asText(),
                                asMember),
                "/api/storage/uploads/{id}", operation -> new Thing(upload(), asAuthor),
                "/api/storage/files/{ref}", operation -> new Thing(attachment(), asMember),
                "/api/organization/people/{id}", operation -> new Thing(Long.toString(member.id()), asMember));
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

    /** Bodies that are right, by operation. */
    private Map<String, Supplier<Body>> bodies() {
        return Map.of(
                "PUT /api/board/bulletins/{id}",
                        () -> Body.json(
                                "{\"title\":\"直す\",\"text\":\"本文\",\"audience\":[\"section:" + author.section()
                                        + "\"],\"importance\":\"normal\"}",
                                "If-Match",
                                "\"1\""),
                "POST /api/organization/imports", () -> new Body("text/csv", csv(), List.of()),
                "PATCH /api/storage/uploads/{id}",
                        () -> new Body(
                                "application/offset+octet-stream",
                                "abc".getBytes(StandardCharsets.US_ASCII),
                                List.of("Upload-Offset", "0")),
                "POST /api/organization/codes",
                        () -> Body.json("{\"sectionId\":" + author.section() + ",\"below\":false}"));
    }

    private byte[] csv() {
        return ("職員番号,氏名\r\n" + member.login() + "," + member.name() + "\r\n").getBytes(StandardCharsets.UTF_8);
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
        var body = operation.body() ? bodies().get(operation.toString()).get() : null;
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
            if (operation.hasId()
                    && operation.path().indexOf('{', operation.thing().length()) > 0) {
                missing.add(operation + ": the walk knows one id per path; teach it two");
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
                                ? operation
                                        .path()
                                        .replaceFirst(
                                                "\\{[^}]+}",
                                                things().get(operation.thing())
                                                        .apply(operation)
                                                        .id())
                                : operation.path();
                        refused(operation, nobody, path, 401, signedOut);
                        if (operation.hasId()) {
                            refused(
                                    operation,
                                    nobody,
                                    operation.path().replaceFirst("\\{[^}]+}", "987654321"),
                                    401,
                                    signedOut);
                        }
                        if (operation.method().equals("GET") && !operation.socket()) {
                            assertTrue(asMember.get(path).status() / 100 == 2, operation + " → " + asMember.get(path));
                        }
                    }
                    default -> {
                        var thing = operation.hasId()
                                ? things().get(operation.thing()).apply(operation)
                                : new Thing("", admin);
                        var path = operation.path().replaceFirst("\\{[^}]+}", thing.id());
                        var nowhere = operation.path().replaceFirst("\\{[^}]+}", invented(thing.id()));
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
            var heard = live.frames().stream()
                    .filter(f -> !List.of("hello", "pong").contains(f.type()))
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
}
