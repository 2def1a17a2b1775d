package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps up to where everybody has read, when, and since when a message has been read by all. */
@ApplicationScoped
public class Receipts {

    /** The messages that have been read by a move: after {@code from}, up to {@code to}. */
    public record Moved(long from, long to) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Moves somebody's receipt forward; empty if it is there already. Beyond the room's last message there is nothing to read. */
    public Optional<Moved> move(long room, PersonId person, long seq) {
        return jdbi.withHandle(h -> {
            var move = h.createQuery("""
                select m.receipt_seq, least(:seq, r.seq) from chat.member m join chat.room r on r.id = m.room_id
                where m.room_id = :room and m.person_id = :person and m.left_seq is null for update of m""")
                    .bind("room", room)
                    .bind("person", person.value())
                    .bind("seq", seq)
                    .map((rs, c) -> new Moved(rs.getLong(1), rs.getLong(2)))
                    .findOne()
                    .filter(moved -> moved.from() < moved.to());
            move.ifPresent(moved -> h.createUpdate("""
                with moved as (update chat.member set receipt_seq = :to, receipt_at = :now where room_id = :room and person_id = :person and left_seq is null)
                insert into chat.read_range (room_id, person_id, from_seq, to_seq, read_at) values (:room, :person, :from, :to, :now)""")
                    .bind("room", room)
                    .bind("person", person.value())
                    .bind("from", moved.from())
                    .bind("to", moved.to())
                    .bind("now", Columns.at(clock.instant()))
                    .execute());
            return move;
        });
    }

    /** Takes a sender past their own message if they had read all before it; what they have not read stays so. */
    public void sent(long room, PersonId sender, long seq) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update chat.member set receipt_seq = :seq where room_id = :room and person_id = :person and left_seq is null and receipt_seq = :seq - 1")
                .bind("room", room)
                .bind("person", sender.value())
                .bind("seq", seq)
                .execute());
    }

    /**
     * Notes for messages after {@code from} up to {@code to} that everybody concerned has read them, once; the time is that of the last reader. To be called when what was read is committed: of two last readers at the
     * same time neither sees the other before.
     *
     * @return the messages of which it has been noted
     */
    public List<Long> settle(long room, long from, long to) {
        return jdbi.withHandle(h -> h.createQuery("""
            update chat.message m set all_read_at = (
              select max(read.at) from chat.member p cross join lateral (
                select r.read_at as at from chat.read_range r where r.room_id = p.room_id and r.person_id = p.person_id and r.to_seq >= m.seq order by r.to_seq limit 1) read
              where p.room_id = m.room_id and p.person_id <> m.sender_id and p.joined_seq < m.seq and p.receipt_seq >= m.seq and (p.left_seq is null or p.left_seq >= m.seq))
            where m.room_id = :room and m.seq > :from and m.seq <= :to and m.all_read_at is null and m.deleted_at is null
              and not exists (select from chat.member x where x.room_id = m.room_id and x.left_seq is null and x.receipt_seq < m.seq and x.joined_seq < m.seq and x.person_id <> m.sender_id)
              and exists (select from chat.member x where x.room_id = m.room_id and x.receipt_seq >= m.seq and x.joined_seq < m.seq and (x.left_seq is null or x.left_seq >= m.seq) and x.person_id <> m.sender_id)
            returning m.seq""")
                .bind("room", room)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .list());
    }

    /** Gives the lowest message that somebody present has not read, so that whoever leaves does not make all of a long history looked at. */
    public long lowest(long room) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select coalesce(min(receipt_seq), 0) from chat.member where room_id = :room and left_seq is null")
                .bind("room", room)
                .mapTo(Long.class)
                .one());
    }

    /** Gives when each reader had read a message. */
    public Map<PersonId, Instant> times(long room, long seq) {
        return jdbi.withHandle(h -> {
            var times = new HashMap<PersonId, Instant>();
            h.createQuery("""
                select p.person_id, read.at from (select distinct person_id from chat.member where room_id = :room and receipt_seq >= :seq and joined_seq < :seq) p cross join lateral (
                  select r.read_at as at from chat.read_range r where r.room_id = :room and r.person_id = p.person_id and r.to_seq >= :seq and r.from_seq < :seq order by r.to_seq limit 1) read""")
                    .bind("room", room)
                    .bind("seq", seq)
                    .map((rs, c) -> times.put(new PersonId(rs.getLong("person_id")), Columns.instant(rs, "at")))
                    .list();
            return times;
        });
    }
}
