package org.kairan.calendar.entity;

import java.time.Instant;
import java.util.Optional;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/**
 * A file that somebody brings in, and how far that has come.
 *
 * @param kind {@code ics} or {@code csv}
 * @param owner the calendar into which it goes; of a table the section into whose people's calendars
 * @param visibility of events of which the file says nothing
 * @param total how many there are in it
 * @param done how many of these were carried out or refused, in the order of the file
 * @param refused what was refused while it was carried out, as JSON
 */
public record Import(
        long id,
        String kind,
        GroupId owner,
        String name,
        String visibility,
        int total,
        int done,
        int added,
        int changed,
        int unchanged,
        String refused,
        PersonId createdBy,
        Instant createdAt,
        Optional<Instant> appliedAt) {

    public boolean isDone() {
        return done == total;
    }
}
