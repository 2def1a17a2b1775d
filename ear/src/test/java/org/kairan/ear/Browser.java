package org.kairan.ear;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Listens at {@code /api/live} as the page of somebody who is signed in does, from outside the server. */
final class Browser implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private WebSocket socket;

    static Browser open(URI site, String token) throws InterruptedException {
        var browser = new Browser();
        browser.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Cookie", "kairan_session=" + token)
                .header("Origin", site.toString())
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create("ws://" + site.getAuthority() + "/api/live"), browser)
                .join();
        var hello = browser.next();
        if (!hello.contains("\"hello\"")) {
            throw new IllegalStateException("The server did not greet but said " + hello);
        }
        return browser;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            heard.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    private String next() throws InterruptedException {
        var frame = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (frame == null) {
            throw new IllegalStateException("Nothing was heard for " + PATIENCE);
        }
        return frame;
    }

    /** Waits for so many messages whose types begin so, and then for the answer to a ping behind which nothing can hide; gives all such that were heard, without the times. */
    List<String> hear(String type, int atLeast) throws InterruptedException {
        var frames = new ArrayList<String>();
        while (frames.size() < atLeast) {
            keep(type, next(), frames);
        }
        socket.sendText("{\"type\":\"ping\"}", true).join();
        for (var frame = next(); !frame.contains("\"pong\""); frame = next()) {
            keep(type, frame, frames);
        }
        return frames;
    }

    private static void keep(String type, String frame, List<String> frames) {
        if (frame.startsWith("{\"type\":\"" + type)) {
            frames.add(frame.replaceFirst(",\"at\":\\d{13}", ""));
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
