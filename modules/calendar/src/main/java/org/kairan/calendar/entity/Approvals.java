package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps what the owners of rooms are asked and what they say. Whoever writes has locked the event. */
@ApplicationScoped
public class Approvals {

    private static final String ROWS =
            "select id, event_id, room_id, state, revision, requested_by, requested_at, decided_by, reason from calendar.approval ";

    /**
     * A request with the bookings that it is about.
     *
     * @param instances how many bookings
     * @param starts of the first
     * @param ends of the first; exclusive
     * @param last when the last one begins
     */
    public record Pending(Approval approval, int instances, Instant starts, Instant ends, Instant last) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** What was asked for an event, by room. */
    public Map<Long, Approval> of(long event) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where event_id = :event")
                .bind("event", event)
                .map((rs, c) -> approval(rs))
                .collect(Collectors.toMap(Approval::room, approval -> approval)));
    }

    public Optional<Approval> find(long id) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where id = :id")
                .bind("id", id)
                .map((rs, c) -> approval(rs))
                .findOne());
    }

    public List<Approval> find(Collection<Long> ids) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where id = any(:ids)")
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, c) -> approval(rs))
                .list());
    }

    /** Asks the owners of a room, anew if they have been asked or have decided before. */
    public Approval request(long event, long room, PersonId by) {
        return jdbi.withHandle(h -> h.createQuery(
                        "insert into calendar.approval as known (event_id, room_id, state, requested_by, requested_at) values (:event, :room, 'requested', :by, :now)"
                                + " on conflict (event_id, room_id) do update set state = 'requested', revision = known.revision + 1, requested_by = excluded.requested_by,"
                                + " requested_at = excluded.requested_at, decided_by = null, decided_at = null, reason = ''"
                                + " returning id, event_id, room_id, state, revision, requested_by, requested_at, decided_by, reason")
                .bind("event", event)
                .bind("room", room)
                .bind("by", by.value())
                .bind("now", Events.at(clock.instant()))
                .map((rs, c) -> approval(rs))
                .one());
    }

    /** Takes over what was said of an event for the part that was cut from it. */
    public void copy(long from, long event, long room) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into calendar.approval (event_id, room_id, state, requested_by, requested_at, decided_by, decided_at, reason)"
                                + " select :event, room_id, state, requested_by, requested_at, decided_by, decided_at, reason from calendar.approval where event_id = :from and room_id = :room"
                                + " on conflict do nothing")
                .bind("from", from)
                .bind("event", event)
                .bind("room", room)
                .execute());
    }

    /** Decides what still is as it was asked the {@code revision}th time; false if it is not. */
    public boolean decide(long id, int revision, String state, PersonId by, String reason) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "update calendar.approval set state = :state, decided_by = :by, decided_at = :now, reason = :reason where id = :id and revision = :revision and state = 'requested'")
                        .bind("id", id)
                        .bind("revision", revision)
                        .bind("state", state)
                        .bind("by", by.value())
                        .bind("now", Events.at(clock.instant()))
                        .bind("reason", reason)
                        .execute()
                == 1);
    }

    /** Forgets what was asked for a room that the event does not hold any more. */
    public void drop(long event, long room) {
        jdbi.useHandle(h -> h.createUpdate("delete from calendar.approval where event_id = :event and room_id = :room")
                .bind("event", event)
                .bind("room", room)
                .execute());
    }

    /** What waits for the owners of these rooms, the earliest booking first, at most {@code limit}; what is over waits no more. */
    public List<Pending> pending(Collection<Long> rooms, Instant now, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select a.id, a.event_id, a.room_id, a.state, a.revision, a.requested_by, a.requested_at, a.decided_by, a.reason,"
                                + " count(*) as instances, min(b.starts) as starts, (array_agg(b.ends order by b.starts))[1] as ends, max(b.starts) as last"
                                + " from calendar.approval a join calendar.booking b on b.event_id = a.event_id and b.room_id = a.room_id"
                                + " where a.state = 'requested' and a.room_id = any(:rooms) group by a.id having max(b.ends) > :now order by starts, a.id limit :limit")
                .bindArray("rooms", Long.class, rooms.toArray())
                .bind("now", Events.at(now))
                .bind("limit", limit)
                .map((rs, c) -> new Pending(
                        approval(rs),
                        rs.getInt("instances"),
                        Events.instant(rs, "starts").orElseThrow(),
                        Events.instant(rs, "ends").orElseThrow(),
                        Events.instant(rs, "last").orElseThrow()))
                .list());
    }

    private static Approval approval(ResultSet rs) throws SQLException {
        return new Approval(
                rs.getLong("id"),
                rs.getLong("event_id"),
                rs.getLong("room_id"),
                rs.getString("state"),
                rs.getInt("revision"),
                new PersonId(rs.getLong("requested_by")),
                Events.instant(rs, "requested_at").orElseThrow(),
                Optional.ofNullable(rs.getObject("decided_by", Long.class)).map(PersonId::new),
                rs.getString("reason"));
    }
}
