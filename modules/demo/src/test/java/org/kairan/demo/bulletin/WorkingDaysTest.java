package org.kairan.demo.bulletin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WorkingDaysTest {
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
