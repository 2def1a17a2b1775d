package org.kairan.webapp.live;

import jakarta.websocket.Session;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;

/** Stands for one open socket and what the hub has to know about it. */
final class Connection {

    /** So many frames may come at once, and so many a second for long; a browser sends two a minute. */
    private static final int BURST = 300;

    private static final int PER_SECOND = 20;

    final Session session;
    final Wire wire;

    /** The streams followed, by name; guarded by itself. */
    final Map<String, Follow> follows = new LinkedHashMap<>(2);

    final AtomicBoolean scheduled = new AtomicBoolean();
    private final Hub hub;
    volatile Caller caller;
    volatile Set<GroupId> groups;
    volatile long heardAt;
    long pingAt;

    /** Which messages of the present batch are for it, by bits; touched only by the thread that delivers hints. */
    long due;

    long overSince;

    /** When something of what waits was last taken by the line; touched only by the thread that looks. */
    long movedAt;

    int pendingBefore;
    private long allowanceAt;
    private double allowance = BURST;

    Connection(Hub hub, Session session, Wire wire, Caller caller, Set<GroupId> groups, long now) {
        this.hub = hub;
        this.session = session;
        this.wire = wire;
        this.caller = caller;
        this.groups = groups;
        this.heardAt = now;
        this.movedAt = now;
        this.allowanceAt = now;
    }

    void send(Frame frame) {
        send(List.of(frame), frame.bytes());
    }

    /** Sends, or closes the connection if it is broken. */
    void send(List<Frame> frames, byte[] joined) {
        try {
            wire.offer(frames, joined);
        } catch (IOException | RuntimeException e) {
            hub.broken(this, e);
        }
    }

    void ping() {
        try {
            wire.ping();
        } catch (IOException | RuntimeException e) {
            hub.broken(this, e);
        }
    }

    void close(int code) {
        hub.close(this, code);
    }

    /** Notes a frame of any kind from the client; false if there were too many. */
    synchronized boolean heard() {
        var now = hub.now();
        allowance = Math.min(BURST, allowance + (now - allowanceAt) * PER_SECOND / 1000.0) - 1;
        allowanceAt = now;
        heardAt = now;
        return allowance >= 0;
    }
}
