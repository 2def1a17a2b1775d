package org.kairan.demo.load;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.kairan.demo.bulletin.Text;

/** Files that the latest bulletins carry: written where the server keeps content, and into its tables. */
final class Papers {

    /** How far back from the newest bulletin, and every how many. */
    private static final int LATEST = 180;

    private static final int EVERY = 6;

    private record Paper(String name, String type, byte[] content, String sha256) {}

    private record Attached(long id, long bulletin, int position, Paper paper) {}

    private final Path data;
    private final List<Attached> attached = new ArrayList<>();

    Papers(Path data) {
        this.data = data;
        System.setProperty("java.awt.headless", "true");
    }

    /** Lets a bulletin carry something, if it is one of those that do. */
    void consider(int bulletin, int newest, Supplier<Text.Filled> words) {
        if (bulletin <= newest - LATEST || bulletin % EVERY != 0) {
            return;
        }
        var text = words.get();
        var subject = text.title().replaceAll("[\\\\/:*?\"<>|\\s]", "");
        var papers = switch (bulletin / EVERY % 4) {
            case 0 -> List.of(text("text/plain;charset=UTF-8", subject + ".txt", text.body() + "\n"));
            case 1 ->
                List.of(
                        paper("記入様式.pdf", "application/pdf", form()),
                        text("text/csv;charset=UTF-8", "集計表.csv", "所属,担当,件数\n"));
            case 2 -> List.of(paper(subject + "_推移.png", "image/png", chart(bulletin)));
            default ->
                List.of(
                        paper(subject + ".pdf", "application/pdf", form()),
                        paper("参考_推移.png", "image/png", chart(bulletin)),
                        text("text/csv;charset=UTF-8", "回答用.csv", "所属,担当,件数\n"));
        };
        for (int i = 0; i < papers.size(); i++) {
            attached.add(new Attached(attached.size() + 1L, bulletin, i, papers.get(i)));
        }
    }

    /** Gives how many there are. */
    int write(Connection connection, Clock clock) throws SQLException {
        Map<String, Paper> contents = new LinkedHashMap<>();
        attached.forEach(one -> contents.put(one.paper().sha256(), one.paper()));
        try (Copy rows = new Copy(connection, "storage.blob (sha256, size, type, state, touched_at)")) {
            for (var content : contents.values()) {
                var sha256 = content.sha256();
                var folder =
                        data.resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4));
                Files.createDirectories(folder);
                Files.write(folder.resolve(sha256), content.content());
                rows.row(
                        sha256,
                        content.content().length,
                        content.type().replace("text/csv", "text/plain"),
                        "unchecked",
                        clock.instant());
            }
            rows.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Copy rows =
                new Copy(connection, "board.attachment (id, bulletin_id, position, sha256, name, type, size)")) {
            for (var one : attached) {
                var paper = one.paper();
                rows.row(
                        one.id(),
                        one.bulletin(),
                        one.position(),
                        paper.sha256(),
                        paper.name(),
                        paper.type(),
                        paper.content().length);
            }
            rows.end();
        }
        try (Copy rows = new Copy(connection, "storage.holding (holder, sha256)")) {
            for (var one : attached) {
                rows.row("board:attachment:" + one.id(), one.paper().sha256());
            }
            rows.end();
        }
        return attached.size();
    }

    private static Paper text(String type, String name, String text) {
        return paper(name, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Paper paper(String name, String type, byte[] content) {
        try {
            return new Paper(
                    name,
                    type,
                    content,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A form to fill in, two pages of ruled lines; without letters, since the city's fonts are not ours to embed. */
    private static byte[] form() {
        var lines = new StringBuilder("1 w 50 780 495 36 re S 0.5 w ");
        for (int y = 100; y <= 740; y += 32) {
            lines.append("50 ").append(y).append(" m 545 ").append(y).append(" l S ");
        }
        for (int x : new int[] {50, 170, 420, 545}) {
            lines.append(x).append(" 100 m ").append(x).append(" 740 l S ");
        }
        var page = lines.toString();
        return ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>endobj\n"
                        + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R>>endobj\n"
                        + "4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R>>endobj\n"
                        + "5 0 obj<</Length " + page.length() + ">>stream\n" + page
                        + "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Twelve months as bars. */
    private static byte[] chart(int seed) {
        var image = new BufferedImage(960, 540, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 960, 540);
        graphics.setColor(new Color(0xdddddd));
        for (int y = 60; y <= 480; y += 70) {
            graphics.drawLine(60, y, 920, y);
        }
        for (int i = 0; i < 12; i++) {
            int height = 90 + Math.floorMod(seed * 37 + i * 53, 320);
            graphics.setColor(i == 11 ? new Color(0x0b5563) : new Color(0x7fa8b0));
            graphics.fillRect(80 + i * 70, 480 - height, 44, height);
        }
        graphics.dispose();
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
