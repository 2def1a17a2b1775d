package org.kairan.webapp.live;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kairan.core.access.Caller;
import org.kairan.core.access.SessionsEnded;
import org.kairan.core.live.Advanced;
import org.kairan.core.live.Hint;
import org.kairan.core.live.Stream;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.OrganizationChanged;
import org.kairan.core.problem.NotFound;

/**
 * Answers those to whom the network gives no socket: each asks with the cursors that it has and is answered as soon as there is something, by the frames that a socket would have been sent.
 *
 * <p>Nothing is remembered of who asks from one time to the next: streams go on from the client's own cursors, hints from the number of the last that it has heard of.
 */
@ApplicationScoped
public class Polls {

    static final int MAX_PER_SESSION = 6;

    /** Hints that are kept for those who are between two polls. */
    static final int KEPT = 1000;

    private static final Logger LOG = Logger.getLogger(Polls.class.getName());

    /** What a client is answered; status 200 has frames, 401 none. */
    record Answer(int status, List<String> frames, long hints) {}

    private record Kept(long number, Audience audience, String frame) {}

    /** One client that waits. */
    final class Poll {
        private final Caller caller;
        private final Set<GroupId> groups;
        private final Map<String, Long> follows;
        private final long hintsAfter;
        private final Consumer<Answer> to;
        private final AtomicBoolean answered = new AtomicBoolean();

        Poll(Caller caller, Map<String, Long> follows, long hintsAfter, Consumer<Answer> to) {
            this.caller = caller;
            this.groups = Hub.groupsOf(caller);
            this.follows = follows;
            this.hintsAfter = hintsAfter;
            this.to = to;
        }

        private void answer(Answer answer) {
            if (answered.compareAndSet(false, true)) {
                forget(this);
                to.accept(answer);
            }
        }

        /** Says that there was nothing. */
        void giveUp() {
            answer(new Answer(200, List.of(), number()));
        }
    }

    private final Map<String, Stream> streams = new HashMap<>();
    private final Map<String, Set<Poll>> byStream = new ConcurrentHashMap<>();
    private final Set<Poll> waiting = ConcurrentHashMap.newKeySet();
    private final Deque<Kept> hints = new ArrayDeque<>();
    private long number;
    private Clock clock;

    @Resource
    private ManagedExecutorService pool;

    private Executor reading = task -> pool.execute(task);

    /** Only for the container's proxy. */
    protected Polls() {}

    @Inject
    Polls(@Any Instance<Stream> streams, Clock clock) {
        streams.forEach(stream -> this.streams.put(stream.family(), stream));
        this.clock = clock;
        // Numbers go on through a restart, so that whoever has heard of a later one than we is known to have missed
        // some.
        this.number = clock.millis() * 1000;
    }

    Polls(List<Stream> streams, Clock clock, Executor reading) {
        streams.forEach(stream -> this.streams.put(stream.family(), stream));
        this.clock = clock;
        this.number = clock.millis() * 1000;
        this.reading = reading;
    }

    /**
     * Takes a client's question and answers it once, at once or later, on any thread.
     *
     * @param follows the cursors, exclusive, by the streams' names
     * @param hintsAfter the number of the last hint heard of; 0 for who asks everything anew in any case
     */
    Poll ask(Caller caller, Map<String, Long> follows, long hintsAfter, Consumer<Answer> to) {
        var poll = new Poll(caller, follows, hintsAfter == 0 ? number() : hintsAfter, to);
        waiting.stream()
                .filter(other -> other.caller.session().equals(caller.session()))
                .skip(MAX_PER_SESSION - 1L)
                .forEach(Poll::giveUp);
        waiting.add(poll);
        follows.keySet()
                .forEach(name -> byStream.computeIfAbsent(name, any -> ConcurrentHashMap.newKeySet())
                        .add(poll));
        if (hintsAfter == 0) {
            // So that the client knows from where on hints are kept for it.
            answer(poll, follows.keySet(), true);
        } else {
            answer(poll, follows.keySet(), false);
        }
        return poll;
    }

    private void forget(Poll poll) {
        waiting.remove(poll);
        poll.follows
                .keySet()
                .forEach(name -> byStream.computeIfPresent(
                        name, (any, polls) -> polls.remove(poll) && polls.isEmpty() ? null : polls));
    }

    /** Answers if there is anything in these streams or among the hints. */
    private void answer(Poll poll, Set<String> names, boolean evenIfNothing) {
        try {
            var frames = new ArrayList<String>();
            var upTo = heard(poll, frames);
            for (var name : names) {
                read(poll, name, frames);
            }
            if (!frames.isEmpty() || evenIfNothing) {
                poll.answer(new Answer(200, frames, upTo));
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A stream could not be read for a poll; its client comes again with its cursors", e);
            poll.giveUp();
        }
    }

    private void read(Poll poll, String name, List<String> frames) {
        var colon = name.indexOf(':');
        var stream = colon < 0 ? null : streams.get(name.substring(0, colon));
        try {
            if (stream == null) {
                throw new NotFound();
            }
            stream.since(name.substring(colon + 1), poll.follows.get(name), poll.caller, Followers.PAGE)
                    .forEach(entry -> frames.add(Followers.frame(name, entry).text()));
        } catch (NotFound e) {
            frames.add(Followers.gone(name).text());
        }
    }

    /** Adds the hints for this client, and gives the number of the last one looked at. */
    private long heard(Poll poll, List<String> frames) {
        synchronized (hints) {
            if (poll.hintsAfter > number
                    || !hints.isEmpty() && hints.peekFirst().number > poll.hintsAfter + 1 && hints.size() >= KEPT) {
                frames.add("{\"type\":\"hints-lost\"}");
                return number;
            }
            hints.stream()
                    .filter(kept -> kept.number > poll.hintsAfter && kept.audience.reaches(poll.groups))
                    .forEach(kept -> frames.add(kept.frame));
            return number;
        }
    }

    private long number() {
        synchronized (hints) {
            return number;
        }
    }

    void hint(@Observes(during = AFTER_SUCCESS) Hint hint) {
        var frame = Hub.frame(hint, clock.millis()).text();
        synchronized (hints) {
            hints.addLast(new Kept(++number, hint.audience(), frame));
            if (hints.size() > KEPT) {
                hints.removeFirst();
            }
        }
        waiting.stream()
                .filter(poll -> hint.audience().reaches(poll.groups))
                .forEach(poll -> reading.execute(() -> answer(poll, Set.of(), false)));
    }

    void advanced(@Observes(during = AFTER_SUCCESS) Advanced advanced) {
        byStream.getOrDefault(advanced.stream(), Set.of())
                .forEach(poll -> reading.execute(() -> answer(poll, Set.of(advanced.stream()), false)));
    }

    void sessionsEnded(@Observes(during = AFTER_SUCCESS) SessionsEnded ended) {
        waiting.stream()
                .filter(poll -> ended.sessions().contains(poll.caller.session()))
                .forEach(poll -> poll.answer(new Answer(401, List.of(), 0)));
    }

    /** Whoever waits comes again as who they are now. */
    void organizationChanged(@Observes(during = AFTER_SUCCESS) OrganizationChanged changed) {
        waiting.forEach(poll -> {
            if (!poll.answered.get()) {
                poll.giveUp();
            }
        });
    }

    int waiting() {
        return waiting.size();
    }
}
