package org.kairan.demo.agenda;

import java.util.List;

/**
 * A room, a car or a piece of equipment.
 *
 * @param kind {@code room}, {@code car} or {@code equipment}
 * @param capacity 0 where nobody counts
 * @param hours opening and closing time, or null
 * @param setup minutes that are kept free before a booking
 * @param owner the name of the section that looks after it
 * @param approval whether that section is asked about each booking
 * @param bookers the name of the section whose people alone may book it, with those below; empty for everybody
 */
public record Facility(
        int id,
        String kind,
        String name,
        String building,
        int capacity,
        List<String> equipment,
        String hours,
        int setup,
        String owner,
        boolean approval,
        String bookers) {}
