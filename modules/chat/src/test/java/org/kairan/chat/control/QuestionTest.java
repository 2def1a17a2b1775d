package org.kairan.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kairan.core.problem.Refused;

class QuestionTest {

    @Test
    void operatorsStandAmongTheWordsInAnyWidthAndOrder() {
        var question = Question.of("予算 from：山田　in:人事課 Before:2026-10-01 ABC", "", "", "");
        assertEquals(List.of("予算", "ABC"), question.words());
        assertEquals(Optional.of("山田"), question.from());
        assertEquals(Optional.of("人事課"), question.in());
        assertEquals(Optional.of(LocalDate.of(2026, 10, 1)), question.before());
    }

    @Test
    void operatorsAreUnderstoodInJapaneseToo() {
        var question = Question.of("差出人：山田 ルーム:人事課 以前：２０２６年１０月１日 時刻10:30", "", "", "");
        assertEquals(List.of("時刻10:30"), question.words());
        assertEquals(Optional.of("山田"), question.from());
        assertEquals(Optional.of("人事課"), question.in());
        assertEquals(Optional.of(LocalDate.of(2026, 10, 2)), question.before());
        assertEquals(
                Optional.of(LocalDate.of(2026, 1, 9)),
                Question.of("より前:2026/1/9", "", "", "").before());
        assertThrows(Refused.class, () -> Question.of("before:someday", "", "", ""));
    }

    @Test
    void whatIsGivenApartCountsBeforeWhatStandsAmongTheWords() {
        assertEquals(Optional.of("12"), Question.of("from:山田", "12", "", "").from());
    }

    @Test
    void aRoomAloneIsNothingToLookForAndAnEmptyOperatorIsNone() {
        assertTrue(Question.of("in:人事課 from: ", "", "", "").isEmpty());
        assertFalse(Question.of("from:山田", "", "", "").isEmpty());
    }
}
