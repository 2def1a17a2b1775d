package org.kairan.board.boundary;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kairan.board.entity.Bulletin;
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
            int attachments,
            Optional<ReadRate> readers) {}

    public record BulletinPage(List<BulletinListing> items, Optional<String> next) {}

    /** A group as people read it; {@code below} tells a section with all that is below it. */
    public record AudienceLabel(String group, String kind, String label) {}

    /**
     * A file that a bulletin carries.
     *
     * @param file by which storage gives it out
     * @param state {@code ready}, {@code being-checked} for viruses, or {@code infected} and gone
     */
    public record AttachmentListing(
            long id,
            String file,
            String name,
            String type,
            long size,

            @Schema(enumeration = {"ready", "being-checked", "infected"})
            String state) {}

    /** Either a finished upload that becomes an attachment, or the number of one that stays. */
    public record NewAttachment(Optional<UUID> upload, Optional<Long> id) {

        public NewAttachment {
            upload = upload == null ? Optional.empty() : upload;
            id = id == null ? Optional.empty() : id;
        }
    }

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
            List<AttachmentListing> attachments,
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
            Optional<Long> sectionId,
            List<NewAttachment> attachments) {

        public NewBulletin {
            audience = audience == null ? List.of() : audience;
            sectionId = sectionId == null ? Optional.empty() : sectionId;
            attachments = attachments == null ? List.of() : attachments;
        }
    }

    public record SectionReaders(SectionRef section, int read, int total) {}

    /** {@code counted} is false for readers to whom it was not addressed any more or not yet. */
    public record ReaderListing(PersonRef person, Optional<Instant> readAt, boolean counted) {}

    /**
     * The counts are those of the whole bulletin.
     *
     * @param remindedAt when those who have not read were last asked to
     * @param mayRemind whether they can be asked now: not today already, and there is somebody
     */
    public record ReadersPage(
            int read,
            int total,
            Optional<Instant> remindedAt,
            boolean mayRemind,
            List<SectionReaders> sections,
            List<ReaderListing> items,
            int found,
            Optional<String> next) {}

    /** How many people have been asked to read. */
    public record ReminderListing(int people) {}

    static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    static Optional<SectionRef> section(Bulletin b, Map<Long, String> names) {
        return boxed(b.section()).filter(names::containsKey).map(id -> new SectionRef(id, names.get(id)));
    }
}
