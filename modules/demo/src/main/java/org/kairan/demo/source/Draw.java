package org.kairan.demo.source;

import java.util.List;

/**
 * Draws from a fixed sequence of numbers: the same seed gives the same draws on every machine and JDK (SplitMix64).
 */
public final class Draw {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    private Draw(long state) {
        this.state = state;
    }

    /** A sequence of its own for what the keys name; it does not depend on what was drawn elsewhere. */
    public static Draw of(long... keys) {
        return new Draw(hash(keys));
    }

    /** One number of 0 (inclusive) to 1 (exclusive) that belongs to these keys, without a sequence. */
    public static double fraction(long a, long b, long c) {
        return toFraction(mix(mix(mix(a + STEP) + b) + c));
    }

    private static long hash(long... keys) {
        long hash = STEP;
        for (long key : keys) {
            hash = mix(hash + key);
        }
        return hash;
    }

    private static long mix(long value) {
        long z = value + STEP;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static double toFraction(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** The next 64 bits. */
    public long bits() {
        state += STEP;
        return mix(state);
    }

    /** A number of 0 (inclusive) to 1 (exclusive). */
    public double fraction() {
        return toFraction(bits());
    }

    /** True with this probability. */
    public boolean chance(double probability) {
        return fraction() < probability;
    }

    /** A number of 0 to bound - 1. */
    public int below(int bound) {
        return (int) (fraction() * bound);
    }

    /** A number from the first to the last, both inclusive. */
    public int between(int first, int last) {
        return first + below(last - first + 1);
    }

    /** One of the list, each as likely. */
    public <T> T one(List<T> list) {
        return list.get(below(list.size()));
    }

    /** An index, as likely as its weight. */
    public int weighted(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = fraction() * sum;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** Puts the list into a drawn order. */
    public <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = below(i + 1);
            T moved = list.get(i);
            list.set(i, list.get(j));
            list.set(j, moved);
        }
    }
}
