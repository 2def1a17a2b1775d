package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import org.kairan.chat.entity.Ages;
import org.kairan.core.time.CityTime;

/** Removes, once a day, the messages that have been kept as long as the city has decided for their kind of room; never in rooms on hold. */
@ApplicationScoped
public class Disposal {

    @Inject
    PolicyBook book;

    @Inject
    Ages ages;

    @Inject
    Removal removal;

    @Inject
    Clock clock;

    private LocalDate done = LocalDate.MIN;

    void disposeOnceADay() {
        var today = CityTime.today(clock);
        if (!today.equals(done)) {
            dispose();
            done = today;
        }
    }

    private void dispose() {
        book.today().days().forEach((kind, days) -> {
            var before = CityTime.today(clock)
                    .minusDays(days)
                    .atStartOfDay(CityTime.ZONE)
                    .toInstant();
            for (var room : ages.rooms(kind, before)) {
                for (var more = removal.some(room, before); more; ) {
                    more = removal.some(room, before);
                }
            }
        });
    }
}
