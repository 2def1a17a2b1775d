package org.kairan.demo.talk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.kairan.demo.source.Lines;

/**
 * A hand-written conversation with gaps; how it is written: README.txt beside the scripts.
 *
 * @param place where it takes place: 課, 会議, 相談:パソコン, 連絡 …
 * @param months in which it may begin; empty for any
 * @param title of a meeting, otherwise empty
 * @param agenda of a meeting
 */
record Script(String place, Set<Integer> months, String title, List<String> agenda, List<Line> lines) {

    private static final Pattern LINE = Pattern.compile("([A-H])(?:\\+(\\d+))?(?:\\[([^\\]]*)])? (.+)");
    private static final Map<String, String> REACTIONS = Map.of(
            "承知",
            "understood",
            "確認",
            "confirmed",
            "対応",
            "working",
            "感謝",
            "thanks",
            "お疲れ",
            "well-done",
            "お願い",
            "please");
    private static final Map<String, String> MARKS = Map.of("決定", "decision", "宿題", "homework", "質問", "question");

    /**
     * One message.
     *
     * @param pause working minutes after the line before; -1 for some
     * @param reply the line that it answers, from 1; 0 for none
     * @param mark decision, homework or question; empty for none
     * @param agenda the agenda item that begins with it, from 1; 0 for the same as before
     * @param ackDays working days within which it is to be acknowledged; 0 for not
     * @param reactions who reacts how
     */
    record Line(
            char speaker,
            int pause,
            int reply,
            String mark,
            int agenda,
            int ackDays,
            boolean edited,
            boolean deleted,
            boolean pinned,
            Map<String, String> reactions,
            String text) {}

    static List<Script> all() {
        List<Script> scripts = new ArrayList<>();
        for (String file : List.of("section", "meeting", "rooms")) {
            read(Lines.of("talk/" + file + ".txt"), scripts);
        }
        return scripts;
    }

    private static void read(List<String> lines, List<Script> scripts) {
        Script script = null;
        for (String line : lines) {
            if (line.startsWith("% ")) {
                String[] head = line.substring(2).split(" \\| ");
                script = new Script(head[0], months(head[1].trim()), "", new ArrayList<>(), new ArrayList<>());
                scripts.add(script);
            } else if (line.startsWith("= ")) {
                script = new Script(script.place, script.months, line.substring(2), script.agenda, script.lines);
                scripts.set(scripts.size() - 1, script);
            } else if (line.startsWith("- ")) {
                script.agenda.add(line.substring(2));
            } else {
                script.lines.add(line(line));
            }
        }
    }

    private static Set<Integer> months(String season) {
        Set<Integer> months = new TreeSet<>();
        if (!season.equals("通年")) {
            String[] range = season.split("-");
            int last = Integer.parseInt(range[range.length - 1]);
            for (int month = Integer.parseInt(range[0]); month <= last; month++) {
                months.add(month);
            }
        }
        return months;
    }

    private static Line line(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a line of a conversation: " + line);
        }
        int reply = 0;
        int agenda = 0;
        int days = 0;
        String mark = "";
        boolean edited = false;
        boolean deleted = false;
        boolean pinned = false;
        Map<String, String> reactions = new HashMap<>();
        for (String flag :
                parts.group(3) == null ? new String[0] : parts.group(3).split(" ")) {
            int colon = flag.indexOf(':');
            if (colon > 0) {
                String key = flag.substring(0, colon);
                reactions.put(REACTIONS.getOrDefault(key, key), flag.substring(colon + 1));
            } else if (MARKS.containsKey(flag)) {
                mark = MARKS.get(flag);
            } else if (flag.startsWith(">")) {
                reply = Integer.parseInt(flag.substring(1));
            } else if (flag.startsWith("議")) {
                agenda = Integer.parseInt(flag.substring(1));
            } else if (flag.startsWith("期限")) {
                days = Integer.parseInt(flag.substring(2));
            } else {
                switch (flag) {
                    case "編集" -> edited = true;
                    case "削除" -> deleted = true;
                    case "固定" -> pinned = true;
                    default -> throw new IllegalArgumentException("flag " + flag + " in " + line);
                }
            }
        }
        return new Line(
                parts.group(1).charAt(0),
                parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2)),
                reply,
                mark,
                agenda,
                days,
                edited,
                deleted,
                pinned,
                Map.copyOf(reactions),
                parts.group(4).replace('／', '\n'));
    }

    /** The people it needs besides H. */
    int people() {
        return lines.stream()
                .mapToInt(line -> line.speaker() == 'H' ? 0 : line.speaker() - 'A' + 1)
                .max()
                .orElse(0);
    }

    boolean fits(int month) {
        return months.isEmpty() || months.contains(month);
    }
}
