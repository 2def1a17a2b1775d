package org.kairan.systemtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A socket at {@code /api/live} that records every frame it gets. */
public final class Live implements AutoCloseable {

    /** @param arrived nanoseconds of {@link System#nanoTime()} */
    public record Frame(JsonNode json, long arrived) {

        public String type() {
            return json.path("type").asText();
        }

        public String ref() {
            return json.path("ref").asText();
        }

        @Override
        public String toString() {
            return json.toString();
        }
    }

    private final List<Frame> frames = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private WebSocket socket;

    private Live() {}

    static Live open(Client client, String origin) {
        var live = new Live();
        live.socket = handshake(client, origin, live.new Recorder()).join();
        live.await(f -> f.type().equals("hello"), Duration.ofSeconds(20));
        return live;
    }

    /** A socket that is open, or nothing if none came about in time; nothing has been heard from it yet. */
    static Optional<Live> tryOpen(Client client, String origin, Duration most) {
        var live = new Live();
        var opening = handshake(client, origin, live.new Recorder());
        try {
            live.socket = opening.get(most.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(live);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            opening.thenAccept(WebSocket::abort);
            return Optional.empty();
        }
    }

    /** The status with which a handshake is refused. */
    static int refused(Client client, String origin) {
        try {
            handshake(client, origin, new WebSocket.Listener() {}).join().abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static CompletableFuture<WebSocket> handshake(Client client, String origin, WebSocket.Listener listener) {
        var builder = client.http().newWebSocketBuilder().connectTimeout(Duration.ofSeconds(20));
        if (origin != null) {
            builder.header("Origin", origin);
        }
        if (!client.cookieHeader().isEmpty()) {
            builder.header("Cookie", client.cookieHeader());
        }
        return builder.buildAsync(
                URI.create(client.base().toString().replaceFirst("^http", "ws") + "/api/live"), listener);
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    /** All frames so far, the hello first. */
    public List<Frame> frames() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    /** Those after the first {@code seen}. */
    public List<Frame> framesAfter(int seen) {
        synchronized (frames) {
            return List.copyOf(frames.subList(seen, frames.size()));
        }
    }

    /** Waits for the first frame, also among those already there, that is meant. */
    public Frame await(Predicate<Frame> meant, Duration most) {
        return Wait.forValue(
                most,
                () -> "a frame; there were " + frames() + (closed.isDone() ? ", closed " + closed.join() : ""),
                () -> frames().stream().filter(meant).findFirst());
    }

    public Frame await(String type, long bulletin) {
        return await(
                f -> f.type().equals(type) && f.ref().equals("board:bulletin:" + bulletin), Duration.ofSeconds(20));
    }

    /** Asks the server for an answer on this socket; whatever was sent before has arrived when it comes. */
    public void ping() {
        var before = frames().stream().filter(f -> f.type().equals("pong")).count();
        send("{\"type\":\"ping\"}");
        Wait.until(
                Duration.ofSeconds(20),
                "pong",
                () -> frames().stream().filter(f -> f.type().equals("pong")).count() > before);
    }

    public int awaitClose(Duration most) {
        try {
            return closed.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not closed within " + most + "; frames " + frames(), e);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    public Optional<Integer> closed() {
        return closed.isDone() ? Optional.of(closed.join()) : Optional.empty();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Recorder implements WebSocket.Listener {

        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                try {
                    var frame = new Frame(Answer.JSON.readTree(part.toString()), System.nanoTime());
                    synchronized (frames) {
                        frames.add(frame);
                    }
                } catch (JsonProcessingException e) {
                    closed.completeExceptionally(e);
                }
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.complete(1006);
        }
    }
}
