package org.kairan.calendar.control;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which days a rule of RFC 5545, 3.3.10, has: goes from period to period (a day, a week, a month or a year, as FREQ says), and asks of each of its days whether all parts of the rule have it.
 *
 * <p>What can be read in two ways, and which sentence decides, is in docs/recurrence.md.
 */
final class RuleDays {

    /** How often, by the day; what is finer than that is not known here. */
    private enum Freq {
        DAILY,
        WEEKLY,
        MONTHLY,
        YEARLY
    }

    /**
     * A weekday.
     *
     * @param number the how manieth of the month or year, from the end if negative; 0 is each
     */
    private record ByDay(int number, DayOfWeek weekday) {}

    private static final List<String> WEEK = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final Pattern BY_DAY = Pattern.compile("([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)");

    /** As the days of a rule are looked at for decades at most, longer intervals are no different. */
    private static final int LONGEST_INTERVAL = 1_000_000;

    private final Freq freq;
    private final int interval;
    private final Optional<Integer> count;
    private final Set<Integer> months;
    private final Set<Integer> weekNumbers;
    private final Set<Integer> yearDays;
    private final Set<Integer> monthDays;
    private final List<ByDay> weekdays;
    private final Set<Integer> positions;
    private final WeekFields weeks;

    /**
     * Reads the parts of a rule but for UNTIL.
     *
     * @throws IllegalArgumentException if RFC 5545 does not allow them, alone or together
     */
    RuleDays(Map<String, String> parts) {
        freq = Freq.valueOf(parts.getOrDefault("FREQ", ""));
        interval = Math.min(LONGEST_INTERVAL, number(parts.getOrDefault("INTERVAL", "1"), 1, Integer.MAX_VALUE));
        count = Optional.ofNullable(parts.get("COUNT")).map(text -> number(text, 1, Integer.MAX_VALUE));
        months = numbers(parts, "BYMONTH", 1, 12);
        weekNumbers = numbers(parts, "BYWEEKNO", -53, 53);
        yearDays = numbers(parts, "BYYEARDAY", -366, 366);
        monthDays = numbers(parts, "BYMONTHDAY", -31, 31);
        positions = numbers(parts, "BYSETPOS", -366, 366);
        weekdays = items(parts, "BYDAY").map(RuleDays::byDay).toList();
        // "Week number one of the calendar year is the first week that contains at least four (4) days in that calendar
        // year."
        weeks = WeekFields.of(byDay(parts.getOrDefault("WKST", "MO")).weekday(), 4);
        var numbered = weekdays.stream().anyMatch(day -> day.number() != 0);
        var together = (weekNumbers.isEmpty() || freq == Freq.YEARLY)
                && (yearDays.isEmpty() || freq == Freq.YEARLY)
                && (monthDays.isEmpty() || freq != Freq.WEEKLY)
                && (!numbered || freq == Freq.MONTHLY || freq == Freq.YEARLY && weekNumbers.isEmpty())
                && (positions.isEmpty()
                        || Stream.of("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY")
                                .anyMatch(parts::containsKey));
        if (!together) {
            throw new IllegalArgumentException("parts that are not allowed together");
        }
    }

    private static int number(String text, int least, int most) {
        var number = Integer.parseInt(text);
        if (number < least || number > most || number == 0) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static Stream<String> items(Map<String, String> parts, String part) {
        return Stream.ofNullable(parts.get(part)).flatMap(list -> Arrays.stream(list.split(",", -1)));
    }

    private static Set<Integer> numbers(Map<String, String> parts, String part, int least, int most) {
        return items(parts, part).map(text -> number(text, least, most)).collect(Collectors.toSet());
    }

    private static ByDay byDay(String text) {
        var matcher = BY_DAY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new ByDay(
                matcher.group(1) == null ? 0 : number(matcher.group(1), -53, 53),
                DayOfWeek.of(1 + WEEK.indexOf(matcher.group(2))));
    }

    Optional<Integer> count() {
        return count;
    }

    /**
     * Gives the days from {@code from} (inclusive) to {@code until} (exclusive), in order, at most so many; the start itself only if the rule has it.
     *
     * @param start from which the rule begins and which lends it what it does not say
     */
    List<LocalDate> between(LocalDate start, LocalDate from, LocalDate until, int most) {
        var found = new ArrayList<LocalDate>();
        var left = count.orElse(Integer.MAX_VALUE);
        // Nothing before need be counted if no COUNT does.
        var first = count.isPresent() || !from.isAfter(start) ? 0 : index(start, from) / interval * interval;
        for (var period = first; begin(start, period).isBefore(until); period += interval) {
            for (var day : set(start, period)) {
                if (!day.isBefore(until) || left == 0 || found.size() == most) {
                    return found;
                }
                if (!day.isBefore(start)) {
                    left--;
                    if (!day.isBefore(from)) {
                        found.add(day);
                    }
                }
            }
        }
        return found;
    }

    /** The number of the period in which a day is, counted from the start's. */
    private long index(LocalDate start, LocalDate day) {
        return switch (freq) {
            case DAILY -> ChronoUnit.DAYS.between(start, day);
            case WEEKLY -> ChronoUnit.WEEKS.between(begin(start, 0), day);
            case MONTHLY -> ChronoUnit.MONTHS.between(begin(start, 0), day);
            case YEARLY -> year(day) - year(start);
        };
    }

    /** The first day of a period. */
    private LocalDate begin(LocalDate start, long period) {
        return switch (freq) {
            case DAILY -> start.plusDays(period);
            case WEEKLY ->
                start.with(TemporalAdjusters.previousOrSame(weeks.getFirstDayOfWeek()))
                        .plusWeeks(period);
            case MONTHLY -> start.withDayOfMonth(1).plusMonths(period);
            case YEARLY -> {
                var january = LocalDate.of((int) (year(start) + period), 1, 1);
                // The fourth of January is always in the first week.
                yield weekNumbers.isEmpty()
                        ? january
                        : january.plusDays(3).with(TemporalAdjusters.previousOrSame(weeks.getFirstDayOfWeek()));
            }
        };
    }

    /** The year in which a day counts: where weeks are numbered, that of its week. */
    private int year(LocalDate day) {
        return weekNumbers.isEmpty() ? day.getYear() : day.get(weeks.weekBasedYear());
    }

    /** What the rule has in one period: "A set of recurrence instances starts at the beginning of the interval defined by the FREQ rule part." */
    private List<LocalDate> set(LocalDate start, long period) {
        var set = begin(start, period)
                .datesUntil(begin(start, period + 1))
                .filter(day -> has(day, start))
                .toList();
        if (positions.isEmpty()) {
            return set;
        }
        var chosen = new ArrayList<LocalDate>();
        for (var i = 0; i < set.size(); i++) {
            if (positions.contains(i + 1) || positions.contains(i - set.size())) {
                chosen.add(set.get(i));
            }
        }
        return chosen;
    }

    private boolean has(LocalDate day, LocalDate start) {
        return (months.isEmpty() || months.contains(day.getMonthValue()))
                && (monthDays.isEmpty() || among(monthDays, day.getDayOfMonth(), day.lengthOfMonth()))
                && (yearDays.isEmpty() || among(yearDays, day.getDayOfYear(), day.lengthOfYear()))
                && (weekdays.isEmpty() || weekdays.stream().anyMatch(weekday -> isOn(day, weekday)))
                && (weekNumbers.isEmpty()
                        || among(weekNumbers, day.get(weeks.weekOfWeekBasedYear()), (int)
                                day.range(weeks.weekOfWeekBasedYear()).getMaximum()))
                && isAsTheStart(day, start);
    }

    private static boolean among(Set<Integer> numbers, int number, int last) {
        return numbers.contains(number) || numbers.contains(number - last - 1);
    }

    private boolean isOn(LocalDate day, ByDay wanted) {
        if (day.getDayOfWeek() != wanted.weekday() || wanted.number() == 0) {
            return day.getDayOfWeek() == wanted.weekday();
        }
        var ofMonth = freq == Freq.MONTHLY || !months.isEmpty();
        var number = ofMonth ? day.getDayOfMonth() : day.getDayOfYear();
        var last = ofMonth ? day.lengthOfMonth() : day.lengthOfYear();
        return wanted.number() > 0
                ? wanted.number() == (number - 1) / 7 + 1
                : wanted.number() == -((last - number) / 7 + 1);
    }

    /** "Information, not contained in the rule, necessary to determine the various recurrence instance start time and dates are derived from the Start Time (DTSTART) component attribute." */
    private boolean isAsTheStart(LocalDate day, LocalDate start) {
        var sameMonth = !months.isEmpty() || day.getMonth() == start.getMonth();
        var sameWeekday = day.getDayOfWeek() == start.getDayOfWeek();
        if (freq == Freq.DAILY || !yearDays.isEmpty()) {
            return true;
        }
        if (!monthDays.isEmpty()) {
            return freq == Freq.MONTHLY || !weekNumbers.isEmpty() || sameMonth;
        }
        if (!weekdays.isEmpty()) {
            return true;
        }
        return freq == Freq.WEEKLY || !weekNumbers.isEmpty()
                ? sameWeekday
                : day.getDayOfMonth() == start.getDayOfMonth() && (freq == Freq.MONTHLY || sameMonth);
    }
}
