package org.kairan.calendar.control.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;

class RowReaderTest {

    private static final GroupId SECTION = GroupId.section(3);
    private static final List<Person> PEOPLE =
            List.of(person(1, "0001", "髙橋 一郎"), person(2, "0002", "山田 花子"), person(3, "0003", "山田　花子"));

    private static Person person(long id, String number, String name) {
        return new Person(new PersonId(id), number, name, "", Optional.of(3L), Optional.of("総務課"), Optional.empty());
    }

    private static List<Item> read(String text) {
        return RowReader.items(text.getBytes(StandardCharsets.UTF_8), SECTION, PEOPLE, "busy");
    }

    private static Draft draft(String text) {
        return assertInstanceOf(Draft.class, read(text).get(0), () -> read(text).toString());
    }

    private static String refusal(String text) {
        return assertInstanceOf(Rejected.class, read(text).get(0)).code();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-12-01 | 9:00 | 2026-12-01T09:00",
                "2026/12/1 | 09:00:00 | 2026-12-01T09:00",
                "２０２６年１２月１日（火） | 9時30分 | 2026-12-01T09:30",
                "令和8年12月1日 | 午後1:05 | 2026-12-01T13:05",
                "R8.12.1 | 12:00 AM | 2026-12-01T00:00",
                "20261201 | 24:00 | 2026-12-02T00:00"
            })
    void days_and_times_are_read_as_people_write_them(String day, String time, String start) {
        var draft = draft("職員番号,開始日,開始時刻,件名\n0001," + day + "," + time + ",打合せ\n");
        assertEquals(LocalDateTime.parse(start), draft.content().start());
        assertEquals(GroupId.person(new PersonId(1)), draft.owner());
    }

    @Test
    void an_export_of_other_groupware_is_read_with_its_menu_and_without_people_goes_to_the_section() {
        var draft = draft(
                "\"開始日付\",\"開始時刻\",\"終了日付\",\"終了時刻\",\"予定\",\"予定詳細\",\"メモ\"\r\n\"2026/12/01\",\"9:00\",\"2026/12/01\",\"10:30\",\"会議\",\"部課長会議\",\"資料は\r\n前日まで\"\r\n");
        assertEquals("部課長会議", draft.title());
        assertEquals("meeting", draft.content().kind());
        assertEquals("資料は\n前日まで", draft.content().notes());
        assertEquals(LocalDateTime.parse("2026-12-01T10:30"), draft.content().end());
        assertEquals(SECTION, draft.owner());
        assertEquals("往訪：B社", draft("開始日,予定,予定詳細\n2026-12-01,往訪,B社\n").title());
    }

    @Test
    void windows_31j_tabs_and_a_mark_are_read() {
        var text = "職員番号\t開始日\t件名\n0001\t2026-12-01\t①㈱髙島\n";
        var read = RowReader.items(text.getBytes(Charset.forName("windows-31j")), SECTION, PEOPLE, "busy");
        assertEquals("①㈱髙島", read.get(0).title());
        assertEquals("①㈱髙島", draft("\uFEFF" + text).title());
    }

    @Test
    void without_times_it_lasts_whole_days_the_last_one_included() {
        var draft = draft("氏名,開始日,終了日,件名,種別,公開方法\n高橋一郎".replace("高橋", "髙橋") + ",2026-12-01,2026-12-03,休暇,休暇,非公開\n");
        assertEquals(LocalDateTime.parse("2026-12-04T00:00"), draft.content().end());
        assertEquals("leave", draft.content().kind());
        assertEquals("private", draft.visibility());
    }

    @Test
    void faults_are_told_row_by_row() {
        var heading = "職員番号,氏名,開始日,開始時刻,終了日,終了時刻,件名\n";
        assertEquals("calendar.import-person", refusal(heading + "9999,,2026-12-01,,,,x\n"));
        assertEquals("calendar.import-person-ambiguous", refusal(heading + ",山田花子,2026-12-01,,,,x\n"));
        assertEquals("calendar.import-time", refusal(heading + "0001,,2026-02-30,,,,x\n"));
        assertEquals("calendar.import-time", refusal(heading + "0001,,2026-12-01,25:00,,,x\n"));
        assertEquals("calendar.import-no-start", refusal(heading + "0001,,,,,,x\n"));
        assertEquals("calendar.end-before-start", refusal(heading + "0001,,2026-12-01,10:00,2026-12-01,9:00,x\n"));
        assertEquals(2, read(heading + "0001,,,,,,x\n").get(0).line());
        var twice = read(heading + "0001,,2026-12-01,,,,x\n0001,,2026-12-01,,,,x\n");
        assertEquals(
                "calendar.import-row-repeated",
                assertInstanceOf(Rejected.class, twice.get(1)).code());
    }

    @Test
    void the_same_row_has_the_same_name_and_another_has_another() {
        var heading = "職員番号,開始日,件名\n";
        var one = draft(heading + "0001,2026-12-01,x\n").uid();
        assertEquals(one, draft("件名,開始日,職員番号\nx,令和8年12月1日,0001\n").uid());
        assertNotEquals(one, draft(heading + "0001,2026-12-02,x\n").uid());
        assertNotEquals(one, draft(heading + "0002,2026-12-01,x\n").uid());
    }

    @Test
    void what_is_no_table_of_events_is_refused_as_a_whole() {
        assertEquals(
                "calendar.import-column",
                assertThrows(Refused.class, () -> read("氏名,件名\na,b\n")).code());
        assertEquals(
                "calendar.import-empty",
                assertThrows(Refused.class, () -> read("開始日,件名\n")).code());
        assertEquals(
                "calendar.import-quote",
                assertThrows(Refused.class, () -> read("開始日,件名\n\"2026-12-01,x\n"))
                        .code());
        var many = "開始日,件名\n" + "2026-12-01,x\n".repeat(RowReader.MOST + 1);
        assertEquals(
                "calendar.import-too-many",
                assertThrows(Refused.class, () -> read(many)).code());
    }
}
