package org.kairan.presence.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps who waits for whom, and when it is worth looking whether they are back. */
@ApplicationScoped
public class Waitings {

    @Inject
    Jdbi jdbi;

    /** For whom somebody waits, the latest first. */
    public List<Waiting> of(PersonId waiter) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select * from presence.waiting where waiter_id = :waiter order by since desc, person_id")
                .bind("waiter", waiter.value())
                .map((rs, c) -> waiting(rs))
                .list());
    }

    /** Writes down that somebody waits, unless they do already; it is due at once. */
    public void add(Waiting waiting) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into presence.waiting (person_id, waiter_id, since, look_at) values (:person, :waiter, :since, :since) on conflict do nothing")
                .bind("person", waiting.person().value())
                .bind("waiter", waiting.waiter().value())
                .bind("since", Overrides.at(waiting.since()))
                .execute());
    }

    /** Ends a waiting; false if there is none, so that of two who end it one is told. */
    public boolean remove(PersonId person, PersonId waiter) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "delete from presence.waiting where person_id = :person and waiter_id = :waiter")
                        .bind("person", person.value())
                        .bind("waiter", waiter.value())
                        .execute())
                > 0;
    }

    /** Ends all waitings that began before an instant. */
    public void removeBefore(Instant since) {
        jdbi.useHandle(h -> h.createUpdate("delete from presence.waiting where since < :since")
                .bind("since", Overrides.at(since))
                .execute());
    }

    /** Those whose person may have come back by now, the longest due first. */
    public List<Waiting> due(Instant now, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select * from presence.waiting where look_at <= :now order by look_at, person_id limit :limit")
                .bind("now", Overrides.at(now))
                .bind("limit", limit)
                .map((rs, c) -> waiting(rs))
                .list());
    }

    /** Keeps others from the waitings of somebody for these people until the transaction ends. */
    public void lock(PersonId waiter, Collection<PersonId> people) {
        jdbi.useHandle(h -> h.createQuery(
                        "select person_id from presence.waiting where waiter_id = :waiter and person_id = any(:people) order by person_id for update")
                .bind("waiter", waiter.value())
                .bindArray("people", Long.class, Overrides.ids(people))
                .mapTo(Long.class)
                .list());
    }

    /** Has the waitings for these people looked at from an instant on; after whoever is just looking at them. */
    public void look(Collection<PersonId> people, Instant at) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update presence.waiting set look_at = :at where (person_id, waiter_id) in"
                                + " (select person_id, waiter_id from presence.waiting where person_id = any(:people) order by person_id, waiter_id for update)")
                .bindArray("people", Long.class, Overrides.ids(people))
                .bind("at", Overrides.at(at))
                .execute());
    }

    /** Has one waiting looked at again from an instant on. */
    public void look(Waiting waiting, Instant at) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update presence.waiting set look_at = :at where person_id = :person and waiter_id = :waiter")
                .bind("person", waiting.person().value())
                .bind("waiter", waiting.waiter().value())
                .bind("at", Overrides.at(at))
                .execute());
    }

    private static Waiting waiting(ResultSet rs) throws SQLException {
        return new Waiting(
                new PersonId(rs.getLong("person_id")),
                new PersonId(rs.getLong("waiter_id")),
                rs.getObject("since", OffsetDateTime.class).toInstant());
    }
}
