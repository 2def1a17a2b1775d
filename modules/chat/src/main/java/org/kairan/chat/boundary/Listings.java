package org.kairan.chat.boundary;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kairan.core.people.Person;

/** The forms in which rooms and messages are shown to clients and come from them. */
public final class Listings {

    private Listings() {}

    public record PersonRef(long id, String name, String kana, Optional<String> section, Optional<String> title) {

        public static PersonRef of(Person person) {
            return new PersonRef(person.id().value(), person.name(), person.kana(), person.section(), person.title());
        }
    }

    // ---- rooms

    /** What a room's last message looks like in a list. */
    public record LastMessage(long seq, PersonRef author, String excerpt, Instant at, boolean deleted) {}

    /**
     * A room in the list of one of its members.
     *
     * @param name in a room of two, the other's
     * @param rev number of the last change, to follow from
     * @param seq number of the last message
     * @param readSeq up to which message the caller has read
     * @param unread how many messages of others the caller has not read, up to 1000
     * @param mentions how many of these name the caller
     */
    public record RoomListing(
            long id,

            @Schema(enumeration = {"direct", "group", "section", "consultation", "announcement", "meeting"})
            String kind,

            String name,
            String purpose,
            Optional<PersonRef> other,
            long rev,
            long seq,
            long readSeq,
            int unread,
            int mentions,
            Optional<LastMessage> last,
            boolean favourite,
            boolean muted,

            @Schema(enumeration = {"all", "mentions", "none"})
            String alerts,

            int members,

            @Schema(enumeration = {"member", "owner", "chair", "recorder"})
            String role,

            Optional<Instant> closedAt,
            Optional<Instant> opensAt,
            Optional<Instant> closesAt,
            boolean mayPost,
            boolean mayManage) {}

    /**
     * What is taken at most.
     *
     * @param body characters of a message
     * @param files of a message
     * @param fileBytes of one file
     * @param members of a room
     * @param confirm above so many people a message that names them is confirmed
     * @param reactions kinds of them on a message
     */
    public record ChatLimits(int body, int files, long fileBytes, int members, int confirm, int reactions) {}

    /**
     * How the thing looks to the caller to which a link leads.
     *
     * @param path as it was asked for
     * @param module whose it is
     */
    public record CardListing(String path, String module, String kind, String title, Optional<String> detail) {}

    public record CardsPage(List<CardListing> items) {}

    /** What another module offers to do: its text's key, and the page where it is done. */
    public record OfferListing(String module, String key, String path) {}

    public record OfferList(List<OfferListing> items) {}

    public record RoomsPage(List<RoomListing> rooms, ChatLimits limits) {}

    public record AgendaListing(
            long id,
            String title,
            @Schema(enumeration = {"open", "closed"}) String state) {}

    /**
     * Somebody has come into a room or left it.
     *
     * @param seq the room's last message then
     */
    public record ComingListing(PersonRef person, boolean left, boolean byRule, long seq, Instant at) {}

    public record ComingsPage(List<ComingListing> items) {}

    /** Somebody who is in a room. */
    public record MemberListing(
            PersonRef person,

            @Schema(enumeration = {"member", "owner", "chair", "recorder"})
            String role,

            boolean byRule,
            Instant joinedAt) {}

    public record MembersPage(List<MemberListing> items, int found, Optional<String> next) {}

    /** A group by which a room gets its members. */
    public record RuleListing(String group, String label) {}

    /**
     * A room's page.
     *
     * @param membersOf the first 50
     * @param pins numbers of the pinned messages, the last pinned first
     * @param visibleFrom the caller sees the messages after this one
     */
    public record RoomDetail(
            RoomListing room,
            List<AgendaListing> agenda,
            List<Long> pins,
            List<RuleListing> rules,
            List<MemberListing> membersOf,
            Instant createdAt,
            PersonRef createdBy,
            long visibleFrom,
            int version) {}

    /** A consultation room that one may join. */
    public record OpenRoom(long id, String name, String purpose, int members, boolean joined) {}

    public record OpenRooms(List<OpenRoom> items) {}

    public record NewRoom(
            String kind,
            String name,
            String purpose,
            List<Long> people,
            List<String> groups,
            List<String> agenda,
            Optional<Instant> opensAt,
            Optional<Instant> closesAt,
            Optional<Long> chair,
            Optional<Long> recorder) {

        public NewRoom {
            people = people == null ? List.of() : people;
            groups = groups == null ? List.of() : groups;
            agenda = agenda == null ? List.of() : agenda;
            opensAt = opensAt == null ? Optional.empty() : opensAt;
            closesAt = closesAt == null ? Optional.empty() : closesAt;
            chair = chair == null ? Optional.empty() : chair;
            recorder = recorder == null ? Optional.empty() : recorder;
        }
    }

    public record NewDirectRoom(Optional<Long> person) {

        public NewDirectRoom {
            person = person == null ? Optional.empty() : person;
        }
    }

    /** An agenda item that is kept by its number or new without one. */
    public record AgendaEdit(Optional<Long> id, String title, String state) {

        public AgendaEdit {
            id = id == null ? Optional.empty() : id;
        }
    }

    /** The settings as they are to be; roles that are not named stay. */
    public record RoomEdit(
            String name,
            String purpose,
            List<AgendaEdit> agenda,
            Optional<Instant> opensAt,
            Optional<Instant> closesAt,
            Optional<Long> owner,
            Optional<Long> chair,
            Optional<Long> recorder) {

        public RoomEdit {
            agenda = agenda == null ? List.of() : agenda;
            opensAt = opensAt == null ? Optional.empty() : opensAt;
            closesAt = closesAt == null ? Optional.empty() : closesAt;
            owner = owner == null ? Optional.empty() : owner;
            chair = chair == null ? Optional.empty() : chair;
            recorder = recorder == null ? Optional.empty() : recorder;
        }
    }

    public record NewMembers(List<Long> people) {

        public NewMembers {
            people = people == null ? List.of() : people;
        }
    }

    // ---- messages

    /** What a message answers to; the excerpt is empty when that has been deleted. */
    public record ReplyListing(long seq, long author, String excerpt) {}

    /** Whom a message names: {@code person}, {@code section}, {@code title} with an id, or {@code all}. */
    public record MentionListing(
            @Schema(enumeration = {"person", "section", "title", "all"})
            String kind,

            Optional<Long> id,
            String label) {}

    public record ReactionListing(String key, List<Long> people, int count) {}

    /**
     * A file that a message carries.
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

    /**
     * Until when a message asks to be acknowledged, by how many it is, and when the caller has.
     *
     * @param of how many are asked
     */
    public record AckListing(LocalDate due, int done, int of, Optional<Instant> mine) {}

    /**
     * A message as a member sees it.
     *
     * @param key under which the author sent it; for the author only
     * @param excerpt how it is quoted
     * @param read how many of those concerned have read it
     * @param of how many are concerned
     */
    public record MessageListing(
            long seq,
            long id,
            long author,
            String text,
            String excerpt,
            Instant at,
            Optional<Instant> clientAt,
            int version,
            Optional<Instant> editedAt,
            Optional<Instant> deletedAt,
            boolean hidden,
            Optional<ReplyListing> reply,
            Optional<Long> agenda,
            Optional<String> mark,
            List<MentionListing> mentions,
            List<AttachmentListing> files,
            List<ReactionListing> reactions,
            boolean pinned,
            Optional<AckListing> ack,
            int read,
            int of,
            Optional<Instant> allReadAt,
            boolean bookmarked,
            Optional<UUID> key) {}

    /**
     * A stretch of a room.
     *
     * @param rev the room's state that the messages have at least; follow from it
     * @param firstUnread the first message that the caller has not read
     * @param visibleFrom the caller sees the messages after this one
     */
    public record MessagesPage(
            List<MessageListing> messages,
            Map<String, PersonRef> people,
            long rev,
            Optional<Long> firstUnread,
            long visibleFrom,
            boolean atStart,
            boolean atEnd) {}

    /**
     * What is to be sent.
     *
     * @param confirmAll that the sender knows how many people it names
     */
    public record NewMessage(
            String text,
            Optional<Long> reply,
            Optional<Long> agenda,
            List<UUID> files,
            Optional<LocalDate> ackBy,
            Optional<Instant> clientAt,
            boolean confirmAll) {

        public NewMessage {
            reply = reply == null ? Optional.empty() : reply;
            agenda = agenda == null ? Optional.empty() : agenda;
            files = files == null ? List.of() : files;
            ackBy = ackBy == null ? Optional.empty() : ackBy;
            clientAt = clientAt == null ? Optional.empty() : clientAt;
        }
    }

    /** Says that a message is kept; {@code repeated} if it was already. */
    public record SentListing(long seq, long rev, Instant at, boolean repeated) {}

    public record MessageEdit(String text, int baseVersion) {}

    public record VersionListing(int version, String text, Instant at) {}

    public record VersionsPage(List<VersionListing> items) {}

    public record MarkEdit(Optional<String> mark) {

        public MarkEdit {
            mark = mark == null ? Optional.empty() : mark;
        }
    }

    /** {@code beforeEdit} tells that what they read has been edited since. */
    public record MessageReader(PersonRef person, Optional<Instant> at, boolean beforeEdit) {}

    public record AckReader(PersonRef person, Instant at) {}

    /**
     * Who has read a message.
     *
     * @param exempt who left without having read it
     */
    public record MessageReaders(
            List<MessageReader> read,
            List<PersonRef> unread,
            List<PersonRef> exempt,
            Optional<Instant> allReadAt,
            List<AckReader> acks,
            List<PersonRef> unacknowledged,
            Optional<Instant> remindedAt,
            boolean mayRemind) {}

    /** How many people have been asked. */
    public record RemindedListing(int people) {}

    // ---- one's own

    public record ReceiptEdit(long seq) {}

    public record UnreadEdit(long from) {}

    public record RoomPreferences(
            boolean favourite,
            boolean muted,

            @Schema(enumeration = {"all", "mentions", "none"})
            String alerts) {}

    public record DraftEdit(String text, Optional<Long> reply) {

        public DraftEdit {
            reply = reply == null ? Optional.empty() : reply;
        }
    }

    public record DraftListing(long room, String text, Optional<Long> reply, Instant updatedAt) {}

    public record DraftsPage(List<DraftListing> items) {}

    /** What of all rooms that are not muted is unread; the mentions are of all rooms. */
    public record ChatUnread(int unread, int mentions) {}

    /** The messages of one room in a list over several rooms. */
    public record RoomMessages(long room, String name, String kind, List<MessageListing> messages, boolean more) {}

    public record MessageList(List<RoomMessages> rooms, Map<String, PersonRef> people) {}

    static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    static OptionalLong unboxed(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }
}
