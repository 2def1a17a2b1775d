package org.kairan.organization.control;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.kairan.organization.control.ImportColumns.Field;
import org.kairan.organization.control.ImportFile.Row;
import org.kairan.organization.control.ImportFile.Sheet;
import org.kairan.organization.control.ImportPlan.Change;
import org.kairan.organization.entity.Operation;
import org.kairan.organization.entity.Organization;
import org.kairan.organization.entity.Organization.Assignment;
import org.kairan.organization.entity.Organization.AssignmentKind;
import org.kairan.organization.entity.Organization.Person;

/**
 * Plans the people of a file: all rows with one staff number together say what the person is and where they work from the effective day on.
 *
 * <p>Several assignments are several rows, or several sections in one row, of which the first is primary unless the file marks one; a title then goes
 * with the primary one only. A person whose rows name no section keeps the assignments they have.
 */
final class PeoplePlanning {

    /** One row of one person. */
    private record Line(Row row, int column, String number) {}

    /** An assignment that the file wants; a title or an end that is null stays as it is. */
    private static final class Wish {
        final Line line;
        final String heading;
        final String value;
        final String section;
        final LocalDate from;
        final LocalDate until;
        String title;
        Boolean primary;
        boolean provisional;

        Wish(Line line, String heading, String value, String section, LocalDate from, LocalDate until) {
            this.line = line;
            this.heading = heading;
            this.value = value;
            this.section = section;
            this.from = from;
            this.until = until;
        }
    }

    private static final Pattern LIST = Pattern.compile("[\\r\\n;；]+");

    private final Planning planning;
    private final SectionTree before;
    private final SectionTree after;
    private final TitlePlanning titles;
    private final Map<String, Person> people = new LinkedHashMap<>();
    /** Everybody's assignments as they will be; of a person with a fault there are none. */
    private final Map<String, List<Assignment>> assignments = new HashMap<>();

    private Sheet sheet;
    private Field key;
    private boolean failed;

    PeoplePlanning(Planning planning, Organization organization, SectionTree before, SectionTree after) {
        this.planning = planning;
        this.before = before;
        this.after = after;
        titles = new TitlePlanning(planning, organization);
        for (Person person : organization.people()) {
            people.put(Spelling.code(person.staffNumber()), person);
            assignments.put(person.staffNumber(), person.assignments());
        }
    }

    void plan(Sheet people) {
        sheet = people;
        // where nobody has a staff number (Shirasagi's may all be empty), the sign-in name is the key
        boolean numbers = sheet.has(Field.STAFF_NUMBER)
                && (!sheet.has(Field.LOGIN)
                        || sheet.rows.stream()
                                .anyMatch(row ->
                                        !sheet.cell(row, Field.STAFF_NUMBER).isEmpty()));
        key = numbers ? Field.STAFF_NUMBER : Field.LOGIN;
        Map<String, List<Line>> groups = new LinkedHashMap<>();
        for (Row row : sheet.rows) {
            boolean any = false;
            for (int column : sheet.columns(key)) {
                String number = planning.limited(sheet, row, key, Spelling.code(sheet.cell(row, column)), 50);
                if (!number.isEmpty()) {
                    any = true;
                    groups.computeIfAbsent(number, first -> new ArrayList<>(1)).add(new Line(row, column, number));
                }
            }
            if (!any) {
                planning.fault(row, sheet.heading(key), "", "value-missing");
            }
        }
        groups.values().forEach(this::plan);
    }

    private void fault(Line line, String heading, String value, String code, Object... args) {
        failed = true;
        planning.fault(line.row, heading, value, code, args);
    }

    private void plan(List<Line> lines) {
        failed = false;
        Line first = lines.get(0);
        Person known = people.get(first.number);
        List<Line> active = new ArrayList<>();
        Map<Line, Planning.Days> days = new HashMap<>();
        for (Line line : lines) {
            Planning.Days its = planning.days(sheet, line.row);
            days.put(line, its);
            if (!its.ended()) {
                active.add(line);
            }
        }
        if (active.isEmpty()) {
            leave(first, known);
            return;
        }
        Person person = person(active, known);
        List<Wish> wishes = new ArrayList<>();
        boolean named = false;
        for (Line line : active) {
            named |= wishes(line, days.get(line), wishes);
        }
        boolean sections = sheet.has(Field.SECTION)
                || sheet.has(Field.SECTION_CODE)
                || sheet.has(Field.PRIMARY_SECTION)
                || sheet.has(Field.ORGANIZATION);
        if (!named && known == null && sections) {
            Field field = sheet.has(Field.SECTION_CODE)
                    ? Field.SECTION_CODE
                    : sheet.has(Field.SECTION)
                            ? Field.SECTION
                            : sheet.has(Field.PRIMARY_SECTION) ? Field.PRIMARY_SECTION : Field.ORGANIZATION;
            fault(active.get(0), sheet.heading(field), "", "value-missing");
        }
        mark(active, wishes);
        List<Assignment> wanted = known == null ? new ArrayList<>() : new ArrayList<>(known.assignments());
        List<Operation> ends = new ArrayList<>();
        List<Operation> begins = new ArrayList<>();
        if (!wishes.isEmpty() && !failed) {
            assign(person, known, wishes, wanted, ends, begins);
        }
        assignments.put(person.staffNumber(), failed ? List.of() : wanted);
        if (failed) {
            return;
        }
        if (known == null) {
            planning.operations.add(new Operation.CreatePerson(
                    person.staffNumber(), person.name(), person.kana(), person.mail(), person.extension()));
        } else if (!same(person, known)) {
            planning.operations.add(new Operation.EditPerson(
                    person.staffNumber(),
                    changed(known.name(), person.name()),
                    changed(known.kana(), person.kana()),
                    changed(known.mail(), person.mail()),
                    changed(known.extension(), person.extension()),
                    planning.effective));
        }
        planning.operations.addAll(ends);
        planning.operations.addAll(begins);
        report(active.get(0), known, person, wanted);
    }

    /** The last of a person's assignments end; what was planned for later does not come. */
    private void leave(Line line, Person known) {
        LocalDate day = planning.effective;
        List<Assignment> open = known == null
                ? List.of()
                : known.assignments().stream()
                        .filter(a -> a.until() == null || a.until().isAfter(day))
                        .toList();
        if (open.isEmpty()) {
            planning.unchanged();
            return;
        }
        List<Assignment> rest = new ArrayList<>(known.assignments());
        for (Assignment assignment : open) {
            LocalDate until = assignment.from().isAfter(day) ? assignment.from() : day;
            planning.operations.add(new Operation.EndAssignment(
                    known.staffNumber(), assignment.sectionCode(), assignment.from(), until));
            rest.remove(assignment);
        }
        assignments.put(known.staffNumber(), rest);
        planning.change(new Change(
                line.row.number(), "left", "person", known.staffNumber(), known.name(), text(before, open), null));
    }

    private Person person(List<Line> lines, Person known) {
        String name = null;
        String kana = null;
        String mail = null;
        String extension = null;
        Line named = null;
        for (Line line : lines) {
            Row row = line.row;
            String itsName = name(row, Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAME, 100);
            String heading = sheet.heading(sheet.has(Field.NAME) ? Field.NAME : Field.FAMILY_NAME);
            if (!itsName.isEmpty() && name == null) {
                name = itsName;
                named = line;
            } else if (!itsName.isEmpty() && !Spelling.key(name).equals(Spelling.key(itsName))) {
                fault(line, heading, itsName, "staff-number-doubled", "row", named.row.number(), "name", name);
            }
            String itsKana = Spelling.kana(name(row, Field.KANA, Field.FAMILY_KANA, Field.GIVEN_KANA, 100));
            if (!Spelling.isKana(itsKana)) {
                fault(
                        line,
                        sheet.heading(sheet.has(Field.KANA) ? Field.KANA : Field.FAMILY_KANA),
                        itsKana,
                        "kana-invalid");
            } else if (kana == null && !itsKana.isEmpty()) {
                kana = itsKana;
            }
            String itsMail = planning.limited(sheet, row, Field.MAIL, Spelling.code(sheet.cell(row, Field.MAIL)), 254);
            if (!itsMail.isEmpty() && !Spelling.isMail(itsMail)) {
                fault(line, sheet.heading(Field.MAIL), itsMail, "mail-invalid");
            } else if (mail == null && !itsMail.isEmpty()) {
                mail = itsMail;
            }
            String itsExtension =
                    planning.limited(sheet, row, Field.EXTENSION, Spelling.code(sheet.cell(row, Field.EXTENSION)), 50);
            if (extension == null && !itsExtension.isEmpty()) {
                extension = itsExtension;
            }
        }
        Line first = lines.get(0);
        if (name == null && known == null) {
            if (sheet.has(Field.NAME) || sheet.has(Field.FAMILY_NAME)) {
                fault(
                        first,
                        sheet.heading(sheet.has(Field.NAME) ? Field.NAME : Field.FAMILY_NAME),
                        "",
                        "value-missing");
            } else {
                fault(first, sheet.heading(first.column), first.number, "person-unknown");
            }
        }
        if (kana == null && known == null && name != null && Spelling.isKana(Spelling.kana(name))) {
            kana = Spelling.kana(name);
        }
        if (known == null) {
            return new Person(
                    first.number, name == null ? "" : name, kana == null ? "" : kana, mail, extension, List.of());
        }
        return new Person(
                known.staffNumber(),
                name == null ? known.name() : name,
                kana == null ? known.kana() : kana,
                mail == null && !clears(Field.MAIL) ? known.mail() : mail,
                extension == null && !clears(Field.EXTENSION) ? known.extension() : extension,
                List.of());
    }

    /** An empty cell of a file leaves what is known; an empty field of a form was emptied by somebody. */
    private boolean clears(Field field) {
        return planning.file.isForm() && sheet.has(field);
    }

    private String name(Row row, Field whole, Field family, Field given, int max) {
        String name = Spelling.name(sheet.cell(row, whole));
        if (name.isEmpty()) {
            name = Spelling.name(sheet.cell(row, family) + "　" + sheet.cell(row, given));
        }
        return planning.limited(sheet, row, sheet.has(whole) ? whole : family, name, max);
    }

    /** Adds the assignments of a row; false when it names no section. */
    private boolean wishes(Line line, Planning.Days days, List<Wish> wishes) {
        Row row = line.row;
        LocalDate effective = planning.effective;
        LocalDate from = days.from() != null && days.from().isAfter(effective) ? days.from() : effective;
        Boolean primary = null;
        boolean provisional = false;
        String kind = sheet.cell(row, Field.KIND);
        if (!kind.isEmpty()) {
            primary = ImportColumns.primary(kind);
            provisional = ImportColumns.isProvisional(kind);
            if (primary == null) {
                fault(line, sheet.heading(Field.KIND), kind, "kind-unknown");
            }
        }
        String title = titles.of(sheet, row);
        failed |= title == null;
        Map<String, Wish> its = new LinkedHashMap<>();
        boolean named = false;
        Wish marked = null;
        for (Field field : List.of(Field.SECTION_CODE, Field.SECTION, Field.PRIMARY_SECTION, Field.ORGANIZATION)) {
            // a name beside a code only repeats it, and the whole office counts only when there is nothing else
            if (named && field != Field.PRIMARY_SECTION) {
                continue;
            }
            for (int column : sheet.columns(field)) {
                for (String reference : LIST.split(sheet.cell(row, column))) {
                    String text = Spelling.trimmed(reference);
                    if (text.isEmpty() || text.equals("*")) {
                        continue;
                    }
                    named = true;
                    SectionTree.Found found = after.find(text);
                    if (found.code() == null) {
                        fault(
                                line,
                                sheet.heading(column),
                                text,
                                found.ambiguous() ? "section-ambiguous" : "section-unknown",
                                "near",
                                found.near());
                        continue;
                    }
                    Wish wish = its.computeIfAbsent(
                            found.code(),
                            code -> new Wish(line, sheet.heading(column), text, code, from, days.until()));
                    if (field == Field.PRIMARY_SECTION) {
                        if (marked != null && marked != wish) {
                            fault(line, sheet.heading(column), text, "primary-doubled", "row", row.number());
                        }
                        marked = wish;
                    }
                }
            }
        }
        boolean first = true;
        for (Wish wish : its.values()) {
            if (marked != null) {
                wish.primary = wish == marked;
            } else if (kind.isEmpty()) {
                wish.primary = its.size() > 1 && sheet.has(Field.KIND) ? Boolean.valueOf(first) : null;
            } else {
                wish.primary = first ? primary : Boolean.FALSE;
                wish.provisional = provisional && first;
            }
            boolean main = marked != null ? wish == marked : first;
            wish.title = main && title != null && !title.isEmpty() ? title : null;
            first = false;
        }
        for (Wish wish : its.values()) {
            Wish earlier = wishes.stream()
                    .filter(other -> other.section.equals(wish.section) && overlap(other, wish))
                    .findFirst()
                    .orElse(null);
            if (earlier != null) {
                fault(line, wish.heading, wish.value, "staff-number-doubled", "row", earlier.line.row.number());
            } else {
                wishes.add(wish);
            }
        }
        return named;
    }

    private static boolean overlap(Wish one, Wish other) {
        return (one.until == null || other.from.isBefore(one.until))
                && (other.until == null || one.from.isBefore(other.until));
    }

    /** Decides which assignment is primary where the file does not. */
    private void mark(List<Line> lines, List<Wish> wishes) {
        if (wishes.isEmpty()) {
            return;
        }
        Wish primary = null;
        for (Wish wish : wishes) {
            if (Boolean.TRUE.equals(wish.primary)) {
                if (primary != null && overlap(primary, wish)) {
                    String heading = sheet.has(Field.KIND) ? sheet.heading(Field.KIND) : wish.heading;
                    fault(
                            wish.line,
                            heading,
                            sheet.has(Field.KIND) ? sheet.cell(wish.line.row, Field.KIND) : wish.value,
                            "primary-doubled",
                            "row",
                            primary.line.row.number());
                } else {
                    primary = wish;
                }
            }
        }
        if (primary == null) {
            boolean marks = sheet.has(Field.KIND) && wishes.size() > 1;
            Wish chosen = wishes.stream()
                    .filter(wish -> wish.primary == null || wish.provisional && wishes.size() == 1)
                    .findFirst()
                    .orElse(null);
            if (chosen == null || marks) {
                if (!failed) {
                    fault(
                            lines.get(0),
                            sheet.heading(Field.KIND),
                            sheet.cell(lines.get(0).row, Field.KIND),
                            "primary-missing");
                }
            } else {
                chosen.primary = true;
            }
        }
        wishes.forEach(wish -> wish.primary = Boolean.TRUE.equals(wish.primary));
    }

    /** Compares what is wanted with what is, and turns the difference into operations; {@code all} becomes what will be. */
    private void assign(
            Person person,
            Person known,
            List<Wish> wishes,
            List<Assignment> all,
            List<Operation> ends,
            List<Operation> begins) {
        LocalDate day = planning.effective;
        String number = person.staffNumber();
        List<Assignment> current = known == null ? List.of() : known.on(day);
        List<Assignment> later = known == null
                ? List.of()
                : known.assignments().stream()
                        .filter(a -> a.from().isAfter(day))
                        .toList();
        if (!current.isEmpty() && wishes.stream().allMatch(wish -> wish.from.isAfter(day))) {
            Wish wish = wishes.get(0);
            fault(
                    wish.line,
                    sheet.heading(Field.FROM),
                    sheet.cell(wish.line.row, Field.FROM),
                    "starts-later",
                    "from",
                    wish.from.toString());
            return;
        }
        List<Assignment> kept = new ArrayList<>();
        List<Operation> extensions = new ArrayList<>();
        Map<Assignment, Wish> made = new LinkedHashMap<>();
        for (Wish wish : wishes) {
            AssignmentKind kind = wish.primary ? AssignmentKind.PRIMARY : AssignmentKind.CONCURRENT;
            boolean now = wish.from.equals(day);
            Assignment old = (now ? current : later)
                    .stream()
                            .filter(a -> a.sectionCode().equals(wish.section)
                                    && (now || a.from().equals(wish.from)))
                            .findFirst()
                            .orElse(null);
            String title =
                    wish.title != null || clears(Field.TITLE_CODE) ? wish.title : old == null ? null : old.titleCode();
            LocalDate until = wish.until != null ? wish.until : old == null ? null : old.until();
            Assignment wanted = new Assignment(wish.section, title, kind, wish.from, until);
            if (old == null || !Objects.equals(old.titleCode(), title) || old.kind() != kind) {
                made.put(wanted, wish);
                continue;
            }
            kept.add(old);
            if (!Objects.equals(old.until(), until)) {
                boolean shorter = until != null && (old.until() == null || until.isBefore(old.until()));
                (shorter ? ends : extensions)
                        .add(new Operation.EndAssignment(number, old.sectionCode(), old.from(), until));
                Assignment changed = new Assignment(old.sectionCode(), old.titleCode(), old.kind(), old.from(), until);
                all.set(all.indexOf(old), changed);
                if (!shorter) {
                    checkLater(
                            wish,
                            changed,
                            later.stream().filter(other -> other != old).toList());
                }
            }
        }
        for (Assignment old : current) {
            if (!kept.contains(old)) {
                ends.add(new Operation.EndAssignment(number, old.sectionCode(), old.from(), day));
                all.remove(old);
                if (old.from().isBefore(day)) {
                    all.add(new Assignment(old.sectionCode(), old.titleCode(), old.kind(), old.from(), day));
                }
            }
        }
        made.forEach((assignment, wish) -> {
            checkLater(wish, assignment, later);
            begins.add(new Operation.Assign(
                    number,
                    assignment.sectionCode(),
                    assignment.titleCode(),
                    assignment.kind(),
                    assignment.from(),
                    assignment.until()));
            all.add(assignment);
        });
        ends.addAll(extensions);
    }

    /** What begins after the effective day stays as it is, so nothing may reach into it. */
    private void checkLater(Wish wish, Assignment assignment, List<Assignment> later) {
        later.stream()
                .filter(other -> Organization.conflict(assignment, other))
                .findFirst()
                .ifPresent(other -> fault(
                        wish.line,
                        wish.heading,
                        wish.value,
                        "later-assignment",
                        "from",
                        other.from().toString(),
                        "section",
                        before.path(other.sectionCode())));
    }

    /** What an operation says of a text: null if it stays, empty if it goes. */
    private static String changed(String known, String next) {
        return Objects.equals(known, next) ? null : next == null ? "" : next;
    }

    private static boolean same(Person one, Person other) {
        return one.name().equals(other.name())
                && one.kana().equals(other.kana())
                && Objects.equals(one.mail(), other.mail())
                && Objects.equals(one.extension(), other.extension());
    }

    private void report(Line line, Person known, Person person, List<Assignment> wanted) {
        LocalDate day = planning.effective;
        List<Assignment> will = wanted.stream()
                .filter(a -> a.until() == null || a.until().isAfter(day))
                .toList();
        if (known == null) {
            String text = text(after, will);
            planning.change(new Change(
                    line.row.number(),
                    "new",
                    "person",
                    person.staffNumber(),
                    person.name(),
                    null,
                    text.isEmpty() ? null : text));
            return;
        }
        List<Assignment> was = known.assignments().stream()
                .filter(a -> a.until() == null || a.until().isAfter(day))
                .toList();
        boolean sameWork = was.size() == will.size() && will.containsAll(was);
        if (sameWork && same(person, known)) {
            planning.unchanged();
            return;
        }
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        difference(known.name(), person.name(), from, to);
        difference(known.kana(), person.kana(), from, to);
        difference(known.mail(), person.mail(), from, to);
        difference(known.extension(), person.extension(), from, to);
        if (!sameWork) {
            from.add(text(before, was));
            to.add(text(after, will));
        }
        boolean sameSections = was.stream()
                .map(Assignment::sectionCode)
                .sorted()
                .toList()
                .equals(will.stream().map(Assignment::sectionCode).sorted().toList());
        planning.change(new Change(
                line.row.number(),
                sameSections ? "changed" : "moved",
                "person",
                person.staffNumber(),
                person.name(),
                joined(from),
                joined(to)));
    }

    private static void difference(String old, String now, List<String> from, List<String> to) {
        if (!Objects.equals(old, now)) {
            from.add(old == null ? "" : old);
            to.add(now == null ? "" : now);
        }
    }

    private static String joined(List<String> lines) {
        String text =
                String.join("\n", lines.stream().filter(line -> !line.isEmpty()).toList());
        return text.isEmpty() ? null : text;
    }

    private String text(SectionTree tree, List<Assignment> list) {
        List<String> lines = list.stream()
                .sorted(Comparator.comparing(Assignment::kind).thenComparing(Assignment::from))
                .map(a -> {
                    String title = titles.name(a.titleCode());
                    return (a.kind() == AssignmentKind.PRIMARY ? "" : "+ ")
                            + tree.path(a.sectionCode())
                            + (title == null ? "" : " " + title)
                            + (a.from().isAfter(planning.effective) ? " " + a.from() + " –" : "")
                            + (a.until() == null ? "" : " – " + a.until().minusDays(1));
                })
                .toList();
        return String.join("\n", lines);
    }

    /** By section, the days on which people's assignments in it end, {@link LocalDate#MAX} when they are open, once everything is applied. */
    Map<String, List<LocalDate>> ends() {
        Map<String, List<LocalDate>> ends = new HashMap<>();
        assignments
                .values()
                .forEach(list -> list.forEach(a -> ends.computeIfAbsent(a.sectionCode(), code -> new ArrayList<>())
                        .add(a.until() == null ? LocalDate.MAX : a.until())));
        return ends;
    }
}
