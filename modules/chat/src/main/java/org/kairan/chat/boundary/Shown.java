package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.kairan.chat.ChatModule;
import org.kairan.chat.boundary.Listings.AckListing;
import org.kairan.chat.boundary.Listings.AgendaListing;
import org.kairan.chat.boundary.Listings.AttachmentListing;
import org.kairan.chat.boundary.Listings.LastMessage;
import org.kairan.chat.boundary.Listings.MentionListing;
import org.kairan.chat.boundary.Listings.MessageListing;
import org.kairan.chat.boundary.Listings.PersonRef;
import org.kairan.chat.boundary.Listings.ReactionListing;
import org.kairan.chat.boundary.Listings.ReplyListing;
import org.kairan.chat.boundary.Listings.RoomListing;
import org.kairan.chat.control.Audiences;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.control.Texts;
import org.kairan.chat.entity.AgendaItem;
import org.kairan.chat.entity.Attachment;
import org.kairan.chat.entity.Attachments;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Personal;
import org.kairan.chat.entity.Responses;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.storage.Blobs;

/** Puts rooms and messages into the forms that clients see: for one reader with what is their own, or the same for all. */
@ApplicationScoped
public class Shown {

    static final String ATTACHMENT = "attachment";

    @Inject
    Messages messages;

    @Inject
    Attachments attachments;

    @Inject
    Responses responses;

    @Inject
    Members members;

    @Inject
    Personal personal;

    @Inject
    Directory directory;

    @Inject
    Blobs blobs;

    // ---- messages

    /** Shows messages of a room to one of its members. */
    List<MessageListing> to(PersonId reader, long room, List<Message> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        return show(room, found, members.all(room), Optional.of(reader), Known.NOTHING);
    }

    /** Shows a message as it is for all: without receipts and without anybody's own. */
    MessageListing toAll(Message message) {
        return show(message.room(), List.of(message), List.of(), Optional.empty(), Known.NOTHING)
                .get(0);
    }

    /** Shows a message that has just been sent, to which nobody can have answered. */
    MessageListing fresh(Message message, Set<String> named, boolean files) {
        return show(
                        message.room(),
                        List.of(message),
                        List.of(),
                        Optional.empty(),
                        new Known(Optional.of(List.copyOf(named)), files))
                .get(0);
    }

    /** What need not be asked of the database, because the message is new. */
    private record Known(Optional<List<String>> mentions, boolean files) {
        static final Known NOTHING = new Known(Optional.empty(), true);
    }

    private List<MessageListing> show(
            long room, List<Message> found, List<Member> periods, Optional<PersonId> reader, Known known) {
        var seqs = found.stream().map(Message::seq).toList();
        var files = known.files() ? files(attachments.of(room, seqs)) : Map.<Long, List<AttachmentListing>>of();
        var fresh = known.mentions().isPresent();
        var reactions = fresh ? Map.<Long, Map<String, List<Long>>>of() : responses.reactions(room, seqs);
        var acks = !fresh && found.stream().anyMatch(m -> m.ackBy().isPresent())
                ? responses.acknowledgements(room, seqs)
                : Map.<Long, Map<PersonId, java.time.Instant>>of();
        var mentions = fresh ? Map.of(seqs.get(0), known.mentions().get()) : messages.mentions(room, seqs);
        var originals = new HashMap<Long, Message>();
        messages.find(
                        room,
                        found.stream()
                                .flatMap(m -> Listings.boxed(m.reply()).stream())
                                .distinct()
                                .toList())
                .forEach(m -> originals.put(m.seq(), m));
        var bookmarked = reader.map(me -> personal.bookmarked(room, seqs, me)).orElse(Set.of());
        var shown = new ArrayList<MessageListing>();
        for (var m : found) {
            var read = reader.isPresent() ? Audiences.read(periods, m) : new Audiences.Count(0, 0);
            var acknowledged = acks.getOrDefault(m.seq(), Map.of());
            var ack = m.ackBy()
                    .filter(due -> !m.isDeleted())
                    .map(due -> new AckListing(
                            due,
                            acknowledged.size(),
                            reader.isPresent()
                                    ? Audiences.acknowledged(periods, m, acknowledged.keySet())
                                            .of()
                                    : 0,
                            reader.map(acknowledged::get)));
            shown.add(new MessageListing(
                    m.seq(),
                    m.id(),
                    m.sender().value(),
                    m.isDeleted() ? "" : m.text(),
                    quoted(m),
                    m.at(),
                    m.clientAt(),
                    m.version(),
                    m.editedAt(),
                    m.deletedAt(),
                    m.hidden(),
                    m.isDeleted()
                            ? Optional.empty()
                            : Listings.boxed(m.reply()).map(originals::get).map(this::reply),
                    Listings.boxed(m.agenda()),
                    m.mark().map(Message.Mark::key),
                    m.isDeleted() ? List.of() : mentions(mentions.getOrDefault(m.seq(), List.of())),
                    m.isDeleted() ? List.of() : files.getOrDefault(m.seq(), List.of()),
                    m.isDeleted() ? List.of() : reactions(reactions.getOrDefault(m.seq(), Map.of())),
                    m.pinned(),
                    ack,
                    read.done(),
                    read.of(),
                    reader.flatMap(me -> m.allReadAt()),
                    bookmarked.contains(m.seq()),
                    reader.map(me -> me.equals(m.sender())).orElse(true) ? Optional.of(m.key()) : Optional.empty()));
        }
        return shown;
    }

    private ReplyListing reply(Message original) {
        return new ReplyListing(original.seq(), original.sender().value(), quoted(original));
    }

    /** How a message is quoted by replies to it and in lists. */
    private String quoted(Message message) {
        return message.isDeleted() ? "" : Texts.excerpt(Texts.named(message.text(), this::label));
    }

    static List<ReactionListing> reactions(Map<String, List<Long>> reactions) {
        return reactions.entrySet().stream()
                .map(e -> new ReactionListing(
                        e.getKey(), e.getValue(), e.getValue().size()))
                .toList();
    }

    private List<MentionListing> mentions(List<String> targets) {
        return targets.stream()
                .map(target -> target.equals("all")
                        ? new MentionListing("all", Optional.empty(), "")
                        : GroupId.parse(target)
                                .map(group -> new MentionListing(
                                        target.substring(0, target.indexOf(':')),
                                        Optional.of(group.targetId()),
                                        label(group)))
                                .orElseThrow())
                .toList();
    }

    private String label(String target) {
        return GroupId.parse(target).map(this::label).orElse("");
    }

    /** People keep their name here also when they have left. */
    private String label(GroupId group) {
        if (group.kind() == GroupId.Kind.PERSON) {
            var id = new PersonId(group.targetId());
            return Optional.ofNullable(directory.people(List.of(id)).get(id))
                    .map(Person::name)
                    .orElse("");
        }
        return directory.label(group).orElse("");
    }

    private Map<Long, List<AttachmentListing>> files(List<Attachment> found) {
        var states = found.isEmpty()
                ? Map.<org.kairan.core.storage.BlobRef, Blobs.State>of()
                : blobs.states(found.stream().map(a -> a.file().blob()).toList());
        var files = new HashMap<Long, List<AttachmentListing>>();
        found.forEach(a -> files.computeIfAbsent(a.seq(), any -> new ArrayList<>())
                .add(new AttachmentListing(
                        a.id(),
                        attachment(a.id()).toString(),
                        a.file().name(),
                        a.file().type(),
                        a.file().size(),
                        switch (states.getOrDefault(a.file().blob(), Blobs.State.READY)) {
                            case READY -> "ready";
                            case BEING_CHECKED -> "being-checked";
                            case INFECTED -> "infected";
                        })));
        return files;
    }

    static Ref attachment(long id) {
        return new Ref(ChatModule.ID, ATTACHMENT, id);
    }

    /** Gives everybody whose number stands in these messages. */
    Map<String, PersonRef> people(Collection<MessageListing> shown) {
        var ids = new HashSet<Long>();
        shown.forEach(m -> {
            ids.add(m.author());
            m.reply().ifPresent(reply -> ids.add(reply.author()));
            m.reactions().forEach(reaction -> ids.addAll(reaction.people()));
            m.mentions().stream()
                    .filter(mention -> mention.kind().equals("person"))
                    .flatMap(mention -> mention.id().stream())
                    .forEach(ids::add);
        });
        return people(ids.stream().map(PersonId::new));
    }

    Map<String, PersonRef> people(Stream<PersonId> ids) {
        var named = new TreeMap<String, PersonRef>();
        directory
                .people(ids.distinct().toList())
                .forEach((id, person) -> named.put(Long.toString(id.value()), PersonRef.of(person)));
        return named;
    }

    // ---- rooms

    List<RoomListing> rooms(List<Rooms.Listed> listed, Caller caller, java.time.Instant now) {
        var ids = Stream.concat(
                        listed.stream().flatMap(l -> l.last().stream()).map(Rooms.Last::sender),
                        listed.stream()
                                .flatMap(l -> l.place().room().pair().stream())
                                .map(pair -> pair.other(caller.person())))
                .distinct()
                .toList();
        var people = directory.people(ids);
        return listed.stream().map(l -> room(l, caller, people, now)).toList();
    }

    private RoomListing room(Rooms.Listed listed, Caller caller, Map<PersonId, Person> people, java.time.Instant now) {
        var room = listed.place().room();
        var member = listed.place().member();
        var other = room.pair()
                .map(pair -> pair.other(caller.person()))
                .map(people::get)
                .map(PersonRef::of);
        return new RoomListing(
                room.id(),
                room.kind().key(),
                other.map(PersonRef::name).orElse(room.name()),
                room.purpose(),
                other,
                room.rev(),
                room.seq(),
                member.receiptSeq(),
                listed.unread(),
                listed.mentions(),
                listed.last()
                        .map(last -> new LastMessage(
                                last.seq(),
                                PersonRef.of(people.get(last.sender())),
                                last.deleted() ? "" : Texts.excerpt(Texts.named(last.text(), this::label)),
                                last.at(),
                                last.deleted())),
                listed.preference().favourite(),
                listed.preference().muted(),
                listed.preference().alerts(),
                room.members(),
                member.role().key(),
                room.isClosed(now) ? room.closedAt().or(room::closesAt) : Optional.empty(),
                room.opensAt(),
                room.closesAt(),
                RoomPolicy.whyNotPost(room, member, now).isEmpty(),
                RoomPolicy.mayManage(room, member, caller));
    }

    static List<AgendaListing> agenda(List<AgendaItem> items) {
        return items.stream()
                .map(item -> new AgendaListing(item.id(), item.title(), item.closed() ? "closed" : "open"))
                .toList();
    }

    static RoomEvent.RoomChanged changed(Room room, List<AgendaItem> agenda) {
        return new RoomEvent.RoomChanged(
                room.name(),
                room.purpose(),
                agenda(agenda),
                room.opensAt(),
                room.closesAt(),
                room.closedAt(),
                room.version());
    }
}
