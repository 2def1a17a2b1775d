package org.kairan.calendar.control.exchange;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.kairan.calendar.control.Bounds;
import org.kairan.calendar.entity.Content;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.Era;

/**
 * Turns a table of events (CSV), as other groupware and spreadsheets write it, into drafts, row by row.
 *
 * <p>Columns are known by their headings, in any order, divided by comma, tab or semicolon; texts are UTF-8, UTF-16 with a byte order mark or windows-31j. A day may be written 2026-12-01, 2026/12/1, 2026年12月1日, 令和8年12月1日 or R8.12.1; without
 * times an event lasts whole days, the last one included. The name of a draft is made of all that its row says, so that the same row brought in again is the same event.
 */
public final class RowReader {

    /** As many rows as a table may have below its headings. */
    public static final int MOST = 10_000;

    private static final Duration NO_LENGTH = Duration.ofMinutes(30);
    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");
    private static final Pattern TIME =
            Pattern.compile("(午前|午後|AM|PM)? ?(\\d{1,2})[:時](?:(\\d{1,2})分?)?(?::\\d{1,2})? ?(AM|PM)?");

    private enum Column {
        NUMBER("職員番号 職員コード 社員番号 社員コード 従業員番号 ユーザーコード staffnumber employeecode employeenumber"),
        NAME("氏名 名前 職員名 ユーザー名 ユーザー 担当者 name"),
        START_DAY("開始日 開始日付 日付 年月日 予定日 startdate date"),
        START_TIME("開始時刻 開始時間 starttime"),
        START("開始日時 開始 start"),
        END_DAY("終了日 終了日付 enddate"),
        END_TIME("終了時刻 終了時間 endtime"),
        END("終了日時 終了 end"),
        TITLE("件名 タイトル 標題 予定名 用件 予定詳細 subject title"),
        MENU("予定 予定メニュー"),
        KIND("種別 区分 予定種別 分類 categories category"),
        PLACE("場所 施設 会議室 行先 location"),
        NOTES("メモ 備考 内容 説明 詳細 description notes"),
        VISIBILITY("公開 公開方法 公開区分 公開範囲 非公開 private");

        private final List<String> headings;

        Column(String headings) {
            this.headings = List.of(headings.split(" "));
        }

        static Optional<Column> of(String heading) {
            var plain = plain(heading).replaceAll("[ _・（）()-]", "");
            return Stream.of(values())
                    .filter(column -> column.headings.contains(plain))
                    .findFirst();
        }
    }

    private final GroupId owner;
    private final String visibility;
    private final Map<String, Person> byNumber = new HashMap<>();
    private final Map<String, List<Person>> byName = new HashMap<>();

    private RowReader(GroupId owner, List<Person> people, String visibility) {
        this.owner = owner;
        this.visibility = visibility;
        for (var person : people) {
            byNumber.put(plain(person.staffNumber()), person);
            byName.computeIfAbsent(unspaced(person.name()), name -> new ArrayList<>())
                    .add(person);
        }
    }

    /**
     * Reads all rows.
     *
     * @param owner the calendar of rows that name nobody
     * @param people into whose calendars rows may go that name somebody
     * @param visibility of those of which the table says nothing
     * @throws Refused if it cannot be read, has no headings that are known or too many rows
     */
    public static List<Item> items(byte[] content, GroupId owner, List<Person> people, String visibility) {
        var text = CalendarFile.decode(content)
                .orElseThrow(() -> Refused.invalid("calendar.import-unreadable"))
                .characters();
        var reader = new RowReader(owner, people, visibility);
        return reader.items(records(text));
    }

    /** What a table is written in. */
    public static String encoding(byte[] content) {
        return CalendarFile.decode(content).map(CalendarFile.Text::encoding).orElse("");
    }

    private static List<CSVRecord> records(String text) {
        var heading = text.lines().findFirst().orElse("");
        var delimiter = Stream.of(',', '\t', ';')
                .max((one, other) -> Long.compare(count(heading, one), count(heading, other)))
                .orElseThrow();
        var records = new ArrayList<CSVRecord>();
        try (var parser = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .get()
                .parse(new StringReader(text))) {
            for (var record : parser) {
                if (record.stream().anyMatch(cell -> !cell.isBlank())) {
                    records.add(record);
                }
                if (records.size() > MOST + 1) {
                    throw Refused.invalid("calendar.import-too-many", Map.of("max", MOST));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // So the reader says that a quote is not closed.
            throw Refused.invalid("calendar.import-quote");
        }
        return records;
    }

    private static long count(String text, char one) {
        return text.chars().filter(c -> c == one).count();
    }

    private List<Item> items(List<CSVRecord> records) {
        if (records.size() < 2) {
            throw Refused.invalid("calendar.import-empty");
        }
        var columns = new EnumMap<Column, Integer>(Column.class);
        var headings = records.get(0);
        for (var i = 0; i < headings.size(); i++) {
            var place = i;
            Column.of(headings.get(i)).ifPresent(column -> columns.putIfAbsent(column, place));
        }
        if (!columns.containsKey(Column.START_DAY) && !columns.containsKey(Column.START)) {
            throw Refused.invalid("calendar.import-column", Map.of("column", "開始日"));
        }
        if (!columns.containsKey(Column.TITLE) && !columns.containsKey(Column.MENU)) {
            throw Refused.invalid("calendar.import-column", Map.of("column", "件名"));
        }
        var items = new ArrayList<Item>();
        var known = new HashMap<String, Integer>();
        for (var record : records.subList(1, records.size())) {
            var item = item(new Row(record, columns));
            if (item instanceof Draft draft) {
                var first = known.putIfAbsent(draft.owner() + draft.uid(), draft.line());
                if (first != null) {
                    item = new Rejected(
                            draft.line(),
                            draft.title(),
                            draft.start(),
                            "calendar.import-row-repeated",
                            Map.of("row", first));
                }
            }
            items.add(item);
        }
        return items;
    }

    /** A row by its columns' names; it is counted as a spreadsheet does, the headings being the first. */
    private record Row(CSVRecord record, Map<Column, Integer> columns) {

        String cell(Column column) {
            var place = columns.get(column);
            return place == null || place >= record.size() ? "" : Texts.clean(record.get(place), true);
        }

        int number() {
            return (int) record.getRecordNumber();
        }
    }

    private Item item(Row row) {
        var title = title(row);
        var begins = Stream.of(Column.START_DAY, Column.START_TIME, Column.START)
                .map(row::cell)
                .filter(text -> !text.isEmpty())
                .reduce("", (one, other) -> (one + " " + other).strip());
        try {
            return draft(row, title);
        } catch (Refused e) {
            return new Rejected(
                    row.number(),
                    Texts.cut(Texts.clean(title, false), Bounds.TITLE),
                    Texts.cut(Texts.clean(begins, false), 40),
                    e.code(),
                    e.args());
        }
    }

    private Draft draft(Row row, String title) {
        var warnings = new ArrayList<String>();
        var start = when(row, Column.START_DAY, Column.START_TIME, Column.START)
                .orElseThrow(() -> Refused.invalid("calendar.import-no-start"));
        var end = end(row, start, warnings);
        var allDay = start.time().isEmpty();
        var from = start.at();
        var until = allDay ? end.at().toLocalDate().plusDays(1).atStartOfDay() : end.at();
        EventReader.within(from, until);
        var kind = Stream.of(Column.KIND, Column.MENU)
                .flatMap(column -> EventReader.kind(row.cell(column)).stream())
                .findFirst();
        var whose = owner(row);
        var content = new Content(
                fitted(title.isEmpty() ? Texts.UNTITLED : Texts.clean(title, false), Bounds.TITLE, warnings),
                fitted(Texts.clean(row.cell(Column.PLACE), false), Bounds.PLACE, warnings),
                fitted(row.cell(Column.NOTES), Bounds.NOTES, warnings),
                kind.orElse("other"),
                from,
                until,
                allDay,
                false,
                0,
                0,
                List.of());
        var seen = visibility(row);
        return new Draft(
                row.number(),
                Texts.name("row-", whose + "|" + content + "|" + seen),
                0,
                whose,
                content,
                seen,
                Optional.empty(),
                "none",
                List.of(),
                false,
                true,
                "",
                warnings);
    }

    /** Where there is a menu beside the title, 会議 say, it tells the kind; what it cannot tell stands before the title. */
    private static String title(Row row) {
        var title = row.cell(Column.TITLE);
        var menu = row.cell(Column.MENU);
        if (title.isEmpty() || menu.isEmpty()) {
            return title + menu;
        }
        return EventReader.kind(menu).isPresent() ? title : menu + "：" + title;
    }

    private static String fitted(String text, int max, List<String> warnings) {
        var fitted = Texts.cut(text, max);
        if (!fitted.equals(text)) {
            warnings.add("calendar.import-shortened");
        }
        return fitted;
    }

    private String visibility(Row row) {
        return switch (plain(row.cell(Column.VISIBILITY))) {
            case "公開", "public", "false", "0" -> "public";
            case "非公開", "private", "true", "1" -> "private";
            case "予定ありのみ", "予定あり", "busy" -> "busy";
            case "" -> visibility;
            default ->
                throw Refused.invalid(
                        "calendar.import-visibility", Map.of("value", Texts.cut(row.cell(Column.VISIBILITY), 40)));
        };
    }

    // ---- whose

    private GroupId owner(Row row) {
        var number = row.cell(Column.NUMBER);
        var name = row.cell(Column.NAME);
        if (number.isEmpty() && name.isEmpty()) {
            return owner;
        }
        if (!number.isEmpty()) {
            return Optional.ofNullable(byNumber.get(plain(number)))
                    .map(person -> GroupId.person(person.id()))
                    .orElseThrow(() -> unknown(number));
        }
        var found = byName.getOrDefault(unspaced(name), List.of());
        if (found.size() > 1) {
            throw Refused.invalid("calendar.import-person-ambiguous", Map.of("value", Texts.cut(name, 40)));
        }
        return found.stream()
                .findFirst()
                .map(person -> GroupId.person(person.id()))
                .orElseThrow(() -> unknown(name));
    }

    private static Refused unknown(String value) {
        return Refused.invalid("calendar.import-person", Map.of("value", Texts.cut(value, 40)));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    private static String unspaced(String text) {
        return plain(text).replaceAll("\\s", "");
    }

    // ---- when

    /** {@code days} beside a time is 1 for 24:00. */
    private record When(LocalDate day, Optional<LocalTime> time, int days) {

        LocalDateTime at() {
            return day.plusDays(days).atTime(time.orElse(LocalTime.MIDNIGHT));
        }
    }

    private static Optional<When> when(Row row, Column day, Column time, Column both) {
        var text = row.cell(day);
        var clock = row.cell(time);
        if (text.isEmpty()) {
            var parts = row.cell(both).split("[ T　]+", 2);
            text = parts[0];
            clock = parts.length > 1 ? parts[1] : clock;
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(with(day(text), clock));
    }

    private static When end(Row row, When start, List<String> warnings) {
        var given = when(row, Column.END_DAY, Column.END_TIME, Column.END);
        if (start.time().isEmpty()) {
            return given.map(end -> new When(end.day(), Optional.empty(), 0)).orElse(start);
        }
        var end = given.orElseGet(() -> with(start.day(), row.cell(Column.END_TIME)));
        if (end.time().isEmpty() || end.at().equals(start.at())) {
            warnings.add("calendar.import-no-length");
            var later = start.at().plus(NO_LENGTH);
            return new When(later.toLocalDate(), Optional.of(later.toLocalTime()), 0);
        }
        return end;
    }

    private static When with(LocalDate day, String clock) {
        if (clock.isBlank()) {
            return new When(day, Optional.empty(), 0);
        }
        var plain = Normalizer.normalize(clock, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
        var parts = TIME.matcher(plain);
        if (!parts.matches()) {
            throw wrong(clock);
        }
        try {
            var half = Optional.ofNullable(parts.group(1)).orElse(parts.group(4));
            var hour = Integer.parseInt(parts.group(2));
            if (half != null) {
                hour = hour % 12 + (half.equals("午後") || half.equals("PM") ? 12 : 0);
            }
            var minute = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
            return hour == 24 && minute == 0
                    ? new When(day, Optional.of(LocalTime.MIDNIGHT), 1)
                    : new When(day, Optional.of(LocalTime.of(hour, minute)), 0);
        } catch (DateTimeException e) {
            throw wrong(clock);
        }
    }

    private static LocalDate day(String text) {
        var plain =
                Normalizer.normalize(text, Normalizer.Form.NFKC).strip().replaceFirst(" ?\\([月火水木金土日](?:曜日?)?\\)$", "");
        try {
            var parts = DATE.matcher(plain.matches("\\d{8}") ? dashed(plain) : plain);
            return parts.matches()
                    ? LocalDate.of(
                            Integer.parseInt(parts.group(1)),
                            Integer.parseInt(parts.group(2)),
                            Integer.parseInt(parts.group(3)))
                    : Era.read(plain);
        } catch (DateTimeException e) {
            throw wrong(text);
        }
    }

    private static String dashed(String digits) {
        return digits.substring(0, 4) + "-" + digits.substring(4, 6) + "-" + digits.substring(6);
    }

    private static Refused wrong(String value) {
        return Refused.invalid("calendar.import-time", Map.of("value", Texts.cut(Texts.clean(value, false), 40)));
    }
}
