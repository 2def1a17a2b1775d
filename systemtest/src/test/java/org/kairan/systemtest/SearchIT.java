package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** The search over everything, by each reader's rights (N-LIB-1, N-BOARD-7). */
class SearchIT {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Kairan kairan = Kairan.demo();
    private final Person author = kairan.somebody();
    private final Person member = kairan.somebodyIn(author.section());
    private final Person stranger = kairan.somebodyNotIn(author.section());
    private final Client asAuthor = kairan.session(author.id());
    private final Client asMember = kairan.session(member.id());
    private final Client asStranger = kairan.session(stranger.id());

    /** A word that stands nowhere else. */
    private static String word() {
        var letters = new StringBuilder();
        UUID.randomUUID()
                .toString()
                .replace("-", "")
                .substring(0, 12)
                .chars()
                .forEach(c -> letters.append((char) (c <= '9' ? 'g' + c - '0' : c)));
        return letters.toString();
    }

    private static JsonNode find(Client client, String q, String... more) {
        return client.get("/api/search/hits?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8) + String.join("", more))
                .expect(200)
                .json();
    }

    private static Set<String> found(Client client, String q, String... more) {
        var refs = new TreeSet<String>();
        find(client, q, more)
                .get("items")
                .forEach(item -> refs.add(item.get("module").asText() + ":"
                        + item.get("kind").asText() + ":" + item.get("id").asLong()));
        return refs;
    }

    private static Set<String> offered(Client client, String q) {
        var refs = new TreeSet<String>();
        client.get("/api/search/suggestions?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8))
                .expect(200)
                .json()
                .get("items")
                .forEach(item -> refs.add(item.get("module").asText() + ":"
                        + item.get("kind").asText() + ":" + item.get("id").asLong()));
        return refs;
    }

    private static String bulletin(JsonNode published) {
        return "board:bulletin:" + published.get("id").asLong();
    }

    private void settled() {
        Wait.until(
                PATIENCE,
                "the index is complete",
                () -> find(asAuthor, "税").get("complete").asBoolean());
    }

    @Test
    void what_is_published_edited_and_withdrawn_is_found_so_within_a_second() {
        settled();
        var word = word();
        var other = word();
        var published = asAuthor.publish("知らせ", "本文に" + word + "がある。", "section:" + author.section());
        Wait.until(
                SOON, "found by a word of the text", () -> found(asMember, word).equals(Set.of(bulletin(published))));
        var id = published.get("id").asLong();
        asAuthor.put(
                        "/api/board/bulletins/" + id,
                        Map.of(
                                "title",
                                "知らせ",
                                "text",
                                "本文に" + other + "がある。",
                                "audience",
                                List.of("section:" + author.section()),
                                "importance",
                                "normal"),
                        "If-Match",
                        "\"1\"")
                .expect(200);
        Wait.until(
                SOON,
                "found by the new word, and not by the old one",
                () -> found(asMember, other).equals(Set.of(bulletin(published)))
                        && found(asMember, "\"" + word + "\"").isEmpty());
        asAuthor.post("/api/board/bulletins/" + id + "/withdrawals", null).expect(204);
        // What nobody may see any more is not even counted, however soon one asks.
        var nothing = find(kairan.session(stranger.id()), other);
        assertEquals(0, nothing.get("total").asInt());
        assertEquals(Set.of(bulletin(published)), found(asAuthor, other), "who may correct it still finds it");
        asAuthor.delete("/api/board/bulletins/" + id + "/withdrawals").expect(204);
        Wait.until(SOON, "found again", () -> found(asMember, other).equals(Set.of(bulletin(published))));
    }

    @Test
    void a_stranger_and_a_former_member_find_count_and_are_offered_nothing() {
        var former = kairan.somebodyIn(author.section());
        var asFormer = kairan.session(former.id());
        var word = word();
        var published = asAuthor.publish(word + "の件", "内輪の" + word, "section:" + author.section());
        assertEquals(Set.of(bulletin(published)), found(asFormer, word));
        var today = "(now() at time zone 'Asia/Tokyo')::date";
        kairan.execute(
                "update organization.assignment set valid_until = " + today
                        + " where person_id = ? and valid_until is null",
                former.id());
        kairan.execute(
                "insert into organization.assignment (person_id, section_id, kind, valid_from) values (?, ?, 'primary', "
                        + today + ")",
                former.id(),
                stranger.section());
        kairan.organizationChanged();
        for (var client : List.of(asStranger, asFormer)) {
            var answer = find(client, word);
            assertEquals(0, answer.get("total").asInt(), answer.toString());
            for (var list : List.of("items", "kinds", "sections", "times")) {
                assertEquals(0, answer.get(list).size(), answer.toString());
            }
            assertEquals(Set.of(), offered(client, word));
            assertFalse(client.get("/api/search/hits?q=" + word).text().contains("内輪"));
        }
        assertEquals(Set.of(bulletin(published)), found(asMember, word));
        assertEquals(Set.of(bulletin(published)), offered(asMember, word.substring(0, 6)));
    }

    @Test
    void the_same_is_found_whether_what_is_hidden_exists_or_not() {
        var word = word();
        asAuthor.publish(word + "の一般向け", "全員への" + word + "です。台風の備え。", "everyone");
        asAuthor.publish("二つめ", "これも全員への" + word, "everyone");
        var before = find(asStranger, word + " 台風");
        var offered = offered(asStranger, word);
        for (int i = 0; i < 12; i++) {
            asAuthor.publish(word + "の秘密" + i, "台風 " + word + " 秘密の話", "section:" + author.section());
        }
        assertEquals(14, find(asMember, "\"" + word + "\"").get("total").asInt());
        var after = find(asStranger, word + " 台風");
        assertEquals(before.get("total"), after.get("total"));
        assertEquals(before.get("kinds"), after.get("kinds"));
        assertEquals(before.get("sections"), after.get("sections"));
        assertEquals(before.get("times"), after.get("times"));
        assertEquals(offered, offered(asStranger, word));
        assertFalse(after.toString().contains("秘密"));
        assertEquals(items(find(asStranger, "\"" + word + "\"")), items(find(asStranger, word)));
    }

    private static Set<JsonNode> items(JsonNode page) {
        var items = new HashSet<JsonNode>();
        page.get("items").forEach(items::add);
        return items;
    }

    /** Two transactions overlap: the one that began first, and whose row has the smaller number, commits last. */
    @Test
    void a_change_that_is_committed_late_is_not_passed_over() throws SQLException {
        settled();
        var word = word();
        try (var early = kairan.database();
                var statement = early.createStatement()) {
            early.setAutoCommit(false);
            try (var row = statement.executeQuery(
                    "insert into board.bulletin (author_id, section_id, title, body, importance, published_at, published_on) values ("
                            + author.id() + ", " + author.section() + ", '先に始めた" + word
                            + "', '', 'normal', now(), current_date) returning id")) {
                row.next();
                var id = row.getLong(1);
                statement.execute(
                        "insert into board.audience (group_key, bulletin_id) values ('everyone', " + id + ")");
                statement.execute(
                        "insert into search.queue (module, kind, thing) values ('board', 'bulletin', " + id + ")");
                var late = asAuthor.publish("後から始めた" + word, "", "everyone");
                // Nobody waits for the other transaction.
                Wait.until(
                        SOON,
                        "the later one is found",
                        () -> found(asMember, word).equals(Set.of(bulletin(late))));
                // Beyond the time after which positions are written down.
                Wait.until(Duration.ofSeconds(12), "time passes", new java.util.concurrent.Callable<>() {
                    private final long end =
                            System.nanoTime() + Duration.ofSeconds(7).toNanos();

                    @Override
                    public Boolean call() {
                        return System.nanoTime() > end;
                    }
                });
                early.commit();
                Wait.until(
                        Duration.ofSeconds(3),
                        "the earlier one is found too",
                        () -> found(asMember, word).equals(Set.of(bulletin(late), "board:bulletin:" + id)));
            }
        }
    }

    @Test
    void people_and_sections_are_found_by_whatever_one_remembers_and_facets_narrow_down() {
        settled();
        var kana = kairan.query(
                        row -> row.getString(1), "select kana from organization.person where id = ?", member.id())
                .get(0);
        var person = "organization:person:" + member.id();
        for (var q : List.of(
                member.name(),
                member.name().replaceAll("[\\s　]", ""),
                kana,
                kana.replaceAll("[\\s　]", ""),
                member.login())) {
            assertTrue(
                    found(asStranger, q, "&kind=organization:person&limit=50").contains(person), q);
        }
        var section = kairan.query(
                        row -> row.getString(1),
                        "select name from organization.section_period where section_id = ? and valid_until is null",
                        author.section())
                .get(0);
        var sections = find(asStranger, section, "&kind=organization:section&limit=50");
        assertTrue(
                found(asStranger, section, "&kind=organization:section&limit=50")
                        .contains("organization:section:" + author.section()),
                section);
        sections.get("items")
                .forEach(item -> assertEquals("section", item.get("kind").asText()));

        var word = word();
        var published = asAuthor.publish(word, "", "everyone");
        kairan.session(stranger.id()).publish(word, "", "everyone");
        var all = find(asMember, word);
        assertEquals(2, all.get("total").asInt());
        var narrow = find(asMember, word, "&section=" + author.section());
        assertEquals(1, narrow.get("total").asInt());
        assertEquals(all.get("sections"), narrow.get("sections"), "a facet counts without its own choice");
        assertEquals(1, narrow.get("kinds").get(0).get("count").asInt());
        assertEquals(Set.of(bulletin(published)), found(asMember, word, "&section=" + author.section()));
        assertEquals(
                2, find(asMember, word, "&from=" + Office.today()).get("total").asInt());
        assertEquals(
                0,
                find(asMember, word, "&until=" + Office.today().minusDays(1))
                        .get("total")
                        .asInt());
        asMember.get("/api/search/hits?q=x&from=1.1.2026").expect(422, "core.date-invalid");
    }

    @Test
    void what_was_asked_for_is_marked_and_markup_stays_text() {
        var word = word();
        asAuthor.publish("<b>" + word + "</b>", "ここに<script>" + word + "</script>がある。", "section:" + author.section());
        var hit = find(asMember, word).get("items").get(0);
        var title = new StringBuilder();
        hit.get("title")
                .forEach(part -> title.append(part.get("hit").asBoolean() ? "[" : "(")
                        .append(part.get("text").asText())
                        .append("|"));
        assertEquals("(<b>|[" + word + "|(</b>|", title.toString());
        assertEquals(word, hit.get("excerpts").get(0).get(1).get("text").asText());
        assertTrue(hit.get("excerpts").get(0).get(1).get("hit").asBoolean());
    }

    @Test
    void whatever_is_typed_is_answered() {
        for (var q : List.of(
                "件".repeat(10_000), "a".repeat(10_000), "!!!", "*:*", "title:[a TO b]~2^", "\"", "((((", "%00", "'")) {
            asMember.get("/api/search/hits?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8))
                    .expect(200);
            asMember.get("/api/search/suggestions?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8))
                    .expect(200);
        }
        asMember.get("/api/search/hits?q=x&limit=-5&after=-9").expect(200);
        asMember.get("/api/search/hits?q=x&limit=99999&after=99999").expect(200);
        settled();
    }

    @Test
    void the_pages_of_a_long_list_hold_each_hit_once() {
        settled();
        var ids = new ArrayList<String>();
        var after = "";
        for (int i = 0; i < 5; i++) {
            var page = find(asMember, "お知らせ", "&limit=7", after);
            page.get("items")
                    .forEach(item ->
                            ids.add(item.get("kind").asText() + item.get("id").asLong()));
            assertTrue(page.hasNonNull("next"), page.toString());
            after = "&after=" + page.get("next").asText();
        }
        assertEquals(35, ids.size());
        assertEquals(35, new HashSet<>(ids).size());
    }

    @Test
    void the_command_line_verifies_and_rebuilds_while_the_server_serves() {
        settled();
        var verified = search("verify");
        assertTrue(verified.contains("no difference"), verified);
        // Changed behind the product's back.
        var id = asAuthor.publish("件名", "", "everyone").get("id").asLong();
        settled();
        var word = word();
        kairan.execute("update board.bulletin set title = ? where id = ?", word, id);
        assertTrue(search("verify").contains("board:bulletin outdated 1"));
        assertEquals(Set.of("board:bulletin:" + id), found(asMember, word));
        assertTrue(search("verify").contains("no difference"));
        assertTrue(search("rebuild").contains("made anew"));
        assertEquals(Set.of("board:bulletin:" + id), found(asMember, word));
        assertTrue(search("verify").contains("no difference"));
    }

    private String search(String act) {
        var launch = Launch.of(Map.of(), "search", act, "--data", kairan.data().toString());
        launch.awaitExit(PATIENCE);
        return String.join("\n", launch.output());
    }

    @Test
    void an_index_folder_that_is_deleted_while_running_is_made_anew() throws IOException {
        settled();
        var word = word();
        var first = asAuthor.publish(word, "", "everyone");
        assertEquals(Set.of(bulletin(first)), found(asMember, word));
        var index = kairan.data().resolve("index");
        var before = folders(index);
        Kairan.delete(index);
        assertEquals(Set.of(bulletin(first)), found(asMember, word), "it goes on answering");
        var second = asAuthor.publish(word, "", "everyone");
        Wait.until(
                PATIENCE,
                "a new index serves",
                () -> Files.isDirectory(index)
                        && !folders(index).equals(before)
                        && folders(index).size() == 1
                        && find(asMember, "税").get("complete").asBoolean());
        Wait.until(
                SOON, "both are found", () -> found(asMember, word).equals(Set.of(bulletin(first), bulletin(second))));
        assertTrue(search("verify").contains("no difference"));
    }

    private static Set<String> folders(java.nio.file.Path index) throws IOException {
        try (var found = Files.list(index)) {
            var names = new TreeSet<String>();
            found.forEach(path -> names.add(path.getFileName().toString()));
            return names;
        } catch (java.nio.file.NoSuchFileException e) {
            return Set.of();
        }
    }
}
