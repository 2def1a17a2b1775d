package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;
import org.kairan.core.storage.BlobRef;
import org.kairan.core.storage.StoredFile;

/** Keeps messages that are to be sent later. */
@ApplicationScoped
public class Scheduled {

    private static final String ROWS =
            "id, room_id, person_id, key, text, reply_seq, agenda_id, ack_by, confirm_all, due_at, in_working_hours, refused";

    /**
     * A message that waits.
     *
     * @param key under which it will be sent, once
     * @param refused why it could not be sent
     */
    public record Waiting(
            long id,
            long room,
            PersonId person,
            UUID key,
            String text,
            OptionalLong reply,
            OptionalLong agenda,
            Optional<LocalDate> ackBy,
            boolean confirmAll,
            Instant dueAt,
            boolean inWorkingHours,
            Optional<String> refused) {}

    /** A file that a waiting message holds, under the number that it will have as an attachment. */
    public record Held(long attachment, StoredFile file) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Adds one; empty if the same request has done so already. */
    public Optional<Long> add(Waiting waiting, Optional<UUID> request) {
        return jdbi.withHandle(h -> h.createQuery(
                        "insert into chat.scheduled (room_id, person_id, key, text, reply_seq, agenda_id, ack_by, confirm_all, due_at, in_working_hours, created_at, request_id)"
                                + " values (:room, :person, :key, :text, :reply, :agenda, :ackBy, :confirm, :due, :hours, :now, :request) on conflict (person_id, request_id) do nothing returning id")
                .bind("room", waiting.room())
                .bind("person", waiting.person().value())
                .bind("key", waiting.key())
                .bind("text", waiting.text())
                .bind("reply", Columns.boxed(waiting.reply()))
                .bind("agenda", Columns.boxed(waiting.agenda()))
                .bind("ackBy", waiting.ackBy().orElse(null))
                .bind("confirm", waiting.confirmAll())
                .bind("due", Columns.at(waiting.dueAt()))
                .bind("hours", waiting.inWorkingHours())
                .bind("now", Columns.at(clock.instant()))
                .bind("request", request.orElse(null))
                .mapTo(Long.class)
                .findOne());
    }

    public void addFile(long id, int position, Held held) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into chat.scheduled_file (scheduled_id, position, attachment_id, sha256, name, type, size) values (:id, :position, :attachment, :sha256, :name, :type, :size)")
                .bind("id", id)
                .bind("position", position)
                .bind("attachment", held.attachment())
                .bind("sha256", held.file().blob().sha256())
                .bind("name", held.file().name())
                .bind("type", held.file().type())
                .bind("size", held.file().size())
                .execute());
    }

    public List<Held> files(long id) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select attachment_id, sha256, name, type, size from chat.scheduled_file where scheduled_id = :id order by position")
                .bind("id", id)
                .map((rs, c) -> new Held(
                        rs.getLong(1),
                        new StoredFile(new BlobRef(rs.getString(2)), rs.getString(3), rs.getString(4), rs.getLong(5))))
                .list());
    }

    /** Gives what somebody has waiting, what could not be sent included, in the order in which it is due. */
    public List<Waiting> of(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery("select " + ROWS
                        + " from chat.scheduled where person_id = :person and sent_seq is null order by due_at, id")
                .bind("person", person.value())
                .map((rs, c) -> row(rs))
                .list());
    }

    public Optional<Waiting> of(PersonId person, UUID request) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select " + ROWS + " from chat.scheduled where person_id = :person and request_id = :request")
                .bind("person", person.value())
                .bind("request", request)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** Gives those whose time has come. */
    public List<Long> due(int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select id from chat.scheduled where sent_seq is null and refused is null and due_at <= :now order by due_at, id limit :limit")
                .bind("now", Columns.at(clock.instant()))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    /** Takes one for this transaction; empty if it is gone, sent, or being sent elsewhere. */
    public Optional<Waiting> take(long id) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select " + ROWS
                                + " from chat.scheduled where id = :id and sent_seq is null and refused is null for update skip locked")
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    public void sent(long id, long seq) {
        jdbi.useHandle(h -> h.createUpdate("update chat.scheduled set sent_seq = :seq where id = :id")
                .bind("id", id)
                .bind("seq", seq)
                .execute());
    }

    public void refuse(long id, String code) {
        jdbi.useHandle(
                h -> h.createUpdate("update chat.scheduled set refused = :code where id = :id and sent_seq is null")
                        .bind("id", id)
                        .bind("code", code)
                        .execute());
    }

    /** Takes back what has not been sent; false if there is no such. */
    public boolean drop(long id, PersonId person) {
        return jdbi.withHandle(h ->
                h.createUpdate("delete from chat.scheduled where id = :id and person_id = :person and sent_seq is null")
                                .bind("id", id)
                                .bind("person", person.value())
                                .execute()
                        == 1);
    }

    private static Waiting row(ResultSet rs) throws SQLException {
        return new Waiting(
                rs.getLong("id"),
                rs.getLong("room_id"),
                new PersonId(rs.getLong("person_id")),
                rs.getObject("key", UUID.class),
                rs.getString("text"),
                Columns.numberIf(rs, "reply_seq"),
                Columns.numberIf(rs, "agenda_id"),
                Optional.ofNullable(rs.getObject("ack_by", LocalDate.class)),
                rs.getBoolean("confirm_all"),
                Columns.instant(rs, "due_at"),
                rs.getBoolean("in_working_hours"),
                Optional.ofNullable(rs.getString("refused")));
    }
}
