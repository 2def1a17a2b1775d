package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Counts failed sign-ins by bucket and says how long the next try in that bucket has to wait. */
@ApplicationScoped
public class Failures {

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Gives how long the bucket still has to wait; empty if it may try now. */
    public Optional<Duration> wait(String bucket) {
        var now = clock.instant();
        return jdbi.withHandle(h -> h.createQuery(
                        "select retry_at from organization.sign_in_failure where bucket = :bucket and retry_at > :now")
                .bind("bucket", Sessions.hash(bucket))
                .bind("now", Sessions.at(now))
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(at -> Duration.between(now, at.toInstant())));
    }

    /** Notes a failure: the first {@code free} cost nothing, each further one doubles the wait from one second up to five minutes. */
    public void add(String bucket, int free) {
        var now = clock.instant();
        jdbi.useHandle(h -> {
            h.createUpdate("delete from organization.sign_in_failure where last_at < :old")
                    .bind("old", Sessions.at(now.minus(FORGOTTEN_AFTER)))
                    .execute();
            int failures = h.createQuery(
                            "insert into organization.sign_in_failure as f (bucket, failures, retry_at, last_at) values (:bucket, 1, :now, :now)"
                                    + " on conflict (bucket) do update set failures = f.failures + 1, last_at = :now returning failures")
                    .bind("bucket", Sessions.hash(bucket))
                    .bind("now", Sessions.at(now))
                    .mapTo(Integer.class)
                    .one();
            h.createUpdate("update organization.sign_in_failure set retry_at = :at where bucket = :bucket")
                    .bind("at", Sessions.at(now.plus(delay(failures, free))))
                    .bind("bucket", Sessions.hash(bucket))
                    .execute();
        });
    }

    public void clear(String bucket) {
        jdbi.useHandle(h -> h.createUpdate("delete from organization.sign_in_failure where bucket = :bucket")
                .bind("bucket", Sessions.hash(bucket))
                .execute());
    }

    static Duration delay(int failures, int free) {
        if (failures <= free) {
            return Duration.ZERO;
        }
        var delay = Duration.ofSeconds(1L << Math.min(failures - free - 1, 20));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
