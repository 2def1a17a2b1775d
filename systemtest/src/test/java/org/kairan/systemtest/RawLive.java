package org.kairan.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A socket at {@code /api/live} made by hand, which can do what no client should: read nothing, send half a frame, or what is none (RFC 6455). */
final class RawLive implements AutoCloseable {

    static final int TEXT = 1;
    static final int CONTINUED = 0;

    /** All that came until the end, and the code of the close frame if there was one. */
    record Heard(List<JsonNode> frames, Optional<Integer> code) {}

    private final Socket socket = new Socket();
    private final DataInputStream in;

    RawLive(Kairan kairan, Client client) {
        try {
            // What the server may give without being read is small then, so that it soon notices.
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("localhost", kairan.port()));
            socket.setSoTimeout(60_000);
            in = new DataInputStream(socket.getInputStream());
            send(("GET /api/live HTTP/1.1\r\nHost: localhost:" + kairan.port() + "\r\nOrigin: " + kairan.url()
                            + "\r\nCookie: " + client.cookieHeader()
                            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            if (!head.toString().startsWith("HTTP/1.1 101")) {
                throw new AssertionError(head);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void text(String text) {
        send(frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A client's frame; the mask is nought, so that it changes nothing. */
    static byte[] frame(boolean last, int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) ((last ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        return java.util.Arrays.copyOf(frame.array(), frame.position());
    }

    /** Reads until the server closes or cuts the connection. */
    Heard rest() {
        return until(frame -> false);
    }

    /** Reads until what is wanted has come, or the server closes or cuts the connection. */
    Heard until(Predicate<JsonNode> wanted) {
        var frames = new ArrayList<JsonNode>();
        try {
            while (true) {
                var opcode = in.readUnsignedByte() & 0x0F;
                long length = in.readUnsignedByte() & 0x7F;
                length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
                var payload = in.readNBytes((int) length);
                if (payload.length < length) {
                    throw new EOFException();
                }
                if (opcode == 8) {
                    return new Heard(
                            frames, Optional.of((int) ByteBuffer.wrap(payload).getShort()));
                }
                if (opcode == TEXT) {
                    frames.add(Answer.JSON.readTree(payload));
                    if (wanted.test(frames.get(frames.size() - 1))) {
                        return new Heard(frames, Optional.empty());
                    }
                }
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the server goes on with it; it sent " + frames.size() + " frames", e);
        } catch (IOException e) {
            return new Heard(frames, Optional.empty());
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Many pieces as one. */
    static byte[] joined(List<byte[]> pieces) {
        var all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
