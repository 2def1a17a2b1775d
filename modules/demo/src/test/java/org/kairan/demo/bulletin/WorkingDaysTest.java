package org.kairan.demo.bulletin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WorkingDaysTest {
    @Test
    void holidaysOf2026AreKnown() {
        String holidays = LocalDate.of(2026, 1, 1)
                .datesUntil(LocalDate.of(2027, 1, 1))
                .filter(WorkingDays::isHoliday)
                .map(d -> d.getMonthValue() + "/" + d.getDayOfMonth())
                .toList()
                .toString();
        assertEquals(
                "[1/1, 1/12, 2/11, 2/23, 3/20, 4/29, 5/3, 5/4, 5/5, 5/6, 7/20, 8/11, 9/21, 9/22, 9/23, 10/12, 11/3, 11/23]",
                holidays);
    }

    @Test
    void theHallIsClosedAtTheTurnOfTheYear() {
        assertTrue(WorkingDays.isWorkingDay(LocalDate.of(2026, 12, 28)));
        assertFalse(WorkingDays.isWorkingDay(LocalDate.of(2026, 12, 29)));
        assertEquals(LocalDate.of(2027, 1, 4), WorkingDays.onOrAfter(LocalDate.of(2026, 12, 29)));
    }

    @Test
    void indexesCountWorkingDaysOnly() {
        WorkingDays days = new WorkingDays(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30));
        assertEquals(LocalDate.of(2026, 11, 24), days.at(days.index(LocalDate.of(2026, 11, 20)) + 1));
    }
}
