package org.kairan.core.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the national holidays of Japan by the rules of the Act on National Holidays (no. 178 of 1948) with all its amendments and the acts for single days, from 1948-07-20 to 2150-12-31.
 *
 * <p>The equinoxes follow the customary formula of the National Astronomical Observatory's tables; what the Cabinet announces each February for the next year has never differed from it since 1980.
 */
public final class Holidays {

    private static final LocalDate FIRST = LocalDate.of(1948, 7, 20);
    private static final LocalDate LAST = LocalDate.of(2150, 12, 31);
    private static final LocalDate SUBSTITUTES_SINCE = LocalDate.of(1973, 4, 12);
    private static final LocalDate BETWEEN_SINCE = LocalDate.of(1985, 12, 27);

    private static final Closure SUBSTITUTE = new Closure("substitute-holiday", "振替休日");
    private static final Closure BETWEEN = new Closure("citizens-holiday", "国民の休日");

    private static final Closure MARINE = new Closure("marine-day", "海の日");
    private static final Closure SPORTS = new Closure("sports-day", "スポーツの日");
    private static final Closure MOUNTAIN = new Closure("mountain-day", "山の日");
    private static final Closure AGED = new Closure("respect-for-the-aged-day", "敬老の日");
    private static final Closure ADULTS = new Closure("coming-of-age-day", "成人の日");
    private static final Closure HEALTH = new Closure("health-and-sports-day", "体育の日");
    private static final Closure EMPEROR = new Closure("emperors-birthday", "天皇誕生日");
    private static final Closure GREENERY = new Closure("greenery-day", "みどりの日");
    private static final Closure WEDDING = new Closure("imperial-wedding", "結婚の儀");
    private static final Closure ENTHRONEMENT = new Closure("enthronement-ceremony", "即位礼正殿の儀");

    /** Days of acts of their own, and those that were moved for the Olympic Games. */
    private static final Map<LocalDate, Closure> SINGLE = Map.ofEntries(
            Map.entry(LocalDate.of(1959, 4, 10), WEDDING),
            Map.entry(LocalDate.of(1989, 2, 24), new Closure("imperial-funeral", "大喪の礼")),
            Map.entry(LocalDate.of(1990, 11, 12), ENTHRONEMENT),
            Map.entry(LocalDate.of(1993, 6, 9), WEDDING),
            Map.entry(LocalDate.of(2019, 5, 1), new Closure("accession-day", "天皇の即位の日")),
            Map.entry(LocalDate.of(2019, 10, 22), ENTHRONEMENT),
            Map.entry(LocalDate.of(2020, 7, 23), MARINE),
            Map.entry(LocalDate.of(2020, 7, 24), SPORTS),
            Map.entry(LocalDate.of(2020, 8, 10), MOUNTAIN),
            Map.entry(LocalDate.of(2021, 7, 22), MARINE),
            Map.entry(LocalDate.of(2021, 7, 23), SPORTS),
            Map.entry(LocalDate.of(2021, 8, 8), MOUNTAIN));

    private Holidays() {}

    /**
     * The holiday that a day is, substitutes and days between two holidays included.
     *
     * @throws IllegalArgumentException for a day outside of what is known
     */
    public static Optional<Closure> on(LocalDate day) {
        if (day.isBefore(FIRST) || day.isAfter(LAST)) {
            throw new IllegalArgumentException("holidays are known from " + FIRST + " to " + LAST + ", not on " + day);
        }
        var named = named(day);
        if (named.isPresent()) {
            return named;
        }
        if (isSubstitute(day)) {
            return Optional.of(SUBSTITUTE);
        }
        // Article 3, paragraph 3. Before 2007 a Sunday was not made a holiday by it, which only matters for its name.
        var between = !day.isBefore(BETWEEN_SINCE)
                && named(day.minusDays(1)).isPresent()
                && named(day.plusDays(1)).isPresent()
                && (day.getYear() >= 2007 || day.getDayOfWeek() != DayOfWeek.SUNDAY);
        return between ? Optional.of(BETWEEN) : Optional.empty();
    }

    /** Article 3, paragraph 2: the first day after the Sunday that is none of the named days. That it was the Monday before 2007 comes to the same, since no two named days stood beside each other then. */
    private static boolean isSubstitute(LocalDate day) {
        for (var before = day.minusDays(1); named(before).isPresent(); before = before.minusDays(1)) {
            if (before.getDayOfWeek() == DayOfWeek.SUNDAY) {
                return !before.isBefore(SUBSTITUTES_SINCE);
            }
        }
        return false;
    }

    private static Optional<Closure> named(LocalDate day) {
        var single = SINGLE.get(day);
        return single != null ? Optional.of(single) : Optional.ofNullable(ordinary(day));
    }

    private static Closure ordinary(LocalDate date) {
        var year = date.getYear();
        var day = date.getDayOfMonth();
        if (date.isBefore(FIRST)) {
            return null;
        }
        var games = year == 2020 || year == 2021;
        return switch (date.getMonthValue()) {
            case 1 -> {
                if (day == 1) {
                    yield new Closure("new-years-day", "元日");
                }
                yield (year < 2000 ? day == 15 : isMonday(date, 2)) ? ADULTS : null;
            }
            case 2 -> {
                if (day == 11 && year >= 1967) {
                    yield new Closure("national-foundation-day", "建国記念の日");
                }
                yield day == 23 && year >= 2020 ? EMPEROR : null;
            }
            case 3 -> day == springEquinox(year) ? new Closure("vernal-equinox-day", "春分の日") : null;
            case 4 -> {
                if (day != 29) {
                    yield null;
                }
                yield year < 1989 ? EMPEROR : year < 2007 ? GREENERY : new Closure("showa-day", "昭和の日");
            }
            case 5 ->
                switch (day) {
                    case 3 -> new Closure("constitution-memorial-day", "憲法記念日");
                    case 4 -> year >= 2007 ? GREENERY : null;
                    case 5 -> new Closure("childrens-day", "こどもの日");
                    default -> null;
                };
            case 7 -> year >= 1996 && !games && (year < 2003 ? day == 20 : isMonday(date, 3)) ? MARINE : null;
            case 8 -> day == 11 && year >= 2016 && !games ? MOUNTAIN : null;
            case 9 -> {
                if (year >= 1966 && (year < 2003 ? day == 15 : isMonday(date, 3))) {
                    yield AGED;
                }
                yield day == autumnEquinox(year) ? new Closure("autumnal-equinox-day", "秋分の日") : null;
            }
            case 10 -> {
                if (year < 1966 || games || !(year < 2000 ? day == 10 : isMonday(date, 2))) {
                    yield null;
                }
                yield year < 2020 ? HEALTH : SPORTS;
            }
            case 11 ->
                switch (day) {
                    case 3 -> new Closure("culture-day", "文化の日");
                    case 23 -> new Closure("labour-thanksgiving-day", "勤労感謝の日");
                    default -> null;
                };
            case 12 -> day == 23 && year >= 1989 && year <= 2018 ? EMPEROR : null;
            default -> null;
        };
    }

    private static boolean isMonday(LocalDate date, int week) {
        return date.getDayOfWeek() == DayOfWeek.MONDAY && (date.getDayOfMonth() - 1) / 7 + 1 == week;
    }

    private static int springEquinox(int year) {
        return equinox(year, year < 1980 ? 20.8357 : year < 2100 ? 20.8431 : 21.8510);
    }

    private static int autumnEquinox(int year) {
        return equinox(year, year < 1980 ? 23.2588 : year < 2100 ? 23.2488 : 24.2488);
    }

    private static int equinox(int year, double base) {
        return (int) (base + 0.242194 * (year - 1980) - (year - (year < 1980 ? 1983 : 1980)) / 4);
    }
}
