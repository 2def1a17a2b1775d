package org.kairan.webapp.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Holds one message from the server, as text and as the bytes of an RFC 6455 frame, encoded once for all receivers. */
record Frame(String text, byte[] bytes) {

    static final byte[] PING = {(byte) 0x89, 0};

    static Frame of(String json) {
        var payload = json.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(payload.length + (payload.length < 126 ? 2 : payload.length < 65536 ? 4 : 10));
        frame.put((byte) 0x81);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        return new Frame(json, frame.put(payload).array());
    }

    /** Puts the frames' bytes one after the other. */
    static byte[] join(List<Frame> frames) {
        if (frames.size() == 1) {
            return frames.get(0).bytes;
        }
        var joined = ByteBuffer.allocate(
                frames.stream().mapToInt(frame -> frame.bytes.length).sum());
        frames.forEach(frame -> joined.put(frame.bytes));
        return joined.array();
    }

    /** Writes a text as a JSON string. */
    static String quoted(String text) {
        var json = new StringBuilder(text.length() + 2).append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
