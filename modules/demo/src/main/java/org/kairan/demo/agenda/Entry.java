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
        List<Integer> rooms) {

    /** Somebody who is to come; the answer is {@code none}, {@code accepted} or {@code declined}. */
    public record Guest(int person, boolean optional, String answer) {}
}
