package org.kairan.calendar.boundary;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kairan.calendar.entity.Events;
import org.kairan.core.Started;

/** Lets series be written down as far ahead as the window reaches, and the rooms of those who have left be free, at the start and then once in ten minutes, which has something to do after midnight; ends each minute the proposals whose time is over. */
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

    @Inject
    LeftBehind leftBehind;

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
        var failed = new HashSet<Long>();
        try {
            var behind = behind(failed);
            while (!behind.isEmpty()) {
                behind.forEach(id -> roll(id, failed));
                behind = behind(failed);
            }
            leftBehind.release();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "series could not be written down further, or rooms not let go; it is tried again in ten minutes",
                    e);
        }
    }

    private List<Long> behind(Set<Long> failed) {
        return events.behind(scheduling.window().until(), AT_ONCE + failed.size()).stream()
                .filter(id -> !failed.contains(id))
                .toList();
    }

    /** One that cannot be written down keeps no other from it. */
    private void roll(long id, Set<Long> failed) {
        try {
            rolling.roll(id);
        } catch (RuntimeException e) {
            failed.add(id);
            LOG.log(Level.WARNING, "series " + id + " could not be written down further", e);
        }
    }
}
