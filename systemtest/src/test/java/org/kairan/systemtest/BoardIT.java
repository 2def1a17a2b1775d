package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** A bulletin's life, from publishing to the author's readers page, and what must hold while many do it at once. */
class BoardIT {

    private final Kairan kairan = Kairan.demo();
    private final Person author = kairan.somebody();
    private final Person reader = kairan.somebodyNotIn(author.section());
    private final Client asAuthor = kairan.as(author);
    private final Client asReader = kairan.as(reader);

    private static JsonNode listed(Client client, String state, long id) {
        for (var item : client.get("/api/board/bulletins?state=" + state + "&limit=50")
                .expect(200)
                .json()
                .get("items")) {
            if (item.get("id").asLong() == id) {
                return item;
            }
        }
        return null;
    }

    private static JsonNode readers(Client client, long id, String query) {
        return client.get("/api/board/bulletins/" + id + "/readers" + query)
                .expect(200)
                .json();
    }

    @Test
    void a_bulletin_to_everyone_is_heard_by_others_within_a_second() {
        try (var live = asReader.openLive()) {
            var best = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                var before = System.nanoTime();
                var id = asAuthor.publish("聞こえる " + i, "本文", "everyone")
                        .get("id")
                        .asLong();
                best = Math.min(best, live.await("board.bulletin-published", id).arrived() - before);
            }
            assertTrue(best < 1_000_000_000L, "the fastest of five took " + best / 1_000_000 + " ms");
        }
    }

    @Test
    void what_is_published_stands_unread_in_the_list_until_it_is_read() {
        var before = asReader.get("/api/board/unread").json().get("count").asInt();
        var id =
                asAuthor.publish("お知らせ", "# 見出し\n\n本文です。", "everyone").get("id").asLong();
        assertTrue(listed(asReader, "all", id).get("unread").asBoolean());
        assertTrue(listed(asReader, "unread", id) != null);
        if (before < 99) {
            assertEquals(
                    before + 1,
                    asReader.get("/api/board/unread").json().get("count").asInt());
        }
        asReader.get("/api/board/bulletins/" + id).expect(200);
        assertTrue(
                listed(asReader, "unread", id) != null, "only the browser knows whether it was before somebody's eyes");
        asReader.post("/api/board/bulletins/" + id + "/readings", null).expect(204);
        assertFalse(listed(asReader, "all", id).get("unread").asBoolean());
        assertEquals(null, listed(asReader, "unread", id));
        assertEquals("見出し 本文です。", listed(asReader, "all", id).get("excerpt").asText());
    }

    @Test
    void the_authors_page_counts_each_reader_once_and_keeps_the_first_time() {
        var id = asAuthor.publish("数える", "本文", "everyone").get("id").asLong();
        var all = kairan.number("""
        select count(distinct person_id) from organization.assignment where valid_from <= (now() at time zone 'Asia/Tokyo')::date and (valid_until is null or valid_until > (now() at time zone 'Asia/Tokyo')::date)""");
        var fresh = readers(asAuthor, id, "");
        assertEquals(0, fresh.get("read").asInt());
        assertEquals(all - 1, fresh.get("total").asInt(), "everybody but the author");

        try (var live = asAuthor.openLive()) {
            asReader.post("/api/board/bulletins/" + id + "/readings", null).expect(204);
            live.await("board.bulletin-read", id);
        }
        var once = readers(asAuthor, id, "?state=read");
        assertEquals(1, once.get("read").asInt());
        assertEquals(reader.id(), once.at("/items/0/person/id").asLong());
        for (int i = 0; i < 3; i++) {
            asReader.post("/api/board/bulletins/" + id + "/readings", null).expect(204);
        }
        asAuthor.post("/api/board/bulletins/" + id + "/readings", null).expect(204);
        assertEquals(once, readers(asAuthor, id, "?state=read"));
        assertEquals(
                all - 2,
                readers(asAuthor, id, "?state=unread&limit=1").get("found").asInt());

        var bySection = 0;
        for (var section : once.get("sections")) {
            bySection += section.get("total").asInt();
        }
        assertEquals(all - 1, bySection);
        assertEquals(
                Map.of("read", 1, "total", (int) all - 1),
                Answer.JSON.convertValue(listed(asAuthor, "mine", id).get("readers"), Map.class));
        var csv = asAuthor.get("/api/board/bulletins/" + id + "/readers/csv").expect(200);
        assertEquals(all - 1, csv.text().lines().count() - 1);
        assertEquals((byte) 0xEF, csv.body()[0], "a byte order mark for spreadsheets");
    }

    @Test
    void only_the_author_and_administrators_see_the_readers() {
        var id = asAuthor.publish("既読", "本文", "everyone").get("id").asLong();
        asReader.get("/api/board/bulletins/" + id + "/readers").expect(404, "core.not-found");
        asReader.get("/api/board/bulletins/" + id + "/readers/csv").expect(404, "core.not-found");
        assertFalse(asReader.get("/api/board/bulletins/" + id)
                .json()
                .get("maySeeReaders")
                .asBoolean());
        kairan.admin().get("/api/board/bulletins/" + id + "/readers").expect(200);
    }

    private Map<String, Object> draft(String title, String... audience) {
        return Map.of("title", title, "text", "本文", "audience", List.of(audience), "importance", "normal");
    }

    @Test
    void an_edit_needs_the_version_it_was_made_on() {
        var answer = asAuthor.publishing("版", "本文", "everyone").expect(201);
        var path = "/api/board/bulletins/" + answer.json().get("id").asLong();
        var tag = answer.header("ETag").orElseThrow();
        assertEquals(path, answer.header("Location").orElseThrow().replaceFirst("^https?://[^/]*", ""));
        asAuthor.put(path, draft("版 二", "everyone")).expect(428, "core.condition-required");
        asAuthor.put(path, draft("版 二", "everyone"), "If-Match", "\"999\"").expect(412, "core.changed-meanwhile");
        asAuthor.put(path, draft("版 二", "everyone"), "If-Match", "x").expect(412, "core.changed-meanwhile");
        try (var live = asReader.openLive()) {
            var edited = asAuthor.put(path, draft("版 二", "everyone"), "If-Match", tag)
                    .expect(200);
            assertNotEquals(tag, edited.header("ETag").orElseThrow());
            live.await("board.bulletin-edited", answer.json().get("id").asLong());
        }
        asAuthor.put(path, draft("版 三", "everyone"), "If-Match", tag).expect(412, "core.changed-meanwhile");
        var shown = asReader.get(path).expect(200).json();
        assertEquals("版 二", shown.get("title").asText());
        assertTrue(Kairan.text(shown, "editedAt").isPresent());
        asReader.put(path, draft("横取り", "everyone"), "If-Match", "\"2\"").expect(404, "core.not-found");
    }

    @Test
    void of_two_who_edit_at_once_exactly_one_wins() {
        var first = asAuthor.publishing("競う", "本文", "everyone").expect(201);
        var path = "/api/board/bulletins/" + first.json().get("id").asLong();
        var tag = first.header("ETag").orElseThrow();
        var colleague = kairan.as(kairan.somebodyIn(author.section()));
        for (int i = 0; i < 20; i++) {
            var one = asAuthor.sendLater("PUT", path, draft("甲 " + i, "everyone"), "If-Match", tag);
            var two = colleague.sendLater("PUT", path, draft("乙 " + i, "everyone"), "If-Match", tag);
            assertEquals(
                    List.of(200, 412),
                    Stream.of(one.join(), two.join())
                            .map(Answer::status)
                            .sorted()
                            .toList());
            var winner = one.join().status() == 200 ? one.join() : two.join();
            assertEquals(winner.json().get("title"), asReader.get(path).json().get("title"));
            tag = winner.header("ETag").orElseThrow();
        }
    }

    @Test
    void what_is_withdrawn_is_gone_for_all_but_its_section_and_comes_back_as_it_was() {
        var id = asAuthor.publish("取り下げ", "本文", "everyone").get("id").asLong();
        var path = "/api/board/bulletins/" + id;
        var other = kairan.as(kairan.somebodyNotIn(author.section()));
        asReader.post(path + "/readings", null).expect(204);
        var before = readers(asAuthor, id, "?state=read");
        asReader.post(path + "/withdrawals", null).expect(404, "core.not-found");
        try (var live = other.openLive()) {
            asAuthor.post(path + "/withdrawals", null).expect(204);
            live.await("board.bulletin-withdrawn", id);
            for (var client : List.of(other, kairan.admin())) {
                client.get(path).expect(404, "core.not-found");
                client.post(path + "/readings", null).expect(404, "core.not-found");
                assertEquals(null, listed(client, "all", id));
                assertEquals(null, listed(client, "unread", id));
            }
            assertTrue(Kairan.text(listed(asAuthor, "mine", id), "withdrawnAt").isPresent());
            assertEquals(null, listed(asAuthor, "all", id));
            asAuthor.get(path).expect(200);
            other.delete(path + "/withdrawals").expect(404, "core.not-found");
            asAuthor.delete(path + "/withdrawals").expect(204);
            live.await("board.bulletin-published", id);
        }
        assertTrue(listed(other, "unread", id) != null);
        assertFalse(listed(asReader, "all", id).get("unread").asBoolean(), "what was read stays read");
        assertEquals(before, readers(asAuthor, id, "?state=read"));
    }

    @Test
    void pages_neither_skip_nor_double_while_others_publish() {
        var writers = IntStream.range(0, 3)
                .mapToObj(i -> kairan.session(kairan.somebody().id()))
                .toList();
        var there = asReader.ids("/api/board/bulletins?state=all", 200);
        var unread = asReader.ids("/api/board/bulletins?state=unread", 200);
        var stop = new AtomicBoolean();
        var published = new AtomicLong();
        var writing = writers.stream()
                .map(writer -> CompletableFuture.runAsync(() -> {
                    while (!stop.get()) {
                        writer.publish("間に入る", "本文", "everyone");
                        published.incrementAndGet();
                    }
                }))
                .toList();
        try {
            Wait.until(Duration.ofSeconds(30), "writers have begun", () -> published.get() > 5);
            for (int limit : List.of(7, 31)) {
                var begun = published.get();
                var walked = asReader.ids("/api/board/bulletins?state=all", limit);
                assertEquals(
                        walked.stream()
                                .sorted(java.util.Comparator.reverseOrder())
                                .distinct()
                                .toList(),
                        walked,
                        "newest first, none twice");
                assertTrue(walked.containsAll(there), "none skipped");
                assertTrue(
                        asReader.ids("/api/board/bulletins?state=unread", limit).containsAll(unread));
                assertTrue(published.get() > begun, "others published meanwhile");
            }
        } finally {
            stop.set(true);
        }
        writing.forEach(CompletableFuture::join);
    }

    @Test
    void people_and_readers_pages_give_everybody_once() {
        var id = asAuthor.publish("頁", "本文", "everyone").get("id").asLong();
        var orders = new java.util.HashMap<String, List<Long>>();
        for (var sort : List.of(
                "section",
                "section&descending=true",
                "name",
                "name&descending=true",
                "time",
                "time&descending=false")) {
            var seen = new ArrayList<Long>();
            var after = "";
            do {
                var page = readers(
                        asAuthor, id, "?sort=" + sort + "&limit=170" + (after.isEmpty() ? "" : "&after=" + after));
                page.get("items").forEach(item -> seen.add(item.at("/person/id").asLong()));
                after = Kairan.text(page, "next").orElse("");
            } while (!after.isEmpty());
            assertEquals(readers(asAuthor, id, "?limit=1").get("total").asInt(), seen.size());
            assertEquals(seen.size(), new HashSet<>(seen).size());
            orders.put(sort, seen);
        }
        for (var sort : List.of("section", "name")) {
            var reversed = new ArrayList<>(orders.get(sort));
            java.util.Collections.reverse(reversed);
            assertEquals(reversed, orders.get(sort + "&descending=true"));
        }
        var people = asReader.ids("/api/organization/people", 150);
        assertEquals(
                asReader.get("/api/organization/people?limit=1")
                        .json()
                        .get("total")
                        .asInt(),
                people.size());
        assertEquals(people.size(), new HashSet<>(people).size());
    }

    @Test
    void a_repeated_request_makes_one_bulletin_and_answers_the_same() {
        var key = UUID.randomUUID().toString();
        var first = asAuthor.post("/api/board/bulletins", draft("一度だけ", "everyone"), "Idempotency-Key", key)
                .expect(201);
        var again = asAuthor.post("/api/board/bulletins", draft("一度だけ", "everyone"), "Idempotency-Key", key)
                .expect(201);
        assertEquals(first.json(), again.json());
        asAuthor.post("/api/board/bulletins", draft("別の内容", "everyone"), "Idempotency-Key", key)
                .expect(422, "core.request-reused");
        asAuthor.post("/api/board/bulletins", draft("一度だけ", "person:" + reader.id()), "Idempotency-Key", key)
                .expect(422, "core.request-reused");
        var other = asReader.post("/api/board/bulletins", draft("一度だけ", "everyone"), "Idempotency-Key", key)
                .expect(201);
        assertNotEquals(first.json().get("id"), other.json().get("id"), "the key is the author's own");
        assertEquals(
                2, kairan.number("select count(*) from board.bulletin where request_id = ?", UUID.fromString(key)));
        assertTrue(asAuthor.post("/api/board/bulletins", draft("鍵", "everyone"), "Idempotency-Key", "not-a-uuid")
                                .status()
                        / 100
                == 4);
    }

    @Test
    void twenty_equal_requests_at_once_make_one_bulletin() {
        for (int round = 0; round < 5; round++) {
            var key = UUID.randomUUID();
            var answers = IntStream.range(0, 20)
                    .mapToObj(i -> asAuthor.sendLater(
                            "POST", "/api/board/bulletins", draft("殺到", "everyone"), "Idempotency-Key", key.toString()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            answers.forEach(answer -> answer.expect(201));
            assertEquals(
                    1,
                    answers.stream()
                            .map(a -> a.json().get("id").asLong())
                            .distinct()
                            .count());
            assertEquals(1, kairan.number("select count(*) from board.bulletin where request_id = ?", key));
        }
    }

    @Test
    void twenty_readings_at_once_count_once() {
        var id = asAuthor.publish("同時に読む", "本文", "everyone").get("id").asLong();
        LongStream.range(0, 20)
                .mapToObj(i -> asReader.sendLater("POST", "/api/board/bulletins/" + id + "/readings", null))
                .toList()
                .forEach(a -> a.join().expect(204));
        assertEquals(1, kairan.number("select count(*) from board.reading where bulletin_id = ?", id));
        assertEquals(1, readers(asAuthor, id, "?state=read").get("read").asInt());
    }

    @Test
    void an_audience_reaches_just_whom_it_names() {
        var section = author.section();
        var inside = kairan.as(kairan.somebodyIn(section));
        var outsider = kairan.somebodyNotIn(section);
        var outside = kairan.as(outsider);
        var toSection =
                asAuthor.publish("係内", "本文", "section:" + section).get("id").asLong();
        var toPerson = asAuthor.publish("名指し", "本文", "person:" + outsider.id())
                .get("id")
                .asLong();
        try (var live = outside.openLive();
                var near = inside.openLive()) {
            var both = asAuthor.publish("両方", "本文", "section:" + section, "person:" + outsider.id())
                    .get("id")
                    .asLong();
            var only = asAuthor.publish("係だけ", "本文", "section:" + section)
                    .get("id")
                    .asLong();
            live.await("board.bulletin-published", both);
            near.await("board.bulletin-published", only);
            live.ping();
            assertFalse(live.frames().stream().anyMatch(f -> f.ref().endsWith(":" + only)));
        }
        inside.get("/api/board/bulletins/" + toSection).expect(200);
        outside.get("/api/board/bulletins/" + toSection).expect(404, "core.not-found");
        outside.get("/api/board/bulletins/" + toPerson).expect(200);
        var size = asAuthor.get(
                        "/api/organization/audiences?group=section:" + section + "&group=person:" + outsider.id())
                .expect(200)
                .json()
                .get("people")
                .asInt();
        assertEquals(
                1
                        + asAuthor.get("/api/organization/audiences?group=section:" + section)
                                .json()
                                .get("people")
                                .asInt(),
                size);
        assertEquals(
                size - 1,
                asAuthor.get("/api/organization/audiences?group=section:" + section + "&group=person:" + outsider.id()
                                + "&without=" + outsider.id())
                        .expect(200)
                        .json()
                        .get("people")
                        .asInt());
        var everybody = asAuthor.publish("数える", "本文", "everyone");
        assertEquals(
                readers(asAuthor, everybody.get("id").asLong(), "?limit=1")
                        .get("total")
                        .asInt(),
                everybody.get("people").asInt(),
                "the author is counted in neither");
        assertEquals(
                everybody.get("people").asInt(),
                asAuthor.get("/api/organization/audiences?group=everyone&without=" + author.id())
                        .json()
                        .get("people")
                        .asInt());
        asAuthor.publishing("誰も", "本文").expect(422, "board.audience-empty");
        asAuthor.publishing("無い", "本文", "section:999999").expect(422, "organization.unknown-group");
        asAuthor.publishing("権限", "本文", "permission:board.see-readers").expect(422, "organization.unknown-group");
    }
}
