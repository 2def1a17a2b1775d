package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** How people get in and are thrown out: sessions, throttling, passwords. */
class AccountsIT {

    private static final String WRONG = "まちがった合言葉123";

    private final Kairan kairan = Kairan.demo();
    private final Person person = kairan.somebody();

    @AfterEach
    void forgetFailures() {
        kairan.execute("delete from organization.sign_in_failure");
    }

    @Test
    void a_session_is_a_cookie_that_scripts_and_other_sites_cannot_use() {
        var answer = kairan.client().trySignIn(person.login(), Kairan.PASSWORD).expect(201);
        var cookies = answer.headers().allValues("Set-Cookie");
        assertEquals(2, cookies.size());
        for (var cookie : cookies) {
            assertTrue(
                    cookie.contains("HttpOnly")
                            && cookie.matches(".*SameSite=(Lax|Strict).*")
                            && cookie.contains("Path=/"),
                    cookie);
        }
        assertFalse(answer.text().contains(cookies.get(0).split("[=;]")[1]), "the secret is in the cookie only");
        var session = answer.json();
        assertEquals(person.id(), session.at("/person/id").asLong());
        assertEquals(person.section(), session.at("/sections/0/id").asLong());
        assertFalse(session.get("administrator").asBoolean());
        assertEquals(
                0,
                kairan.number(
                        "select count(*) from organization.session where encode(token_hash, 'escape') = ?",
                        cookies.get(0).split("[=;]")[1]),
                "the database knows its hash");
    }

    @Test
    void signing_out_ends_the_session_and_its_socket() {
        var client = kairan.as(person);
        var stolen = client.cookie("kairan_session").orElseThrow();
        try (var live = client.openLive()) {
            client.delete("/api/session").expect(204);
            assertEquals(4001, live.awaitClose(Duration.ofSeconds(10)));
        }
        assertTrue(client.cookie("kairan_session").isEmpty());
        kairan.client().cookie("kairan_session", stolen).get("/api/session").expect(401, "core.signed-out");
    }

    @Test
    void unknown_logins_and_wrong_passwords_say_the_same_and_both_cost_a_hash() {
        var wrong = kairan.client().trySignIn(person.login(), WRONG).expect(401);
        var unknown =
                kairan.client().trySignIn("nobody-" + UUID.randomUUID(), WRONG).expect(401);
        assertArrayEquals(wrong.body(), unknown.body());
        assertEquals("organization.wrong-credentials", unknown.code());
        // Best of some, since a look-up without a hash would take a tenth: a bound that load on the machine does not
        // reach.
        var known = fastest(() -> kairan.client().trySignIn(person.login(), WRONG));
        var none = fastest(() -> kairan.client().trySignIn("nobody-" + UUID.randomUUID(), WRONG));
        assertTrue(none > known / 4, "unknown " + none / 1000 + " µs, known " + known / 1000 + " µs");
    }

    private static long fastest(Runnable run) {
        return IntStream.range(0, 4)
                .mapToLong(i -> {
                    var before = System.nanoTime();
                    run.run();
                    return System.nanoTime() - before;
                })
                .min()
                .orElseThrow();
    }

    @Test
    void wrong_passwords_make_the_next_try_wait_longer_and_longer() {
        for (int i = 0; i < 6; i++) {
            kairan.client().trySignIn(person.login(), WRONG).expect(401);
        }
        var seconds = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            var refused = kairan.client().trySignIn(person.login(), WRONG).expect(429, "organization.wait");
            assertEquals(
                    refused.json().at("/args/seconds").asText(),
                    refused.header("Retry-After").orElseThrow());
            var wait = kairan.number(
                    "select extract(epoch from max(retry_at - last_at))::bigint from organization.sign_in_failure where retry_at > last_at");
            seconds.add(wait);
            assertTrue(refused.json().at("/args/seconds").asLong() <= wait + 1);
            kairan.client().trySignIn(person.login(), Kairan.PASSWORD).expect(429, "organization.wait");
            kairan.execute(
                    "update organization.sign_in_failure set retry_at = now() - interval '1 second' where retry_at > now()");
            kairan.client().trySignIn(person.login(), WRONG).expect(401);
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L), seconds);
        kairan.client().trySignIn(kairan.somebody().login(), Kairan.PASSWORD).expect(201);
        kairan.execute("update organization.sign_in_failure set failures = 60, retry_at = now() - interval '1 second'");
        kairan.client().trySignIn(person.login(), WRONG).expect(401);
        assertEquals(
                300,
                kairan.number(
                        "select max(extract(epoch from retry_at - last_at))::bigint from organization.sign_in_failure"),
                "five minutes at most");
    }

    @Test
    void nobody_can_lock_another_out_of_a_device_they_know() {
        var mine = kairan.as(person);
        for (int i = 0; i < 9; i++) {
            kairan.client().trySignIn(person.login(), WRONG);
        }
        kairan.client().trySignIn(person.login(), Kairan.PASSWORD).expect(429, "organization.wait");
        mine.get("/api/session").expect(200);
        mine.delete("/api/session").expect(204);
        mine.trySignIn(person.login(), Kairan.PASSWORD).expect(201);
    }

    @Test
    void a_device_that_is_known_is_throttled_by_its_own_failures() {
        var mine = kairan.as(person);
        for (int i = 0; i < 6; i++) {
            mine.trySignIn(person.login(), WRONG).expect(401);
        }
        mine.trySignIn(person.login(), Kairan.PASSWORD).expect(429, "organization.wait");
        kairan.client().trySignIn(person.login(), Kairan.PASSWORD).expect(201);
    }

    @Test
    void a_shared_pc_keeps_no_trace_and_a_short_session() {
        var client = kairan.client();
        var answer = client.post(
                        "/api/session", Map.of("login", person.login(), "password", Kairan.PASSWORD, "sharedPc", true))
                .expect(201);
        assertTrue(client.cookie("kairan_device").isEmpty(), "no device cookie");
        assertFalse(
                answer.headers().allValues("Set-Cookie").toString().contains("Max-Age="),
                "a cookie that ends with the browser");
        var id = UUID.fromString(answer.json().get("id").asText());
        assertTrue(answer.json().get("sharedPc").asBoolean());
        kairan.execute("update organization.session set last_seen_at = now() - interval '14 minutes' where id = ?", id);
        client.get("/api/session").expect(200);
        kairan.execute("update organization.session set last_seen_at = now() - interval '16 minutes' where id = ?", id);
        client.get("/api/session").expect(401, "core.signed-out");
        assertTrue(kairan.number(
                        "select extract(epoch from expires_at - started_at)::bigint from organization.session where id = ?",
                        id)
                <= 10 * 3600);
    }

    @Test
    void a_page_that_is_left_open_does_not_keep_its_session_alive() {
        var client = kairan.client();
        var answer = client.post(
                        "/api/session", Map.of("login", person.login(), "password", Kairan.PASSWORD, "sharedPc", true))
                .expect(201);
        var id = UUID.fromString(answer.json().get("id").asText());
        kairan.execute("update organization.session set last_seen_at = now() - interval '14 minutes' where id = ?", id);
        client.get("/api/board/unread", "X-Kairan-Background", "1").expect(200);
        try (var live = client.openLive()) {
            live.ping();
        }
        assertTrue(
                kairan.number(
                                "select extract(epoch from now() - last_seen_at)::bigint from organization.session where id = ?",
                                id)
                        >= 14 * 60,
                "neither what the page asks by itself nor its line is use");
        kairan.execute("update organization.session set last_seen_at = now() - interval '16 minutes' where id = ?", id);
        client.get("/api/board/unread", "X-Kairan-Background", "1").expect(401, "core.signed-out");
        kairan.execute("update organization.session set last_seen_at = now() - interval '14 minutes' where id = ?", id);
        client.post("/api/session", "{}", "X-Kairan-Background", "1", "Origin", "https://elsewhere.example")
                .expect(403, "core.foreign-origin");
        client.get("/api/board/unread").expect(200);
        assertTrue(
                kairan.number(
                                "select extract(epoch from now() - last_seen_at)::bigint from organization.session where id = ?",
                                id)
                        < 60,
                "what the person asks is");
    }

    @Test
    void sessions_end_after_twelve_idle_hours_and_after_seven_days() {
        var client = kairan.as(person);
        var id = UUID.fromString(client.get("/api/session").json().get("id").asText());
        kairan.execute(
                "update organization.session set last_seen_at = now() - interval '11 hours 50 minutes' where id = ?",
                id);
        client.get("/api/session").expect(200);
        assertTrue(
                kairan.number(
                                "select extract(epoch from now() - last_seen_at)::bigint from organization.session where id = ?",
                                id)
                        < 60,
                "a request makes it young again");
        assertEquals(
                7 * 86400,
                kairan.number(
                        "select extract(epoch from expires_at - started_at)::bigint from organization.session where id = ?",
                        id));
        kairan.execute(
                "update organization.session set last_seen_at = now() - interval '12 hours 1 second' where id = ?", id);
        client.get("/api/session").expect(401, "core.signed-out");
        var second = kairan.as(person);
        var its = UUID.fromString(second.get("/api/session").json().get("id").asText());
        kairan.execute("update organization.session set expires_at = now() - interval '1 second' where id = ?", its);
        second.get("/api/board/bulletins").expect(401, "core.signed-out");
        assertEquals(401, Live.refused(second, second.base().toString()));
    }

    @Test
    void an_expired_session_takes_its_socket_along() {
        var client = kairan.as(person);
        var id = UUID.fromString(client.get("/api/session").json().get("id").asText());
        try (var live = client.openLive()) {
            kairan.execute(
                    "update organization.session set expires_at = now() + interval '2 seconds' where id = ?", id);
            assertEquals(4001, live.awaitClose(Duration.ofSeconds(60)));
        }
    }

    @Test
    void one_sees_where_one_is_signed_in_and_ends_what_one_does_not_know() {
        var here = kairan.as(person);
        var there = kairan.as(person);
        var items = here.get("/api/organization/sessions").expect(200).json().get("items");
        assertEquals(2, items.size());
        var other = items.get(0).get("current").asBoolean() ? items.get(1) : items.get(0);
        try (var hereLive = here.openLive();
                var thereLive = there.openLive()) {
            kairan.as(kairan.somebody())
                    .delete("/api/organization/sessions/" + other.get("id").asText())
                    .expect(404, "core.not-found");
            here.delete("/api/organization/sessions/" + other.get("id").asText())
                    .expect(204);
            assertEquals(4001, thereLive.awaitClose(Duration.ofSeconds(10)));
            hereLive.ping();
        }
        there.get("/api/session").expect(401, "core.signed-out");
        here.get("/api/session").expect(200);
        here.delete("/api/organization/sessions/" + other.get("id").asText()).expect(404, "core.not-found");
    }

    @Test
    void a_new_password_ends_all_other_sessions_and_the_old_password() {
        var here = kairan.as(person);
        var there = kairan.as(person);
        var next = "夜明けまえの静かな港";
        here.put("/api/organization/password", Map.of("current", Kairan.PASSWORD, "next", "短い"))
                .expect(422, "organization.password-weak");
        here.put("/api/organization/password", Map.of("current", WRONG, "next", next + next))
                .expect(422, "organization.wrong-password");
        there.get("/api/session").expect(200);
        try (var live = there.openLive();
                var mine = here.openLive()) {
            here.put("/api/organization/password", Map.of("current", Kairan.PASSWORD, "next", next + next))
                    .expect(204);
            assertEquals(4001, live.awaitClose(Duration.ofSeconds(10)));
            mine.ping();
        }
        there.get("/api/session").expect(401, "core.signed-out");
        here.get("/api/session").expect(200);
        kairan.client().trySignIn(person.login(), Kairan.PASSWORD).expect(401);
        kairan.client().trySignIn(person.login(), next + next).expect(201);
    }

    @Test
    void a_rush_of_sign_ins_leaves_those_who_are_in_alone() {
        var inside = kairan.as(person);
        inside.get("/api/board/bulletins").expect(200);
        var people = IntStream.range(0, 100)
                .mapToObj(i -> kairan.client()
                        .sendLater("POST", "/api/session", Map.of("login", "rush-" + i, "password", WRONG)))
                .toList();
        var answeredWhileOthersWait = 0;
        while (people.stream().anyMatch(p -> !p.isDone())) {
            var before = people.stream().filter(p -> !p.isDone()).count();
            inside.get("/api/board/bulletins").expect(200);
            if (before > 1 && people.stream().anyMatch(p -> !p.isDone())) {
                answeredWhileOthersWait++;
            }
        }
        people.forEach(p -> p.join().expect(401));
        assertTrue(
                answeredWhileOthersWait >= 3,
                "only " + answeredWhileOthersWait + " requests were answered while sign-ins waited");
        assertEquals(1, passwordThreads(), "passwords are worked on by one thread");
    }

    /** The server's threads of that name, told by the kernel. */
    private long passwordThreads() {
        var tasks = java.nio.file.Path.of("/proc/" + kairan.serverPid() + "/task")
                .toFile()
                .listFiles();
        return Arrays.stream(tasks)
                .filter(task -> {
                    try {
                        return java.nio.file.Files.readString(task.toPath().resolve("comm"))
                                .strip()
                                .equals("passwords");
                    } catch (java.io.IOException e) {
                        return false;
                    }
                })
                .count();
    }

    @Test
    void requests_that_lack_something_name_it() {
        var answer = kairan.client().post("/api/session", Map.of("login", " ")).expect(422, "core.invalid");
        assertEquals(List.of("login", "password"), answer.json().findValuesAsText("field"));
        kairan.client().post("/api/session", "{}").expect(422, "core.invalid");
        kairan.client().post("/api/session", "null").expect(422, "core.invalid");
        kairan.client().post("/api/organization/activations", "{}").expect(422, "core.invalid");
        kairan.client().post("/api/organization/setups", "{}").expect(422, "core.invalid");
        CompletableFuture.allOf(IntStream.range(0, 5)
                        .mapToObj(i -> kairan.client().sendLater("POST", "/api/session", "{}"))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
