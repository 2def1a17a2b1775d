package org.kairan.core.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EraTest {

    @Test
    void days_are_written_and_read_by_their_era() {
        var day = LocalDate.of(2026, 11, 25);
        assertEquals("令和8年11月25日", Era.written(day));
        assertEquals("R8.11.25", Era.abbreviated(day));
        for (var text : List.of(
                "令和8年11月25日",
                "令和８年１１月２５日",
                "㋿8年11月25日",
                " 令和 08 年 11 月 25 日 ",
                "R8.11.25",
                "r08.11.25",
                "Ｒ８／１１／２５",
                "R8-11-25")) {
            assertEquals(day, Era.read(text), text);
        }
    }

    @Test
    void the_first_year_is_called_gannen_and_begins_with_the_era() {
        assertEquals("令和元年5月1日", Era.written(LocalDate.of(2019, 5, 1)));
        assertEquals("平成31年4月30日", Era.written(LocalDate.of(2019, 4, 30)));
        assertEquals("平成元年1月8日", Era.written(LocalDate.of(1989, 1, 8)));
        assertEquals("昭和64年1月7日", Era.written(LocalDate.of(1989, 1, 7)));
        assertEquals("昭和元年12月25日", Era.written(LocalDate.of(1926, 12, 25)));
        assertEquals("大正15年12月24日", Era.written(LocalDate.of(1926, 12, 24)));
        assertEquals("大正元年7月30日", Era.written(LocalDate.of(1912, 7, 30)));
        assertEquals("明治45年7月29日", Era.written(LocalDate.of(1912, 7, 29)));
        assertEquals("明治6年1月1日", Era.written(LocalDate.of(1873, 1, 1)));
        assertEquals("R1.5.1", Era.abbreviated(LocalDate.of(2019, 5, 1)));
        assertEquals(LocalDate.of(2019, 5, 1), Era.read("令和1年5月1日"));
    }

    @Test
    void every_day_comes_back_from_either_form() {
        LocalDate.of(1873, 1, 1).datesUntil(LocalDate.of(2101, 1, 1)).forEach(day -> {
            assertEquals(day, Era.read(Era.written(day)));
            assertEquals(day, Era.read(Era.abbreviated(day)));
        });
    }

    @Test
    void what_is_no_day_of_the_era_is_refused() {
        for (var text : List.of(
                "平成31年5月1日",
                "昭和64年1月8日",
                "大正15年12月25日",
                "明治5年12月2日",
                "令和0年1月1日",
                "令和8年2月29日",
                "令和8年13月1日",
                "慶応3年1月1日",
                "X8.1.1",
                "R8.11/25",
                "8.11.25",
                "2026-11-25",
                "令和八年一月一日",
                "")) {
            assertThrows(DateTimeException.class, () -> Era.read(text), text);
        }
        assertThrows(DateTimeException.class, () -> Era.written(LocalDate.of(1872, 12, 31)));
    }
}
