package org.kairan.calendar.entity;

import java.time.Instant;
import java.util.Optional;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/**
 * A secret address under which a calendar can be read without signing in.
 *
 * @param person whose address it is: it shows what they may see, and ends with them
 * @param scope the calendar: theirs, or that of their section
 * @param busyOnly whether it tells nothing but that the time is taken
 * @param usedAt when it was last asked for, to the hour
 */
public record Feed(
        long id,
        PersonId person,
        GroupId scope,
        boolean busyOnly,
        String label,
        Instant createdAt,
        Optional<Instant> usedAt) {}
