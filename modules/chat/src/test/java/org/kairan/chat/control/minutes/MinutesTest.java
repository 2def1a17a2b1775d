package org.kairan.chat.control.minutes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.kairan.chat.control.minutes.Minutes.Attendance;
import org.kairan.chat.control.minutes.Minutes.Entry;
import org.kairan.chat.control.minutes.Minutes.Item;
import org.kairan.chat.control.minutes.Minutes.Mark;
import org.kairan.chat.control.minutes.Minutes.Range;
import org.kairan.chat.control.minutes.Minutes.Removal;
import org.kairan.chat.control.minutes.Minutes.Room;
import org.kairan.chat.control.minutes.Minutes.Who;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class MinutesTest {

    private static final Instant DAY_1 = Instant.parse("2026-11-24T04:05:00Z");
    private static final Instant DAY_2 = Instant.parse("2026-11-25T15:30:00Z");
    private static final Who CHAIR = new Who("髙橋　花子", Optional.of("総務課"), Optional.of("課長"));
    private static final Who RECORDER = new Who("山﨑　一郎", Optional.of("情報政策課"), Optional.empty());

    private interface Writer {
        void write(Minutes minutes, OutputStream out) throws IOException;
    }

    private static Entry entry(long seq, Instant at, Who author, String text, Mark mark) {
        return new Entry(
                seq,
                at,
                author,
                text,
                Optional.ofNullable(mark),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                1,
                2,
                Optional.empty());
    }

    private static Minutes minutes() {
        var said = entry(1, DAY_1, CHAIR, "説明会の日程を決めます。", null);
        var decided = new Entry(
                2,
                DAY_1.plusSeconds(60),
                CHAIR,
                "12月1日に行う。",
                Optional.of(Mark.DECISION),
                Optional.of(1L),
                List.of("日程案.pdf"),
                Optional.of(DAY_1.plusSeconds(90)),
                Optional.empty(),
                2,
                2,
                Optional.of(DAY_1.plusSeconds(3600)));
        var homework = entry(3, DAY_2, RECORDER, "=HYPERLINK(\"x\")で\n会場を押さえる <至急> & 連絡", Mark.HOMEWORK);
        var deleted = new Entry(
                4,
                DAY_2.plusSeconds(9),
                RECORDER,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(new Removal(false, DAY_2.plusSeconds(20))),
                0,
                2,
                Optional.empty());
        return new Minutes(
                new Room(
                        7,
                        "説明会の準備",
                        "市民への説明",
                        Optional.of(DAY_1),
                        Optional.of(DAY_2),
                        Optional.of(DAY_2.plusSeconds(60))),
                new Range(1, 4, 19, Optional.empty()),
                List.of(
                        new Attendance(1, CHAIR, Optional.of("議長"), 2, 2, 2, 0),
                        new Attendance(2, RECORDER, Optional.of("記録"), 2, 2, 1, 1),
                        new Attendance(
                                3,
                                new Who("邉見　𠮷子", Optional.empty(), Optional.empty()),
                                Optional.empty(),
                                0,
                                4,
                                1,
                                0)),
                List.of(
                        new Item(Optional.of(1L), "日程", List.of(said, decided)),
                        new Item(Optional.empty(), "その他", List.of(homework, deleted))));
    }

    private static Minutes talk(String text) {
        return new Minutes(
                new Room(1, "室", "", Optional.empty(), Optional.empty(), Optional.empty()),
                new Range(1, 1, 1, Optional.empty()),
                List.of(),
                List.of(new Item(Optional.empty(), "発言", List.of(entry(1, DAY_1, CHAIR, text, null)))));
    }

    private static byte[] written(Writer writer, Minutes minutes) throws IOException {
        var out = new ByteArrayOutputStream();
        writer.write(minutes, out);
        return out.toByteArray();
    }

    private static String pdfText(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static Map<String, String> parts(byte[] docx) throws IOException {
        var parts = new HashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(docx))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }

    private static Document xml(String text) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static List<String> paragraphs(byte[] docx) throws Exception {
        var document = xml(parts(docx).get("word/document.xml"));
        var nodes = document.getElementsByTagNameNS("*", "p");
        var paragraphs = new ArrayList<String>();
        for (var i = 0; i < nodes.getLength(); i++) {
            paragraphs.add(nodes.item(i).getTextContent());
        }
        return paragraphs;
    }

    private static void inOrder(String text, String... words) {
        var at = -1;
        for (var word : words) {
            var next = text.indexOf(word, at + 1);
            assertTrue(next > at, word + " is not where it should be in\n" + text);
            at = next;
        }
    }

    @Test
    void aPdfPutsDecisionsAndHomeworkBeforeAttendanceAndTheAgenda() throws IOException {
        inOrder(
                pdfText(written(PdfMinutes::write, minutes())),
                "説明会の準備 会議録",
                "目的：市民への説明",
                "決定",
                "12月1日に行う。（No.2",
                "宿題",
                "会場を押さえる",
                "出席",
                "山﨑",
                "日程",
                "説明会の日程を決めます。",
                "No.1への返信",
                "添付：日程案.pdf",
                "全員既読：令和8年11月24日 14:05",
                "その他",
                "令和8年11月26日");
    }

    @Test
    void aPdfBringsItsOnlyFontAlongAndAsMuchOfItAsItNeeds() throws IOException {
        var pdf = written(PdfMinutes::write, minutes());
        assertTrue(pdf.length < 300_000, "the whole font would make it large: " + pdf.length);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (var page : document.getPages()) {
                var names = page.getResources().getFontNames();
                assertTrue(names.iterator().hasNext());
                for (var name : names) {
                    var font = page.getResources().getFont(name);
                    assertTrue(font.isEmbedded(), font.getName());
                    assertTrue(font.getName().matches("[A-Z]{6}\\+NotoSansJP.*"), font.getName());
                }
            }
        }
    }

    @Test
    void theVariantsOfNamesStandInThePdf() throws IOException {
        var text = pdfText(written(PdfMinutes::write, minutes()));
        for (var name : List.of("髙橋", "山﨑", "邉見", "𠮷子")) {
            assertTrue(text.contains(name), text);
        }
    }

    @Test
    void aPdfIsSearchedByTheCharactersThatWereTyped() throws IOException {
        var typed = "一目で見る市民の言行：日月火水木金土、令和8年～。①⑩";
        assertTrue(pdfText(written(PdfMinutes::write, talk(typed))).contains(typed));
    }

    @Test
    void aCharacterThatTheFontLacksIsMarkedAndSaidToBeSo() throws IOException {
        assertTrue(pdfText(written(PdfMinutes::write, talk("了解です\uD83D\uDC4D"))).contains("了解です〓"));
        assertTrue(pdfText(written(PdfMinutes::write, talk("了解です\uD83D\uDC4D"))).contains("〓で表しています"));
        assertFalse(pdfText(written(PdfMinutes::write, talk("葛\uDB40\uDD00城"))).contains("〓"));
    }

    @Test
    void everyPageOfAPdfHasTheHashAndItsNumber() throws IOException {
        var minutes = talk("長い発言です。\n".repeat(200));
        try (PDDocument document = Loader.loadPDF(written(PdfMinutes::write, minutes))) {
            var pages = document.getNumberOfPages();
            assertTrue(pages > 2);
            var stripper = new PDFTextStripper();
            for (var i = 1; i <= pages; i++) {
                stripper.setStartPage(i);
                stripper.setEndPage(i);
                var text = stripper.getText(document);
                assertTrue(text.contains(minutes.hash()), text);
                assertTrue(text.contains(i + "/" + pages), text);
            }
        }
    }

    @Test
    void aLineIsNotBrokenBeforeAFullStopNorWithinAWord() throws IOException {
        try (var paper = new Paper("試し")) {
            var ten = new Paper.Style(10, 0, 0, false);
            assertEquals(List.of("あいうえお", "か。きくけ"), paper.broken("あいうえおか。きくけ", ten, 55));
            assertEquals(List.of("あいうえ", "お。かき"), paper.broken("あいうえお。かき", ten, 55));
            assertEquals(List.of("これは", "Kairanです"), paper.broken("これはKairanです", ten, 56));
            assertEquals(List.of("", "二行目"), paper.broken("\n二行目", ten, 55));
        }
    }

    @Test
    void aDocumentIsWellFormedAndHasItsPartsInTheSameOrder() throws Exception {
        var docx = written(DocxMinutes::write, minutes());
        var parts = parts(docx);
        for (var part : parts.entrySet()) {
            xml(part.getValue());
        }
        assertTrue(parts.keySet()
                .containsAll(List.of(
                        "[Content_Types].xml",
                        "_rels/.rels",
                        "word/document.xml",
                        "word/styles.xml",
                        "word/footer1.xml")));
        inOrder(
                String.join("\n", paragraphs(docx)),
                "説明会の準備 会議録",
                "決定",
                "1. 12月1日に行う。（No.2",
                "宿題",
                "出席",
                "髙橋　花子",
                "日程",
                "令和8年11月24日",
                "No.1　13:05　総務課 課長 髙橋　花子",
                "その他");
        assertTrue(parts.get("word/footer1.xml").contains(minutes().hash()));
    }

    @Test
    void whatXmlHasNoPlaceForIsLeftOutOfADocument() throws Exception {
        var text =
                String.join("\n", paragraphs(written(DocxMinutes::write, talk("前\u0000\u0007\uD83D後 <b>&amp;</b>"))));
        assertTrue(text.contains("前後 <b>&amp;</b>"), text);
    }

    @Test
    void whatWasDeletedLeavesItsPlaceAndNotItsText() throws Exception {
        var minutes = minutes();
        for (var text : List.of(
                pdfText(written(PdfMinutes::write, minutes)),
                String.join("\n", paragraphs(written(DocxMinutes::write, minutes))),
                new String(written(CsvMinutes::write, minutes), StandardCharsets.UTF_8))) {
            assertTrue(text.contains("投稿者が削除しました 令和8年11月26日 00:30"), text);
        }
    }

    @Test
    void aSpreadsheetGetsDecisionsFirstAndTakesNothingForAFormula() throws IOException {
        var csv = new String(written(CsvMinutes::write, minutes()), StandardCharsets.UTF_8);
        assertTrue(csv.startsWith("\uFEFF\"番号\""));
        inOrder(
                csv,
                "\"2\",\"2026-11-24 13:06:00\",\"日程\",\"決定\"",
                "\"3\",",
                "\"1\",",
                "\"4\",",
                "\"氏名\"",
                "\"山﨑　一郎\",\"情報政策課\",\"\",\"記録\",\"2\",\"1/2\",\"0\",\"1\"",
                minutes().hash());
        assertTrue(csv.contains("\"'=HYPERLINK(\"\"x\"\")で\n会場"), csv);
        for (var dangerous : List.of("=1", "+1", "-1", "@x", "\t=1", "＝1", "＠x")) {
            assertTrue(CsvMinutes.cell(dangerous).startsWith("\"'"), dangerous);
        }
    }

    @Test
    void theHashIsThatOfTheCanonicalFormAndFollowsEveryChange() {
        assertEquals(minutes().hash(), minutes().hash());
        assertEquals(
                "{\"attendances\":[],\"items\":[{\"entries\":[{\"allReadAt\":null,\"at\":\"2026-11-24T04:05:00Z\",\"author\":{\"name\":\"髙橋　花子\",\"section\":\"総務課\",\"title\":\"課長\"},"
                        + "\"editedAt\":null,\"files\":[],\"mark\":null,\"of\":2,\"read\":1,\"removal\":null,\"reply\":null,\"seq\":1,\"text\":\"あ\\n\\\"\\u0001\"}],\"id\":null,\"title\":\"発言\"}],"
                        + "\"kairan\":\"minutes-1\",\"range\":{\"first\":1,\"last\":1,\"revision\":1,\"selection\":null},"
                        + "\"room\":{\"closedAt\":null,\"closesAt\":null,\"id\":1,\"name\":\"室\",\"opensAt\":null,\"purpose\":\"\"}}",
                talk("あ\n\"\u0001").canonical());
        assertNotEquals(talk("可").hash(), talk("否").hash());
        assertThrows(IllegalArgumentException.class, () -> Canonical.json(1.5));
    }
}
