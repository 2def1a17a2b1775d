package org.kairan.webapp.live;

import java.util.ArrayList;
import java.util.List;

/** Stands for a client that reads at once, or, when stalled, not at all. */
final class TestWire implements Wire {

    final List<String> got = new ArrayList<>();
    final List<String> waiting = new ArrayList<>();
    boolean stalled;
    boolean shut;
    boolean terminated;
    int pings;
    int writes;
    private int pending;
    private Runnable drained = () -> {};

    @Override
    public void offer(List<Frame> frames, byte[] joined) {
        if (shut) {
            return;
        }
        writes++;
        frames.forEach(frame -> (stalled ? waiting : got).add(frame.text()));
        pending += stalled ? joined.length : 0;
    }

    void read() {
        stalled = false;
        got.addAll(waiting);
        waiting.clear();
        pending = 0;
        drained.run();
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public int pending() {
        return pending;
    }

    @Override
    public void whenDrained(Runnable drained) {
        this.drained = drained;
    }

    @Override
    public void shut() {
        shut = true;
        waiting.clear();
        pending = 0;
    }

    @Override
    public void terminate() {
        terminated = true;
    }
}
