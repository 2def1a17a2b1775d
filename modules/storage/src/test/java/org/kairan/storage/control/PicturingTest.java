package org.kairan.storage.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturingTest {

    @TempDir
    Path folder;

    /** A photo, red on its left, by a camera that was held like this. */
    private Path photo(int width, int height, int orientation) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width / 2; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, Color.RED.getRGB());
            }
        }
        var plain = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", plain);
        var exif = HexFormat.of()
                .parseHex("ffe10022457869660000" + "49492a0008000000" + "0100" + "1201" + "0300" + "01000000" + "0"
                        + orientation + "000000" + "00000000");
        var bytes = plain.toByteArray();
        var file = folder.resolve("photo.jpg");
        try (var out = Files.newOutputStream(file)) {
            out.write(bytes, 0, 2);
            out.write(exif);
            out.write(bytes, 2, bytes.length - 2);
        }
        return file;
    }

    private BufferedImage picture(Path file, int side) throws IOException {
        var made = folder.resolve("made.png");
        Picturing.main(new String[] {
            file.toString(),
            "image/jpeg",
            "1",
            Integer.toString(side),
            made.toString(),
            folder.resolve("pages").toString()
        });
        return ImageIO.read(made.toFile());
    }

    @Test
    void a_photo_stands_as_its_camera_was_held() throws IOException {
        assertEquals(6, Picturing.orientation(photo(80, 40, 6)));
        var turned = picture(photo(80, 40, 6), 40);
        assertEquals(20, turned.getWidth());
        assertEquals(40, turned.getHeight());
        // What was left is at the top.
        assertEquals(Color.RED.getRed(), new Color(turned.getRGB(10, 3)).getRed(), 20);
        assertEquals(0, new Color(turned.getRGB(10, 36)).getRed(), 20);
        var over = picture(photo(80, 40, 3), 40);
        assertEquals(0, new Color(over.getRGB(3, 10)).getRed(), 20);
    }

    @Test
    void a_large_picture_becomes_small_and_a_small_one_stays() throws IOException {
        var large = picture(photo(5000, 2500, 1), 320);
        assertEquals(320, large.getWidth());
        assertEquals(160, large.getHeight());
        assertEquals(80, picture(photo(80, 40, 1), 320).getWidth());
    }
}
