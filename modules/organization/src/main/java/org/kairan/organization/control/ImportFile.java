package org.kairan.organization.control;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.kairan.organization.control.ImportColumns.Field;

/**
 * A file of people, sections or titles as it was given: its encoding, its columns and its rows, and what is wrong with its form.
 *
 * <p>Read are UTF-8 with or without byte order mark, UTF-16 with one, and windows-31j (the Shift_JIS of Windows, with ①, ㈱, 髙, 﨑); divided by
 * comma, tab or semicolon. Headings may come in any order. Reading never fails: a file that cannot be read has a fault and no rows.
 */
public final class ImportFile {

    public static final int MAX_MEGABYTES = 20;

    private static final Charset WINDOWS_31J = Charset.forName("windows-31j");

    /** What a file holds. */
    public enum Kind {
        SECTIONS,
        PEOPLE,
        BOTH,
        TITLES;

        /** The kind as the API names it, e.g. {@code people}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A column as the file names it.
     *
     * @param field what it says, e.g. {@code staffNumber}; null when the column is not used
     * @param known false for a heading that Kairan does not know; a column that is known and not used (a password, a role) is left out on purpose
     */
    public record Column(String heading, String field, boolean known) {}

    /** A row as it was given; {@code number} counts as a spreadsheet does (the headings are usually row 1), {@code line} counts line ends. */
    record Row(int number, long line, List<String> values) {}

    private final String encoding;
    private final char delimiter;
    private final Kind kind;
    private final List<String> headings;
    private final int headingRow;
    private final List<Row> rows;
    private final Set<Row> crooked = new HashSet<>();
    private final List<ImportPlan.Fault> faults;
    private final List<Field> people;
    private final List<Field> sections;
    private final List<Field> titles;
    private boolean form;

    private ImportFile(
            String encoding,
            char delimiter,
            int headingRow,
            List<String> headings,
            List<Row> rows,
            List<ImportPlan.Fault> faults) {
        this.encoding = encoding;
        this.delimiter = delimiter;
        this.headingRow = headingRow;
        this.headings = headings;
        this.rows = rows;
        this.faults = faults;
        IntFunction<List<String>> values = column -> rows.stream()
                .filter(row -> column < row.values.size())
                .map(row -> row.values.get(column))
                .toList();
        kind = headings.isEmpty() ? null : ImportColumns.kind(headings, values);
        people = kind == Kind.PEOPLE || kind == Kind.BOTH ? ImportColumns.people(kind, headings, values) : List.of();
        sections = kind == Kind.SECTIONS || kind == Kind.BOTH ? ImportColumns.sections(headings) : List.of();
        titles = kind == Kind.TITLES ? ImportColumns.titles(headings) : List.of();
        checkForm();
    }

    /** Reads a file of at most {@value #MAX_MEGABYTES} MB. */
    public static ImportFile read(byte[] content) {
        List<ImportPlan.Fault> faults = new ArrayList<>();
        if (content.length > MAX_MEGABYTES * 1024 * 1024) {
            return unreadable(
                    "", new ImportPlan.Fault(0, null, null, "organization.file-too-big", Map.of("max", MAX_MEGABYTES)));
        }
        Text text = decode(content);
        if (text.characters == null) {
            return unreadable(
                    text.encoding, new ImportPlan.Fault(0, null, null, "organization.encoding-unreadable", Map.of()));
        }
        String characters = text.characters;
        int skipped = 0;
        char given = 0;
        // a spreadsheet's own hint on the first line
        if (characters.length() > 5 && characters.regionMatches(true, 0, "sep=", 0, 4)) {
            given = characters.charAt(4);
            characters = characters.substring(5).replaceFirst("^\\R", "");
            skipped = 1;
        }
        char delimiter = given != 0 ? given : delimiter(characters);
        List<Row> rows = new ArrayList<>();
        try {
            parse(characters, delimiter, skipped, rows, Integer.MAX_VALUE);
        } catch (IOException e) {
            int row = rows.isEmpty() ? 1 + skipped : rows.get(rows.size() - 1).number + 1;
            faults.add(new ImportPlan.Fault(row, null, null, "organization.quote-open", Map.of()));
        }
        if (rows.size() < 2) {
            if (faults.isEmpty()) {
                faults.add(new ImportPlan.Fault(0, null, null, "organization.file-empty", Map.of()));
            }
            return new ImportFile(text.encoding, delimiter, 0, List.of(), List.of(), faults);
        }
        Row first = rows.get(0);
        List<String> headings = first.values.stream().map(Spelling::trimmed).toList();
        return new ImportFile(
                text.encoding, delimiter, first.number, headings, List.copyOf(rows.subList(1, rows.size())), faults);
    }

    /**
     * Takes what somebody has typed into a form as a file of so many rows, so that the same is checked.
     *
     * @param rows by the fields' names in the API, e.g. {@code staffNumber}; an empty value empties what is known
     * @throws IllegalArgumentException if there is no such field
     */
    public static ImportFile form(List<Map<String, String>> rows) {
        List<String> fields =
                rows.stream().flatMap(row -> row.keySet().stream()).distinct().toList();
        List<String> headings = fields.stream().map(ImportColumns::heading).toList();
        List<Row> values = new ArrayList<>();
        for (Map<String, String> row : rows) {
            values.add(new Row(
                    values.size() + 1,
                    values.size() + 1,
                    fields.stream()
                            .map(field -> row.get(field) == null ? "" : row.get(field))
                            .toList()));
        }
        ImportFile file = new ImportFile("UTF-8", ',', 0, headings, values, new ArrayList<>());
        file.form = true;
        return file;
    }

    boolean isForm() {
        return form;
    }

    private static ImportFile unreadable(String encoding, ImportPlan.Fault fault) {
        return new ImportFile(encoding, ',', 0, List.of(), List.of(), new ArrayList<>(List.of(fault)));
    }

    private record Text(String encoding, String characters) {}

    private static Text decode(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return text("UTF-8", StandardCharsets.UTF_8, bytes, 3);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return text("UTF-16", StandardCharsets.UTF_16LE, bytes, 2);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return text("UTF-16", StandardCharsets.UTF_16BE, bytes, 2);
        }
        for (Charset charset : List.of(StandardCharsets.UTF_8, WINDOWS_31J)) {
            try {
                CharBuffer strict = charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes));
                return usable(charset.name(), strict.toString());
            } catch (CharacterCodingException notThisOne) {
                // the next one is tried, and at last both leniently
            }
        }
        Text utf8 = text("UTF-8", StandardCharsets.UTF_8, bytes, 0);
        Text windows = text(WINDOWS_31J.name(), WINDOWS_31J, bytes, 0);
        return damage(utf8) < damage(windows) ? utf8 : windows;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        return bytes.length >= mark.length
                && IntStream.range(0, mark.length).allMatch(i -> (bytes[i] & 0xFF) == mark[i]);
    }

    private static Text text(String name, Charset charset, byte[] bytes, int offset) {
        return usable(name, new String(bytes, offset, bytes.length - offset, charset));
    }

    /** What is mostly no text (a spreadsheet's own format, UTF-16 without a mark) is not shown as thousands of faults. */
    private static Text usable(String name, String characters) {
        long bad = characters.chars().filter(c -> c == '\uFFFD' || c == 0).count();
        boolean hopeless = bad > 20 && bad > characters.length() / 20 || characters.startsWith("PK\u0003\u0004");
        return new Text(canonical(name), hopeless ? null : characters);
    }

    private static String canonical(String name) {
        return name.equalsIgnoreCase("windows-31j") ? "windows-31j" : name;
    }

    private static long damage(Text text) {
        return text.characters == null
                ? Long.MAX_VALUE
                : text.characters.chars().filter(c -> c == '\uFFFD').count();
    }

    /** The one that makes most headings known, and then most columns. */
    private static char delimiter(String characters) {
        char best = ',';
        long most = -1;
        for (char candidate : new char[] {',', '\t', ';'}) {
            List<Row> rows = new ArrayList<>();
            try {
                parse(characters, candidate, 0, rows, 1);
            } catch (IOException e) {
                continue;
            }
            if (rows.isEmpty()) {
                continue;
            }
            List<String> headings = rows.get(0).values;
            long known = headings.stream().filter(ImportColumns::isKnown).count();
            long score = known * 1000 + headings.size();
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    private static void parse(String characters, char delimiter, int skipped, List<Row> rows, int limit)
            throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = format.parse(new StringReader(characters))) {
            Iterator<CSVRecord> records = parser.iterator();
            long line = skipped + 1;
            while (rows.size() < limit && records.hasNext()) {
                CSVRecord record = records.next();
                List<String> values = record.toList();
                if (!values.stream().allMatch(String::isBlank)) {
                    rows.add(new Row((int) record.getRecordNumber() + skipped, line, values));
                }
                line = parser.getCurrentLineNumber() + skipped + 1;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void checkForm() {
        if (headings.isEmpty()) {
            return;
        }
        if (kind == null) {
            faults.add(new ImportPlan.Fault(
                    headingRow,
                    null,
                    String.join(", ", headings),
                    "organization.column-missing",
                    Map.of("column", "職員番号")));
            return;
        }
        if (kind == Kind.PEOPLE || kind == Kind.BOTH) {
            checkColumns(people);
            if (!people.contains(Field.STAFF_NUMBER) && !people.contains(Field.LOGIN)) {
                missing("職員番号");
            }
        }
        if (kind == Kind.SECTIONS || kind == Kind.BOTH) {
            checkColumns(sections);
            if (!sections.contains(Field.SECTION_NAME) && !sections.contains(Field.SECTION_CODE)) {
                missing("組織名");
            }
        }
        if (kind == Kind.TITLES) {
            checkColumns(titles);
            if (!titles.contains(Field.TITLE_CODE)) {
                missing("役職コード");
            }
            if (!titles.contains(Field.TITLE)) {
                missing("役職名");
            }
        }
        rows.forEach(this::checkRow);
    }

    private void missing(String column) {
        faults.add(new ImportPlan.Fault(
                headingRow, column, null, "organization.column-missing", Map.of("column", column)));
    }

    private void checkColumns(List<Field> fields) {
        int doubled = ImportColumns.doubled(fields, headings);
        if (doubled < 0) {
            return;
        }
        String heading = headings.get(doubled);
        int first = fields.indexOf(fields.get(doubled));
        ImportPlan.Fault fault = new ImportPlan.Fault(
                headingRow, heading, heading, "organization.column-doubled", Map.of("column", headings.get(first)));
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    /**
     * More values than headings, or so few that a row's key is missing, mean that a delimiter is missing or too many. Empty cells at the end of a
     * row may be missing, since spreadsheets leave them out.
     */
    private void checkRow(Row row) {
        boolean tooLong = row.values.size() > headings.size()
                && row.values.subList(headings.size(), row.values.size()).stream()
                        .anyMatch(value -> !value.isBlank());
        boolean tooShort = false;
        for (int i = row.values.size(); i < headings.size(); i++) {
            Field field = field(i);
            tooShort |= field == Field.STAFF_NUMBER
                    || field == Field.NAME
                    || field == Field.SECTION_NAME
                    || field == Field.SECTION_CODE && kind == Kind.SECTIONS
                    || kind == Kind.TITLES && field == Field.TITLE;
        }
        if (tooLong || tooShort) {
            String first = row.values.stream()
                    .filter(value -> !value.isBlank())
                    .findFirst()
                    .orElse("");
            faults.add(new ImportPlan.Fault(
                    row.number,
                    null,
                    first,
                    "organization.row-length",
                    Map.of("expected", headings.size(), "found", row.values.size())));
            // its values may stand in the wrong columns: nothing more is said of it
            crooked.add(row);
            return;
        }
        for (int i = 0; i < Math.min(row.values.size(), headings.size()); i++) {
            checkCharacters(row, i);
        }
    }

    private void checkCharacters(Row row, int column) {
        Field field = field(column);
        if (field == null) {
            return;
        }
        boolean list = field == Field.SECTION
                || field == Field.SECTION_CODE
                || field == Field.PRIMARY_SECTION
                || field == Field.TITLE;
        String value = Spelling.trimmed(row.values.get(column));
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int c = value.codePointAt(i);
            if (c == 0xFFFD) {
                faults.add(new ImportPlan.Fault(
                        row.number, headings.get(column), value, "organization.encoding-unreadable", Map.of()));
                return;
            }
            if (refused(c) && !(list && (c == '\n' || c == '\r'))) {
                faults.add(new ImportPlan.Fault(
                        row.number,
                        headings.get(column),
                        value,
                        "organization.character-invalid",
                        Map.of("character", String.format("U+%04X", c))));
                return;
            }
        }
    }

    /** Control characters (a tab counts as a space), those that change the direction of writing or are not seen, and halves of a character. */
    private static boolean refused(int c) {
        int type = Character.getType(c);
        return c != '\t'
                && (type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.SURROGATE
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR);
    }

    private Field field(int column) {
        Field field = people.isEmpty() ? null : people.get(column);
        if (field == null && !sections.isEmpty()) {
            field = sections.get(column);
        }
        if (field == null && !titles.isEmpty()) {
            field = titles.get(column);
        }
        return field;
    }

    /** The encoding found, e.g. {@code UTF-8} or {@code windows-31j}; empty when the file was not looked at. */
    public String encoding() {
        return encoding;
    }

    public char delimiter() {
        return delimiter;
    }

    /** What the file holds; null when its headings do not tell, which is a fault. */
    public Kind kind() {
        return kind;
    }

    /** The columns in the file's order. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            Field field = field(i);
            if (field == null && headings.get(i).isEmpty()) {
                continue;
            }
            columns.add(new Column(
                    headings.get(i),
                    field == null ? null : field.id(),
                    field != null || ImportColumns.isNotUsed(headings.get(i))));
        }
        return columns;
    }

    /** How many rows there are below the headings, empty ones not counted. */
    public int size() {
        return rows.size();
    }

    /** What is wrong with the form of the file; more comes to light when it is planned. */
    public List<ImportPlan.Fault> faults() {
        return List.copyOf(faults);
    }

    /** The people's rows as a table by field. */
    Sheet peopleSheet() {
        return new Sheet(people, kind == Kind.BOTH ? rows(ImportColumns::isUser) : rows(any -> true));
    }

    Sheet sectionSheet() {
        return new Sheet(sections, kind == Kind.BOTH ? rows(ImportColumns::isGroup) : rows(any -> true));
    }

    Sheet titleSheet() {
        return new Sheet(titles, rows(any -> true));
    }

    /** In a file of both, the rows that are neither a section's nor a person's. */
    List<ImportPlan.Fault> unknownRows() {
        if (kind != Kind.BOTH) {
            return List.of();
        }
        int column = people.indexOf(Field.ROW_KIND);
        return rows(value -> !ImportColumns.isGroup(value) && !ImportColumns.isUser(value)).stream()
                .map(row -> new ImportPlan.Fault(
                        row.number,
                        headings.get(column),
                        column < row.values.size() ? row.values.get(column) : "",
                        "organization.row-kind-unknown",
                        Map.of()))
                .toList();
    }

    private List<Row> rows(Predicate<String> kinds) {
        int column = people.indexOf(Field.ROW_KIND);
        return rows.stream()
                .filter(row -> !crooked.contains(row)
                        && kinds.test(column >= 0 && column < row.values.size() ? row.values.get(column) : ""))
                .toList();
    }

    int columnOf(String heading) {
        return headings.indexOf(heading);
    }

    /** Rows read by field, not by position. */
    final class Sheet {
        private final Map<Field, int[]> columns = new EnumMap<>(Field.class);
        final List<Row> rows;

        private Sheet(List<Field> fields, List<Row> rows) {
            this.rows = rows;
            for (int i = 0; i < fields.size(); i++) {
                Field field = fields.get(i);
                if (field == null) {
                    continue;
                }
                int[] earlier = columns.getOrDefault(field, new int[0]);
                int[] all = Arrays.copyOf(earlier, earlier.length + 1);
                all[earlier.length] = i;
                columns.put(field, all);
            }
        }

        boolean has(Field field) {
            return columns.containsKey(field);
        }

        int[] columns(Field field) {
            return columns.getOrDefault(field, new int[0]);
        }

        String heading(int column) {
            return headings.get(column);
        }

        /** The field's first heading, or null. */
        String heading(Field field) {
            return has(field) ? headings.get(columns.get(field)[0]) : null;
        }

        /** The cell's text without white space around it and without control characters, which are a fault of their own; empty when there is none. */
        String cell(Row row, int column) {
            if (column >= row.values.size()) {
                return "";
            }
            String value = row.values.get(column);
            boolean clean =
                    value.chars().noneMatch(c -> c != '\n' && c != '\r' && c != '\t' && Character.isISOControl(c));
            return Spelling.trimmed(clean ? value : value.replaceAll("[\\p{Cntrl}&&[^\\n\\r\\t]]", ""));
        }

        /** The field's first cell that says something; {@code *} and empty both mean: leave as it is. */
        String cell(Row row, Field field) {
            for (int column : columns(field)) {
                String value = cell(row, column);
                if (!value.isEmpty() && !value.equals("*")) {
                    return value;
                }
            }
            return "";
        }
    }
}
