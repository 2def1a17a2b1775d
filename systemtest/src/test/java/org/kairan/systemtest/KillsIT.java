package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code kill -9} while people publish, read and talk: what was acknowledged is there exactly once, and the same command starts again without a hand's help. */
class KillsIT {

    private static final int CLIENTS = 20;
    private static final Duration STOP = Duration.ofSeconds(60);

    private enum Victim {
        LAUNCHER,
        SERVER,
        DATABASE,
        ALL
    }

    private final Path data = Kairan.temporaryFolder();
    private final int port = Kairan.freePort();
    private final long seed = Long.getLong("kairan.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private volatile Kairan kairan;
    private volatile boolean over;
    private Devices devices;
    private final List<Staff> staff = new ArrayList<>();
    private final ConcurrentLinkedQueue<Long> published = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();

    /** One client that publishes and reads, remembers what was acknowledged, and repeats what was not answered. */
    private final class Staff extends Thread {

        final Client client;
        final long person;
        final Map<UUID, Long> bulletins = new ConcurrentHashMap<>();
        final Set<UUID> asked = ConcurrentHashMap.newKeySet();
        final Map<Long, String> readings = new ConcurrentHashMap<>();
        final List<String> odd = new ArrayList<>();

        Staff(Client client, long person) {
            super("staff-" + person);
            this.client = client;
            this.person = person;
        }

        @Override
        public void run() {
            while (!over) {
                if (ThreadLocalRandom.current().nextInt(3) == 0) {
                    publish();
                } else {
                    read();
                }
            }
        }

        private void publish() {
            var key = UUID.randomUUID();
            asked.add(key);
            var body =
                    Map.of("title", "掲示 " + key, "text", "本文", "audience", List.of("everyone"), "importance", "normal");
            until("publish", () -> client.post("/api/board/bulletins", body, "Idempotency-Key", key.toString()))
                    .ifPresent(answer -> {
                        if (answer.status() == 201) {
                            bulletins.put(key, answer.json().get("id").asLong());
                            published.add(answer.json().get("id").asLong());
                            acknowledged.incrementAndGet();
                        } else {
                            odd.add(answer.toString());
                        }
                    });
        }

        private void read() {
            var all = published.toArray(Long[]::new);
            if (all.length == 0) {
                return;
            }
            var id = all[all.length - 1 - ThreadLocalRandom.current().nextInt(Math.min(all.length, 60))];
            if (bulletins.containsValue(id)) {
                return;
            }
            until("read", () -> client.post("/api/board/bulletins/" + id + "/readings", null))
                    .ifPresent(answer -> {
                        if (answer.status() == 204) {
                            readings.putIfAbsent(id, "read");
                            acknowledged.incrementAndGet();
                        } else {
                            odd.add(answer.toString());
                        }
                    });
        }

        /** Repeats until an answer comes that is not the server's own trouble; empty only when the test is over. */
        private Optional<Answer> until(String what, java.util.function.Supplier<Answer> request) {
            for (int i = 0; ; i++) {
                try {
                    var answer = request.get();
                    if (answer.status() < 500) {
                        return Optional.of(answer);
                    }
                } catch (Client.Unanswered e) {
                    if (over) {
                        return Optional.empty();
                    }
                }
                if (i == 0) {
                    repeated.incrementAndGet();
                }
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    return Optional.empty();
                }
            }
        }
    }

    @AfterEach
    void stop() {
        over = true;
        if (kairan != null) {
            kairan.close();
        }
        Kairan.delete(data);
    }

    private void start() {
        kairan = Kairan.start(data, false, Map.of(), "up", "--port", Integer.toString(port));
    }

    private void populate() {
        start();
        var admin = Office.administrator(kairan);
        Office.bring(admin, Office.today(), Office.sections());
        Office.bring(admin, Office.today(), Office.people(CLIENTS + 2));
        var codes = Office.codes(admin);
        for (int i = 0; i < CLIENTS; i++) {
            var client = kairan.client();
            var session = Office.activate(client, Office.staffNumber(i), codes.get(Office.staffNumber(i)))
                    .expect(201)
                    .json();
            staff.add(new Staff(client, session.at("/person/id").asLong()));
        }
        devices = new Devices(
                kairan,
                staff.stream().limit(Devices.COUNT - 1).map(one -> one.person).toList(),
                kairan.url());
        assertDurable();
    }

    private void assertDurable() {
        for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertEquals(
                    "on",
                    kairan.query(row -> row.getString(1), "show " + setting).get(0),
                    setting);
        }
    }

    private List<Long> processes() {
        return List.of(kairan.launcherPid(), kairan.serverPid(), kairan.postgresPid());
    }

    private void kill(Victim victim) {
        var before = processes();
        switch (victim) {
            case LAUNCHER -> Launch.signal("KILL", kairan.launcherPid());
            case SERVER -> Launch.signal("KILL", kairan.serverPid());
            case DATABASE -> Launch.signal("KILL", kairan.postgresPid());
            case ALL -> before.forEach(pid -> Launch.signal("KILL", pid));
        }
        // Whichever is hit, the others end by themselves.
        kairan.launch().awaitExit(STOP);
        Wait.until(
                STOP,
                "server and database have ended after " + victim,
                () -> before.stream()
                        .noneMatch(pid -> ProcessHandle.of(pid)
                                .map(ProcessHandle::isAlive)
                                .orElse(false)));
    }

    /** Where all tests are run, the long series takes the place of this one. */
    @Test
    @Tag("short")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void four_kills_lose_nothing_and_double_nothing() {
        populate();
        staff.forEach(Thread::start);
        devices.all.forEach(Device::start);
        for (var victim : Victim.values()) {
            work();
            kill(victim);
            start();
        }
        restart();
        finish();
        betweenCommitAndAnswer(Victim.ALL);
        beforeTheAcknowledgement(Victim.SERVER);
        check();
    }

    @Test
    @Tag("all")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void twenty_four_kills_lose_nothing_and_double_nothing() {
        populate();
        staff.forEach(Thread::start);
        devices.all.forEach(Device::start);
        for (int i = 0; i < 20; i++) {
            work();
            kill(Victim.values()[i % 4]);
            start();
            assertDurable();
        }
        restart();
        finish();
        for (var victim : Victim.values()) {
            betweenCommitAndAnswer(victim);
            beforeTheAcknowledgement(victim);
        }
        check();
    }

    /** Goes on until some more has been acknowledged, then a moment of chance. */
    private void work() {
        var target = acknowledged.get() + 50 + random.nextInt(100);
        Wait.until(Duration.ofMinutes(3), "clients go on after the start", () -> acknowledged.get() >= target);
        try {
            Thread.sleep(random.nextInt(200));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void finish() {
        work();
        over = true;
        staff.forEach(one -> {
            try {
                one.join(180_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertFalse(one.isAlive(), one.getName() + " still waits for an answer");
        });
    }

    /** As an operator does it, while all are at work. */
    private void restart() {
        work();
        kairan.stop();
        start();
    }

    /** A message is kept, its acknowledgement is not out of the proxy: then the kill, of the device too, which says it again from what its disk holds. */
    private void beforeTheAcknowledgement(Victim victim) {
        var one = staff.get(1);
        Device again;
        try (var proxy = new Proxy(port, true)) {
            var device = new Device(
                    "殺された端末 " + victim,
                    one.client.over(proxy.url(), Duration.ofMinutes(2)),
                    List.of(devices.rooms.get(0)),
                    false);
            device.start();
            Wait.until(
                    Duration.ofSeconds(60),
                    "the message is committed and its acknowledgement held back",
                    () -> proxy.held() > 0
                            && !device.outbox.isEmpty()
                            && kairan.number(
                                            "select count(*) from chat.message where key = ?",
                                            UUID.fromString(device.outbox.peek().key()))
                                    == 1);
            assertEquals(List.of(), device.acknowledged);
            kill(victim);
            again = device.killed(one.client.over(kairan.url(), Duration.ofSeconds(8)));
        }
        start();
        again.start();
        devices.all.add(again);
        Wait.until(Duration.ofSeconds(60), "it goes on", () -> again.acknowledged.size() > 2);
        assertEquals(1, again.repeated.get(), "the first one was kept already");
    }

    /** The row is committed, the answer is not out of the proxy: then the kill. */
    private void betweenCommitAndAnswer(Victim victim) {
        var one = staff.get(0);
        var key = UUID.randomUUID();
        var body = Map.of("title", "掲示 " + key, "text", "本文", "audience", List.of("everyone"), "importance", "normal");
        one.asked.add(key);
        try (var proxy = new Proxy(port, true)) {
            var request = one.client
                    .at(proxy.url())
                    .sendLater(
                            "POST",
                            "/api/board/bulletins",
                            body,
                            "Idempotency-Key",
                            key.toString(),
                            "Origin",
                            kairan.url().toString());
            Wait.until(
                    Duration.ofSeconds(60),
                    "the row is committed and the answer held back",
                    () -> kairan.number("select count(*) from board.bulletin where request_id = ?", key) == 1
                            && proxy.held() > 0);
            assertFalse(request.isDone(), "no answer has reached the client");
            kill(victim);
        }
        start();
        var id = kairan.number("select id from board.bulletin where request_id = ?", key);
        var again = one.client
                .post("/api/board/bulletins", body, "Idempotency-Key", key.toString())
                .expect(201);
        assertEquals(id, again.json().get("id").asLong());
        one.bulletins.put(key, id);
    }

    private void check() {
        assertTrue(acknowledged.get() > 100, "too little happened: " + acknowledged);
        assertTrue(repeated.get() > 0, "no request was ever unanswered, so nothing was proven");
        devices.check(kairan, "seed " + seed);
        assertTrue(devices.sum(device -> device.unanswered.get()) > 0, "no message was ever unanswered");
        var verified = Launch.of(Map.of(), "search", "verify", "--data", data.toString());
        verified.awaitExit(STOP);
        assertTrue(
                verified.output().stream().anyMatch(line -> line.contains("no difference")),
                "the search index against the database: " + verified.output());
        var check = Launch.of(Map.of(), "check-storage", "--data", data.toString());
        assertEquals(0, check.awaitExit(STOP), check.output().toString());
        var inDatabase = new HashMap<UUID, List<Long>>();
        kairan.query(
                row -> inDatabase
                        .computeIfAbsent(row.getObject(1, UUID.class), k -> new ArrayList<>())
                        .add(row.getLong(2)),
                "select request_id, id from board.bulletin");
        var read = new HashSet<>(kairan.query(
                row -> row.getLong(1) + ":" + row.getLong(2), "select person_id, bulletin_id from board.reading"));
        var asked = new HashSet<UUID>();
        var wrong = new ArrayList<String>();
        for (var one : staff) {
            assertEquals(List.of(), one.odd, one.getName());
            asked.addAll(one.asked);
            one.bulletins.forEach((key, id) -> {
                if (!List.of(id).equals(inDatabase.get(key))) {
                    wrong.add("acknowledged bulletin " + key + " = " + id + " is " + inDatabase.get(key));
                }
            });
            one.readings.keySet().forEach(id -> {
                if (!read.contains(one.person + ":" + id)) {
                    wrong.add("acknowledged reading of " + id + " by " + one.person + " is lost");
                }
            });
        }
        inDatabase.forEach((key, ids) -> {
            if (ids.size() != 1 || !asked.contains(key)) {
                wrong.add(key + " is there " + ids.size() + " times");
            }
        });
        assertEquals(List.of(), wrong, "seed " + seed);
        assertEquals(
                0,
                kairan.number(
                        "select count(*) from board.bulletin b where not exists (select from board.audience a where a.bulletin_id = b.id)"),
                "a bulletin without its audience");
        // What the people see is the same as what the tables hold.
        var sample = staff.get(1);
        var listed = sample.client.ids("/api/board/bulletins?state=all", 200);
        assertEquals(inDatabase.size(), listed.size());
        var some = staff.get(0).bulletins.values().iterator().next();
        assertEquals(
                kairan.number("select count(*) from board.reading where bulletin_id = ?", some),
                staff.get(0)
                        .client
                        .get("/api/board/bulletins/" + some + "/readers")
                        .expect(200)
                        .json()
                        .get("read")
                        .asLong());
        System.out.printf(
                "kills: %d acknowledged, %d repeated, %d bulletins, %d readings; %d messages, %d sent again after they were kept%n",
                acknowledged.get(),
                repeated.get(),
                inDatabase.size(),
                read.size(),
                devices.acknowledged(),
                devices.sum(device -> device.repeated.get()));
    }
}
