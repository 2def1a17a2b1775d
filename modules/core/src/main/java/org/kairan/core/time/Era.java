package org.kairan.core.time;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes and reads days by the Japanese eras, from 明治6年1月1日, when the calendar of today was taken over.
 *
 * <p>A day on which an era began belongs to the new one (元号法, Cabinet orders on each era). A new era is one more line here.
 */
public enum Era {
    MEIJI("明治", LocalDate.of(1873, 1, 1), 1868),
    TAISHO("大正", LocalDate.of(1912, 7, 30), 1912),
    SHOWA("昭和", LocalDate.of(1926, 12, 25), 1926),
    HEISEI("平成", LocalDate.of(1989, 1, 8), 1989),
    REIWA("令和", LocalDate.of(2019, 5, 1), 2019);

    private static final Pattern LONG =
            Pattern.compile("(\\p{IsHan}{2}) ?(元|\\d{1,3}) ?年 ?(\\d{1,2}) ?月 ?(\\d{1,2}) ?日");
    private static final Pattern SHORT = Pattern.compile("([A-Z]) ?(\\d{1,3})([./-])(\\d{1,2})\\3(\\d{1,2})");

    private final String japanese;
    private final LocalDate first;
    private final int firstYear;

    Era(String japanese, LocalDate first, int firstYear) {
        this.japanese = japanese;
        this.first = first;
        this.firstYear = firstYear;
    }

    /**
     * The era of a day.
     *
     * @throws DateTimeException for days before 1873
     */
    public static Era of(LocalDate day) {
        return Arrays.stream(values())
                .filter(era -> !day.isBefore(era.first))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new DateTimeException("before 明治6年1月1日: " + day));
    }

    public String japanese() {
        return japanese;
    }

    /**
     * Writes a day as 令和8年11月25日; the first year of an era is 元年.
     *
     * @throws DateTimeException for days before 1873
     */
    public static String written(LocalDate day) {
        var era = of(day);
        var year = day.getYear() - era.firstYear + 1;
        return era.japanese + (year == 1 ? "元" : year) + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    /**
     * Writes a day as R8.11.25.
     *
     * @throws DateTimeException for days before 1873
     */
    public static String abbreviated(LocalDate day) {
        var era = of(day);
        return era.name().charAt(0) + (day.getYear() - era.firstYear + 1 + ".") + day.getMonthValue() + "."
                + day.getDayOfMonth();
    }

    /**
     * Reads either form. Width and case do not matter, nor zeros before a number; the short form may have points, slashes or hyphens. Numbers in kanji are not read.
     *
     * @throws DateTimeException if it is neither form, the day does not exist, or it is not in the era, 平成31年5月1日 say
     */
    public static LocalDate read(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
        var spoken = LONG.matcher(plain);
        if (spoken.matches()) {
            var year = spoken.group(2).equals("元") ? 1 : Integer.parseInt(spoken.group(2));
            return day(text, spoken.group(1), year, spoken.group(3), spoken.group(4));
        }
        var brief = SHORT.matcher(plain);
        if (brief.matches()) {
            return day(text, brief.group(1), Integer.parseInt(brief.group(2)), brief.group(4), brief.group(5));
        }
        throw new DateTimeException("not a day of an era: " + text);
    }

    private static LocalDate day(String text, String name, int year, String month, String dayOfMonth) {
        var era = Arrays.stream(values())
                .filter(one ->
                        one.japanese.equals(name) || one.name().substring(0, 1).equals(name))
                .findFirst()
                .orElseThrow(() -> new DateTimeException("there is no era " + name + ": " + text));
        var day = LocalDate.of(era.firstYear + year - 1, Integer.parseInt(month), Integer.parseInt(dayOfMonth));
        if (year < 1 || of(day) != era) {
            throw new DateTimeException("not in this era: " + text);
        }
        return day;
    }
}
