package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps the files that administrators have brought in, applied or not, with what was done. */
@ApplicationScoped
public class Imports {

    private static final String COLUMNS =
            "select id, name, effective, created_at, created_by, applied_at, report::text as report from organization.import ";

    /** {@code report} is what was shown and done when it was applied, as JSON. */
    public record Import(
            long id,
            String name,
            LocalDate effective,
            Instant createdAt,
            PersonId createdBy,
            Optional<Instant> appliedAt,
            Optional<String> report) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Keeps a file; the same request id again gives the same import. */
    public long add(String name, LocalDate effective, byte[] content, PersonId by, Optional<UUID> request) {
        return jdbi.withHandle(h -> h.createQuery(
                        "insert into organization.import (name, effective, content, created_at, created_by, request_id) values (:name, :effective, :content, :now, :by, :request)"
                                + " on conflict (created_by, request_id) do update set name = import.name returning id")
                .bind("name", name)
                .bind("effective", effective)
                .bind("content", content)
                .bind("now", Sessions.at(clock.instant()))
                .bind("by", by.value())
                .bind("request", request.orElse(null))
                .mapTo(Long.class)
                .one());
    }

    public List<Import> latest(int limit) {
        return jdbi.withHandle(h -> h.createQuery(COLUMNS + "order by id desc limit :limit")
                .bind("limit", limit)
                .map((rs, c) -> row(rs))
                .list());
    }

    public Optional<Import> find(long id) {
        return jdbi.withHandle(h -> h.createQuery(COLUMNS + "where id = :id")
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    public byte[] content(long id) {
        return jdbi.withHandle(h -> h.createQuery("select content from organization.import where id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .one());
    }

    public void applied(long id, String report) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update organization.import set applied_at = :now, report = :report::jsonb where id = :id")
                .bind("now", Sessions.at(clock.instant()))
                .bind("report", report)
                .bind("id", id)
                .execute());
    }

    /** Removes an import that was not applied; false if there is none. */
    public boolean discard(long id) {
        return jdbi.withHandle(
                        h -> h.createUpdate("delete from organization.import where id = :id and applied_at is null")
                                .bind("id", id)
                                .execute())
                == 1;
    }

    private static Import row(ResultSet rs) throws SQLException {
        return new Import(
                rs.getLong("id"),
                rs.getString("name"),
                rs.getObject("effective", LocalDate.class),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                new PersonId(rs.getLong("created_by")),
                Optional.ofNullable(rs.getObject("applied_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(rs.getString("report")));
    }
}
