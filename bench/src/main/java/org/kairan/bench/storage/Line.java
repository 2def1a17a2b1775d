package org.kairan.bench.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.kairan.bench.Servers;

/** A connection that speaks just enough HTTP/1.1 to send and fetch files, since what a client library costs is not the server's. */
final class Line implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");
    private static final int HEAD_MOST = 16 << 10;

    private final Servers.Kairan kairan;
    private final String cookie;
    private final SocketChannel channel;

    Line(Servers.Kairan kairan, String cookie) throws IOException {
        this.kairan = kairan;
        this.cookie = cookie;
        this.channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", kairan.port()));
    }

    /** Sends a request with a part of a file, or without content where the length is 0. */
    void send(String methodAndPath, Map<String, ?> headers, FileChannel file, long from, long length)
            throws IOException {
        var head = new StringBuilder(methodAndPath + " HTTP/1.1\r\nHost: 127.0.0.1:" + kairan.port() + "\r\nOrigin: "
                + kairan.publicUrl() + "\r\nCookie: " + cookie + "\r\nContent-Length: " + length + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        for (var bytes = StandardCharsets.US_ASCII.encode(head.append("\r\n").toString()); bytes.hasRemaining(); ) {
            channel.write(bytes);
        }
        for (long sent = 0; sent < length; ) {
            sent += file.transferTo(from + sent, length - sent, channel);
        }
    }

    /** Reads the head of an answer and gives the length of its content. */
    long answer(int status) throws IOException {
        var head = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (head.indexOf("\r\n\r\n") < 0) {
            if (channel.read(one.clear()) < 0 || head.length() > HEAD_MOST) {
                throw new EOFException("the answer broke off: " + head);
            }
            head.append((char) one.get(0));
        }
        if (!head.toString().startsWith("HTTP/1.1 " + status + " ")) {
            throw new IOException("expected " + status + ", got " + head);
        }
        var length = LENGTH.matcher(head);
        return length.find() ? Long.parseLong(length.group(1)) : 0;
    }

    /** The content of an answer. */
    InputStream in(long length) throws IOException {
        return new Part(Channels.newInputStream(channel), length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Ends where the content does, though the connection goes on. */
    private static final class Part extends InputStream {
        private final InputStream all;
        private long left;

        Part(InputStream all, long length) {
            this.all = all;
            this.left = length;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("one byte at a time");
        }

        @Override
        public int read(byte[] bytes, int at, int most) throws IOException {
            if (left == 0) {
                return -1;
            }
            var read = all.read(bytes, at, (int) Math.min(most, left));
            if (read < 0) {
                throw new EOFException(left + " bytes are missing");
            }
            left -= read;
            return read;
        }
    }
}
