package org.kairan.demo.bulletin;

import java.util.List;

/**
 * A hand-written bulletin with gaps for dates, places and names.
 *
 * @param section the publishing section's name, or * and the ending of the names of those that may publish it
 * @param season when it is published: 通年, 年度, 毎月 5-10, 隔月 5-10, 翌 2 (working days after the template before) or
 *     month/day-month/day; with 朝 in the morning
 * @param times how often in a year; for 毎月, once each month
 * @param importantEvery 0 never, 1 always, 3 the first and then every third time
 * @param audiences as written in the templates, one for each occurrence in turn
 */
record Template(
        int number,
        String section,
        String season,
        int times,
        List<String> audiences,
        int importantEvery,
        String title,
        String body) {

    boolean monthly() {
        return season.startsWith("毎月") || season.startsWith("隔月");
    }

    boolean throughTheFiscalYear() {
        return season.equals("年度");
    }

    /** How many choices its gaps have that turn from one occurrence to the next; 1 without any. */
    int turns() {
        int at = (title + body).indexOf("{順:");
        int turns = 1;
        int depth = 0;
        for (int i = at; at >= 0 && i < (title + body).length(); i++) {
            char c = (title + body).charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                break;
            }
            turns += depth == 1 && c == '|' ? 1 : 0;
        }
        return turns;
    }

    boolean follows() {
        return season.startsWith("翌");
    }

    boolean morning() {
        return season.endsWith("朝");
    }

    boolean anyTime() {
        return season.equals("通年");
    }
}
