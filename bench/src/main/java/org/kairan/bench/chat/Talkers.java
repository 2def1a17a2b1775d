package org.kairan.bench.chat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.kairan.bench.Http;
import org.kairan.bench.Json;

/** Sends messages over HTTP, several people at a time. */
final class Talkers implements AutoCloseable {

    static final String TEXT = "{n}件目です。先ほどの資料を直しました。\n- 期限: 今月末\n- 場所: 本庁舎3階 第2会議室\n確認をお願いします。";

    /** A message that was acknowledged: when it was begun to be sent, and when its answer came. */
    record Sent(Arrivals.Key key, long seq, long sentAt, long ackAt) {}

    private final Http http;
    private final List<String> cookies;
    private final ExecutorService threads;
    private final int atOnce;

    Talkers(Http http, List<String> cookies, int atOnce) {
        this.http = http;
        this.cookies = cookies;
        this.atOnce = atOnce;
        this.threads = Executors.newFixedThreadPool(atOnce, work -> {
            var thread = new Thread(work, "bench-talker");
            thread.setDaemon(true);
            return thread;
        });
    }

    Sent send(long room, String cookie, String text) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var answer = http.send(
                "POST",
                "/api/chat/rooms/" + room + "/messages",
                cookie,
                Json.of(Map.of("text", text)),
                "Idempotency-Key",
                UUID.randomUUID().toString());
        return new Sent(
                new Arrivals.Key(room, Json.whole(answer, "rev").orElseThrow()),
                Json.whole(answer, "seq").orElseThrow(),
                begun,
                System.nanoTime());
    }

    /**
     * Sends messages to one room, everybody in turn, and waits for all answers.
     *
     * @param perSecond by all together; 0 for as fast as they are answered
     */
    List<Sent> talk(long room, int count, int perSecond) throws IOException, InterruptedException {
        var next = new AtomicInteger();
        var start = System.nanoTime();
        var sent = new ConcurrentLinkedQueue<Sent>();
        var work = new ArrayList<Callable<Void>>();
        for (var thread = 0; thread < atOnce; thread++) {
            work.add(() -> {
                for (var i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    if (perSecond > 0) {
                        TimeUnit.NANOSECONDS.sleep(
                                Math.max(0, start + i * 1_000_000_000L / perSecond - System.nanoTime()));
                    }
                    sent.add(send(room, cookies.get(i % cookies.size()), TEXT.replace("{n}", Integer.toString(i))));
                }
                return null;
            });
        }
        all(work);
        return List.copyOf(sent);
    }

    void all(List<Callable<Void>> work) throws IOException, InterruptedException {
        for (var running : threads.invokeAll(work)) {
            try {
                running.get();
            } catch (ExecutionException e) {
                throw new IOException("A client failed", e.getCause());
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
