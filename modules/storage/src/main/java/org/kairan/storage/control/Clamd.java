package org.kairan.storage.control;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a ClamAV daemon about content, by its INSTREAM command (clamd(8)). */
public record Clamd(String host, int port) {

    private static final int TIMEOUT = 120_000;

    /** What the daemon said. */
    public enum Verdict {
        CLEAN,
        INFECTED,
        /** More than its StreamMaxLength. */
        TOO_BIG
    }

    /** @param virus its name, if one was found */
    public record Answer(Verdict verdict, Optional<String> virus) {}

    /**
     * Reads an address such as localhost:3310.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Clamd at(String address) {
        var colon = address.lastIndexOf(':');
        if (colon <= 0 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("kairan.clamd must be a host and a port: " + address);
        }
        return new Clamd(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** @throws IOException if the daemon cannot be reached or says something else */
    public Answer scan(InputStream content) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 5_000);
            socket.setSoTimeout(TIMEOUT);
            var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
            IOException broken = null;
            try {
                out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
                var chunk = new byte[1 << 16];
                // Over its limit the daemon answers before the end; what is sent after that may take the answer with
                // it.
                for (int read = content.read(chunk);
                        read >= 0 && socket.getInputStream().available() == 0;
                        read = content.read(chunk)) {
                    out.writeInt(read);
                    out.write(chunk, 0, read);
                }
                out.writeInt(0);
                out.flush();
            } catch (IOException e) {
                // Over its limit the daemon answers and hangs up while we are still sending.
                broken = e;
            }
            String said;
            try {
                said = new String(socket.getInputStream().readNBytes(4096), StandardCharsets.UTF_8)
                        .replace("\0", "")
                        .strip();
            } catch (IOException e) {
                // A broken pipe takes the answer with it.
                throw broken == null ? e : broken;
            }
            if (said.endsWith(" FOUND")) {
                return new Answer(
                        Verdict.INFECTED,
                        Optional.of(said.substring(said.indexOf(':') + 1, said.length() - " FOUND".length())
                                .strip()));
            }
            if (said.endsWith(" OK") && broken == null) {
                return new Answer(Verdict.CLEAN, Optional.empty());
            }
            if (said.contains("size limit exceeded")) {
                return new Answer(Verdict.TOO_BIG, Optional.empty());
            }
            throw new IOException("clamd said '" + said + "'", broken);
        }
    }
}
