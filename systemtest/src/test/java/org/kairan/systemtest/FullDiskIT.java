package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The disk with everything on it, database, index and files, is full for a while (N-RUN-2). As root only: it is one in memory. */
@Tag("all")
class FullDiskIT {

    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Random RANDOM = new Random(507);

    private static int run(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> String.join(" ", words) + " does not end");
        return process.exitValue();
    }

    /** Text that no compression makes smaller. */
    private static String text() {
        return RANDOM.ints(9_000, 0x4e00, 0x9fa0).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static Map<String, Object> bulletin(UUID key, Post post) {
        return Map.of(
                "title",
                "満杯 " + key,
                "text",
                text(),
                "audience",
                List.of("person:" + post.person(1)),
                "importance",
                "normal");
    }

    @Test
    void what_was_acknowledged_stays_what_was_refused_says_why_and_all_goes_on_once_there_is_room()
            throws IOException, InterruptedException {
        var disk = Kairan.temporaryFolder();
        var data = disk.resolve("data");
        assertEquals(
                0,
                run("mount", "-t", "tmpfs", "-o", "size=1300m,mode=755", "tmpfs", disk.toString()),
                "mounting, as root");
        try (var post = new Post(data)) {
            var author = post.as(0);
            var reader = post.wantingMail(1);
            author.publish("前もって", "本文", "person:" + post.person(1));
            post.await(Post.address(1), 1);

            fill(disk);
            var acknowledged = new HashMap<UUID, Long>();
            var refused = new HashMap<UUID, Map<String, Object>>();
            for (int i = 0; i < 300 && refused.size() < 3; i++) {
                var key = UUID.randomUUID();
                var body = bulletin(key, post);
                var answer = author.post("/api/board/bulletins", body, "Idempotency-Key", key.toString());
                if (answer.status() == 201) {
                    acknowledged.put(key, answer.json().get("id").asLong());
                } else {
                    answer.expect(507, "core.disk-full");
                    refused.put(key, body);
                }
            }
            assertFalse(refused.isEmpty(), "the disk was full, and all " + acknowledged.size() + " were accepted");
            // What is kept already is read and found as ever.
            author.get("/api/board/bulletins").expect(200);
            reader.get("/api/search/hits?q=x").expect(200);

            assertEquals(
                    0,
                    run(
                            "rm",
                            disk.resolve("filler").toString(),
                            disk.resolve("filler-too").toString()));
            for (var one : refused.entrySet()) {
                Wait.until(RECOVERY, "what was refused is accepted with room", () -> {
                    var answer = author.post(
                            "/api/board/bulletins",
                            one.getValue(),
                            "Idempotency-Key",
                            one.getKey().toString());
                    if (answer.status() == 201) {
                        acknowledged.put(one.getKey(), answer.json().get("id").asLong());
                    }
                    return answer.status() == 201;
                });
            }
            acknowledged.forEach((key, id) -> assertEquals(
                    List.of(id),
                    post.kairan.query(
                            row -> row.getLong(1), "select id from board.bulletin where request_id = ?", key)));
            assertEquals(
                    acknowledged.size() + 1L,
                    post.kairan.number("select count(*) from board.bulletin"),
                    "nothing half and nothing twice");
            post.settle();
            post.copiesByMessageId().forEach((id, copies) -> assertEquals(1, copies, "copies of mail " + id));
            Wait.until(RECOVERY, "the index has caught up", () -> {
                var verified = Launch.of(Map.of(), "search", "verify", "--data", data.toString());
                verified.awaitExit(RECOVERY);
                return verified.output().stream().anyMatch(line -> line.contains("no difference"));
            });
            var check = Launch.of(Map.of(), "check-storage", "--data", data.toString());
            assertEquals(
                    0, check.awaitExit(Duration.ofMinutes(3)), check.output().toString());
        } finally {
            run("umount", disk.toString());
            Kairan.delete(disk);
        }
    }

    private static void fill(Path disk) throws IOException, InterruptedException {
        run("dd", "if=/dev/zero", "of=" + disk.resolve("filler"), "bs=64k");
        run("dd", "if=/dev/zero", "of=" + disk.resolve("filler-too"), "bs=4k");
    }
}
