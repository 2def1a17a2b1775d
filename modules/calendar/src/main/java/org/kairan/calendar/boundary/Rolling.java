package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.kairan.calendar.control.Expansion;
import org.kairan.calendar.control.Placement;
import org.kairan.calendar.control.Recurrence;
import org.kairan.calendar.control.Window;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.Occurrences;
import org.kairan.core.time.BusinessDays;

/** Writes down one series up to the end of the window, as the days go by. */
@ApplicationScoped
public class Rolling {

    @Inject
    Events events;

    @Inject
    Occurrences occurrences;

    @Inject
    Scheduling scheduling;

    @Inject
    BusinessDays days;

    /** Adds what has come into the window since the series was written down. A series with rooms has its end within the window from the beginning, so that there is nothing to be booked. */
    @Transactional
    public void roll(long id) {
        events.lock(id);
        var until = scheduling.window().until();
        events.find(id)
                .filter(series -> series.event().expandedUntil().isBefore(until))
                .ifPresent(series -> {
                    var more = Expansion.of(series, new Window(series.event().expandedUntil(), until), days);
                    occurrences.add(
                            id, Placement.occurrences(series, more.subList(0, Math.min(more.size(), Recurrence.MOST))));
                    events.expanded(id, scheduling.writtenUntil(series.event()));
                });
    }
}
