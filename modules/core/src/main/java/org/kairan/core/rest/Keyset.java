package org.kairan.core.rest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts a list that was read one row too far into a page and the cursor of the next one.
 *
 * @param next to be given as {@code after} to get the following rows; empty on the last page
 */
public record Keyset<T>(List<T> items, Optional<String> next) {

    public static final int MOST = 200;

    /** Cuts {@code rows}, which holds up to {@code limit + 1} rows, after {@code limit}; {@code cursor} names the last row shown. */
    public static <T> Keyset<T> page(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Keyset<>(rows, Optional.empty());
        }
        var shown = rows.subList(0, limit);
        return new Keyset<>(List.copyOf(shown), Optional.of(cursor.apply(shown.get(limit - 1))));
    }
}
