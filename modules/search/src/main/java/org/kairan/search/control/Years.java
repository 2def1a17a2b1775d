package org.kairan.search.control;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds years in folded texts, however they are written: 令和4年, R4.4.1 and 2022年 are the same year. */
final class Years {

    /** The year before an era's first. */
    private static final Map<Character, Integer> ERAS = Map.of(
            '明', 1867, '大', 1911, '昭', 1925, '平', 1988, '令', 2018, 'm', 1867, 't', 1911, 's', 1925, 'h', 1988, 'r',
            2018);

    static final Pattern YEAR =
            Pattern.compile("(?:(明|大|昭|平|令)[治正和成]|(?<![a-z])([mtshr]))(元|[0-9]{1,2})(?=年|度|\\.|/|-|$)年?度?"
                    + "|(?<![0-9])((?:18|19|20)[0-9]{2})(?=年|度|\\.|/|-|$)年?度?");

    private Years() {}

    static Set<Integer> in(String folded) {
        var years = new TreeSet<Integer>();
        var found = YEAR.matcher(folded);
        while (found.find()) {
            years.add(year(found));
        }
        return years;
    }

    static int year(Matcher found) {
        if (found.group(4) != null) {
            return Integer.parseInt(found.group(4));
        }
        var era = found.group(1) == null ? found.group(2) : found.group(1);
        return ERAS.get(era.charAt(0)) + (found.group(3).equals("元") ? 1 : Integer.parseInt(found.group(3)));
    }
}
