package org.kairan.demo.bulletin;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.kairan.core.time.OfficeDays;

/**
 * The days on which a city hall works, and its working minutes (8:30 to 17:15) as one unbroken count, by the usual calendar of a city.
 */
public final class WorkingDays {
    /** Minutes from opening to closing. */
    public static final int MINUTES = 525;

    /** The minute of the day at which the hall opens. */
    public static final int OPENS = 8 * 60 + 30;

    private final LocalDate first;
    private final List<LocalDate> days = new ArrayList<>();
    private final int[] indexes;

    /** The working days from the first to the last day, both inclusive. */
    public WorkingDays(LocalDate first, LocalDate last) {
        this.first = first;
        this.indexes = new int[(int) (last.toEpochDay() - first.toEpochDay()) + 1];
        for (int i = 0; i < indexes.length; i++) {
            LocalDate day = first.plusDays(i);
            indexes[i] = days.size();
            if (isWorkingDay(day)) {
                days.add(day);
            }
        }
    }

    /** How many working days of the range lie before this day. */
    public int index(LocalDate day) {
        return indexes[(int) (day.toEpochDay() - first.toEpochDay())];
    }

    /** The working day of that index, or the last of the range. */
    public LocalDate at(int index) {
        return days.get(Math.min(index, days.size() - 1));
    }

    /** The working days from one day to another, both inclusive. */
    public List<LocalDate> between(LocalDate from, LocalDate to) {
        return days.stream().filter(d -> !d.isBefore(from) && !d.isAfter(to)).toList();
    }

    /** The day itself if the hall works on it, otherwise the next that it does. */
    public static LocalDate onOrAfter(LocalDate day) {
        return OfficeDays.USUAL.after(day, 0);
    }

    /** The day itself if the hall works on it, otherwise the last before that it does. */
    public static LocalDate onOrBefore(LocalDate day) {
        return OfficeDays.USUAL.before(day, 0);
    }

    /** True unless it is a weekend, a holiday or the turn of the year. */
    public static boolean isWorkingDay(LocalDate day) {
        return OfficeDays.USUAL.isBusinessDay(day);
    }
}
