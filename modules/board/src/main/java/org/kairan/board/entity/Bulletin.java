package org.kairan.board.entity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.kairan.core.people.Audience;
import org.kairan.core.people.PersonId;

/**
 * A bulletin as it stands in the database.
 *
 * @param body light markup as written; read or excerpted by the query
 * @param publishedOn day of publishing in the city's zone
 * @param version grows with every change; the ETag
 * @param attachments how many files it carries
 * @param readAt when the person asking read it first
 */
public record Bulletin(
        long id,
        PersonId author,
        OptionalLong section,
        String title,
        String body,
        Importance importance,
        Instant publishedAt,
        LocalDate publishedOn,
        Optional<Instant> editedAt,
        Optional<PersonId> editedBy,
        Optional<Instant> withdrawnAt,
        int version,
        Audience audience,
        int attachments,
        Optional<Instant> readAt) {

    public enum Importance {
        NORMAL,
        IMPORTANT;

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
