package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Finds meetings that have just opened and remembers whose members have been told. */
@ApplicationScoped
public class Openings {

    /** Who hears of it later than that has no use of it any more. */
    private static final Duration NEWS = Duration.ofDays(1);

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    public List<Long> untold() {
        var now = clock.instant();
        return jdbi.withHandle(h -> h.createQuery(
                        "select id from chat.room where kind = 'meeting' and not opening_told and closed_at is null and opens_at <= :now and opens_at > :since order by id")
                .bind("now", Columns.at(now))
                .bind("since", Columns.at(now.minus(NEWS)))
                .mapTo(Long.class)
                .list());
    }

    /** Notes it; false if somebody else has. */
    public boolean tell(long room) {
        return jdbi.withHandle(
                h -> h.createUpdate("update chat.room set opening_told = true where id = :room and not opening_told")
                                .bind("room", room)
                                .execute()
                        == 1);
    }
}
