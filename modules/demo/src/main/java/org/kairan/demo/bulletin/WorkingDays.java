package org.kairan.demo.bulletin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The days on which a city hall works, and its working minutes (8:30 to 17:15) as one unbroken count. Holidays are those of
 * the Act on National Holidays, with substitute and sandwiched days; from 29 December to 3 January the hall is closed.
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
        LocalDate at = day;
        while (!isWorkingDay(at)) {
            at = at.plusDays(1);
        }
        return at;
    }

    /** The day itself if the hall works on it, otherwise the last before that it does. */
    public static LocalDate onOrBefore(LocalDate day) {
        LocalDate at = day;
        while (!isWorkingDay(at)) {
            at = at.minusDays(1);
        }
        return at;
    }

    /** True unless it is a weekend, a holiday or the turn of the year. */
    public static boolean isWorkingDay(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        int monthDay = day.getMonthValue() * 100 + day.getDayOfMonth();
        return !weekend && monthDay < 1229 && monthDay > 103 && !isHoliday(day);
    }

    static boolean isHoliday(LocalDate day) {
        if (isNamed(day)) {
            return true;
        }
        // A holiday on a Sunday is made up for on the next day that is none (Article 3, paragraph 2).
        LocalDate before = day.minusDays(1);
        while (isNamed(before)) {
            if (before.getDayOfWeek() == DayOfWeek.SUNDAY) {
                return true;
            }
            before = before.minusDays(1);
        }
        return isNamed(day.minusDays(1)) && isNamed(day.plusDays(1));
    }

    private static boolean isNamed(LocalDate day) {
        int d = day.getDayOfMonth();
        boolean monday = day.getDayOfWeek() == DayOfWeek.MONDAY;
        int week = (d - 1) / 7 + 1;
        return switch (day.getMonthValue()) {
            case 1 -> d == 1 || monday && week == 2;
            case 2 -> d == 11 || d == 23;
            case 3 -> d == equinox(day.getYear(), 20.8431);
            case 4 -> d == 29;
            case 5 -> d >= 3 && d <= 5;
            case 7 -> monday && week == 3;
            case 8 -> d == 11;
            case 9 -> monday && week == 3 || d == equinox(day.getYear(), 23.2488);
            case 10 -> monday && week == 2;
            case 11 -> d == 3 || d == 23;
            default -> false;
        };
    }

    /** The customary formula, good from 1980 to 2099. */
    private static int equinox(int year, double base) {
        return (int) (base + 0.242194 * (year - 1980) - (year - 1980) / 4);
    }
}
