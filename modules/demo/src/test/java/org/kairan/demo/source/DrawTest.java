package org.kairan.demo.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DrawTest {
    private static final String PINNED = "e7654fe82b54a3f4 112 8";

    /** Pinned, so that the same example city comes out on every JDK. */
    @Test
    void aSeedGivesTheSameNumbersForEver() {
        Draw draw = Draw.of(1, 2, 3);
        assertEquals(PINNED, Long.toHexString(draw.bits()) + " " + draw.below(1_000) + " " + draw.between(5, 9));
    }

    @Test
    void fractionsLieBetweenZeroAndOneAndSpreadEvenly() {
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            double fraction = Draw.fraction(7, i, 1);
            assertTrue(fraction >= 0 && fraction < 1);
            sum += fraction;
        }
        assertEquals(0.5, sum / 10_000, 0.02);
    }
}
