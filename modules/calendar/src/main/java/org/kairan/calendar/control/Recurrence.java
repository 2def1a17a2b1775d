package org.kairan.calendar.control;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.core.problem.Refused;

/**
 * Gives the days of a recurrence rule (RFC 5545, 3.3.10), at most one instance a day, all at the wall time of the first.
 *
 * <p>Known are the rules from DAILY to YEARLY without BYHOUR, BYMINUTE and BYSECOND. The week's start is always written out, Monday if nothing is said, since engines differ in what they take instead. UNTIL is kept
 * as the end of the last day on which an instance may be, which is the same set of instances.
 */
public final class Recurrence {

    /** As many instances as a series may have at once. */
    public static final int MOST = 1_500;

    private static final int LONGEST = 500;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    private static final LocalTime DAYS_END = LocalTime.of(23, 59, 59);
    private static final List<String> WEEK = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final List<String> KNOWN = List.of(
            "FREQ",
            "INTERVAL",
            "COUNT",
            "UNTIL",
            "BYMONTH",
            "BYWEEKNO",
            "BYYEARDAY",
            "BYMONTHDAY",
            "BYDAY",
            "BYSETPOS",
            "WKST");

    private final Map<String, String> parts;
    private final Optional<LocalDate> lastDay;
    private final boolean wholeDays;
    private final ZoneId zone;
    private final RuleDays days;

    private Recurrence(Map<String, String> parts, Optional<LocalDate> lastDay, boolean wholeDays, ZoneId zone) {
        this.parts = parts;
        this.lastDay = lastDay;
        this.wholeDays = wholeDays;
        this.zone = zone;
        try {
            this.days = new RuleDays(parts);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /**
     * Reads a rule as a client writes it.
     *
     * @param wholeDays whether the events are all-day ones, whose UNTIL is a date
     * @throws Refused with a reason, if it is no rule or one that the calendar does not know
     */
    public static Recurrence parse(String text, LocalDateTime start, boolean wholeDays, ZoneId zone) {
        if (text.length() > LONGEST) {
            throw invalid();
        }
        var parts = new LinkedHashMap<String, String>();
        for (var part : text.strip()
                .toUpperCase(Locale.ROOT)
                .replaceFirst("^RRULE:", "")
                .replaceFirst(";$", "")
                .split(";", -1)) {
            var at = part.indexOf('=');
            if (at < 1 || parts.put(part.substring(0, at), part.substring(at + 1)) != null) {
                throw invalid();
            }
        }
        if (parts.getOrDefault("FREQ", "").matches("HOURLY|MINUTELY|SECONDLY")
                || Stream.of("BYHOUR", "BYMINUTE", "BYSECOND").anyMatch(parts::containsKey)) {
            throw Refused.invalid("calendar.rule-too-fine");
        }
        if (!KNOWN.containsAll(parts.keySet())) {
            throw invalid();
        }
        parts.putIfAbsent("WKST", "MO");
        var lastDay = Optional.ofNullable(parts.remove("UNTIL")).map(until -> lastDay(until, start, zone));
        var recurrence = new Recurrence(parts, lastDay, wholeDays, zone);
        if (recurrence.count().orElse(0) > MOST) {
            throw Refused.invalid("calendar.rule-too-many", Map.of("max", MOST));
        }
        if (lastDay.isPresent() && parts.containsKey("COUNT")) {
            throw invalid();
        }
        return recurrence;
    }

    private static LocalDate lastDay(String until, LocalDateTime start, ZoneId zone) {
        try {
            if (!until.contains("T")) {
                return LocalDate.parse(until, DAY);
            }
            var utc = until.endsWith("Z");
            var time = LocalDateTime.parse(utc ? until.substring(0, until.length() - 1) : until, TIME);
            var local =
                    utc ? time.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime() : time;
            return local.toLocalTime().isBefore(start.toLocalTime())
                    ? local.toLocalDate().minusDays(1)
                    : local.toLocalDate();
        } catch (DateTimeParseException e) {
            throw invalid();
        }
    }

    private static Refused invalid() {
        return Refused.invalid("calendar.rule-invalid");
    }

    /** The rule as it is kept and shown. */
    @Override
    public String toString() {
        return Stream.concat(
                        parts.entrySet().stream()
                                .filter(part -> !part.getKey().equals("WKST"))
                                .map(part -> part.getKey() + "=" + part.getValue()),
                        Stream.concat(
                                lastDay.map(day -> "UNTIL=" + written(day)).stream(),
                                Stream.of("WKST=" + parts.get("WKST"))))
                .collect(Collectors.joining(";"));
    }

    private String written(LocalDate day) {
        return wholeDays
                ? day.format(DAY)
                : day.atTime(DAYS_END)
                                .atZone(zone)
                                .withZoneSameInstant(ZoneOffset.UTC)
                                .format(TIME) + "Z";
    }

    public Optional<Integer> count() {
        return days.count();
    }

    /** Whether it goes on for ever. */
    public boolean endless() {
        return lastDay.isEmpty() && !parts.containsKey("COUNT");
    }

    /** The starts on days from {@code from} (inclusive) to {@code until} (exclusive), in order; no more than one above {@link #MOST}. */
    public List<LocalDateTime> between(LocalDateTime start, LocalDate from, LocalDate until) {
        var end = lastDay.map(day -> day.plusDays(1)).filter(until::isAfter).orElse(until);
        return days.between(start.toLocalDate(), from, end, MOST + 1).stream()
                .map(day -> day.atTime(start.toLocalTime()))
                .toList();
    }

    /**
     * Makes sure that the first instance is the start.
     *
     * @throws Refused with the first day of the rule otherwise: RFC 5545 leaves open what that would mean
     */
    public Recurrence startingAt(LocalDateTime start) {
        var first = between(start, start.toLocalDate(), start.toLocalDate().plusYears(30)).stream()
                .findFirst()
                .orElseThrow(() -> Refused.invalid("calendar.rule-empty"));
        if (!first.equals(start)) {
            throw Refused.invalid(
                    "calendar.start-outside-rule",
                    Map.of("first", first.toLocalDate().toString()));
        }
        return this;
    }

    public boolean includes(LocalDateTime start, LocalDateTime instance) {
        return between(start, instance.toLocalDate(), instance.toLocalDate().plusDays(1))
                .contains(instance);
    }

    /** The same rule up to a day, inclusive. */
    public Recurrence until(LocalDate day) {
        var left = new LinkedHashMap<>(parts);
        left.remove("COUNT");
        return new Recurrence(left, Optional.of(day), wholeDays, zone);
    }

    /** The same rule with so many instances fewer, for what is left of a series that was cut. */
    public Recurrence fewer(int instances) {
        var left = new LinkedHashMap<>(parts);
        left.computeIfPresent("COUNT", (key, count) -> Integer.toString(Integer.parseInt(count) - instances));
        return new Recurrence(left, lastDay, wholeDays, zone);
    }

    /** The rule of a series whose first instance moves to another day: weekdays, days of the month and months move along. */
    public Recurrence moved(LocalDate from, LocalDate to, boolean nowWholeDays) {
        var changed = new LinkedHashMap<>(parts);
        var days = ChronoUnit.DAYS.between(from, to);
        if (days != 0) {
            if (parts.get("FREQ").equals("WEEKLY")) {
                changed.computeIfPresent(
                        "BYDAY",
                        (key, value) -> Arrays.stream(value.split(","))
                                .map(day -> WEEK.get(Math.floorMod(WEEK.indexOf(day) + days, 7)))
                                .collect(Collectors.joining(",")));
            } else if (!parts.get("FREQ").equals("DAILY")) {
                changed.computeIfPresent(
                        "BYMONTH",
                        (key, value) -> value.equals("" + from.getMonthValue()) ? "" + to.getMonthValue() : value);
                changed.computeIfPresent(
                        "BYMONTHDAY",
                        (key, value) -> value.contains(",")
                                ? value
                                : value.startsWith("-") && to.plusDays(1).getDayOfMonth() == 1
                                        ? "-1"
                                        : "" + to.getDayOfMonth());
                changed.computeIfPresent(
                        "BYDAY", (key, value) -> value.matches("[+-]?[0-9]+[A-Z]{2}") ? nth(value, to) : value);
            }
        }
        return new Recurrence(changed, lastDay.map(day -> day.plusDays(days)), nowWholeDays, zone);
    }

    private static String nth(String before, LocalDate to) {
        var weekday = WEEK.get(to.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue());
        var isLast = to.plusDays(7).getMonthValue() != to.getMonthValue();
        var place = (to.getDayOfMonth() - 1) / 7 + 1;
        return (isLast && (before.startsWith("-") || place == 5) ? "-1" : "" + place) + weekday;
    }
}
