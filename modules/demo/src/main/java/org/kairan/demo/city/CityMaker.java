package org.kairan.demo.city;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.kairan.demo.city.Names.FullName;
import org.kairan.demo.source.Draw;
import org.kairan.demo.source.Lines;

/** Makes the example city as of a day, with as many current staff as asked for. */
public final class CityMaker {
    /** Below this the sections could not each have somebody. */
    public static final int FEWEST_PEOPLE = 200;

    /** The city came about by a merger, as its general branch offices show. */
    private static final LocalDate FOUNDED = LocalDate.of(2005, 10, 1);

    private static final String ADMINISTRATORS = "010500";
    private static final Set<String> NOT_AT_A_DESK = Set.of("調理員", "技能員", "用務員");
    private static final Set<String> ONE_LINE = Set.of("学校", "保育園", "児童クラブ", "給食", "清掃");
    private static final List<String> LADDER = List.of("部長", "次長", "課長", "課長補佐", "係長", "主査", "主任");
    private static final List<String> OFFICE = List.of("主幹", "課長補佐", "係長", "主査", "主任", "主事");

    /** Who also works where: people whose section's code begins so, with one of the titles, work also in one of the sections. */
    private record Doubling(int weight, String from, List<String> titles, List<String> to) {}

    private static final List<Doubling> DOUBLINGS = List.of(
            new Doubling(14, "0101", OFFICE, List.of("100000")),
            new Doubling(5, "0501", List.of("係長", "主査", "主任", "主事", "技師"), List.of("120000")),
            new Doubling(6, "0105", OFFICE, List.of("020100")),
            new Doubling(
                    16,
                    "0404",
                    List.of("保健師", "係長", "主査"),
                    List.of("130200", "140200", "150200", "160200", "170200", "180200")),
            new Doubling(7, "0403", List.of("主任保育士", "保育士"), List.of("040300")),
            new Doubling(8, "1900", OFFICE, List.of("080300")),
            new Doubling(5, "0302", OFFICE, List.of("030300")),
            new Doubling(5, "0602", List.of("主査", "主任", "技師"), List.of("060103")),
            new Doubling(34, "1", OFFICE, List.of()));

    private final LocalDate today;
    private final LocalDate april;
    private final int size;
    private final Draw draw;
    private final Map<String, Kind> kinds = Kind.all();
    private final Names names = new Names();
    private final List<Section> sections = new ArrayList<>();
    private final List<SectionPeriod> periods = new ArrayList<>();
    private final List<Title> titles = new ArrayList<>();
    private final Map<String, Title> titleByName = new HashMap<>();
    private final Map<String, List<Section>> families = new TreeMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private int[] sizes;

    /** A person before numbers are given. */
    private static final class Draft {
        FullName name;
        LocalDate hired;
        boolean fiscalYearStaff;
        String extension;
        boolean mail;
        final List<Assignment> assignments = new ArrayList<>();

        Assignment current() {
            return assignments.get(assignments.size() - 1);
        }
    }

    private CityMaker(long seed, LocalDate today, int people) {
        if (people < FEWEST_PEOPLE) {
            throw new IllegalArgumentException("the example city needs at least " + FEWEST_PEOPLE + " people");
        }
        this.today = today;
        LocalDate thisYears = LocalDate.of(today.getYear(), 4, 1);
        this.april = thisYears.isAfter(today) ? thisYears.minusYears(1) : thisYears;
        this.size = people;
        this.draw = Draw.of(seed, 1);
    }

    /** The city as of that day. */
    public static City make(long seed, LocalDate today, int people) {
        return new CityMaker(seed, today, people).make();
    }

    private City make() {
        readTitles();
        readSections();
        for (Section section : sections) {
            if (!section.abolished()) {
                List<String> staff = kinds.get(section.kind()).titles(sizes[section.id() - 1]);
                for (int i = 0; i < staff.size(); i++) {
                    drafts.add(person(section, titleByName.get(staff.get(i)), i));
                }
            }
        }
        addConcurrent();
        addThoseWhoLeft();
        addThoseToCome();
        return number();
    }

    private void readTitles() {
        for (String line : Lines.of("city/titles.txt")) {
            String[] p = line.split("\\|");
            Title title = new Title(titles.size() + 1, p[0], p[1], Integer.parseInt(p[0]));
            titles.add(title);
            titleByName.put(title.name(), title);
        }
    }

    private void readSections() {
        List<String> lines = Lines.of("city/sections.txt");
        Map<String, Integer> ids = new HashMap<>();
        double[] weights = new double[lines.size()];
        int[] fixed = new int[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            String[] p = lines.get(i).split("\\|");
            ids.put(p[0], i + 1);
            int parent = parentId(p[0], ids);
            Section section = new Section(i + 1, p[0], parent, p[1], p[3], p[4], (i + 1) * 10, 2000 + 20 * i, false);
            sections.add(section);
            families.computeIfAbsent(kinds.get(p[1]).family(), f -> new ArrayList<>())
                    .add(section);
            if (p[2].startsWith("=")) {
                fixed[i] = Integer.parseInt(p[2].substring(1));
            } else {
                weights[i] = Integer.parseInt(p[2]);
            }
            periods.add(new SectionPeriod(section.id(), parent, section.name(), section.order(), FOUNDED, null));
        }
        sizes = sizes(weights, fixed);
        rename("010500", "情報管理課", april);
        rename("010600", "防災安全課", april.minusYears(2));
        rename("030501", "環境センター", april.minusYears(3));
        // Abolished before the year of bulletins begins, so that it is only history.
        Section closed =
                new Section(sections.size() + 1, "020400", ids.get("020000"), "課", "行政改革推進室", "澪沢", 165, 3990, true);
        sections.add(closed);
        periods.add(new SectionPeriod(
                closed.id(),
                closed.parentId(),
                closed.name(),
                closed.order(),
                LocalDate.of(2014, 4, 1),
                april.minusYears(2)));
    }

    private static int parentId(String code, Map<String, Integer> ids) {
        if (code.equals("000000")) {
            return 0;
        }
        String division = code.substring(0, 4) + "00";
        String department = code.substring(0, 2) + "0000";
        if (!division.equals(code) && !division.equals(department) && ids.containsKey(division)) {
            return ids.get(division);
        }
        return department.equals(code) || !ids.containsKey(department) ? 1 : ids.get(department);
    }

    /** Everybody has a place and no section is empty: one each first, the rest by weight. */
    private int[] sizes(double[] weights, int[] fixed) {
        int left = size;
        double sum = 0;
        int open = 0;
        for (int i = 0; i < weights.length; i++) {
            left -= fixed[i];
            sum += weights[i];
            open += weights[i] > 0 ? 1 : 0;
        }
        double[] beyondOne = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            beyondOne[i] = weights[i] > 0 ? Math.max(0.01, weights[i] / sum * left - 1) : 0;
        }
        int[] shares = Shares.of(left - open, beyondOne);
        for (int i = 0; i < shares.length; i++) {
            shares[i] += weights[i] > 0 ? 1 : fixed[i];
        }
        return shares;
    }

    private void rename(String code, String formerName, LocalDate on) {
        for (int i = 0; i < periods.size(); i++) {
            SectionPeriod now = periods.get(i);
            if (section(now.sectionId()).code().equals(code)) {
                periods.set(
                        i, new SectionPeriod(now.sectionId(), now.parentId(), formerName, now.order(), now.from(), on));
                periods.add(
                        i + 1, new SectionPeriod(now.sectionId(), now.parentId(), now.name(), now.order(), on, null));
                return;
            }
        }
    }

    private Section section(int id) {
        return sections.get(id - 1);
    }

    private Draft person(Section section, Title title, int place) {
        Draft person = named(section, title);
        person.extension = extension(section, title, place);
        person.mail = !NOT_AT_A_DESK.contains(title.name());
        Kind kind = kinds.get(section.kind());
        double moves = person.fiscalYearStaff ? 0.02 : kind.moves();

        // Back from today, one assignment before the other.
        List<Assignment> backwards = new ArrayList<>();
        Section at = section;
        Title as = title;
        LocalDate until = null;
        LocalDate from = person.hired.isAfter(april) ? person.hired : april;
        for (int past = 0; past <= 3; past++) {
            while (from.isAfter(person.hired) && !draw.chance(past == 0 ? moves : 0.35)) {
                from = from.minusYears(1);
            }
            boolean first = !from.isAfter(person.hired) || from.isBefore(FOUNDED);
            backwards.add(new Assignment(
                    0,
                    at.id(),
                    as.id(),
                    true,
                    first && !person.hired.isBefore(FOUNDED) ? person.hired : from.isBefore(FOUNDED) ? FOUNDED : from,
                    until));
            if (first || moves < 0.05) {
                break;
            }
            until = from;
            from = from.minusYears(1);
            Title before = below(as);
            at = before.equals(as) || draw.chance(0.8) ? elsewhere(at, until) : at;
            as = before;
        }
        for (int i = backwards.size() - 1; i >= 0; i--) {
            person.assignments.add(backwards.get(i));
        }
        return person;
    }

    private Draft named(Section section, Title title) {
        Draft person = new Draft();
        int years = yearsOfService(title.name());
        person.fiscalYearStaff = title.name().equals("会計年度任用職員");
        person.hired = april.minusYears(years);
        if (draw.chance(0.06) && person.hired.isBefore(april)) {
            person.hired = person.hired.plusMonths(draw.one(List.of(3, 6, 9)));
        }
        int age = person.fiscalYearStaff || NOT_AT_A_DESK.contains(title.name())
                ? draw.between(24, 63)
                : 22 + years + (draw.chance(0.2) ? draw.between(1, 6) : 0);
        boolean head = Set.of("市長", "副市長", "教育長", "部長", "総合支所長", "次長", "課長").contains(title.name());
        double women = kinds.get(section.kind()).women() * (head ? 0.55 : 1);
        boolean woman = draw.chance(title.name().equals("保健師") ? 0.95 : women);
        person.name = names.draw(draw, woman, age <= 40);
        return person;
    }

    private int yearsOfService(String title) {
        return switch (title) {
            case "市長", "教育長" -> draw.between(1, 6);
            case "副市長", "部長", "総合支所長" -> draw.between(33, 37);
            case "次長", "支所長", "校長", "園長", "館長", "所長", "事務局長" -> draw.between(29, 36);
            case "課長", "教頭" -> draw.between(27, 35);
            case "主幹", "課長補佐" -> draw.between(24, 33);
            case "係長", "主任保育士" -> draw.between(18, 28);
            case "主査" -> draw.between(12, 22);
            case "主任" -> draw.between(7, 14);
            case "会計年度任用職員" -> draw.between(0, 7);
            case "調理員", "技能員", "用務員" -> draw.between(2, 30);
            case "保育士", "保健師", "司書", "栄養士", "放課後児童支援員" -> draw.between(0, 24);
            default -> draw.between(0, 8);
        };
    }

    private String extension(Section section, Title title, int place) {
        if (NOT_AT_A_DESK.contains(title.name())) {
            return null;
        }
        return String.valueOf(
                ONE_LINE.contains(section.kind()) ? section.extension() : section.extension() + 1 + place / 2 % 18);
    }

    /** The title held before; with a fair chance the same. */
    private Title below(Title title) {
        int rung = LADDER.indexOf(title.name());
        boolean sure = rung >= 0 && rung <= 2;
        if (rung < 0 || !(sure ? draw.chance(0.85) : draw.chance(0.4))) {
            return title;
        }
        return titleByName.get(rung + 1 < LADDER.size() ? LADDER.get(rung + 1) : "主事");
    }

    /** Where somebody worked before: another section of the same family. */
    private Section elsewhere(Section section, LocalDate until) {
        String family = kinds.get(section.kind()).family();
        if (family.equals("事務") && draw.chance(0.03) && !until.isAfter(april.minusYears(2))) {
            return sections.get(sections.size() - 1);
        }
        List<Section> pool = families.get(family);
        if (family.equals("部") || pool == null || pool.size() < 2) {
            pool = families.get("事務");
        }
        double[] weights = new double[pool.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = pool.get(i).equals(section) ? 0 : sizes[pool.get(i).id() - 1];
        }
        return pool.get(draw.weighted(weights));
    }

    private void addConcurrent() {
        List<Draft> pool = new ArrayList<>(drafts);
        draw.shuffle(pool);
        double[] weights = DOUBLINGS.stream().mapToDouble(Doubling::weight).toArray();
        int[] wanted = Shares.of((int) Math.round(size * 0.06), weights);
        int[] ended = Shares.of((int) Math.round(size * 0.012), weights);
        for (int i = 0; i < wanted.length; i++) {
            for (Draft person : pool) {
                boolean now = wanted[i] > 0;
                if (!now && ended[i] == 0) {
                    break;
                }
                Assignment main = person.current();
                Assignment beside = beside(DOUBLINGS.get(i), person, main, now);
                if (beside != null) {
                    person.assignments.add(0, beside);
                    if (now) {
                        wanted[i]--;
                    } else {
                        ended[i]--;
                    }
                }
            }
        }
    }

    private Assignment beside(Doubling rule, Draft person, Assignment main, boolean now) {
        Section own = section(main.sectionId());
        boolean concurrentAlready = person.assignments.stream().anyMatch(a -> !a.primary());
        if (concurrentAlready
                || !own.code().startsWith(rule.from())
                || !rule.titles().contains(titles.get(main.titleId() - 1).name())) {
            return null;
        }
        Section target;
        if (rule.to().isEmpty()) {
            // In a general branch office the one division helps the other.
            List<Section> sisters = sections.stream()
                    .filter(s -> s.parentId() == own.parentId() && s.kind().equals("支所課") && s.id() != own.id())
                    .toList();
            if (!own.kind().equals("支所課") || sisters.isEmpty()) {
                return null;
            }
            target = sisters.get(0);
        } else {
            String code = draw.one(rule.to());
            target = sections.stream()
                    .filter(s -> s.code().equals(code))
                    .findFirst()
                    .orElseThrow();
        }
        LocalDate from = main.from().isBefore(april) && draw.chance(0.5) ? april.minusYears(1) : main.from();
        from = from.isBefore(main.from()) ? main.from() : from;
        if (now) {
            return new Assignment(0, target.id(), main.titleId(), false, from, null);
        }
        LocalDate until = LocalDate.of(today.getYear(), today.getMonth(), 1).minusMonths(draw.between(0, 8));
        return until.isAfter(from) && !until.isAfter(today)
                ? new Assignment(0, target.id(), main.titleId(), false, from, until)
                : null;
    }

    private void addThoseWhoLeft() {
        for (int i = Math.round(size * 0.035f); i > 0; i--) {
            Section section = leavable();
            List<String> mix = kinds.get(section.kind()).titles(sizes[section.id() - 1]);
            Title title = titleByName.get(mix.get(Math.max(1, draw.below(mix.size()))));
            Draft person = person(section, title, draw.below(20));
            LocalDate left = draw.chance(0.75)
                    ? april.minusYears(draw.chance(0.7) ? 0 : 1)
                    : LocalDate.of(today.getYear(), today.getMonth(), 1).minusMonths(draw.between(0, 10));
            Assignment last = person.current();
            if (left.isAfter(last.from()) && !left.isAfter(today)) {
                person.assignments.set(
                        person.assignments.size() - 1,
                        new Assignment(0, last.sectionId(), last.titleId(), true, last.from(), left));
                drafts.add(person);
            } else {
                i++;
            }
        }
    }

    private void addThoseToCome() {
        LocalDate nextMonth = LocalDate.of(today.getYear(), today.getMonth(), 1).plusMonths(1);
        for (int i = Math.round(size * 0.011f); i > 0; i--) {
            Section section = leavable();
            String title = kinds.get(section.kind()).rest().get(section.kind().equals("保育園") ? 0 : 2);
            Title as = titleByName.get(kinds.get(section.kind()).family().equals("事務") ? "主事" : title);
            Draft person = named(section, as);
            person.name = names.draw(draw, draw.chance(0.5), true);
            person.hired = draw.chance(0.3) ? nextMonth : april.plusYears(1);
            person.extension = extension(section, as, draw.below(20));
            person.mail = !NOT_AT_A_DESK.contains(as.name());
            person.assignments.add(new Assignment(0, section.id(), as.id(), true, person.hired, null));
            drafts.add(person);
        }
    }

    private Section leavable() {
        List<Section> pool = sections.stream()
                .filter(s -> !s.abolished() && sizes[s.id() - 1] >= 5)
                .toList();
        double[] weights = pool.stream().mapToDouble(s -> sizes[s.id() - 1]).toArray();
        return pool.get(draw.weighted(weights));
    }

    /** Staff numbers grow with the day of hiring; those employed by the fiscal year have numbers of their own. */
    private City number() {
        drafts.sort(Comparator.comparing((Draft d) -> d.fiscalYearStaff).thenComparing(d -> d.hired));
        List<Person> people = new ArrayList<>();
        List<Assignment> assignments = new ArrayList<>();
        int widest = (int) Math.max(1, Math.min(9, 380_000L / size / 2));
        int number = 100_010;
        int administrator = 0;
        boolean fiscal = false;
        for (Draft draft : drafts) {
            if (draft.fiscalYearStaff && !fiscal) {
                number = 500_010;
                fiscal = true;
            }
            number += draw.between(1, widest);
            int id = people.size() + 1;
            String mail = draft.mail ? "s" + number + "@" + City.MAIL_DOMAIN : null;
            people.add(new Person(
                    id, String.valueOf(number), draft.name.name(), draft.name.kana(), mail, draft.extension));
            for (Assignment a : draft.assignments) {
                assignments.add(new Assignment(id, a.sectionId(), a.titleId(), a.primary(), a.from(), a.until()));
                if (administrator == 0
                        && a.primary()
                        && a.on(today)
                        && ChronoUnit.DAYS.between(a.from(), today) > 500
                        && section(a.sectionId()).code().equals(ADMINISTRATORS)
                        && List.of("主査", "係長")
                                .contains(titles.get(a.titleId() - 1).name())) {
                    administrator = id;
                }
            }
        }
        if (administrator == 0) {
            administrator = assignments.stream()
                    .filter(a -> a.on(today) && section(a.sectionId()).code().equals(ADMINISTRATORS))
                    .findFirst()
                    .orElseThrow()
                    .personId();
        }
        return new City(today, sections, periods, titles, people, assignments, administrator);
    }
}
