package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Remembers, through kills, which rooms' messages have to be told to the search anew since other people may find them. */
@ApplicationScoped
public class Reindexing {

    @Inject
    Jdbi jdbi;

    /** Adds a room in the caller's transaction; one that is being gone through begins again. */
    public void add(long room) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into chat.reindex (room_id) values (:room) on conflict (room_id) do update set after_id = 0")
                .bind("room", room)
                .execute());
    }

    /** Gives the next messages to be told, the newest rooms' first, and remembers that they are; empty when there is nothing left. */
    public List<Long> next(int limit) {
        return jdbi.withHandle(h -> {
            var room = h.createQuery(
                            "select room_id, after_id from chat.reindex order by room_id limit 1 for update skip locked")
                    .map((rs, c) -> new long[] {rs.getLong(1), rs.getLong(2)})
                    .findOne();
            if (room.isEmpty()) {
                return List.<Long>of();
            }
            var ids = h.createQuery(
                            "select id from chat.message where room_id = :room and id > :after order by id limit :limit")
                    .bind("room", room.get()[0])
                    .bind("after", room.get()[1])
                    .bind("limit", limit)
                    .mapTo(Long.class)
                    .list();
            if (ids.size() < limit) {
                h.createUpdate("delete from chat.reindex where room_id = :room")
                        .bind("room", room.get()[0])
                        .execute();
            } else {
                h.createUpdate("update chat.reindex set after_id = :after where room_id = :room")
                        .bind("room", room.get()[0])
                        .bind("after", ids.get(ids.size() - 1))
                        .execute();
            }
            return ids;
        });
    }

    public boolean isEmpty() {
        return jdbi.withHandle(h -> !h.createQuery("select exists (select from chat.reindex)")
                .mapTo(Boolean.class)
                .one());
    }
}
