package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps the groups that people put together themselves. */
@ApplicationScoped
public class Groups {

    @Inject
    Jdbi jdbi;

    static List<Roster.CustomGroup> all(Handle h) {
        var members = new HashMap<Long, Map<PersonId, LocalDate>>();
        h.createQuery("select group_id, person_id, since from organization.custom_group_member")
                .map((rs, c) -> members.computeIfAbsent(rs.getLong(1), id -> new HashMap<>())
                        .put(new PersonId(rs.getLong(2)), rs.getObject(3, LocalDate.class)))
                .list();
        return h.createQuery("select id, owner_id, name, shared, version from organization.custom_group order by id")
                .map((rs, c) -> new Roster.CustomGroup(
                        rs.getLong(1),
                        new PersonId(rs.getLong(2)),
                        rs.getString(3),
                        rs.getBoolean(4),
                        rs.getInt(5),
                        Map.copyOf(members.getOrDefault(rs.getLong(1), Map.of()))))
                .list();
    }

    public long add(PersonId owner, String name, boolean shared) {
        return jdbi.withHandle(h -> h.createQuery(
                        "insert into organization.custom_group (owner_id, name, shared) values (:owner, :name, :shared) returning id")
                .bind("owner", owner.value())
                .bind("name", name)
                .bind("shared", shared)
                .mapTo(Long.class)
                .one());
    }

    /** Sets name and use; false if the version is not the present one any more. */
    public boolean edit(long id, int version, String name, boolean shared) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "update organization.custom_group set name = :name, shared = :shared, version = version + 1 where id = :id and version = :version")
                        .bind("name", name)
                        .bind("shared", shared)
                        .bind("id", id)
                        .bind("version", version)
                        .execute())
                == 1;
    }

    /** Sets the members; whoever was in the group before keeps their first day. */
    public void setMembers(long id, Collection<PersonId> members, LocalDate today) {
        var ids = members.stream().map(PersonId::value).toArray(Long[]::new);
        jdbi.useHandle(h -> {
            h.createUpdate(
                            "delete from organization.custom_group_member where group_id = :id and person_id <> all(:ids)")
                    .bind("id", id)
                    .bindArray("ids", Long.class, (Object[]) ids)
                    .execute();
            h.createUpdate(
                            "insert into organization.custom_group_member (group_id, person_id, since) select :id, unnest(:ids), :today on conflict do nothing")
                    .bind("id", id)
                    .bindArray("ids", Long.class, (Object[]) ids)
                    .bind("today", today)
                    .execute();
        });
    }

    public void remove(long id) {
        jdbi.useHandle(h -> h.createUpdate("delete from organization.custom_group where id = :id")
                .bind("id", id)
                .execute());
    }
}
