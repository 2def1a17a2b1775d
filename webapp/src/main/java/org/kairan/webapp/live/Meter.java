package org.kairan.webapp.live;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/** Reads along what a client sends and stops it at the first header of a frame that is too big, or of one too many, before Tyrus gathers its payload. */
final class Meter extends ServletInputStream implements WebConnection {

    private static final int SMALL = 256;

    private final WebConnection upgraded;
    private final ServletInputStream in;
    private volatile Connection listener;
    private long payload;
    private int header;
    private int headerLength;
    private long length;
    private boolean stopped;

    Meter(WebConnection upgraded) throws IOException {
        this.upgraded = upgraded;
        this.in = upgraded.getInputStream();
    }

    void listener(Connection connection) {
        listener = connection;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        var read = in.read(bytes, offset, count);
        for (var i = offset; i < offset + read; i++) {
            if (payload > 0) {
                var skipped = (int) Math.min(payload, offset + read - i);
                payload -= skipped;
                i += skipped - 1;
            } else {
                header(bytes[i] & 0xff);
            }
            if (stopped) {
                // Nothing of it for Tyrus, which would answer in its own way.
                return 0;
            }
        }
        return read;
    }

    /** Takes one byte of a frame's header: opcode, length in 1, 3 or 9 bytes, mask in 4. */
    private void header(int octet) {
        header++;
        if (header == 2) {
            if ((octet & 0x80) == 0) {
                stop(Hub.NOT_ALLOWED);
            }
            length = octet & 0x7f;
            headerLength = length == 127 ? 14 : length == 126 ? 8 : 6;
            length = length > 125 ? 0 : length;
        } else if (header > 2 && header <= headerLength - 4) {
            length = length << 8 | octet;
            if (length < 0 || length > Hub.MAX_FRAME) {
                stop(Hub.TOO_BIG);
            }
        } else if (header > 2 && header == headerLength) {
            header = 0;
            payload = length;
            var connection = listener;
            if (connection != null && !connection.heard()) {
                stop(Hub.NOT_ALLOWED);
            }
        }
    }

    private void stop(int code) {
        stopped = true;
        var connection = listener;
        if (connection != null) {
            connection.close(code);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
    }

    /** Tyrus keeps a buffer of so many bytes for as long as the connection lives, and one of 8 KiB where it is told that nothing is there yet; most frames have fewer than these. */
    @Override
    public int available() throws IOException {
        return Math.max(SMALL, in.available());
    }

    @Override
    public boolean isFinished() {
        return in.isFinished();
    }

    @Override
    public boolean isReady() {
        return !stopped && in.isReady();
    }

    @Override
    public void setReadListener(ReadListener readListener) {
        in.setReadListener(readListener);
    }

    @Override
    public ServletInputStream getInputStream() {
        return this;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return upgraded.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        try {
            upgraded.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
