package org.kairan.chat.entity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.kairan.core.people.PersonId;

/**
 * A message as it stands in the database.
 *
 * @param seq its number within the room
 * @param id its number among all messages
 * @param clientAt when it was written, as the sender's device says
 * @param hidden whether an administrator has deleted it
 * @param ackBy until when those concerned are asked to acknowledge it
 * @param allReadAt when the last of those concerned had read it
 */
public record Message(
        long room,
        long seq,
        long id,
        PersonId sender,
        UUID key,
        String text,
        Instant at,
        Optional<Instant> clientAt,
        int version,
        Optional<Instant> editedAt,
        Optional<Instant> deletedAt,
        boolean hidden,
        OptionalLong reply,
        OptionalLong agenda,
        Optional<Mark> mark,
        boolean pinned,
        Optional<LocalDate> ackBy,
        Optional<Instant> allReadAt) {

    /** What a message counts as in the minutes. */
    public enum Mark {
        DECISION,
        HOMEWORK,
        QUESTION;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Mark> of(String key) {
            for (var mark : values()) {
                if (mark.key().equals(key)) {
                    return Optional.of(mark);
                }
            }
            return Optional.empty();
        }
    }

    public boolean isDeleted() {
        return deletedAt.isPresent();
    }
}
