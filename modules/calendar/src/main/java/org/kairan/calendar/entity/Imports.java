package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Keeps files that are brought in until all of them is done, for a week at most; what was done for ever. */
@ApplicationScoped
public class Imports {

    private static final String ROWS =
            "select id, kind, owner, name, visibility, total, done, added, changed, unchanged, refused::text as refused, created_by, created_at, applied_at from calendar.import ";

    /** What became of one event of a file. */
    public enum Outcome {
        ADDED,
        CHANGED,
        UNCHANGED,
        REFUSED
    }

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Keeps a file; the same request again gives the same. */
    public long add(
            String kind,
            GroupId owner,
            String name,
            String visibility,
            byte[] content,
            int total,
            PersonId by,
            Optional<UUID> request) {
        return jdbi.withHandle(h -> {
            var now = Events.at(clock.instant());
            h.createUpdate(
                            "delete from calendar.import where content is not null and done = 0 and created_at < :now - interval '7 days'")
                    .bind("now", now)
                    .execute();
            // Of what was begun and left what was done stays on record, the file does not.
            h.createUpdate(
                            "update calendar.import set content = null, total = done, applied_at = :now where content is not null and done > 0 and created_at < :now - interval '7 days'")
                    .bind("now", now)
                    .execute();
            return h.createQuery(
                            "insert into calendar.import (kind, owner, name, visibility, content, total, created_by, created_at, request_id) values (:kind, :owner, :name, :visibility, :content, :total, :by, :now, :request)"
                                    + " on conflict (created_by, request_id) do update set name = import.name returning id")
                    .bind("kind", kind)
                    .bind("owner", owner.toString())
                    .bind("name", name)
                    .bind("visibility", visibility)
                    .bind("content", content)
                    .bind("total", total)
                    .bind("by", by.value())
                    .bind("now", now)
                    .bind("request", request.orElse(null))
                    .mapTo(Long.class)
                    .one();
        });
    }

    public Optional<Import> find(long id) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where id = :id")
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** The file; empty once all of it is done. */
    public Optional<byte[]> content(long id) {
        return jdbi.withHandle(h -> h.createQuery("select content from calendar.import where id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne());
    }

    /**
     * Notes what becomes of the event at a place of the file, in the transaction in which it does; false if another request has come to it first.
     *
     * @param refused why it was refused, as a JSON object
     */
    public boolean advance(long id, int place, Outcome outcome, Optional<String> refused) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "update calendar.import set done = done + 1, added = added + :added, changed = changed + :changed, unchanged = unchanged + :unchanged,"
                                        + " refused = case when :refused::text is null then refused else refused || jsonb_build_array(:refused::jsonb) end,"
                                        + " applied_at = case when done + 1 = total then :now else applied_at end, content = case when done + 1 = total then null else content end where id = :id and done = :place")
                        .bind("id", id)
                        .bind("place", place)
                        .bind("added", outcome == Outcome.ADDED ? 1 : 0)
                        .bind("changed", outcome == Outcome.CHANGED ? 1 : 0)
                        .bind("unchanged", outcome == Outcome.UNCHANGED ? 1 : 0)
                        .bind("refused", refused.orElse(null))
                        .bind("now", Events.at(clock.instant()))
                        .execute()
                == 1);
    }

    /** Throws a file away of which nothing was done; false if something was. */
    public boolean discard(long id) {
        return jdbi.withHandle(h -> h.createUpdate("delete from calendar.import where id = :id and done = 0")
                        .bind("id", id)
                        .execute()
                == 1);
    }

    private static Import row(ResultSet rs) throws SQLException {
        return new Import(
                rs.getLong("id"),
                rs.getString("kind"),
                GroupId.parse(rs.getString("owner")).orElseThrow(),
                rs.getString("name"),
                rs.getString("visibility"),
                rs.getInt("total"),
                rs.getInt("done"),
                rs.getInt("added"),
                rs.getInt("changed"),
                rs.getInt("unchanged"),
                rs.getString("refused"),
                new PersonId(rs.getLong("created_by")),
                Events.instant(rs, "created_at").orElseThrow(),
                Events.instant(rs, "applied_at"));
    }
}
