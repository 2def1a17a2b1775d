package org.kairan.search.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Keeps what {@code ./kairan search} asks of the running server, and the answers. */
@ApplicationScoped
public class Tasks {

    /** {@code act} is {@code verify} or {@code rebuild}. */
    public record Task(long id, String act) {}

    @Inject
    Jdbi jdbi;

    public Optional<Task> next() {
        return jdbi.withHandle(
                h -> h.createQuery("select id, act from search.task where done_at is null order by id limit 1")
                        .map((rs, c) -> new Task(rs.getLong(1), rs.getString(2)))
                        .findOne());
    }

    /** Writes the answer; {@code fine} tells whether all was as it should be. */
    public void done(long id, boolean fine, String report) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update search.task set done_at = now(), fine = :fine, report = :report where id = :id")
                .bind("id", id)
                .bind("fine", fine)
                .bind("report", report)
                .execute());
    }
}
