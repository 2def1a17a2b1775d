package org.kairan.core.time;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When somebody works, by the day of the week, in the city's wall time; a day that is missing is a day off. Whether the city works on a day at all is {@link BusinessDays}' business.
 *
 * <p>The hour from noon is nobody's working time.
 */
public record WorkingWeek(Map<DayOfWeek, Hours> days) {

    /** {@code until} exclusive, on the same day. */
    public record Hours(LocalTime from, LocalTime until) {

        public Hours {
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException(from + " is not before " + until);
            }
        }
    }

    public static final LocalTime LUNCH = LocalTime.NOON;
    public static final LocalTime LUNCH_ENDS = LocalTime.of(13, 0);

    /** From 8:30 to 17:15, on every day on which the city works. */
    public static final WorkingWeek USUAL = new WorkingWeek(Arrays.stream(DayOfWeek.values())
            .collect(Collectors.toMap(day -> day, day -> new Hours(LocalTime.of(8, 30), LocalTime.of(17, 15)))));

    public WorkingWeek {
        days = Map.copyOf(days);
    }

    /** The hours of a day of the week; empty for a day off. */
    public Optional<Hours> on(DayOfWeek day) {
        return Optional.ofNullable(days.get(day));
    }

    /** Whether a moment lies within working time, if the city works on its day. */
    public boolean covers(LocalDateTime moment) {
        var time = moment.toLocalTime();
        return on(moment.getDayOfWeek())
                        .filter(hours -> !time.isBefore(hours.from()) && time.isBefore(hours.until()))
                        .isPresent()
                && (time.isBefore(LUNCH) || !time.isBefore(LUNCH_ENDS));
    }
}
