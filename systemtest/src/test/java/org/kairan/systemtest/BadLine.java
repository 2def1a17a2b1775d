package org.kairan.systemtest;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A line to the server that is as bad as lines get: late, stalling, dead in one direction while the other lives, torn in the middle of what it carries; by chance from a seed, or at a word. */
public final class BadLine implements AutoCloseable {

    /** What happens to bytes on their way. */
    public enum Trouble {
        STALL,
        /** What the client says does not arrive any more. */
        DEAD_UP,
        /** What the server says does not. */
        DEAD_DOWN,
        RESET
    }

    /** A piece on its way, and when it arrives. */
    private record Piece(byte[] bytes, long due) {}

    private static final Piece END = new Piece(new byte[0], 0);

    private final ServerSocket server;
    private final int target;
    private final boolean socks;
    private final Random fates;
    private final long delay;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Map<Trouble, AtomicInteger> happened = new EnumMap<>(Trouble.class);
    private volatile boolean calm;
    private volatile Trouble dead;

    private BadLine(int target, boolean socks, long seed, Duration delay, boolean calm) {
        this.target = target;
        this.socks = socks;
        this.fates = new Random(seed);
        this.delay = delay.toNanos();
        this.calm = calm;
        for (var trouble : Trouble.values()) {
            happened.put(trouble, new AtomicInteger());
        }
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    /** One on which everything happens, from now on until {@link #calm()}. */
    static BadLine stormy(int target, long seed) {
        return new BadLine(target, false, seed, Duration.ofMillis(400), false);
    }

    /** A good one, which browsers use as a SOCKS proxy, until {@link #deaden} is said. */
    public static BadLine forBrowsers(int target) {
        return new BadLine(target, true, 0, Duration.ZERO, true);
    }

    URI url() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    public String socks() {
        return "socks5://localhost:" + server.getLocalPort();
    }

    /** How often this has happened. */
    int count(Trouble trouble) {
        return happened.get(trouble).get();
    }

    /** Ends the storm and all connections that were in it. */
    void calm() {
        calm = true;
        connections.forEach(Connection::reset);
    }

    /** All connections are dead for good in this direction, new ones too until {@link #mend()}; none is closed. */
    public void deaden(Trouble direction) {
        dead = direction;
        connections.forEach(connection -> connection.dead = direction);
    }

    /** New connections are good again; those that were dead stay so. */
    public void mend() {
        dead = null;
    }

    private static void thread(Runnable run) {
        var thread = new Thread(run, "bad-line");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                thread(() -> connect(client));
            }
        } catch (IOException e) {
            connections.forEach(Connection::reset);
        }
    }

    private void connect(Socket client) {
        try {
            if (socks) {
                greet(client);
            }
            var connection = new Connection(
                    client, new Socket(InetAddress.getLoopbackAddress(), target), new Random(fates.nextLong()));
            connections.add(connection);
            connection.begin();
        } catch (IOException e) {
            close(client, false);
        }
    }

    /** RFC 1928: no authentication, and whatever is asked for is connected to the one target. */
    private static void greet(Socket client) throws IOException {
        var in = client.getInputStream();
        in.skipNBytes(1);
        in.skipNBytes(in.read());
        client.getOutputStream().write(new byte[] {5, 0});
        in.skipNBytes(3);
        switch (in.read()) {
            case 1 -> in.skipNBytes(4);
            case 3 -> in.skipNBytes(in.read());
            case 4 -> in.skipNBytes(16);
            default -> throw new EOFException();
        }
        in.skipNBytes(2);
        client.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    }

    private static void close(Socket socket, boolean reset) {
        try {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket there;
        private final Random random;
        /** What becomes of it in the end, and after how many bytes; stalling, which befalls all, is nothing worse. */
        private final Trouble fate;

        private final int after;
        private volatile Trouble dead;
        private volatile boolean torn;

        Connection(Socket client, Socket there, Random random) throws IOException {
            this.client = client;
            this.there = there;
            this.random = random;
            client.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            dead = BadLine.this.dead;
            fate = Trouble.values()[Math.floorMod(random.nextLong(), Trouble.values().length)];
            // Less is said to the server than by it.
            after = 300 + random.nextInt(fate == Trouble.DEAD_UP ? 1_500 : 8_000);
        }

        void begin() {
            pump(client, there, Trouble.DEAD_UP);
            pump(there, client, Trouble.DEAD_DOWN);
        }

        private void pump(Socket from, Socket to, Trouble direction) {
            var way = new LinkedBlockingQueue<Piece>();
            var chance = new Random(random.nextLong());
            thread(() -> {
                take(from, way, direction, chance);
                way.add(END);
            });
            thread(() -> give(way, to));
        }

        private void take(Socket from, BlockingQueue<Piece> way, Trouble direction, Random chance) {
            var buffer = new byte[4096];
            var passed = 0;
            try {
                for (var n = from.getInputStream().read(buffer);
                        n >= 0;
                        n = from.getInputStream().read(buffer)) {
                    passed += n;
                    if (!calm && chance.nextInt(20) == 0) {
                        happened.get(Trouble.STALL).incrementAndGet();
                        Thread.sleep(1_000 + chance.nextInt(14_000));
                    }
                    if (!calm && passed > after && fate == direction && dead == null) {
                        happened.get(direction).incrementAndGet();
                        dead = direction;
                    }
                    var bytes = java.util.Arrays.copyOf(buffer, n);
                    if (!calm && passed > after && fate == Trouble.RESET && n > 1) {
                        happened.get(Trouble.RESET).incrementAndGet();
                        torn = true;
                        way.add(piece(java.util.Arrays.copyOf(bytes, 1 + chance.nextInt(n - 1))));
                        return;
                    }
                    if (dead != direction) {
                        way.add(piece(bytes));
                    }
                }
            } catch (IOException e) {
                // One side is gone; so is the other.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private Piece piece(byte[] bytes) {
            return new Piece(bytes, System.nanoTime() + (calm ? 0 : delay));
        }

        private void give(BlockingQueue<Piece> way, Socket to) {
            try {
                for (var piece = way.take(); piece != END; piece = way.take()) {
                    TimeUnit.NANOSECONDS.sleep(piece.due() - System.nanoTime());
                    to.getOutputStream().write(piece.bytes());
                }
            } catch (IOException e) {
                // As above.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            end();
        }

        void reset() {
            torn = true;
            end();
        }

        private void end() {
            connections.remove(this);
            close(client, torn);
            close(there, torn);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(Connection::reset);
    }
}
