package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kairan.chat.ChatModule;
import org.kairan.chat.boundary.Listings.MessageEdit;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.control.Texts;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Place;
import org.kairan.chat.entity.Responses;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.activity.Withdrawn;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.search.Changed;

/** Changes messages that are there; each change within the caller's transaction, and none when all is as wanted already. */
@ApplicationScoped
public class MessageEdits {

    static final int REACTIONS_MAX = 20;

    @Inject
    Rooms rooms;

    @Inject
    Messages messages;

    @Inject
    Responses responses;

    @Inject
    Shown shown;

    @Inject
    Sending sending;

    @Inject
    PolicyBook book;

    @Inject
    RoomLog log;

    @Inject
    Event<Changed> changes;

    @Inject
    Event<Withdrawn> withdrawals;

    @Inject
    Clock clock;

    /** A message that this caller may see, in the room that nobody else changes until the transaction ends. */
    record Held(Place place, Message message) {}

    /** Finds a message for somebody who may see it. */
    Held find(Caller caller, long room, long seq) {
        var place = rooms.place(room, caller).orElseThrow(NotFound::new);
        var message = messages.find(room, seq)
                .filter(found -> RoomPolicy.maySee(place, found))
                .orElseThrow(NotFound::new);
        return new Held(place, message);
    }

    /** Finds a message and keeps others from changing anything in its room meanwhile. */
    Held hold(Caller caller, long room, long seq) {
        rooms.place(room, caller).orElseThrow(NotFound::new);
        rooms.hold(room).orElseThrow(NotFound::new);
        return find(caller, room, seq);
    }

    /** Finds a message that is still there in a room that is open. */
    Held holdOpen(Caller caller, long room, long seq) {
        var held = hold(caller, room, seq);
        if (held.place().room().isClosed(clock.instant())) {
            throw Refused.conflict("chat.room-closed");
        }
        if (held.message().isDeleted()) {
            throw Refused.conflict("chat.message-deleted");
        }
        return held;
    }

    void edit(Caller caller, long room, long seq, MessageEdit in) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        var held = hold(caller, room, seq);
        var message = held.message();
        if (!message.sender().equals(caller.person())) {
            throw new NotFound();
        }
        var text = Texts.body(in.text(), false, book.limits().characters());
        if (message.version() == in.baseVersion() + 1 && message.text().equals(text) && !message.isDeleted()) {
            // The repeat of what has been done.
            return;
        }
        holdOpen(caller, room, seq);
        if (message.version() != in.baseVersion()) {
            throw Refused.changedMeanwhile();
        }
        if (message.text().equals(text)) {
            return;
        }
        var named = Texts.mentions(text);
        sending.checkNamed(named, Texts.mentions(message.text()));
        var now = clock.instant();
        if (!messages.edit(message, text, named, now)) {
            throw Refused.changedMeanwhile();
        }
        var listing = shown.toAll(messages.find(room, seq).orElseThrow());
        write(room, new RoomEvent.MessageEdited(listing, shown.people(List.of(listing))), caller.person());
        changed(message);
    }

    void delete(Caller caller, long room, long seq) {
        var held = hold(caller, room, seq);
        if (!RoomPolicy.mayDelete(held.place(), held.message(), caller)) {
            throw new NotFound();
        }
        if (held.message().isDeleted()) {
            return;
        }
        holdOpen(caller, room, seq);
        takeAway(held.message(), caller.person(), false);
    }

    /** Takes a message away from all readers, out of the log too; for those who have held its room. */
    void takeAway(Message message, PersonId by, boolean hidden) {
        messages.delete(message.room(), message.seq(), by, hidden, clock.instant());
        var tombstone = shown.toAll(messages.find(message.room(), message.seq()).orElseThrow());
        log.scrub(message.room(), tombstone, messages.replies(message.room(), message.seq()));
        write(message.room(), new RoomEvent.MessageDeleted(tombstone), by);
        changed(message);
        withdrawals.fire(new Withdrawn(ChatModule.message(message.id())));
    }

    private void changed(Message message) {
        changes.fire(new Changed(ChatModule.ID, ChatModule.MESSAGE, message.id()));
    }

    void react(Caller caller, long room, long seq, String key, boolean on) {
        if (!Stamps.isOne(key)) {
            throw Refused.invalid("chat.reaction-unknown");
        }
        holdOpen(caller, room, seq);
        var before = responses.reactions(room, Set.of(seq)).getOrDefault(seq, Map.of());
        if (on && !before.containsKey(key) && before.size() >= REACTIONS_MAX) {
            throw new Refused(
                    Refused.Kind.CONFLICT, "chat.too-many-reactions", Map.of("max", REACTIONS_MAX), List.of());
        }
        if (responses.react(room, seq, key, caller.person(), on)) {
            var now = responses.reactions(room, Set.of(seq)).getOrDefault(seq, Map.of());
            var people = now.values().stream().flatMap(List::stream).map(PersonId::new);
            write(
                    room,
                    new RoomEvent.ReactionChanged(seq, Shown.reactions(now), shown.people(people)),
                    caller.person());
        }
    }

    void pin(Caller caller, long room, long seq, boolean on) {
        var held = holdOpen(caller, room, seq);
        if (held.message().pinned() != on) {
            messages.pin(room, seq, on ? Optional.of(caller.person()) : Optional.empty(), clock.instant());
            write(room, new RoomEvent.PinChanged(seq, on), caller.person());
        }
    }

    void mark(Caller caller, long room, long seq, Optional<String> mark) {
        var wanted = mark.map(key ->
                Message.Mark.of(key).orElseThrow(() -> Refused.invalid("core.invalid", Map.of("field", "mark"))));
        var held = holdOpen(caller, room, seq);
        if (!held.message().mark().equals(wanted)) {
            messages.mark(room, seq, wanted, caller.person());
            write(room, new RoomEvent.MarkChanged(seq, mark), caller.person());
        }
    }

    void acknowledge(Caller caller, long room, long seq) {
        var held = hold(caller, room, seq);
        var message = held.message();
        if (message.isDeleted()) {
            throw Refused.conflict("chat.message-deleted");
        }
        if (message.ackBy().isEmpty()
                || message.sender().equals(caller.person())
                || !held.place().member().isConcernedBy(seq)) {
            throw Refused.conflict("chat.ack-not-asked");
        }
        var now = clock.instant();
        if (responses.acknowledge(room, seq, caller.person(), now)) {
            var done = responses.acknowledgements(room, Set.of(seq)).get(seq).size();
            write(room, new RoomEvent.Acknowledged(seq, caller.person().value(), now, done), caller.person());
        }
    }

    private void write(long room, RoomEvent event, PersonId actor) {
        Room advanced = rooms.advance(room, false).orElseThrow(NotFound::new);
        log.write(advanced, event, Optional.of(actor), clock.instant());
    }
}
