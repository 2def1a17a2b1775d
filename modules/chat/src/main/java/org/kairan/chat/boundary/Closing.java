package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.kairan.chat.entity.Rooms;

/** Closes a meeting when its time is over, so that all see it end. */
@ApplicationScoped
public class Closing {

    @Inject
    Rooms rooms;

    @Inject
    RoomLog log;

    @Inject
    Clock clock;

    /** Closes a room in a transaction of its own, unless somebody has, or has given it more time. */
    @Transactional
    public void close(long id) {
        var now = clock.instant();
        var due = rooms.hold(id)
                .filter(room -> room.closedAt().isEmpty()
                        && room.closesAt().filter(at -> !at.isAfter(now)).isPresent());
        if (due.isPresent()) {
            rooms.close(id, true, Optional.empty());
            var advanced = rooms.advance(id, false).orElseThrow();
            log.write(advanced, Shown.changed(advanced, rooms.agenda(id)), Optional.empty(), now);
        }
    }
}
