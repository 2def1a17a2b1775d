package org.kairan.webapp.live;

import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sends by standard means, one message at a time, for containers that do not let us at the connection; here is the bound that the container's own queue lacks. */
final class PortableWire implements Wire {

    private static final Logger LOG = Logger.getLogger(PortableWire.class.getName());

    private final Session session;
    private final ArrayDeque<Frame> queue = new ArrayDeque<>(2);
    private Runnable drained = () -> {};
    private volatile int pending;
    private boolean sending;
    private boolean shut;

    PortableWire(Session session) {
        this.session = session;
    }

    @Override
    public void offer(List<Frame> frames, byte[] joined) {
        synchronized (this) {
            if (shut) {
                return;
            }
            queue.addAll(frames);
            pending += joined.length;
            if (sending) {
                return;
            }
            sending = true;
        }
        send();
    }

    /** Sends until one send does not end at once; its callback goes on here, so that there is always at most one. */
    private void send() {
        while (true) {
            Frame frame;
            Runnable told;
            synchronized (this) {
                frame = queue.poll();
                told = drained;
                if (frame == null) {
                    sending = false;
                }
            }
            if (frame == null) {
                told.run();
                return;
            }
            var turn = new Turn(frame.bytes().length);
            withPlatformLoader(() -> session.getAsyncRemote().sendText(frame.text(), result -> {
                if (!result.isOK()) {
                    LOG.log(Level.FINE, "A message was not sent", result.getException());
                    shut();
                }
                if (turn.over()) {
                    send();
                }
            }));
            if (!turn.over()) {
                return;
            }
        }
    }

    /** Makes sure that exactly one of the sending loop and the callback goes on: the second to call {@link #over}. */
    private final class Turn {
        private final int bytes;
        private boolean once;

        Turn(int bytes) {
            this.bytes = bytes;
        }

        synchronized boolean over() {
            if (!once) {
                once = true;
                return false;
            }
            synchronized (PortableWire.this) {
                pending = Math.max(0, pending - bytes);
            }
            return true;
        }
    }

    /** Tyrus searches the context class loader for services at every send; the platform's has none and is quick. */
    private static void withPlatformLoader(Runnable send) {
        var thread = Thread.currentThread();
        var application = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            send.run();
        } finally {
            thread.setContextClassLoader(application);
        }
    }

    @Override
    public void ping() throws IOException {
        session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
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

    /** Does nothing: there is no standard way beyond closing the session, which has been done by then. */
    @Override
    public void terminate() {}
}
