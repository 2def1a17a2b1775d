package org.kairan.demo.bulletin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kairan.demo.city.City;
import org.kairan.demo.city.Person;
import org.kairan.demo.city.Section;
import org.kairan.demo.source.Draw;
import org.kairan.demo.source.Lines;

/**
 * Fills the gaps of a template for one bulletin. A gap is {@code {name}}, {@code {name+days}} or {@code {name:choice}}; a
 * Latin letter after the name tells two of the same sort apart, and what a name or a letter stood for once it stands for in
 * the whole bulletin. The gaps: see README.txt beside the templates.
 */
public final class Text {
    private static final Pattern GAP = Pattern.compile("\\{([^{}]+)}");
    private static final Pattern PARTS = Pattern.compile("([^a-z:+]+)([a-z]?)(?:([:+])(.*))?");
    private static final String WEEKDAYS = "月火水木金土日";
    private static final Map<String, List<String>> WORDS = words();
    private static final List<String> NOTES = List.of(
            "（{追記日} 追記）問い合わせが多かったため、期限の書き方を改めました。",
            "（{追記日} 訂正）担当の内線番号に誤りがありました。お詫びして訂正します。",
            "（{追記日} 追記）対象となる職員の範囲を書き足しました。",
            "（{追記日} 訂正）日付の曜日を訂正しました。ほかの内容に変更はありません。",
            "（{追記日} 追記）様式の置き場所を書き足しました。");

    private final Bulletin bulletin;
    private final City city;
    private final Draw draw;
    private final Map<String, String> given = new HashMap<>();

    private Text(Draw draw, Bulletin bulletin, City city) {
        this.bulletin = bulletin;
        this.city = city;
        this.draw = draw;
    }

    /** Fills the gaps of texts that belong together, such as what several people say in turn: what a name stood for once it stands for in all of them. */
    public static UnaryOperator<String> filling(
            Draw draw, City city, LocalDate on, int sectionId, int personId, String what) {
        Template nameless = new Template(0, "", "", 1, List.of(), 0, what, "");
        return new Text(draw, new Bulletin(0, nameless, 0, personId, sectionId, List.of(), false, on, 0, 0, 0, 0), city)
                ::fill;
    }

    /** Title and text of a bulletin. */
    public record Filled(String title, String body) {}

    /** The bulletin with every gap filled; the same each time. */
    public static Filled of(long seed, Bulletin bulletin, City city) {
        Text text = new Text(Draw.of(seed, 6, bulletin.id()), bulletin, city);
        String title = text.fill(bulletin.template().title());
        StringBuilder body = new StringBuilder(text.fill(bulletin.template().body()));
        body.append("\n\n")
                .append(text.fill(text.draw.one(
                        List.of("担当：{課}　{担当}（内線{内線}）", "問い合わせ先：{課}　{担当}　内線{内線}", "{課}　担当 {担当}（内線 {内線}）"))));
        if (bulletin.editedAt() != 0) {
            body.append("\n\n").append(text.fill(text.draw.one(NOTES)));
        }
        return new Filled(title, body.toString());
    }

    private static Map<String, List<String>> words() {
        Map<String, List<String>> words = new HashMap<>();
        for (String line : Lines.of("bulletin/words.txt")) {
            int at = line.indexOf('|');
            words.put(line.substring(0, at), List.of(line.substring(at + 1).split("、")));
        }
        return words;
    }

    private String fill(String template) {
        String text = template;
        // The innermost first, until there is none left.
        for (Matcher gaps = GAP.matcher(text); gaps.find(); gaps = GAP.matcher(text)) {
            StringBuilder filled = new StringBuilder();
            do {
                gaps.appendReplacement(filled, Matcher.quoteReplacement(value(gaps.group(1))));
            } while (gaps.find());
            text = gaps.appendTail(filled).toString();
        }
        return text;
    }

    private String value(String gap) {
        Matcher parts = PARTS.matcher(gap);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "gap {" + gap + "} in " + bulletin.template().title());
        }
        String name = parts.group(1);
        String letter = parts.group(2);
        String argument = parts.group(4);
        if (parts.group(3) != null && parts.group(3).equals("+")) {
            return date(name, Integer.parseInt(argument));
        }
        if (argument != null) {
            String value = chosen(name, argument);
            if (!letter.isEmpty()) {
                given.put(name + letter, value);
            }
            return value;
        }
        String known = given.get(name + letter);
        if (known == null) {
            known = named(name);
            given.put(name + letter, known);
        }
        return known;
    }

    private String date(String name, int days) {
        LocalDate day = bulletin.on().plusDays(days);
        switch (name) {
            case "日":
                return date(WorkingDays.onOrAfter(day));
            case "暦":
                return date(day);
            default:
                DayOfWeek weekday = DayOfWeek.of(WEEKDAYS.indexOf(name.charAt(0)) + 1);
                while (day.getDayOfWeek() != weekday || weekday.getValue() < 6 && !WorkingDays.isWorkingDay(day)) {
                    day = day.plusDays(1);
                }
                return date(day);
        }
    }

    private static String date(LocalDate day) {
        return day.getMonthValue() + "月" + day.getDayOfMonth() + "日（"
                + WEEKDAYS.charAt(day.getDayOfWeek().getValue() - 1) + "）";
    }

    private String chosen(String name, String argument) {
        LocalDate on = bulletin.on();
        switch (name) {
            case "選":
                return draw.one(List.of(argument.split("\\|")));
            case "順":
                String[] turns = argument.split("\\|");
                return turns[bulletin.occurrence() % turns.length];
            case "数": {
                String[] range = argument.split("[-*]");
                int step = range.length > 2 ? Integer.parseInt(range[2]) : 1;
                int number = draw.between(Integer.parseInt(range[0]) / step, Integer.parseInt(range[1]) / step) * step;
                return number >= 1000 ? String.format("%,d", number) : String.valueOf(number);
            }
            case "時": {
                String[] range = argument.split("-");
                int half = draw.between(Integer.parseInt(range[0]) * 2, Integer.parseInt(range[1]) * 2);
                return half / 2 + "時" + (half % 2 == 0 ? "" : "30分");
            }
            case "今月":
                return date(WorkingDays.onOrAfter(on.withDayOfMonth(Integer.parseInt(argument))));
            case "来月":
                return date(WorkingDays.onOrAfter(on.plusMonths(1).withDayOfMonth(Integer.parseInt(argument))));
            case "日曜", "土曜": {
                LocalDate day = next(argument);
                while (day.getDayOfWeek() != (name.equals("日曜") ? DayOfWeek.SUNDAY : DayOfWeek.SATURDAY)) {
                    day = day.plusDays(1);
                }
                return date(day);
            }
            case "固定":
                return date(next(argument));
            case "平日":
                return date(WorkingDays.onOrBefore(next(argument)));
            default:
                throw new IllegalArgumentException("gap {" + name + ":" + argument + "} in "
                        + bulletin.template().title());
        }
    }

    private LocalDate next(String monthDay) {
        String[] p = monthDay.split("/");
        LocalDate day = LocalDate.of(bulletin.on().getYear(), Integer.parseInt(p[0]), Integer.parseInt(p[1]));
        return day.isBefore(bulletin.on()) ? day.plusYears(1) : day;
    }

    private String named(String name) {
        LocalDate on = bulletin.on();
        int fiscalYear = on.getYear() - 2018 - (on.getMonthValue() < 4 ? 1 : 0);
        Section section = city.section(bulletin.sectionId());
        Person author = city.person(bulletin.authorId());
        switch (name) {
            case "年度":
                return "令和" + fiscalYear + "年度";
            case "来年度":
                return "令和" + (fiscalYear + 1) + "年度";
            case "前年度":
                return "令和" + (fiscalYear - 1) + "年度";
            case "年":
                return "令和" + (on.getYear() - 2018) + "年";
            case "来年":
                return "令和" + (on.getYear() - 2017) + "年";
            case "前年":
                return "令和" + (on.getYear() - 2019) + "年";
            case "月":
                return on.getMonthValue() + "月";
            case "来月":
                return on.plusMonths(1).getMonthValue() + "月";
            case "先月":
                return on.minusMonths(1).getMonthValue() + "月";
            case "再来月":
                return on.plusMonths(2).getMonthValue() + "月";
            case "月末":
                return date(WorkingDays.onOrBefore(on.withDayOfMonth(on.lengthOfMonth())));
            case "今日":
                return date(on);
            case "回":
                return String.valueOf(bulletin.occurrence() + 1);
            case "課":
                return section.name();
            case "部":
                return city.department(section).name();
            case "自地区":
                return section.district();
            case "担当":
                return author.surname();
            case "内線":
                // Who has moved since has another telephone now; the section's number stays right.
                String own = author.extension();
                int from = section.extension();
                boolean still = own != null && Integer.parseInt(own) >= from && Integer.parseInt(own) < from + 20;
                return still ? own : String.valueOf(from);
            case "追記日":
                LocalDate edited = LocalDate.ofEpochDay(Math.floorDiv(bulletin.editedAt() + 9 * 3600, 86_400L));
                return edited.getMonthValue() + "月" + edited.getDayOfMonth() + "日";
            default:
                return word(name);
        }
    }

    private String word(String name) {
        List<String> list = switch (name) {
            case "小学校", "中学校", "保育園", "児童クラブ", "総合支所" -> named(city.sectionsEnding(name));
            case "支所" ->
                named(city.sections().stream()
                        .filter(s -> s.kind().equals("支所"))
                        .toList());
            default -> WORDS.get(name);
        };
        if (list == null) {
            throw new IllegalArgumentException(
                    "gap {" + name + "} in " + bulletin.template().title());
        }
        String word = draw.one(list);
        for (int tries = 0; tries < 20 && given.containsValue(word); tries++) {
            word = draw.one(list);
        }
        return word;
    }

    private static List<String> named(List<Section> sections) {
        return sections.stream().map(Section::name).toList();
    }
}
