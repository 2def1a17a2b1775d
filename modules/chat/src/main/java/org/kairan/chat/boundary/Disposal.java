package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import org.kairan.chat.entity.Ages;
import org.kairan.chat.entity.Policies;
import org.kairan.core.time.CityTime;

/** Removes, once a day and when the city decides anew, the messages that have been kept as long as the city has decided for their kind of room; never in rooms on hold. */
@ApplicationScoped
public class Disposal {

    @Inject
    PolicyBook book;

    @Inject
    Policies policies;

    @Inject
    Ages ages;

    @Inject
    Removal removal;

    @Inject
    Clock clock;

    private record Turn(LocalDate day, int policy) {}

    private Turn done = new Turn(LocalDate.MIN, 0);

    void disposeOnceADay() {
        // Before it is read, so that what is decided meanwhile is done at the next turn.
        var turn = new Turn(
                CityTime.today(clock),
                policies.find().map(Policies.Kept::version).orElse(0));
        if (!turn.equals(done)) {
            dispose();
            done = turn;
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
