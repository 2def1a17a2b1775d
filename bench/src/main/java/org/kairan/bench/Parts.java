package org.kairan.bench;

import java.util.Arrays;

/** Figures in the order in which they were measured, cut in five, since a machine that others use is not equally calm all the time. */
public final class Parts {

    private final Stats[] parts = new Stats[5];
    private final int size;
    private int count;

    /** @param all how many figures there will be at most */
    public Parts(int all) {
        this.size = Math.max(1, (all + parts.length - 1) / parts.length);
        Arrays.setAll(parts, i -> new Stats());
    }

    public void add(long nanos) {
        parts[count++ / size].add(nanos);
    }

    /** The lowest p50 of a fifth, in microseconds. */
    public double calmest() {
        return Arrays.stream(parts)
                        .filter(part -> part.count() > 0)
                        .mapToLong(part -> part.percentile(0.5))
                        .min()
                        .orElseThrow()
                / 1000.0;
    }
}
