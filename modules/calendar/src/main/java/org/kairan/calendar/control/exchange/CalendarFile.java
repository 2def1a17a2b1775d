package org.kairan.calendar.control.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kairan.core.problem.Refused;

/**
 * Cuts an iCalendar text (RFC 5545, 3.4) into its events and zones, each as it was written.
 *
 * <p>Whatever is in the text, this takes one look at each character and keeps no more than the text itself: lines without an end, components within components and what nobody knows are bounded. Read are UTF-8, UTF-16 with
 * a byte order mark, and windows-31j, which Japanese programs write at times.
 */
public final class CalendarFile {

    /** As large as a file may be. */
    public static final int MAX_MEGABYTES = 10;

    /** As many events as a file may hold, overrides of single instances counted. */
    public static final int MOST = 5_000;

    private static final int LONGEST = 512 << 10;
    private static final int DEEPEST = 8;
    private static final Charset WINDOWS_31J = Charset.forName("windows-31j");

    /** What a file is written in, and what it says. */
    record Text(String encoding, String characters) {}

    private final String encoding;
    private final List<Component> events = new ArrayList<>();
    private final Map<String, Component> zones = new LinkedHashMap<>();
    private int others;
    private int calendars;

    // The component that is being read.
    private String name;
    private int line;
    private int depth;
    private String fault;
    private StringBuilder raw;
    private StringBuilder inner;
    private List<ContentLine> lines;
    private List<String> nested;

    private CalendarFile(String encoding) {
        this.encoding = encoding;
    }

    /**
     * Reads a file.
     *
     * @throws Refused if it is no calendar, cannot be read or holds more than {@link #MOST} events
     */
    public static CalendarFile read(byte[] content) {
        var text = decode(content).orElseThrow(() -> Refused.invalid("calendar.import-unreadable"));
        var file = new CalendarFile(text.encoding());
        file.cut(text.characters());
        if (file.calendars == 0) {
            throw Refused.invalid("calendar.import-no-calendar");
        }
        return file;
    }

    /** The events in a text that was kept. */
    static List<Component> events(String kept) {
        var file = new CalendarFile("UTF-8");
        file.cut(kept);
        return file.events;
    }

    /** Finds out what a text is written in; empty if it is none. */
    static Optional<Text> decode(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return strict("UTF-8", StandardCharsets.UTF_8, bytes, 3);
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return strict("UTF-16", StandardCharsets.UTF_16LE, bytes, 2);
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return strict("UTF-16", StandardCharsets.UTF_16BE, bytes, 2);
        }
        return strict("UTF-8", StandardCharsets.UTF_8, bytes, 0).or(() -> strict("windows-31j", WINDOWS_31J, bytes, 0));
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (var i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Text> strict(String name, Charset charset, byte[] bytes, int offset) {
        try {
            return Optional.of(new Text(
                    name,
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes, offset, bytes.length - offset))
                            .toString()));
        } catch (CharacterCodingException notThisOne) {
            // Whoever asks tries the next one.
            return Optional.empty();
        }
    }

    private void cut(String text) {
        var number = 0;
        for (var from = 0; from < text.length(); ) {
            var begin = number + 1;
            var until = from;
            do {
                until = lineEnd(text, until);
                number++;
            } while (until < text.length() && (text.charAt(until) == ' ' || text.charAt(until) == '\t'));
            take(text.substring(from, until), begin);
            from = until;
        }
        if (name != null) {
            fault = "calendar.import-cut-off";
            end();
        }
    }

    /** The place after a line's end: CRLF, LF or, of old programs, CR. */
    private static int lineEnd(String text, int from) {
        for (var i = from; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n')) {
                return i + 1;
            }
        }
        return text.length();
    }

    private void take(String one, int number) {
        var begins = after("BEGIN:", one);
        var ends = after("END:", one);
        if (name == null) {
            begins.ifPresent(component -> begin(component, number, one));
        } else if (begins.isPresent() && begins.get().equals(name)) {
            // Whoever begins an event within an event has forgotten to end the first.
            fault = "calendar.import-cut-off";
            end();
            begin(begins.get(), number, one);
        } else if (ends.isPresent() && depth == 0) {
            fault = ends.get().equals(name) ? fault : "calendar.import-cut-off";
            keep(raw, ends.get().equals(name) ? one : "");
            end();
        } else {
            keep(raw, one);
            within(one, begins.isPresent(), ends.isPresent());
        }
    }

    private void within(String one, boolean begins, boolean ends) {
        if (begins) {
            depth++;
            fault = depth > DEEPEST ? "calendar.import-too-deep" : fault;
        }
        if (depth == 0) {
            if (fault == null && !one.isBlank()) {
                lines.add(ContentLine.of(one));
            }
            return;
        }
        keep(inner, one);
        if (ends && --depth == 0) {
            nested.add(inner.toString());
            inner.setLength(0);
        }
    }

    private void keep(StringBuilder where, String one) {
        if (where.length() + one.length() > LONGEST) {
            fault = "calendar.import-item-too-big";
        } else {
            where.append(one);
        }
    }

    private static Optional<String> after(String word, String one) {
        return one.length() < 100 && one.regionMatches(true, 0, word, 0, word.length())
                ? Optional.of(one.substring(word.length()).strip().toUpperCase(Locale.ROOT))
                : Optional.empty();
    }

    private void begin(String component, int number, String one) {
        if (component.equals("VCALENDAR")) {
            calendars++;
            return;
        }
        name = component;
        line = number;
        depth = 0;
        fault = null;
        raw = new StringBuilder(one);
        inner = new StringBuilder();
        lines = new ArrayList<>();
        nested = new ArrayList<>();
    }

    private void end() {
        var component = new Component(
                name, line, raw.toString(), List.copyOf(lines), List.copyOf(nested), Optional.ofNullable(fault));
        if (name.equals("VEVENT")) {
            events.add(component);
            if (events.size() > MOST) {
                throw Refused.invalid("calendar.import-too-many", Map.of("max", MOST));
            }
        } else if (name.equals("VTIMEZONE")) {
            component.value("TZID").ifPresent(id -> zones.putIfAbsent(id, component));
        } else {
            others++;
        }
        name = null;
    }

    public String encoding() {
        return encoding;
    }

    List<Component> events() {
        return events;
    }

    Map<String, Component> zones() {
        return zones;
    }

    /** How many tasks, journals and the like there are, which are no events. */
    public int others() {
        return others;
    }
}
