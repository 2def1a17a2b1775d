package org.kairan.demo.bulletin;

import java.time.LocalDate;
import java.util.List;

/**
 * A bulletin without its text, which is made when it is written out. Times are seconds since 1970, 0 means never.
 *
 * @param on the day of publishing in the city
 * @param occurrence which one of its template it is, from 0
 * @param groups the group keys to which it is addressed
 */
public record Bulletin(
        int id,
        Template template,
        int occurrence,
        int authorId,
        int sectionId,
        List<String> groups,
        boolean important,
        LocalDate on,
        int minute,
        long publishedAt,
        long editedAt,
        long withdrawnAt) {

    /** True when its author or an administrator took it back. */
    public boolean withdrawn() {
        return withdrawnAt != 0;
    }
}
