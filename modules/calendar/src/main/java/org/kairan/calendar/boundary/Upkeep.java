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

/** Lets series be written down as far ahead as the window reaches, at the start and then once in ten minutes, which has something to do after midnight; ends each minute the proposals whose time is over. */
@ApplicationScoped
public class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());
    private static final long EVERY = 600;
    private static final long LAPSE_EVERY = 60;
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
    Lapsing lapsing;

    private Future<?> turns;
    private Future<?> lapses;

    void start(@Observes Started started) {
        turns = executor.scheduleWithFixedDelay(this::turn, 5, EVERY, TimeUnit.SECONDS);
        lapses = executor.scheduleWithFixedDelay(this::lapse, 7, LAPSE_EVERY, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (turns != null) {
            turns.cancel(true);
            lapses.cancel(true);
        }
    }

    private void lapse() {
        try {
            while (lapsing.lapse() > 0) {
                LOG.fine("proposals have lapsed");
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "proposals whose time is over could not be ended; it is tried again in a minute", e);
        }
    }

    private void turn() {
        try {
            var behind = events.behind(scheduling.window().until(), AT_ONCE);
            while (!behind.isEmpty()) {
                behind.forEach(rolling::roll);
                behind = events.behind(scheduling.window().until(), AT_ONCE);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "series could not be written down further; it is tried again in ten minutes", e);
        }
    }
}
