package org.kairan.organization.control;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kairan.organization.entity.Organization;

/** The sections of one day as a tree, found by code, by path or by a name that only one of them has. */
final class SectionTree {

    /** A section on that day; {@code from} and {@code until} are those of its period in force. */
    record Node(String code, String parent, String name, int order, LocalDate from, LocalDate until) {}

    /** What a reference leads to: a section's code, or several, or none, and then perhaps the path of one with a similar name. */
    record Found(String code, boolean ambiguous, String near) {}

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private Map<String, String> paths;
    private Map<String, List<String>> byFullPath;
    private Map<String, List<String>> byEndOfPath;
    private final Map<String, Found> found = new HashMap<>();

    static SectionTree on(Organization organization, LocalDate day) {
        SectionTree tree = new SectionTree();
        for (Organization.Section section : organization.sections()) {
            Organization.Period period = section.on(day);
            if (period != null) {
                tree.nodes.put(
                        section.code(),
                        new Node(
                                section.code(),
                                period.parentCode(),
                                period.name(),
                                period.order(),
                                period.from(),
                                period.until()));
            }
        }
        return tree;
    }

    SectionTree copy() {
        SectionTree copy = new SectionTree();
        copy.nodes.putAll(nodes);
        return copy;
    }

    Node get(String code) {
        return nodes.get(code);
    }

    Collection<Node> nodes() {
        return nodes.values();
    }

    void put(Node node) {
        nodes.put(node.code, node);
        forget();
    }

    void remove(String code) {
        nodes.remove(code);
        forget();
    }

    private void forget() {
        paths = null;
        found.clear();
    }

    /** The names from the top down to the section, divided by a slash; its code when it is not there on that day. */
    String path(String code) {
        index();
        return paths.getOrDefault(code, code);
    }

    /** The sections above and itself, from the top; stops where a circle begins. */
    private List<Node> line(Node node) {
        List<Node> line = new ArrayList<>();
        for (Node above = node;
                above != null && !line.contains(above);
                above = above.parent == null ? null : nodes.get(above.parent)) {
            line.add(0, above);
        }
        return line;
    }

    /** How many sections there are above and including it. */
    int depth(String code) {
        return line(nodes.get(code)).size();
    }

    boolean inCircle(String code) {
        Node node = nodes.get(code);
        int steps = 0;
        for (Node above = nodes.get(node.parent);
                above != null && steps <= nodes.size();
                above = nodes.get(above.parent), steps++) {
            if (above == node) {
                return true;
            }
        }
        return false;
    }

    private void index() {
        if (paths != null) {
            return;
        }
        paths = new HashMap<>();
        byFullPath = new HashMap<>();
        byEndOfPath = new HashMap<>();
        for (Node node : nodes.values()) {
            List<Node> line = line(node);
            StringBuilder path = new StringBuilder();
            line.forEach(above -> path.append(path.isEmpty() ? "" : "/").append(above.name));
            paths.put(node.code, path.toString());
            String end = "";
            for (int i = line.size() - 1; i >= 0; i--) {
                end = Spelling.key(line.get(i).name) + (end.isEmpty() ? "" : "/" + end);
                byEndOfPath.computeIfAbsent(end, key -> new ArrayList<>(1)).add(node.code);
            }
            byFullPath.computeIfAbsent(end, key -> new ArrayList<>(1)).add(node.code);
        }
    }

    /** The section with this full path, or null. */
    String byPath(List<String> path) {
        index();
        List<String> codes = byFullPath.getOrDefault(Spelling.pathKey(path), List.of());
        return codes.size() == 1 ? codes.get(0) : null;
    }

    /** Finds a section by code, by @code, by full path, or by the end of a path (at least its name) if only one section has it. */
    Found find(String reference) {
        return found.computeIfAbsent(reference, this::search);
    }

    private Found search(String reference) {
        index();
        String code = Spelling.code(reference);
        // desknet's marks a code with @
        String bare = code.startsWith("@") ? code.substring(1) : code;
        if (nodes.containsKey(bare)) {
            return new Found(bare, false, null);
        }
        List<String> path = Spelling.path(reference);
        for (Map<String, List<String>> index : List.of(byFullPath, byEndOfPath)) {
            List<String> codes = index.getOrDefault(Spelling.pathKey(path), List.of());
            if (codes.size() == 1) {
                return new Found(codes.get(0), false, null);
            }
            if (codes.size() > 1) {
                return new Found(null, true, null);
            }
        }
        return new Found(null, false, near(path.isEmpty() ? reference : path.get(path.size() - 1)));
    }

    private String near(String name) {
        if (nodes.size() > 5000) {
            return null;
        }
        String near =
                Spelling.nearest(name, nodes.values().stream().map(Node::name).toList());
        return nodes.values().stream()
                .filter(node -> node.name.equals(near))
                .findFirst()
                .map(node -> path(node.code))
                .orElse(null);
    }
}
