package org.kairan.systemtest;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Files as people send them, made here. */
public final class TestFiles {

    private TestFiles() {}

    /** A PDF of so many A4 pages, each with a line across. */
    public static byte[] pdf(int pages) {
        var text = new StringBuilder(
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count " + pages + "/Kids[");
        for (int i = 0; i < pages; i++) {
            text.append(3 + 2 * i).append(" 0 R ");
        }
        text.append("]>>endobj\n");
        for (int i = 0; i < pages; i++) {
            var line = "100 " + (700 - 100 * i) + " m 400 200 l S";
            text.append(3 + 2 * i)
                    .append(" 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ")
                    .append(4 + 2 * i)
                    .append(" 0 R>>endobj\n")
                    .append(4 + 2 * i)
                    .append(" 0 obj<</Length ")
                    .append(line.length())
                    .append(">>stream\n")
                    .append(line)
                    .append("\nendstream endobj\n");
        }
        return text.append("trailer<</Root 1 0 R>>\n%%EOF\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] png(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillOval(0, 0, width, height);
        graphics.dispose();
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedImage image(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
