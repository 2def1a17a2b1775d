package org.kairan.presence.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps what was said by hand, the last word of each person. */
@ApplicationScoped
public class Overrides {

    @Inject
    Jdbi jdbi;

    /** What holds of these people at an instant. */
    public Map<PersonId, SaidByHand> of(Collection<PersonId> people, Instant at) {
        return jdbi.withHandle(h -> h
                .createQuery("select * from presence.override where person_id = any(:people) and ends > :at")
                .bindArray("people", Long.class, ids(people))
                .bind("at", at(at))
                .map((rs, c) -> said(rs))
                .stream()
                .collect(Collectors.toMap(SaidByHand::person, Function.identity())));
    }

    /** Puts it in place of what was said before, whoever has said that. */
    public void put(SaidByHand said) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into presence.override (person_id, status, place, note, back_at, ends, set_by, set_at) values (:person, :status, :place, :note, :backAt, :ends, :by, :at)"
                                + " on conflict (person_id) do update set status = excluded.status, place = excluded.place, note = excluded.note,"
                                + " back_at = excluded.back_at, ends = excluded.ends, set_by = excluded.set_by, set_at = excluded.set_at")
                .bind("person", said.person().value())
                .bind("status", said.status())
                .bind("place", said.place())
                .bind("note", said.note())
                .bind("backAt", said.backAt().map(Overrides::at).orElse(null))
                .bind("ends", at(said.ends()))
                .bind("by", said.setBy().value())
                .bind("at", at(said.setAt()))
                .execute());
    }

    /** Takes back what was said; false if nothing was. */
    public boolean remove(PersonId person) {
        return jdbi.withHandle(h -> h.createUpdate("delete from presence.override where person_id = :person")
                        .bind("person", person.value())
                        .execute())
                > 0;
    }

    private static SaidByHand said(ResultSet rs) throws SQLException {
        return new SaidByHand(
                new PersonId(rs.getLong("person_id")),
                rs.getString("status"),
                rs.getString("place"),
                rs.getString("note"),
                Optional.ofNullable(rs.getObject("back_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                rs.getObject("ends", OffsetDateTime.class).toInstant(),
                new PersonId(rs.getLong("set_by")),
                rs.getObject("set_at", OffsetDateTime.class).toInstant());
    }

    static Object[] ids(Collection<PersonId> people) {
        return people.stream().map(PersonId::value).toArray();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
