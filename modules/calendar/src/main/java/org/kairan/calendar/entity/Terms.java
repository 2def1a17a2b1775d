package org.kairan.calendar.entity;

import java.util.Optional;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;

/**
 * Says who may book a room and whose it is.
 *
 * @param bookers who may book it besides the section that owns it
 * @param owner the section that looks after it; empty if none does
 * @param approval whether the owner is asked about each booking
 */
public record Terms(Audience bookers, Optional<Long> owner, boolean approval) {

    /** Everybody may book and nobody is asked. */
    public static final Terms OPEN = new Terms(Audience.of(GroupId.EVERYONE), Optional.empty(), false);

    public Optional<GroupId> owners() {
        return owner.map(GroupId::section);
    }
}
