package org.kairan.organization.control;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kairan.organization.control.ImportColumns.Field;
import org.kairan.organization.control.ImportFile.Row;
import org.kairan.organization.control.ImportFile.Sheet;
import org.kairan.organization.control.ImportPlan.Change;
import org.kairan.organization.entity.Operation;
import org.kairan.organization.entity.Organization;
import org.kairan.organization.entity.Organization.Title;

/** Plans titles: a file of them, and those that people in a file have. */
final class TitlePlanning {

    private final Planning planning;
    private final boolean first;
    private final Map<String, Title> byCode = new LinkedHashMap<>();
    private final Map<String, Title> byName = new HashMap<>();
    private int lastOrder;

    TitlePlanning(Planning planning, Organization organization) {
        this.planning = planning;
        first = organization.titles().isEmpty();
        organization.titles().forEach(this::add);
    }

    private void add(Title title) {
        byCode.put(title.code(), title);
        byName.putIfAbsent(Spelling.key(title.name()), title);
        lastOrder = Math.max(lastOrder, title.order());
    }

    String name(String code) {
        return code == null ? null : byCode.get(code).name();
    }

    /** A file of titles: upsert by code. A title that a file of people made, whose code is its name, gets the code that the file gives it. */
    void plan(Sheet sheet) {
        Map<String, Integer> seen = new HashMap<>();
        for (Row row : sheet.rows) {
            String code = planning.limited(
                    sheet, row, Field.TITLE_CODE, Spelling.code(sheet.cell(row, Field.TITLE_CODE)), 100);
            String name = planning.limited(sheet, row, Field.TITLE, Spelling.name(sheet.cell(row, Field.TITLE)), 100);
            String orderText = Spelling.code(sheet.cell(row, Field.ORDER));
            if (code.isEmpty()) {
                planning.fault(row, sheet.heading(Field.TITLE_CODE), "", "value-missing");
                continue;
            }
            Integer earlier = seen.putIfAbsent(code, row.number());
            if (earlier != null) {
                planning.fault(row, sheet.heading(Field.TITLE_CODE), code, "code-doubled", "row", earlier);
                continue;
            }
            Integer order = null;
            if (!orderText.isEmpty()) {
                order = SectionPlanning.number(orderText);
                if (order == null) {
                    planning.fault(row, sheet.heading(Field.ORDER), orderText, "number-invalid");
                }
            }
            Title known = byCode.get(code);
            if (known == null && !name.isEmpty()) {
                Title named = byName.get(Spelling.key(name));
                if (named != null && isMade(named)) {
                    known = named;
                }
            }
            if (known == null && name.isEmpty()) {
                planning.fault(row, sheet.heading(Field.TITLE), "", "value-missing");
                continue;
            }
            if (known == null) {
                Title title = new Title(code, name, order != null ? order : lastOrder + 10);
                add(title);
                planning.operations.add(new Operation.CreateTitle(code, title.name(), title.order()));
                planning.change(new Change(row.number(), "new", "title", code, name, null, name));
                continue;
            }
            Title title = new Title(code, name.isEmpty() ? known.name() : name, order != null ? order : known.order());
            if (title.equals(known)) {
                planning.unchanged();
            } else {
                byCode.remove(known.code());
                add(title);
                planning.operations.add(new Operation.EditTitle(known.code(), code, title.name(), title.order()));
                planning.change(
                        new Change(row.number(), "changed", "title", code, title.name(), text(known), text(title)));
            }
        }
    }

    /** Whether a file of people made it, so that its name is its code. */
    private static boolean isMade(Title title) {
        return Spelling.key(title.code()).equals(Spelling.key(title.name()));
    }

    private static String text(Title title) {
        return title.code() + " " + title.name() + " (" + title.order() + ")";
    }

    /**
     * The code of the title in a person's row; empty when the row names none, null when it is unknown, which is a fault.
     *
     * <p>A title is made when the row gives both its code and its name, or when there are no titles yet at all, as in a new installation: then its
     * name is its code until a file of titles gives it another. A name of digits only is somebody else's code and is never made a title.
     */
    String of(Sheet sheet, Row row) {
        String code =
                planning.limited(sheet, row, Field.TITLE_CODE, Spelling.code(sheet.cell(row, Field.TITLE_CODE)), 100);
        String name = planning.limited(sheet, row, Field.TITLE, Spelling.name(sheet.cell(row, Field.TITLE)), 100);
        if (code.isEmpty() && name.isEmpty()) {
            return "";
        }
        for (String reference : new String[] {code, code.isEmpty() ? Spelling.code(name) : ""}) {
            if (!reference.isEmpty() && byCode.containsKey(reference)) {
                return reference;
            }
        }
        Title named = byName.get(Spelling.key(code.isEmpty() ? name : code));
        if (named != null) {
            return named.code();
        }
        boolean both = !code.isEmpty() && !name.isEmpty();
        Title made = both ? byName.get(Spelling.key(name)) : null;
        if (made != null && isMade(made)) {
            return made.code();
        }
        boolean digits = Spelling.code(name).chars().allMatch(c -> c >= '0' && c <= '9');
        if (both || first && !name.isEmpty() && !digits) {
            Title title = new Title(both ? code : Spelling.code(name), name, lastOrder + 10);
            add(title);
            planning.operations.add(new Operation.CreateTitle(title.code(), title.name(), title.order()));
            planning.change(new Change(row.number(), "new", "title", title.code(), name, null, name));
            return title.code();
        }
        String value = code.isEmpty() ? name : code;
        String near = Spelling.nearest(
                value, byCode.values().stream().map(Title::name).toList());
        planning.fault(
                row,
                sheet.heading(code.isEmpty() ? Field.TITLE : Field.TITLE_CODE),
                value,
                "title-unknown",
                "near",
                near);
        return null;
    }
}
