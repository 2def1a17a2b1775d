package org.kairan.chat.control.minutes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what happened in a part of a room, in the form in which it is put on record; the same state of the room gives the same minutes, whoever asks and when.
 *
 * @param attendances everybody who was a member while the part was written, in the order of rank
 * @param items the agenda in its order; what belongs to no item stands under a title of its own
 */
public record Minutes(Room room, Range range, List<Attendance> attendances, List<Item> items) {

    public enum Mark {
        DECISION("決定"),
        HOMEWORK("宿題"),
        QUESTION("質問");

        private final String japanese;

        Mark(String japanese) {
            this.japanese = japanese;
        }

        public String japanese() {
            return japanese;
        }
    }

    public record Room(
            long id,
            String name,
            String purpose,
            Optional<Instant> opensAt,
            Optional<Instant> closesAt,
            Optional<Instant> closedAt) {}

    /**
     * Which part of the room.
     *
     * @param first number of the first message, inclusive
     * @param last number of the last message, inclusive
     * @param revision the room's number of durable changes, by which anybody can tell which state this was
     * @param selection in words, if only some of the messages between are taken
     */
    public record Range(long first, long last, long revision, Optional<String> selection) {}

    /** A person as on the day that is meant. */
    public record Who(String name, Optional<String> section, Optional<String> title) {

        /** 総務課 課長 髙橋　花子. */
        public String spoken() {
            return (section.map(s -> s + " ").orElse("")
                            + title.map(t -> t + " ").orElse("")
                            + name)
                    .strip();
        }
    }

    /**
     * What one member did and saw of the messages.
     *
     * @param person number of the person
     * @param role chair, recorder and the like in words; empty for plain members
     * @param posted messages written
     * @param addressed messages of others that were there for this person to read
     * @param read how many of those have been read
     * @param exempt how many of those can no longer be read, since the person has left
     */
    public record Attendance(
            long person, Who who, Optional<String> role, int posted, int addressed, int read, int exempt) {

        public int unread() {
            return addressed - read - exempt;
        }
    }

    public record Item(Optional<Long> id, String title, List<Entry> entries) {}

    /**
     * One message.
     *
     * @param text as plain text with mentions spelled out; empty if the message was deleted or hidden
     * @param reply the number of the message that it answers
     * @param removal how it was taken away: deleted, hidden; empty if it was not
     * @param read how many of {@code of} have read it
     */
    public record Entry(
            long seq,
            Instant at,
            Who author,
            String text,
            Optional<Mark> mark,
            Optional<Long> reply,
            List<String> files,
            Optional<Instant> editedAt,
            Optional<Removal> removal,
            int read,
            int of,
            Optional<Instant> allReadAt) {}

    public record Removal(boolean hidden, Instant at) {

        /** What stands in place of the text. */
        public String japanese() {
            return (hidden ? "（管理者が非表示にしました " : "（投稿者が削除しました ") + Times.written(at) + "）";
        }
    }

    public Minutes {
        attendances = List.copyOf(attendances);
        items = List.copyOf(items);
    }

    /** The entries with a mark, in the order in which they were written. */
    public List<Entry> marked(Mark mark) {
        return items.stream()
                .flatMap(item -> item.entries().stream())
                .filter(entry -> entry.mark().equals(Optional.of(mark)))
                .sorted(java.util.Comparator.comparingLong(Entry::seq))
                .toList();
    }

    /** The canonical form: JSON as in RFC 8785, with times as ISO 8601 in UTC. */
    public String canonical() {
        var all = new LinkedHashMap<String, Object>();
        all.put("kairan", "minutes-1");
        all.put(
                "room",
                map(
                        "id",
                        room.id,
                        "name",
                        room.name,
                        "purpose",
                        room.purpose,
                        "opensAt",
                        room.opensAt,
                        "closesAt",
                        room.closesAt,
                        "closedAt",
                        room.closedAt));
        all.put(
                "range",
                map(
                        "first",
                        range.first,
                        "last",
                        range.last,
                        "revision",
                        range.revision,
                        "selection",
                        range.selection));
        all.put("attendances", attendances.stream().map(Minutes::map).toList());
        all.put(
                "items",
                items.stream()
                        .map(item -> map(
                                "id",
                                item.id,
                                "title",
                                item.title,
                                "entries",
                                item.entries.stream().map(Minutes::map).toList()))
                        .toList());
        return Canonical.json(all);
    }

    /** SHA-256 of the canonical form's UTF-8 bytes, in lower-case hexadecimal digits. */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(canonical().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Map<String, Object> map(Attendance one) {
        return map(
                "person",
                one.person,
                "who",
                map(one.who),
                "role",
                one.role,
                "posted",
                one.posted,
                "addressed",
                one.addressed,
                "read",
                one.read,
                "exempt",
                one.exempt);
    }

    private static Map<String, Object> map(Entry one) {
        return map(
                "seq",
                one.seq,
                "at",
                one.at,
                "author",
                map(one.author),
                "text",
                one.text,
                "mark",
                one.mark.map(mark -> mark.name().toLowerCase(java.util.Locale.ROOT)),
                "reply",
                one.reply,
                "files",
                one.files,
                "editedAt",
                one.editedAt,
                "removal",
                one.removal.map(removal -> map("hidden", removal.hidden, "at", removal.at)),
                "read",
                one.read,
                "of",
                one.of,
                "allReadAt",
                one.allReadAt);
    }

    private static Map<String, Object> map(Who who) {
        return map("name", who.name, "section", who.section, "title", who.title);
    }

    private static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
