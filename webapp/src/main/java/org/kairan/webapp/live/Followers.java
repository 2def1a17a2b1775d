package org.kairan.webapp.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kairan.core.live.Stream;
import org.kairan.core.problem.NotFound;

/** Knows who follows which stream, and brings each of them, page by page and as fast as they read, what comes after their cursor. */
final class Followers {

    static final int MAX_FOLLOWS = 300;
    static final int PAGE = 50;

    private static final Logger LOG = Logger.getLogger(Followers.class.getName());

    private final Map<String, Stream> streams = new HashMap<>();
    private final Map<String, Set<Connection>> byStream = new ConcurrentHashMap<>();
    private final Set<String> advanced = ConcurrentHashMap.newKeySet();
    private final LongAdder delivered = new LongAdder();
    private final Encoded encoded = new Encoded();

    private final Object registration;
    private final Predicate<Connection> isOpen;
    private final Consumer<Runnable> readings;

    /**
     * @param registration the lock under which sockets come and go
     * @param readings takes what has to be done by a thread that may read the database
     */
    Followers(List<Stream> streams, Object registration, Predicate<Connection> isOpen, Consumer<Runnable> readings) {
        streams.forEach(stream -> this.streams.put(stream.family(), stream));
        this.registration = registration;
        this.isOpen = isOpen;
        this.readings = readings;
    }

    void follow(Connection connection, String name, long after) {
        var colon = name.indexOf(':');
        var stream = colon < 0 ? null : streams.get(name.substring(0, colon));
        if (stream == null) {
            connection.send(gone(name));
            return;
        }
        var full = false;
        synchronized (registration) {
            synchronized (connection.follows) {
                if (connection.follows.containsKey(name) || !isOpen.test(connection)) {
                    return;
                }
                full = connection.follows.size() >= MAX_FOLLOWS;
                if (!full) {
                    connection.follows.put(name, new Follow(name, name.substring(colon + 1), stream, after));
                    byStream.computeIfAbsent(name, any -> ConcurrentHashMap.newKeySet())
                            .add(connection);
                }
            }
        }
        if (full) {
            connection.close(Hub.NOT_ALLOWED);
        } else {
            schedule(connection);
        }
    }

    void unfollow(Connection connection, String name) {
        synchronized (registration) {
            synchronized (connection.follows) {
                if (connection.follows.remove(name) != null) {
                    Hub.take(byStream, name, connection);
                }
            }
        }
    }

    /** A stream has more. Costs whoever says so the same, however many follow it. */
    void advanced(String stream) {
        if (byStream.containsKey(stream) && advanced.add(stream)) {
            readings.accept(() -> readOn(stream));
        }
    }

    /** Gives all who follow a stream, in one go, what has gathered in it. */
    private void readOn(String stream) {
        // Before the queries, so that what is committed meanwhile is asked for again.
        advanced.remove(stream);
        for (var connection : byStream.getOrDefault(stream, Set.of())) {
            Follow follow;
            synchronized (connection.follows) {
                follow = connection.follows.get(stream);
            }
            if (follow != null) {
                follow.behind = true;
                read(connection, follow);
            }
        }
    }

    /** What the person may see of the streams may have changed. */
    void wake(Connection connection) {
        boolean any;
        synchronized (connection.follows) {
            connection.follows.values().forEach(follow -> follow.behind = true);
            any = !connection.follows.isEmpty();
        }
        if (any) {
            schedule(connection);
        }
    }

    /** Goes on with a socket, one page at a time so that all get their turn. */
    void drained(Connection connection) {
        if (behind(connection) != null) {
            schedule(connection);
        }
    }

    private static Follow behind(Connection connection) {
        synchronized (connection.follows) {
            for (var follow : connection.follows.values()) {
                if (follow.behind) {
                    return follow;
                }
            }
            return null;
        }
    }

    private void schedule(Connection connection) {
        if (connection.scheduled.compareAndSet(false, true)) {
            readings.accept(() -> {
                connection.scheduled.set(false);
                var follow = behind(connection);
                if (follow != null) {
                    read(connection, follow);
                }
            });
        }
    }

    /** Gives a socket one page of a stream it is behind with, unless it has not read what it got before: then {@link #drained} comes back to it. */
    private void read(Connection connection, Follow follow) {
        if (connection.wire.pending() > 0 || !isOpen.test(connection)) {
            return;
        }
        // Before the query, so that what is committed meanwhile is asked for again.
        follow.behind = false;
        try {
            var found = follow.stream.since(follow.key, follow.cursor, connection.caller, PAGE);
            if (!found.isEmpty()) {
                var page = encoded.page(follow.name, found);
                var count = page.frames().size();
                follow.cursor = found.get(count - 1).cursor();
                if (count < found.size() || count >= PAGE) {
                    follow.behind = true;
                }
                connection.send(page.frames(), page.joined());
                delivered.add(count);
            }
        } catch (NotFound e) {
            unfollow(connection, follow.name);
            connection.send(gone(follow.name));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A stream could not be read; its follower has to come back with its cursor", e);
            connection.close(Hub.FAULT);
        }
        drained(connection);
    }

    static Frame frame(String stream, Stream.Entry entry) {
        return Frame.of("{\"type\":" + Frame.quoted(entry.type()) + ",\"stream\":" + Frame.quoted(stream)
                + ",\"cursor\":" + entry.cursor() + ",\"body\":" + entry.body() + "}");
    }

    static Frame gone(String stream) {
        return Frame.of("{\"type\":\"stream-gone\",\"stream\":" + Frame.quoted(stream) + "}");
    }

    /** Forgets what a socket followed; under the lock of registration. */
    void forget(Connection connection) {
        synchronized (connection.follows) {
            connection.follows.keySet().forEach(stream -> Hub.take(byStream, stream, connection));
            connection.follows.clear();
        }
    }

    /** Entries given to sockets since the start. */
    long delivered() {
        return delivered.sum();
    }
}
