package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.kairan.calendar.control.Succession;
import org.kairan.calendar.entity.Bookings;
import org.kairan.calendar.entity.Events;
import org.kairan.core.access.Caller;
import org.kairan.core.people.OrganizationChanged;

/** Looks after what people have left behind: shows it to whoever takes care of it, and lets go of the rooms that nobody else could. */
@ApplicationScoped
public class LeftBehind {

    @Inject
    Events events;

    @Inject
    Bookings bookings;

    @Inject
    Succession succession;

    @Inject
    Clock clock;

    /** Those among the events that the caller takes care of, since their people have left. */
    Set<Long> takenOver(Collection<Long> hidden, Caller caller) {
        if (hidden.isEmpty() || !succession.mayTakeOverAny(caller)) {
            return Set.of();
        }
        return events.find(hidden).stream()
                .map(series -> series.event())
                .filter(event -> succession.mayTakeOver(caller, event))
                .map(event -> event.id())
                .collect(Collectors.toSet());
    }

    /** Whoever leaves today is not waited for; of those who leave on a day to come the turn after midnight knows. */
    void organizationChanged(@Observes OrganizationChanged changed) {
        release();
    }

    /** Lets go of the rooms for what is private and still to come of people who have left: nobody else can open it, and they do not come. */
    void release() {
        var gone = succession.gone(bookings.privateOwners(clock.instant()));
        if (!gone.isEmpty()) {
            bookings.releasePrivate(gone, clock.instant());
        }
    }
}
