package org.kairan.bench.live.limit.tyrus;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.glassfish.tyrus.core.TyrusSession;

/** Takes the same POST as Kairan's board, and gives its hint to Tyrus's own broadcast. */
@WebServlet("/api/board/bulletins")
public class Publish extends HttpServlet {

    private static final Object TURN = new Object();
    private static long last;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.getInputStream().readAllBytes();
        var size = request.getIntHeader("Bench-Size");
        long id;
        synchronized (TURN) {
            id = ++last;
            var text = "{\"type\":\"board.bulletin-published\",\"ref\":\"board:bulletin:" + id + "\",\"at\":"
                    + System.currentTimeMillis();
            text += size < 0 ? "}" : ",\"pad\":\"" + "x".repeat(Math.max(0, size - text.length() - 10)) + "\"}";
            for (var session : Endpoint.OPEN) {
                ((TyrusSession) session).broadcast(text);
                break;
            }
        }
        response.setHeader("Location", "/api/board/bulletins/" + id);
        response.setStatus(201);
    }
}
