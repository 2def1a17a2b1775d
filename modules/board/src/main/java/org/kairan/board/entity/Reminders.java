package org.kairan.board.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.CityTime;

/** Keeps when those who had not read a bulletin were asked to. */
@ApplicationScoped
public class Reminders {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Notes that they are asked now; false if that has been done today, also by somebody else in the same moment. */
    public boolean add(long bulletin, PersonId by) {
        var now = clock.instant();
        return jdbi.withHandle(h -> h.createUpdate(
                                "insert into board.reminder (bulletin_id, reminded_on, reminded_at, reminded_by) values (:bulletin, :today, :now, :by) on conflict do nothing")
                        .bind("bulletin", bulletin)
                        .bind("today", LocalDate.ofInstant(now, CityTime.ZONE))
                        .bind("now", Bulletins.at(now))
                        .bind("by", by.value())
                        .execute()
                == 1);
    }

    /** When they were asked last. */
    public Optional<Instant> last(long bulletin) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select max(reminded_at) from board.reminder where bulletin_id = :bulletin")
                .bind("bulletin", bulletin)
                .map((rs, c) -> Optional.ofNullable(rs.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .one());
    }
}
