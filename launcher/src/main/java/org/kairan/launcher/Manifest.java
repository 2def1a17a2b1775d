package org.kairan.launcher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backup contains, its last part: lines of text, the last of which is the SHA-256 of those before it.
 *
 * <p>A backup is a tar file: {@code kairan-backup} (the head, for people), {@code before.sql}, {@code rows/<table>/<piece>.gz},
 * {@code after.sql}, the files of the data folder as they are called there, {@code manifest}. A blob's name is its SHA-256, so
 * blobs are listed one by one only where that is not so.
 *
 * @param head format, time, versions and kind, by name
 * @param modules version of each module's schema
 * @param rows of each table, in the order of the pieces' numbers; the key is the name as SQL has it
 * @param parts SHA-256 and length of every part that is no blob, or is a blob with another content than its name says
 * @param blobs number, bytes and SHA-256 of the names of all blobs, in their order
 */
record Manifest(
        Map<String, String> head,
        Map<String, String> modules,
        Map<String, Long> rows,
        Map<String, Part> parts,
        Blobs blobs) {

    static final String FORMAT = "1";
    static final String HEAD = "kairan-backup";
    static final String NAME = "manifest";
    static final String BEFORE = "before.sql";
    static final String AFTER = "after.sql";

    /** Between statements, since these hold semicolons of their own. */
    static final String BETWEEN = "\n;-- next statement of Kairan's backup\n";

    record Part(String sha, long bytes) {}

    record Blobs(long number, long bytes, String sha) {}

    String headLines() {
        StringBuilder text = new StringBuilder(HEAD + " " + FORMAT + "\n");
        head.forEach(
                (name, value) -> text.append(name).append(' ').append(value).append('\n'));
        modules.forEach((id, version) ->
                text.append("module ").append(id).append(' ').append(version).append('\n'));
        return text.toString();
    }

    String text() {
        StringBuilder text = new StringBuilder(headLines());
        rows.forEach((name, number) ->
                text.append("rows ").append(number).append(' ').append(name).append('\n'));
        parts.forEach((name, part) -> text.append("part ")
                .append(part.sha)
                .append(' ')
                .append(part.bytes)
                .append(' ')
                .append(name)
                .append('\n'));
        text.append("blobs ")
                .append(blobs.number)
                .append(' ')
                .append(blobs.bytes)
                .append(' ')
                .append(blobs.sha)
                .append('\n');
        return text + "end " + sha(text.toString()) + "\n";
    }

    /** @throws IllegalArgumentException when the text is not whole */
    static Manifest parse(String text) {
        int end = text.lastIndexOf("end ");
        if (end < 1 || !text.substring(end).equals("end " + sha(text.substring(0, end)) + "\n")) {
            throw new IllegalArgumentException("its list of contents is damaged");
        }
        Map<String, String> head = new LinkedHashMap<>();
        Map<String, String> modules = new LinkedHashMap<>();
        Map<String, Long> rows = new LinkedHashMap<>();
        Map<String, Part> parts = new LinkedHashMap<>();
        Blobs blobs = new Blobs(0, 0, "");
        List<String> lines = new ArrayList<>(text.substring(0, end).lines().toList());
        if (!lines.remove(0).equals(HEAD + " " + FORMAT)) {
            throw new IllegalArgumentException("a newer Kairan wrote it");
        }
        for (String line : lines) {
            String[] words = line.split(" ", 4);
            switch (words[0]) {
                case "module" -> modules.put(words[1], words[2]);
                case "rows" -> rows.put(line.split(" ", 3)[2], Long.parseLong(words[1]));
                case "part" -> parts.put(words[3], new Part(words[1], Long.parseLong(words[2])));
                case "blobs" -> blobs = new Blobs(Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]);
                default -> head.put(words[0], line.substring(words[0].length() + 1));
            }
        }
        return new Manifest(head, modules, rows, parts, blobs);
    }

    /** @throws Problem when the tables of a module are newer than this Kairan knows */
    void checkAgainst(Map<String, Integer> known) throws Problem {
        for (Map.Entry<String, String> module : modules.entrySet()) {
            int version = Integer.parseInt(module.getValue().split("[._]")[0]);
            if (version > known.getOrDefault(module.getKey(), Integer.MAX_VALUE)) {
                throw new Problem("The backup is of a newer Kairan: its module " + module.getKey()
                        + " has tables of version " + version + ", this one knows version "
                        + known.get(module.getKey()) + "; nothing was changed.");
            }
        }
    }

    /** Tells this backup from all others. */
    String id() {
        return sha(text());
    }

    static boolean isBlob(String name) {
        return name.matches("blobs/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}");
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha(String text) {
        return hex(digest(), text.getBytes(StandardCharsets.UTF_8));
    }

    static String hex(MessageDigest digest, byte... last) {
        return HexFormat.of().formatHex(digest.digest(last));
    }
}
