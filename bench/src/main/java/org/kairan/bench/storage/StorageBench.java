package org.kairan.bench.storage;

import static org.kairan.bench.Bench.say;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.kairan.bench.Bench;
import org.kairan.bench.Json;
import org.kairan.bench.Options;
import org.kairan.bench.Report;
import org.kairan.bench.Servers;
import org.kairan.bench.Stats;

/** Sends files to the server and fetches them, beside a plain copy that is forced to the disk, by turns in the same run; and looks whether memory grows with the file. */
public final class StorageBench implements Bench.Program {

    private static final long MIB = 1 << 20;
    private static final long PIECE = 64 * MIB;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Servers.Kairan kairan;
    private String cookie;
    private int files;

    private interface Act {
        void run() throws IOException, InterruptedException;
    }

    @Override
    public Report run(Options options) throws Exception {
        var report = new Report();
        var size = options.number("mib", 256) * MIB;
        var large = options.number("large", 1024) * MIB;
        try (var servers = new Servers()) {
            kairan = servers.demo(options);
            cookie = servers.cookies(kairan, 1).get(0);
            var folder = servers.folder();
            var source = folder.resolve("source");
            var uploads = new ArrayList<Double>();
            var downloads = new ArrayList<Double>();
            var copies = new ArrayList<Double>();
            var turns = options.number("turns", 5);
            if (options.text("data").isEmpty()) {
                servers.awaitRest(kairan);
            }
            for (var warm = 0; warm < 3; warm++) {
                exchange(folder, size);
            }
            for (var turn = 0; turn < turns; turn++) {
                write(source, size);
                copies.add(seconds(() -> copy(source, fresh(folder))));
                var file = new String[1];
                uploads.add(seconds(() -> file[0] = upload(source)));
                var address = attach(file[0]);
                var copy = fresh(folder);
                downloads.add(seconds(() -> download(address, copy)));
                if (Files.mismatch(source, copy) >= 0) {
                    throw new IOException("what came back is something else");
                }
                say(
                        "  %d MiB: copied with fsync %.0f MiB/s, sent %.0f MiB/s, fetched with fsync %.0f MiB/s",
                        size / MIB,
                        size / MIB / copies.get(turn),
                        size / MIB / uploads.get(turn),
                        size / MIB / downloads.get(turn));
            }
            exchange(folder, 10 * MIB);
            var small = kairan.server().heapAfterCollection();
            say("%d MiB …", large / MIB);
            exchange(folder, large);
            var big = kairan.server().heapAfterCollection();
            say("  live heap after 10 MiB %d MiB, after %d MiB %d MiB", small / MIB, large / MIB, big / MIB);
            var rate = size / (double) MIB;
            report.figure("copyMiBPerSecond", rate / median(copies));
            report.figure("uploadMiBPerSecond", rate / median(uploads));
            report.figure("downloadMiBPerSecond", rate / median(downloads));
            report.figure("liveHeapAfter10MiB", small / MIB);
            report.figure("liveHeapAfterLargeMiB", big / MIB);
            report.atLeast("upload, of a plain copy's speed", median(copies) / median(uploads), 0.5);
            report.atLeast("download, of a plain copy's speed", median(copies) / median(downloads), 0.5);
            report.atMost("live heap after a large file, of that after a small one", (double) big / small, 1.2);
            return report;
        }
    }

    private void exchange(Path folder, long size) throws IOException, InterruptedException {
        var source = folder.resolve("source");
        write(source, size);
        download(attach(upload(source)), fresh(folder));
    }

    /** A file that is not there yet, since a kept upload is written to one too: memory and disk that were used before take data faster. */
    private Path fresh(Path folder) {
        return folder.resolve("copy" + files++);
    }

    /** Always other content, so that nothing is spared because it is there already. */
    private static void write(Path file, long size) throws IOException {
        var block = new byte[(int) MIB];
        new Random().nextBytes(block);
        try (var out = Files.newOutputStream(file)) {
            for (long i = 0; i < size / MIB; i++) {
                ByteBuffer.wrap(block).putLong(i);
                out.write(block);
            }
        }
    }

    private static void copy(Path source, Path copy) throws IOException {
        try (var in = Files.newInputStream(source)) {
            save(in, copy);
        }
    }

    private static void save(InputStream in, Path copy) throws IOException {
        try (var out = FileChannel.open(
                        copy,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                var stream = Channels.newOutputStream(out)) {
            var buffer = new byte[128 << 10];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                stream.write(buffer, 0, read);
            }
            out.force(true);
        }
    }

    /** Gives the upload's number. */
    private String upload(Path source) throws IOException, InterruptedException {
        var size = Files.size(source);
        var created = send(request("/api/storage/uploads")
                .header("Upload-Length", Long.toString(size))
                .header("Upload-Metadata", "filename YmVuY2guYmlu")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        var id = Json.text(created, "id").orElseThrow();
        try (var file = FileChannel.open(source);
                var line = new Line(kairan, cookie)) {
            for (long offset = 0; offset < size; offset += PIECE) {
                line.send(
                        "PATCH /api/storage/uploads/" + id,
                        Map.of("Upload-Offset", offset, "Content-Type", "application/offset+octet-stream"),
                        file,
                        offset,
                        Math.min(PIECE, size - offset));
                line.answer(204);
            }
        }
        return id;
    }

    /** Publishes the upload with a bulletin, and gives its address. */
    private String attach(String upload) throws IOException, InterruptedException {
        var made = send(request("/api/board/bulletins")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.of(Map.of(
                        "title",
                        "bench",
                        "text",
                        "bench",
                        "audience",
                        List.of("everyone"),
                        "attachments",
                        List.of(Map.of("upload", upload))))))
                .build());
        return "/api/storage/files/" + Json.text(made, "file").orElseThrow();
    }

    private void download(String address, Path to) throws IOException {
        try (var line = new Line(kairan, cookie)) {
            line.send("GET " + address, Map.of("Connection", "close"), null, 0, 0);
            line.answer(200);
            save(line.in(), to);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + kairan.port() + path))
                .header("Cookie", cookie)
                .header("Origin", kairan.publicUrl());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    request.method() + " " + request.uri() + " → " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static double seconds(Act act) throws IOException, InterruptedException {
        var began = System.nanoTime();
        act.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static double median(List<Double> figures) {
        return Stats.median(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
