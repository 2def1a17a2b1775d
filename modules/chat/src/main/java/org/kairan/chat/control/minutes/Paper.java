package org.kairan.chat.control.minutes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * Fills A4 pages with Japanese text from top to bottom: lines broken by the rules that every office expects (JIS X 4051, its simplest part), one kind of table, a footer with page numbers.
 *
 * <p>The one font is in the jar; the fonts of the machine are never looked for. A character that it lacks is printed as 〓, as printers do, and a line at the end says so.
 */
final class Paper implements AutoCloseable {

    /** Sizes in points: the letters, the space above, the indent, and whether it is strong and stays with the next line. */
    record Style(float size, float above, float indent, boolean strong) {}

    static final Style TITLE = new Style(17, 0, 0, true);
    static final Style HEADING = new Style(13, 12, 0, true);
    static final Style DAY = new Style(10.5f, 7, 0, true);
    static final Style SPEAKER = new Style(10, 6, 0, true);
    static final Style TEXT = new Style(10, 1, 10, false);
    static final Style SMALL = new Style(8, 1, 10, false);
    private static final Style CELL = new Style(8.5f, 0, 0, false);
    private static final Style HEAD_CELL = new Style(8.5f, 0, 0, true);

    /** Kept, so that it is not forgotten: variants of characters are left out of the text anyway, and need no warning each time. */
    private static final Logger VARIANTS = Logger.getLogger("org.apache.fontbox.ttf.CmapSubtable");

    static {
        VARIANTS.setLevel(Level.SEVERE);
    }

    private static final String FONT = "/org/kairan/chat/font/NotoSansJP-Regular.ttf";
    private static final int GETA = '〓';
    private static final float LEADING = 1.5f;
    private static final float MARGIN = 56;
    private static final float PADDING = 3;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final float TOP = PDRectangle.A4.getHeight() - MARGIN;

    /** What may not begin a line, and what may not end one. */
    private static final String NOT_FIRST = "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%";

    private static final String NOT_LAST = "（［｛〔〈《「『【〘〖([{";

    private final PDDocument document = new PDDocument();
    private final TrueTypeFont face;
    private final PDType0Font font;
    private final CmapLookup glyphs;
    private final Map<Integer, Float> widths = new HashMap<>();
    private final List<PDPage> pages = new ArrayList<>();
    private PDPageContentStream content;
    private float y;
    private boolean lacking;

    /** What was written with each glyph. */
    private final Map<Integer, Integer> written = new TreeMap<>();

    Paper(String title) throws IOException {
        try (var in = Paper.class.getResourceAsStream(FONT)) {
            face = new TTFParser().parse(new RandomAccessReadBuffer(in));
        }
        // Letters joined into one glyph (ff, fi) would be copied and found as another character.
        face.setEnableGsub(false);
        font = PDType0Font.load(document, face, true);
        glyphs = face.getUnicodeCmapLookup();
        document.getDocumentInformation().setTitle(title);
        document.getDocumentCatalog().setLanguage("ja-JP");
        page();
    }

    private void page() throws IOException {
        if (content != null) {
            content.close();
        }
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        pages.add(page);
        content = new PDPageContentStream(document, page);
        y = TOP;
    }

    /** Adds text, which may have several lines. */
    void line(String text, Style style) throws IOException {
        // Nothing strong stands alone at the foot of a page.
        need(style.above + style.size * LEADING * (style.strong ? 3 : 1));
        y -= style.above;
        for (var line : broken(text, style, WIDTH - style.indent)) {
            need(style.size * LEADING);
            y -= style.size * LEADING;
            show(line, style, MARGIN + style.indent, y);
        }
    }

    private void need(float height) throws IOException {
        if (y - height < MARGIN) {
            page();
        }
    }

    /** Adds a table whose head is repeated on each page. */
    void table(List<String> head, List<List<String>> rows, float[] shares) throws IOException {
        var sum = 0f;
        for (var share : shares) {
            sum += share;
        }
        var columns = new float[shares.length];
        for (var i = 0; i < shares.length; i++) {
            columns[i] = WIDTH * shares[i] / sum;
        }
        y -= 4;
        row(head, HEAD_CELL, columns);
        for (var row : rows) {
            var page = content;
            need(height(row, columns));
            if (content != page) {
                row(head, HEAD_CELL, columns);
            }
            row(row, CELL, columns);
        }
        y -= 4;
    }

    private float height(List<String> row, float[] columns) {
        return 2 * PADDING
                + CELL.size
                        * LEADING
                        * IntStream.range(0, columns.length)
                                .map(i -> broken(row.get(i), CELL, columns[i] - 2 * PADDING)
                                        .size())
                                .max()
                                .orElse(1);
    }

    private void row(List<String> cells, Style style, float[] columns) throws IOException {
        var height = height(cells, columns);
        need(height);
        content.setLineWidth(0.4f);
        var x = MARGIN;
        for (var i = 0; i < columns.length; i++) {
            content.addRect(x, y - height, columns[i], height);
            content.stroke();
            var at = y - PADDING + style.size * (LEADING - 1) / 2;
            for (var line : broken(cells.get(i), style, columns[i] - 2 * PADDING)) {
                at -= style.size * LEADING;
                show(line, style, x + PADDING, at);
            }
            x += columns[i];
        }
        y -= height;
    }

    private void show(String line, Style style, float x, float at) throws IOException {
        if (line.isEmpty()) {
            return;
        }
        content.beginText();
        content.setFont(font, style.size);
        // One weight in the jar is enough: strong letters get a thin outline.
        content.setRenderingMode(style.strong ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        content.setLineWidth(style.size / 40);
        content.newLineAtOffset(x, at);
        content.showText(line);
        content.endText();
    }

    /** The text's lines as they fit into a width, made of characters that the font has. */
    List<String> broken(String text, Style style, float width) {
        var lines = new ArrayList<String>();
        for (var line : text.split("\\R", -1)) {
            breakLine(printable(line), style.size, width, lines);
        }
        return lines;
    }

    private void breakLine(int[] characters, float size, float width, List<String> lines) {
        var from = 0;
        do {
            var end = from;
            for (var used = 0f; end < characters.length; end++) {
                used += width(characters[end]) * size / 1000;
                if (used > width && end > from) {
                    break;
                }
            }
            if (end < characters.length) {
                end = legal(characters, from, end);
            }
            lines.add(new String(characters, from, end - from));
            from = end;
        } while (from < characters.length);
    }

    /** Goes back from where the line is full to where it may be broken; a line without such a place is broken where it is full. */
    private static int legal(int[] characters, int from, int full) {
        for (var end = full; end > from + 1 && end > full - 30; end--) {
            var before = characters[end - 1];
            var after = characters[end];
            if (NOT_FIRST.indexOf(after) < 0 && NOT_LAST.indexOf(before) < 0 && !(word(before) && word(after))) {
                return end;
            }
        }
        return full;
    }

    private static boolean word(int c) {
        return c > ' ' && c < 0x250 && NOT_FIRST.indexOf(c) < 0;
    }

    private int[] printable(String line) {
        return line.codePoints()
                .filter(c -> !invisible(c))
                .map(c -> c == '\t' || c == '\u00A0' ? ' ' : c)
                .map(c -> {
                    if (glyphs.getGlyphId(c) == 0) {
                        lacking = true;
                        return GETA;
                    }
                    written.putIfAbsent(glyphs.getGlyphId(c), c);
                    return c;
                })
                .toArray();
    }

    /** Controls, joiners and the selectors of variants, whose character is printed in its common form. */
    private static boolean invisible(int c) {
        return c < ' ' && c != '\t'
                || c >= 0x7F && c < 0xA0
                || c >= 0x200B && c <= 0x200F
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2060 && c <= 0x206F
                || c >= 0xFE00 && c <= 0xFE0F
                || c == 0xFEFF
                || c >= 0xE0000 && c <= 0xE01EF;
    }

    private float width(int character) {
        return widths.computeIfAbsent(character, c -> {
            try {
                return font.getStringWidth(Character.toString(c));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    /** Adds the footer to every page, and writes it all. */
    void finish(String footer, OutputStream out) throws IOException {
        if (lacking) {
            line("この書体にない文字は〓で表しています。正しい文字はDOCXまたはCSVで確かめてください。", SMALL);
        }
        content.close();
        for (var i = 0; i < pages.size(); i++) {
            try (var foot = new PDPageContentStream(
                    document, pages.get(i), PDPageContentStream.AppendMode.APPEND, true, true)) {
                content = foot;
                show(broken(footer, SMALL, WIDTH).get(0), SMALL, MARGIN, MARGIN / 2);
                var number = i + 1 + "/" + pages.size();
                show(
                        broken(number, SMALL, WIDTH).get(0),
                        SMALL,
                        MARGIN + WIDTH - font.getStringWidth(number) * SMALL.size / 1000,
                        MARGIN / 2);
            }
        }
        // Saving makes the font's subset, and with it a table of characters in which 目 is the radical ⽬, since both
        // have
        // one glyph: found by no search and copied wrongly. So the table is put right, and only then is it written.
        document.save(OutputStream.nullOutputStream());
        var table = new COSStream();
        try (var bytes = table.createOutputStream(COSName.FLATE_DECODE)) {
            bytes.write(characters().getBytes(StandardCharsets.US_ASCII));
        }
        font.getCOSObject().setItem(COSName.TO_UNICODE, table);
        document.save(out);
    }

    /** Which glyph means which character (ISO 32000-1, 9.10.3). */
    private String characters() {
        var text = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
                + "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                + "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
                + "1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        var left = written.size();
        var inBlock = 0;
        for (var glyph : written.entrySet()) {
            if (inBlock == 0) {
                inBlock = Math.min(left, 100);
                text.append(inBlock).append(" beginbfchar\n");
            }
            text.append(String.format("<%04X> <", glyph.getKey()));
            for (var c : Character.toChars(glyph.getValue())) {
                text.append(String.format("%04X", (int) c));
            }
            text.append(">\n");
            left--;
            if (--inBlock == 0) {
                text.append("endbfchar\n");
            }
        }
        return text + "endcmap CMapName currentdict /CMap defineresource pop end end\n";
    }

    @Override
    public void close() throws IOException {
        document.close();
        face.close();
    }
}
