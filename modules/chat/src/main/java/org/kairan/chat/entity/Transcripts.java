package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;

/** Gives long stretches of a room at once, for what is written from them. */
@ApplicationScoped
public class Transcripts {

    @Inject
    Jdbi jdbi;

    /**
     * Gives the messages of a stretch, the oldest first, tombstones included.
     *
     * @param first inclusive
     * @param last inclusive
     * @param agenda only those of this item
     * @param marked only those with a mark
     */
    public List<Message> messages(long room, long first, long last, OptionalLong agenda, boolean marked, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select " + Messages.ROWS
                                + " from chat.message m where m.room_id = :room and m.seq between :first and :last"
                                + " and (:agenda::bigint is null or m.agenda_id = :agenda) and (not :marked or m.mark is not null) order by m.seq limit :limit")
                .bind("room", room)
                .bind("first", first)
                .bind("last", last)
                .bind("agenda", Columns.boxed(agenda))
                .bind("marked", marked)
                .bind("limit", limit)
                .map((rs, c) -> Messages.row(rs))
                .list());
    }
}
