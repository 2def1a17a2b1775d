package org.kairan.core.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Counts business days by the calendar of a Japanese city: closed on Saturdays, Sundays, national holidays and from December 29 to January 3, unless the city has decided otherwise for a day.
 *
 * <p>The turn of the year is what nearly all cities' ordinances on their days off say (Local Autonomy Act, Article 4-2).
 */
public final class OfficeDays implements BusinessDays {

    /** The calendar of a city that has decided nothing else. */
    public static final OfficeDays USUAL = new OfficeDays(Map.of());

    private static final int FARTHEST = 10_000;
    private static final Closure WEEKEND = new Closure("weekend", "閉庁日");
    private static final Closure YEAR_END = new Closure("year-end", "年末年始の休日");

    private final Map<LocalDate, Optional<String>> decided;

    /**
     * @param decided the city's own days: the name of a day on which it is closed, or empty for one on which it works although others would not
     */
    public OfficeDays(Map<LocalDate, Optional<String>> decided) {
        this.decided = Map.copyOf(decided);
    }

    @Override
    public Optional<Closure> closed(LocalDate day) {
        var own = decided.get(day);
        if (own != null) {
            return own.map(name -> new Closure("own", name));
        }
        var holiday = Holidays.on(day);
        if (holiday.isPresent()) {
            return holiday;
        }
        var monthDay = day.getMonthValue() * 100 + day.getDayOfMonth();
        if (monthDay >= 1229 || monthDay <= 103) {
            return Optional.of(YEAR_END);
        }
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY
                ? Optional.of(WEEKEND)
                : Optional.empty();
    }

    @Override
    public LocalDate after(LocalDate day, int n) {
        return count(day, n, 1);
    }

    @Override
    public LocalDate before(LocalDate day, int n) {
        return count(day, n, -1);
    }

    private LocalDate count(LocalDate from, int n, int step) {
        if (n < 0 || n > FARTHEST) {
            throw new IllegalArgumentException("not within 0 and " + FARTHEST + " business days: " + n);
        }
        var day = n == 0 ? from : from.plusDays(step);
        for (var left = n; ; day = day.plusDays(step)) {
            if (isBusinessDay(day) && --left <= 0) {
                return day;
            }
        }
    }
}
