package org.kairan.presence.boundary;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.kairan.core.Started;
import org.kairan.core.access.Callers;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Directory;
import org.kairan.core.people.Person;
import org.kairan.presence.PresenceModule;
import org.kairan.presence.entity.Waiting;
import org.kairan.presence.entity.Waitings;

/** Has those looked at for whom somebody waits: when their presence was to change by the clock, and when somebody has changed it. */
@ApplicationScoped
public class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());
    private static final long EVERY = 10;
    private static final int AT_ONCE = 500;

    /** Nobody wants to be told of last week's errand. */
    private static final Duration PATIENCE = Duration.ofDays(14);

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    Waitings waitings;

    @Inject
    Looking looking;

    @Inject
    Callers callers;

    @Inject
    Directory directory;

    @Inject
    Clock clock;

    private final AtomicBoolean asked = new AtomicBoolean();
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

    /** Once for many changes. */
    void changed(@Observes(during = AFTER_SUCCESS) Hint hint) {
        if (hint.ref().module().equals(PresenceModule.ID) && asked.compareAndSet(false, true)) {
            executor.execute(this::turn);
        }
    }

    private synchronized void turn() {
        asked.set(false);
        try {
            waitings.removeBefore(clock.instant().minus(PATIENCE));
            for (var due = waitings.due(clock.instant(), AT_ONCE); !due.isEmpty(); ) {
                look(due);
                due = due.size() < AT_ONCE ? List.of() : waitings.due(clock.instant(), AT_ONCE);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "it could not be found out who is back; it is tried again in ten seconds", e);
        }
    }

    private void look(List<Waiting> due) {
        var waiters = callers.absent(due.stream().map(Waiting::waiter).collect(Collectors.toSet()));
        var workers = directory.people(due.stream().map(Waiting::person).collect(Collectors.toSet())).values().stream()
                .filter(person -> person.sectionId().isPresent())
                .map(Person::id)
                .collect(Collectors.toSet());
        due.stream()
                .filter(one -> !waiters.containsKey(one.waiter()) || !workers.contains(one.person()))
                .forEach(looking::end);
        due.stream()
                .filter(one -> waiters.containsKey(one.waiter()) && workers.contains(one.person()))
                .collect(Collectors.groupingBy(
                        Waiting::waiter, Collectors.mapping(Waiting::person, Collectors.toList())))
                .forEach((waiter, people) -> looking.look(waiters.get(waiter), people));
    }
}
