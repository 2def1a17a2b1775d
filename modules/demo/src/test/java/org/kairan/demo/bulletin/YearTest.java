package org.kairan.demo.bulletin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kairan.demo.city.City;
import org.kairan.demo.city.CityMaker;

class YearTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final City CITY = CityMaker.make(5, TODAY, 1_400);
    private static final List<Bulletin> BULLETINS = Year.of(5, CITY, Year.days(TODAY), 1);

    @Test
    void theSameSeedWritesTheSameWords() {
        City again = CityMaker.make(5, TODAY, 1_400);
        List<Bulletin> bulletins = Year.of(5, again, Year.days(TODAY), 1);
        assertEquals(hash(BULLETINS, CITY), hash(bulletins, again));
    }

    private static int hash(List<Bulletin> bulletins, City city) {
        int hash = 0;
        for (Bulletin bulletin : bulletins) {
            hash = 31 * hash
                    + (Text.of(5, bulletin, city)
                                    + bulletin.groups().toString()
                                    + bulletin.publishedAt()
                                    + bulletin.editedAt()
                                    + bulletin.withdrawnAt()
                                    + bulletin.authorId())
                            .hashCode();
        }
        return hash;
    }

    @Test
    void thereAreFourHundredForEveryScale() {
        assertEquals(400, BULLETINS.size());
        assertEquals(1_200, Year.of(5, CITY, Year.days(TODAY), 3).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20",
                "2026-01-01",
                "2026-02-28",
                "2026-04-01",
                "2026-05-06",
                "2026-08-31",
                "2028-02-29",
                "2027-10-11"
            })
    void noGapIsLeftOpenWhateverTheDay(String today) {
        LocalDate day = LocalDate.parse(today);
        City city = CityMaker.make(5, day, 1_400);
        List<Bulletin> bulletins = Year.of(5, city, Year.days(day), 1);
        assertEquals(400, bulletins.size());
        for (Bulletin bulletin : bulletins) {
            Text.Filled text = Text.of(5, bulletin, city);
            String all = text.title() + "\n" + text.body();
            assertFalse(all.contains("{") || all.contains("}") || all.contains("|") || all.contains("null"), all);
            assertTrue(text.title().length() <= 60 && !text.title().isBlank(), text.title());
            assertFalse(all.contains("\n\n\n") || all.contains("。。"), all);
            assertTrue(bulletin.on().isBefore(day) && WorkingDays.isWorkingDay(bulletin.on()));
            assertFalse(bulletin.groups().isEmpty());
        }
    }

    @Test
    void numbersFollowTheTimeOfPublishing() {
        long before = 0;
        for (int i = 0; i < BULLETINS.size(); i++) {
            Bulletin bulletin = BULLETINS.get(i);
            assertEquals(i + 1, bulletin.id());
            assertTrue(bulletin.publishedAt() >= before);
            assertTrue(bulletin.minute() >= 510 && bulletin.minute() <= 1_035);
            assertTrue(bulletin.editedAt() == 0 || bulletin.editedAt() > bulletin.publishedAt());
            before = bulletin.publishedAt();
        }
    }

    @Test
    void theMixIsThatOfACityHall() {
        long everyone =
                BULLETINS.stream().filter(b -> b.groups().contains("everyone")).count();
        long important = BULLETINS.stream().filter(Bulletin::important).count();
        long withdrawn = BULLETINS.stream().filter(Bulletin::withdrawn).count();
        assertTrue(everyone >= 160 && everyone <= 200, everyone + " to everyone");
        assertTrue(important >= 45 && important <= 75, important + " important");
        assertTrue(withdrawn >= 1 && withdrawn <= 12, withdrawn + " withdrawn");
        assertTrue(BULLETINS.stream().map(b -> b.template().number()).distinct().count() >= 60);
        for (String group : List.of("tree:", "section:", "title:", "person:")) {
            assertTrue(BULLETINS.stream().anyMatch(b -> b.groups().get(0).startsWith(group)), group);
        }
    }

    @Test
    void authorsWorkedInTheirSectionOnTheDay() {
        for (Bulletin bulletin : BULLETINS) {
            assertTrue(
                    CITY.assignmentsBySection().get(bulletin.sectionId()).stream()
                            .anyMatch(a -> a.personId() == bulletin.authorId() && a.on(bulletin.on())),
                    bulletin.toString());
        }
    }

    /** Choices that turn from one occurrence to the next only fit together when there are as many in each gap. */
    @Test
    void turningChoicesOfATemplateAreAsManyInEachGap() {
        for (Template template : Templates.all()) {
            Set<Integer> sizes = new HashSet<>(turns(template.title() + template.body()));
            assertTrue(sizes.size() <= 1, template.title() + " " + sizes);
            assertTrue(!template.throughTheFiscalYear() || sizes.contains(template.times()), template.title());
        }
    }

    private static List<Integer> turns(String text) {
        List<Integer> sizes = new ArrayList<>();
        for (int at = text.indexOf("{順:"); at >= 0; at = text.indexOf("{順:", at + 1)) {
            int depth = 0;
            int size = 1;
            for (int i = at; i < text.length(); i++) {
                char c = text.charAt(i);
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (depth == 0) {
                    break;
                }
                size += depth == 1 && c == '|' ? 1 : 0;
            }
            sizes.add(size);
        }
        return sizes;
    }
}
