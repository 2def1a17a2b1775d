package org.kairan.chat.control.minutes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PaperTest {

    @Test
    void letters_that_a_font_joins_are_found_and_copied_one_by_one() throws Exception {
        var text = "office fluff affix 0f1ffa2 2acff fi fl ffi";
        try (var paper = new Paper("")) {
            paper.line(text, Paper.TEXT);
            var out = new ByteArrayOutputStream();
            paper.finish("", out);
            try (var document = Loader.loadPDF(out.toByteArray())) {
                var found = new PDFTextStripper().getText(document);
                assertTrue(found.contains(text), found);
            }
        }
    }
}
