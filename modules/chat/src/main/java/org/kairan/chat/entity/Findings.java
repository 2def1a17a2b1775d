package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Looks messages up by their number among all and by their words. */
@ApplicationScoped
public class Findings {

    @Inject
    Jdbi jdbi;

    /** Gives those of the messages that are there and not deleted. */
    public List<Message> messages(Collection<Long> ids) {
        return jdbi.withHandle(h -> h.createQuery("select " + Messages.ROWS
                        + " from chat.message m where m.id = any(:ids) and m.deleted_at is null order by m.id")
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, c) -> Messages.row(rs))
                .list());
    }

    /** Gives the numbers of all messages after one, in ascending order. */
    public List<Long> ids(long after, int limit) {
        return jdbi.withHandle(
                h -> h.createQuery("select id from chat.message where id > :after order by id limit :limit")
                        .bind("after", after)
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .list());
    }

    public Map<Long, Room> rooms(Collection<Long> ids) {
        return jdbi.withHandle(h -> h
                .createQuery("select " + Rooms.ROWS + " from chat.room r where r.id = any(:ids)")
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, c) -> Rooms.row(rs))
                .stream()
                .collect(Collectors.toMap(Room::id, room -> room)));
    }

    /**
     * Finds messages in whose text, without the marks that name people, every one of the expressions fits, the newest first.
     *
     * @param visible by room the number after which its messages may be seen
     * @param senders only theirs; everybody's without
     * @param before only what was written before; always without
     */
    public List<Message> find(
            Map<Long, Long> visible,
            List<String> words,
            Optional<Collection<PersonId>> senders,
            Optional<Instant> before,
            int limit) {
        var rooms = List.copyOf(visible.keySet());
        return jdbi.withHandle(h -> h.createQuery("select " + Messages.ROWS + """
                 from unnest(:rooms, :from) as v(room_id, after) cross join lateral (
                  select * from chat.message x where x.room_id = v.room_id and x.seq > v.after and x.deleted_at is null
                    and (not :some or x.sender_id = any(:senders)) and (:before::timestamptz is null or x.at < :before)
                    and not exists (select from unnest(:words) as w where not case when x.text ~ w
                      then regexp_replace(x.text, '@[[][a-z]+(:[0-9]+)?[]]', '', 'g') ~ w else false end)
                  order by x.seq desc limit :limit) m
                order by m.at desc, m.room_id, m.seq desc limit :limit""")
                .bindArray("rooms", Long.class, rooms.toArray())
                .bindArray("from", Long.class, rooms.stream().map(visible::get).toArray())
                .bind("some", senders.isPresent())
                .bindArray(
                        "senders",
                        Long.class,
                        senders.stream()
                                .flatMap(Collection::stream)
                                .map(PersonId::value)
                                .toArray())
                .bind("before", Columns.at(before))
                .bindArray("words", String.class, words.toArray())
                .bind("limit", limit)
                .map((rs, c) -> Messages.row(rs))
                .list());
    }
}
