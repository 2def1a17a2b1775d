package org.kairan.calendar.entity;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * What can be booked: a room, a car or a piece of equipment.
 *
 * @param kind {@code room}, {@code car} or {@code equipment}
 * @param capacity people; empty where nobody counts
 * @param equipment tags, such as プロジェクター
 * @param opens first minute of a day at which a booking may begin; empty for any
 * @param closes last minute of a day at which a booking may end; empty for any
 * @param setup minutes that are kept free before each booking
 * @param daysAhead how many days before it may be booked; empty for any number
 * @param longest minutes that a booking may last; empty for any
 * @param terms who may book it, and whose it is
 * @param active whether it can be booked; if not, what was booked before stays
 */
public record Room(
        long id,
        String kind,
        String name,
        String building,
        Optional<Integer> capacity,
        List<String> equipment,
        Optional<LocalTime> opens,
        Optional<LocalTime> closes,
        int setup,
        Optional<Integer> daysAhead,
        Optional<Integer> longest,
        Terms terms,
        boolean active,
        int version) {}
