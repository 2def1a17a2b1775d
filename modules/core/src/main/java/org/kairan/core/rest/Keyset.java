package org.kairan.core.rest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** The last row shown may be gone when the next page is asked for, and some before it. */
    private static final int REMEMBERED = 5;

    /**
     * Cuts a page from a whole list whose order only it knows itself. The cursor names the last rows before the page's end, in whatever order they are listed later: the list goes on after the last of them that is still in it.
     *
     * @param wanted the rows that are shown; the others hold the place of a cursor all the same
     * @param after the cursor of the page before; null for the first page
     * @param id names a row, without a dot
     */
    public static <T> Keyset<T> within(
            List<T> sorted, Predicate<T> wanted, String after, int limit, Function<T, String> id) {
        var known = after == null ? List.<String>of() : List.of(after.split("\\."));
        var from = IntStream.range(0, sorted.size())
                .filter(place -> known.contains(id.apply(sorted.get(place))))
                .max()
                .orElse(-1);
        var rest = IntStream.range(from + 1, sorted.size())
                .filter(place -> wanted.test(sorted.get(place)))
                .limit(Math.max(1, Math.min(limit, MOST)) + 1L)
                .boxed()
                .toList();
        return page(
                        rest,
                        Math.max(1, Math.min(limit, MOST)),
                        last -> IntStream.rangeClosed(Math.max(0, last - REMEMBERED + 1), last)
                                .mapToObj(place -> id.apply(sorted.get(place)))
                                .collect(Collectors.joining(".")))
                .map(sorted::get);
    }

    /** The same page of other rows. */
    public <U> Keyset<U> map(Function<T, U> shown) {
        return new Keyset<>(items.stream().map(shown).toList(), next);
    }
}
