package org.kairan.bench.live.limit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;

/**
 * Does nothing but take a POST and write one frame to each socket: no sessions, no rooms, no database, no container.
 *
 * <p>With the argument {@code joined} after the port it writes what has gathered meanwhile in one go, as Kairan does.
 */
public final class BareServer {

    private static final class Client {
        private final SocketChannel channel;
        private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>(0);

        Client(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final List<Client> clients = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final BlockingQueue<ByteBuffer> gathered = new LinkedBlockingQueue<>();
    private final boolean joined;
    private long last;

    private BareServer(boolean joined) throws IOException {
        this.joined = joined;
    }

    public static void main(String[] arguments) throws IOException {
        var server = new BareServer(arguments.length > 1 && arguments[1].equals("joined"));
        daemon(server::writeOn);
        daemon(server::writeGathered);
        try (var listening = ServerSocketChannel.open()) {
            listening.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 2000);
            while (true) {
                var channel = listening.accept();
                daemon(() -> server.serve(channel));
            }
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(null, work, "bare", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var in = channel.socket().getInputStream();
            while (true) {
                var head = new ByteArrayOutputStream();
                while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    var octet = in.read();
                    if (octet < 0) {
                        channel.close();
                        return;
                    }
                    head.write(octet);
                }
                var text = head.toString(StandardCharsets.ISO_8859_1);
                var key = header(text, "sec-websocket-key");
                if (key != null) {
                    upgrade(channel, key);
                    return;
                }
                var length = header(text, "content-length");
                in.readNBytes(length == null ? 0 : Integer.parseInt(length));
                var size = header(text, "bench-size");
                write(
                        channel,
                        "HTTP/1.1 201 Created\r\nLocation: /api/board/bulletins/"
                                + publish(size == null ? 0 : Integer.parseInt(size))
                                + "\r\nContent-Length: 0\r\n\r\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(String head, String name) {
        var matcher = Pattern.compile("^" + name + ": *(.*?) *\r?$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE)
                .matcher(head);
        return matcher.find() ? matcher.group(1) : null;
    }

    private void upgrade(SocketChannel channel, String key) throws IOException {
        String accept;
        try {
            accept = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        write(
                channel,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept + "\r\n\r\n");
        channel.configureBlocking(false);
        var client = new Client(channel);
        synchronized (this) {
            clients.add(client);
        }
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** @param size to which the frame's text is filled up */
    private synchronized long publish(int size) {
        var id = ++last;
        var text = String.format(
                Locale.ROOT,
                "{\"type\":\"board.bulletin-published\",\"ref\":\"board:bulletin:%d\",\"at\":%d",
                id,
                System.currentTimeMillis());
        var filled = size == 0
                ? text + "}"
                : text + ",\"pad\":\"" + "x".repeat(Math.max(0, size - text.length() - 10)) + "\"}";
        var payload = filled.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(payload.length + 4).put((byte) 0x81);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else {
            frame.put((byte) 126).putShort((short) payload.length);
        }
        frame.put(payload).flip();
        if (joined) {
            gathered.add(frame);
        } else {
            write(List.of(frame));
        }
        return id;
    }

    private void writeGathered() {
        var frames = new ArrayList<ByteBuffer>();
        try {
            while (true) {
                frames.add(gathered.take());
                gathered.drainTo(frames, 63);
                synchronized (this) {
                    write(frames);
                }
                frames.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<ByteBuffer> frames) {
        var bytes = ByteBuffer.allocateDirect(
                frames.stream().mapToInt(ByteBuffer::remaining).sum());
        frames.forEach(bytes::put);
        bytes.flip();
        clients.removeIf(client -> !give(client, bytes));
    }

    private boolean give(Client client, ByteBuffer frame) {
        try {
            if (client.waiting.isEmpty()) {
                frame.rewind();
                client.channel.write(frame);
                if (!frame.hasRemaining()) {
                    return true;
                }
                client.waiting.add(frame.slice());
                selector.wakeup();
                client.channel.register(selector, SelectionKey.OP_WRITE, client);
            } else {
                client.waiting.add(frame.duplicate().rewind());
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void writeOn() {
        try {
            while (true) {
                selector.select(100);
                synchronized (this) {
                    for (var key : selector.selectedKeys()) {
                        writeOn(key);
                    }
                    selector.selectedKeys().clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeOn(SelectionKey key) {
        var client = (Client) key.attachment();
        try {
            while (!client.waiting.isEmpty()) {
                client.channel.write(client.waiting.peek());
                if (client.waiting.peek().hasRemaining()) {
                    return;
                }
                client.waiting.poll();
            }
            key.cancel();
        } catch (ClosedChannelException e) {
            key.cancel();
        } catch (IOException e) {
            key.cancel();
            client.waiting.clear();
        }
    }
}
