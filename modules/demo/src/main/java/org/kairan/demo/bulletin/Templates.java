package org.kairan.demo.bulletin;

import java.util.ArrayList;
import java.util.List;
import org.kairan.demo.source.Lines;

/**
 * Reads the templates. A template begins with a line {@code % section | season | times | audience / audience … | 重要}, its
 * next line is the title, all others are the text.
 */
final class Templates {
    private static final List<String> FILES = List.of(
            "general-affairs", "information", "safety", "residents", "welfare", "works", "education", "branches");

    private Templates() {}

    static List<Template> all() {
        List<Template> templates = new ArrayList<>();
        for (String file : FILES) {
            String head = null;
            List<String> lines = new ArrayList<>();
            for (String line : Lines.all("bulletin/" + file + ".txt")) {
                if (line.startsWith("%")) {
                    add(templates, head, lines);
                    head = line.substring(1);
                    lines.clear();
                } else if (head != null) {
                    lines.add(line);
                }
            }
            add(templates, head, lines);
        }
        return templates;
    }

    private static void add(List<Template> templates, String head, List<String> lines) {
        if (head == null) {
            return;
        }
        String[] p = head.split("\\|", -1);
        if (p.length < 4 || lines.size() < 2) {
            throw new IllegalArgumentException("template " + head + " is not complete");
        }
        List<String> audiences = List.of(p[3].trim().split(" / "));
        String body = String.join("\n", lines.subList(1, lines.size())).strip();
        String important = p.length > 4 ? p[4].trim() : "";
        int every = important.isEmpty()
                ? 0
                : important.equals("重要") ? 1 : Integer.parseInt(important.substring("重要/".length()));
        templates.add(new Template(
                templates.size() + 1,
                p[0].trim(),
                p[1].trim(),
                Integer.parseInt(p[2].trim()),
                audiences,
                every,
                lines.get(0).strip(),
                body));
    }
}
