package org.kairan.chat.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.StringReader;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.Tails;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.RoomChanges;
import org.kairan.core.live.Advanced;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Writes what happens into a room's log, in the transaction in which it happens, and wakes who follows; the only way in which anything gets there. */
@ApplicationScoped
public class RoomLog {

    private static final Jsonb JSON = JsonbBuilder.create();

    private static final List<String> WITH_WORDS =
            List.of(RoomEvent.kind(RoomEvent.MessageSent.class), RoomEvent.kind(RoomEvent.MessageEdited.class));

    @Inject
    RoomChanges changes;

    @Inject
    Tails tails;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transaction;

    @Inject
    Event<Advanced> advanced;

    @Inject
    Event<Hint> hints;

    /**
     * Writes one event.
     *
     * @param room with the revision that this change was given
     * @param actor empty for what the organization or the clock did
     */
    void write(Room room, RoomEvent event, Optional<PersonId> actor, Instant at) {
        changes.append(
                room.id(),
                room.rev(),
                event.kind(),
                event.about().map(OptionalLong::of).orElse(OptionalLong.empty()),
                actor,
                at,
                body(event, actor, at));
        // Before those who follow are woken: what is interposed comes first.
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status != Status.STATUS_ROLLEDBACK) {
                    tails.announce(room.id(), room.rev());
                }
            }
        });
        advanced.fire(new Advanced(ChatModule.stream(room.id())));
    }

    /** Takes a deleted message's words out of the log: what it said, and where replies quote it. */
    void scrub(long room, Listings.MessageListing tombstone, Collection<Long> replies) {
        var gone = JSON.toJson(tombstone);
        for (var change : changes.of(room, List.of(tombstone.seq()), WITH_WORDS)) {
            changes.rewrite(room, change.rev(), with(change.body(), "message", parsed(gone)));
        }
        for (var change : changes.of(room, replies, WITH_WORDS)) {
            var message = parsed(change.body()).getJsonObject("message");
            if (message.containsKey("reply")) {
                var reply = Json.createObjectBuilder(message.getJsonObject("reply"))
                        .add("excerpt", "")
                        .build();
                changes.rewrite(
                        room,
                        change.rev(),
                        with(
                                change.body(),
                                "message",
                                Json.createObjectBuilder(message)
                                        .add("reply", reply)
                                        .build()));
            }
        }
    }

    /** Takes out of the log what these messages quote, because it is removed. */
    void unquote(long room, Collection<Long> replies) {
        for (var change : changes.of(room, replies, WITH_WORDS)) {
            var message = Json.createObjectBuilder(parsed(change.body()).getJsonObject("message"))
                    .remove("reply")
                    .build();
            changes.rewrite(room, change.rev(), with(change.body(), "message", message));
        }
    }

    private static String with(String body, String name, JsonObject value) {
        return Json.createObjectBuilder(parsed(body)).add(name, value).build().toString();
    }

    private static JsonObject parsed(String body) {
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }

    static String body(RoomEvent event, Optional<PersonId> actor, Instant at) {
        var by = actor.map(person -> "\"actor\":" + person.value() + ",").orElse("");
        return "{\"at\":\"" + at + "\"," + by + JSON.toJson(event).substring(1);
    }

    /** Tells people that their own list of rooms, or what they have chosen, is another now. */
    void mine(Collection<PersonId> people, long room) {
        if (!people.isEmpty()) {
            hints.fire(new Hint(
                    Audience.of(people.stream().map(GroupId::person).toList()),
                    "chat.mine-changed",
                    ChatModule.room(room)));
        }
    }

    void mine(PersonId person, long room) {
        mine(List.of(person), room);
    }
}
