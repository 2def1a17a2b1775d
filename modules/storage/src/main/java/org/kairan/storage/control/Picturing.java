package org.kairan.storage.control;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Makes a picture of an image or of a PDF's page: a program of its own, since a file from outside may want any amount of time and memory. */
public final class Picturing {

    /** Decoding keeps at most this many pixels in memory. */
    private static final long PIXELS_MAX = 16_000_000;

    private Picturing() {}

    /**
     * @param words the file, its media type, the page from 1, the longest side in pixels, where the picture goes, and where the number of pages goes
     */
    public static void main(String[] words) throws IOException {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        var file = Path.of(words[0]);
        var side = Integer.parseInt(words[3]);
        var page = Integer.parseInt(words[2]);
        BufferedImage picture;
        var pages = 1;
        if (words[1].equals("application/pdf")) {
            try (var document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
                pages = document.getNumberOfPages();
                var box = document.getPage(page - 1).getCropBox();
                var renderer = new PDFRenderer(document);
                renderer.setSubsamplingAllowed(true);
                picture = renderer.renderImage(
                        page - 1, side / Math.max(1, Math.max(box.getWidth(), box.getHeight())), ImageType.RGB);
            }
        } else {
            picture = turned(scaled(decoded(file, side), side), orientation(file));
        }
        if (!ImageIO.write(picture, "png", Path.of(words[4]).toFile())) {
            throw new IOException("no PNG writer");
        }
        Files.writeString(Path.of(words[5]), Integer.toString(pages));
    }

    /** Reads every nth pixel of what is too large, so that memory is bounded by the picture and not by the file. */
    private static BufferedImage decoded(Path file, int side) throws IOException {
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("no reader for it");
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long width = reader.getWidth(0);
                long height = reader.getHeight(0);
                var step = (int) Math.max(1, Math.max(width, height) / (2L * side));
                while ((width / step) * (height / step) > PIXELS_MAX) {
                    step++;
                }
                var how = reader.getDefaultReadParam();
                how.setSourceSubsampling(step, step, 0, 0);
                return reader.read(0, how);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage scaled(BufferedImage image, int side) {
        var factor = Math.min(1.0, (double) side / Math.max(image.getWidth(), image.getHeight()));
        var width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        var height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        return drawn(
                image,
                width,
                height,
                AffineTransform.getScaleInstance(
                        (double) width / image.getWidth(), (double) height / image.getHeight()));
    }

    /** Turns a photo as its camera was held (Exif 2.32, tag 0x0112). */
    private static BufferedImage turned(BufferedImage image, int orientation) {
        double w = image.getWidth();
        double h = image.getHeight();
        var turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> null;
        };
        return turn == null
                ? image
                : drawn(image, (int) (orientation > 4 ? h : w), (int) (orientation > 4 ? w : h), turn);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height, AffineTransform how) {
        var type = image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        var result = new BufferedImage(width, height, type);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, how, null);
        graphics.dispose();
        return result;
    }

    /** 1 to 8; 1 where a JPEG does not say, or is none. */
    static int orientation(Path file) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(1 << 16);
        }
        if (head.length < 4 || (head[0] & 0xff) != 0xff || (head[1] & 0xff) != 0xd8) {
            return 1;
        }
        for (int at = 2; at + 4 <= head.length && (head[at] & 0xff) == 0xff; at += 2 + number(head, at + 2, 2, true)) {
            var exif = at + 4;
            var isExif = (head[at + 1] & 0xff) == 0xe1
                    && exif + 14 <= head.length
                    && Arrays.equals(head, exif, exif + 6, "Exif\0\0".getBytes(StandardCharsets.US_ASCII), 0, 6);
            if (isExif) {
                var tiff = exif + 6;
                var big = head[tiff] == 'M';
                var directory = tiff + number(head, tiff + 4, 4, big);
                var entries = number(head, directory, 2, big);
                for (int i = 0; i < entries; i++) {
                    var entry = directory + 2 + 12 * i;
                    if (number(head, entry, 2, big) == 0x0112) {
                        var value = number(head, entry + 8, 2, big);
                        return value >= 1 && value <= 8 ? value : 1;
                    }
                }
                return 1;
            }
        }
        return 1;
    }

    /** Zero beyond the end: what is damaged is not turned. */
    private static int number(byte[] bytes, int at, int length, boolean big) {
        if (at < 0 || at + length > bytes.length) {
            return 0;
        }
        var value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes[big ? at + i : at + length - 1 - i] & 0xff;
        }
        return value;
    }
}
