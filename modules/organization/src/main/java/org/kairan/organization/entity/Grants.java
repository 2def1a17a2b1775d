package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Keeps what is granted to whom. */
@ApplicationScoped
public class Grants {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    static List<Roster.Grant> all(Handle h) {
        return h.createQuery(
                        "select id, what, target, section_id, granted_by, granted_at from organization.granted order by id")
                .map((rs, c) -> new Roster.Grant(
                        rs.getLong(1),
                        rs.getString(2),
                        GroupId.parse(rs.getString(3)).orElseThrow(),
                        Optional.ofNullable(rs.getObject(4, Long.class)),
                        Optional.ofNullable(rs.getObject(5, Long.class)).map(PersonId::new),
                        rs.getObject(6, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Adds a grant; empty if there is the same already. */
    public Optional<Long> add(String what, GroupId target, Optional<Long> section, PersonId by) {
        return jdbi.withHandle(h -> h.createQuery(
                        "insert into organization.granted (what, target, section_id, granted_at, granted_by) values (:what, :target, :section, :now, :by) on conflict do nothing returning id")
                .bind("what", what)
                .bind("target", target.toString())
                .bind("section", section.orElse(null))
                .bind("now", Sessions.at(clock.instant()))
                .bind("by", by.value())
                .mapTo(Long.class)
                .findOne());
    }

    public boolean remove(long id) {
        return jdbi.withHandle(h -> h.createUpdate("delete from organization.granted where id = :id")
                        .bind("id", id)
                        .execute())
                == 1;
    }
}
