package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Keeps when events take place in whose calendar, so that a week of many people is one statement over one index. */
@ApplicationScoped
public class Occurrences {

    /** What the caller may see wholly, in SQL what {@code EventPolicy} says: {@code e} is the event. */
    private static final String MINE =
            "(e.owner = :me or exists (select from calendar.attendee a where a.event_id = e.id and a.person_id = :person and not a.absent))";

    static final String VISIBLE =
            "(e.visibility = 'public' or (e.created_by = :person and e.owner like 'section:%') or " + MINE
                    + " or (e.visibility = 'busy' and (e.owner = any(:calendars) or exists (select from calendar.attendee a where a.event_id = e.id and a.person_id = any(:actsFor) and not a.absent))))";

    /** What the caller may change, in SQL what {@code EventPolicy.mayEdit} says; a slot is changed with its proposal. */
    static final String EDITABLE =
            "(e.proposal_id is null and (e.owner = :me or (e.created_by = :person and e.owner like 'section:%') or (e.visibility <> 'private' and e.owner = any(:calendars))))";

    private static final String ROWS = """
        select o.principal, o.event_id, o.recurrence_id, o.starts, o.ends, case when o.principal <> e.owner then o.answer end as answer, e.rrule is not null as recurring, e.proposal_id is not null as tentative, e.visibility,
          coalesce(v.title, e.title) as title, coalesce(v.kind, e.kind) as kind, coalesce(v.place, e.place) as place,
          coalesce(v.all_day, e.all_day) as all_day, coalesce(v.undecided, e.undecided) as undecided,
          array(select r.name from calendar.booking b join calendar.room r on r.id = b.room_id where b.event_id = o.event_id and b.recurrence_id = o.recurrence_id order by r.id) as rooms,
          %s as mine, %s as visible, %s as editable
        from (
          select * from calendar.occurrence where principal = any(:principals) and not long and starts >= :from - interval '7 days' and starts < :until and ends > :from
          union all
          select * from calendar.occurrence where principal = any(:principals) and long and ends > :from and starts < :until) o
        join calendar.event e on e.id = o.event_id
        left join calendar.event_override v on v.event_id = o.event_id and v.recurrence_id = o.recurrence_id and v.title is not null
        where o.busy or %s
        order by o.starts, o.ends, o.event_id""".formatted(MINE, VISIBLE, EDITABLE, VISIBLE);

    /**
     * An occurrence as a caller may see it.
     *
     * @param answer of the person in whose calendar it stands; empty for whose event it is
     * @param visible whether they may see more than that the time is taken
     * @param mine whether it is theirs, or they attend
     * @param editable whether they may change it
     * @param tentative whether it is a slot, held while nothing is decided
     */
    public record Seen(
            String principal,
            long event,
            LocalDateTime recurrence,
            Instant starts,
            Instant ends,
            boolean allDay,
            boolean undecided,
            boolean recurring,
            String visibility,
            String title,
            String kind,
            String place,
            List<String> rooms,
            Optional<String> answer,
            boolean mine,
            boolean visible,
            boolean editable,
            boolean tentative) {}

    /** A time at which somebody is not free. */
    public record Busy(String principal, Instant from, Instant until) {}

    @Inject
    Jdbi jdbi;

    /** Writes an event's occurrences from a day of their recurrence on (inclusive) in place of those that were there. */
    public void replace(long event, LocalDate from, List<Occurrence> rows) {
        jdbi.useHandle(h -> h.createUpdate(
                        "delete from calendar.occurrence where event_id = :event and recurrence_id >= :from")
                .bind("event", event)
                .bind("from", from.atStartOfDay())
                .execute());
        add(event, rows);
    }

    /** The same for one calendar alone. */
    public void replace(long event, String principal, LocalDate from, List<Occurrence> rows) {
        jdbi.useHandle(h -> h.createUpdate(
                        "delete from calendar.occurrence where event_id = :event and principal = :principal and recurrence_id >= :from")
                .bind("event", event)
                .bind("principal", principal)
                .bind("from", from.atStartOfDay())
                .execute());
        add(event, rows);
    }

    /** Writes more occurrences of an event. */
    public void add(long event, List<Occurrence> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into calendar.occurrence (principal, event_id, recurrence_id, starts, ends, busy_from, busy_until, day, busy, answer, long)"
                                + " select principal, :event, recurrence, starts, ends, busy_from, busy_until, day, busy, answer, long"
                                + " from unnest(:principal, :recurrence, :starts, :ends, :from, :until, :day, :busy, :answer, :long)"
                                + " as rows(principal, recurrence, starts, ends, busy_from, busy_until, day, busy, answer, long)")
                .bind("event", event)
                .bindArray("principal", String.class, column(rows, Occurrence::principal))
                .bindArray("recurrence", LocalDateTime.class, column(rows, Occurrence::recurrence))
                .bindArray("starts", OffsetDateTime.class, column(rows, o -> Events.at(o.starts())))
                .bindArray("ends", OffsetDateTime.class, column(rows, o -> Events.at(o.ends())))
                .bindArray("from", OffsetDateTime.class, column(rows, o -> Events.at(o.busyFrom())))
                .bindArray("until", OffsetDateTime.class, column(rows, o -> Events.at(o.busyUntil())))
                .bindArray("day", LocalDate.class, column(rows, Occurrence::day))
                .bindArray("busy", Boolean.class, column(rows, Occurrence::busy))
                .bindArray("answer", String.class, column(rows, Occurrence::answer))
                .bindArray("long", Boolean.class, column(rows, Occurrence::isLong))
                .execute());
    }

    /** What stands in these calendars between two instants (the second exclusive), the earliest first; what takes no time is left out where the caller may see no more than that. */
    public List<Seen> between(Collection<String> principals, Instant from, Instant until, Caller caller) {
        return jdbi.withHandle(h -> seenBy(caller, h.createQuery(ROWS))
                .bindArray("principals", String.class, principals.toArray())
                .bind("from", Events.at(from))
                .bind("until", Events.at(until))
                .map((rs, c) -> seen(rs))
                .list());
    }

    /** Which events stand in a calendar between two instants (the second exclusive), the smallest number first, at most {@code limit}. */
    public List<Long> events(GroupId principal, Instant from, Instant until, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select event_id from calendar.occurrence where principal = :principal and not long and starts >= :from - interval '7 days' and starts < :until and ends > :from"
                                + " union select event_id from calendar.occurrence where principal = :principal and long and ends > :from and starts < :until order by 1 limit :limit")
                .bind("principal", principal.toString())
                .bind("from", Events.at(from))
                .bind("until", Events.at(until))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    /** When these people and sections are not free between two instants. */
    public List<Busy> busy(Collection<String> principals, Instant from, Instant until) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select principal, busy_from, busy_until from calendar.occurrence where principal = any(:principals) and busy and not long and starts >= :from - interval '8 days'"
                                + " and starts < :until + interval '1 day' and busy_until > :from and busy_from < :until"
                                + " union all select principal, busy_from, busy_until from calendar.occurrence where principal = any(:principals) and busy and long and ends > :from - interval '1 day'"
                                + " and busy_until > :from and busy_from < :until")
                .bindArray("principals", String.class, principals.toArray())
                .bind("from", Events.at(from))
                .bind("until", Events.at(until))
                .map((rs, c) -> new Busy(
                        rs.getString(1),
                        Events.instant(rs, "busy_from").orElseThrow(),
                        Events.instant(rs, "busy_until").orElseThrow()))
                .list());
    }

    /** Of the times at which these are not free, those that a proposal holds. */
    public List<Busy> held(Collection<String> principals, Instant from, Instant until) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select o.principal, o.busy_from, o.busy_until from calendar.occurrence o join calendar.event e on e.id = o.event_id"
                                + " where e.proposal_id is not null and o.principal = any(:principals) and o.busy and o.busy_until > :from and o.busy_from < :until")
                .bindArray("principals", String.class, principals.toArray())
                .bind("from", Events.at(from))
                .bind("until", Events.at(until))
                .map((rs, c) -> new Busy(
                        rs.getString(1),
                        Events.instant(rs, "busy_from").orElseThrow(),
                        Events.instant(rs, "busy_until").orElseThrow()))
                .list());
    }

    /** Binds what {@link #VISIBLE} asks of the caller. */
    static <T extends SqlStatement<T>> T seenBy(Caller caller, T statement) {
        var calendars = new ArrayList<String>();
        var people = new ArrayList<Long>();
        for (var group : caller.groups().keySet()) {
            if (group.kind() == GroupId.Kind.SECTION) {
                calendars.add(group.toString());
            } else if (group.kind() == GroupId.Kind.DELEGATES) {
                people.add(group.targetId());
                calendars.add(GroupId.person(new PersonId(group.targetId())).toString());
            }
        }
        return statement
                .bind("me", GroupId.person(caller.person()).toString())
                .bind("person", caller.person().value())
                .bindArray("calendars", String.class, calendars.toArray())
                .bindArray("actsFor", Long.class, people.toArray());
    }

    private static Object[] column(List<Occurrence> rows, Function<Occurrence, Object> value) {
        return rows.stream().map(value).toArray();
    }

    private static Seen seen(ResultSet rs) throws SQLException {
        return new Seen(
                rs.getString("principal"),
                rs.getLong("event_id"),
                rs.getObject("recurrence_id", LocalDateTime.class),
                Events.instant(rs, "starts").orElseThrow(),
                Events.instant(rs, "ends").orElseThrow(),
                rs.getBoolean("all_day"),
                rs.getBoolean("undecided"),
                rs.getBoolean("recurring"),
                rs.getString("visibility"),
                rs.getString("title"),
                rs.getString("kind"),
                rs.getString("place"),
                Optional.ofNullable(rs.getArray("rooms"))
                        .map(Occurrences::texts)
                        .orElse(List.of()),
                Optional.ofNullable(rs.getString("answer")),
                rs.getBoolean("mine"),
                rs.getBoolean("visible"),
                rs.getBoolean("editable"),
                rs.getBoolean("tentative"));
    }

    static List<String> texts(java.sql.Array array) {
        try {
            return Arrays.asList((String[]) array.getArray());
        } catch (SQLException e) {
            throw new IllegalStateException("an array of texts", e);
        }
    }
}
