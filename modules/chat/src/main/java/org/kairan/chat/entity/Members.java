package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kairan.chat.entity.Member.Role;
import org.kairan.core.people.PersonId;

/** Keeps who was and is in which room, and as what. */
@ApplicationScoped
public class Members {

    static final String ROWS =
            "m.room_id, m.person_id, m.role, m.by_rule, m.joined_seq, m.joined_rev, m.joined_at, m.left_seq, m.left_at, m.receipt_seq";

    @Inject
    Jdbi jdbi;

    /** Gives who is in the room now, in the order in which they came. */
    public List<Member> present(long room) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select " + ROWS
                                + " from chat.member m where m.room_id = :room and m.left_seq is null order by m.joined_rev, m.person_id")
                .bind("room", room)
                .map((rs, c) -> row(rs))
                .list());
    }

    /** Gives everybody who is or was in the room, one entry per period. */
    public List<Member> all(long room) {
        return jdbi.withHandle(h -> h.createQuery("select " + ROWS
                        + " from chat.member m where m.room_id = :room order by m.joined_rev, m.person_id")
                .bind("room", room)
                .map((rs, c) -> row(rs))
                .list());
    }

    /**
     * Somebody has come into a room or left it.
     *
     * @param seq the room's last message then
     */
    public record Coming(PersonId person, boolean left, boolean byRule, long seq, Instant at) {}

    /** Gives who has come and gone since the room was made and the organization put people there, the newest last, at most so many. */
    public List<Coming> comings(long room, long after, int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
            select * from (
              select person_id, false as has_left, by_rule, joined_seq as seq, joined_rev as rev, joined_at as at from chat.member
               where room_id = :room and (joined_seq > 0 or not by_rule) and joined_rev > (select min(joined_rev) from chat.member where room_id = :room)
              union all
              select person_id, true, by_rule, left_seq, left_rev, left_at from chat.member where room_id = :room and left_seq is not null
              ) c where c.seq >= :after order by c.rev desc, c.person_id limit :limit""")
                .bind("room", room)
                .bind("after", after)
                .bind("limit", limit)
                .map((rs, c) -> new Coming(
                        new PersonId(rs.getLong("person_id")),
                        rs.getBoolean("has_left"),
                        rs.getBoolean("by_rule"),
                        rs.getLong("seq"),
                        Columns.instant(rs, "at")))
                .collect(Collectors.collectingAndThen(Collectors.toList(), newest -> {
                    Collections.reverse(newest);
                    return newest;
                })));
    }

    /** Gives everybody who is in any room now. */
    public List<PersonId> everywhere() {
        return jdbi.withHandle(h -> h.createQuery("select distinct person_id from chat.member where left_seq is null")
                .map((rs, c) -> new PersonId(rs.getLong(1)))
                .list());
    }

    /** Gives the rooms in which somebody is now. */
    public List<Long> rooms(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select room_id from chat.member where person_id = :person and left_seq is null order by room_id")
                .bind("person", person.value())
                .mapTo(Long.class)
                .list());
    }

    /** Lets people in who are not there; what is already in the room counts as read by them. */
    public void join(Room room, Collection<PersonId> people, Role role, boolean byRule, Instant now) {
        jdbi.useHandle(h -> h.createUpdate("""
            insert into chat.member (room_id, person_id, role, by_rule, joined_seq, joined_rev, joined_at, receipt_seq)
            select :room, p, :role, :rule, :seq, :rev, :now, :seq from unnest(:people) as p""")
                .bind("room", room.id())
                .bindArray("people", Long.class, ids(people))
                .bind("role", role.key())
                .bind("rule", byRule)
                .bind("seq", room.seq())
                .bind("rev", room.rev())
                .bind("now", Columns.at(now))
                .execute());
    }

    /** Ends the present period of these people. */
    public void leave(Room room, Collection<PersonId> people, Instant now) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update chat.member set left_seq = :seq, left_rev = :rev, left_at = :now where room_id = :room and person_id = any(:people) and left_seq is null")
                .bind("room", room.id())
                .bindArray("people", Long.class, ids(people))
                .bind("seq", room.seq())
                .bind("rev", room.rev())
                .bind("now", Columns.at(now))
                .execute());
    }

    public void setRole(long room, PersonId person, Role role) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update chat.member set role = :role where room_id = :room and person_id = :person and left_seq is null")
                .bind("room", room)
                .bind("person", person.value())
                .bind("role", role.key())
                .execute());
    }

    private static Object[] ids(Collection<PersonId> people) {
        return people.stream().map(PersonId::value).toArray();
    }

    static Member row(ResultSet rs) throws SQLException {
        return new Member(
                rs.getLong("room_id"),
                new PersonId(rs.getLong("person_id")),
                Role.of(rs.getString("role")).orElseThrow(),
                rs.getBoolean("by_rule"),
                rs.getLong("joined_seq"),
                rs.getLong("joined_rev"),
                Columns.instant(rs, "joined_at"),
                Columns.numberIf(rs, "left_seq"),
                Columns.instantIf(rs, "left_at"),
                rs.getLong("receipt_seq"));
    }
}
