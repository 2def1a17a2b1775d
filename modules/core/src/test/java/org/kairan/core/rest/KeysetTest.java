package org.kairan.core.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KeysetTest {

    private static final List<String> ALL = List.of("a", "b", "c", "d", "e", "f", "g");

    private static Keyset<String> page(List<String> rows, String after, int limit) {
        return Keyset.within(rows, row -> true, after, limit, Function.identity());
    }

    private static List<String> without(String... gone) {
        var rows = new ArrayList<>(ALL);
        rows.removeAll(List.of(gone));
        return rows;
    }

    @Test
    void pagesFollowEachOtherAndTheLastHasNoCursor() {
        var first = page(ALL, null, 3);
        assertEquals(List.of("a", "b", "c"), first.items());
        var second = page(ALL, first.next().orElseThrow(), 3);
        assertEquals(List.of("d", "e", "f"), second.items());
        var last = page(ALL, second.next().orElseThrow(), 3);
        assertEquals(List.of("g"), last.items());
        assertTrue(last.next().isEmpty());
    }

    @Test
    void whoLeftMeanwhileEndsNoList() {
        var cursor = page(ALL, null, 2).next().orElseThrow();
        assertEquals(List.of("c", "d"), page(without("b"), cursor, 2).items());
        assertEquals(
                List.of("c", "d"), page(without("a", "b"), cursor, 2).items(), "from the beginning of what is left");
        var later = page(ALL, cursor, 2).next().orElseThrow();
        assertEquals(List.of("e", "f"), page(without("c", "d"), later, 2).items());
    }

    @Test
    void rowsThatAreNotShownHoldThePlaceOfACursor() {
        var first = Keyset.within(ALL, row -> "abceg".contains(row), null, 2, Function.identity());
        var rest = Keyset.within(ALL, row -> "ceg".contains(row), first.next().orElseThrow(), 9, Function.identity());
        assertEquals(List.of("a", "b"), first.items());
        assertEquals(List.of("c", "e", "g"), rest.items(), "b is not wanted any more");
    }
}
