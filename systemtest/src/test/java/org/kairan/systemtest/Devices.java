package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.kairan.systemtest.Device.Acknowledged;

/** Twelve devices of eleven people in four rooms, and what has to be true of them whatever has happened. */
final class Devices {

    static final int COUNT = 12;
    private static final int ROOMS = 4;

    final List<Device> all = new ArrayList<>();
    final List<Long> rooms;

    /**
     * @param people eleven, of whom the first has two devices
     * @param url where the devices reach the server; every sixth asks instead of holding a socket
     */
    Devices(Kairan kairan, List<Long> people, URI url) {
        rooms = IntStream.range(0, ROOMS)
                .mapToObj(room -> Chat.make(kairan.session(people.get(0)), "group", "打合せ", "people", people))
                .toList();
        for (var i = 0; i < COUNT; i++) {
            var polls = i % 6 == 5;
            all.add(new Device(
                    "端末" + i,
                    kairan.session(people.get(i % (COUNT - 1)))
                            .over(url, polls ? Duration.ofSeconds(30) : Duration.ofSeconds(8)),
                    List.of(rooms.get(i % ROOMS), rooms.get((i + 1) % ROOMS)),
                    polls));
        }
    }

    int sum(ToIntFunction<Device> figure) {
        return all.stream().mapToInt(figure).sum();
    }

    int acknowledged() {
        return sum(device -> device.acknowledged.size());
    }

    /** Every log equals the database's, and every acknowledged message is there once, in the order of its sender's acknowledgements. */
    void check(Kairan kairan, String seed) {
        all.forEach(Device::finish);
        var wanted = new HashMap<Long, List<String>>();
        rooms.forEach(room -> wanted.put(room, Device.logOf(kairan, room)));
        for (var device : all) {
            device.logs.forEach((room, log) -> Wait.until(
                    Duration.ofSeconds(60),
                    device.name + " has all of room " + room + " (" + seed + "); it has " + log.size() + ", "
                            + device.odd,
                    () -> log.size() >= wanted.get(room).size() || !device.odd.isEmpty()));
        }
        all.forEach(Device::stop);
        for (var device : all) {
            assertEquals(List.of(), device.odd, device.name + ", " + seed);
            device.logs.forEach(
                    (room, log) -> assertEquals(wanted.get(room), log, device.name + ", room " + room + ", " + seed));
            assertTrue(device.acknowledged.size() > 1, device.name + " could say next to nothing, " + seed);
        }
        for (var room : rooms) {
            var stored = new HashMap<String, Long>();
            var seqs = kairan.query(
                    row -> {
                        assertEquals(null, stored.put(row.getString(1), row.getLong(2)), "two of one key, " + seed);
                        return row.getLong(2);
                    },
                    "select key, seq from chat.message where room_id = ? order by seq",
                    room);
            assertEquals(
                    LongStream.rangeClosed(1, seqs.size()).boxed().toList(), seqs, "numbers have no gaps, " + seed);
            var said = new HashMap<String, Long>();
            for (var device : all) {
                var mine = device.acknowledged.stream()
                        .filter(message -> message.room() == room)
                        .toList();
                assertEquals(
                        mine.stream().map(Acknowledged::seq).sorted().toList(),
                        mine.stream().map(Acknowledged::seq).toList(),
                        device.name + " in its order, " + seed);
                mine.forEach(message -> said.put(message.key(), message.seq()));
            }
            assertEquals(said, stored, "room " + room + " holds what was acknowledged and nothing else, " + seed);
        }
    }
}
