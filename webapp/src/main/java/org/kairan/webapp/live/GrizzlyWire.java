package org.kairan.webapp.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.glassfish.grizzly.Connection;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** Writes finished frames straight to the upgraded connection's stream; Tyrus's own frames (close, pong) go the same way, so that nothing is mixed up. */
final class GrizzlyWire extends Writer implements Wire, WriteListener {

    private static final int WRITE = 32 * 1024;

    private final Connection<?> grizzly;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>(2);
    private WebConnection connection;
    private ServletOutputStream out;
    private Runnable drained = () -> {};
    private volatile int pending;
    private boolean listening;
    private boolean shut;
    private boolean closing;
    private boolean dead;

    GrizzlyWire(Connection<?> grizzly) {
        this.grizzly = grizzly;
    }

    synchronized void attach(WebConnection upgraded) throws IOException {
        connection = upgraded;
        out = upgraded.getOutputStream();
    }

    @Override
    public synchronized void offer(List<Frame> frames, byte[] joined) throws IOException {
        if (!shut) {
            push(joined);
        }
    }

    @Override
    public synchronized void ping() throws IOException {
        if (!shut) {
            push(Frame.PING);
        }
    }

    private void push(byte[] bytes) throws IOException {
        if (dead) {
            throw new IOException("The connection has gone");
        }
        if (queue.isEmpty() && out.isReady()) {
            out.write(bytes);
            out.flush();
            return;
        }
        queue.add(bytes);
        pending += bytes.length;
        if (!listening) {
            listening = true;
            out.setWriteListener(this);
        }
    }

    @Override
    public void onWritePossible() throws IOException {
        Runnable told;
        boolean last;
        synchronized (this) {
            while (!dead && !queue.isEmpty() && out.isReady()) {
                out.write(next());
                out.flush();
            }
            if (!queue.isEmpty()) {
                return;
            }
            told = drained;
            last = closing;
        }
        told.run();
        if (last) {
            disconnect();
        }
    }

    private byte[] next() {
        var first = queue.poll();
        var size = first.length;
        var count = 0;
        for (var bytes : queue) {
            if (size + bytes.length > WRITE) {
                break;
            }
            size += bytes.length;
            count++;
        }
        pending -= size;
        if (count == 0) {
            return first;
        }
        var joined = ByteBuffer.allocate(size).put(first);
        for (; count > 0; count--) {
            joined.put(queue.poll());
        }
        return joined.array();
    }

    @Override
    public int pending() {
        return pending;
    }

    @Override
    public synchronized void whenDrained(Runnable drained) {
        this.drained = drained;
    }

    @Override
    public synchronized void shut() {
        shut = true;
        queue.clear();
        pending = 0;
    }

    @Override
    public void terminate() {
        grizzly.terminateSilently();
    }

    /** Takes a frame of Tyrus's own. */
    @Override
    public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> handler) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        try {
            synchronized (this) {
                push(bytes);
            }
            if (handler != null) {
                handler.completed(buffer);
            }
        } catch (IOException | RuntimeException e) {
            if (handler != null) {
                handler.failed(e);
            }
        }
    }

    /** Closes the connection after what is queued; called by Tyrus when the WebSocket is closed. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            shut = true;
            closing = true;
            if (!queue.isEmpty() && !dead) {
                return;
            }
        }
        disconnect();
    }

    private void disconnect() throws IOException {
        try {
            connection.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Writes nothing from now on: the container gives the stream's buffer to the next request, and our bytes would end up in a stranger's answer. */
    synchronized void die() {
        dead = true;
        shut();
    }

    @Override
    public synchronized void onError(Throwable broken) {
        shut();
    }
}
