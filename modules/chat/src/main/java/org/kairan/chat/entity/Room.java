package org.kairan.chat.entity;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.kairan.core.people.PersonId;

/**
 * A room as it stands in the database.
 *
 * @param section whose room it is, for rooms of a section
 * @param pair the two people of a room of two, the one with the lower number first
 * @param seq number of the last message
 * @param rev number of the last change
 * @param members how many are in it now
 * @param version grows with every change of its settings; the ETag
 */
public record Room(
        long id,
        Kind kind,
        String name,
        String purpose,
        OptionalLong section,
        Optional<Pair> pair,
        long seq,
        long rev,
        int members,
        int version,
        PersonId createdBy,
        Instant createdAt,
        Optional<Instant> opensAt,
        Optional<Instant> closesAt,
        Optional<Instant> closedAt) {

    /** What a room is for, from which follows who gets in and what they see. */
    public enum Kind {
        DIRECT,
        GROUP,
        SECTION,
        CONSULTATION,
        ANNOUNCEMENT,
        MEETING;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String key) {
            for (var kind : values()) {
                if (kind.key().equals(key)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        /** Whether its members follow the organization. */
        public boolean byRule() {
            return this == SECTION || this == ANNOUNCEMENT;
        }
    }

    /** Two people, whoever of them began. */
    public record Pair(PersonId low, PersonId high) {

        public static Pair of(PersonId one, PersonId other) {
            return one.value() < other.value() ? new Pair(one, other) : new Pair(other, one);
        }

        public PersonId other(PersonId one) {
            return one.equals(low) ? high : low;
        }
    }

    /** Whether nobody writes in it any more, or nobody does from this moment on. */
    public boolean isClosed(Instant now) {
        return closedAt.isPresent() || closesAt.filter(at -> !at.isAfter(now)).isPresent();
    }

    public boolean isOpen(Instant now) {
        return !isClosed(now) && opensAt.filter(at -> at.isAfter(now)).isEmpty();
    }
}
