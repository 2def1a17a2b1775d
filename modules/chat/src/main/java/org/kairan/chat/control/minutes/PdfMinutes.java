package org.kairan.chat.control.minutes;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import org.kairan.core.time.Era;

/** Writes minutes as a PDF for A4 paper, with the characters it uses embedded, so that it looks the same where no Japanese font is installed. */
public final class PdfMinutes {

    private static final float[] WIDTHS = {26, 25, 17, 13, 10, 14, 10, 12};

    private PdfMinutes() {}

    public static void write(Minutes minutes, OutputStream out) throws IOException {
        try (var paper = new Paper(Wording.title(minutes))) {
            paper.line(Wording.title(minutes), Paper.TITLE);
            for (var line : Wording.head(minutes)) {
                paper.line(line, Paper.TEXT);
            }
            for (var mark : Minutes.Mark.values()) {
                gathered(paper, mark, minutes);
            }
            paper.line("出席", Paper.HEADING);
            paper.table(
                    Wording.ATTENDANCE,
                    minutes.attendances().stream().map(Wording::cells).toList(),
                    WIDTHS);
            for (var item : minutes.items()) {
                paper.line(item.title(), Paper.HEADING);
                LocalDate day = null;
                for (var entry : item.entries()) {
                    if (!Times.day(entry.at()).equals(day)) {
                        day = Times.day(entry.at());
                        paper.line(Era.written(day), Paper.DAY);
                    }
                    paper.line(Wording.speaker(entry), Paper.SPEAKER);
                    paper.line(Wording.said(entry), Paper.TEXT);
                    paper.line(Wording.below(entry), Paper.SMALL);
                }
            }
            paper.finish(Wording.footer(minutes), out);
        }
    }

    private static void gathered(Paper paper, Minutes.Mark mark, Minutes minutes) throws IOException {
        var entries = minutes.marked(mark);
        if (entries.isEmpty() && mark == Minutes.Mark.QUESTION) {
            return;
        }
        paper.line(mark.japanese(), Paper.HEADING);
        if (entries.isEmpty()) {
            paper.line("なし", Paper.TEXT);
        }
        for (var i = 0; i < entries.size(); i++) {
            paper.line(i + 1 + ". " + Wording.gathered(entries.get(i)), Paper.TEXT);
        }
    }
}
