package org.kairan.calendar.control;

import java.time.LocalDate;

/** How long and how many what belongs to an event may be, whether somebody types it or it comes from a file. */
public final class Bounds {

    public static final int TITLE = 200;
    public static final int PLACE = 200;
    public static final int NOTES = 10_000;
    public static final int TRAVEL_MINUTES = 24 * 60;
    public static final int DAYS = 400;
    public static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    public static final LocalDate LAST = LocalDate.of(2099, 12, 31);

    private Bounds() {}
}
