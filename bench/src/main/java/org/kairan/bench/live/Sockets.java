package org.kairan.bench.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Many WebSockets to one server, read by one thread; as little of RFC 6455 as that takes. */
public final class Sockets implements AutoCloseable {

    private static final byte[] REF = "\"ref\":\"board:bulletin:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AT = "\"at\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TYPE = "{\"type\":\"board.bulletin-published\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};
    private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0};

    /** Is given every text that arrives; called by the one thread that reads. */
    @FunctionalInterface
    public interface Taker {
        void take(int socket, byte[] bytes, int offset, int length);
    }

    private static final class Socket {
        private final int number;
        private volatile SocketChannel channel;
        private byte[] rest = NOTHING;

        Socket(int number, SocketChannel channel) {
            this.number = number;
            this.channel = channel;
        }
    }

    private final Selector selector = Selector.open();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ByteBuffer read = ByteBuffer.allocate(256 * 1024);
    private final Thread thread = new Thread(this::read, "bench-client");
    private final Taker taker;
    private final int port;
    private final String origin;
    private volatile Round round;
    private volatile boolean closing;
    private volatile int lost;

    /**
     * Opens one socket per cookie, and reads them from then on.
     *
     * @throws IOException if the server refuses one
     */
    Sockets(int port, String origin, List<String> cookies) throws IOException {
        this(port, origin, cookies, null);
    }

    /** Opens one socket per cookie, and gives what they bring to the taker. */
    public Sockets(int port, String origin, List<String> cookies, Taker taker) throws IOException {
        this.taker = taker;
        this.port = port;
        this.origin = origin;
        // Before the first is open: a server closes whoever does not answer its pings, and opening all may take a
        // minute on a busy machine.
        thread.setDaemon(true);
        thread.start();
        for (var cookie : cookies) {
            add(cookie);
        }
    }

    /** Opens one more. */
    public void add(String cookie) throws IOException {
        var channel = open(port, origin, cookie, Optional.empty());
        channel.configureBlocking(false);
        var socket = new Socket(sockets.size(), channel);
        sockets.add(socket);
        channel.register(selector, SelectionKey.OP_READ, socket);
        selector.wakeup();
    }

    /** Sends a text from a client. */
    public void send(int number, String text) throws IOException {
        send(sockets.get(number).channel, text);
    }

    /** Sends a text, masked as it must be. */
    public static void send(SocketChannel channel, String text) throws IOException {
        var payload = text.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(payload.length + 8).put((byte) 0x81);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) 0xfe).putShort((short) payload.length);
        }
        // A mask of zeros leaves the bytes as they are.
        frame.putInt(0).put(payload).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    /** Breaks a socket off and opens another in its place. */
    public void reopen(int number, String cookie) throws IOException {
        var socket = sockets.get(number);
        var old = socket.channel;
        var key = old.keyFor(selector);
        if (key != null) {
            key.cancel();
        }
        old.close();
        var channel = open(port, origin, cookie, Optional.empty());
        channel.configureBlocking(false);
        var fresh = new Socket(number, channel);
        sockets.set(number, fresh);
        channel.register(selector, SelectionKey.OP_READ, fresh);
        selector.wakeup();
    }

    /** Opens one socket and leaves it alone, what the server says after its greeting unread. */
    public static SocketChannel open(int port, String origin, String cookie, Optional<Integer> receiveBuffer)
            throws IOException {
        var channel = SocketChannel.open();
        if (receiveBuffer.isPresent()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer.get());
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        channel.write(ByteBuffer.wrap(("GET /api/live HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\nOrigin: "
                        + origin + "\r\nCookie: " + cookie + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        var head = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            one.clear();
            if (channel.read(one) < 0) {
                break;
            }
            head.append((char) one.get(0));
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            channel.close();
            throw new IOException("The server refused a socket: "
                    + head.toString().lines().findFirst().orElse("no answer"));
        }
        return channel;
    }

    public int size() {
        return sockets.size();
    }

    /** How many the server has closed. */
    public int lost() {
        return lost;
    }

    /** Counts from now on into a new round. */
    Round begin() {
        var begun = new Round();
        round = begun;
        return begun;
    }

    private void read() {
        try {
            while (!closing) {
                selector.select();
                for (var key : selector.selectedKeys()) {
                    if (key.isValid()) {
                        read((Socket) key.attachment(), key);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Socket socket, SelectionKey key) throws IOException {
        read.clear().put(socket.rest);
        try {
            if (socket.channel.read(read) >= 0) {
                var used = frames(socket, read.array(), read.position(), System.currentTimeMillis());
                socket.rest =
                        used == read.position() ? NOTHING : Arrays.copyOfRange(read.array(), used, read.position());
                return;
            }
        } catch (IOException e) {
            if (sockets.size() <= socket.number || sockets.get(socket.number) != socket || !socket.channel.isOpen()) {
                // Its client has broken it off.
                key.cancel();
                return;
            }
            System.err.println("A socket broke: " + e.getMessage());
        }
        lost++;
        key.cancel();
        socket.channel.close();
    }

    /** Takes all whole frames, and gives where the rest begins. */
    private int frames(Socket socket, byte[] bytes, int end, long now) throws IOException {
        var position = 0;
        while (end - position >= 2) {
            var length = bytes[position + 1] & 0x7f;
            var payload = position + 2;
            if (length == 126) {
                if (end - position < 4) {
                    break;
                }
                length = (bytes[position + 2] & 0xff) << 8 | bytes[position + 3] & 0xff;
                payload = position + 4;
            } else if (length == 127) {
                throw new IOException("The server sent a frame of more than 64 KiB");
            }
            if (end - payload < length) {
                break;
            }
            var opcode = bytes[position] & 0x0f;
            if (opcode == 1) {
                text(socket, bytes, payload, length, now);
            } else if (opcode == 9) {
                socket.channel.write(ByteBuffer.wrap(PONG));
            }
            position = payload + length;
        }
        return position;
    }

    private void text(Socket socket, byte[] bytes, int offset, int length, long now) {
        if (taker != null) {
            taker.take(socket.number, bytes, offset, length);
            return;
        }
        var counting = round;
        if (counting == null
                || length < TYPE.length
                || !Arrays.equals(bytes, offset, offset + TYPE.length, TYPE, 0, TYPE.length)) {
            return;
        }
        counting.take(
                socket.number,
                number(bytes, offset, length, REF),
                number(bytes, offset, length, AT),
                bytes,
                offset,
                length,
                now);
    }

    private static long number(byte[] bytes, int offset, int length, byte[] name) {
        for (var i = offset; i < offset + length - name.length; i++) {
            if (bytes[i] == name[0] && Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) {
                var number = 0L;
                for (var j = i + name.length; j < offset + length && bytes[j] >= '0' && bytes[j] <= '9'; j++) {
                    number = 10 * number + bytes[j] - '0';
                }
                return number;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var socket : sockets) {
            socket.channel.close();
        }
        selector.close();
    }
}
