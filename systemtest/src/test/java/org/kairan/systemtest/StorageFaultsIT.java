package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files and what can go wrong with machines: full disks, kills, viruses, sizes beyond memory. */
@Tag("all")
class StorageFaultsIT {

    private static byte[] noise(int size) {
        var bytes = new byte[size];
        new Random(System.nanoTime()).nextBytes(bytes);
        bytes[0] = 0;
        return bytes;
    }

    private static Kairan start(Path data, Map<String, String> environment) {
        return Kairan.start(data, false, environment, "demo", "--people", "200");
    }

    private static int run(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).inheritIO().start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(Arrays.toString(words) + " does not end");
        }
        return process.exitValue();
    }

    private static long offset(Client client, String path) {
        return Long.parseLong(
                client.get(path).expect(200).header("Upload-Offset").orElseThrow());
    }

    private static void wellKept(Path data) {
        var check = Launch.of(Map.of(), "check-storage", "--data", data.toString());
        assertEquals(0, check.awaitExit(Duration.ofMinutes(3)), check.output().toString());
    }

    private static String file(Client client, Kairan.Person person, String upload) {
        return "/api/storage/files/"
                + client.publishWith(List.of(upload), "試験", "section:" + person.section())
                        .at("/attachments/0/file")
                        .asText();
    }

    @Test
    void a_reserve_that_is_touched_refuses_files_and_nothing_else() {
        try (var kairan = Kairan.start(
                Kairan.temporaryFolder(), true, Map.of("KAIRAN_STORAGE_RESERVE", "900t"), "demo", "--people", "200")) {
            var client = kairan.as(kairan.somebody());
            client.post("/api/storage/uploads", null, "Upload-Length", "1", "Upload-Metadata", "filename YQ==")
                    .expect(507, "storage.disk-full");
            client.publish("それでも", "掲示はできる", "everyone");
            assertEquals(0, kairan.number("select count(*) from storage.upload"));
        }
    }

    /** As root only: a disk of 8 MB stands in the place of the uploads. */
    @Test
    void a_disk_that_fills_up_while_a_piece_arrives_keeps_nothing_half_and_the_upload_goes_on_later()
            throws IOException, InterruptedException {
        var data = Kairan.temporaryFolder();
        var uploads = Files.createDirectories(data.resolve("uploads"));
        assertEquals(0, run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", uploads.toString()), "as root");
        try (var kairan = start(data, Map.of("KAIRAN_STORAGE_RESERVE", "0"))) {
            var person = kairan.somebody();
            var client = kairan.as(person);
            var content = noise(4_000_000);
            var path = client.beginUpload("あふれる.bin", content.length);
            client.sendPiece(path, 0, Arrays.copyOfRange(content, 0, 100_000)).expect(204);
            try (var socket = new Socket("localhost", kairan.port())) {
                var out = socket.getOutputStream();
                out.write(("PATCH " + path + " HTTP/1.1\r\nHost: localhost:" + kairan.port() + "\r\nOrigin: "
                                + client.base() + "\r\nCookie: " + client.cookieHeader()
                                + "\r\nConnection: close\r\nUpload-Offset: 100000\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: 3900000\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
                out.write(content, 100_000, 1_000_000);
                out.flush();
                Thread.sleep(1_000);
                run("dd", "if=/dev/zero", "of=" + uploads.resolve("filler"), "bs=64k");
                out.write(content, 1_100_000, 8_192);
                out.flush();
                var said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(said.startsWith("HTTP/1.1 507") && said.contains("storage.disk-full"), said);
            }
            assertEquals(100_000, offset(client, path));
            assertEquals(100_000, Files.size(uploads.resolve(path.substring(path.lastIndexOf('/') + 1))));
            run("dd", "if=/dev/zero", "of=" + uploads.resolve("filler-too"), "bs=4k");
            client.sendPiece(path, 100_000, Arrays.copyOfRange(content, 100_000, 100_010))
                    .expect(507, "storage.disk-full");
            Files.delete(uploads.resolve("filler"));
            Files.delete(uploads.resolve("filler-too"));
            client.sendPiece(path, 100_000, Arrays.copyOfRange(content, 100_000, content.length))
                    .expect(204);
            assertArrayEquals(
                    content,
                    client.get(file(client, person, path.substring(path.lastIndexOf('/') + 1)))
                            .expect(200)
                            .body());
        } finally {
            run("umount", uploads.toString());
            Kairan.delete(data);
        }
    }

    @Test
    void kill_9_while_files_arrive_loses_nothing_acknowledged_and_keeps_nothing_half() {
        var data = Kairan.temporaryFolder();
        var random = new Random();
        try {
            var content = noise(6_000_000);
            String path = null;
            var acknowledged = 0;
            var kairan = start(data, Map.of());
            var person = kairan.somebody();
            for (int round = 0; round < 3; round++) {
                var client = kairan.session(person.id());
                if (path == null) {
                    path = client.beginUpload("途中.bin", content.length);
                }
                assertTrue(offset(client, path) >= acknowledged, "acknowledged bytes are lost");
                var piece = 500_000;
                acknowledged = (int) offset(client, path);
                client.sendPiece(path, acknowledged, Arrays.copyOfRange(content, acknowledged, acknowledged + piece))
                        .expect(204);
                acknowledged += piece;
                var address = path;
                var from = acknowledged;
                var running = kairan;
                // The last round is killed while the content takes its place.
                var rest = new Thread(() -> {
                    try {
                        running.session(person.id())
                                .sendPiece(
                                        address,
                                        from,
                                        Arrays.copyOfRange(
                                                content, from, from == 1_500_000 ? content.length : from + piece));
                    } catch (Client.Unanswered e) {
                        // That is what is tried here.
                    }
                });
                rest.start();
                sleep(random.nextInt(40));
                Launch.signal("KILL", kairan.serverPid());
                kairan.stop();
                kairan = start(data, Map.of());
            }
            try (var last = kairan) {
                var client = last.session(person.id());
                var offset = (int) offset(client, path);
                assertTrue(offset >= acknowledged);
                if (offset < content.length) {
                    client.sendPiece(path, offset, Arrays.copyOfRange(content, offset, content.length))
                            .expect(204);
                }
                assertArrayEquals(
                        content,
                        client.get(file(client, person, path.substring(path.lastIndexOf('/') + 1)))
                                .expect(200)
                                .body());
                wellKept(data);
            }
            // The server is stopped now, and so is the database.
            wellKept(data);
        } finally {
            Kairan.delete(data);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** With a database of two signatures that this test writes: no network, and no virus. */
    @Test
    void what_a_scanner_has_not_cleared_is_hidden_and_what_it_finds_is_removed()
            throws IOException, InterruptedException {
        Apt.install("clamav-daemon", Path.of("/usr/sbin/clamd"));
        var folder = Files.createTempDirectory("kairan-clamd");
        // In two parts, so that no scanner takes this file for one.
        var virus = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
        Files.createDirectories(folder.resolve("signatures"));
        Files.writeString(
                folder.resolve("signatures/test.ndb"),
                "Eicar-Test:0:0:" + java.util.HexFormat.of().formatHex(virus.getBytes(StandardCharsets.US_ASCII))
                        + "\n");
        var port = Kairan.freePort();
        Files.writeString(
                folder.resolve("clamd.conf"),
                "TCPSocket " + port + "\nTCPAddr 127.0.0.1\nForeground yes\nDatabaseDirectory "
                        + folder.resolve("signatures") + "\nTemporaryDirectory " + folder
                        + "\nStreamMaxLength 1M\nUser root\n");
        Process clamd = null;
        try (var kairan = Kairan.start(
                Kairan.temporaryFolder(),
                true,
                Map.of("KAIRAN_CLAMD", "127.0.0.1:" + port),
                "demo",
                "--people",
                "200")) {
            var person = kairan.somebody();
            var client = kairan.as(person);
            var clean = file(client, person, client.upload("清い.txt", "清い".getBytes(StandardCharsets.UTF_8)));
            client.get(clean).expect(409, "storage.being-checked");
            Wait.until(
                    Duration.ofSeconds(60),
                    "administrators are told that the scanner is away",
                    () -> kairan.admin().get("/api/storage/state").json().hasNonNull("scannerFault"));
            clamd = new ProcessBuilder(
                            "/usr/sbin/clamd",
                            "--config-file",
                            folder.resolve("clamd.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Wait.until(
                    Duration.ofSeconds(90),
                    "it is clean",
                    () -> client.get(clean).status() == 200);
            var infected = file(client, person, client.upload("悪い.com", virus.getBytes(StandardCharsets.US_ASCII)));
            Wait.until(
                    Duration.ofSeconds(60),
                    "it is found",
                    () -> client.get(infected).code().equals("storage.removed-infected"));
            var hash = kairan.query(row -> row.getString(1), "select sha256 from storage.blob where state = 'infected'")
                    .get(0);
            assertFalse(Files.exists(kairan.data()
                    .resolve("blobs")
                    .resolve(hash.substring(0, 2))
                    .resolve(hash.substring(2, 4))
                    .resolve(hash)));
            var again = client.upload("また.com", virus.getBytes(StandardCharsets.US_ASCII));
            client.post(
                            "/api/board/bulletins",
                            Map.of(
                                    "title",
                                    "悪い",
                                    "text",
                                    "悪い",
                                    "audience",
                                    List.of("everyone"),
                                    "importance",
                                    "normal",
                                    "attachments",
                                    List.of(Map.of("upload", again))))
                    .expect(422, "storage.infected");
            var large = file(client, person, client.upload("大きい.bin", noise(2_000_000)));
            Wait.until(
                    Duration.ofSeconds(60),
                    "too large to be checked, shown",
                    () -> client.get(large).status() == 200);
            assertEquals(
                    1,
                    kairan.admin()
                            .get("/api/storage/state")
                            .json()
                            .get("tooBigToCheck")
                            .asInt());
        } finally {
            if (clamd != null) {
                clamd.destroyForcibly();
            }
            Kairan.delete(folder);
        }
    }

    @Test
    void five_gigabytes_go_through_a_server_with_a_quarter_of_one() throws IOException, InterruptedException {
        try (var kairan = Kairan.start(
                Kairan.temporaryFolder(), true, Map.of("KAIRAN_HEAP", "256m"), "demo", "--people", "200")) {
            var person = kairan.somebody();
            var client = kairan.as(person);
            var piece = noise(64 << 20);
            var pieces = 80;
            var path = client.beginUpload("大きい.bin", (long) piece.length * pieces);
            for (int i = 0; i < pieces; i++) {
                client.sendPiece(path, (long) i * piece.length, piece).expect(204);
            }
            var file = file(client, person, path.substring(path.lastIndexOf('/') + 1));
            var end = client.get(file, "Range", "bytes=-1000").expect(206).body();
            assertArrayEquals(Arrays.copyOfRange(piece, piece.length - 1000, piece.length), end);
            var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(client.base() + file))
                    .header("Cookie", client.cookieHeader())
                    .build();
            long size = 0;
            try (var in = client.http()
                    .send(request, java.net.http.HttpResponse.BodyHandlers.ofInputStream())
                    .body()) {
                var buffer = new byte[1 << 20];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    size += read;
                }
            }
            assertEquals((long) piece.length * pieces, size);
        }
    }
}
