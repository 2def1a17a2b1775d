package org.kairan.demo.city;

import java.time.LocalDate;

/** That a person works in a section with a title, from a day until a day (exclusive; null means open). */
public record Assignment(int personId, int sectionId, int titleId, boolean primary, LocalDate from, LocalDate until) {
    /** True when it is in force on that day. */
    public boolean on(LocalDate day) {
        return !from.isAfter(day) && (until == null || until.isAfter(day));
    }
}
