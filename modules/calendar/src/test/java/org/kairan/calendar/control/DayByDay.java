package org.kairan.calendar.control;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives the days of a rule by looking at each day by itself and asking whether RFC 5545, 3.3.10, has it: slow, and near to the text. What {@link Recurrence} gives is judged by it.
 *
 * <p>The text that decides where it can be read in two ways stands in docs/recurrence.md.
 */
final class DayByDay {

    private static final List<String> WEEK = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");

    private final Map<String, String> parts = new HashMap<>();
    private final Map<String, int[]> numbers = new HashMap<>();
    private final String[] byDays;
    private final LocalDate start;
    private final String freq;
    private final WeekFields weeks;

    private DayByDay(String rule, LocalDate start) {
        for (var part : rule.split(";")) {
            parts.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        parts.forEach((name, value) -> {
            if (name.startsWith("BY") && !name.equals("BYDAY")) {
                numbers.put(
                        name,
                        Arrays.stream(value.split(","))
                                .mapToInt(Integer::parseInt)
                                .toArray());
            }
        });
        byDays = parts.containsKey("BYDAY") ? parts.get("BYDAY").split(",") : new String[0];
        this.start = start;
        freq = parts.get("FREQ");
        // "Week number one of the calendar year is the first week that contains at least four (4) days in that calendar
        // year."
        weeks = WeekFields.of(DayOfWeek.of(1 + WEEK.indexOf(parts.getOrDefault("WKST", "MO"))), 4);
    }

    /** The days before {@code until}, in order; the start itself only if the rule has it. */
    static List<LocalDate> of(String rule, LocalDate start, LocalDate until) {
        return new DayByDay(rule, start).days(until);
    }

    private List<LocalDate> days(LocalDate until) {
        var interval = Integer.parseInt(parts.getOrDefault("INTERVAL", "1"));
        var count = Integer.parseInt(parts.getOrDefault("COUNT", "1000000"));
        var last =
                parts.containsKey("UNTIL") ? LocalDate.parse(parts.get("UNTIL").substring(0, 8), DAY) : LocalDate.MAX;
        var found = new ArrayList<LocalDate>();
        var set = new ArrayList<LocalDate>();
        // "A set of recurrence instances starts at the beginning of the interval defined by the FREQ rule part."
        for (var day = beginning(); ; day = day.plusDays(1)) {
            if (!set.isEmpty() && period(day) != period(set.get(0))
                    || set.isEmpty() && !day.isBefore(until.plusDays(400))) {
                for (var one : chosen(set)) {
                    if (!one.isBefore(start) && !one.isAfter(last) && one.isBefore(until) && found.size() < count) {
                        found.add(one);
                    }
                }
                if (found.size() == count
                        || !day.isBefore(until.plusDays(400))
                        || day.minusDays(400).isAfter(last)) {
                    return found;
                }
                set.clear();
            }
            if (Math.floorMod(period(day), interval) == 0 && has(day)) {
                set.add(day);
            }
        }
    }

    private LocalDate beginning() {
        var day = start;
        while (period(day.minusDays(1)) == 0) {
            day = day.minusDays(1);
        }
        return day;
    }

    /** In which period of the frequency a day is, counted from the start's. */
    private long period(LocalDate day) {
        return switch (freq) {
            case "DAILY" -> ChronoUnit.DAYS.between(start, day);
            case "WEEKLY" -> ChronoUnit.WEEKS.between(week(start), week(day));
            case "MONTHLY" -> ChronoUnit.MONTHS.between(YearMonth.from(start), YearMonth.from(day));
            // Weeks of a year are those of the year that they are numbered in, also where that begins in December.
            default ->
                parts.containsKey("BYWEEKNO")
                        ? day.get(weeks.weekBasedYear()) - start.get(weeks.weekBasedYear())
                        : day.getYear() - start.getYear();
        };
    }

    private LocalDate week(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(weeks.getFirstDayOfWeek()));
    }

    private boolean has(LocalDate day) {
        return among("BYMONTH", day.getMonthValue(), 0)
                && (!parts.containsKey("BYWEEKNO")
                        || among("BYWEEKNO", day.get(weeks.weekOfWeekBasedYear()), (int)
                                day.range(weeks.weekOfWeekBasedYear()).getMaximum()))
                && among("BYYEARDAY", day.getDayOfYear(), day.lengthOfYear())
                && among("BYMONTHDAY", day.getDayOfMonth(), day.lengthOfMonth())
                && (byDays.length == 0 || Arrays.stream(byDays).anyMatch(byDay -> isOn(day, byDay)))
                && isAsTheStart(day);
    }

    /** Whether a list has a number, or the same counted from the end. */
    private boolean among(String part, int number, int length) {
        return !numbers.containsKey(part)
                || Arrays.stream(numbers.get(part))
                        .anyMatch(wanted -> wanted == number || length > 0 && wanted == number - length - 1);
    }

    private boolean isOn(LocalDate day, String byDay) {
        var at = byDay.length() - 2;
        if (!WEEK.get(day.getDayOfWeek().getValue() - 1).equals(byDay.substring(at))) {
            return false;
        }
        if (at == 0) {
            return true;
        }
        var ofMonth = freq.equals("MONTHLY") || parts.containsKey("BYMONTH");
        var number = ofMonth ? day.getDayOfMonth() : day.getDayOfYear();
        var length = ofMonth ? day.lengthOfMonth() : day.lengthOfYear();
        var wanted = Integer.parseInt(byDay.substring(0, at));
        return wanted == (number - 1) / 7 + 1 || wanted == -((length - number) / 7 + 1);
    }

    /** "Information, not contained in the rule, necessary to determine the various recurrence instance start time and dates are derived from the Start Time (DTSTART) component attribute." */
    private boolean isAsTheStart(LocalDate day) {
        var names = parts.keySet();
        var dated = names.contains("BYMONTHDAY") || names.contains("BYYEARDAY");
        return switch (freq) {
            case "DAILY" -> true;
            case "WEEKLY" -> names.contains("BYDAY") || day.getDayOfWeek() == start.getDayOfWeek();
            case "MONTHLY" -> dated || names.contains("BYDAY") || day.getDayOfMonth() == start.getDayOfMonth();
            default ->
                names.contains("BYWEEKNO")
                        ? dated || names.contains("BYDAY") || day.getDayOfWeek() == start.getDayOfWeek()
                        : names.contains("BYYEARDAY")
                                || (names.contains("BYMONTHDAY")
                                        ? names.contains("BYMONTH") || day.getMonth() == start.getMonth()
                                        : names.contains("BYDAY")
                                                || day.getDayOfMonth() == start.getDayOfMonth()
                                                        && (names.contains("BYMONTH")
                                                                || day.getMonth() == start.getMonth()));
        };
    }

    private List<LocalDate> chosen(List<LocalDate> set) {
        if (!parts.containsKey("BYSETPOS")) {
            return set;
        }
        var chosen = new ArrayList<LocalDate>();
        for (var i = 0; i < set.size(); i++) {
            if (among("BYSETPOS", i + 1, set.size())) {
                chosen.add(set.get(i));
            }
        }
        return chosen;
    }
}
