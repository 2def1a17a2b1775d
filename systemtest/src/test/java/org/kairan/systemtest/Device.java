package org.kairan.systemtest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One machine of somebody who talks in rooms over a line that may be bad and to a server that may die: sends what it has written until it is answered, follows the rooms, and logs what it gets. */
final class Device {

    /** What was written, kept until an answer has come as a client keeps its outbox on the disk. */
    record Written(long room, String key, String text) {}

    /** What the server has said to be kept for good. */
    record Acknowledged(long room, long seq, String key, String text) {}

    final String name;
    final List<Acknowledged> acknowledged = new CopyOnWriteArrayList<>();
    final List<String> odd = new CopyOnWriteArrayList<>();
    final Map<Long, List<String>> logs = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<Written> outbox = new ConcurrentLinkedQueue<>();
    final AtomicInteger unanswered = new AtomicInteger();
    final AtomicInteger repeated = new AtomicInteger();
    final AtomicInteger reconnected = new AtomicInteger();

    private final Client client;
    private final List<Long> rooms;
    private final boolean polls;
    private final Map<Long, Long> revisions = new HashMap<>();
    private final Thread sender;
    private final Thread follower;
    private volatile boolean silent;
    private volatile boolean over;
    private int number;

    Device(String name, Client client, List<Long> rooms, boolean polls) {
        this.name = name;
        this.client = client;
        this.rooms = rooms;
        this.polls = polls;
        rooms.forEach(room -> {
            logs.put(room, new CopyOnWriteArrayList<>());
            revisions.put(room, 0L);
        });
        sender = thread(() -> {
            sendAll();
            while (!silent) {
                talk();
                rest(300);
            }
        });
        follower = thread(() -> {
            while (!over) {
                if (polls) {
                    poll();
                } else {
                    follow();
                }
            }
        });
    }

    private Thread thread(Runnable run) {
        var thread = new Thread(
                () -> {
                    try {
                        run.run();
                    } catch (RuntimeException | AssertionError e) {
                        odd.add(e.toString());
                    }
                },
                name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        sender.start();
        follower.start();
    }

    /** Writes nothing new, and waits until all that is written has been answered. */
    void finish() {
        silent = true;
        join(sender);
        sendAll();
    }

    void stop() {
        silent = true;
        over = true;
        if (polls) {
            // A question that waits for something to happen waits long.
            follower.interrupt();
        }
        join(follower);
    }

    /** Dies as a process does, in the middle of what it is doing, and is another one with what was on the disk. */
    Device killed(Client line) {
        silent = true;
        over = true;
        var again = new Device(name, line, rooms, polls);
        again.outbox.addAll(outbox);
        again.acknowledged.addAll(acknowledged);
        again.number = number;
        // What it had not yet written down of its logs comes again.
        return again;
    }

    private void join(Thread thread) {
        try {
            thread.join(90_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (thread.isAlive()) {
            throw new AssertionError(name + " still waits");
        }
    }

    private static void rest(int ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- sending

    private void talk() {
        var room = rooms.get(number++ % rooms.size());
        var written = new Written(room, Chat.key(), name + " の " + number + " 番目");
        outbox.add(written);
        send(written);
        // Now and then something is done with what was said: other kinds of entries between the messages.
        if (number % 4 == 0 && !acknowledged.isEmpty()) {
            var last = acknowledged.get(acknowledged.size() - 1);
            var path = Chat.message(last.room(), last.seq());
            var act = number / 4 % 3;
            until(() -> act == 0
                            ? client.put(path, Map.of("text", last.text() + " 直し", "baseVersion", 1))
                            : client.put(path + (act == 1 ? "/reactions/thanks" : "/pin"), null))
                    .filter(answer -> answer.status() != 204)
                    .ifPresent(answer -> odd.add(answer.toString()));
        }
    }

    private void sendAll() {
        for (var waiting = outbox.peek(); waiting != null && !over; waiting = outbox.peek()) {
            send(waiting);
        }
    }

    private void send(Written written) {
        until(() -> Chat.sending(client, written.room(), written.key(), Map.of("text", written.text())))
                .ifPresent(answer -> {
                    outbox.remove(written);
                    if (answer.status() == 201) {
                        var json = answer.json();
                        if (json.get("repeated").asBoolean()) {
                            repeated.incrementAndGet();
                        }
                        acknowledged.add(new Acknowledged(
                                written.room(), json.get("seq").asLong(), written.key(), written.text()));
                    } else {
                        odd.add(answer.toString());
                    }
                });
    }

    /** Repeats until an answer comes that is not the line's or the server's own trouble; empty only when all is over. */
    private Optional<Answer> until(Supplier<Answer> request) {
        while (!over) {
            try {
                var answer = request.get();
                if (answer.status() < 500 && answer.status() != 429) {
                    return Optional.of(answer);
                }
            } catch (Client.Unanswered e) {
                unanswered.incrementAndGet();
            }
            rest(100);
        }
        return Optional.empty();
    }

    // ---- following

    private void follow() {
        var opened = client.tryLive();
        if (opened.isEmpty()) {
            rest(100);
            return;
        }
        reconnected.incrementAndGet();
        try (var live = opened.get()) {
            live.send(follows());
            var seen = 0;
            var heard = System.nanoTime();
            var asked = heard;
            while (!over && live.closed().isEmpty()) {
                var frames = live.framesAfter(seen);
                seen += frames.size();
                frames.forEach(frame -> take(frame.json()));
                var now = System.nanoTime();
                if (!frames.isEmpty()) {
                    heard = now;
                }
                if (now - heard > Duration.ofSeconds(10).toNanos()) {
                    return;
                }
                if (now - asked > Duration.ofSeconds(3).toNanos()) {
                    asked = now;
                    live.send("{\"type\":\"ping\"}");
                }
                rest(20);
            }
        } catch (java.util.concurrent.CompletionException e) {
            // The line broke while something was said: as when it breaks at any other moment.
            rest(100);
        }
    }

    private String follows() {
        var streams = Answer.JSON.createObjectNode();
        revisions.forEach((room, rev) -> streams.put("chat.room:" + room, rev));
        return Answer.JSON
                .createObjectNode()
                .put("type", "follow")
                .set("streams", streams)
                .toString();
    }

    private void poll() {
        var hints = 0L;
        while (!over) {
            var streams = Answer.JSON.createObjectNode();
            revisions.forEach((room, rev) -> streams.put("chat.room:" + room, rev));
            var question = Answer.JSON.createObjectNode().put("hints", hints).set("streams", streams);
            try {
                var answer = client.post("/api/live/poll", question);
                if (answer.status() == 200) {
                    hints = answer.json().get("hints").asLong();
                    answer.json().get("frames").forEach(this::take);
                } else if (answer.status() < 500) {
                    odd.add(answer.toString());
                }
                continue;
            } catch (Client.Unanswered e) {
                reconnected.incrementAndGet();
            }
            rest(100);
        }
    }

    private void take(com.fasterxml.jackson.databind.JsonNode frame) {
        if (!frame.has("cursor")) {
            if (frame.path("type").asText().equals("stream-gone")) {
                odd.add(frame.toString());
            }
            return;
        }
        var room = Long.parseLong(frame.get("stream").asText().substring("chat.room:".length()));
        var rev = frame.get("cursor").asLong();
        if (rev != revisions.get(room) + 1) {
            odd.add(rev + " came after " + revisions.get(room) + " in room " + room);
        }
        revisions.put(room, rev);
        logs.get(room)
                .add(entry(rev, frame.get("type").asText(), frame.get("body").toString()));
    }

    private static String entry(long rev, String type, String body) {
        return rev + " " + type + " " + Integer.toHexString(body.hashCode());
    }

    /** What the logs of all must be at the end. */
    static List<String> logOf(Kairan kairan, long room) {
        return kairan.query(
                row -> {
                    try {
                        return entry(
                                row.getLong(1),
                                "chat." + row.getString(2),
                                Answer.JSON.readTree(row.getString(3)).toString());
                    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                        throw new AssertionError(e);
                    }
                },
                "select rev, kind, body from chat.event where room_id = ? order by rev",
                room);
    }
}
