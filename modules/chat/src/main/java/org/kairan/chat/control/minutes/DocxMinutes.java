package org.kairan.chat.control.minutes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes minutes as a document of a word processor (ECMA-376, Transitional): headings, paragraphs, one table and a footer, and nothing else of what that format can do. */
public final class DocxMinutes {

    private static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private static final String HEADER = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    /** Twentieths of a point: name, section, title, role, and four numbers. */
    private static final int[] WIDTHS = {1900, 1900, 1300, 1000, 750, 1000, 750, 850};

    private static final String TYPES = HEADER
            + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Override PartName=\"/word/document.xml\" ContentType=\"" + OFFICE + "document.main+xml\"/>"
            + "<Override PartName=\"/word/styles.xml\" ContentType=\"" + OFFICE + "styles+xml\"/>"
            + "<Override PartName=\"/word/footer1.xml\" ContentType=\"" + OFFICE + "footer+xml\"/>"
            + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

    private static final String RELATIONS = HEADER
            + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"rId1\" Type=\"" + R + "/officeDocument\" Target=\"word/document.xml\"/>"
            + "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

    private static final String DOCUMENT_RELATIONS = HEADER
            + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"rId1\" Type=\"" + R + "/styles\" Target=\"styles.xml\"/>"
            + "<Relationship Id=\"rId2\" Type=\"" + R + "/footer\" Target=\"footer1.xml\"/></Relationships>";

    private static final String STYLES = HEADER + "<w:styles xmlns:w=\"" + W + "\"><w:docDefaults><w:rPrDefault><w:rPr>"
            + "<w:rFonts w:ascii=\"BIZ UDPGothic\" w:hAnsi=\"BIZ UDPGothic\" w:eastAsia=\"BIZ UDPゴシック\"/><w:sz w:val=\"21\"/><w:lang w:val=\"en-US\" w:eastAsia=\"ja-JP\"/>"
            + "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"60\" w:line=\"300\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
            + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"
            + heading("Title", "Title", -1, 32, 120)
            + heading("Heading1", "heading 1", 0, 26, 240)
            + heading("Heading2", "heading 2", 1, 22, 180)
            + "<w:style w:type=\"paragraph\" w:styleId=\"Speaker\"><w:name w:val=\"Speaker\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"120\" w:after=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
            + "<w:style w:type=\"paragraph\" w:styleId=\"Below\"><w:name w:val=\"Below\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:color w:val=\"555555\"/><w:sz w:val=\"17\"/></w:rPr></w:style>"
            + "</w:styles>";

    private DocxMinutes() {}

    private static String heading(String id, String name, int level, int size, int before) {
        return "<w:style w:type=\"paragraph\" w:styleId=\"" + id + "\"><w:name w:val=\"" + name
                + "\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\""
                + before
                + "\" w:after=\"60\"/>" + (level < 0 ? "" : "<w:outlineLvl w:val=\"" + level + "\"/>")
                + "</w:pPr><w:rPr><w:b/><w:sz w:val=\"" + size + "\"/></w:rPr></w:style>";
    }

    public static void write(Minutes minutes, OutputStream out) throws IOException {
        try (var zip = new ZipOutputStream(out)) {
            part(zip, "[Content_Types].xml", TYPES);
            part(zip, "_rels/.rels", RELATIONS);
            part(zip, "word/_rels/document.xml.rels", DOCUMENT_RELATIONS);
            part(zip, "word/styles.xml", STYLES);
            xml(zip, "docProps/core.xml", xml -> {
                xml.writeStartElement("cp:coreProperties");
                xml.writeAttribute(
                        "xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
                xml.writeAttribute("xmlns:dc", "http://purl.org/dc/elements/1.1/");
                element(xml, "dc:title", Wording.title(minutes));
                element(xml, "dc:language", "ja-JP");
                element(xml, "dc:identifier", minutes.hash());
                xml.writeEndElement();
            });
            xml(zip, "word/footer1.xml", xml -> {
                xml.writeStartElement("w:ftr");
                xml.writeAttribute("xmlns:w", W);
                paragraph(xml, "Below", Wording.footer(minutes));
                xml.writeEndElement();
            });
            xml(zip, "word/document.xml", xml -> document(xml, minutes));
        }
    }

    private static void document(XMLStreamWriter xml, Minutes minutes) throws XMLStreamException {
        xml.writeStartElement("w:document");
        xml.writeAttribute("xmlns:w", W);
        xml.writeAttribute("xmlns:r", R);
        xml.writeStartElement("w:body");
        paragraph(xml, "Title", Wording.title(minutes));
        for (var line : Wording.head(minutes)) {
            paragraph(xml, "Normal", line);
        }
        for (var mark : Minutes.Mark.values()) {
            gathered(xml, mark, minutes);
        }
        paragraph(xml, "Heading1", "出席");
        table(xml, minutes);
        for (var item : minutes.items()) {
            paragraph(xml, "Heading1", item.title());
            java.time.LocalDate day = null;
            for (var entry : item.entries()) {
                if (!Times.day(entry.at()).equals(day)) {
                    day = Times.day(entry.at());
                    paragraph(xml, "Heading2", org.kairan.core.time.Era.written(day));
                }
                paragraph(xml, "Speaker", Wording.speaker(entry));
                paragraph(xml, "Normal", Wording.said(entry));
                paragraph(xml, "Below", Wording.below(entry));
            }
        }
        xml.writeStartElement("w:sectPr");
        empty(xml, "w:footerReference", "w:type", "default", "r:id", "rId2");
        empty(xml, "w:pgSz", "w:w", "11906", "w:h", "16838");
        empty(
                xml,
                "w:pgMar",
                "w:top",
                "1134",
                "w:right",
                "1134",
                "w:bottom",
                "1134",
                "w:left",
                "1134",
                "w:header",
                "567",
                "w:footer",
                "567",
                "w:gutter",
                "0");
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void gathered(XMLStreamWriter xml, Minutes.Mark mark, Minutes minutes) throws XMLStreamException {
        var entries = minutes.marked(mark);
        if (entries.isEmpty() && mark == Minutes.Mark.QUESTION) {
            return;
        }
        paragraph(xml, "Heading1", mark.japanese());
        if (entries.isEmpty()) {
            paragraph(xml, "Normal", "なし");
        }
        for (var i = 0; i < entries.size(); i++) {
            paragraph(xml, "Normal", i + 1 + ". " + Wording.gathered(entries.get(i)));
        }
    }

    private static void table(XMLStreamWriter xml, Minutes minutes) throws XMLStreamException {
        xml.writeStartElement("w:tbl");
        xml.writeStartElement("w:tblPr");
        empty(xml, "w:tblW", "w:w", "0", "w:type", "auto");
        xml.writeStartElement("w:tblBorders");
        for (var side : List.of("top", "left", "bottom", "right", "insideH", "insideV")) {
            empty(xml, "w:" + side, "w:val", "single", "w:sz", "4", "w:space", "0", "w:color", "888888");
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeStartElement("w:tblGrid");
        for (var width : WIDTHS) {
            empty(xml, "w:gridCol", "w:w", Integer.toString(width));
        }
        xml.writeEndElement();
        row(xml, Wording.ATTENDANCE, true);
        for (var one : minutes.attendances()) {
            row(xml, Wording.cells(one), false);
        }
        xml.writeEndElement();
    }

    private static void row(XMLStreamWriter xml, List<String> cells, boolean header) throws XMLStreamException {
        xml.writeStartElement("w:tr");
        xml.writeStartElement("w:trPr");
        xml.writeEmptyElement("w:cantSplit");
        if (header) {
            xml.writeEmptyElement("w:tblHeader");
        }
        xml.writeEndElement();
        for (var i = 0; i < cells.size(); i++) {
            xml.writeStartElement("w:tc");
            xml.writeStartElement("w:tcPr");
            empty(xml, "w:tcW", "w:w", Integer.toString(WIDTHS[i]), "w:type", "dxa");
            xml.writeEndElement();
            paragraph(xml, header ? "Speaker" : "Normal", cells.get(i));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** A paragraph; a line's end within the text is one in the document. */
    private static void paragraph(XMLStreamWriter xml, String style, String text) throws XMLStreamException {
        xml.writeStartElement("w:p");
        xml.writeStartElement("w:pPr");
        empty(xml, "w:pStyle", "w:val", style);
        xml.writeEndElement();
        xml.writeStartElement("w:r");
        var first = true;
        for (var line : allowed(text).split("\\R", -1)) {
            if (!first) {
                xml.writeEmptyElement("w:br");
            }
            first = false;
            xml.writeStartElement("w:t");
            xml.writeAttribute("xml:space", "preserve");
            xml.writeCharacters(line);
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** Without what XML 1.0 has no place for: control characters, halves of surrogate pairs. */
    static String allowed(String text) {
        var allowed = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c <= 0xFFFD
                        || c >= 0x10000)
                .forEach(allowed::appendCodePoint);
        return allowed.toString();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(allowed(text));
        xml.writeEndElement();
    }

    private static void empty(XMLStreamWriter xml, String name, String... attributes) throws XMLStreamException {
        xml.writeEmptyElement(name);
        for (var i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private interface Content {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static void xml(ZipOutputStream zip, String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(zip, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            content.write(xml);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        zip.closeEntry();
    }

    private static void part(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
