package org.kairan.webapp.live;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes what a browser sends: {@code ping}, {@code follow} and {@code unfollow}; anything else ends the connection. */
@ServerEndpoint(LiveEndpoint.PATH)
public class LiveEndpoint {

    public static final String PATH = "/api/live";

    private static final Logger LOG = Logger.getLogger(LiveEndpoint.class.getName());

    /** Made once: looking for the JSON provider searches the class path. */
    private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

    /** Objects and arrays in one frame; it needs two, and without closing any that is how deep it can go. */
    private static final int MAX_OPENED = 8;

    private static final Frame PONG = Frame.of("{\"type\":\"pong\"}");

    @Inject
    Hub hub;

    /** Null before opening, when refused, and in the instance that Tyrus makes for a frame that comes after the end. */
    private volatile Connection connection;

    private boolean metered;

    @OnOpen
    public void open(Session session) {
        // An own timer per socket is what we are avoiding; the hub looks for the silent ones.
        session.setMaxIdleTimeout(0);
        session.setMaxTextMessageBufferSize(Hub.MAX_FRAME);
        session.setMaxBinaryMessageBufferSize(Hub.MAX_FRAME);
        var caller = ((LiveCaller) session.getUserPrincipal()).caller();
        var upgrade = upgrade();
        metered = upgrade != null;
        connection = hub.open(session, caller, metered ? upgrade.wire() : new PortableWire(session))
                .orElse(null);
        if (metered && connection != null) {
            upgrade.heardBy(connection);
        }
    }

    private static GrizzlyUpgrade upgrade() {
        try {
            return GrizzlyUpgrade.opening();
        } catch (LinkageError e) {
            LOG.log(Level.FINE, "No Tyrus here", e);
            return null;
        }
    }

    @OnMessage(maxMessageSize = Hub.MAX_FRAME)
    public void text(String text) {
        if (!heard()) {
            return;
        }
        if (!parsed(text).map(this::act).orElse(false)) {
            connection.close(Hub.NOT_ALLOWED);
        }
    }

    /** Reads what a client says; empty if it is no JSON object, or could be nested so deeply that the parser, which calls itself, does not come back from it. */
    static Optional<JsonObject> parsed(String text) {
        if (text.chars().filter(c -> c == '{' || c == '[').count() > MAX_OPENED) {
            return Optional.empty();
        }
        try (var reader = JSON.createReader(new StringReader(text))) {
            return Optional.of(reader.readObject());
        } catch (JsonException e) {
            LOG.log(Level.FINE, "A client sent no JSON object", e);
            return Optional.empty();
        }
    }

    private boolean act(JsonObject message) {
        var type = message.get("type") instanceof JsonString string ? string.getString() : "";
        var stream = message.get("stream") instanceof JsonString string ? string.getString() : "";
        switch (type) {
            case "ping" -> connection.send(PONG);
            case "follow" -> {
                if (message.get("streams") instanceof JsonObject streams) {
                    if (!streams.values().stream().allMatch(LiveEndpoint::isCursor)) {
                        return false;
                    }
                    streams.forEach((name, after) -> hub.follow(connection, name, ((JsonNumber) after).longValue()));
                } else if (stream.isEmpty() || !isCursor(message.get("after"))) {
                    return false;
                } else {
                    hub.follow(
                            connection, stream, message.getJsonNumber("after").longValue());
                }
            }
            case "unfollow" -> hub.unfollow(connection, stream);
            default -> {
                return false;
            }
        }
        return true;
    }

    static boolean isCursor(JsonValue value) {
        return value instanceof JsonNumber number
                && number.isIntegral()
                && number.bigIntegerValue().bitLength() < Long.SIZE
                && number.longValue() >= 0;
    }

    @OnMessage(maxMessageSize = Hub.MAX_FRAME)
    public void binary(byte[] bytes) {
        if (connection != null) {
            connection.close(Hub.NOT_ALLOWED);
        }
    }

    @OnMessage
    public void pong(PongMessage pong) {
        heard();
    }

    /** Counts a frame where no {@link Meter} has done so. */
    private boolean heard() {
        if (connection == null) {
            return false;
        }
        if (!metered && !connection.heard()) {
            connection.close(Hub.NOT_ALLOWED);
            return false;
        }
        return true;
    }

    @OnClose
    public void close() {
        if (connection != null) {
            hub.left(connection);
        }
    }

    @OnError
    public void error(Throwable cause) {
        LOG.log(Level.FINE, "A socket failed", cause);
        if (connection != null) {
            connection.close(Hub.FAULT);
        }
    }
}
