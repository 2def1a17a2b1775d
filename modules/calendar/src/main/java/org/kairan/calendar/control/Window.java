package org.kairan.calendar.control;

import java.time.LocalDate;

/**
 * The days in which series are written down instance by instance: 13 months back and 24 months ahead.
 *
 * @param from inclusive
 * @param until exclusive
 */
public record Window(LocalDate from, LocalDate until) {

    public static Window of(LocalDate today) {
        return new Window(today.minusMonths(13), today.plusMonths(24));
    }
}
