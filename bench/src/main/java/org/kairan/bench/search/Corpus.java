package org.kairan.bench.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Japanese texts that we did not write: manual pages, one document each, and Debian's handbooks, one document for each section. */
record Corpus(List<Text> texts) {

    /** @param headings of parts within the text, which no other document has */
    record Text(String title, String body, List<String> headings) {}

    static final List<String> PACKAGES =
            List.of("manpages-ja", "debian-reference-ja", "developers-reference-ja", "maint-guide-ja");

    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");
    private static final Pattern HEADING = Pattern.compile("(?is)<h([1-4])[^>]*>(.*?)</h\\1>");
    private static final int SHORTEST = 200;

    /** Fetches the packages by Debian's own client and takes them apart. */
    static Path fetch(Path folder) throws IOException, InterruptedException {
        var packages = Files.createDirectories(folder.resolve("packages"));
        var command = new ArrayList<>(List.of("apt-get", "-q", "download"));
        command.addAll(PACKAGES);
        run(packages, command);
        var texts = Files.createDirectories(folder.resolve("texts"));
        try (var files = Files.list(packages)) {
            for (var file : files.filter(f -> f.toString().endsWith(".deb")).toList()) {
                run(packages, List.of("dpkg", "-x", file.toString(), texts.toString()));
            }
        }
        return texts;
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
    }

    static Corpus read(Path folder) throws IOException {
        var texts = new ArrayList<Text>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var name = file.toString();
                if (name.contains("/man/") && name.endsWith(".gz")) {
                    texts.add(manual(file));
                } else if (name.endsWith(".ja.html")
                        || (name.contains("developers-reference") && name.endsWith(".html"))) {
                    texts.addAll(sections(Files.readString(file)));
                }
            }
        }
        var count = new HashMap<String, Integer>();
        texts.forEach(text -> text.headings().stream().distinct().forEach(h -> count.merge(h, 1, Integer::sum)));
        return new Corpus(texts.stream()
                .filter(text -> text.body().length() >= SHORTEST
                        && JAPANESE.matcher(text.title()).find())
                .map(text -> own(text, count))
                .toList());
    }

    private static Text own(Text text, Map<String, Integer> count) {
        return new Text(
                text.title(),
                text.body(),
                text.headings().stream()
                        .filter(h -> count.get(h) == 1
                                && h.length() >= 4
                                && h.length() <= 40
                                && JAPANESE.matcher(h).find())
                        .toList());
    }

    private static Text manual(Path file) {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            var title = "";
            var part = "";
            var body = new StringBuilder();
            var headings = new ArrayList<String>();
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith(".\\\"") || line.startsWith("'\\\"") || line.startsWith(".TH")) {
                    continue;
                }
                var text = plain(line);
                if (line.matches("\\.S[HSsh].*")) {
                    part = text;
                    if (line.startsWith(".SS")) {
                        headings.add(text);
                    }
                    body.append(text).append('\n');
                } else if (title.isEmpty() && part.matches("名前|名称|NAME|書式名") && text.contains("-")) {
                    title = text.substring(text.indexOf('-') + 1).strip();
                } else if (!text.isBlank()) {
                    body.append(text).append('\n');
                }
            }
            return new Text(title, body.toString(), headings);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static String plain(String line) {
        return line.replaceFirst("^[.'][A-Za-z]{1,2}\\b ?", "")
                .replaceAll("\\\\f(\\(..|\\[[^]]*]|.)", "")
                .replaceAll("\\\\\\((..)", " ")
                .replaceAll("\\\\-", "-")
                .replaceAll("\\\\[&/|^%,c~]|\\\\s[-+]?[0-9]", "")
                .replaceAll("\\\\e", "\\\\")
                .replace("\"", "")
                .strip();
    }

    private static List<Text> sections(String html) {
        var clean = html.replaceAll("(?is)<(script|style|head|nav)\\b.*?</\\1>", " ");
        var heading = HEADING.matcher(clean);
        var found = new ArrayList<Text>();
        var title = "";
        int from = -1;
        while (heading.find()) {
            if (from >= 0) {
                found.add(new Text(title, text(clean.substring(from, heading.start())), List.of()));
            }
            title = text(heading.group(2))
                    .replaceFirst("^[0-9.]+\\s*", "")
                    .replace("¶", "")
                    .strip();
            from = heading.end();
        }
        if (from >= 0) {
            found.add(new Text(title, text(clean.substring(from)), List.of()));
        }
        return found;
    }

    private static String text(String html) {
        return html.replaceAll("(?s)<[^>]+>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replaceAll("&nbsp;|&#160;", " ")
                .replaceAll("&#[0-9]+;", " ")
                .replace("&amp;", "&")
                .replaceAll("[ \\t]+", " ")
                .replaceAll("\\s*\\n\\s*", "\n")
                .strip();
    }
}
