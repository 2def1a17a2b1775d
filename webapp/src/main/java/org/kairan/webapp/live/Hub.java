package org.kairan.webapp.live;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Callers;
import org.kairan.core.access.SessionsEnded;
import org.kairan.core.live.Advanced;
import org.kairan.core.live.Hint;
import org.kairan.core.live.Stream;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.OrganizationChanged;

/** Knows every open socket of this node and brings it the hints and streams that are meant for its person, and nothing after its session has ended. */
@ApplicationScoped
public class Hub {

    static final int MAX_FRAME = 4096;
    static final int MAX_PER_SESSION = 20;
    static final int MAX_PENDING = 256 * 1024;
    static final int HEARTBEAT_SECONDS = 25;

    static final int GOING_AWAY = 1001;
    static final int NOT_ALLOWED = 1008;
    static final int TOO_BIG = 1009;
    static final int FAULT = 1011;
    static final int SESSION_ENDED = 4001;
    static final int TOO_SLOW = 4002;
    static final int TOO_MANY = 4003;

    private static final Logger LOG = Logger.getLogger(Hub.class.getName());

    /** Hints joined into one write, as many as a long has bits; more would only make the first of them late. */
    private static final int BATCH = Long.SIZE;

    private static final long HEARTBEAT = HEARTBEAT_SECONDS * 1000L;
    private static final long SILENT = 3 * HEARTBEAT;
    private static final long SLOW = 3000;

    /** Longer than a bad line stands still. */
    private static final long STALLED = 30_000;

    /** From the close frame to the end of the connection, whether or not the client has answered. */
    private static final long FAREWELL = 3000;

    /** Longer than any handshake takes, so that none slips in between the end of its session and its registration. */
    private static final long HANDSHAKE = 60_000;

    private static final Frame HELLO = Frame.of("{\"type\":\"hello\",\"heartbeat\":" + HEARTBEAT_SECONDS + "}");

    private record Message(Audience audience, Frame frame) {}

    /** The messages of a batch that are due to some sockets, by bits. */
    private record Join(List<Frame> frames, byte[] bytes) {

        static Join of(List<Message> batch, long due) {
            var frames = IntStream.range(0, batch.size())
                    .filter(i -> (due & 1L << i) != 0)
                    .mapToObj(i -> batch.get(i).frame())
                    .toList();
            return new Join(frames, Frame.join(frames));
        }
    }

    private record Farewell(Wire wire, long at) {}

    private final Clock clock;
    private final Callers callers;
    private final int maxConnections;

    private final Object registration = new Object();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Set<Connection>> bySession = new ConcurrentHashMap<>();
    private final Map<GroupId, Set<Connection>> byGroup = new ConcurrentHashMap<>();
    private final Map<UUID, Long> lately = new ConcurrentHashMap<>();
    private final Followers followers;

    private final BlockingQueue<Message> messages = new ArrayBlockingQueue<>(4096);
    private final BlockingQueue<Runnable> readings = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> closings = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Farewell> farewells = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong changesSeen = new AtomicLong();
    private volatile long changedAt;
    private volatile long refreshAt;
    private volatile boolean stopping;

    private final LongAdder delivered = new LongAdder();
    private final LongAdder closedSlow = new LongAdder();
    private final LongAdder lost = new LongAdder();

    @Resource
    private ManagedThreadFactory threadFactory;

    /** Only for the container's proxy. */
    protected Hub() {
        this(null, null, List.of(), 0);
    }

    @Inject
    Hub(
            Clock clock,
            Callers callers,
            @Any Instance<Stream> streams,
            @ConfigProperty(name = "kairan.live.max-connections", defaultValue = "5000") int maxConnections) {
        this(clock, callers, streams.stream().toList(), maxConnections);
    }

    Hub(Clock clock, Callers callers, List<Stream> streams, int maxConnections) {
        this.clock = clock;
        this.callers = callers;
        this.maxConnections = maxConnections;
        this.followers = new Followers(streams, registration, connections::contains, readings::add);
    }

    @PostConstruct
    void start() {
        refreshAt = now() + HEARTBEAT;
        plainThread("kairan-live-hints", () -> deliver(await(messages, 1, TimeUnit.SECONDS)));
        plainThread("kairan-live-close", () -> run(await(closings, 1, TimeUnit.SECONDS)));
        plainThread("kairan-live-look", () -> {
            pause();
            look();
        });
        // Reads the database, so it needs the application's names and transactions.
        start(
                threadFactory.newThread(() -> forever(() -> run(await(readings, 1, TimeUnit.SECONDS)))),
                "kairan-live-read");
    }

    private void plainThread(String name, Runnable turn) {
        start(new Thread(() -> forever(turn)), name);
    }

    private void start(Thread thread, String name) {
        thread.setName(name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void forever(Runnable turn) {
        while (!stopping) {
            try {
                turn.run();
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "One turn of the live hub failed", e);
            }
        }
    }

    private <T> T await(BlockingQueue<T> queue, long time, TimeUnit unit) {
        try {
            return queue.poll(time, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
            return null;
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private static void run(Runnable task) {
        if (task != null) {
            task.run();
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        for (var connection : connections) {
            if (remove(connection)) {
                connection.wire.shut();
                end(connection, GOING_AWAY);
            }
        }
    }

    long now() {
        return clock.millis();
    }

    // ---- sockets

    /** Lets a socket in and greets it, or closes it; empty if it was closed. */
    Optional<Connection> open(Session session, Caller caller, Wire wire) {
        var now = now();
        var connection = new Connection(this, session, wire, caller, groupsOf(caller), now);
        // Spread, so that a thousand sockets opened by one restart are not pinged in one moment for ever.
        connection.pingAt = now + HEARTBEAT / 2 + Math.floorMod(session.getId().hashCode(), (int) HEARTBEAT / 2);
        int refusal;
        synchronized (registration) {
            refusal = refusal(caller, now);
            if (refusal == 0) {
                connections.add(connection);
                bySession
                        .computeIfAbsent(caller.session(), any -> ConcurrentHashMap.newKeySet())
                        .add(connection);
                connection.groups.forEach(group -> byGroup.computeIfAbsent(group, any -> ConcurrentHashMap.newKeySet())
                        .add(connection));
            }
        }
        if (refusal != 0) {
            bid(connection, refusal);
            return Optional.empty();
        }
        wire.whenDrained(() -> followers.drained(connection));
        connection.send(HELLO);
        if (now - changedAt < HANDSHAKE) {
            refreshSoon();
        }
        return Optional.of(connection);
    }

    private int refusal(Caller caller, long now) {
        if (lately.containsKey(caller.session()) || caller.until().toEpochMilli() <= now) {
            return SESSION_ENDED;
        }
        var others = bySession.get(caller.session());
        return connections.size() >= maxConnections || others != null && others.size() >= MAX_PER_SESSION
                ? TOO_MANY
                : 0;
    }

    static Set<GroupId> groupsOf(Caller caller) {
        var groups = new HashSet<>(caller.groups().keySet());
        groups.add(GroupId.EVERYONE);
        groups.add(GroupId.person(caller.person()));
        caller.permissions().forEach(permission -> groups.add(GroupId.permission(permission.name())));
        return groups;
    }

    /** Closes a socket with a code; from the return on nothing but the close frame is sent to it. */
    void close(Connection connection, int code) {
        if (remove(connection)) {
            if (code == TOO_SLOW) {
                closedSlow.increment();
            }
            bid(connection, code);
        }
    }

    /** Forgets a socket that the client or the network has closed. */
    void left(Connection connection) {
        if (remove(connection)) {
            connection.wire.shut();
            farewells.add(new Farewell(connection.wire, now() + FAREWELL));
        }
    }

    void broken(Connection connection, Exception cause) {
        LOG.log(Level.FINE, "A socket is broken", cause);
        close(connection, GOING_AWAY);
    }

    private void bid(Connection connection, int code) {
        connection.wire.shut();
        // Elsewhere, since the container may take its time over a client that does not read.
        closings.add(() -> end(connection, code));
        farewells.add(new Farewell(connection.wire, now() + FAREWELL));
    }

    private static void end(Connection connection, int code) {
        try {
            connection.session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), null));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.FINE, "A socket was closed already", e);
        }
    }

    private boolean remove(Connection connection) {
        synchronized (registration) {
            if (!connections.remove(connection)) {
                return false;
            }
            take(bySession, connection.caller.session(), connection);
            connection.groups.forEach(group -> take(byGroup, group, connection));
            followers.forget(connection);
            return true;
        }
    }

    /** Takes a connection out of an index; under {@link #registration}. */
    static <K> void take(Map<K, Set<Connection>> index, K key, Connection connection) {
        index.computeIfPresent(key, (any, members) -> members.remove(connection) && members.isEmpty() ? null : members);
    }

    // ---- hints

    void hint(@Observes(during = AFTER_SUCCESS) Hint hint) {
        publish(hint.audience(), frame(hint, now()));
    }

    static Frame frame(Hint hint, long at) {
        var ref =
                hint.ref() == null ? "" : ",\"ref\":" + Frame.quoted(hint.ref().toString());
        return Frame.of("{\"type\":" + Frame.quoted(hint.type()) + ref + ",\"at\":" + at + "}");
    }

    private void publish(Audience audience, Frame frame) {
        try {
            // Who writes faster than can be told waits a little; a hint that is lost in the end is only a page that is
            // not fresh.
            if (!messages.offer(new Message(audience, frame), 2, TimeUnit.SECONDS)) {
                lost.increment();
                LOG.warning("The live hub is too busy; a hint was lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers one message and those that have gathered behind it: each socket gets what is meant for it in one write, which costs the same for one message as for sixty. */
    private void deliver(Message first) {
        if (first == null) {
            return;
        }
        var batch = new ArrayList<Message>(BATCH);
        batch.add(first);
        messages.drainTo(batch, BATCH - 1);
        awaitGroups();
        var audiences = new HashMap<Audience, Long>();
        for (var i = 0; i < batch.size(); i++) {
            audiences.merge(batch.get(i).audience(), 1L << i, (some, one) -> some | one);
        }
        var receivers = new ArrayList<Connection>();
        audiences.forEach((audience, due) -> audience.groups().forEach(group -> {
            for (var connection : byGroup.getOrDefault(group, Set.of())) {
                if (connection.due == 0) {
                    receivers.add(connection);
                }
                connection.due |= due;
            }
        }));
        var joins = new HashMap<Long, Join>();
        for (var connection : receivers) {
            var join = joins.computeIfAbsent(connection.due, due -> Join.of(batch, due));
            connection.due = 0;
            connection.send(join.frames, join.bytes);
            delivered.add(join.frames.size());
        }
    }

    /** Delivers all that has gathered. */
    void deliver() {
        for (var message = messages.poll(); message != null; message = messages.poll()) {
            deliver(message);
        }
    }

    /** Waits while the organization has changed and the groups have not been read anew, so that nobody is told what is no longer meant for them. */
    private void awaitGroups() {
        synchronized (changesSeen) {
            for (var patience = 50; changesSeen.get() < changes.get() && patience > 0 && !stopping; patience--) {
                try {
                    changesSeen.wait(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    // ---- who is asking

    void sessionsEnded(@Observes(during = AFTER_SUCCESS) SessionsEnded ended) {
        synchronized (registration) {
            ended.sessions().forEach(session -> lately.put(session, now()));
        }
        for (var session : ended.sessions()) {
            List.copyOf(bySession.getOrDefault(session, Set.of()))
                    .forEach(connection -> close(connection, SESSION_ENDED));
        }
    }

    void organizationChanged(@Observes(during = AFTER_SUCCESS) OrganizationChanged changed) {
        changedAt = now();
        changes.incrementAndGet();
        refreshSoon();
    }

    private void refreshSoon() {
        if (refreshing.compareAndSet(false, true)) {
            readings.add(this::refresh);
        }
    }

    private void refresh() {
        refreshing.set(false);
        refreshAt = now() + HEARTBEAT;
        var change = changes.get();
        var sessions = Set.copyOf(bySession.keySet());
        if (!sessions.isEmpty()) {
            Map<UUID, Caller> live;
            try {
                live = callers.bySession(sessions);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "The sessions could not be read; they are tried again at once", e);
                refreshAt = now();
                return;
            }
            for (var session : sessions) {
                for (var connection : List.copyOf(bySession.getOrDefault(session, Set.of()))) {
                    var caller = live.get(session);
                    if (caller == null) {
                        close(connection, SESSION_ENDED);
                    } else {
                        renew(connection, caller);
                    }
                }
            }
        }
        synchronized (changesSeen) {
            changesSeen.set(change);
            changesSeen.notifyAll();
        }
    }

    private void renew(Connection connection, Caller caller) {
        var groups = groupsOf(caller);
        synchronized (registration) {
            connection.caller = caller;
            if (groups.equals(connection.groups) || !connections.contains(connection)) {
                return;
            }
            connection.groups.stream()
                    .filter(group -> !groups.contains(group))
                    .forEach(group -> take(byGroup, group, connection));
            groups.forEach(group -> byGroup.computeIfAbsent(group, any -> ConcurrentHashMap.newKeySet())
                    .add(connection));
            connection.groups = groups;
        }
        // What the person may see of a stream may have changed with the groups.
        followers.wake(connection);
    }

    /** Looks at every socket, once a second: no timer of its own for any of them. */
    void look() {
        var now = now();
        for (var connection : connections) {
            var pending = connection.wire.pending();
            if (pending <= MAX_PENDING) {
                connection.overSince = 0;
            } else if (connection.overSince == 0) {
                connection.overSince = now;
            }
            if (pending == 0 || pending < connection.pendingBefore) {
                connection.movedAt = now;
            }
            connection.pendingBefore = pending;
            if (!Instant.ofEpochMilli(now).isBefore(connection.caller.until())) {
                close(connection, SESSION_ENDED);
            } else if (pending > 2 * MAX_PENDING
                    || connection.overSince > 0 && now - connection.overSince >= SLOW
                    || now - connection.movedAt >= STALLED) {
                close(connection, TOO_SLOW);
            } else if (now - connection.heardAt >= SILENT) {
                close(connection, GOING_AWAY);
            } else if (now >= connection.pingAt) {
                connection.pingAt = now + HEARTBEAT;
                connection.ping();
            }
        }
        for (var farewell = farewells.peek(); farewell != null && farewell.at <= now; farewell = farewells.peek()) {
            farewells.poll();
            var wire = farewell.wire;
            closings.add(wire::terminate);
        }
        lately.values().removeIf(at -> now - at > HANDSHAKE);
        if (now >= refreshAt) {
            refreshSoon();
        }
    }

    // ---- streams

    /** Gives a socket all entries of a stream after a cursor, and from then on those that come; a stream followed already is left as it is. */
    void follow(Connection connection, String name, long after) {
        followers.follow(connection, name, after);
    }

    void unfollow(Connection connection, String name) {
        followers.unfollow(connection, name);
    }

    void advanced(@Observes(during = AFTER_SUCCESS) Advanced advanced) {
        followers.advanced(advanced.stream());
    }

    /** Does what waits for the database, for a caller that has no thread for it. */
    void readAll() {
        for (var reading = readings.poll(); reading != null; reading = readings.poll()) {
            reading.run();
        }
    }

    /** Does what waits to be closed, for a caller that has no thread for it. */
    void closeAll() {
        for (var closing = closings.poll(); closing != null; closing = closings.poll()) {
            closing.run();
        }
    }

    // ---- figures

    @Gauge(name = "kairan_live_connections", unit = MetricUnits.NONE, absolute = true, description = "Open sockets")
    public int connections() {
        return connections.size();
    }

    @Gauge(
            name = "kairan_live_delivered",
            unit = MetricUnits.NONE,
            absolute = true,
            description = "Messages given to sockets since the start")
    public long delivered() {
        return delivered.sum() + followers.delivered();
    }

    @Gauge(
            name = "kairan_live_closed_slow",
            unit = MetricUnits.NONE,
            absolute = true,
            description = "Sockets closed since the start because they did not read")
    public long closedSlow() {
        return closedSlow.sum();
    }

    @Gauge(
            name = "kairan_live_lost",
            unit = MetricUnits.NONE,
            absolute = true,
            description = "Hints lost since the start because the hub was too busy")
    public long lost() {
        return lost.sum();
    }
}
