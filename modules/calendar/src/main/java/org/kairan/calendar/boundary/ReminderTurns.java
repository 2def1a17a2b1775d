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
import org.kairan.core.Started;

/** Lets reminders be sent four times a minute. */
@ApplicationScoped
public class ReminderTurns {

    private static final Logger LOG = Logger.getLogger(ReminderTurns.class.getName());
    private static final long EVERY = 15;

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    Reminding reminding;

    private Future<?> turns;

    void start(@Observes Started started) {
        turns = executor.scheduleWithFixedDelay(this::turn, EVERY, EVERY, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (turns != null) {
            turns.cancel(true);
        }
    }

    private void turn() {
        try {
            reminding.send();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "reminders could not be sent; it is tried again in " + EVERY + " seconds", e);
        }
    }
}
