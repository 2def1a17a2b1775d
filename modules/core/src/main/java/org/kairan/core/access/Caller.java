package org.kairan.core.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/**
 * Stands for the person behind a request or a socket; nothing is fetched without one.
 *
 * @param groups the groups held today, ancestors included, each with the first day on which the person held it
 * @param until end of the session; exclusive
 */
public record Caller(
        PersonId person, UUID session, Map<GroupId, LocalDate> groups, Set<Permission> permissions, Instant until) {

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    public boolean holds(GroupId group) {
        return groups.containsKey(group);
    }
}
