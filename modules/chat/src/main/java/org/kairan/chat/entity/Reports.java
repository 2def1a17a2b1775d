package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps what people have reported as not fit to stay, and what came of it. */
@ApplicationScoped
public class Reports {

    private static final String ROWS =
            "select id, room_id, seq, person_id, reason, at, decided_at, decided_by, decision from chat.report ";

    /** @param decision {@code hidden} or {@code dismissed}; empty while it is open */
    public record Report(
            long id,
            long room,
            long seq,
            PersonId person,
            String reason,
            Instant at,
            Optional<Instant> decidedAt,
            Optional<PersonId> decidedBy,
            Optional<String> decision) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Adds one; the same person's second of the same message changes nothing, and is false. */
    public boolean add(long room, long seq, PersonId person, String reason) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "insert into chat.report (room_id, seq, person_id, reason, at) values (:room, :seq, :person, :reason, :now) on conflict do nothing")
                        .bind("room", room)
                        .bind("seq", seq)
                        .bind("person", person.value())
                        .bind("reason", reason)
                        .bind("now", Columns.at(clock.instant()))
                        .execute()
                == 1);
    }

    public Optional<Report> find(long id) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where id = :id")
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** Lists those that are open first, then the newest. */
    public List<Report> list(long before, int limit) {
        return jdbi.withHandle(
                h -> h.createQuery(ROWS + "where id < :before order by decided_at is not null, id desc limit :limit")
                        .bind("before", before)
                        .bind("limit", limit)
                        .map((rs, c) -> row(rs))
                        .list());
    }

    /** Notes what came of all open reports of the message. */
    public void decide(long room, long seq, String decision, PersonId by) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update chat.report set decision = :decision, decided_by = :by, decided_at = :now where room_id = :room and seq = :seq and decision is null")
                .bind("room", room)
                .bind("seq", seq)
                .bind("decision", decision)
                .bind("by", by.value())
                .bind("now", Columns.at(clock.instant()))
                .execute());
    }

    private static Report row(ResultSet rs) throws SQLException {
        return new Report(
                rs.getLong("id"),
                rs.getLong("room_id"),
                rs.getLong("seq"),
                new PersonId(rs.getLong("person_id")),
                rs.getString("reason"),
                Columns.instant(rs, "at"),
                Columns.instantIf(rs, "decided_at"),
                Columns.numberIf(rs, "decided_by").isEmpty()
                        ? Optional.empty()
                        : Optional.of(new PersonId(rs.getLong("decided_by"))),
                Optional.ofNullable(rs.getString("decision")));
    }
}
