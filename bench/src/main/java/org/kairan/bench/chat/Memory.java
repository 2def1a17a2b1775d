package org.kairan.bench.chat;

import static org.kairan.bench.Bench.say;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kairan.bench.Report;
import org.kairan.bench.Servers.Kairan;
import org.kairan.bench.live.Sockets;

/** Looks at the heap after collection, with clients that follow their rooms and do nothing, and with some that never read what they follow. */
final class Memory {

    private static final double KB = 1024;
    private static final double MIB = 1048576;

    /** Sessions with so many sockets each that do not read, of the 20 that one may have: enough for what else the server does meanwhile to weigh little. */
    private static final int STALLED_SESSIONS = 10;

    private static final int STALLED_EACH = 19;

    /** The longest message there can be: three bytes each in the frame. */
    private static final String LONG = "長".repeat(8000);

    private static final int BURST = 100;

    private final Kairan kairan;
    private final List<String> cookies;
    private final Report report;

    Memory(Kairan kairan, List<String> cookies, Report report) {
        this.kairan = kairan;
        this.cookies = cookies;
        this.report = report;
    }

    private long heap() throws IOException, InterruptedException {
        return kairan.server().heapAfterCollection();
    }

    /** @param follows what each client sends when it has connected */
    void idle(List<String> follows) throws Exception {
        // Once before: what is kept of rooms that somebody follows is for all of them and stays.
        with(follows);
        Thread.sleep(10_000);
        var without = heap();
        var with = with(follows);
        Thread.sleep(5000);
        var again = heap();
        // The greater difference counts against us.
        var worst = (with - Math.min(without, again)) / KB / cookies.size();
        say(
                "%nHeap after collection: %.1f MiB without clients, %.1f MiB with %d that follow their rooms, %.1f MiB when they have gone: %.1f KB each",
                without / MIB, with / MIB, cookies.size(), again / MIB, worst);
        report.figure(
                "idle",
                Map.of("heapMiBWithout", without / MIB, "heapMiBWith", with / MIB, "heapMiBAfter", again / MIB));
        report.atMost("heap after collection per idle client (KB)", worst, 50);
    }

    private long with(List<String> follows) throws IOException, InterruptedException {
        var arrivals = new Arrivals(cookies.size());
        try (var sockets = new Sockets(kairan.port(), kairan.publicUrl(), cookies, arrivals)) {
            for (var i = 0; i < follows.size(); i++) {
                sockets.send(i, follows.get(i));
            }
            Thread.sleep(5000);
            var heap = heap();
            if (sockets.lost() > 0) {
                throw new IOException(sockets.lost() + " idle clients were closed");
            }
            return heap;
        }
    }

    /** Sends the longest messages to a room that some follow who do not read, and to one who does. */
    void stalled(long room, String follow) throws Exception {
        var arrivals = new Arrivals(1);
        try (var sockets = new Sockets(kairan.port(), kairan.publicUrl(), cookies.subList(0, 1), arrivals);
                var talkers = new Talkers(kairan.http(), cookies, 1)) {
            sockets.send(0, follow);
            // Once before: the end of the room's log is kept for all, and these messages are long.
            talk(talkers, room, 3);
            Thread.sleep(5000);
            var before = heap();
            var open = new ArrayList<SocketChannel>();
            for (var i = 0; i < STALLED_SESSIONS * STALLED_EACH; i++) {
                var channel = Sockets.open(
                        kairan.port(),
                        kairan.publicUrl(),
                        cookies.get(cookies.size() - 1 - i / STALLED_EACH),
                        Optional.of(4096));
                Sockets.send(channel, follow);
                open.add(channel);
            }
            say("%n%d clients that do not read follow a room of messages of %d bytes", open.size(), LONG.length() * 3);
            var most = 0.0;
            for (var part = 1; part <= 3; part++) {
                talk(talkers, room, 1);
                var each = (heap() - before) / MIB / open.size();
                say("  after %d messages unread: %.2f MiB of heap each", part * BURST, each);
                most = Math.max(most, each);
            }
            for (var channel : open) {
                channel.close();
            }
            if (!arrivals.faults().isEmpty() || sockets.lost() > 0) {
                throw new IOException("Beside those who do not read: " + arrivals.faults() + ", " + sockets.lost()
                        + " of those who do closed");
            }
            report.figure("notReadingMiBEach", most);
            report.atMost("heap per client that does not read (MiB)", most, 1);
        }
    }

    private void talk(Talkers talkers, long room, int bursts) throws IOException, InterruptedException {
        for (var i = 0; i < bursts * BURST; i++) {
            talkers.send(room, cookies.get(i % cookies.size()), LONG);
        }
    }
}
