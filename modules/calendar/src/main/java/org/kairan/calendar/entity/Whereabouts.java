package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.Engagements.Engagement;

/** Reads from the occurrences where people are, of however many people in one statement. */
@ApplicationScoped
public class Whereabouts {

    /** What takes time, as everybody may know, and who works at home, as far as the caller may see it. */
    private static final String ROWS = """
        select principal, busy_from, busy_until, all_day, visible, kind, place, rooms from (
          select o.principal, o.busy_from, o.busy_until, o.busy, o.answer,
            coalesce(v.kind, e.kind) as kind, coalesce(v.place, e.place) as place, coalesce(v.all_day, e.all_day) as all_day, coalesce(v.undecided, e.undecided) as undecided,
            array(select r.name from calendar.booking b join calendar.room r on r.id = b.room_id
              where b.event_id = o.event_id and b.recurrence_id = o.recurrence_id and r.kind = 'room' order by r.id) as rooms,
            %s as visible
          from (
            select * from calendar.occurrence where principal = any(:principals) and not long
              and starts >= :from - interval '8 days' and starts < :until + interval '1 day' and busy_until > :from and busy_from < :until
            union all
            select * from calendar.occurrence where principal = any(:principals) and long and ends > :from - interval '1 day' and busy_until > :from and busy_from < :until) o
          join calendar.event e on e.id = o.event_id
          left join calendar.event_override v on v.event_id = o.event_id and v.recurrence_id = o.recurrence_id and v.title is not null) seen
        where busy or (visible and kind = 'telework' and not undecided and answer <> 'declined')""".formatted(Occurrences.VISIBLE);

    @Inject
    Jdbi jdbi;

    /** What these people are engaged in between two instants, the second exclusive. */
    public List<Engagement> between(Collection<PersonId> people, Instant from, Instant until, Caller reader) {
        return jdbi.withHandle(h -> Occurrences.seenBy(reader, h.createQuery(ROWS))
                .bindArray(
                        "principals",
                        String.class,
                        people.stream()
                                .map(person -> GroupId.person(person).toString())
                                .toArray())
                .bind("from", Events.at(from))
                .bind("until", Events.at(until))
                .map((rs, c) -> engagement(rs))
                .list());
    }

    /** In whose calendars an event stands between two instants, the second exclusive; sections are left out. */
    public Set<PersonId> of(long event, Instant from, Instant until) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select distinct principal from calendar.occurrence where event_id = :event and busy_until > :from and busy_from < :until and principal like 'person:%'")
                .bind("event", event)
                .bind("from", Events.at(from))
                .bind("until", Events.at(until))
                .map((rs, c) -> person(rs))
                .set());
    }

    private static Engagement engagement(ResultSet rs) throws SQLException {
        var visible = rs.getBoolean("visible");
        return new Engagement(
                person(rs),
                Events.instant(rs, "busy_from").orElseThrow(),
                Events.instant(rs, "busy_until").orElseThrow(),
                rs.getBoolean("all_day"),
                visible ? Optional.of(rs.getString("kind")) : Optional.empty(),
                visible ? Optional.of(place(rs)).filter(place -> !place.isEmpty()) : Optional.empty());
    }

    private static String place(ResultSet rs) throws SQLException {
        return (String.join(" ", Occurrences.texts(rs.getArray("rooms"))) + " " + rs.getString("place")).strip();
    }

    private static PersonId person(ResultSet rs) throws SQLException {
        return new PersonId(
                GroupId.parse(rs.getString("principal")).orElseThrow().targetId());
    }
}
