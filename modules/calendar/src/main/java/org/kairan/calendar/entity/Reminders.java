package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps when people want to be reminded of events, and up to when they have been. */
@ApplicationScoped
public class Reminders {

    /**
     * Somebody who is to be reminded of an instance.
     *
     * @param begins of a whole day the moment from which its reminders are reckoned
     */
    public record Due(long event, LocalDateTime recurrence, PersonId person, Instant begins) {}

    /** Two exact slices of the index on the beginning, one for what has a time and one for whole days, for each distance. */
    private static final String DUE = """
        select distinct o.event_id, o.recurrence_id, o.person_id, o.starts + k.lead as begins
        from unnest(:minutes) as m(minutes)
        cross join (values (false, interval '0'), (true, make_interval(mins => :dayStart))) as k(whole, lead)
        cross join lateral (
          select o.event_id, o.recurrence_id, o.starts, substr(o.principal, 8)::bigint as person_id
          from calendar.occurrence o
          join calendar.event e on e.id = o.event_id
          left join calendar.event_override v on v.event_id = o.event_id and v.recurrence_id = o.recurrence_id and v.title is not null
          where o.principal like 'person:%' and o.answer <> 'declined' and e.deleted_at is null
            and o.starts > greatest(:after + make_interval(mins => m.minutes), :now) - k.lead and o.starts <= :now + make_interval(mins => m.minutes) - k.lead
            and k.whole = (coalesce(v.all_day, e.all_day) or coalesce(v.undecided, e.undecided))) o
        left join calendar.reminder r on r.event_id = o.event_id and r.person_id = o.person_id
        left join calendar.usual_reminder u on u.person_id = o.person_id
        where m.minutes = any(coalesce(r.minutes, case when not k.whole then u.minutes end))
        order by begins, o.event_id, o.person_id""";

    @Inject
    Jdbi jdbi;

    /** What somebody has chosen for an event, in minutes before it; empty if their usual choice stands. */
    public Optional<List<Integer>> of(long event, PersonId person) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select minutes from calendar.reminder where event_id = :event and person_id = :person")
                .bind("event", event)
                .bind("person", person.value())
                .map((rs, c) -> minutes(rs.getArray(1)))
                .findOne());
    }

    /** Keeps what somebody chooses for an event; empty for their usual choice. */
    public void put(long event, PersonId person, Optional<List<Integer>> minutes) {
        jdbi.useHandle(h -> {
            if (minutes.isEmpty()) {
                h.createUpdate("delete from calendar.reminder where event_id = :event and person_id = :person")
                        .bind("event", event)
                        .bind("person", person.value())
                        .execute();
            } else {
                h.createUpdate(
                                "insert into calendar.reminder (event_id, person_id, minutes) values (:event, :person, :minutes)"
                                        + " on conflict (event_id, person_id) do update set minutes = excluded.minutes")
                        .bind("event", event)
                        .bind("person", person.value())
                        .bindArray("minutes", Integer.class, minutes.get().toArray())
                        .execute();
            }
        });
    }

    /** What somebody has chosen for all events that have a time. */
    public List<Integer> usual(PersonId person) {
        return jdbi.withHandle(
                h -> h.createQuery("select minutes from calendar.usual_reminder where person_id = :person")
                        .bind("person", person.value())
                        .map((rs, c) -> minutes(rs.getArray(1)))
                        .findOne()
                        .orElse(List.of()));
    }

    public void putUsual(PersonId person, List<Integer> minutes) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into calendar.usual_reminder (person_id, minutes) values (:person, :minutes) on conflict (person_id) do update set minutes = excluded.minutes")
                .bind("person", person.value())
                .bindArray("minutes", Integer.class, minutes.toArray())
                .execute());
    }

    /** Gives a series that was cut from another what people have chosen for that one. */
    public void copy(long from, long to) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into calendar.reminder (event_id, person_id, minutes) select :to, person_id, minutes from calendar.reminder where event_id = :from")
                .bind("from", from)
                .bind("to", to)
                .execute());
    }

    /** Up to when reminders have been sent, kept from others until the transaction ends; empty if somebody else is at it. The first time it is now, so that nobody is reminded of what was before. */
    public Optional<Instant> sentUntil(Instant now) {
        return jdbi.withHandle(h -> {
            h.createUpdate("insert into calendar.reminding (until) values (:now) on conflict do nothing")
                    .bind("now", Events.at(now))
                    .execute();
            return h.createQuery("select until from calendar.reminding for update skip locked")
                    .map((rs, c) -> Events.instant(rs, "until").orElseThrow())
                    .findOne();
        });
    }

    public void sent(Instant until) {
        jdbi.useHandle(h -> h.createUpdate("update calendar.reminding set until = :until")
                .bind("until", Events.at(until))
                .execute());
    }

    /**
     * Gives who is to be reminded of what has not begun, each instance once.
     *
     * @param after exclusive
     * @param now inclusive
     * @param minutes all distances that can be chosen
     * @param dayStart from midnight to the moment from which reminders of whole days are reckoned
     */
    public List<Due> due(Instant after, Instant now, Collection<Integer> minutes, Duration dayStart) {
        return jdbi.withHandle(h -> h.createQuery(DUE)
                .bindArray("minutes", Integer.class, minutes.toArray())
                .bind("after", Events.at(after))
                .bind("now", Events.at(now))
                .bind("dayStart", (int) dayStart.toMinutes())
                .map((rs, c) -> new Due(
                        rs.getLong("event_id"),
                        rs.getObject("recurrence_id", LocalDateTime.class),
                        new PersonId(rs.getLong("person_id")),
                        Events.instant(rs, "begins").orElseThrow()))
                .list());
    }

    private static List<Integer> minutes(Array array) throws SQLException {
        return Arrays.asList((Integer[]) array.getArray());
    }
}
