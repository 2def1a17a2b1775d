package org.kairan.board.boundary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kairan.core.people.Person;

/** The forms in which bulletins and their readers are shown to clients. */
public final class Listings {

    private Listings() {}

    public record PersonRef(long id, String name, String kana, Optional<String> section, Optional<String> title) {

        static PersonRef of(Person person) {
            return new PersonRef(person.id().value(), person.name(), person.kana(), person.section(), person.title());
        }
    }

    public record SectionRef(long id, String name) {}

    /** How many of those addressed have read; the author is in neither number. */
    public record ReadRate(int read, int total) {}

    public record BulletinListing(
            long id,
            String title,
            PersonRef author,
            Optional<SectionRef> section,
            @Schema(enumeration = {"normal", "important"}) String importance,
            Instant publishedAt,
            Optional<Instant> editedAt,
            Optional<Instant> withdrawnAt,
            boolean unread,
            String excerpt,
            Optional<ReadRate> readers) {}

    public record BulletinPage(List<BulletinListing> items, Optional<String> next) {}

    /** A group as people read it; {@code below} tells a section with all that is below it. */
    public record AudienceLabel(String group, String kind, String label) {}

    /** {@code people} is how many it is addressed to; the author is not counted. */
    public record BulletinDetail(
            long id,
            String title,
            String text,
            PersonRef author,
            Optional<SectionRef> section,
            @Schema(enumeration = {"normal", "important"}) String importance,
            Instant publishedAt,
            Optional<Instant> editedAt,
            Optional<PersonRef> editedBy,
            Optional<Instant> withdrawnAt,
            boolean unread,
            Optional<Instant> readAt,
            List<AudienceLabel> audience,
            int people,
            boolean mayEdit,
            boolean mayWithdraw,
            boolean maySeeReaders,
            int version) {}

    /** Counts what is unread up to a bound; {@code more} if there is more than {@code count}. */
    public record UnreadCount(int count, boolean more) {}

    public record NewBulletin(
            String title,
            String text,
            List<String> audience,
            @Schema(enumeration = {"normal", "important"}) String importance,
            Optional<Long> sectionId) {

        public NewBulletin {
            audience = audience == null ? List.of() : audience;
            sectionId = sectionId == null ? Optional.empty() : sectionId;
        }
    }

    public record SectionReaders(SectionRef section, int read, int total) {}

    /** {@code counted} is false for readers to whom it was not addressed any more or not yet. */
    public record ReaderListing(PersonRef person, Optional<Instant> readAt, boolean counted) {}

    public record ReadersPage(
            int read,
            int total,
            List<SectionReaders> sections,
            List<ReaderListing> items,
            int found,
            Optional<String> next) {}

    static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }
}
