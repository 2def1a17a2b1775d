package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Keeps whom people have named to act for them. */
@ApplicationScoped
public class Delegates {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    static List<Roster.Delegation> all(Handle h) {
        return h.createQuery(
                        "select id, person_id, delegate, valid_from, valid_until, granted_by, granted_at from organization.delegation order by id")
                .map((rs, c) -> new Roster.Delegation(
                        rs.getLong(1),
                        new PersonId(rs.getLong(2)),
                        GroupId.parse(rs.getString(3)).orElseThrow(),
                        rs.getObject(4, LocalDate.class),
                        Optional.ofNullable(rs.getObject(5, LocalDate.class)),
                        new PersonId(rs.getLong(6)),
                        rs.getObject(7, OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Lets somebody act for a person, also anew for other days.
     *
     * @param until exclusive
     */
    public long name(PersonId person, GroupId delegate, LocalDate from, Optional<LocalDate> until, PersonId by) {
        return jdbi.withHandle(h -> h.createQuery(
                        "insert into organization.delegation (person_id, delegate, valid_from, valid_until, granted_by, granted_at) values (:person, :delegate, :from, :until, :by, :now)"
                                + " on conflict (person_id, delegate) do update set valid_from = :from, valid_until = :until, granted_by = :by, granted_at = :now returning id")
                .bind("person", person.value())
                .bind("delegate", delegate.toString())
                .bind("from", from)
                .bind("until", until.orElse(null))
                .bind("by", by.value())
                .bind("now", Sessions.at(clock.instant()))
                .mapTo(Long.class)
                .one());
    }

    public void remove(long id) {
        jdbi.useHandle(h -> h.createUpdate("delete from organization.delegation where id = :id")
                .bind("id", id)
                .execute());
    }
}
