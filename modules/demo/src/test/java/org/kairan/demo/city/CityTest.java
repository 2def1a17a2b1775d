package org.kairan.demo.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CityTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final City CITY = CityMaker.make(5, TODAY, 1_400);

    private static Set<Integer> current(City city) {
        return city.assignments().stream()
                .filter(a -> a.on(city.today()))
                .map(Assignment::personId)
                .collect(Collectors.toSet());
    }

    @Test
    void theSameSeedAndDayMakeTheSameCity() {
        assertEquals(CITY, CityMaker.make(5, TODAY, 1_400));
        assertTrue(!CITY.equals(CityMaker.make(6, TODAY, 1_400)));
    }

    @Test
    void asManyWorkThereAsWereAskedFor() {
        assertEquals(1_400, current(CITY).size());
        assertEquals(3_000, current(CityMaker.make(5, TODAY, 3_000)).size());
        assertEquals(
                300, current(CityMaker.make(5, LocalDate.of(2027, 4, 1), 300)).size());
        assertThrows(IllegalArgumentException.class, () -> CityMaker.make(5, TODAY, 20));
    }

    @Test
    void someLeftAndSomeAreStillToCome() {
        Set<Integer> current = current(CITY);
        assertTrue(CITY.assignments().stream().anyMatch(a -> !current.contains(a.personId()) && a.until() != null));
        assertTrue(CITY.assignments().stream()
                .anyMatch(a -> !current.contains(a.personId()) && a.from().isAfter(TODAY)));
    }

    @Test
    void itHasTheShapeOfACity() {
        long sections = CITY.sections().stream().filter(s -> !s.abolished()).count();
        assertTrue(sections >= 85 && sections <= 100, sections + " sections");
        assertEquals(6, CITY.sectionsEnding("総合支所").size());
        assertEquals(
                4, CITY.sections().stream().filter(s -> s.kind().equals("支所")).count());
        assertEquals(6, CITY.sectionsEnding("保育園").size());
        assertEquals("総務部", CITY.department(CITY.sectionNamed("情報政策課")).name());
        assertEquals("健康福祉部", CITY.department(CITY.sectionNamed("月舟保育園")).name());
        for (Section section : CITY.sections()) {
            assertTrue(
                    section.parentId() < section.id(),
                    "the parent comes first, so that the rows can be written in order");
        }
    }

    @Test
    void everySectionHasPeople() {
        Set<Integer> used = CITY.assignments().stream()
                .filter(a -> a.on(TODAY))
                .map(Assignment::sectionId)
                .collect(Collectors.toSet());
        CITY.sections().stream().filter(s -> !s.abolished()).forEach(s -> assertTrue(used.contains(s.id()), s.name()));
    }

    @Test
    void namesAndNumbersAreWellFormed() {
        Set<String> numbers = new HashSet<>();
        for (Person person : CITY.people()) {
            assertTrue(person.kana().matches("[ァ-ヶー]+　[ァ-ヶー]+"), person.kana());
            assertTrue(person.name().matches("[^\\s　]+　[^\\s　]+"), person.name());
            assertTrue(person.staffNumber().matches("[0-9]{6}"), person.staffNumber());
            assertTrue(numbers.add(person.staffNumber()));
            assertTrue(person.mail() == null || person.mail().endsWith("@city.miozawa.example"));
        }
        assertTrue(CITY.people().stream().anyMatch(p -> p.name().startsWith("髙")));
    }

    @Test
    void aboutSixPercentWorkInTwoSections() {
        long concurrent = CITY.assignments().stream()
                .filter(a -> !a.primary() && a.on(TODAY))
                .count();
        assertTrue(concurrent >= 70 && concurrent <= 100, concurrent + " concurrent");
    }

    @Test
    void nobodyHasTwoPrimaryAssignmentsOrTwiceTheSameSectionAtATime() {
        for (List<Assignment> own : CITY.assignmentsByPerson().values()) {
            for (Assignment a : own) {
                assertTrue(a.until() == null || a.until().isAfter(a.from()), a.toString());
                for (Assignment b : own) {
                    boolean overlap = (a.until() == null || a.until().isAfter(b.from()))
                            && (b.until() == null || b.until().isAfter(a.from()));
                    assertTrue(
                            a == b || !overlap || a.primary() != b.primary() && a.sectionId() != b.sectionId(),
                            a + " " + b);
                }
            }
        }
    }

    @Test
    void theAdministratorWorksInTheIctSection() {
        Assignment own = CITY.assignmentsByPerson().get(CITY.administrator()).stream()
                .filter(a -> a.primary() && a.on(TODAY))
                .findFirst()
                .orElse(null);
        assertNotNull(own);
        assertEquals("情報政策課", CITY.section(own.sectionId()).name());
    }
}
