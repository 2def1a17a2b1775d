package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan.Person;

/** Files: taken in piece by piece, kept once, given out by the rights of what carries them (N-LIB-2, N-LIB-5). */
class StorageIT {

    private final Kairan kairan = Kairan.demo();
    private final Person author = kairan.somebody();
    private final Client client = kairan.as(author);
    private final String own = "section:" + author.section();

    private static byte[] noise(int size) {
        var bytes = new byte[size];
        new Random(System.nanoTime()).nextBytes(bytes);
        // No magic number of anything.
        bytes[0] = 0;
        return bytes;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Path blob(byte[] content) {
        var name = sha256(content);
        return kairan.data()
                .resolve("blobs")
                .resolve(name.substring(0, 2))
                .resolve(name.substring(2, 4))
                .resolve(name);
    }

    private JsonNode attached(String name, byte[] content) {
        return client.publishWith(List.of(client.upload(name, content)), "添付の試験", own)
                .at("/attachments/0");
    }

    private static String file(JsonNode attachment) {
        return "/api/storage/files/" + attachment.get("file").asText();
    }

    @Test
    void a_file_sent_in_pieces_is_kept_and_comes_back_byte_by_byte() throws IOException {
        var content = noise(700_001);
        var path = client.beginUpload("計画 案.bin", content.length);
        client.sendPiece(path, 0, Arrays.copyOfRange(content, 0, 300_000)).expect(204);
        assertEquals(
                "300000", client.get(path).expect(200).header("Upload-Offset").orElseThrow());
        var head = client.send("HEAD", path, null).expect(200);
        assertEquals("300000", head.header("Upload-Offset").orElseThrow());
        assertEquals("700001", head.header("Upload-Length").orElseThrow());
        assertEquals("1.0.0", head.header("Tus-Resumable").orElseThrow());
        assertTrue(head.header("Upload-Expires").isPresent());
        assertFalse(Files.exists(blob(content)));
        var last = client.sendPiece(path, 300_000, Arrays.copyOfRange(content, 300_000, content.length))
                .expect(204);
        assertEquals("700001", last.header("Upload-Offset").orElseThrow());
        assertArrayEquals(content, Files.readAllBytes(blob(content)));

        var attachment = client.publishWith(List.of(path.substring(path.lastIndexOf('/') + 1)), "計画の案", own)
                .at("/attachments/0");
        assertEquals("計画 案.bin", attachment.get("name").asText());
        assertEquals(700_001, attachment.get("size").asLong());
        assertEquals("ready", attachment.get("state").asText());
        assertArrayEquals(content, client.get(file(attachment)).expect(200).body());
        client.get(path).expect(404, "core.not-found");
    }

    @Test
    void an_upload_whose_line_broke_goes_on_where_it_was_two_days_later() throws IOException {
        var content = noise(900_000);
        var path = client.beginUpload("切れる.bin", content.length);
        try (var socket = new Socket("localhost", kairan.port())) {
            var out = socket.getOutputStream();
            out.write(
                    ("PATCH " + path + " HTTP/1.1\r\nHost: localhost:" + kairan.port() + "\r\nOrigin: " + client.base()
                                    + "\r\nCookie: " + client.cookieHeader()
                                    + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: "
                                    + content.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            out.write(content, 0, 400_000);
            out.flush();
        }
        Wait.until(
                java.time.Duration.ofSeconds(30),
                "what had arrived counts",
                () -> Long.parseLong(client.get(path)
                                .expect(200)
                                .header("Upload-Offset")
                                .orElseThrow())
                        > 0);
        kairan.execute(
                "update storage.upload set touched_at = now() - interval '2 days' where id = ?",
                UUID.fromString(path.substring(path.lastIndexOf('/') + 1)));
        var offset = Integer.parseInt(
                client.get(path).expect(200).header("Upload-Offset").orElseThrow());
        assertTrue(offset <= 400_000, "arrived: " + offset);
        client.sendPiece(path, offset, Arrays.copyOfRange(content, offset, content.length))
                .expect(204);
        assertArrayEquals(content, Files.readAllBytes(blob(content)));
    }

    @Test
    void a_wrong_offset_is_refused_and_nothing_is_written() {
        var path = client.beginUpload("位置.bin", 10);
        client.sendPiece(path, 0, new byte[4]).expect(204);
        client.sendPiece(path, 0, new byte[4]).expect(409, "storage.offset-mismatch");
        client.sendPiece(path, 8, new byte[2]).expect(409, "storage.offset-mismatch");
        client.sendPiece(path, 4, new byte[7]).expect(422, "storage.upload-too-long");
        assertEquals("4", client.get(path).expect(200).header("Upload-Offset").orElseThrow());
    }

    /** The limit of one request is 64 MiB where nothing else is configured, and told by OPTIONS. */
    @Test
    void more_than_a_request_may_bring_is_refused_and_nothing_of_it_is_kept() throws IOException {
        var most = Integer.parseInt(client.send("OPTIONS", "/api/storage/uploads", null)
                .expect(204)
                .header("Kairan-Chunk-Max")
                .orElseThrow());
        assertEquals(64 << 20, most);
        var path = client.beginUpload("大きな一片.bin", most + 10);
        var part = kairan.data().resolve("uploads").resolve(path.substring(path.lastIndexOf('/') + 1));
        client.sendPiece(path, 0, new byte[4]).expect(204);
        var refused = client.sendPiece(path, 4, new byte[most + 1]).expect(413, "storage.chunk-too-big");
        assertEquals(most, refused.json().at("/args/max").asInt());
        assertEquals("4", client.get(path).expect(200).header("Upload-Offset").orElseThrow());
        assertEquals(4, Files.size(part));
        client.sendPiece(path, 4, new byte[most]).expect(204);
        assertEquals(most + 4L, Files.size(part));
        client.delete(path).expect(204);
    }

    @Test
    void an_upload_is_its_owners_alone() {
        var stranger = kairan.as(kairan.somebody());
        var path = client.beginUpload("私の.bin", 4);
        stranger.get(path).expect(404, "core.not-found");
        stranger.send("HEAD", path, null).expect(404);
        stranger.sendPiece(path, 0, new byte[4]).expect(404, "core.not-found");
        stranger.delete(path).expect(404, "core.not-found");
        client.sendPiece(path, 0, new byte[4]).expect(204);
        var id = path.substring(path.lastIndexOf('/') + 1);
        stranger.post(
                        "/api/board/bulletins",
                        Map.of(
                                "title",
                                "人のもの",
                                "text",
                                "使えない",
                                "audience",
                                List.of("everyone"),
                                "importance",
                                "normal",
                                "attachments",
                                List.of(Map.of("upload", id))))
                .expect(422, "storage.upload-unknown");
        client.delete(path).expect(204);
        client.get(path).expect(404);
    }

    @Test
    void a_file_is_its_bulletins_readers_and_nobody_elses() {
        var attachment = attached("内部.txt", "部外秘".getBytes(StandardCharsets.UTF_8));
        kairan.as(kairan.somebodyIn(author.section())).get(file(attachment)).expect(200);
        var stranger = kairan.as(kairan.somebodyNotIn(author.section()));
        stranger.get(file(attachment)).expect(404, "core.not-found");
        kairan.client().get(file(attachment)).expect(401);
        var id = kairan.number(
                "select bulletin_id from board.attachment where id = ?",
                attachment.get("id").asLong());
        client.post("/api/board/bulletins/" + id + "/withdrawals", null).expect(204);
        client.get(file(attachment)).expect(200);
        kairan.as(kairan.somebodyNotIn(author.section())).get(file(attachment)).expect(404);
    }

    @Test
    void the_same_content_is_kept_once_until_nobody_holds_it() throws IOException {
        var content = noise(5_000);
        var one = client.publishWith(List.of(client.upload("一.bin", content)), "一つ目", own);
        var two = kairan.as(kairan.somebodyIn(author.section()));
        var other = two.publishWith(List.of(two.upload("二.bin", content)), "二つ目", own);
        assertEquals(1, kairan.number("select count(*) from storage.blob where sha256 = ?", sha256(content)));
        assertEquals(2, kairan.number("select count(*) from storage.holding where sha256 = ?", sha256(content)));
        client.put("/api/board/bulletins/" + one.get("id"), edit(List.of()), "If-Match", "\"1\"")
                .expect(200);
        assertEquals(1, kairan.number("select count(*) from storage.holding where sha256 = ?", sha256(content)));
        client.get(file(one.at("/attachments/0"))).expect(404);
        assertArrayEquals(
                content, two.get(file(other.at("/attachments/0"))).expect(200).body());
    }

    private Map<String, Object> edit(List<?> attachments) {
        return Map.of(
                "title",
                "直した",
                "text",
                "本文",
                "audience",
                List.of(own),
                "importance",
                "normal",
                "attachments",
                attachments);
    }

    @Test
    void an_edit_keeps_what_it_names_and_takes_no_others_file() {
        var before = client.publishWith(
                List.of(client.upload("a.txt", "a".getBytes()), client.upload("b.txt", "b".getBytes())), "二つ", own);
        var path = "/api/board/bulletins/" + before.get("id");
        var a = before.at("/attachments/0/id").asLong();
        var b = before.at("/attachments/1/id").asLong();
        var c = client.upload("c.txt", "c".getBytes());
        var after = client.put(
                        path, edit(List.of(Map.of("id", b), Map.of("upload", c), Map.of("id", a))), "If-Match", "\"1\"")
                .expect(200)
                .json();
        assertEquals(
                List.of("b.txt", "c.txt", "a.txt"),
                after.findValuesAsText("name").stream()
                        .filter(n -> n.endsWith(".txt"))
                        .toList());
        var foreign = attached("他.txt", "他".getBytes(StandardCharsets.UTF_8))
                .get("id")
                .asLong();
        client.put(path, edit(List.of(Map.of("id", foreign))), "If-Match", "\"2\"")
                .expect(422, "board.attachment-unknown");
        client.put(path, edit(List.of(Map.of("id", b), Map.of("id", b))), "If-Match", "\"2\"")
                .expect(422);
        assertEquals(3, client.get(path).expect(200).json().get("attachments").size());
        var listed = client.get("/api/board/bulletins?state=mine&limit=5")
                .expect(200)
                .json();
        assertTrue(
                listed.get("items").findValues("attachments").stream().anyMatch(n -> n.asInt() == 3),
                listed.toString());
    }

    @Test
    void nothing_at_all_is_a_file_too() {
        var attachment = attached("空.txt", new byte[0]);
        assertEquals(0, attachment.get("size").asLong());
        var answer = client.get(file(attachment)).expect(200);
        assertEquals(0, answer.body().length);
        client.get(file(attachment), "Range", "bytes=0-").expect(416);
    }

    @Test
    void a_part_is_given_by_range_and_nothing_twice_to_who_has_it() {
        var content = noise(10_000);
        var path = file(attached("部分.bin", content));
        var whole = client.get(path).expect(200);
        assertEquals("bytes", whole.header("Accept-Ranges").orElseThrow());
        var tag = whole.header("ETag").orElseThrow();
        var part = client.get(path, "Range", "bytes=100-199").expect(206);
        assertEquals("bytes 100-199/10000", part.header("Content-Range").orElseThrow());
        assertArrayEquals(Arrays.copyOfRange(content, 100, 200), part.body());
        assertArrayEquals(
                Arrays.copyOfRange(content, 9_990, 10_000),
                client.get(path, "Range", "bytes=-10").expect(206).body());
        assertArrayEquals(
                Arrays.copyOfRange(content, 9_000, 10_000),
                client.get(path, "Range", "bytes=9000-99999").expect(206).body());
        assertEquals(
                "bytes */10000",
                client.get(path, "Range", "bytes=10000-")
                        .expect(416)
                        .header("Content-Range")
                        .orElseThrow());
        assertEquals(
                10_000,
                client.get(path, "Range", "bytes=0-1", "If-Range", "\"old\"")
                        .expect(200)
                        .body()
                        .length);
        assertEquals(
                2,
                client.get(path, "Range", "bytes=0-1", "If-Range", tag)
                        .expect(206)
                        .body()
                        .length);
        assertEquals(10_000, client.get(path, "Range", "lines=1-2").expect(200).body().length);
        client.get(path, "If-None-Match", tag).expect(304);
        var head = client.send("HEAD", path, null).expect(200);
        assertEquals("10000", head.header("Content-Length").orElseThrow());
    }

    @Test
    void what_a_browser_could_run_is_sandboxed_and_saved_whatever_it_is_called() {
        var html = client.get(file(attached("絵.png", "<html><script>alert(1)</script>".getBytes())))
                .expect(200);
        assertEquals(
                "text/plain;charset=UTF-8",
                html.header("Content-Type").orElseThrow().replace(" ", ""));
        var unknown = client.get(file(attached("請求書「4月」.html", noise(300)))).expect(200);
        assertEquals("application/octet-stream", unknown.header("Content-Type").orElseThrow());
        assertEquals(
                "attachment; filename=\"____4__.html\"; filename*=UTF-8''%E8%AB%8B%E6%B1%82%E6%9B%B8%E3%80%8C4%E6%9C%88%E3%80%8D.html",
                unknown.header("Content-Disposition").orElseThrow());
        for (var answer : List.of(html, unknown)) {
            assertEquals("nosniff", answer.header("X-Content-Type-Options").orElseThrow());
            assertTrue(
                    answer.header("Content-Security-Policy").orElseThrow().startsWith("sandbox;"),
                    answer.headers().toString());
            assertEquals(
                    1, answer.headers().allValues("Content-Security-Policy").size());
            assertEquals("private, no-cache", answer.header("Cache-Control").orElseThrow());
        }
        assertTrue(html.header("Content-Disposition").orElseThrow().startsWith("inline;"));
        assertTrue(client.get(file(attached("a.txt", "a".getBytes())) + "?download=true")
                .expect(200)
                .header("Content-Disposition")
                .orElseThrow()
                .startsWith("attachment;"));
    }

    @Test
    void names_are_kept_as_every_desk_can_save_them_and_changes_are_told() {
        var long255 = "あ".repeat(100) + ".pdf";
        Map.of(
                        "か\u3099.txt",
                        "が.txt",
                        "../../etc/passwd",
                        "passwd",
                        "C:\\fakepath\\表.xlsx",
                        "表.xlsx",
                        "CON.txt",
                        "_CON.txt",
                        "議事録. . ",
                        "議事録",
                        "見\u202Efdp.exe",
                        "見fdp.exe",
                        "\uE000田.txt",
                        "\uE000田.txt",
                        "👨‍👩‍👧🎉.png",
                        "👨‍👩‍👧🎉.png",
                        "a<b>:c.txt",
                        "a_b__c.txt",
                        long255,
                        "あ".repeat(83) + ".pdf")
                .forEach((given, kept) -> {
                    var answer = create(given).expect(201).json();
                    assertEquals(kept, answer.get("name").asText());
                    var composed = java.text.Normalizer.normalize(given, java.text.Normalizer.Form.NFC);
                    assertEquals(!kept.equals(composed), answer.get("renamed").asBoolean(), given);
                    assertEquals(
                            given.contains("\uE000"), answer.get("privateUse").asBoolean(), given);
                    client.delete("/api/storage/uploads/" + answer.get("id").asText())
                            .expect(204);
                });
        for (var none : List.of("..", ".", " ", "\u200B", "dir/")) {
            create(none).expect(422, "storage.name-empty");
        }
        client.post("/api/storage/uploads", null, "Upload-Length", "1", "Upload-Metadata", "filename 44GC/w==")
                .expect(422, "storage.name-unreadable");
    }

    private Answer create(String name) {
        return client.post(
                "/api/storage/uploads",
                null,
                "Upload-Length",
                "1",
                "Upload-Metadata",
                "filename " + java.util.Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_protocol_is_told_and_its_limits_hold() {
        var told = client.send("OPTIONS", "/api/storage/uploads", null).expect(204);
        assertEquals("1.0.0", told.header("Tus-Version").orElseThrow());
        assertEquals(
                "creation,expiration,termination", told.header("Tus-Extension").orElseThrow());
        assertEquals(Long.toString(5L << 30), told.header("Tus-Max-Size").orElseThrow());
        client.post(
                        "/api/storage/uploads",
                        null,
                        "Upload-Length",
                        Long.toString((5L << 30) + 1),
                        "Upload-Metadata",
                        "filename YQ==")
                .expect(413, "storage.upload-too-big");
        client.post(
                        "/api/storage/uploads",
                        null,
                        "Tus-Resumable",
                        "0.2.2",
                        "Upload-Length",
                        "1",
                        "Upload-Metadata",
                        "filename YQ==")
                .expect(412, "storage.tus-version");
        var path = client.beginUpload("a", 3);
        client.send("PATCH", path, new byte[3], "Upload-Offset", "0").expect(415);
        client.send(
                        "PATCH",
                        path,
                        new byte[3],
                        "Content-Type",
                        "application/offset+octet-stream",
                        "Upload-Offset",
                        "0",
                        "Origin",
                        "https://elsewhere.example")
                .expect(403, "core.foreign-origin");
        client.post("/api/board/bulletins", new byte[(1 << 20) + 1]).expect(413, "core.too-big");
    }

    @Test
    void pictures_are_made_of_images_and_of_pdf_pages_and_of_nothing_else() {
        var pdf = attached("二枚.pdf", TestFiles.pdf(2));
        assertEquals(
                2,
                client.get(file(pdf) + "/pages").expect(200).json().get("pages").asInt());
        var picture = client.get(file(pdf) + "/picture?side=320&page=2").expect(200);
        assertEquals("image/png", picture.header("Content-Type").orElseThrow());
        client.get(file(pdf) + "/picture?side=320&page=3").expect(404);
        client.get(file(pdf) + "/picture?side=99999").expect(404);
        var image = TestFiles.image(client.get(file(attached("絵.png", TestFiles.png(2000, 1000))) + "/picture")
                .expect(200)
                .body());
        assertEquals(320, image.getWidth());
        assertEquals(160, image.getHeight());
        var broken = attached("壊れた.pdf", "%PDF-1.7 でたらめ".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                0,
                client.get(file(broken) + "/pages")
                        .expect(200)
                        .json()
                        .get("pages")
                        .asInt());
        client.get(file(broken) + "/picture").expect(404);
        client.get(file(attached("字.txt", "字".getBytes(StandardCharsets.UTF_8))) + "/picture")
                .expect(404);
    }

    @Test
    void what_nothing_leads_to_is_removed_and_what_is_missing_is_named_while_the_server_runs() throws IOException {
        var content = noise(3_000);
        var attachment = attached("消える.bin", content);
        var orphan = blob("nobody".getBytes(StandardCharsets.US_ASCII));
        Files.createDirectories(orphan.getParent());
        Files.writeString(orphan, "nobody");
        var young = blob("somebody".getBytes(StandardCharsets.US_ASCII));
        Files.createDirectories(young.getParent());
        Files.writeString(young, "somebody");
        Files.setLastModifiedTime(
                orphan, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() - 7_200_000));
        Files.move(blob(content), kairan.data().resolve("aside"));
        var first = Launch.of(Map.of(), "check-storage", "--data", kairan.data().toString());
        assertEquals(
                1,
                first.awaitExit(java.time.Duration.ofMinutes(2)),
                first.output().toString());
        var said = String.join("\n", first.output());
        assertTrue(said.contains("removed content that no row names: " + orphan), said);
        assertTrue(
                said.contains("missing: " + sha256(content) + ", held by ["
                        + attachment.get("file").asText() + "]"),
                said);
        assertFalse(Files.exists(orphan));
        assertTrue(Files.exists(young), "it may belong to a request under way");
        // Who sends the same content again mends it.
        client.upload("また.bin", content);
        assertArrayEquals(content, client.get(file(attachment)).expect(200).body());
        Files.delete(kairan.data().resolve("aside"));
        Files.delete(young);
        var second =
                Launch.of(Map.of(), "check-storage", "--data", kairan.data().toString());
        assertEquals(
                0,
                second.awaitExit(java.time.Duration.ofMinutes(2)),
                second.output().toString());
    }

    @Test
    void administrators_see_what_is_kept_and_that_nothing_is_scanned() {
        attached("数.txt", noise(10));
        var state = kairan.admin().get("/api/storage/state").expect(200).json();
        assertTrue(state.get("files").asLong() > 0 && state.get("bytes").asLong() > 0, state.toString());
        assertFalse(state.hasNonNull("scanner"), state.toString());
        client.get("/api/storage/state").expect(404);
    }

    /** Whose photo it is may be seen by all who are signed in; a former one by nobody. */
    @Test
    void a_photo_is_a_picture_and_the_former_one_is_gone() {
        var mine = "/api/organization/people/" + author.id();
        var colleague = kairan.as(kairan.somebody());
        client.put("/api/organization/photos", Map.of("upload", client.upload("a.png", "no picture".getBytes())))
                .expect(422, "organization.photo-no-picture");
        client.put("/api/organization/photos", Map.of("upload", UUID.randomUUID()))
                .expect(422, "storage.upload-unknown");
        // Another's upload does not exist.
        client.put("/api/organization/photos", Map.of("upload", colleague.upload("a.png", TestFiles.png(40, 40))))
                .expect(422, "storage.upload-unknown");
        assertTrue(client.get(mine).expect(200).json().path("photo").isMissingNode());

        client.put("/api/organization/photos", Map.of("upload", client.upload("a.png", TestFiles.png(40, 40))))
                .expect(200);
        var first = "/api/storage/files/"
                + colleague.get(mine).expect(200).json().get("photo").asText();
        assertEquals(
                40,
                TestFiles.image(colleague.get(first + "/picture").expect(200).body())
                        .getWidth());
        new Client(client.base()).get(first).expect(401);
        client.put("/api/organization/photos", Map.of("upload", client.upload("b.png", TestFiles.png(50, 50))))
                .expect(200);
        var second = "/api/storage/files/"
                + colleague.get(mine).expect(200).json().get("photo").asText();
        colleague.get(first).expect(404, "core.not-found");
        colleague.get(second).expect(200);
        client.send("DELETE", "/api/organization/photos", null).expect(204);
        colleague.get(second).expect(404, "core.not-found");
        client.send("DELETE", "/api/organization/photos", null).expect(204);
    }
}
