package org.kairan.demo.bulletin;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.kairan.demo.city.Assignment;
import org.kairan.demo.city.City;
import org.kairan.demo.city.Section;
import org.kairan.demo.source.Draw;

/** A year of bulletins, up to the last working day before the city's today. */
public final class Year {
    /** Bulletins at scale 1. */
    public static final int BULLETINS = 400;

    private static final List<String> WRITERS =
            List.of("係長", "主査", "主任", "主事", "技師", "保健師", "司書", "主任保育士", "教頭", "栄養士");
    private static final List<String> HEAD_OFFICE = List.of("総務部", "企画部", "市民生活部", "健康福祉部", "産業観光部", "建設部");
    private static final int CITY_ZONE_SECONDS = 9 * 3600;

    private final City city;
    private final Draw draw;
    private final WorkingDays days;
    private final LocalDate first;
    private final LocalDate last;
    private final Map<Integer, List<Assignment>> bySection;
    private final Map<Integer, List<Assignment>> byPerson;

    /** One bulletin before it has a number. */
    private record Plan(Template template, int occurrence, LocalDate on, int minute, int second) {}

    private Year(long seed, City city, WorkingDays days) {
        this.city = city;
        this.draw = Draw.of(seed, 7);
        this.days = days;
        this.last = WorkingDays.onOrBefore(city.today().minusDays(1));
        this.first = city.today().minusYears(1);
        this.bySection = city.assignmentsBySection();
        this.byPerson = city.assignmentsByPerson();
    }

    /** The working days that a year up to that day and its readings touch. */
    public static WorkingDays days(LocalDate today) {
        return new WorkingDays(today.minusYears(1).minusDays(10), today.plusDays(40));
    }

    /** 400 bulletins for every scale, in the order of publishing, numbered from 1. */
    public static List<Bulletin> of(long seed, City city, WorkingDays days, int scale) {
        return new Year(seed, city, days).make(scale);
    }

    private List<Bulletin> make(int scale) {
        List<Template> templates = Templates.all();
        int[] counts = counts(templates, BULLETINS * scale, scale);
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            plan(templates.get(i), counts[i], plans);
        }
        plans.sort(Comparator.comparing(Plan::on)
                .thenComparing(Plan::minute)
                .thenComparing(Plan::second)
                .thenComparing(p -> p.template().number())
                .thenComparing(Plan::occurrence));
        List<Bulletin> bulletins = new ArrayList<>(plans.size());
        for (Plan plan : plans) {
            bulletins.add(bulletin(bulletins.size() + 1, plan));
        }
        return bulletins;
    }

    /** How often each template is used: its own number of times, and those of any season fill up or give way. */
    private int[] counts(List<Template> templates, int total, int scale) {
        int[] counts = new int[templates.size()];
        List<Integer> anyTime = new ArrayList<>();
        int sum = 0;
        for (int i = 0; i < counts.length; i++) {
            Template template = templates.get(i);
            int times = template.monthly() ? months(template).size() : template.times();
            counts[i] = times * scale;
            sum += counts[i];
            if (template.anyTime()) {
                anyTime.add(i);
            }
        }
        for (int turn = 0; sum != total; turn++) {
            int i = anyTime.get(turn % anyTime.size());
            int step = sum < total ? 1 : counts[i] > 1 ? -1 : 0;
            counts[i] += step;
            sum += step;
        }
        return counts;
    }

    private void plan(Template template, int count, List<Plan> plans) {
        if (template.follows()) {
            follow(template, count, plans);
            return;
        }
        List<List<LocalDate>> windows = windows(template);
        boolean several = windows.size() > 1;
        for (int i = 0; i < count; i++) {
            List<LocalDate> window = windows.get(i % windows.size());
            // Spread over the season, the day in each part of it drawn.
            int part = several ? draw.below(window.size()) : (int) ((i + draw.fraction()) / count * window.size());
            double hour = draw.fraction();
            int minute = template.morning()
                    ? draw.between(2, 115)
                    : hour < 0.45 ? draw.between(5, 215) : draw.between(275, 520);
            plans.add(new Plan(
                    template,
                    i,
                    window.get(Math.min(part, window.size() - 1)),
                    WorkingDays.OPENS + minute,
                    draw.below(60)));
        }
    }

    private List<List<LocalDate>> windows(Template template) {
        if (template.monthly()) {
            return months(template);
        }
        if (template.throughTheFiscalYear()) {
            return fiscalYear(template.turns());
        }
        return Stream.of(template.season().split(",")).map(this::season).toList();
    }

    /** The working days of each of so many parts of April to March. */
    private List<List<LocalDate>> fiscalYear(int parts) {
        List<List<LocalDate>> windows = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            windows.add(new ArrayList<>());
        }
        for (LocalDate day : days.between(first, last)) {
            LocalDate april = LocalDate.of(day.getMonthValue() < 4 ? day.getYear() - 1 : day.getYear(), 4, 1);
            windows.get((int) ChronoUnit.DAYS.between(april, day) * parts / 366).add(day);
        }
        return windows;
    }

    /** Some working days after each occurrence of the template before. */
    private void follow(Template template, int count, List<Plan> plans) {
        int after = Integer.parseInt(template.season().substring(1).trim());
        List<Plan> before = plans.stream()
                .filter(p -> p.template().number() == template.number() - 1)
                .limit(count)
                .toList();
        for (Plan plan : before) {
            LocalDate day = days.at(days.index(plan.on()) + after);
            plans.add(new Plan(
                    template,
                    plan.occurrence(),
                    day.isAfter(last) ? last : day,
                    WorkingDays.OPENS + draw.between(60, 200),
                    draw.below(60)));
        }
        if (before.size() < count) {
            throw new IllegalArgumentException("more of " + template.title() + " than of what it follows");
        }
    }

    /** The working days of each month's part, twelve months. */
    private List<List<LocalDate>> months(Template template) {
        String[] range = template.season().replaceAll("[^0-9-]", "").split("-");
        Map<Integer, List<LocalDate>> byMonth = new TreeMap<>();
        for (LocalDate day : days.between(first, last)) {
            if (day.getDayOfMonth() >= Integer.parseInt(range[0])
                    && day.getDayOfMonth() <= Integer.parseInt(range[1])) {
                byMonth.computeIfAbsent(day.getYear() * 12 + day.getMonthValue(), m -> new ArrayList<>())
                        .add(day);
            }
        }
        List<List<LocalDate>> months = new ArrayList<>(byMonth.values());
        while (months.size() > 12) {
            months.remove(months.get(0).size() < months.get(months.size() - 1).size() ? 0 : months.size() - 1);
        }
        boolean everySecond = template.season().startsWith("隔月");
        return everySecond
                ? months.stream().filter(m -> m.get(0).getMonthValue() % 2 == 0).toList()
                : months;
    }

    private List<LocalDate> season(String words) {
        List<LocalDate> year = days.between(first, last);
        if (words.equals("通年")) {
            return year;
        }
        String[] range = words.replaceAll("[^0-9/-]", "").split("[-/]");
        MonthDay from = MonthDay.of(Integer.parseInt(range[0]), Integer.parseInt(range[1]));
        MonthDay to = MonthDay.of(Integer.parseInt(range[2]), Integer.parseInt(range[3]));
        boolean overNewYear = from.isAfter(to);
        List<LocalDate> season = new ArrayList<>();
        List<LocalDate> earlier = new ArrayList<>();
        for (LocalDate day : year) {
            MonthDay at = MonthDay.from(day);
            boolean in = overNewYear ? !at.isBefore(from) || !at.isAfter(to) : !at.isBefore(from) && !at.isAfter(to);
            if (in
                    && !season.isEmpty()
                    && season.get(season.size() - 1).plusDays(60).isBefore(day)) {
                earlier = season;
                season = new ArrayList<>();
            }
            if (in) {
                season.add(day);
            }
        }
        // Where today cuts a season in two, only the longer part counts, lest it seem to come twice a year.
        season = earlier.size() > season.size() ? earlier : season;
        return season.isEmpty() ? List.of(year.get(year.size() / 2)) : season;
    }

    private Bulletin bulletin(int id, Plan plan) {
        Template template = plan.template();
        Assignment author = author(section(template, plan), plan.on());
        int sectionId = author.sectionId();
        List<String> groups = groups(
                template.audiences()
                        .get(plan.occurrence() % template.audiences().size()),
                sectionId,
                author,
                plan.on());
        long published = plan.on().toEpochDay() * 86_400 + plan.minute() * 60L + plan.second() - CITY_ZONE_SECONDS;
        long end = last.toEpochDay() * 86_400 + 17 * 3600 - CITY_ZONE_SECONDS;
        long edited = draw.chance(0.07) ? later(plan) : 0;
        long withdrawn = draw.chance(0.011) ? later(plan) : 0;
        return new Bulletin(
                id,
                template,
                plan.occurrence(),
                author.personId(),
                sectionId,
                groups,
                template.importantEvery() > 0 && plan.occurrence() % template.importantEvery() == 0,
                plan.on(),
                plan.minute(),
                published,
                edited < end ? edited : 0,
                withdrawn < end ? withdrawn : 0);
    }

    /** A moment in office hours within two working days. */
    private long later(Plan plan) {
        int minutes = plan.minute() - WorkingDays.OPENS + draw.between(9, 700);
        LocalDate day = days.at(days.index(plan.on()) + minutes / WorkingDays.MINUTES);
        return day.toEpochDay() * 86_400
                + (WorkingDays.OPENS + minutes % WorkingDays.MINUTES) * 60L
                + 17
                - CITY_ZONE_SECONDS;
    }

    private Section section(Template template, Plan plan) {
        if (!template.section().startsWith("*")) {
            return city.sectionNamed(template.section());
        }
        String ending = template.section().substring(1);
        List<Section> sections = ending.equals("支所") ? branches() : city.sectionsEnding(ending);
        // Every one of them in turn, another first for each template.
        return sections.get((plan.occurrence() + template.number()) % sections.size());
    }

    private List<Section> branches() {
        return city.sections().stream().filter(s -> s.kind().equals("支所")).toList();
    }

    /** Somebody who worked in the section on that day, rather a clerk than its head. */
    private Assignment author(Section section, LocalDate on) {
        List<Assignment> there = bySection.get(section.id()).stream()
                .filter(a -> a.primary() && a.on(on))
                .toList();
        if (there.isEmpty()) {
            Section above = section.parentId() == 0 ? city.sectionNamed("総務課") : city.section(section.parentId());
            return author(above, on);
        }
        List<Assignment> writers = there.stream()
                .filter(a -> WRITERS.contains(city.title(a.titleId()).name()))
                .toList();
        // A few people in each section do most of the writing.
        List<Assignment> pool = writers.isEmpty() ? there : writers.subList(0, Math.min(5, writers.size()));
        return draw.one(pool);
    }

    private List<String> groups(String audience, int sectionId, Assignment author, LocalDate on) {
        List<String> groups = new ArrayList<>();
        for (String word : audience.split("＋")) {
            int colon = word.indexOf(':');
            String name = word.substring(colon + 1).trim();
            switch (colon < 0 ? word.trim() : word.substring(0, colon).trim()) {
                case "全職員" -> groups.add("everyone");
                case "自課" -> groups.add("tree:" + sectionId);
                case "自部" ->
                    groups.add(
                            "tree:" + city.department(city.section(sectionId)).id());
                case "木" -> groups.add("tree:" + city.sectionNamed(name).id());
                case "課" -> groups.add("section:" + city.sectionNamed(name).id());
                case "役" -> groups.add("title:" + city.titleNamed(name).id());
                case "本庁" ->
                    HEAD_OFFICE.forEach(department ->
                            groups.add("tree:" + city.sectionNamed(department).id()));
                case "各" ->
                    (name.equals("支所") ? branches() : city.sectionsEnding(name))
                            .forEach(s -> groups.add((s.kind().equals("総合支所") ? "tree:" : "section:") + s.id()));
                case "人" -> groups.addAll(persons(Integer.parseInt(name), author, on));
                default -> throw new IllegalArgumentException("audience " + word);
            }
        }
        return groups.stream().distinct().toList();
    }

    /** Some people who deal with each other: half from the author's department, half from anywhere. */
    private List<String> persons(int count, Assignment author, LocalDate on) {
        List<Assignment> all = city.assignments().stream()
                .filter(a -> a.primary()
                        && a.on(on)
                        && a.personId() != author.personId()
                        && byPerson.get(a.personId()).stream().anyMatch(b -> b.on(city.today()))
                        && WRITERS.contains(city.title(a.titleId()).name()))
                .toList();
        Section own = city.department(city.section(author.sectionId()));
        List<Assignment> near = all.stream()
                .filter(a -> city.department(city.section(a.sectionId())).equals(own))
                .toList();
        List<String> groups = new ArrayList<>();
        while (groups.size() < count) {
            List<Assignment> pool = groups.size() % 2 == 0 && near.size() > count ? near : all;
            String key = "person:" + draw.one(pool).personId();
            if (!groups.contains(key)) {
                groups.add(key);
            }
        }
        return groups;
    }
}
