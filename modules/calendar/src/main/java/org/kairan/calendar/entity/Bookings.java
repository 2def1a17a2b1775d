package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Keeps which event holds which room when. That none is held twice is the constraint {@code never_twice}'s business, whatever is written here. */
@ApplicationScoped
public class Bookings {

    /**
     * A booking that stands against another.
     *
     * @param by whose calendar its event is in, or who has made it if it is a section's
     * @param tentative whether it is held by a slot, of which nothing is decided
     */
    public record Clash(long room, String name, Instant starts, Instant ends, PersonId by, boolean tentative) {}

    /**
     * A booking as a caller may see it.
     *
     * @param visible whether they may see more than who has it
     * @param editable whether they may change its event
     * @param requested whether the owners of the room have not yet said yes
     */
    public record Seen(
            long room,
            long event,
            LocalDateTime recurrence,
            Instant starts,
            Instant ends,
            String title,
            PersonId by,
            boolean visible,
            boolean editable,
            boolean tentative,
            boolean requested) {}

    /**
     * That somebody has a room for some time.
     *
     * @param ends exclusive
     */
    public record Use(long room, Instant starts, Instant ends, PersonId by) {}

    private static final String BY =
            "case when e.owner like 'person:%' then substr(e.owner, 8)::bigint else e.created_by end as by";

    @Inject
    Jdbi jdbi;

    /** Lets go of what an event holds from a day of the recurrence on, inclusive. */
    public void release(long event, LocalDate from) {
        jdbi.useHandle(
                h -> h.createUpdate("delete from calendar.booking where event_id = :event and recurrence_id >= :from")
                        .bind("event", event)
                        .bind("from", from.atStartOfDay())
                        .execute());
    }

    /**
     * Takes rooms, as far as nobody else has them; also those who take one at the same moment wait for each other here.
     *
     * @return how many were taken; if not all, the transaction must not be committed
     */
    public int take(List<Booking> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        return jdbi.withHandle(h -> bind(
                        h.createUpdate(
                                "insert into calendar.booking (room_id, event_id, recurrence_id, starts, ends, during)"
                                        + " select room, event, recurrence, starts, ends, tstzrange(begins, ends)"
                                        + " from unnest(:room, :event, :recurrence, :begins, :starts, :ends) as rows(room, event, recurrence, begins, starts, ends)"
                                        + " order by room, begins on conflict do nothing"),
                        rows)
                .execute());
    }

    /** The bookings that stand against these, the earliest first, at most {@code limit}. */
    public List<Clash> against(List<Booking> rows, int limit) {
        return jdbi.withHandle(h -> bind(
                        h.createQuery(
                                "select b.room_id, r.name, b.starts, b.ends, e.proposal_id is not null as tentative, "
                                        + BY
                                        + " from (select distinct k.room_id, k.event_id, k.recurrence_id, k.starts, k.ends"
                                        + " from unnest(:room, :event, :recurrence, :begins, :starts, :ends) as wanted(room, event, recurrence, begins, starts, ends)"
                                        + " join calendar.booking k on k.room_id = wanted.room and k.during && tstzrange(wanted.begins, wanted.ends)"
                                        + " and (k.event_id, k.recurrence_id) <> (wanted.event, wanted.recurrence)) b"
                                        + " join calendar.room r on r.id = b.room_id join calendar.event e on e.id = b.event_id order by b.starts, b.room_id limit :limit"),
                        rows)
                .bind("limit", limit)
                .map((rs, c) -> new Clash(
                        rs.getLong("room_id"),
                        rs.getString("name"),
                        Events.instant(rs, "starts").orElseThrow(),
                        Events.instant(rs, "ends").orElseThrow(),
                        new PersonId(rs.getLong("by")),
                        rs.getBoolean("tentative")))
                .list());
    }

    /** What is booked in rooms between two instants (the second exclusive), the earliest first. */
    public List<Seen> between(Collection<Long> rooms, Instant from, Instant until, Caller caller) {
        return jdbi.withHandle(h -> Occurrences.seenBy(
                        caller,
                        h.createQuery(
                                "select b.room_id, b.event_id, b.recurrence_id, b.starts, b.ends, coalesce(v.title, e.title) as title, "
                                        + BY
                                        + ", " + Occurrences.VISIBLE + " as visible, " + Occurrences.EDITABLE
                                        + " as editable, e.proposal_id is not null as tentative,"
                                        + " exists (select from calendar.approval a where a.event_id = b.event_id and a.room_id = b.room_id and a.state = 'requested') as requested"
                                        + " from calendar.booking b join calendar.event e on e.id = b.event_id"
                                        + " left join calendar.event_override v on v.event_id = b.event_id and v.recurrence_id = b.recurrence_id and v.title is not null"
                                        + " where b.room_id = any(:rooms) and b.during && tstzrange(:from, :until) order by b.starts, b.event_id"))
                .bindArray("rooms", Long.class, rooms.toArray())
                .bind("from", Events.at(from))
                .bind("until", Events.at(until))
                .map((rs, c) -> new Seen(
                        rs.getLong("room_id"),
                        rs.getLong("event_id"),
                        rs.getObject("recurrence_id", LocalDateTime.class),
                        Events.instant(rs, "starts").orElseThrow(),
                        Events.instant(rs, "ends").orElseThrow(),
                        rs.getString("title"),
                        new PersonId(rs.getLong("by")),
                        rs.getBoolean("visible"),
                        rs.getBoolean("editable"),
                        rs.getBoolean("tentative"),
                        rs.getBoolean("requested")))
                .list());
    }

    /** The people for whose private events rooms are held after a moment. */
    public List<PersonId> privateOwners(Instant after) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select distinct substr(e.owner, 8)::bigint from calendar.booking b join calendar.event e on e.id = b.event_id"
                                + " where b.starts > :after and e.visibility = 'private' and e.owner like 'person:%'")
                .bind("after", Events.at(after))
                .map((rs, c) -> new PersonId(rs.getLong(1)))
                .list());
    }

    /** Lets go of the rooms that private events of these people hold after a moment. */
    public void releasePrivate(Collection<PersonId> owners, Instant after) {
        jdbi.useHandle(h -> h.createUpdate(
                        "delete from calendar.booking b using calendar.event e where e.id = b.event_id and b.starts > :after and e.visibility = 'private' and e.owner = any(:owners)")
                .bind("after", Events.at(after))
                .bindArray(
                        "owners",
                        String.class,
                        owners.stream()
                                .map(person -> GroupId.person(person).toString())
                                .toArray())
                .execute());
    }

    /** What an event holds. */
    public List<Booking> of(long event) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select room_id, event_id, recurrence_id, lower(during) as begins, starts, ends from calendar.booking where event_id = :event")
                .bind("event", event)
                .map((rs, c) -> booking(rs))
                .list());
    }

    /** Who has booked rooms between two instants (the second exclusive); what waits for its owners is left out. */
    public List<Use> used(Collection<Long> rooms, Instant from, Instant until) {
        return jdbi.withHandle(h -> h.createQuery("select b.room_id, b.starts, b.ends, " + BY
                        + " from calendar.booking b join calendar.event e on e.id = b.event_id"
                        + " where b.room_id = any(:rooms) and b.during && tstzrange(:from, :until) and b.starts < :until and b.ends > :from"
                        + " and not exists (select from calendar.approval a where a.event_id = b.event_id and a.room_id = b.room_id and a.state = 'requested')"
                        + " order by b.starts, b.event_id")
                .bindArray("rooms", Long.class, rooms.toArray())
                .bind("from", Events.at(from))
                .bind("until", Events.at(until))
                .map((rs, c) -> new Use(
                        rs.getLong("room_id"),
                        Events.instant(rs, "starts").orElseThrow(),
                        Events.instant(rs, "ends").orElseThrow(),
                        new PersonId(rs.getLong("by"))))
                .list());
    }

    /** When rooms are taken between two instants, the time to make them ready included. */
    public List<Booking> taken(Collection<Long> rooms, Instant from, Instant until) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select room_id, event_id, recurrence_id, lower(during) as begins, starts, ends from calendar.booking"
                                + " where room_id = any(:rooms) and during && tstzrange(:from, :until)")
                .bindArray("rooms", Long.class, rooms.toArray())
                .bind("from", Events.at(from))
                .bind("until", Events.at(until))
                .map((rs, c) -> booking(rs))
                .list());
    }

    private static Booking booking(ResultSet rs) throws SQLException {
        return new Booking(
                rs.getLong("room_id"),
                rs.getLong("event_id"),
                rs.getObject("recurrence_id", LocalDateTime.class),
                Events.instant(rs, "begins").orElseThrow(),
                Events.instant(rs, "starts").orElseThrow(),
                Events.instant(rs, "ends").orElseThrow());
    }

    private static <T extends org.jdbi.v3.core.statement.SqlStatement<T>> T bind(T statement, List<Booking> rows) {
        return statement
                .bindArray("room", Long.class, column(rows, Booking::room))
                .bindArray("event", Long.class, column(rows, Booking::event))
                .bindArray("recurrence", LocalDateTime.class, column(rows, Booking::recurrence))
                .bindArray("begins", OffsetDateTime.class, column(rows, b -> Events.at(b.from())))
                .bindArray("starts", OffsetDateTime.class, column(rows, b -> Events.at(b.starts())))
                .bindArray("ends", OffsetDateTime.class, column(rows, b -> Events.at(b.ends())));
    }

    private static Object[] column(List<Booking> rows, Function<Booking, Object> value) {
        return rows.stream().map(value).toArray();
    }
}
