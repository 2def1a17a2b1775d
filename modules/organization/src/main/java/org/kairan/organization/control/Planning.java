package org.kairan.organization.control;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kairan.organization.control.ImportColumns.Field;
import org.kairan.organization.control.ImportFile.Row;
import org.kairan.organization.control.ImportFile.Sheet;
import org.kairan.organization.control.ImportPlan.Change;
import org.kairan.organization.control.ImportPlan.Counts;
import org.kairan.organization.control.ImportPlan.Fault;
import org.kairan.organization.entity.Operation;
import org.kairan.organization.entity.Organization;

/** The making of one {@link ImportPlan}: titles first, then sections, then people, who need both. */
final class Planning {

    final ImportFile file;
    final LocalDate effective;
    final List<Operation> operations = new ArrayList<>();
    private final Organization organization;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private int unchanged;

    Planning(ImportFile file, Organization organization, LocalDate effective) {
        this.file = file;
        this.organization = organization;
        this.effective = effective;
    }

    ImportPlan plan() {
        faults.addAll(file.faults());
        faults.addAll(file.unknownRows());
        boolean readable = file.kind() != null
                && file.faults().stream().noneMatch(fault -> fault.code().startsWith("organization.column-"));
        if (readable) {
            switch (file.kind()) {
                case TITLES -> new TitlePlanning(this, organization).plan(file.titleSheet());
                case SECTIONS -> {
                    SectionPlanning sections = new SectionPlanning(this, organization);
                    sections.plan(file.sectionSheet());
                    sections.end(
                            new PeoplePlanning(this, sections.organization(), sections.before(), sections.after()));
                }
                case PEOPLE, BOTH -> {
                    SectionPlanning sections = new SectionPlanning(this, organization);
                    if (file.kind() == ImportFile.Kind.BOTH) {
                        sections.plan(file.sectionSheet());
                    }
                    PeoplePlanning people =
                            new PeoplePlanning(this, sections.organization(), sections.before(), sections.after());
                    people.plan(file.peopleSheet());
                    sections.end(people);
                }
            }
        }
        faults.sort(Comparator.comparingInt(Fault::row).thenComparingInt(fault -> file.columnOf(fault.column())));
        changes.sort(Comparator.comparingInt(Change::row));
        Counts total = new Counts(count("new"), count("moved"), count("left"), count("changed"), unchanged);
        return new ImportPlan(file.kind(), total, changes, faults, faults.isEmpty() ? operations : List.of());
    }

    private int count(String kind) {
        return counts.getOrDefault(kind, 0);
    }

    void fault(Row row, String column, String value, String code, Object... args) {
        Map<String, Object> named = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (args[i + 1] != null) {
                named.put((String) args[i], args[i + 1]);
            }
        }
        faults.add(new Fault(row.number(), column, value, "organization." + code, named));
    }

    void change(Change change) {
        changes.add(change);
        if (!change.subject().equals("title") || file.kind() == ImportFile.Kind.TITLES) {
            counts.merge(change.kind(), 1, Integer::sum);
        }
    }

    void unchanged() {
        unchanged++;
    }

    /** A day; null when the cell is empty or no day, which is a fault. */
    LocalDate date(Sheet sheet, Row row, Field field) {
        String text = sheet.cell(row, field);
        if (text.isEmpty()) {
            return null;
        }
        LocalDate date = Spelling.date(text);
        if (date == null) {
            fault(row, sheet.heading(field), text, "date-invalid");
        }
        return date;
    }

    /** A text of at most {@code max} characters; what is longer is a fault. */
    String limited(Sheet sheet, Row row, Field field, String text, int max) {
        if (text.codePointCount(0, text.length()) > max) {
            fault(row, sheet.heading(field), text, "too-long", "max", max);
        }
        return text;
    }

    /** First and last day of a row. */
    record Days(LocalDate from, LocalDate until, boolean ended) {}

    /**
     * The days of a row, and whether it says that somebody left or something is closed: by a state, or by a last day before the effective day.
     * The last day is inclusive in a file and exclusive here.
     */
    Days days(Sheet sheet, Row row) {
        LocalDate from = date(sheet, row, Field.FROM);
        LocalDate last = date(sheet, row, Field.UNTIL);
        boolean ended = last != null && last.isBefore(effective);
        for (int column : sheet.columns(Field.STATE)) {
            String state = sheet.cell(row, column);
            Boolean left = ImportColumns.ended(sheet.heading(column), state);
            if (left == null) {
                fault(row, sheet.heading(column), state, "state-unknown");
            } else {
                ended |= left;
            }
        }
        if (from != null && last != null && last.isBefore(from)) {
            fault(row, sheet.heading(Field.UNTIL), sheet.cell(row, Field.UNTIL), "date-order");
            last = null;
        }
        return new Days(from, last == null ? null : last.plusDays(1), ended);
    }
}
