package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Keeps secret addresses of calendars; of the secret itself only its hash. */
@ApplicationScoped
public class Feeds {

    private static final String ROWS =
            "select id, person_id, scope, busy_only, label, created_at, used_at from calendar.feed where revoked_at is null ";

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Makes an address; the same request again makes no second one, but gives the first this secret, since nobody has got the one before. */
    public long add(
            PersonId person, GroupId scope, boolean busyOnly, String label, byte[] hash, Optional<UUID> request) {
        return jdbi.withHandle(h -> h.createQuery(
                        "insert into calendar.feed (person_id, scope, busy_only, label, token_hash, created_at, request_id) values (:person, :scope, :busyOnly, :label, :hash, :now, :request)"
                                + " on conflict (person_id, request_id) do update set token_hash = excluded.token_hash returning id")
                .bind("person", person.value())
                .bind("scope", scope.toString())
                .bind("busyOnly", busyOnly)
                .bind("label", label)
                .bind("hash", hash)
                .bind("now", Events.at(clock.instant()))
                .bind("request", request.orElse(null))
                .mapTo(Long.class)
                .one());
    }

    /** Somebody's addresses that are in force, the newest first. */
    public List<Feed> of(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "and person_id = :person order by id desc")
                .bind("person", person.value())
                .map((rs, c) -> feed(rs))
                .list());
    }

    public Optional<Feed> byHash(byte[] hash) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "and token_hash = :hash")
                .bind("hash", hash)
                .map((rs, c) -> feed(rs))
                .findOne());
    }

    /** Notes that an address was asked for, once an hour. */
    public void used(long id) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update calendar.feed set used_at = :now where id = :id and (used_at is null or used_at < :now - interval '1 hour')")
                .bind("id", id)
                .bind("now", Events.at(clock.instant()))
                .execute());
    }

    /** Ends an address; false if the person has none of this number, or it has ended already. */
    public boolean revoke(PersonId person, long id) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "update calendar.feed set revoked_at = :now where id = :id and person_id = :person and revoked_at is null")
                        .bind("id", id)
                        .bind("person", person.value())
                        .bind("now", Events.at(clock.instant()))
                        .execute()
                == 1);
    }

    private static Feed feed(ResultSet rs) throws SQLException {
        return new Feed(
                rs.getLong("id"),
                new PersonId(rs.getLong("person_id")),
                GroupId.parse(rs.getString("scope")).orElseThrow(),
                rs.getBoolean("busy_only"),
                rs.getString("label"),
                Events.instant(rs, "created_at").orElseThrow(),
                Events.instant(rs, "used_at"));
    }
}
