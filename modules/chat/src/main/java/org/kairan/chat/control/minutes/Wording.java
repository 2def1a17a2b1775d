package org.kairan.chat.control.minutes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.kairan.chat.control.minutes.Minutes.Attendance;
import org.kairan.chat.control.minutes.Minutes.Entry;

/** What minutes say around the text, the same words on paper and in a word processor. */
final class Wording {

    static final List<String> ATTENDANCE = List.of("氏名", "所属", "役職", "役割", "発言", "既読", "未読", "対象外");

    private Wording() {}

    static String title(Minutes minutes) {
        return minutes.room().name() + " 会議録";
    }

    /** The lines below the title. */
    static List<String> head(Minutes minutes) {
        var room = minutes.room();
        var lines = new ArrayList<String>();
        if (!room.purpose().isBlank()) {
            lines.add("目的：" + room.purpose());
        }
        room.opensAt().ifPresent(at -> lines.add("開会：" + Times.written(at)));
        room.closedAt()
                .or(room::closesAt)
                .ifPresent(at -> lines.add((room.closedAt().isPresent() ? "閉会：" : "閉会予定：") + Times.written(at)));
        var range = minutes.range();
        lines.add("範囲：No." + range.first() + "～No." + range.last()
                + range.selection().map(words -> "（" + words + "）").orElse("") + "　版：" + range.revision());
        return lines;
    }

    static List<String> cells(Attendance one) {
        return List.of(
                one.who().name(),
                one.who().section().orElse(""),
                one.who().title().orElse(""),
                one.role().orElse(""),
                Integer.toString(one.posted()),
                one.read() + "/" + one.addressed(),
                Integer.toString(one.unread()),
                Integer.toString(one.exempt()));
    }

    /** No.12 13:05 総務課 課長 髙橋　花子. */
    static String speaker(Entry entry) {
        return "No." + entry.seq() + "　" + Times.time(entry.at()) + "　"
                + entry.author().spoken()
                + entry.mark().map(mark -> "　【" + mark.japanese() + "】").orElse("");
    }

    /** What was said, or what stands in its place. */
    static String said(Entry entry) {
        return entry.removal().map(Minutes.Removal::japanese).orElse(entry.text());
    }

    /** The small line below: what it answers, files, edits, who has read. */
    static String below(Entry entry) {
        return String.join(
                "　",
                Stream.of(
                                entry.reply().stream().map(seq -> "No." + seq + "への返信"),
                                entry.files().stream().map(name -> "添付：" + name),
                                entry.editedAt().stream().map(at -> "編集：" + Times.written(at)),
                                Stream.of("既読 " + entry.read() + "/" + entry.of()),
                                entry.allReadAt().stream().map(at -> "全員既読：" + Times.written(at)))
                        .flatMap(each -> each)
                        .toList());
    }

    /** A marked message in one line, where it is gathered at the top. */
    static String gathered(Entry entry) {
        return said(entry).strip().replaceAll("\\s*\\R\\s*", "　") + "（No." + entry.seq() + "　"
                + entry.author().spoken() + "）";
    }

    static String footer(Minutes minutes) {
        return "内容のSHA-256：" + minutes.hash();
    }
}
