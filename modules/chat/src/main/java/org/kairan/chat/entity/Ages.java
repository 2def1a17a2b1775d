package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.kairan.chat.entity.Room.Kind;

/** Finds and removes what has been kept long enough. */
@ApplicationScoped
public class Ages {

    @Inject
    Jdbi jdbi;

    /** Gives the rooms of a kind with messages from before a time, those on hold left out. */
    public List<Long> rooms(Kind kind, Instant before) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select r.id from chat.room r where r.kind = :kind and not r.held and exists (select from chat.message m where m.room_id = r.id and m.at < :before) order by r.id")
                .bind("kind", kind.key())
                .bind("before", Columns.at(before))
                .mapTo(Long.class)
                .list());
    }

    /** Gives the last of the first messages of a room that are all from before a time, at most so many; 0 if there is none. */
    public long last(long room, Instant before, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select coalesce(max(seq), 0) from (select seq, at from chat.message where room_id = :room order by seq limit :limit) m where at < :before")
                .bind("room", room)
                .bind("before", Columns.at(before))
                .bind("limit", limit)
                .mapTo(Long.class)
                .one());
    }

    public boolean isHeld(long room) {
        return jdbi.withHandle(h -> h.createQuery("select held from chat.room where id = :room")
                .bind("room", room)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(true));
    }

    public void hold(long room, boolean held) {
        jdbi.useHandle(h -> h.createUpdate("update chat.room set held = :held where id = :room")
                .bind("room", room)
                .bind("held", held)
                .execute());
    }

    /** Gives the messages up to one by their numbers among all. */
    public List<Long> ids(long room, long through) {
        return jdbi.withHandle(
                h -> h.createQuery("select id from chat.message where room_id = :room and seq <= :through")
                        .bind("room", room)
                        .bind("through", through)
                        .mapTo(Long.class)
                        .list());
    }

    /** Removes the messages of a room up to one, with all that hangs on them, and what the log says about them. */
    public void remove(long room, long through) {
        jdbi.useHandle(h -> {
            for (var table : List.of(
                    "mention",
                    "attachment",
                    "message_version",
                    "reaction",
                    "acknowledgement",
                    "reminder",
                    "bookmark",
                    "report",
                    "event",
                    "message")) {
                h.createUpdate("delete from chat." + table + " where room_id = :room and seq <= :through")
                        .bind("room", room)
                        .bind("through", through)
                        .execute();
            }
            h.createUpdate("delete from chat.read_range where room_id = :room and to_seq <= :through")
                    .bind("room", room)
                    .bind("through", through)
                    .execute();
            h.createUpdate("update chat.message set reply_seq = null where room_id = :room and reply_seq <= :through")
                    .bind("room", room)
                    .bind("through", through)
                    .execute();
        });
    }
}
