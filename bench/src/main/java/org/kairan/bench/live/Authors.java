package org.kairan.bench.live;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.kairan.bench.Http;
import org.kairan.bench.Json;

/** Publishes bulletins over HTTP, several people at a time. */
final class Authors implements AutoCloseable {

    private static final String TEXT = "下記のとおりお知らせします。\n\n- 対象: 全職員\n- 期限: 今月末\n\nご不明な点は担当までお問い合わせください。";

    /**
     * Where a bulletin went.
     *
     * @param author index of the author's cookie
     */
    record Published(String audience, int author) {}

    private final Http http;
    private final List<String> cookies;
    private final ExecutorService threads;

    Authors(Http http, List<String> cookies) {
        this.http = http;
        this.cookies = cookies;
        this.threads = Executors.newFixedThreadPool(cookies.size() * 2, work -> {
            var thread = new Thread(work, "bench-author");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Publishes, and waits for all answers.
     *
     * @param audiences taken in turn; each one group
     * @param perSecond by all together; 0 for as fast as they are answered
     * @return what was acknowledged, by id
     */
    Map<Long, Published> publish(int count, List<String> audiences, int perSecond)
            throws IOException, InterruptedException {
        return done(begin(count, audiences, perSecond));
    }

    /** Begins to publish, and does not wait. */
    Future<Map<Long, Published>> begin(int count, List<String> audiences, int perSecond) {
        var next = new AtomicInteger();
        var start = System.nanoTime();
        var ids = new ConcurrentHashMap<Long, Published>();
        Stream<Callable<Void>> work = IntStream.range(0, cookies.size()).mapToObj(author -> () -> {
            for (var i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                if (perSecond > 0) {
                    TimeUnit.NANOSECONDS.sleep(Math.max(0, start + i * 1_000_000_000L / perSecond - System.nanoTime()));
                }
                var audience = audiences.get(i % audiences.size());
                ids.put(
                        http.create(
                                "/api/board/bulletins",
                                cookies.get(author),
                                Json.of(Map.of(
                                        "title",
                                        "お知らせ " + i,
                                        "text",
                                        TEXT,
                                        "audience",
                                        List.of(audience),
                                        "importance",
                                        "normal"))),
                        new Published(audience, author));
            }
            return null;
        });
        var running = work.map(threads::submit).toList();
        return new Joined(running, ids);
    }

    static Map<Long, Published> done(Future<Map<Long, Published>> publishing) throws IOException, InterruptedException {
        try {
            return publishing.get();
        } catch (ExecutionException e) {
            throw new IOException("A bulletin could not be published", e.getCause());
        }
    }

    /** Ends when all authors have ended. */
    private record Joined(List<Future<Void>> parts, Map<Long, Published> ids) implements Future<Map<Long, Published>> {

        @Override
        public boolean cancel(boolean interrupt) {
            parts.forEach(part -> part.cancel(interrupt));
            return true;
        }

        @Override
        public boolean isCancelled() {
            return parts.stream().anyMatch(Future::isCancelled);
        }

        @Override
        public boolean isDone() {
            return parts.stream().allMatch(Future::isDone);
        }

        @Override
        public Map<Long, Published> get() throws InterruptedException, ExecutionException {
            for (var part : parts) {
                part.get();
            }
            return ids;
        }

        @Override
        public Map<Long, Published> get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException {
            return get();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
