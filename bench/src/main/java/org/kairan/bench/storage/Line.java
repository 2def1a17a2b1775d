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
import org.kairan.bench.Servers;

/** A connection that speaks just enough HTTP/1.1 to send and fetch files, since what a client library costs is not the server's. */
final class Line implements AutoCloseable {

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

    /** Reads the head of an answer. */
    void answer(int status) throws IOException {
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
    }

    /** The content of the answer, which ends with the connection. */
    InputStream in() {
        return Channels.newInputStream(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
