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

    /** How far a year goes beyond its number: 昭和 before, 年度 after. */
    private static final int BEFORE = 2;

    private static final int AFTER = 2;

    private Years() {}

    static Set<Integer> in(String folded) {
        var years = new TreeSet<Integer>();
        var found = YEAR.matcher(folded).useTransparentBounds(true).useAnchoringBounds(false);
        // A year is looked for around numbers only: a whole text through the expression takes as long as indexing it.
        for (int i = 0, end; i < folded.length(); i = end) {
            end = i + 1;
            if (isNumber(folded.charAt(i))) {
                while (end < folded.length() && isNumber(folded.charAt(end))) {
                    end++;
                }
                found.region(Math.max(0, i - BEFORE), Math.min(folded.length(), end + AFTER));
                while (found.find()) {
                    years.add(year(found));
                }
            }
        }
        return years;
    }

    private static boolean isNumber(char c) {
        return c == '元' || (c >= '0' && c <= '9');
    }

    static int year(Matcher found) {
        if (found.group(4) != null) {
            return Integer.parseInt(found.group(4));
        }
        var era = found.group(1) == null ? found.group(2) : found.group(1);
        return ERAS.get(era.charAt(0)) + (found.group(3).equals("元") ? 1 : Integer.parseInt(found.group(3)));
    }
}
