package org.kairan.bench.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.kairan.bench.Http;
import org.kairan.bench.live.Sockets;

/** A server that only passes frames on, measured by the same client with frames of the same size. */
final class Limit implements AutoCloseable {

    private static final byte[] TYPE = "{\"type\":\"board.bulletin-published\"".getBytes(StandardCharsets.US_ASCII);

    private final Http http;
    private final List<String> cookies;
    private final int atOnce;
    private final Sockets sockets;
    private final Talkers talkers;
    private volatile long count;
    private volatile long last;

    Limit(int port, List<String> cookies, int atOnce) throws IOException {
        this.http = new Http("http://127.0.0.1:" + port, "http://localhost");
        this.cookies = cookies;
        this.atOnce = atOnce;
        this.talkers = new Talkers(http, cookies, atOnce);
        this.sockets = new Sockets(port, "http://localhost", cookies, this::take);
    }

    private void take(int client, byte[] bytes, int offset, int length) {
        if (length >= TYPE.length && Arrays.equals(bytes, offset, offset + TYPE.length, TYPE, 0, TYPE.length)) {
            count++;
            last = System.nanoTime();
        }
    }

    /** Gives deliveries per second. */
    double run(int messages, int size) throws IOException, InterruptedException {
        count = 0;
        var start = System.nanoTime();
        var next = new AtomicInteger();
        var work = new ArrayList<Callable<Void>>();
        for (var thread = 0; thread < atOnce; thread++) {
            work.add(() -> {
                for (var i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
                    http.send(
                            "POST",
                            "/api/board/bulletins",
                            cookies.get(i % cookies.size()),
                            "{}",
                            "Bench-Size",
                            Integer.toString(size));
                }
                return null;
            });
        }
        talkers.all(work);
        var all = (long) messages * cookies.size();
        for (var quiet = 0; quiet < 100 && count < all; quiet++) {
            var before = count;
            Thread.sleep(50);
            quiet = count > before ? 0 : quiet;
        }
        if (count != all) {
            throw new IOException("The limit delivered " + count + " of " + all);
        }
        return all / ((last - start) / 1e9);
    }

    @Override
    public void close() throws IOException {
        talkers.close();
        sockets.close();
    }
}
