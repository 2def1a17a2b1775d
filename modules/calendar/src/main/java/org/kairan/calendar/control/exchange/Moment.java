package org.kairan.calendar.control.exchange;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.kairan.core.problem.Refused;

/**
 * A day or a time as a file says it (RFC 5545, 3.3.4 and 3.3.5).
 *
 * @param local to the minute; of a day its midnight
 * @param zone in which it is meant; of days and of times without a zone the city's
 */
record Moment(LocalDateTime local, boolean day, ZoneId zone) {

    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    private static final Pattern DURATION = Pattern.compile(
            "\\+?P(?:(\\d{1,4})W)?(?:(\\d{1,5})D)?(?:T(?:(\\d{1,6})H)?(?:(\\d{1,7})M)?(?:(\\d{1,8})S)?)?");

    /** Reads the values of a property, of which some may have many. */
    static List<Moment> all(ContentLine line, Map<String, Component> zones, List<String> warnings) {
        var moments = new ArrayList<Moment>();
        for (var value : line.value().strip().split(",", -1)) {
            moments.add(of(value.strip(), line, zones, warnings));
        }
        return moments;
    }

    private static Moment of(String value, ContentLine line, Map<String, Component> zones, List<String> warnings) {
        try {
            if (!value.contains("T")) {
                return new Moment(LocalDate.parse(value, DAY).atStartOfDay(), true, Draft.ZONE);
            }
            var utc = value.endsWith("Z");
            var local = LocalDateTime.parse(utc ? value.substring(0, value.length() - 1) : value, TIME)
                    .truncatedTo(ChronoUnit.MINUTES);
            if (utc) {
                return new Moment(local, false, ZoneOffset.UTC);
            }
            var zone = line.parameter("TZID")
                    .map(id -> ZoneNames.find(id, zones).orElseGet(() -> {
                        warnings.add("calendar.import-zone-unknown");
                        return Draft.ZONE;
                    }))
                    .orElse(Draft.ZONE);
            return new Moment(local, false, zone);
        } catch (DateTimeException e) {
            throw Refused.invalid("calendar.import-time", Map.of("value", Texts.cut(Texts.clean(value, false), 40)));
        }
    }

    /** The wall time of the city. */
    LocalDateTime here() {
        return day ? local : local.atZone(zone).withZoneSameInstant(Draft.ZONE).toLocalDateTime();
    }

    /** The end of what begins here and lasts so long (RFC 5545, 3.3.6): days by the calendar, hours by the clock. */
    Moment plus(String duration) {
        var parts = DURATION.matcher(duration.strip().toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw Refused.invalid("calendar.import-time", Map.of("value", Texts.cut(Texts.clean(duration, false), 40)));
        }
        var clock = Duration.ofHours(number(parts.group(3)))
                .plusMinutes(number(parts.group(4)))
                .plusSeconds(number(parts.group(5)));
        var days = Period.ofDays((int) (number(parts.group(1)) * 7 + number(parts.group(2))));
        return new Moment(
                local.plus(days).atZone(zone).plus(clock).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES),
                day && clock.isZero(),
                zone);
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Whether its zone keeps the same distance from the city's from here to a day. */
    boolean steady(LocalDate until) {
        var rules = zone.getRules();
        var next = rules.isFixedOffset()
                ? null
                : rules.nextTransition(local.atZone(zone).toInstant());
        return next == null
                || !next.getInstant().isBefore(until.atStartOfDay(zone).toInstant());
    }
}
