package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kairan.chat.entity.Message.Mark;
import org.kairan.core.people.PersonId;

/** Keeps messages, what they said before, and whom they name. */
@ApplicationScoped
public class Messages {

    static final String ROWS =
            "m.room_id, m.seq, m.id, m.sender_id, m.key, m.text, m.at, m.client_at, m.version, m.edited_at, m.deleted_at, m.hidden, m.reply_seq, m.agenda_id, m.mark, m.pinned_at is not null as pinned, m.ack_by, m.all_read_at";

    /** What is to be sent; {@code requestHash} tells a repeated sending from a key used twice. */
    public record Draft(
            long room,
            PersonId sender,
            UUID key,
            byte[] requestHash,
            String text,
            Optional<Instant> clientAt,
            OptionalLong reply,
            OptionalLong agenda,
            Optional<LocalDate> ackBy) {}

    /** What an earlier sending with the same key made; {@code same} if it was of the same words. */
    public record Sent(long room, long seq, long rev, Instant at, boolean same) {}

    /** A text that a message once had. */
    public record Version(int version, String text, Instant at) {}

    @Inject
    Jdbi jdbi;

    /** Finds what a key has made, whenever that was. */
    public Optional<Sent> sent(PersonId sender, UUID key, byte[] requestHash) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select room_id, seq, rev, at, request_hash = :hash as same from chat.message where sender_id = :sender and key = :key")
                .bind("sender", sender.value())
                .bind("key", key)
                .bind("hash", requestHash)
                .map((rs, c) -> new Sent(
                        rs.getLong("room_id"),
                        rs.getLong("seq"),
                        rs.getLong("rev"),
                        Columns.instant(rs, "at"),
                        rs.getBoolean("same")))
                .findOne());
    }

    /** Adds a message under the numbers that the room has given; empty if its key has been used meanwhile, and then nothing may be committed. */
    public Optional<Message> add(Draft draft, long seq, long rev, Instant at, Collection<String> mentions) {
        return jdbi.withHandle(h -> {
            var added = h.createQuery("""
                insert into chat.message as m (room_id, seq, rev, sender_id, key, request_hash, text, at, client_at, reply_seq, agenda_id, ack_by)
                values (:room, :seq, :rev, :sender, :key, :hash, :text, :at, :clientAt, :reply, :agenda, :ackBy) on conflict (sender_id, key) do nothing
                returning\s""" + ROWS)
                    .bind("room", draft.room())
                    .bind("seq", seq)
                    .bind("rev", rev)
                    .bind("sender", draft.sender().value())
                    .bind("key", draft.key())
                    .bind("hash", draft.requestHash())
                    .bind("text", draft.text())
                    .bind("at", Columns.at(at))
                    .bind("clientAt", Columns.at(draft.clientAt()))
                    .bind("reply", Columns.boxed(draft.reply()))
                    .bind("agenda", Columns.boxed(draft.agenda()))
                    .bind("ackBy", draft.ackBy().orElse(null))
                    .map((rs, c) -> row(rs))
                    .findOne();
            if (added.isPresent()) {
                name(draft.room(), seq, mentions);
            }
            return added;
        });
    }

    public Optional<Message> find(long room, long seq) {
        return jdbi.withHandle(
                h -> h.createQuery("select " + ROWS + " from chat.message m where m.room_id = :room and m.seq = :seq")
                        .bind("room", room)
                        .bind("seq", seq)
                        .map((rs, c) -> row(rs))
                        .findOne());
    }

    /** Finds a message by its number among all. */
    public Optional<Message> find(long id) {
        return jdbi.withHandle(h -> h.createQuery("select " + ROWS + " from chat.message m where m.id = :id")
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    public List<Message> find(long room, Collection<Long> seqs) {
        return seqs.isEmpty()
                ? List.of()
                : jdbi.withHandle(h -> h.createQuery("select " + ROWS
                                + " from chat.message m where m.room_id = :room and m.seq = any(:seqs) order by m.seq")
                        .bind("room", room)
                        .bindArray("seqs", Long.class, seqs.toArray())
                        .map((rs, c) -> row(rs))
                        .list());
    }

    /** Gives messages after one, the oldest first. */
    public List<Message> after(long room, long seq, int limit) {
        return jdbi.withHandle(h -> h.createQuery("select " + ROWS
                        + " from chat.message m where m.room_id = :room and m.seq > :seq order by m.seq limit :limit")
                .bind("room", room)
                .bind("seq", seq)
                .bind("limit", limit)
                .map((rs, c) -> row(rs))
                .list());
    }

    /** Gives the messages that come just before one and after {@code from}, the oldest first. */
    public List<Message> before(long room, long seq, long from, int limit) {
        var rows = jdbi.withHandle(h -> h.createQuery(
                        "select " + ROWS
                                + " from chat.message m where m.room_id = :room and m.seq < :seq and m.seq > :from order by m.seq desc limit :limit")
                .bind("room", room)
                .bind("seq", seq)
                .bind("from", from)
                .bind("limit", limit)
                .map((rs, c) -> row(rs))
                .list());
        Collections.reverse(rows);
        return rows;
    }

    /** Gives the first message at or after a time. */
    public OptionalLong firstSince(long room, Instant at) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select seq from chat.message where room_id = :room and at >= :at order by at, seq limit 1")
                .bind("room", room)
                .bind("at", Columns.at(at))
                .map((rs, c) -> OptionalLong.of(rs.getLong(1)))
                .findOne()
                .orElse(OptionalLong.empty()));
    }

    /** Gives the first message after one that somebody else wrote and that is still there. */
    public OptionalLong firstOfOthers(long room, long seq, PersonId reader) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select seq from chat.message where room_id = :room and seq > :seq and sender_id <> :reader and deleted_at is null order by seq limit 1")
                .bind("room", room)
                .bind("seq", seq)
                .bind("reader", reader.value())
                .map((rs, c) -> OptionalLong.of(rs.getLong(1)))
                .findOne()
                .orElse(OptionalLong.empty()));
    }

    /** Gives the messages that are pinned, the last ones first. */
    public List<Long> pins(long room, long from, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select seq from chat.message where room_id = :room and pinned_at is not null and deleted_at is null and seq > :from order by pinned_at desc, seq desc limit :limit")
                .bind("room", room)
                .bind("from", from)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    /** Gives the replies to a message. */
    public List<Long> replies(long room, long seq) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select seq from chat.message where room_id = :room and reply_seq = :seq order by seq")
                .bind("room", room)
                .bind("seq", seq)
                .mapTo(Long.class)
                .list());
    }

    /** Gives the messages that reply to one of those up to a number. */
    public List<Long> repliesUpTo(long room, long seq) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select seq from chat.message where room_id = :room and reply_seq <= :seq order by seq")
                .bind("room", room)
                .bind("seq", seq)
                .mapTo(Long.class)
                .list());
    }

    /** Gives a message a new text and keeps the one before; false if its version is another by now. */
    public boolean edit(Message message, String text, Collection<String> mentions, Instant now) {
        return jdbi.withHandle(h -> {
            var edited = h.createUpdate(
                                    "update chat.message set text = :text, version = version + 1, edited_at = :now where room_id = :room and seq = :seq and version = :version and deleted_at is null")
                            .bind("room", message.room())
                            .bind("seq", message.seq())
                            .bind("version", message.version())
                            .bind("text", text)
                            .bind("now", Columns.at(now))
                            .execute()
                    == 1;
            if (edited) {
                h.createUpdate(
                                "insert into chat.message_version (room_id, seq, version, text, at) values (:room, :seq, :version, :text, :at)")
                        .bind("room", message.room())
                        .bind("seq", message.seq())
                        .bind("version", message.version())
                        .bind("text", message.text())
                        .bind("at", Columns.at(message.editedAt().orElse(message.at())))
                        .execute();
                h.createUpdate("delete from chat.mention where room_id = :room and seq = :seq")
                        .bind("room", message.room())
                        .bind("seq", message.seq())
                        .execute();
                name(message.room(), message.seq(), mentions);
            }
            return edited;
        });
    }

    /** Takes a message away from its readers; its number stays. */
    public void delete(long room, long seq, PersonId by, boolean hidden, Instant now) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update chat.message set deleted_at = :now, deleted_by = :by, hidden = :hidden, pinned_at = null, pinned_by = null, mark = null, marked_by = null where room_id = :room and seq = :seq")
                .bind("room", room)
                .bind("seq", seq)
                .bind("by", by.value())
                .bind("hidden", hidden)
                .bind("now", Columns.at(now))
                .execute());
    }

    public void pin(long room, long seq, Optional<PersonId> by, Instant now) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update chat.message set pinned_at = :at, pinned_by = :by where room_id = :room and seq = :seq")
                .bind("room", room)
                .bind("seq", seq)
                .bind("at", by.isPresent() ? Columns.at(now) : null)
                .bind("by", by.map(PersonId::value).orElse(null))
                .execute());
    }

    public void mark(long room, long seq, Optional<Mark> mark, PersonId by) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update chat.message set mark = :mark, marked_by = :by where room_id = :room and seq = :seq")
                .bind("room", room)
                .bind("seq", seq)
                .bind("mark", mark.map(Mark::key).orElse(null))
                .bind("by", mark.map(any -> by.value()).orElse(null))
                .execute());
    }

    /** Gives what a message said before, the first version first. */
    public List<Version> versions(long room, long seq) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select version, text, at from chat.message_version where room_id = :room and seq = :seq order by version")
                .bind("room", room)
                .bind("seq", seq)
                .map((rs, c) -> new Version(rs.getInt("version"), rs.getString("text"), Columns.instant(rs, "at")))
                .list());
    }

    /** Gives whom each of these messages names. */
    public Map<Long, List<String>> mentions(long room, Collection<Long> seqs) {
        return jdbi.withHandle(h -> {
            var named = new HashMap<Long, List<String>>();
            h.createQuery(
                            "select seq, target from chat.mention where room_id = :room and seq = any(:seqs) order by seq, target")
                    .bind("room", room)
                    .bindArray("seqs", Long.class, seqs.toArray())
                    .map((rs, c) -> named.computeIfAbsent(rs.getLong(1), any -> new java.util.ArrayList<>())
                            .add(rs.getString(2)))
                    .list();
            return named;
        });
    }

    private void name(long room, long seq, Collection<String> mentions) {
        if (!mentions.isEmpty()) {
            jdbi.useHandle(h -> h.createUpdate(
                            "insert into chat.mention (room_id, seq, target) select :room, :seq, t from unnest(:targets) as t")
                    .bind("room", room)
                    .bind("seq", seq)
                    .bindArray(
                            "targets",
                            String.class,
                            mentions.stream().distinct().toArray())
                    .execute());
        }
    }

    static Message row(ResultSet rs) throws SQLException {
        return new Message(
                rs.getLong("room_id"),
                rs.getLong("seq"),
                rs.getLong("id"),
                new PersonId(rs.getLong("sender_id")),
                rs.getObject("key", UUID.class),
                rs.getString("text"),
                Columns.instant(rs, "at"),
                Columns.instantIf(rs, "client_at"),
                rs.getInt("version"),
                Columns.instantIf(rs, "edited_at"),
                Columns.instantIf(rs, "deleted_at"),
                rs.getBoolean("hidden"),
                Columns.numberIf(rs, "reply_seq"),
                Columns.numberIf(rs, "agenda_id"),
                Optional.ofNullable(rs.getString("mark")).flatMap(Mark::of),
                rs.getBoolean("pinned"),
                Optional.ofNullable(rs.getObject("ack_by", LocalDate.class)),
                Columns.instantIf(rs, "all_read_at"));
    }
}
