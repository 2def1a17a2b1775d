package org.kairan.storage.control;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds a file's media type in its first bytes; the name only tells apart what is packed in the same wrapping, and what a client claims counts for nothing. */
public final class FileType {

    /** How many of a file's first bytes are looked at. */
    public static final int HEAD = 8192;

    public static final String UNKNOWN = "application/octet-stream";

    private static final String ZIP = "application/zip";
    private static final String OLE = "application/x-ole-storage";

    /** What a browser may show by itself, in a sandbox. */
    private static final Set<String> SHOWN =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain");

    private static final Set<String> PICTURED =
            Set.of("image/png", "image/jpeg", "image/gif", "image/bmp", "application/pdf");

    private record Magic(String hex, int at, String type) {}

    private static final List<Magic> MAGIC = List.of(
            new Magic("89504e470d0a1a0a", 0, "image/png"),
            new Magic("ffd8ff", 0, "image/jpeg"),
            new Magic("474946383761", 0, "image/gif"),
            new Magic("474946383961", 0, "image/gif"),
            new Magic("57454250", 8, "image/webp"),
            new Magic("49492a00", 0, "image/tiff"),
            new Magic("4d4d002a", 0, "image/tiff"),
            new Magic("255044462d", 0, "application/pdf"),
            new Magic("504b0304", 0, ZIP),
            new Magic("504b0506", 0, ZIP),
            new Magic("d0cf11e0a1b11ae1", 0, OLE),
            new Magic("377abcaf271c", 0, "application/x-7z-compressed"),
            new Magic("526172211a07", 0, "application/vnd.rar"),
            new Magic("1f8b", 0, "application/gzip"),
            new Magic("667479706865696", 4, "image/heic"),
            new Magic("66747970", 4, "video/mp4"),
            new Magic("494433", 0, "audio/mpeg"),
            new Magic("57415645", 8, "audio/wav"));

    private static final Map<String, Map<String, String>> WRAPPED = Map.of(
            ZIP,
            Map.of(
                    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                    "odt", "application/vnd.oasis.opendocument.text",
                    "ods", "application/vnd.oasis.opendocument.spreadsheet",
                    "odp", "application/vnd.oasis.opendocument.presentation"),
            OLE,
            Map.of(
                    "doc", "application/msword",
                    "xls", "application/vnd.ms-excel",
                    "ppt", "application/vnd.ms-powerpoint",
                    "msg", "application/vnd.ms-outlook"),
            "text/plain",
            Map.of("csv", "text/csv"));

    private FileType() {}

    /** Gives the type of what begins with these bytes; {@code whole} if they are all there is. */
    public static String of(byte[] head, boolean whole) {
        var hex = java.util.HexFormat.of().formatHex(head, 0, Math.min(head.length, 64));
        for (var magic : MAGIC) {
            if (hex.startsWith(magic.hex(), 2 * magic.at())) {
                return magic.type();
            }
        }
        if (head.length > 26
                && head[0] == 'B'
                && head[1] == 'M'
                && head[6] == 0
                && head[7] == 0
                && head[8] == 0
                && head[9] == 0) {
            return "image/bmp";
        }
        if (head.length >= 2 && (hex.startsWith("fffe") || hex.startsWith("feff"))) {
            return "text/plain;charset=UTF-16";
        }
        if (isText(head, whole, StandardCharsets.UTF_8)) {
            return "text/plain;charset=UTF-8";
        }
        // The Windows desks' own Japanese encoding, which is more than Shift_JIS.
        var windows = Charset.forName("windows-31j");
        return isText(head, whole, windows) ? "text/plain;charset=windows-31j" : UNKNOWN;
    }

    /** Tells apart by the name's suffix what the content alone leaves open. */
    public static String named(String type, String name) {
        var bare = bare(type);
        var named = WRAPPED.getOrDefault(bare, Map.of()).get(FileName.suffix(name));
        return named == null ? type : named + type.substring(bare.length());
    }

    public static boolean isShown(String type) {
        return SHOWN.contains(bare(type));
    }

    /** Whether pictures of it can be made. */
    public static boolean isPictured(String type) {
        return PICTURED.contains(bare(type));
    }

    private static String bare(String type) {
        var cut = type.indexOf(';');
        return cut < 0 ? type : type.substring(0, cut);
    }

    private static boolean isText(byte[] head, boolean whole, Charset charset) {
        var out = CharBuffer.allocate(head.length + 1);
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        if (decoder.decode(ByteBuffer.wrap(head), out, whole).isError()) {
            return false;
        }
        return out.flip()
                .chars()
                .allMatch(c -> c >= 0x20 && c != 0x7f || c == '\t' || c == '\n' || c == '\r' || c == '\f');
    }
}
