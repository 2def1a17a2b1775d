package org.kairan.chat.entity;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.kairan.core.people.PersonId;

/**
 * A period in which somebody is in a room.
 *
 * @param byRule whether the organization put them there, and takes them away again
 * @param joinedSeq the room's last message when they came; what is later concerns them
 * @param leftSeq the room's last message when they went; what is later does not concern them
 * @param receiptSeq up to which message they have read
 */
public record Member(
        long room,
        PersonId person,
        Role role,
        boolean byRule,
        long joinedSeq,
        long joinedRev,
        Instant joinedAt,
        OptionalLong leftSeq,
        Optional<Instant> leftAt,
        long receiptSeq) {

    /** What somebody may do in a room beyond writing. */
    public enum Role {
        MEMBER,
        OWNER,
        CHAIR,
        RECORDER;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Role> of(String key) {
            for (var role : values()) {
                if (role.key().equals(key)) {
                    return Optional.of(role);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether the message came while they were there. */
    public boolean isConcernedBy(long seq) {
        return joinedSeq < seq && (leftSeq.isEmpty() || leftSeq.getAsLong() >= seq);
    }

    public boolean isPresent() {
        return leftSeq.isEmpty();
    }
}
