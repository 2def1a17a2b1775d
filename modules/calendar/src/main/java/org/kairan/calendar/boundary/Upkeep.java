package org.kairan.calendar.boundary;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kairan.calendar.entity.Events;
import org.kairan.core.Started;

/** Lets series be written down as far ahead as the window reaches, and the rooms of those who have left be free, at the start and then once in ten minutes, which has something to do after midnight. */
@ApplicationScoped
public class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());
    private static final long EVERY = 600;
    private static final int AT_ONCE = 200;

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    Events events;

    @Inject
    Rolling rolling;

    @Inject
    Scheduling scheduling;

    @Inject
    LeftBehind leftBehind;

    private Future<?> turns;

    void start(@Observes Started started) {
        turns = executor.scheduleWithFixedDelay(this::turn, 5, EVERY, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (turns != null) {
            turns.cancel(true);
        }
    }

    private void turn() {
        try {
            var behind = events.behind(scheduling.window().until(), AT_ONCE);
            while (!behind.isEmpty()) {
                behind.forEach(rolling::roll);
                behind = events.behind(scheduling.window().until(), AT_ONCE);
            }
            leftBehind.release();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "series could not be written down further, or rooms not let go; it is tried again in ten minutes",
                    e);
        }
    }
}
