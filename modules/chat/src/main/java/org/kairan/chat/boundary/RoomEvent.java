package org.kairan.chat.boundary;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kairan.chat.boundary.Listings.AgendaListing;
import org.kairan.chat.boundary.Listings.MessageListing;
import org.kairan.chat.boundary.Listings.PersonRef;
import org.kairan.chat.boundary.Listings.ReactionListing;

/**
 * Something that has happened in a room and lasts, with the whole new state of what it changed: the same for every member, harmless when applied twice.
 *
 * <p>The names of the kinds are those of the records in lower case: {@code message-sent}. What a client does with each is in docs/chat-protocol.md.
 */
public sealed interface RoomEvent {

    /** Messages in events hold nothing of one reader's own, and no receipts, which have a stream of their own. */
    record MessageSent(MessageListing message, Map<String, PersonRef> people) implements RoomEvent {}

    record MessageEdited(MessageListing message, Map<String, PersonRef> people) implements RoomEvent {}

    record MessageDeleted(MessageListing message) implements RoomEvent {}

    /** The messages up to {@code through} are not kept any longer, and copies of them are to be thrown away. */
    record MessagesRemoved(long through) implements RoomEvent {}

    record ReactionChanged(long seq, List<ReactionListing> reactions, Map<String, PersonRef> people)
            implements RoomEvent {}

    record PinChanged(long seq, boolean pinned) implements RoomEvent {}

    record MarkChanged(long seq, Optional<String> mark) implements RoomEvent {}

    /** {@code done} is how many have acknowledged it now. */
    record Acknowledged(long seq, long person, Instant at, int done) implements RoomEvent {}

    /** {@code who} are the first twenty of {@code count}; {@code members} is how many are in the room now. */
    record MemberJoined(List<PersonRef> who, int count, boolean byRule, int members) implements RoomEvent {}

    record MemberLeft(List<PersonRef> who, int count, boolean byRule, int members) implements RoomEvent {}

    record RoleChanged(PersonRef who, String role) implements RoomEvent {}

    record RoomChanged(
            String name,
            String purpose,
            List<AgendaListing> agenda,
            Optional<Instant> opensAt,
            Optional<Instant> closesAt,
            Optional<Instant> closedAt,
            int version)
            implements RoomEvent {}

    /** Gives the word of the event: {@code message-sent}. */
    default String kind() {
        return kind(getClass());
    }

    static String kind(Class<? extends RoomEvent> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    /** Gives the message that the event is about. */
    default Optional<Long> about() {
        if (this instanceof MessageSent sent) {
            return Optional.of(sent.message().seq());
        } else if (this instanceof MessageEdited edited) {
            return Optional.of(edited.message().seq());
        } else if (this instanceof MessageDeleted deleted) {
            return Optional.of(deleted.message().seq());
        } else if (this instanceof ReactionChanged reaction) {
            return Optional.of(reaction.seq());
        } else if (this instanceof PinChanged pin) {
            return Optional.of(pin.seq());
        } else if (this instanceof MarkChanged mark) {
            return Optional.of(mark.seq());
        } else if (this instanceof Acknowledged ack) {
            return Optional.of(ack.seq());
        }
        return Optional.empty();
    }
}
