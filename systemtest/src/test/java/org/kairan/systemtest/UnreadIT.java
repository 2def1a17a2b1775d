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
  void a_list_shows_unread_just_what_readers_pages_say() {
    var people = new ArrayList<Person>();
    for (int i = 0; i < 26; i++) {
      people.add(kairan.somebody());
    }
    var sections = kairan.query(row -> row.getLong(1), "select section_id from organization.section_period where valid_from <= " + TODAY + " and (valid_until is null or valid_until > " + TODAY + ")");
    var titles = kairan.query(row -> row.getLong(1), "select id from organization.title");
    Collections.shuffle(people, random);
    var left = new HashSet<Long>();
    var watched = new ArrayList<Long>();

    // Before anything new is published: moved away, arrived, come back, doubled, left.
    for (int i = 0; i < people.size(); i++) {
      var person = people.get(i);
      watched.add(person.id());
      switch (i % 8) {
        case 0 -> move(person.id(), any(sections), 0);
        case 1 -> move(person.id(), any(sections), 30 + random.nextInt(60));
        case 2 -> kairan.execute("update organization.assignment set valid_from = " + TODAY + " - ? where person_id = ?", random.nextInt(40), person.id());
        case 3 -> awayAndBack(person);
        case 4 -> concurrent(person, any(sections), random.nextInt(200));
        case 5 -> kairan.execute("update organization.assignment set title_id = ? where person_id = ?", any(titles), person.id());
        default -> { }
      }
    }
    kairan.organizationChanged();

    // The first round is of bulletins on both sides of everybody's watermark, the second follows when the watermarks have moved.
    var bulletins = new ArrayList<Long>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 16; i++) {
        bulletins.add(as(any(watched)).publish("割当 " + round + "." + i, "本文", audience(sections, titles, watched)).get("id").asLong());
      }
      readSome(watched, bulletins, 40);
      editSome(bulletins, sections, titles, watched);
      compare(watched, left, bulletins, "round " + round);
      if (round == 0) {
        var filler = people.get(6);
        var target = "person:" + people.get(7).id();
        for (int i = 0; i < 205; i++) {
          as(filler.id()).publish("間 " + i, "", target);
        }
        readSome(watched, bulletins, 30);
        assertTrue(kairan.number("select count(*) from board.reader r where r.watermark >= ? and r.person_id = any(?)", bulletins.get(0), watched.toArray(Long[]::new)) > 3, "watermarks have moved");
        compare(watched, left, bulletins, "after the watermark moved");
        for (int i = 0; i < 4; i++) {
          move(people.get(8 + i).id(), any(sections), 0);
          var gone = people.get(16 + i).id();
          kairan.execute("update organization.assignment set valid_until = " + TODAY + " where person_id = ? and valid_until is null and valid_from < " + TODAY, gone);
          kairan.execute("delete from organization.assignment where person_id = ? and valid_from >= " + TODAY, gone);
          left.add(gone);
          watched.remove(gone);
        }
        kairan.organizationChanged();
        compare(watched, left, bulletins, "after people moved and left");
        editSome(bulletins, sections, titles, watched);
        compare(watched, left, bulletins, "after edits that name others");
      }
    }
  }

  private void move(long person, long section, int daysAgo) {
    kairan.execute("delete from organization.assignment where person_id = ? and valid_from >= " + TODAY + " - ?", person, daysAgo);
    kairan.execute("update organization.assignment set valid_until = " + TODAY + " - ? where person_id = ? and (valid_until is null or valid_until > " + TODAY + " - ?)", daysAgo, person, daysAgo);
    kairan.execute("insert into organization.assignment (person_id, section_id, kind, valid_from) values (?, ?, 'primary', " + TODAY + " - ?)", person, section, daysAgo);
  }

  private void awayAndBack(Person person) {
    kairan.execute("update organization.assignment set valid_until = " + TODAY + " - 20 where person_id = ? and valid_until is null", person.id());
    kairan.execute("insert into organization.assignment (person_id, section_id, kind, valid_from) values (?, ?, 'primary', " + TODAY + " - 5)", person.id(), person.section());
  }

  private void concurrent(Person person, long section, int daysAgo) {
    if (section != person.section()) {
      kairan.execute("insert into organization.assignment (person_id, section_id, kind, valid_from) values (?, ?, 'concurrent', " + TODAY + " - ?)", person.id(), section, daysAgo);
    }
  }

  private String[] audience(List<Long> sections, List<Long> titles, List<Long> people) {
    var groups = new LinkedHashSet<String>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      groups.add(switch (random.nextInt(6)) {
        case 0 -> "everyone";
        case 1 -> "section:" + any(sections);
        case 2 -> "tree:" + any(sections);
        case 3 -> "title:" + any(titles);
        case 4 -> "section:" + kairan.number("select section_id from organization.assignment where person_id = ? and valid_from <= " + TODAY + " order by valid_from desc limit 1", any(people));
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
        var tag = as(author).get("/api/board/bulletins/" + id).expect(200).header("ETag").orElseThrow();
        as(author).put("/api/board/bulletins/" + id, Map.of("title", "直した", "text", "本文", "audience", List.of(groups), "importance", "normal"), "If-Match", tag).expect(200);
      }
    }
  }

  private void compare(List<Long> watched, Set<Long> left, List<Long> fresh, String when) {
    var listed = new HashMap<Long, Set<Long>>();
    for (var person : watched) {
      listed.put(person, new HashSet<>(as(person).ids("/api/board/bulletins?state=unread", 200)));
      var count = as(person).get("/api/board/unread").expect(200).json();
      assertEquals(Math.min(100, listed.get(person).size()), count.get("count").asInt(), "the count of person " + person + " " + when + ", seed " + seed);
    }
    for (var gone : left) {
      as(gone).get("/api/board/unread").expect(401);
    }
    // Every new bulletin, and a sample of the year before.
    var ids = new ArrayList<>(fresh);
    ids.addAll(kairan.query(row -> row.getLong(1), "select id from board.bulletin where withdrawn_at is null and id <= 400 order by md5(id::text || ?) limit 25", Long.toString(seed)));
    var wrong = new LinkedHashMap<String, String>();
    for (var id : ids) {
      var author = kairan.number("select author_id from board.bulletin where id = ?", id);
      var page = new HashSet<Long>();
      var author401 = as(author).get("/api/board/bulletins/" + id + "/readers?state=unread&limit=1").status() == 401;
      if (author401) {
        continue;
      }
      var after = "";
      do {
        var answer = as(author).get("/api/board/bulletins/" + id + "/readers?state=unread&limit=200" + (after.isEmpty() ? "" : "&after=" + after)).expect(200).json();
        answer.get("items").forEach(item -> page.add(item.at("/person/id").asLong()));
        after = Kairan.text(answer, "next").orElse("");
      } while (!after.isEmpty());
      for (var person : watched) {
        if (page.contains(person) != listed.get(person).contains(id)) {
          wrong.put("bulletin " + id + " of person " + person, page.contains(person) ? "unread on the readers page, not in the list" : "unread in the list, not on the readers page");
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
