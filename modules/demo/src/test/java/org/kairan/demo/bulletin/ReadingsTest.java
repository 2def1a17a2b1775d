package org.kairan.demo.bulletin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kairan.demo.city.Assignment;
import org.kairan.demo.city.City;
import org.kairan.demo.city.CityMaker;
import org.kairan.demo.city.Section;

class ReadingsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final City CITY = CityMaker.make(5, TODAY, 300);
    private static final WorkingDays DAYS = Year.days(TODAY);
    private static final List<Bulletin> BULLETINS = Year.of(5, CITY, DAYS, 1);
    private static final Readings READINGS = new Readings(5, CITY, new Groups(CITY), DAYS);
    private static final Map<Integer, List<Assignment>> BY_PERSON = CITY.assignmentsByPerson();

    private static Map<Integer, Long> readings(Bulletin bulletin) {
        Map<Integer, Long> found = new HashMap<>();
        READINGS.readings(bulletin, (person, id, micros) -> {
            assertEquals(bulletin.id(), id);
            found.put(person, micros);
        });
        return found;
    }

    /** The rule by its words, one assignment at a time. */
    private static boolean fits(Assignment a, List<String> groups) {
        return groups.stream().anyMatch(g -> fits(a, g));
    }

    private static boolean fits(Assignment a, String group) {
        if (group.equals("everyone")
                || group.equals("person:" + a.personId())
                || group.equals("title:" + a.titleId())
                || group.equals("section:" + a.sectionId())) {
            return true;
        }
        Section section = CITY.section(a.sectionId());
        while (!group.equals("tree:" + section.id())) {
            if (section.parentId() == 0) {
                return false;
            }
            section = CITY.section(section.parentId());
        }
        return true;
    }

    @Test
    void onlyMembersReadNeverTheAuthorNeverBeforePublishingAndInTheMorningAtTheEarliest() {
        for (Bulletin bulletin : BULLETINS) {
            readings(bulletin).forEach((person, micros) -> {
                ZonedDateTime at = Instant.ofEpochSecond(micros / 1_000_000).atZone(ZONE);
                assertTrue(person != bulletin.authorId());
                assertTrue(micros > bulletin.publishedAt() * 1_000_000);
                assertTrue(at.toLocalDate().isBefore(TODAY));
                assertTrue(WorkingDays.isWorkingDay(at.toLocalDate()));
                assertTrue(at.getHour() >= 8 && at.getHour() < 19, at.toString());
                assertTrue(BY_PERSON.get(person).stream()
                        .anyMatch(a -> a.on(bulletin.on()) && fits(a, bulletin.groups())));
                assertTrue(BY_PERSON.get(person).stream()
                        .anyMatch(a -> a.on(at.toLocalDate()) && fits(a, bulletin.groups())));
                assertTrue(!bulletin.withdrawn() || micros < bulletin.withdrawnAt() * 1_000_000);
            });
        }
    }

    @Test
    void theBacklogIsWhatIsAddressedAndNotRead() {
        for (Bulletin bulletin : BULLETINS) {
            Set<Integer> read = readings(bulletin).keySet();
            Set<Integer> backlog = new HashSet<>();
            READINGS.backlog(bulletin, (person, id, never) -> backlog.add(person));
            Set<Integer> expected = new HashSet<>();
            BY_PERSON.forEach((person, own) -> {
                boolean addressed = bulletin.groups().stream()
                        .anyMatch(group -> own.stream().anyMatch(a -> a.on(TODAY) && fits(a, group))
                                && own.stream().anyMatch(a -> !a.from().isAfter(bulletin.on()) && fits(a, group)));
                if (addressed && !bulletin.withdrawn() && person != bulletin.authorId() && !read.contains(person)) {
                    expected.add(person);
                }
            });
            assertEquals(expected, backlog, "bulletin " + bulletin.id());
        }
    }

    @Test
    void aboutSevenInTenReadAndMoreOfTheOldThanOfTheNew() {
        int total = 0;
        int read = 0;
        int soon = 0;
        for (Bulletin bulletin : BULLETINS) {
            if (bulletin.groups().equals(List.of("everyone"))
                    && !bulletin.withdrawn()
                    && bulletin.on().isBefore(TODAY.minusDays(60))) {
                Map<Integer, Long> found = readings(bulletin);
                read += found.size();
                total += (int) BY_PERSON.values().stream()
                        .filter(own -> own.stream().anyMatch(a -> a.on(bulletin.on())))
                        .count();
                long threeDays = bulletin.publishedAt() + 5 * 86_400;
                soon += (int) found.values().stream()
                        .filter(micros -> micros / 1_000_000 < threeDays)
                        .count();
            }
        }
        double rate = read / (double) total;
        assertTrue(rate > 0.62 && rate < 0.8, "rate " + rate);
        assertTrue(soon > 0.6 * read, soon + " of " + read + " within days");
        Bulletin newest = BULLETINS.stream()
                .filter(b -> b.groups().equals(List.of("everyone")))
                .reduce((a, b) -> b)
                .orElseThrow();
        assertTrue(readings(newest).size() < rate * 300);
    }

    @Test
    void theSameIsReadAgain() {
        Bulletin bulletin = BULLETINS.get(100);
        assertFalse(readings(bulletin).isEmpty());
        assertEquals(readings(bulletin), readings(bulletin));
        List<Integer> order = new ArrayList<>();
        READINGS.readings(bulletin, (person, id, micros) -> order.add(person));
        assertEquals(order.stream().sorted().toList(), order);
    }
}
