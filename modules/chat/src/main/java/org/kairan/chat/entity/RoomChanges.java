package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps each room's log: what clients replay that were away. */
@ApplicationScoped
public class RoomChanges {

    private static final String ROWS = "rev, kind, seq, at, body";

    @Inject
    Jdbi jdbi;

    public void append(
            long room, long rev, String kind, OptionalLong seq, Optional<PersonId> actor, Instant at, String body) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into chat.event (room_id, rev, kind, seq, actor_id, at, body) values (:room, :rev, :kind, :seq, :actor, :at, :body)")
                .bind("room", room)
                .bind("rev", rev)
                .bind("kind", kind)
                .bind("seq", Columns.boxed(seq))
                .bind("actor", actor.map(PersonId::value).orElse(null))
                .bind("at", Columns.at(at))
                .bind("body", body)
                .execute());
    }

    /**
     * Gives what happened after a revision, in order.
     *
     * @param visibleFrom changes of messages up to this one are left out
     */
    public List<RoomChange> since(long room, long rev, long visibleFrom, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select " + ROWS
                                + " from chat.event where room_id = :room and rev > :rev and (seq is null or seq > :from) order by rev limit :limit")
                .bind("room", room)
                .bind("rev", rev)
                .bind("from", visibleFrom)
                .bind("limit", limit)
                .map((rs, c) -> row(rs))
                .list());
    }

    /** Gives the last changes, in order. */
    public List<RoomChange> last(long room, int limit) {
        return jdbi.withHandle(h -> h.createQuery("select " + ROWS + " from (select " + ROWS
                        + " from chat.event where room_id = :room order by rev desc limit :limit) l order by rev")
                .bind("room", room)
                .bind("limit", limit)
                .map((rs, c) -> row(rs))
                .list());
    }

    /** Gives the entries of these kinds about these messages. */
    public List<RoomChange> of(long room, Collection<Long> seqs, Collection<String> kinds) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select " + ROWS
                                + " from chat.event where room_id = :room and seq = any(:seqs) and kind = any(:kinds) order by rev")
                .bind("room", room)
                .bindArray("seqs", Long.class, seqs.toArray())
                .bindArray("kinds", String.class, kinds.toArray())
                .map((rs, c) -> row(rs))
                .list());
    }

    /** Says an entry anew, when words in it are no longer to be read. */
    public void rewrite(long room, long rev, String body) {
        jdbi.useHandle(h -> h.createUpdate("update chat.event set body = :body where room_id = :room and rev = :rev")
                .bind("room", room)
                .bind("rev", rev)
                .bind("body", body)
                .execute());
    }

    private static RoomChange row(ResultSet rs) throws SQLException {
        return new RoomChange(
                rs.getLong("rev"),
                rs.getString("kind"),
                Columns.numberIf(rs, "seq"),
                Columns.instant(rs, "at"),
                rs.getString("body"));
    }
}
