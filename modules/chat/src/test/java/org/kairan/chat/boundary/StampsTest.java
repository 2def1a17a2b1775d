package org.kairan.chat.boundary;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StampsTest {

    @Test
    void knows_the_six_stamps_and_emoji_with_their_parts() {
        for (var key : List.of("understood", "please", "👍", "👍🏽", "❤️", "😄", "🎉", "🙏", "👀", "👨‍👩‍👧")) {
            assertTrue(Stamps.isOne(key), key);
        }
    }

    @Test
    void takes_no_words_no_markup_and_no_two_at_once() {
        for (var key :
                List.of("", "like", "了解", "<b>", "👍👍", "👍a", "1", " ", "\u200d", "👍" + "\u200d👍".repeat(20))) {
            assertFalse(Stamps.isOne(key), key);
        }
    }
}
