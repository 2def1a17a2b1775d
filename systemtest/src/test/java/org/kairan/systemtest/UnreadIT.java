package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** What a person's list calls unread is exactly what the readers pages call unread of that person, whatever has happened to both. */
class UnreadIT {

    private static final String TODAY = "(now() at time zone 'Asia/Tokyo')::date";

    private final Kairan kairan = Kairan.demo();
    private final long seed = Long.getLong("kairan.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Long, Client> clients = new HashMap<>();

    private Client as(long person) {
        return clients.computeIfAbsent(person, kairan::session);
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    @Test
    void a_list_shows_unread_just_what_readers_pages_say_whoever_comes_moves_or_leaves() {
        scenario(0);
    }

    @Test
    void and_also_when_a_transfer_is_brought_in_weeks_late() {
        scenario(35);
    }

    /** Two rounds: of bulletins on both sides of everybody's watermark, and after the watermarks have moved. */
    private void scenario(int late) {
        var people = new ArrayList<Person>();
        for (int i = 0; i < 26; i++) {
            people.add(kairan.somebody());
        }
        Collections.shuffle(people, random);
        var sections = kairan.query(
                row -> row.getLong(1),
                "select section_id from organization.section_period where valid_from <= " + TODAY
                        + " and (valid_until is null or valid_until > " + TODAY + ")");
        var titles = kairan.query(row -> row.getLong(1), "select id from organization.title");
        var left = new HashSet<Long>();
        var watched = new ArrayList<>(people.stream().map(Person::id).toList());
        bring(late, people.subList(0, 16), sections, titles);

        var bulletins = new ArrayList<Long>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 16; i++) {
                bulletins.add(as(any(watched))
                        .publish("割当 " + round + "." + i, "本文", audience(sections, titles, watched))
                        .get("id")
                        .asLong());
            }
            readSome(watched, bulletins, 40);
            editSome(bulletins, sections, titles, watched);
            compare(watched, left, bulletins, "round " + round);
        }
        for (int i = 0; i < 205; i++) {
            as(people.get(24).id())
                    .publish("間 " + i, "", "person:" + people.get(25).id());
        }
        readSome(watched, bulletins, 60);
        assertTrue(
                kairan.number(
                                "select count(*) from board.reader r where r.watermark >= ? and r.person_id = any(?)",
                                bulletins.get(0),
                                watched.toArray(Long[]::new))
                        > 3,
                "watermarks have moved");
        compare(watched, left, bulletins, "after the watermark moved");

        bring(late, people.subList(8, 16), sections, titles);
        var gone = people.subList(16, 20);
        apply(
                0,
                "職員番号,氏名,退職フラグ\r\n"
                        + gone.stream()
                                .map(p -> p.login() + "," + p.name() + ",1\r\n")
                                .collect(Collectors.joining()));
        gone.forEach(p -> left.add(p.id()));
        watched.removeAll(left);
        compare(watched, left, bulletins, "after people moved and left");
        editSome(bulletins, sections, titles, watched);
        readSome(watched, bulletins, 20);
        compare(watched, left, bulletins, "after edits that name others");
    }

    /** Moves, doubles and renames people by an import that is effective today or was so days ago. */
    private void bring(int late, List<Person> people, List<Long> sections, List<Long> titles) {
        var codes = new HashMap<Long, String>();
        kairan.query(row -> codes.put(row.getLong(1), row.getString(2)), "select id, code from organization.section");
        var titleCodes = new HashMap<Long, String>();
        kairan.query(
                row -> titleCodes.put(row.getLong(1), row.getString(2)), "select id, code from organization.title");
        var rows = new StringBuilder("職員番号,氏名,所属コード,役職コード,本務・兼務\r\n");
        for (var person : people) {
            var own = codes.get(person.section());
            var others = sections.stream()
                    .filter(section -> section != person.section())
                    .toList();
            var row = person.login() + "," + person.name() + ",%s,%s,%s\r\n";
            switch (random.nextInt(4)) {
                case 0 -> rows.append(row.formatted(codes.get(any(others)), "", "本務"));
                case 1 -> rows.append(row.formatted(own, titleCodes.get(any(titles)), "本務"));
                case 2 ->
                    rows.append(row.formatted(own, "", "本務")).append(row.formatted(codes.get(any(others)), "", "兼務"));
                default ->
                    rows.append(row.formatted(codes.get(any(others)), titleCodes.get(any(titles)), "本務"))
                            .append(row.formatted(own, "", "兼務"));
            }
        }
        apply(late, rows.toString());
    }

    private void apply(int daysAgo, String content) {
        Office.bring(kairan.admin(), Office.today().minusDays(daysAgo), content);
    }

    private String[] audience(List<Long> sections, List<Long> titles, List<Long> people) {
        var groups = new LinkedHashSet<String>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            groups.add(
                    switch (random.nextInt(6)) {
                        case 0 -> "everyone";
                        case 1 -> "section:" + any(sections);
                        case 2 -> "tree:" + any(sections);
                        case 3 -> "title:" + any(titles);
                        case 4 ->
                            "section:"
                                    + kairan.number(
                                            "select section_id from organization.assignment where person_id = ? and valid_from <= "
                                                    + TODAY + " order by valid_from desc limit 1",
                                            any(people));
                        default -> "person:" + any(people);
                    });
        }
        return groups.toArray(String[]::new);
    }

    private void readSome(List<Long> people, List<Long> bulletins, int times) {
        for (int i = 0; i < times; i++) {
            var answer = as(any(people)).post("/api/board/bulletins/" + any(bulletins) + "/readings", null);
            assertTrue(answer.status() == 204 || answer.status() == 404, answer.toString());
        }
    }

    private void editSome(List<Long> bulletins, List<Long> sections, List<Long> titles, List<Long> people) {
        for (int i = 0; i < 6; i++) {
            var id = any(bulletins);
            var author = kairan.number("select author_id from board.bulletin where id = ?", id);
            if (people.contains(author)) {
                var groups = audience(sections, titles, people);
                var tag = as(author)
                        .get("/api/board/bulletins/" + id)
                        .expect(200)
                        .header("ETag")
                        .orElseThrow();
                as(author)
                        .put(
                                "/api/board/bulletins/" + id,
                                Map.of(
                                        "title",
                                        "直した",
                                        "text",
                                        "本文",
                                        "audience",
                                        List.of(groups),
                                        "importance",
                                        "normal"),
                                "If-Match",
                                tag)
                        .expect(200);
            }
        }
    }

    private void compare(List<Long> watched, Set<Long> left, List<Long> fresh, String when) {
        var listed = new HashMap<Long, Set<Long>>();
        for (var person : watched) {
            listed.put(person, new HashSet<>(as(person).ids("/api/board/bulletins?state=unread", 200)));
            var count = as(person).get("/api/board/unread").expect(200).json();
            assertEquals(
                    Math.min(100, listed.get(person).size()),
                    count.get("count").asInt(),
                    "the count of person " + person + " " + when + ", seed " + seed);
        }
        for (var gone : left) {
            as(gone).get("/api/board/unread").expect(401);
        }
        // Every new bulletin, and a sample of the year before.
        var ids = new ArrayList<>(fresh);
        ids.addAll(kairan.query(
                row -> row.getLong(1),
                "select id from board.bulletin where withdrawn_at is null and id <= 400 order by md5(id::text || ?) limit 25",
                Long.toString(seed)));
        var wrong = new LinkedHashMap<String, String>();
        for (var id : ids) {
            var author = kairan.number("select author_id from board.bulletin where id = ?", id);
            var page = new HashSet<Long>();
            var author401 = as(author)
                            .get("/api/board/bulletins/" + id + "/readers?state=unread&limit=1")
                            .status()
                    == 401;
            if (author401) {
                continue;
            }
            var after = "";
            do {
                var answer = as(author)
                        .get("/api/board/bulletins/" + id + "/readers?state=unread&limit=200"
                                + (after.isEmpty() ? "" : "&after=" + after))
                        .expect(200)
                        .json();
                answer.get("items")
                        .forEach(item -> page.add(item.at("/person/id").asLong()));
                after = Kairan.text(answer, "next").orElse("");
            } while (!after.isEmpty());
            for (var person : watched) {
                if (page.contains(person) != listed.get(person).contains(id)) {
                    wrong.put(
                            "bulletin " + id + " of person " + person,
                            page.contains(person)
                                    ? "unread on the readers page, not in the list"
                                    : "unread in the list, not on the readers page");
                }
            }
            for (var gone : left) {
                if (page.contains(gone)) {
                    wrong.put("bulletin " + id + " of person " + gone, "asked of somebody who has left");
                }
            }
        }
        assertEquals(Map.of(), wrong, when + ", seed " + seed);
    }
}
