package org.kairan.chat.boundary;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Receipts.Moved;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.Started;
import org.kairan.core.people.OrganizationChanged;
import org.kairan.core.time.CityTime;

/** Lets rooms follow the organization and the clock: at a change, after midnight in the city, and when a meeting's time is over. */
@ApplicationScoped
public class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());
    private static final long EVERY = 10;

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    Rooms rooms;

    @Inject
    Members members;

    @Inject
    Membership membership;

    @Inject
    Closing closing;

    @Inject
    Receiving receiving;

    @Inject
    ReceiptBoard board;

    @Inject
    Searching searching;

    @Inject
    Opening opening;

    @Inject
    Posting posting;

    @Inject
    Disposal disposal;

    @Inject
    Clock clock;

    private final AtomicBoolean stale = new AtomicBoolean(true);
    private final AtomicBoolean following = new AtomicBoolean();
    private volatile boolean failed;
    private volatile LocalDate followed = LocalDate.MIN;
    private Future<?> turns;

    void start(@Observes Started started) {
        turns = executor.scheduleWithFixedDelay(this::turn, 3, EVERY, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (turns != null) {
            turns.cancel(true);
        }
    }

    void organizationChanged(@Observes(during = AFTER_SUCCESS) OrganizationChanged changed) {
        stale.set(true);
        executor.execute(this::follow);
    }

    private void turn() {
        if (!CityTime.today(clock).equals(followed)) {
            stale.set(true);
        }
        follow();
        attempt("meetings could not be closed", () -> rooms.due().forEach(closing::close));
        attempt("members could not be told of meetings", () -> opening.untold().forEach(opening::tell));
        attempt("scheduled messages could not be sent", posting::postAll);
        attempt("what has become too old could not be removed", disposal::disposeOnceADay);
        attempt("the search could not be told who may find what", () -> {
            for (var more = searching.goOn(); more; ) {
                more = searching.goOn();
            }
        });
    }

    private static void attempt(String otherwise, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, otherwise + "; it is tried again at the next turn", e);
        }
    }

    /** Follows until nothing has changed meanwhile; one thread at a time. */
    private void follow() {
        failed = false;
        while (stale.get() && !failed && following.compareAndSet(false, true)) {
            try {
                // Before it is looked at, so that what changes meanwhile is followed after it.
                stale.set(false);
                var today = CityTime.today(clock);
                rooms.byRule().forEach(room -> safely(room, () -> membership.follow(room)));
                for (var person : membership.gone()) {
                    members.rooms(person).forEach(room -> safely(room, () -> membership.takeOut(room, person)));
                }
                followed = today;
            } catch (RuntimeException e) {
                stale.set(true);
                LOG.log(Level.WARNING, "rooms could not follow the organization; they do at the next turn", e);
                return;
            } finally {
                following.set(false);
            }
        }
    }

    /** Changes one room; if that fails the others follow all the same, and this one at the next turn. */
    private void safely(long room, Supplier<Optional<Moved>> change) {
        try {
            change.get().ifPresent(moved -> board.touch(room, receiving.settle(room, moved.from(), moved.to())));
        } catch (RuntimeException e) {
            stale.set(true);
            failed = true;
            LOG.log(Level.WARNING, e, () -> "room " + room + " could not follow the organization");
        }
    }
}
