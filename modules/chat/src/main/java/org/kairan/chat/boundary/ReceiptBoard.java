package org.kairan.chat.boundary;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.Audiences;
import org.kairan.chat.control.Tails;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Messages;
import org.kairan.core.Started;
import org.kairan.core.access.Caller;
import org.kairan.core.live.Advanced;
import org.kairan.core.live.Stream;
import org.kairan.core.problem.NotFound;

/**
 * Tells those who look at a room how many have read its newest messages: the stream {@code chat.receipts:<room>}, of which only the newest state counts.
 *
 * <p>Readings gather for half a second, in rooms of more than fifty for two, and are counted once for all who look; nothing is counted for a room at which nobody looks.
 */
@ApplicationScoped
public class ReceiptBoard implements Stream {

    private static final Logger LOG = Logger.getLogger(ReceiptBoard.class.getName());

    /** How many of the newest messages are told. */
    static final int NEWEST = 60;

    private static final int REMEMBERED = 100;
    private static final int SMALL = 50;
    private static final long SOON = 500;
    private static final long LATER = 2_000;

    /** Who has not asked for so long after being called does not look any more. */
    private static final long LOOKS = 60_000;

    private record Line(long seq, int read, int of, Optional<java.time.Instant> allReadAt) {

        String json() {
            return "[" + seq + "," + read + "," + of + ","
                    + allReadAt.map(at -> "\"" + at + "\"").orElse("null") + "]";
        }
    }

    private static final class Board {
        private final TreeSet<Long> settled = new TreeSet<>();
        private List<Line> lines = List.of();
        private Entry entry;
        private int members;
        private long countedAt;
        private long calledAt;
        private volatile long askedAt;
    }

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    Tails tails;

    @Inject
    Members members;

    @Inject
    Messages messages;

    @Inject
    Receiving receiving;

    @Inject
    Event<Advanced> advanced;

    @Inject
    Clock clock;

    private final Map<Long, Board> boards = new ConcurrentHashMap<>();
    private final Map<Long, Boolean> touched = new ConcurrentHashMap<>();
    private Future<?> turns;

    void start(@Observes Started started) {
        turns = executor.scheduleWithFixedDelay(this::turn, 1000, 100, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (turns != null) {
            turns.cancel(true);
        }
    }

    @Override
    public String family() {
        return ChatModule.RECEIPT_STREAM;
    }

    @Override
    public List<Entry> since(String key, long cursor, Caller caller, int limit) {
        var room = RoomStream.number(key);
        var from = tails.visibleFrom(room, caller);
        var board = boards.computeIfAbsent(room, any -> new Board());
        board.askedAt = clock.millis();
        synchronized (board) {
            if (board.entry == null) {
                count(room, board);
            }
            if (board.entry.cursor() <= cursor) {
                return List.of();
            }
            return List.of(
                    board.lines.isEmpty() || board.lines.get(0).seq() > from
                            ? board.entry
                            : new Entry(
                                    board.entry.cursor(),
                                    board.entry.type(),
                                    body(board.lines.stream()
                                            .filter(line -> line.seq() > from)
                                            .toList())));
        }
    }

    /** Says, after the commit, that somebody has read in a room, or that it has a message more or a member less. */
    void touch(long room, List<Long> settled) {
        var board = boards.get(room);
        if (board != null) {
            synchronized (board) {
                board.settled.addAll(settled);
                while (board.settled.size() > REMEMBERED) {
                    board.settled.pollFirst();
                }
            }
            touched.put(room, true);
        }
    }

    private void turn() {
        for (var room : List.copyOf(touched.keySet())) {
            try {
                turn(room);
            } catch (NotFound e) {
                boards.remove(room);
                touched.remove(room);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "receipts of a room could not be counted; they are at the next turn", e);
            }
        }
    }

    private void turn(long room) {
        var board = boards.get(room);
        if (board == null) {
            touched.remove(room);
            return;
        }
        var now = clock.millis();
        synchronized (board) {
            if (board.calledAt > board.askedAt && now - board.calledAt > LOOKS) {
                boards.remove(room);
                touched.remove(room);
                return;
            }
            if (Math.abs(now - board.countedAt) < (board.members > SMALL ? LATER : SOON)) {
                return;
            }
            // Before it is counted, so that what is read meanwhile is counted again.
            touched.remove(room);
            var before = board.lines;
            count(room, board);
            if (board.lines.equals(before)) {
                return;
            }
            if (board.calledAt <= board.askedAt) {
                board.calledAt = now;
            }
        }
        advanced.fire(new Advanced(ChatModule.receipts(room)));
    }

    private void count(long room, Board board) {
        var newest = messages.before(room, Long.MAX_VALUE, 0, NEWEST);
        var first = newest.isEmpty() ? 0 : newest.get(0).seq();
        var older = board.settled.headSet(first, false);
        var all = new ArrayList<>(messages.find(room, older));
        all.addAll(newest);
        var periods = members.all(room);
        var unsettled = all.stream()
                .filter(m -> m.allReadAt().isEmpty() && !m.isDeleted())
                .filter(m -> {
                    var count = Audiences.read(periods, m);
                    return count.of() > 0 && count.done() == count.of();
                })
                .map(Message::seq)
                .toList();
        if (!unsettled.isEmpty()) {
            // The server ended between the last reading and its being noted.
            for (var seq : unsettled) {
                receiving.settle(room, seq - 1, seq);
            }
            var now = messages.find(room, unsettled).stream().collect(Collectors.toMap(Message::seq, m -> m));
            all.replaceAll(m -> now.getOrDefault(m.seq(), m));
        }
        board.lines = all.stream()
                .map(m -> {
                    var count = Audiences.read(periods, m);
                    return new Line(m.seq(), count.done(), count.of(), m.allReadAt());
                })
                .toList();
        board.members = (int) periods.stream().filter(p -> p.isPresent()).count();
        board.countedAt = clock.millis();
        board.entry = new Entry(
                Math.max(board.countedAt, board.entry == null ? 0 : board.entry.cursor() + 1),
                ChatModule.ID + ".receipts-moved",
                body(board.lines));
    }

    private static String body(List<Line> lines) {
        return lines.stream().map(Line::json).collect(Collectors.joining(",", "{\"counts\":[", "]}"));
    }
}
