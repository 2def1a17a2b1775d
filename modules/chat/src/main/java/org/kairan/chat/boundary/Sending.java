package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kairan.chat.ChatModule;
import org.kairan.chat.boundary.Listings.NewMessage;
import org.kairan.chat.boundary.Listings.SentListing;
import org.kairan.chat.control.Pace;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.control.Texts;
import org.kairan.chat.entity.Attachment;
import org.kairan.chat.entity.Attachments;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Place;
import org.kairan.chat.entity.Receipts;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.Rooms;
import org.kairan.chat.entity.Scheduled.Held;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.search.Changed;
import org.kairan.core.storage.Blobs;
import org.kairan.core.storage.StoredFile;
import org.kairan.core.time.CityTime;

/** Takes in a message once: whatever is repeated, by whom and whenever, makes no second one and gets the first one's answer. */
@ApplicationScoped
public class Sending {

    static final int FILES_MAX = 10;

    /** Above so many people a sender has to say that they mean it. */
    static final int CONFIRM_ABOVE = 100;

    private static final Duration LONG_AGO = Duration.ofDays(3660);
    private static final Duration SOON = Duration.ofDays(2);

    /** Two equal sendings ran at once and the other one won; all that this one did is undone. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Inject
    Rooms rooms;

    @Inject
    Members members;

    @Inject
    Messages messages;

    @Inject
    Attachments attachments;

    @Inject
    Receipts receipts;

    @Inject
    Shown shown;

    @Inject
    RoomLog log;

    @Inject
    Activities activities;

    @Inject
    Pace pace;

    @Inject
    PolicyBook book;

    @Inject
    Blobs blobs;

    @Inject
    Directory directory;

    @Inject
    Event<Changed> changes;

    @Inject
    Clock clock;

    /**
     * Sends a message in a transaction of its own.
     *
     * @throws Overtaken if an equal sending was committed meanwhile; asking again gives what that one made
     */
    @Transactional
    public SentListing send(Caller caller, long room, UUID key, NewMessage in) {
        return send(caller, room, key, in, List.of());
    }

    /** Sends a message with files that chat holds already. */
    @Transactional
    public SentListing send(Caller caller, long room, UUID key, NewMessage in, List<Held> held) {
        var draft = checked(caller, room, key, in, !held.isEmpty());
        var before = rooms.place(room, caller).orElseThrow(NotFound::new);
        var earlier = messages.sent(caller.person(), key, draft.requestHash());
        if (earlier.isPresent()) {
            if (!earlier.get().same()) {
                throw Refused.invalid("core.request-reused");
            }
            return new SentListing(
                    earlier.get().seq(), earlier.get().rev(), earlier.get().at(), true);
        }
        var named = Texts.mentions(draft.text());
        check(before, draft, named, in.confirmAll());
        pace.step(caller.person(), book.limits().perMinute());
        // From here on whoever sends into this room waits; what was looked at before may have changed.
        var advanced = rooms.advance(room, true).orElseThrow(NotFound::new);
        var now = clock.instant();
        var member = rooms.place(room, caller).map(Place::member).orElseThrow(NotFound::new);
        RoomPolicy.whyNotPost(advanced, member, now).ifPresent(refused -> {
            throw refused;
        });
        if (draft.agenda().isPresent()) {
            var item = rooms.agenda(room).stream()
                    .filter(i -> i.id() == draft.agenda().getAsLong())
                    .findFirst()
                    .orElseThrow(() -> Refused.invalid("chat.agenda-unknown"));
            if (item.closed()) {
                throw Refused.conflict("chat.agenda-closed");
            }
        }
        var message =
                messages.add(draft, advanced.seq(), advanced.rev(), now, named).orElseThrow(Overtaken::new);
        attach(caller.person(), message, in.files());
        for (var position = 0; position < held.size(); position++) {
            var file = held.get(position);
            attachments.add(new Attachment(file.attachment(), room, message.seq(), file.file()), position);
        }
        if (member.receiptSeq() == message.seq() - 1) {
            receipts.sent(room, caller.person(), message.seq());
        }
        var listing = shown.fresh(message, named, !in.files().isEmpty() || !held.isEmpty());
        log.write(
                advanced,
                new RoomEvent.MessageSent(listing, shown.people(List.of(listing))),
                Optional.of(caller.person()),
                now);
        activities.sent(advanced, message, named);
        changes.fire(new Changed(ChatModule.ID, ChatModule.MESSAGE, message.id()));
        return new SentListing(message.seq(), advanced.rev(), now, false);
    }

    private Messages.Draft checked(Caller caller, long room, UUID key, NewMessage in, boolean mayBeEmpty) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        if (key == null) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "chat.key-missing", Map.of(), List.of());
        }
        var text = Texts.body(
                in.text(), mayBeEmpty || !in.files().isEmpty(), book.limits().characters());
        if (in.files().size() > FILES_MAX) {
            throw Refused.invalid("chat.too-many-files", Map.of("max", FILES_MAX));
        }
        if (in.files().stream().anyMatch(java.util.Objects::isNull)
                || in.files().stream().distinct().count() != in.files().size()) {
            throw Refused.invalid("core.invalid", Map.of("field", "files"));
        }
        var now = clock.instant();
        if (in.clientAt()
                .filter(at -> at.isBefore(now.minus(LONG_AGO)) || at.isAfter(now.plus(SOON)))
                .isPresent()) {
            throw Refused.invalid("core.invalid", Map.of("field", "clientAt"));
        }
        var today = CityTime.today(clock);
        if (in.ackBy()
                .filter(due -> due.isBefore(today) || due.isAfter(today.plusYears(1)))
                .isPresent()) {
            throw Refused.invalid("chat.ack-date");
        }
        return new Messages.Draft(
                room,
                caller.person(),
                key,
                hash(room, text, in),
                text,
                in.clientAt(),
                Listings.unboxed(in.reply()),
                Listings.unboxed(in.agenda()),
                in.ackBy());
    }

    private static byte[] hash(long room, String text, NewMessage in) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(String.join(
                                    "\u0000",
                                    Long.toString(room),
                                    text,
                                    in.reply().toString(),
                                    in.agenda().toString(),
                                    in.files().toString(),
                                    in.ackBy().toString())
                            .getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void check(Place place, Messages.Draft draft, Set<String> named, boolean confirmed) {
        if (draft.reply().isPresent()
                && messages.find(place.room().id(), draft.reply().getAsLong())
                        .filter(original -> RoomPolicy.maySee(place, original))
                        .isEmpty()) {
            throw Refused.invalid("chat.reply-unknown");
        }
        checkNamed(named, Set.of());
        if (!confirmed) {
            var count = reached(place.room(), draft.sender(), named);
            if (count > CONFIRM_ABOVE) {
                throw Refused.invalid("chat.confirm-all", Map.of("count", count));
            }
        }
    }

    /** Refuses a text that names somebody who does not exist; whom it named before it may go on naming. */
    void checkNamed(Set<String> named, Set<String> before) {
        for (var target : named) {
            if (!target.equals("all")
                    && !before.contains(target)
                    && GroupId.parse(target).flatMap(directory::label).isEmpty()) {
                throw Refused.invalid("chat.mention-unknown", Map.of("target", target));
            }
        }
    }

    /** Counts the people whom groups in a text name; single people are never many. */
    private int reached(Room room, PersonId sender, Set<String> named) {
        if (named.contains("all")) {
            return room.members() - 1;
        }
        var groups = groups(named);
        if (groups.isEmpty()) {
            return 0;
        }
        var held = directory.members(Audience.of(groups), CityTime.today(clock)).stream()
                .map(Person::id)
                .collect(Collectors.toSet());
        if (held.size() <= CONFIRM_ABOVE) {
            return 0;
        }
        return (int) members.present(room.id()).stream()
                .map(Member::person)
                .filter(person -> held.contains(person) && !person.equals(sender))
                .count();
    }

    static Set<GroupId> groups(Set<String> named) {
        var groups = new HashSet<GroupId>();
        named.stream()
                .filter(target -> !target.equals("all") && !target.startsWith("person:"))
                .forEach(target -> groups.add(GroupId.parse(target).orElseThrow()));
        return groups;
    }

    /** Refuses a file that is too big, in the transaction that has claimed it. */
    StoredFile checked(StoredFile file) {
        var limits = book.limits();
        if (file.size() > limits.bytes()) {
            throw Refused.invalid("chat.file-too-big", Map.of("name", file.name(), "max", limits.megabytes()));
        }
        return file;
    }

    private void attach(PersonId sender, Message message, List<UUID> uploads) {
        var position = 0;
        for (var upload : uploads) {
            var id = attachments.next();
            var file = checked(blobs.claim(upload, sender, Shown.attachment(id)));
            attachments.add(new Attachment(id, message.room(), message.seq(), file), position++);
        }
    }
}
