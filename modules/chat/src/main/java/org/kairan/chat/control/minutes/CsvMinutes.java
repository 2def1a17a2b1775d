package org.kairan.chat.control.minutes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes minutes for a spreadsheet: UTF-8 with a byte order mark; messages, then who was there, then the hash, parted by empty lines. */
public final class CsvMinutes {

    private static final List<String> MESSAGES =
            List.of("番号", "日時", "議題", "区分", "発言者", "所属", "役職", "発言", "返信先", "添付", "編集日時", "削除日時", "既読", "対象", "全員既読日時");

    private CsvMinutes() {}

    public static void write(Minutes minutes, OutputStream out) throws IOException {
        var text = new StringBuilder("\uFEFF");
        row(text, MESSAGES);
        for (var mark : List.of(Minutes.Mark.DECISION, Minutes.Mark.HOMEWORK)) {
            for (var item : minutes.items()) {
                item.entries().stream()
                        .filter(entry -> entry.mark().filter(mark::equals).isPresent())
                        .forEach(entry -> row(text, cells(item, entry)));
            }
        }
        for (var item : minutes.items()) {
            item.entries().stream()
                    .filter(entry -> entry.mark()
                            .filter(mark -> mark != Minutes.Mark.QUESTION)
                            .isEmpty())
                    .forEach(entry -> row(text, cells(item, entry)));
        }
        text.append("\r\n");
        row(text, Wording.ATTENDANCE);
        minutes.attendances().forEach(one -> row(text, Wording.cells(one)));
        text.append("\r\n");
        row(text, List.of("内容のSHA-256", minutes.hash()));
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Writes any table in the same form. */
    public static String table(List<String> head, List<List<String>> rows) {
        var text = new StringBuilder("\uFEFF");
        row(text, head);
        rows.forEach(cells -> row(text, cells));
        return text.toString();
    }

    private static List<String> cells(Minutes.Item item, Minutes.Entry entry) {
        return List.of(
                Long.toString(entry.seq()),
                Times.sortable(entry.at()),
                item.title(),
                entry.mark().map(Minutes.Mark::japanese).orElse(""),
                entry.author().name(),
                entry.author().section().orElse(""),
                entry.author().title().orElse(""),
                Wording.said(entry),
                entry.reply().map(Object::toString).orElse(""),
                String.join("、", entry.files()),
                entry.editedAt().map(Times::sortable).orElse(""),
                entry.removal().map(removal -> Times.sortable(removal.at())).orElse(""),
                Integer.toString(entry.read()),
                Integer.toString(entry.of()),
                entry.allReadAt().map(Times::sortable).orElse(""));
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(CsvMinutes::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** Quotes a cell; what a spreadsheet would take for a formula, also in full width, gets an apostrophe in front (OWASP CSV Injection). */
    static String cell(String value) {
        var safe = value.isEmpty() || "=+-@\t\r\n＝＋－＠".indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
