package org.kairan.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuestionTest {

    @Test
    void operatorsStandAmongTheWordsInAnyWidthAndOrder() {
        var question = Question.of("予算 from：山田　in:人事課 Before:2026-10-01 ABC", "", "", "");
        assertEquals(List.of("予算", "abc"), question.words());
        assertEquals(Optional.of("山田"), question.from());
        assertEquals(Optional.of("人事課"), question.in());
        assertEquals(Optional.of("2026-10-01"), question.before());
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
