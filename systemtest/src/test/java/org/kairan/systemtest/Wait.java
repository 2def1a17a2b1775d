package org.kairan.systemtest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for something to become true instead of sleeping. */
public final class Wait {

    private Wait() {}

    /** Asks every 20 ms until the answer is there; fails with what was awaited when it does not come. */
    public static <T> T forValue(Duration most, String what, Callable<Optional<T>> ask) {
        return forValue(most, () -> what, ask);
    }

    public static <T> T forValue(Duration most, Supplier<String> what, Callable<Optional<T>> ask) {
        var end = System.nanoTime() + most.toNanos();
        while (true) {
            try {
                var found = ask.call();
                if (found.isPresent()) {
                    return found.get();
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within " + most.toSeconds() + " s: " + what.get());
                }
                Thread.sleep(20);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError("while waiting for: " + what.get(), e);
            }
        }
    }

    public static void until(Duration most, String what, Callable<Boolean> ask) {
        forValue(most, what, () -> ask.call() ? Optional.of(true) : Optional.empty());
    }
}
