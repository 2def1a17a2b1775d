package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Keeps what other programs wrote of events, and under which name each is known outside. */
@ApplicationScoped
public class ClientCopies {

    @Inject
    Jdbi jdbi;

    /** What is known of events, also of those that no other program wrote. */
    public Map<Long, ClientCopy> of(Collection<Long> events) {
        return jdbi.withHandle(h -> {
            var found = new HashMap<Long, ClientCopy>();
            h.createQuery(
                            "select e.id, coalesce(c.uid, e.uid::text) as uid, coalesce(c.sequence, 0) as sequence, coalesce(c.version, 1) as version, coalesce(c.raw, '') as raw"
                                    + " from calendar.event e left join calendar.client_copy c on c.event_id = e.id where e.id = any(:ids)")
                    .bindArray("ids", Long.class, events.toArray())
                    .map((rs, c) -> Map.entry(
                            rs.getLong("id"),
                            new ClientCopy(
                                    rs.getString("uid"),
                                    rs.getInt("sequence"),
                                    rs.getInt("version"),
                                    rs.getBytes("raw"))))
                    .forEach(row -> found.put(row.getKey(), row.getValue()));
            return found;
        });
    }

    /** Finds the events of one calendar by their names outside, deleted ones too. */
    public Map<String, Long> find(GroupId owner, Collection<String> uids) {
        return jdbi.withHandle(h -> {
            var found = new HashMap<String, Long>();
            h.createQuery(
                            "select e.uid::text as uid, e.id from calendar.event e where e.owner = :owner and e.uid::text = any(:uids) and not exists (select from calendar.client_copy c where c.event_id = e.id)"
                                    + " union all select c.uid, c.event_id from calendar.client_copy c where c.owner = :owner and c.uid = any(:uids)")
                    .bind("owner", owner.toString())
                    .bindArray("uids", String.class, uids.toArray())
                    .map((rs, c) -> Map.entry(rs.getString(1), rs.getLong(2)))
                    .forEach(row -> found.put(row.getKey(), row.getValue()));
            return found;
        });
    }

    /** How much is kept of what other programs wrote for a calendar, in bytes. */
    public long size(GroupId owner) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select coalesce(sum(octet_length(raw)), 0) from calendar.client_copy where owner = :owner")
                .bind("owner", owner.toString())
                .mapTo(Long.class)
                .one());
    }

    /** Which of these names events of other calendars have that somebody attends. */
    public Set<String> attended(PersonId person, Collection<String> uids) {
        return jdbi.withHandle(h -> new HashSet<>(h.createQuery(
                        "select coalesce(c.uid, e.uid::text) as uid from calendar.attendee a join calendar.event e on e.id = a.event_id left join calendar.client_copy c on c.event_id = e.id"
                                + " where a.person_id = :person and not a.absent and e.deleted_at is null and e.owner <> :owner and coalesce(c.uid, e.uid::text) = any(:uids)")
                .bind("person", person.value())
                .bind("owner", GroupId.person(person).toString())
                .bindArray("uids", String.class, uids.toArray())
                .mapTo(String.class)
                .list()));
    }

    /** Keeps what another program wrote of an event; false if meanwhile another event of the calendar has the name. */
    public boolean keep(long event, GroupId owner, ClientCopy copy) {
        return jdbi.withHandle(h -> {
            h.createUpdate("delete from calendar.client_copy where event_id = :event")
                    .bind("event", event)
                    .execute();
            return h.createUpdate(
                                    "insert into calendar.client_copy (event_id, owner, uid, sequence, version, raw) values (:event, :owner, :uid, :sequence, :version, :raw) on conflict (owner, uid) do nothing")
                            .bind("event", event)
                            .bind("owner", owner.toString())
                            .bind("uid", copy.uid())
                            .bind("sequence", copy.sequence())
                            .bind("version", copy.version())
                            .bind("raw", copy.raw())
                            .execute()
                    == 1;
        });
    }

    /** Gives what another program wrote of a series also to what was cut from it. */
    public void inherit(long from, long to) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into calendar.client_copy (event_id, owner, uid, sequence, version, raw)"
                                + " select e.id, e.owner, e.uid::text, 0, e.version, c.raw from calendar.event e, calendar.client_copy c where e.id = :to and c.event_id = :from")
                .bind("from", from)
                .bind("to", to)
                .execute());
    }
}
