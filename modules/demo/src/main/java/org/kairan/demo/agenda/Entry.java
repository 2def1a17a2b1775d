package org.kairan.demo.agenda;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * An event of somebody's or of a section's.
 *
 * @param owner {@code person:12} or {@code section:3}
 * @param by who has made it
 * @param end exclusive
 * @param rule null for a single one
 * @param days on which it takes place, the first included
 * @param cancelled days that the rule names and on which it does not
 * @param rooms ids of what it holds
 * @param proposal 0, or the number of the proposal of which it is one of several times
 */
public record Entry(
        String owner,
        int by,
        String title,
        String place,
        String kind,
        String visibility,
        LocalDateTime start,
        LocalDateTime end,
        boolean allDay,
        String rule,
        int travel,
        List<LocalDate> days,
        List<LocalDate> cancelled,
        List<Guest> guests,
        List<Integer> rooms,
        int proposal) {

    /** One of which everything is decided. */
    public Entry(
            String owner,
            int by,
            String title,
            String place,
            String kind,
            String visibility,
            LocalDateTime start,
            LocalDateTime end,
            boolean allDay,
            String rule,
            int travel,
            List<LocalDate> days,
            List<LocalDate> cancelled,
            List<Guest> guests,
            List<Integer> rooms) {
        this(
                owner,
                by,
                title,
                place,
                kind,
                visibility,
                start,
                end,
                allDay,
                rule,
                travel,
                days,
                cancelled,
                guests,
                rooms,
                0);
    }

    /** Somebody who is to come; the answer is {@code none}, {@code accepted}, {@code declined} or {@code tentative}. */
    public record Guest(int person, boolean optional, String answer) {}
}
