package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Finds rooms for those who may take any of them out, and what edited messages said before. */
@ApplicationScoped
public class Exports {

    @Inject
    Jdbi jdbi;

    public List<Room> find(String name, Optional<Long> person, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select " + Rooms.ROWS
                                + " from chat.room r where position(lower(:name) in lower(r.name)) > 0 and (:person::bigint is null or exists (select from chat.member m where m.room_id = r.id and m.person_id = :person)) order by r.name, r.id limit :limit")
                .bind("name", name)
                .bind("person", person.orElse(null))
                .bind("limit", limit)
                .map((rs, c) -> Rooms.row(rs))
                .list());
    }

    public boolean isEmpty(long room, long first, long last) {
        return jdbi.withHandle(h -> !h.createQuery(
                        "select exists (select from chat.message where room_id = :room and seq between :first and :last)")
                .bind("room", room)
                .bind("first", first)
                .bind("last", last)
                .mapTo(Boolean.class)
                .one());
    }

    /** Gives number, version, time and text of what messages of a room said before they were edited. */
    public List<List<String>> versions(long room) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select v.seq, v.version, v.at, v.text from chat.message_version v where v.room_id = :room order by v.seq, v.version")
                .bind("room", room)
                .map((rs, c) -> List.of(
                        Long.toString(rs.getLong(1)),
                        Integer.toString(rs.getInt(2)),
                        Columns.instant(rs, "at").toString(),
                        rs.getString(4)))
                .list());
    }
}
