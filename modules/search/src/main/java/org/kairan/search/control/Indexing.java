package org.kairan.search.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kairan.core.Ref;
import org.kairan.core.Started;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.search.Changed;
import org.kairan.core.search.Searchable;
import org.kairan.search.entity.Queue;
import org.kairan.search.entity.Tasks;

/** Keeps this node's index equal to the database, by one thread, and lets requests read it. */
@ApplicationScoped
public class Indexing {

    private static final Logger LOG = Logger.getLogger(Indexing.class.getName());
    private static final long REST_MILLIS = 500;

    /** What comes one by one is taken together: a turn costs nearly the same for one thing as for fifty. Who searches does not wait for it. */
    private static final long GATHER_MILLIS = 250;

    private static final long AFTER_FAILURE_MILLIS = 2_000;
    private static final long PATIENCE_MILLIS = 600;
    private static final long WARM_UP_MILLIS = 5_000;

    @Inject
    Queue queue;

    @Inject
    Tasks tasks;

    @Inject
    @Any
    Instance<Searchable> searchables;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "kairan.data")
    Optional<String> data;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Condition done = lock.newCondition();
    private boolean awake;
    private boolean asked;
    private long begun;
    private long ended;
    private volatile boolean stopping;
    private Thread thread;
    private volatile Replica replica;

    void start(@Observes Started started) {
        // Without a data folder of Kairan's (the EAR on a server of one's own) the index is made anew when the folder
        // for temporary files is cleared.
        var folder = Path.of(data.orElse(System.getProperty("java.io.tmpdir") + "/kairan"), "index");
        replica = new Replica(
                folder, Index.Opener::files, queue, searchables.stream().toList(), clock);
        thread = new Thread(this::work, "kairan-search");
        thread.setDaemon(true);
        // What other modules give is read with their class path.
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
    }

    @PreDestroy
    void stop() {
        stopping = true;
        wake();
        try {
            if (thread != null) {
                thread.join(1_500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the transaction that changes the thing, so that neither is there without the other. */
    void queue(@Observes Changed changed) {
        queue.add(changed.module().value(), changed.kind(), changed.id());
    }

    void hurry(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changed changed) {
        wake();
    }

    private void wake() {
        lock.lock();
        try {
            awake = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        long warm = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WARM_UP_MILLIS);
        boolean warmed = false;
        while (!stopping) {
            long rest = REST_MILLIS;
            try {
                long turn = next();
                boolean more = replica.turn();
                ended(turn);
                tasks.next().ifPresent(this::carryOut);
                if (more) {
                    rest = 0;
                } else if (!warmed && System.nanoTime() > warm) {
                    warmed = true;
                    Analyzers.reading("検索");
                    Analyzers.tokens(Analyzers.WORDS, "検索");
                }
            } catch (IOException | RuntimeException | InternalError e) {
                // A full disk, a database that is away, a file that was cut short under a reader (InternalError).
                LOG.log(Level.WARNING, "The search index could not be brought up to date; it is tried again.", e);
                replica.failed();
                rest = AFTER_FAILURE_MILLIS;
            }
            rest(rest);
        }
        replica.close();
    }

    private long next() {
        lock.lock();
        try {
            awake = false;
            asked = false;
            return ++begun;
        } finally {
            lock.unlock();
        }
    }

    private void ended(long turn) {
        lock.lock();
        try {
            ended = turn;
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void rest(long millis) {
        lock.lock();
        try {
            long now = System.nanoTime();
            long whenIdle = now + TimeUnit.MILLISECONDS.toNanos(millis);
            long whenAwake = now + TimeUnit.MILLISECONDS.toNanos(Math.min(millis, GATHER_MILLIS));
            while (!asked && !stopping) {
                long left = (awake ? whenAwake : whenIdle) - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                news.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            stopping = true;
        } finally {
            lock.unlock();
        }
    }

    private void carryOut(Tasks.Task task) {
        if (task.act().equals("rebuild")) {
            replica.rebuild();
            while (replica.isRebuilding() && !stopping) {
                turnWithin("rebuild");
            }
            tasks.done(task.id(), true, "The index was made anew: " + replica.size() + " things.");
        } else {
            var report = replica.verify();
            tasks.done(task.id(), report.fine(), report.text());
        }
    }

    private void turnWithin(String what) {
        try {
            long turn = next();
            replica.turn();
            ended(turn);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(what, e);
        }
    }

    /**
     * Waits a moment until what was committed before this call is in the index, so that nobody is shown counts of what has just been hidden from them.
     *
     * @return whether it is; if not, the index is behind
     */
    public boolean catchUp() {
        return (!replica.isBehind() || awaitTurn()) && !replica.isIncomplete();
    }

    private boolean awaitTurn() {
        lock.lock();
        try {
            long wanted = begun + 1;
            asked = true;
            news.signal();
            long left = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            while (ended < wanted && left > 0) {
                left = done.awaitNanos(left);
            }
            return ended >= wanted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Gives what lets somebody find things now: the groups that they hold and the circles in which they are. */
    public Set<GroupId> groups(Caller caller) {
        var groups = new HashSet<>(caller.groups().keySet());
        searchables.forEach(searchable -> groups.addAll(searchable.circles(caller)));
        return groups;
    }

    /** Finds what the request's groups may find. */
    public Finding.Found find(Finding.Request request, List<Instant> spans) {
        return replica.read(searcher -> Finding.find(searcher, request, spans)).orElse(Finding.Found.NOTHING);
    }

    /** Finds things whose title or names hold what was typed so far. */
    public List<Ref> begin(String typed, Collection<GroupId> groups, int limit) {
        return replica.read(searcher -> Finding.begin(searcher, typed, groups, limit))
                .orElse(List.of());
    }
}
