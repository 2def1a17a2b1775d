package org.kairan.storage.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FileTypeTest {

    private static String of(String hex) {
        return FileType.of(HexFormat.of().parseHex(hex), true);
    }

    @Test
    void content_tells_the_type_and_a_name_only_what_is_in_the_wrapping() {
        assertEquals("image/png", of("89504e470d0a1a0a0000"));
        assertEquals("application/pdf", of("255044462d312e37"));
        assertEquals("application/zip", of("504b030414000600"));
        assertEquals(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                FileType.named("application/zip", "予算.XLSX"));
        assertEquals("application/zip", FileType.named("application/zip", "絵.png"));
        assertEquals("image/png", FileType.named("image/png", "偽.xlsx"));
        assertEquals("text/csv;charset=UTF-8", FileType.named("text/plain;charset=UTF-8", "表.csv"));
    }

    @Test
    void japanese_text_is_known_in_both_encodings_and_anything_else_is_unknown() {
        var text = "髙橋と山﨑の①号室\r\n";
        assertEquals("text/plain;charset=UTF-8", FileType.of(text.getBytes(StandardCharsets.UTF_8), true));
        assertEquals(
                "text/plain;charset=windows-31j", FileType.of(text.getBytes(Charset.forName("windows-31j")), true));
        var long8 = "あ".repeat(3000).getBytes(StandardCharsets.UTF_8);
        assertEquals("text/plain;charset=UTF-8", FileType.of(Arrays.copyOf(long8, FileType.HEAD), false));
        assertEquals("application/octet-stream", of("00010203"));
        assertEquals("text/plain;charset=UTF-8", FileType.of(new byte[0], true));
    }

    @Test
    void pages_and_drawings_that_can_run_are_not_shown_as_such() {
        assertEquals(
                "text/plain;charset=UTF-8", FileType.of("<svg onload='x()'/>".getBytes(StandardCharsets.UTF_8), true));
        assertTrue(FileType.isShown("text/plain;charset=UTF-8"));
        assertFalse(FileType.isShown("text/csv;charset=UTF-8"));
        assertFalse(FileType.isShown("application/octet-stream"));
    }

    @Test
    void pictures_are_made_of_images_and_of_pdf_and_no_process_is_begun_for_anything_else() {
        assertTrue(FileType.isPictured("image/png"));
        assertTrue(FileType.isPictured("application/pdf"));
        assertFalse(FileType.isPictured("text/plain;charset=UTF-8"));
        assertFalse(FileType.isPictured("application/octet-stream"));
    }
}
