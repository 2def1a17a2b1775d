package org.kairan.organization.control;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.kairan.organization.control.ImportColumns.Field;
import org.kairan.organization.control.ImportFile.Row;
import org.kairan.organization.control.ImportFile.Sheet;
import org.kairan.organization.control.ImportPlan.Change;
import org.kairan.organization.control.SectionTree.Node;
import org.kairan.organization.entity.Operation;
import org.kairan.organization.entity.Organization;
import org.kairan.organization.entity.Organization.Period;
import org.kairan.organization.entity.Organization.Section;

/**
 * Plans the sections of a file: upsert by code, or by full path where the file has no codes (Shirasagi).
 *
 * <p>A section that a file without codes makes gets the file's id as its code, or else its path. In such a file a blank name closes the section
 * with that id. Parents may come later in the file.
 */
final class SectionPlanning {

    /** One row: the section it means and what it says of it; {@code name}, {@code order} and {@code path} are null where it says nothing. */
    private record Item(
            Row row,
            String code,
            String earlierCode,
            String name,
            List<String> path,
            Integer order,
            Planning.Days days) {}

    /** A section that ends, now or later. */
    private record Closing(Row row, String code, LocalDate day) {}

    private final Planning planning;
    private Organization organization;
    private SectionTree before;
    private SectionTree after;
    private final Map<String, Section> known = new LinkedHashMap<>();
    private final Map<String, String> recoded = new HashMap<>();
    private final List<Closing> closings = new ArrayList<>();
    private final List<Operation> endings = new ArrayList<>();
    private String columnOfEnd;

    SectionPlanning(Planning planning, Organization organization) {
        this.planning = planning;
        this.organization = organization;
        before = SectionTree.on(organization, planning.effective);
        after = before;
    }

    /** The organization with the codes that the file gives; all else is as it was. */
    Organization organization() {
        return organization;
    }

    SectionTree before() {
        return before;
    }

    /** The sections as the file wants them on the effective day. */
    SectionTree after() {
        return after;
    }

    static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    void plan(Sheet sheet) {
        columnOfEnd = sheet.heading(
                sheet.has(Field.UNTIL)
                        ? Field.UNTIL
                        : sheet.has(Field.STATE)
                                ? Field.STATE
                                : sheet.has(Field.SECTION_NAME) ? Field.SECTION_NAME : Field.SECTION_CODE);
        recode(sheet);
        Map<String, Item> items = new LinkedHashMap<>();
        int position = 0;
        Map<String, Integer> positions = new HashMap<>();
        for (Row row : sheet.rows) {
            Item item = item(sheet, row);
            if (item == null) {
                continue;
            }
            Item earlier = items.putIfAbsent(item.code, item);
            if (earlier != null) {
                boolean codes = sheet.has(Field.SECTION_CODE);
                planning.fault(
                        row,
                        sheet.heading(codes ? Field.SECTION_CODE : Field.SECTION_NAME),
                        codes ? item.code : sheet.cell(row, Field.SECTION_NAME),
                        "code-doubled",
                        "row",
                        earlier.row.number());
            } else {
                positions.put(item.code, ++position);
            }
        }
        place(sheet, items, positions);
    }

    private void recode(Sheet sheet) {
        organization.sections().forEach(section -> known.put(section.code(), section));
        if (!sheet.has(Field.NEW_CODE) || !sheet.has(Field.SECTION_CODE)) {
            return;
        }
        List<Operation> operations = new ArrayList<>();
        Set<String> taken = new HashSet<>(known.keySet());
        for (Row row : sheet.rows) {
            String code = Spelling.code(sheet.cell(row, Field.SECTION_CODE));
            String newCode = Spelling.code(sheet.cell(row, Field.NEW_CODE));
            if (code.isEmpty() || newCode.isEmpty() || newCode.equals(code)) {
                continue;
            }
            if (known.containsKey(code) && !taken.add(newCode)) {
                planning.fault(row, sheet.heading(Field.NEW_CODE), newCode, "code-doubled", "code", newCode);
                continue;
            }
            if (known.containsKey(code)) {
                operations.add(new Operation.RecodeSection(code, newCode));
            }
            recoded.put(code, newCode);
        }
        organization = organization.after(operations);
        planning.operations.addAll(operations);
        before = SectionTree.on(organization, planning.effective);
        known.clear();
        organization.sections().forEach(section -> known.put(section.code(), section));
    }

    private Item item(Sheet sheet, Row row) {
        String nameText = planning.limited(
                sheet, row, Field.SECTION_NAME, Spelling.name(sheet.cell(row, Field.SECTION_NAME)), 500);
        boolean leaveName = nameText.isEmpty();
        boolean paths = !sheet.has(Field.PARENT);
        List<String> path = paths ? Spelling.path(nameText) : List.of();
        String name = leaveName ? null : paths && !path.isEmpty() ? path.get(path.size() - 1) : nameText;
        if (name != null && name.codePointCount(0, name.length()) > 100 && nameText.length() <= 500) {
            planning.fault(row, sheet.heading(Field.SECTION_NAME), name, "too-long", "max", 100);
        }
        Planning.Days days = planning.days(sheet, row);
        String code;
        String earlierCode = null;
        if (sheet.has(Field.SECTION_CODE)) {
            code = planning.limited(
                    sheet, row, Field.SECTION_CODE, Spelling.code(sheet.cell(row, Field.SECTION_CODE)), 500);
            if (code.isEmpty()) {
                planning.fault(row, sheet.heading(Field.SECTION_CODE), "", "value-missing");
                return null;
            }
            if (recoded.containsKey(code)) {
                earlierCode = code;
                code = recoded.get(code);
            }
            // a name without a path does not say where the section stands
            if (path.size() == 1) {
                path = null;
            }
        } else {
            String id = Spelling.code(sheet.cell(row, Field.SECTION_ID));
            if (leaveName) {
                if (id.isEmpty()) {
                    planning.fault(row, sheet.heading(Field.SECTION_NAME), "", "value-missing");
                    return null;
                }
                return new Item(row, id, null, null, null, null, new Planning.Days(null, null, true));
            }
            code = pathless(sheet, row, path, id);
        }
        Integer order = null;
        String orderText = Spelling.code(sheet.cell(row, Field.ORDER));
        if (!orderText.isEmpty()) {
            order = number(orderText);
            if (order == null) {
                planning.fault(row, sheet.heading(Field.ORDER), orderText, "number-invalid");
            }
        }
        if (leaveName && !days.ended() && before.get(code) == null) {
            planning.fault(
                    row,
                    sheet.has(Field.SECTION_NAME) ? sheet.heading(Field.SECTION_NAME) : "組織名",
                    "",
                    "value-missing");
            return null;
        }
        if (!days.ended() && days.from() != null && days.from().isAfter(planning.effective)) {
            planning.fault(
                    row,
                    sheet.heading(Field.FROM),
                    sheet.cell(row, Field.FROM),
                    "starts-later",
                    "from",
                    days.from().toString());
        }
        return new Item(
                row, code, earlierCode, name, paths && path != null && !path.isEmpty() ? path : null, order, days);
    }

    /** The code of a section in a file without codes: of the one with this path or, if that is gone, with this id as its code. */
    private String pathless(Sheet sheet, Row row, List<String> path, String id) {
        if (sheet.has(Field.PARENT)) {
            String parent = sheet.cell(row, Field.PARENT);
            path = new ArrayList<>(parent.isEmpty() ? List.of() : Spelling.path(parent));
            path.add(Spelling.name(sheet.cell(row, Field.SECTION_NAME)));
        }
        String there = before.byPath(path);
        if (there != null) {
            return there;
        }
        if (!id.isEmpty()) {
            return id;
        }
        String made = Spelling.nfkc(String.join("/", path));
        String free = made;
        // a section that has meanwhile been renamed or moved keeps the path it once had as its code
        for (int i = 2; before.get(free) != null; i++) {
            free = made + " (" + i + ")";
        }
        return free;
    }

    private void place(Sheet sheet, Map<String, Item> items, Map<String, Integer> positions) {
        after = before.copy();
        Map<String, String> byPath = new HashMap<>();
        Map<String, List<String>> byName = new HashMap<>();
        for (Item item : items.values()) {
            if (item.days.ended()) {
                continue;
            }
            if (item.path != null) {
                byPath.put(Spelling.pathKey(item.path), item.code);
            }
            if (item.name != null) {
                byName.computeIfAbsent(Spelling.key(item.name), key -> new ArrayList<>())
                        .add(item.code);
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (Item item : items.values()) {
            Node old = before.get(item.code);
            if (item.days.ended()) {
                if (old != null) {
                    closings.add(new Closing(item.row, item.code, planning.effective));
                }
                continue;
            }
            String parent = parent(sheet, item, items, byPath, byName);
            LocalDate until = item.days.until() != null ? item.days.until() : old == null ? null : old.until();
            nodes.add(new Node(
                    item.code,
                    parent,
                    item.name != null ? item.name : old == null ? item.code : old.name(),
                    item.order != null ? item.order : old != null ? old.order() : positions.get(item.code) * 10,
                    old == null ? planning.effective : old.from(),
                    until));
        }
        nodes.forEach(after::put);
        closings.forEach(closing -> after.remove(closing.code));

        Set<String> fresh = new HashSet<>();
        List<Node> placed = new ArrayList<>();
        for (Node node : nodes) {
            Item item = items.get(node.code());
            Node old = before.get(node.code());
            if (node.parent() != null && after.inCircle(node.code())) {
                planning.fault(
                        item.row,
                        sheet.heading(sheet.has(Field.PARENT) ? Field.PARENT : Field.SECTION_NAME),
                        sheet.cell(item.row, sheet.has(Field.PARENT) ? Field.PARENT : Field.SECTION_NAME),
                        "parent-cycle");
                continue;
            }
            boolean same = old != null
                    && Objects.equals(old.parent(), node.parent())
                    && old.name().equals(node.name())
                    && old.order() == node.order();
            boolean sameEnd = old != null && Objects.equals(old.until(), node.until());
            if (!known.containsKey(node.code()) && fresh.add(node.code())) {
                planning.operations.add(new Operation.CreateSection(node.code()));
            }
            if (!same || !sameEnd) {
                checkLater(sheet, item, node);
            }
            if (!same) {
                placed.add(node);
            } else if (!sameEnd) {
                planning.operations.add(new Operation.EndSection(node.code(), node.from(), node.until()));
            }
            if (!sameEnd && node.until() != null) {
                closings.add(new Closing(item.row, node.code(), node.until()));
            }
            report(item, old, node, same && sameEnd);
        }
        placed.sort(Comparator.comparingInt(node -> after.depth(node.code())));
        placed.forEach(node -> planning.operations.add(new Operation.PlaceSection(
                node.code(), node.parent(), node.name(), node.order(), planning.effective, node.until())));
        for (Item item : items.values()) {
            if (item.days.ended() && before.get(item.code) == null) {
                planning.unchanged();
            }
        }
    }

    private String parent(
            Sheet sheet,
            Item item,
            Map<String, Item> items,
            Map<String, String> byPath,
            Map<String, List<String>> byName) {
        Node old = before.get(item.code);
        if (!sheet.has(Field.PARENT)) {
            if (item.path == null) {
                return old == null ? null : old.parent();
            }
            if (item.path.size() == 1) {
                return null;
            }
            List<String> above = item.path.subList(0, item.path.size() - 1);
            String parent = byPath.get(Spelling.pathKey(above));
            if (parent == null) {
                parent = before.byPath(above);
            }
            if (parent == null || closes(items, parent)) {
                planning.fault(
                        item.row,
                        sheet.heading(Field.SECTION_NAME),
                        sheet.cell(item.row, Field.SECTION_NAME),
                        "parent-unknown",
                        "parent",
                        String.join("/", above));
            }
            return parent;
        }
        int column = sheet.columns(Field.PARENT)[0];
        String text = sheet.cell(item.row, column);
        if (text.equals("*")) {
            return old == null ? null : old.parent();
        }
        String code = Spelling.code(text);
        code = code.startsWith("@") ? code.substring(1) : code;
        if (code.isEmpty()) {
            return null;
        }
        code = recoded.getOrDefault(code, code);
        if (!items.containsKey(code) && before.get(code) == null) {
            // Joruri's departments stand below 1, which is the whole office
            if (code.equals("0")
                    || code.equals("1")
                            && Spelling.key(sheet.cell(item.row, Field.LEVEL)).equals("部局")) {
                return null;
            }
            List<String> named = byName.getOrDefault(Spelling.key(text), List.of());
            SectionTree.Found found = before.find(text);
            if (named.size() == 1) {
                code = named.get(0);
            } else if (byPath.containsKey(Spelling.pathKey(Spelling.path(text)))) {
                code = byPath.get(Spelling.pathKey(Spelling.path(text)));
            } else if (found.code() != null && named.isEmpty()) {
                code = found.code();
            } else {
                boolean ambiguous = found.ambiguous() || named.size() > 1;
                planning.fault(
                        item.row,
                        sheet.heading(column),
                        text,
                        ambiguous ? "section-ambiguous" : "parent-unknown",
                        "near",
                        ambiguous ? null : found.near());
                return null;
            }
        }
        if (closes(items, code)) {
            planning.fault(item.row, sheet.heading(column), text, "parent-unknown");
            return null;
        }
        return code;
    }

    private static boolean closes(Map<String, Item> items, String code) {
        return items.containsKey(code) && items.get(code).days.ended();
    }

    /** What begins after the effective day stays as it is, so nothing may reach into it. */
    private void checkLater(Sheet sheet, Item item, Node node) {
        Section section = known.get(node.code());
        if (section == null) {
            return;
        }
        for (Period period : section.periods()) {
            if (period.from().isAfter(planning.effective)
                    && (node.until() == null || period.from().isBefore(node.until()))) {
                planning.fault(
                        item.row,
                        sheet.heading(sheet.has(Field.SECTION_CODE) ? Field.SECTION_CODE : Field.SECTION_NAME),
                        item.code,
                        "later-section",
                        "from",
                        period.from().toString());
            }
        }
    }

    private void report(Item item, Node old, Node node, boolean same) {
        boolean renamed = item.earlierCode != null
                && old != null
                && planning.operations.contains(new Operation.RecodeSection(item.earlierCode, node.code()));
        if (same && !renamed) {
            planning.unchanged();
            return;
        }
        String kind = old == null ? "new" : Objects.equals(old.parent(), node.parent()) ? "changed" : "moved";
        String from = old == null ? null : text(before, old, renamed ? item.earlierCode : null, node);
        planning.change(new Change(
                item.row.number(),
                kind,
                "section",
                node.code(),
                node.name(),
                from,
                text(after, node, renamed ? node.code() : null, old)));
    }

    private static String text(SectionTree tree, Node node, String code, Node other) {
        StringBuilder text = new StringBuilder(tree.path(node.code()));
        if (code != null) {
            text.append("\n").append(code);
        }
        if (other != null && other.order() != node.order()) {
            text.append("\n#").append(node.order());
        }
        if (node.until() != null && (other == null || !node.until().equals(other.until()))) {
            text.append("\n– ").append(node.until().minusDays(1));
        }
        return text.toString();
    }

    /** The last step: sections close when nothing and nobody is left in them. */
    void end(PeoplePlanning people) {
        if (closings.isEmpty()) {
            return;
        }
        Map<String, List<LocalDate>> ends = people.ends();
        for (Closing closing : closings) {
            Node old = before.get(closing.code);
            long below = after.nodes().stream()
                    .filter(node -> closing.code.equals(node.parent())
                            && (node.until() == null || node.until().isAfter(closing.day)))
                    .count();
            if (below > 0) {
                planning.fault(closing.row, columnOfEnd, closing.code, "section-has-sections", "sections", below);
            }
            long staying = ends.getOrDefault(closing.code, List.of()).stream()
                    .filter(until -> until.isAfter(closing.day))
                    .count();
            if (staying > 0) {
                planning.fault(closing.row, columnOfEnd, closing.code, "section-has-people", "people", staying);
            }
            if (closing.day.equals(planning.effective) && after.get(closing.code) == null) {
                endings.add(new Operation.EndSection(closing.code, old.from(), planning.effective));
                planning.change(new Change(
                        closing.row.number(),
                        "left",
                        "section",
                        closing.code,
                        old.name(),
                        before.path(closing.code),
                        null));
            }
        }
        planning.operations.addAll(endings);
    }
}
