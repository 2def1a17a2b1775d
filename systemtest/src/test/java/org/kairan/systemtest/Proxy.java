package org.kairan.systemtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Stands between a client and the server, passes requests on, and can keep the answers back. */
final class Proxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final boolean withhold;
    private final List<Socket> sockets = new ArrayList<>();
    private volatile int held;

    Proxy(int target, boolean withhold) {
        this.target = target;
        this.withhold = withhold;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    URI url() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    /** How many bytes of answers were kept back. */
    int held() {
        return held;
    }

    private static void thread(Runnable run) {
        var thread = new Thread(run, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                var there = new Socket(InetAddress.getLoopbackAddress(), target);
                synchronized (sockets) {
                    sockets.add(client);
                    sockets.add(there);
                }
                thread(() -> copy(client, there, false));
                thread(() -> copy(there, client, withhold));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void copy(Socket from, Socket to, boolean keep) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (keep) {
                    held += n;
                } else {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One side is gone; so is the other.
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (sockets) {
            sockets.forEach(Proxy::close);
        }
    }
}
