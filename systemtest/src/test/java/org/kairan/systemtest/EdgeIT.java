package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the outermost layer lets in, and what its answers give away. */
class EdgeIT {

    private static final Pattern LEAK = Pattern.compile(
            "(?i)payara|glassfish|grizzly|jersey|tomcat|catalina|java\\.|jakarta\\.|javax\\.|org\\.(kairan|glassfish|postgresql|jdbi)|exception|\\bat [a-z]+(\\.\\w+)+\\(|stack ?trace|PSQL|ERROR:|SQLSTATE");
    private static final Map<String, Pattern> HEADERS = Map.of(
            "Content-Security-Policy",
                    Pattern.compile(
                            "default-src 'none';.*frame-ancestors 'none'.*require-trusted-types-for 'script'.*"),
            "X-Content-Type-Options", Pattern.compile("nosniff"),
            "Referrer-Policy", Pattern.compile("same-origin|no-referrer"),
            "X-Frame-Options", Pattern.compile("DENY"),
            "Cross-Origin-Opener-Policy", Pattern.compile("same-origin"),
            "Cross-Origin-Resource-Policy", Pattern.compile("same-origin"));

    private final Kairan kairan = Kairan.demo();
    private final Client somebody = kairan.as(kairan.somebody());

    private static Map<String, Object> draft() {
        return Map.of("title", "端", "text", "本文", "audience", List.of("everyone"), "importance", "normal");
    }

    @Test
    void requests_that_change_something_come_from_our_own_pages() {
        for (var origin : List.of(
                "http://evil.example",
                "null",
                "https://localhost:" + kairan.port(),
                "http://localhost",
                "http://localhost:" + (kairan.port() + 1),
                "http://localhost:" + kairan.port() + ".evil.example")) {
            somebody.post("/api/board/bulletins", draft(), "Origin", origin).expect(403, "core.foreign-origin");
            kairan.client()
                    .post("/api/session", Map.of("login", "admin", "password", Kairan.PASSWORD), "Origin", origin)
                    .expect(403, "core.foreign-origin");
            assertEquals(403, Live.refused(somebody, origin), origin);
        }
        somebody.post("/api/board/bulletins", draft(), "Origin", null, "Sec-Fetch-Site", "cross-site")
                .expect(403, "core.foreign-origin");
        somebody.post("/api/board/bulletins", draft(), "Origin", null, "Sec-Fetch-Site", "same-site")
                .expect(403, "core.foreign-origin");
        somebody.post("/api/board/bulletins", draft(), "Origin", null).expect(201);
        somebody.post("/api/board/bulletins", draft(), "Origin", "http://127.0.0.1:" + kairan.port())
                .expect(201);
    }

    @Test
    void a_socket_needs_a_session_and_our_own_origin() {
        assertEquals(401, Live.refused(kairan.client(), kairan.url().toString()));
        assertEquals(
                401,
                Live.refused(
                        kairan.client().cookie("kairan_session", "x".repeat(43)),
                        kairan.url().toString()));
        assertEquals(403, Live.refused(somebody, null));
        somebody.get("/api/live", "Origin", kairan.url().toString()).expect(426);
        try (var live = somebody.openLive()) {
            live.ping();
            live.send("{\"type\":\"publish\"}");
            assertEquals(1008, live.awaitClose(Duration.ofSeconds(10)));
        }
        try (var live = somebody.openLive()) {
            live.send("[".repeat(4000));
            assertEquals(1008, live.awaitClose(Duration.ofSeconds(10)));
        }
        try (var live = somebody.openLive()) {
            live.send("{\"type\":\"ping\",\"x\":\"" + "y".repeat(5000) + "\"}");
            assertEquals(1009, live.awaitClose(Duration.ofSeconds(10)));
        }
    }

    @Test
    void content_types_that_a_foreign_form_can_send_are_refused() {
        var json = "{\"title\":\"a\",\"text\":\"b\",\"audience\":[\"everyone\"],\"importance\":\"normal\"}"
                .getBytes(StandardCharsets.UTF_8);
        for (var type : List.of(
                "text/plain",
                "text/plain; charset=UTF-8",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x")) {
            somebody.send("POST", "/api/board/bulletins", json, "Content-Type", type)
                    .expect(415);
            assertEquals(
                    415,
                    kairan.client()
                            .send(
                                    "POST",
                                    "/api/session",
                                    "{\"login\":\"a\",\"password\":\"b\"}".getBytes(StandardCharsets.UTF_8),
                                    "Content-Type",
                                    type)
                            .status(),
                    type);
        }
        for (var type : List.of("application/xml", "text/csv", "image/png")) {
            assertEquals(
                    415,
                    somebody.send("POST", "/api/board/bulletins", json, "Content-Type", type)
                            .status(),
                    type);
        }
        assertEquals(
                415,
                kairan.admin()
                        .send("POST", "/api/organization/imports", json, "Content-Type", "text/plain")
                        .status());
        // A body without any type cannot come from a form; what it is taken for, it must be.
        assertTrue(List.of(201, 415)
                .contains(somebody.send("POST", "/api/board/bulletins", json, "Content-Type", null)
                        .status()));
    }

    @Test
    void bodies_have_bounds() throws IOException {
        var big = new byte[(1 << 20) + 1];
        java.util.Arrays.fill(big, (byte) ' ');
        somebody.post("/api/board/bulletins", big).expect(413, "core.too-big");
        kairan.client().post("/api/session", big).expect(413, "core.too-big");
        var file = new byte[(21 << 20) + 1];
        kairan.admin()
                .send("POST", "/api/organization/imports", file, "Content-Type", "text/csv")
                .expect(413, "core.too-big");
        assertTrue(
                raw("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
                        .startsWith("HTTP/1.1 411"));
    }

    @Test
    void what_is_no_good_json_is_400_and_what_is_no_good_content_422() {
        for (var body : List.of(
                "",
                "{",
                "[]",
                "\"text\"",
                "{\"title\":",
                "{'title':'a'}",
                "{\"title\":\"a\",}",
                "\u0000",
                "[[[[[[",
                "{\"title\":[\"a\"]}",
                "{\"title\":{\"a\":1}}",
                "{\"audience\":\"everyone\"}",
                "{\"audience\":[[1]]}",
                "{\"sectionId\":\"x\"}",
                "{\"sectionId\":99999999999999999999999}",
                "{\"sectionId\":1.5}",
                "{\"sectionId\":{}}")) {
            var answer = somebody.post("/api/board/bulletins", body);
            assertTrue(answer.status() == 400 || answer.status() == 422, body + " → " + answer);
            assertTrue(
                    answer.header("Content-Type").orElse("").startsWith("application/problem+json"), answer.toString());
        }
        assertEquals(0, kairan.number("select count(*) from board.bulletin where title = ''"));
    }

    private Answer publish(Object... fields) {
        var body = new LinkedHashMap<String, Object>(draft());
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return somebody.post("/api/board/bulletins", body);
    }

    @Test
    void texts_are_kept_as_they_are_or_refused_whole() {
        publish("title", "a\u0000b").expect(422, "core.character-invalid");
        publish("text", "a\u0000b").expect(422, "core.character-invalid");
        publish("title", "改\n行").expect(422, "core.character-invalid");
        somebody.post("/api/board/bulletins", "{\"title\":\"\\ud83d\",\"text\":\"b\",\"audience\":[\"everyone\"]}")
                .expect(422, "core.character-invalid");
        somebody.post("/api/board/bulletins", "{\"title\":\"a\",\"text\":\"x\\udc00y\",\"audience\":[\"everyone\"]}")
                .expect(422, "core.character-invalid");
        publish("text", "字".repeat(50_001)).expect(422, "board.text-too-long");
        publish("title", "字".repeat(201)).expect(422, "board.title-too-long");
        publish("title", "　 ").expect(422, "board.title-empty");
        publish("importance", "urgent").expect(422, "core.invalid");
        publish(
                        "audience",
                        Stream.iterate(1, i -> i + 1)
                                .limit(501)
                                .map(i -> "person:" + i)
                                .toList())
                .expect(422);
        publish("audience", Stream.of("everyone", null).toList()).expect(422);
        publish("audience", List.of("person:99999999999999999999999999")).expect(422, "organization.unknown-group");
        publish("sectionId", 999_999).expect(422, "board.section-foreign");
        publish("unknown", Map.of("deep", List.of(1, 2))).expect(201);
        var odd = "𠮷野家 ﷽ 👨‍👩‍👧‍👦 <script>alert(1)</script> ' \" \\ \u202E \uFEFF ～ ㈱";
        var kept = publish("title", odd, "text", "字".repeat(50_000)).expect(201).json();
        var shown = somebody.get("/api/board/bulletins/" + kept.get("id").asLong())
                .expect(200)
                .json();
        assertEquals(odd, shown.get("title").asText());
        assertEquals(50_000, shown.get("text").asText().length());
    }

    @Test
    void odd_numbers_and_cursors_are_refused_or_harmless() {
        for (var id : List.of(
                "0",
                "-1",
                "9223372036854775807",
                "9223372036854775808",
                "999999999999999999999999999",
                "1.5",
                "abc",
                "1%20",
                "%00",
                "1;x=2",
                "1%0d%0a",
                "%F0%9F%98%80",
                "NaN",
                "0x10",
                "１")) {
            for (var path : List.of(
                    "/api/board/bulletins/" + id,
                    "/api/board/bulletins/" + id + "/readers",
                    "/api/organization/people/" + id,
                    "/api/organization/imports/" + id)) {
                var answer = kairan.admin().get(path);
                assertTrue(
                        answer.status() == 404
                                || answer.status() == 400
                                || id.matches("[1１].*") && answer.status() == 200,
                        answer.toString());
            }
        }
        for (var query : List.of(
                "limit=0",
                "limit=-5",
                "limit=999999999",
                "limit=x",
                "limit=99999999999999",
                "after=x",
                "after=-1",
                "after=99999999999999999999",
                "state=",
                "state=x",
                "limit=1&limit=2",
                "%zz")) {
            var answer = query.equals("%zz")
                    ? new Answer("", 400, null, new byte[0])
                    : somebody.get("/api/board/bulletins?" + query);
            assertTrue(List.of(200, 400, 404, 422).contains(answer.status()), query + " → " + answer);
            if (answer.status() == 200) {
                assertTrue(answer.json().get("items").size() <= 200, query);
            }
        }
        for (var path : List.of(
                "/api/organization/people?q=" + "%00",
                "/api/organization/people?section=x",
                "/api/organization/people?after=999999",
                "/api/organization/sections?on=2026-02-30",
                "/api/organization/sections?on=9999999999",
                "/api/organization/audiences?group=" + "x".repeat(5000),
                "/api/organization/audiences",
                "/api/organization/people?q=" + "a%20".repeat(1500),
                "/api/organization/sessions/x")) {
            var answer = somebody.get(path);
            assertTrue(answer.status() < 500, answer.toString());
        }
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("localhost", kairan.port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException | java.net.SocketTimeoutException e) {
            return "";
        }
    }

    @Test
    void no_error_shows_a_stack_trace_or_what_the_server_is() throws IOException {
        var answers = new LinkedHashMap<String, String>();
        for (var path : List.of(
                "/nothing.js",
                "/assets/nothing.js",
                "/assets/",
                "/WEB-INF/beans.xml",
                "/META-INF/MANIFEST.MF",
                "/x.jsp",
                "/x.xhtml",
                "/openapi",
                "/api",
                "/api/",
                "/api/nothing",
                "/api/board",
                "/api/board/bulletins/x",
                "/j_security_check",
                "/api/application.wadl",
                "/assets/..%2f..%2fWEB-INF/beans.xml",
                "/%2e%2e/x",
                "/a%00.css",
                "/;/api/session",
                "//api/session",
                "/api//session",
                "/api/./session",
                "/" + "a".repeat(9000) + ".js",
                "/health/x",
                "/metrics/x")) {
            for (var method : List.of(
                    "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "FOO")) {
                answers.put(
                        method + " " + path,
                        raw(method + " " + path + " HTTP/1.1\r\nHost: localhost:" + kairan.port()
                                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
        }
        for (var request : List.of(
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                "POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
                "POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{}  ",
                "POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: text\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
                "POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: ;;;\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
                "GET /api/session HTTP/1.1\r\nHost: a\r\nAccept: nonsense\r\nConnection: close\r\n\r\n",
                "GET /api/openapi.json HTTP/1.1\r\nHost: a\r\nAccept: image/png\r\nConnection: close\r\n\r\n",
                "GET /api/session HTTP/1.1\r\nHost: a\r\nCookie: kairan_session=" + "z".repeat(9000)
                        + "\r\nConnection: close\r\n\r\n",
                "GET /api/session HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(300) + "Connection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\nConnection: close\r\n\r\n",
                "GET /a.js HTTP/1.1\r\nHost: a\r\nRange: bytes=9-1,zz\r\nConnection: close\r\n\r\n",
                "GET /api/live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\nSec-WebSocket-Key: x\r\n\r\n")) {
            answers.put(request.substring(0, Math.min(120, request.length())), raw(request));
        }
        var leaks = answers.entrySet().stream()
                .filter(e -> LEAK.matcher(e.getValue()).find()
                        || e.getValue().matches("(?is).*\r\n(server|x-powered-by):.*"))
                .map(e -> e.getKey().replaceAll("a{50,}", "aaa…") + " ⇒ " + head(e.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        assertEquals(List.of(), leaks);
        answers.forEach((request, answer) -> assertFalse(answer.startsWith("HTTP/1.1 500"), request + " ⇒ " + answer));
    }

    private static String head(String answer) {
        var at = LEAK.matcher(answer);
        return answer.lines().findFirst().orElse("") + " … "
                + (at.find()
                        ? answer.substring(Math.max(0, at.start() - 60), Math.min(answer.length(), at.end() + 60))
                                .replaceAll("\\s+", " ")
                        : "a Server header");
    }

    @Test
    void every_answer_carries_the_security_headers() {
        var page = kairan.client().get("/").expect(200);
        var asset = Pattern.compile("/assets/[^\"]+\\.js").matcher(page.text());
        assertTrue(asset.find(), page.text());
        var answers = new LinkedHashMap<String, Answer>();
        answers.put("page", page);
        answers.put(
                "page of a module", kairan.client().get("/board/bulletins/5").expect(200));
        answers.put("asset", kairan.client().get(asset.group()).expect(200));
        answers.put("api", somebody.get("/api/session").expect(200));
        answers.put("401", kairan.client().get("/api/session").expect(401));
        answers.put(
                "403",
                somebody.post("/api/board/bulletins", draft(), "Origin", "http://evil.example")
                        .expect(403));
        answers.put("404", somebody.get("/api/board/bulletins/999999").expect(404));
        answers.put("404 of an address", somebody.get("/api/nothing").expect(404));
        answers.put("404 of a file", kairan.client().get("/nothing.js").expect(404));
        answers.put(
                "405",
                somebody.send("PUT", "/api/session", "{}".getBytes(StandardCharsets.UTF_8))
                        .expect(405));
        answers.put(
                "413",
                somebody.post("/api/board/bulletins", new byte[(1 << 20) + 1]).expect(413));
        answers.put("422", somebody.post("/api/board/bulletins", "{}").expect(422));
        answers.put("csv", kairan.admin().get("/api/openapi.json").expect(200));
        answers.forEach((what, answer) -> HEADERS.forEach((name, wanted) -> assertTrue(
                answer.header(name)
                        .filter(value -> wanted.matcher(value).matches())
                        .isPresent(),
                what + " lacks " + name + ": " + answer.headers().map())));
        assertEquals("no-store", answers.get("api").header("Cache-Control").orElseThrow());
        assertTrue(answers.get("asset").header("Cache-Control").orElseThrow().contains("immutable"));
        assertEquals("no-cache", page.header("Cache-Control").orElseThrow());
        assertFalse(
                page.text().contains("<style") || page.text().matches("(?s).*<script(?![^>]*src=)[^>]*>\\s*\\S.*"),
                "nothing that the policy would forbid");
    }

    @Test
    void a_request_keeps_its_id_and_answers_differ_in_nothing_else() {
        assertEquals(
                "abcdef-0123456789",
                somebody.get("/api/nothing", "X-Request-Id", "abcdef-0123456789")
                        .header("X-Request-Id")
                        .orElseThrow());
        assertTrue(somebody.get("/api/nothing", "X-Request-Id", "<script>")
                .header("X-Request-Id")
                .orElseThrow()
                .matches("[0-9a-f-]{36}"));
        assertEquals(
                somebody.get("/api/board/bulletins/888888").text(),
                somebody.get("/api/board/bulletins/777777").text());
    }
}
