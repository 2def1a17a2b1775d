package org.kairan.demo.agenda;

import java.util.List;

/**
 * A room, a car or a piece of equipment.
 *
 * @param kind {@code room}, {@code car} or {@code equipment}
 * @param capacity 0 where nobody counts
 * @param hours opening and closing time, or null
 * @param setup minutes that are kept free before a booking
 */
public record Facility(
        int id,
        String kind,
        String name,
        String building,
        int capacity,
        List<String> equipment,
        String hours,
        int setup) {}
