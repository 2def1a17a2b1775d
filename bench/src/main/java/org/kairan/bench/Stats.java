package org.kairan.bench;

import java.util.Arrays;

/** Keeps every measured value and gives percentiles; not for several threads. */
public final class Stats {

    private long[] values = new long[1024];
    private int count;
    private boolean sorted;

    public void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
        sorted = false;
    }

    public int count() {
        return count;
    }

    /** The smallest value that at least that part (0–1) of all are not above; -1 if there are none. */
    public long percentile(double part) {
        if (count == 0) {
            return -1;
        }
        if (!sorted) {
            Arrays.sort(values, 0, count);
            sorted = true;
        }
        return values[Math.max(0, (int) Math.ceil(part * count) - 1)];
    }

    /** The middle one of a few figures. */
    public static double median(double... figures) {
        var all = figures.clone();
        Arrays.sort(all);
        return all.length % 2 == 1 ? all[all.length / 2] : (all[all.length / 2 - 1] + all[all.length / 2]) / 2;
    }
}
