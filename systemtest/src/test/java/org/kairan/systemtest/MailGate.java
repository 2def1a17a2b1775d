package org.kairan.systemtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a mail server and does what real ones do: is away, refuses an address, has no time. */
final class MailGate implements AutoCloseable {

    private final int port = Kairan.freePort();
    private final int target;
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final List<Socket> sockets = new ArrayList<>();
    private volatile ServerSocket server;
    private volatile Runnable beforeAcceptance = () -> {};
    private volatile boolean hangingUp;
    private final List<Instant> calls = new CopyOnWriteArrayList<>();

    MailGate(int target) {
        this.target = target;
    }

    int port() {
        return port;
    }

    /** Answers every try to send to this address with such a reply; null lets it pass again. */
    void reply(String address, String reply) {
        if (reply == null) {
            replies.remove(address);
        } else {
            replies.put(address, reply);
        }
    }

    /** Is done when the mail server has taken a mail over and its word has not yet been passed on. */
    void beforeAcceptance(Runnable run) {
        beforeAcceptance = run;
    }

    /** Hangs up, from now on or no longer, on whoever calls. */
    void hangUp(boolean on) {
        hangingUp = on;
    }

    /** When it was called by those on whom it hung up. */
    List<Instant> calls() {
        return List.copyOf(calls);
    }

    void open() {
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            thread(() -> accept(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on connections are refused, and those that stand break. */
    @Override
    public void close() {
        try {
            server.close();
            synchronized (sockets) {
                for (var socket : sockets) {
                    socket.close();
                }
                sockets.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(Runnable run) {
        var thread = new Thread(run, "mail-gate");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                var client = from.accept();
                if (hangingUp) {
                    calls.add(Instant.now());
                    client.close();
                    continue;
                }
                synchronized (sockets) {
                    sockets.add(client);
                }
                thread(() -> talk(client));
            }
        } catch (IOException e) {
            // Closed: that is how it ends.
        }
    }

    private void talk(Socket client) {
        try (client;
                var there = new Socket(InetAddress.getLoopbackAddress(), target)) {
            var lines = reader(client);
            var answers = reader(there);
            pass(answers, client);
            var contents = false;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var own = contents ? null : own(line);
                if (own != null) {
                    write(client, own);
                    continue;
                }
                write(there, line);
                if (contents && !line.equals(".")) {
                    continue;
                }
                var accepted = contents;
                contents = false;
                var answer = read(answers);
                if (accepted) {
                    beforeAcceptance.run();
                }
                contents = line.equalsIgnoreCase("DATA") && answer.get(0).startsWith("3");
                for (var part : answer) {
                    write(client, part);
                }
            }
        } catch (IOException e) {
            // One side is gone; so is the other.
        }
    }

    private String own(String line) {
        return line.regionMatches(true, 0, "RCPT TO:", 0, 8)
                ? replies.entrySet().stream()
                        .filter(e -> line.contains("<" + e.getKey() + ">"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static void pass(BufferedReader answers, Socket client) throws IOException {
        for (var part : read(answers)) {
            write(client, part);
        }
    }

    private static List<String> read(BufferedReader answers) throws IOException {
        var parts = new ArrayList<String>();
        do {
            var part = answers.readLine();
            if (part == null) {
                throw new IOException("the mail server has gone");
            }
            parts.add(part);
        } while (parts.get(parts.size() - 1).charAt(3) == '-');
        return parts;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static void write(Socket socket, String line) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
