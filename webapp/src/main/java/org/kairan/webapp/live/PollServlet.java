package org.kairan.webapp.live;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kairan.core.access.Caller;
import org.kairan.webapp.edge.EdgeFilter;
import org.kairan.webapp.edge.Problems;

/** Takes {@code POST /api/live/poll}, the live connection of those to whom the network gives no WebSocket; no thread waits while the client does. */
public class PollServlet extends HttpServlet {

    /** Below the minute after which proxies give up. */
    static final long PATIENCE = 25_000;

    private static final int MAX_BODY = 16 * 1024;

    private static final Logger LOG = Logger.getLogger(PollServlet.class.getName());

    /** What a client asks: the cursors of the streams it follows, and the last hint it has heard of. */
    private record Question(Map<String, Long> follows, long hints) {}

    @Inject
    transient Polls polls;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(request.getAttribute(EdgeFilter.CALLER) instanceof Caller caller)) {
            Problems.write(response, 401, "core.signed-out");
            return;
        }
        var type = request.getContentType();
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json")) {
            Problems.write(response, 415, "core.media-type");
            return;
        }
        var body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            Problems.write(response, 413, "core.too-big");
            return;
        }
        var question =
                LiveEndpoint.parsed(new String(body, StandardCharsets.UTF_8)).flatMap(PollServlet::question);
        if (question.isEmpty()) {
            Problems.write(response, 422, "core.invalid");
            return;
        }
        var waiting = request.startAsync();
        waiting.setTimeout(PATIENCE);
        var poll = new AtomicReference<Polls.Poll>();
        waiting.addListener(new Patience(poll));
        poll.set(
                polls.ask(caller, question.get().follows(), question.get().hints(), answer -> answer(waiting, answer)));
    }

    private static Optional<Question> question(JsonObject json) {
        var streams = json.getOrDefault("streams", JsonValue.EMPTY_JSON_OBJECT);
        var hints = json.getOrDefault("hints", Json.createValue(0));
        if (!(streams instanceof JsonObject named)
                || named.size() > Followers.MAX_FOLLOWS
                || !LiveEndpoint.isCursor(hints)
                || !named.values().stream().allMatch(LiveEndpoint::isCursor)) {
            return Optional.empty();
        }
        var follows = new LinkedHashMap<String, Long>();
        named.forEach((name, after) -> follows.put(name, ((JsonNumber) after).longValue()));
        return Optional.of(new Question(follows, ((JsonNumber) hints).longValue()));
    }

    private static void answer(AsyncContext waiting, Polls.Answer answer) {
        try {
            var response = (HttpServletResponse) waiting.getResponse();
            if (answer.status() != 200) {
                Problems.write(response, answer.status(), "core.signed-out");
            } else {
                var bytes = ("{\"hints\":" + answer.hints() + ",\"frames\":[" + String.join(",", answer.frames())
                                + "]}")
                        .getBytes(StandardCharsets.UTF_8);
                response.setContentType("application/json");
                response.setContentLength(bytes.length);
                response.getOutputStream().write(bytes);
            }
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.FINE, "A client that polled has gone", e);
        }
        complete(waiting);
    }

    private static void complete(AsyncContext waiting) {
        try {
            waiting.complete();
        } catch (IllegalStateException e) {
            LOG.log(Level.FINE, "A poll had ended already", e);
        }
    }

    /** Ends a poll when its time is over or its client has gone. */
    private record Patience(AtomicReference<Polls.Poll> poll) implements AsyncListener {

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        private void end() {
            if (poll.get() != null) {
                poll.get().giveUp();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
