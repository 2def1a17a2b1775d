package org.kairan.bench.live.limit.tyrus;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the open sockets. */
@ServerEndpoint("/api/live")
public class Endpoint {

    static final Set<Session> OPEN = ConcurrentHashMap.newKeySet();

    @OnOpen
    public void open(Session session) {
        OPEN.add(session);
    }

    @OnMessage
    public void message(String text) {
        // Clients have nothing to say here.
    }

    @OnClose
    public void close(Session session) {
        OPEN.remove(session);
    }
}
