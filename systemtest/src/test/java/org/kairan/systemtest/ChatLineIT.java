package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.BadLine.Trouble;

/** Chat over the worst lines: nothing is lost, doubled or out of its order, for anybody. */
class ChatLineIT {

    private static final long STORM = 60_000;

    private final Kairan kairan = Kairan.demo();
    private final long seed = Long.getLong("kairan.seed", System.nanoTime());

    @Test
    void every_log_equals_the_database_over_lines_that_are_late_stall_die_in_one_direction_and_tear()
            throws InterruptedException {
        var people = IntStream.range(0, Devices.COUNT - 1)
                .mapToObj(i -> kairan.somebody().id())
                .toList();
        try (var line = BadLine.stormy(kairan.port(), seed)) {
            var devices = new Devices(kairan, people, line.url());
            devices.all.forEach(Device::start);
            Thread.sleep(STORM);
            line.calm();
            devices.check(kairan, "seed " + seed);
            for (var trouble : Trouble.values()) {
                assertTrue(line.count(trouble) > 0, "no " + trouble + " with seed " + seed);
            }
            assertTrue(
                    devices.sum(device -> device.repeated.get()) > 0,
                    "no message had to be sent again after it was kept: nothing was proven, seed " + seed);
            System.out.printf(
                    "bad lines, seed %d: %d acknowledged, %d unanswered, %d repeated after they were kept, %d lines; %d stalls, %d dead up, %d dead down, %d torn%n",
                    seed,
                    devices.acknowledged(),
                    devices.sum(device -> device.unanswered.get()),
                    devices.sum(device -> device.repeated.get()),
                    devices.sum(device -> device.reconnected.get()),
                    line.count(Trouble.STALL),
                    line.count(Trouble.DEAD_UP),
                    line.count(Trouble.DEAD_DOWN),
                    line.count(Trouble.RESET));
        }
    }
}
