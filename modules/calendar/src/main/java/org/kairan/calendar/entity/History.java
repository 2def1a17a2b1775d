package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.kairan.calendar.entity.Change.Difference;
import org.kairan.core.people.PersonId;

/** Keeps who did what with an event, for ever. */
@ApplicationScoped
public class History {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Notes what somebody did; with an event of somebody else's calendar they did it for them. */
    public void add(
            long event,
            PersonId by,
            String what,
            String scope,
            Optional<LocalDateTime> recurrence,
            List<Difference> differences) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into calendar.history (event_id, recurrence_id, at, by, behalf_of, what, scope, fields, before, after)"
                                + " select id, :recurrence::timestamp, :at, :by, case when owner like 'person:%' and owner <> 'person:' || :by then substr(owner, 8)::bigint end, :what, :scope, :fields, :before, :after"
                                + " from calendar.event where id = :event")
                .bind("event", event)
                .bind("recurrence", recurrence.orElse(null))
                .bind("at", Events.at(clock.instant()))
                .bind("by", by.value())
                .bind("what", what)
                .bind("scope", scope)
                .bindArray(
                        "fields",
                        String.class,
                        differences.stream().map(Difference::field).toArray())
                .bindArray(
                        "before",
                        String.class,
                        differences.stream().map(Difference::before).toArray())
                .bindArray(
                        "after",
                        String.class,
                        differences.stream().map(Difference::after).toArray())
                .execute());
    }

    /** Notes that somebody answered, for themselves or for whom they act. */
    public void answered(
            long event, PersonId by, PersonId person, Optional<LocalDateTime> recurrence, Difference difference) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into calendar.history (event_id, recurrence_id, at, by, behalf_of, what, scope, fields, before, after)"
                                + " values (:event, :recurrence, :at, :by, nullif(:person, :by), 'answered', :scope, :fields, :before, :after)")
                .bind("event", event)
                .bind("recurrence", recurrence.orElse(null))
                .bind("at", Events.at(clock.instant()))
                .bind("by", by.value())
                .bind("person", person.value())
                .bind("scope", recurrence.isPresent() ? "one" : "all")
                .bindArray("fields", String.class, difference.field())
                .bindArray("before", String.class, difference.before())
                .bindArray("after", String.class, difference.after())
                .execute());
    }

    /** The last changes of an event, the newest first, at most {@code limit}. */
    public List<Change> of(long event, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select at, by, behalf_of, what, scope, recurrence_id, fields, before, after from calendar.history where event_id = :event order by id desc limit :limit")
                .bind("event", event)
                .bind("limit", limit)
                .map((rs, c) -> change(rs))
                .list());
    }

    private static Change change(ResultSet rs) throws SQLException {
        var fields = Occurrences.texts(rs.getArray("fields"));
        var before = Occurrences.texts(rs.getArray("before"));
        var after = Occurrences.texts(rs.getArray("after"));
        return new Change(
                Events.instant(rs, "at").orElseThrow(),
                new PersonId(rs.getLong("by")),
                Optional.ofNullable(rs.getObject("behalf_of", Long.class)).map(PersonId::new),
                rs.getString("what"),
                rs.getString("scope"),
                Optional.ofNullable(rs.getObject("recurrence_id", LocalDateTime.class)),
                IntStream.range(0, fields.size())
                        .mapToObj(i -> new Difference(fields.get(i), before.get(i), after.get(i)))
                        .toList());
    }
}
