package org.kairan.demo.talk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kairan.demo.bulletin.Text;
import org.kairan.demo.bulletin.WorkingDays;
import org.kairan.demo.city.Assignment;
import org.kairan.demo.city.City;
import org.kairan.demo.city.Person;
import org.kairan.demo.city.Section;
import org.kairan.demo.source.Draw;

/** A year of conversations, up to the last working day before the city's today. Made room by room, so that none of them has to be kept. */
public final class Talk {

    private static final Pattern NAME = Pattern.compile("\\{(@?)([A-H]|全員)}");

    /** Where one asks, and the section that answers. */
    private static final Map<String, List<String>> CONSULTATIONS = new LinkedHashMap<>();

    private static final List<String> GROUPS = List.of(
            "灯籠まつり実行班",
            "庁舎の引越し班",
            "窓口案内の試行班",
            "防災訓練 避難所班",
            "ウェブ作り直し班",
            "健康ウォーク実行班",
            "職員研修の世話役",
            "成人式 受付班",
            "統計調査の指導員",
            "返礼品の目利き",
            "合唱の集い 裏方",
            "投票所の庶務");

    static {
        CONSULTATIONS.put("パソコン", List.of("パソコン・ネットワークの相談", "情報政策課", "端末、印刷、メール、共有フォルダーの困りごとはこちらへ。急ぐときは内線で。"));
        CONSULTATIONS.put("契約", List.of("契約・物品の相談", "契約管財課", "見積り、契約書、検査の手続について聞く部屋です。"));
        CONSULTATIONS.put("旅費", List.of("服務・旅費の相談", "人事課", "休暇、振替、旅費、手当の手続について聞く部屋です。個人の事情は書かないでください。"));
        CONSULTATIONS.put("広報", List.of("広報・取材の相談", "秘書広報課", "広報紙、ウェブサイト、報道への対応について聞く部屋です。"));
        CONSULTATIONS.put("法規", List.of("例規・個人情報の相談", "総務課", "条例、規則、要綱、個人情報の取扱いについて聞く部屋です。"));
    }

    private final long seed;
    private final City city;
    private final int scale;
    private final OfficeHours hours;
    private final List<LocalDate> year;
    private final long end;
    private final Map<String, List<Script>> scripts = new HashMap<>();
    private final Map<Integer, List<Assignment>> bySection;
    private final Map<Integer, List<Assignment>> byPerson;

    /** Somebody's time in a room before it is known what was said in it; {@code until} 0 for ever. */
    private record Stay(int person, String role, boolean byRule, long from, long until) {
        boolean covers(long at) {
            return from <= at && (until == 0 || until > at);
        }
    }

    /** One line of a conversation before it has a number. */
    private record Said(
            Script.Line line,
            int conversation,
            int number,
            int sender,
            long at,
            String text,
            int agenda,
            Map<Character, Integer> cast) {}

    private Talk(long seed, City city, WorkingDays days, int scale) {
        this.seed = seed;
        this.city = city;
        this.scale = scale;
        this.hours = new OfficeHours(days);
        LocalDate last = WorkingDays.onOrBefore(city.today().minusDays(1));
        this.year = days.between(city.today().minusYears(1), last);
        this.end = OfficeHours.moment(last, WorkingDays.MINUTES);
        this.bySection = city.assignmentsBySection();
        this.byPerson = city.assignmentsByPerson();
        for (Script script : Script.all()) {
            scripts.computeIfAbsent(script.place(), place -> new ArrayList<>()).add(script);
        }
    }

    /** Is given the rooms one after the other. */
    public interface Taker<X extends Exception> {
        void take(Room room) throws X;
    }

    /** Makes the rooms, the same ones each time; in every scale the same rooms, with as many more conversations in each. */
    public static <X extends Exception> void of(long seed, City city, WorkingDays days, int scale, Taker<X> taker)
            throws X {
        Talk talk = new Talk(seed, city, days, scale);
        talk.everyone(taker);
        talk.sections(taker);
        talk.consultations(taker);
        talk.groups(taker);
        talk.meetings(taker);
        talk.pairs(taker);
    }

    private long founded() {
        return OfficeHours.moment(year.get(0), 5);
    }

    // ---- the rooms

    private <X extends Exception> void everyone(Taker<X> taker) throws X {
        Section office = city.sectionNamed("総務課");
        List<Stay> stays = new ArrayList<>();
        int head = head(office.id(), end);
        for (Person person : city.people()) {
            stays(byPerson.getOrDefault(person.id(), List.of()), person.id() == head ? "owner" : "member", stays);
        }
        Draw draw = Draw.of(seed, 21, 1);
        Room room = new Making(
                        "announcement",
                        "全庁連絡",
                        "全職員への連絡です。書き込めるのは総務課だけです。",
                        0,
                        head,
                        founded(),
                        List.of("everyone"),
                        stays,
                        draw)
                .converse("連絡", 60 * scale, at -> head, office.id())
                .room(0, 0, 0);
        taker.take(room);

        List<Stay> heads = new ArrayList<>();
        city.assignments().stream()
                .filter(a -> a.primary()
                        && a.on(city.today())
                        && city.title(a.titleId()).name().equals("課長"))
                .mapToInt(Assignment::personId)
                .distinct()
                .forEach(person ->
                        heads.add(new Stay(person, person == head ? "owner" : "member", false, founded(), 0)));
        taker.take(
                new Making("group", "課長連絡", "課長の間の連絡と調整です。", 0, head, founded(), List.of(), heads, Draw.of(seed, 21, 2))
                        .converse("管理職", 40 * scale, at -> head, office.id())
                        .room(0, 0, 0));
    }

    private <X extends Exception> void sections(Taker<X> taker) throws X {
        for (Section section : city.sections()) {
            List<Assignment> own = bySection.getOrDefault(section.id(), List.of());
            if (section.abolished()
                    || own.stream().filter(a -> a.on(city.today())).count() < 3) {
                continue;
            }
            Map<Integer, List<Assignment>> people = new TreeMap<>();
            own.forEach(a -> people.computeIfAbsent(a.personId(), id -> new ArrayList<>())
                    .add(a));
            int head = head(section.id(), end);
            List<Stay> stays = new ArrayList<>();
            people.forEach((person, assignments) -> stays(assignments, person == head ? "owner" : "member", stays));
            Draw draw = Draw.of(seed, 22, section.id());
            taker.take(new Making(
                            "section",
                            section.name(),
                            section.name() + "の連絡と相談",
                            section.id(),
                            head,
                            founded(),
                            List.of("section:" + section.id()),
                            stays,
                            draw)
                    .converse("課", draw.between(22, 48) * scale, at -> head(section.id(), at), section.id())
                    .room(0, 0, 0));
        }
    }

    private <X extends Exception> void consultations(Taker<X> taker) throws X {
        int number = 0;
        for (Map.Entry<String, List<String>> topic : CONSULTATIONS.entrySet()) {
            Section section = city.sectionNamed(topic.getValue().get(1));
            Draw draw = Draw.of(seed, 23, ++number);
            int head = head(section.id(), end);
            List<Integer> answering = present(section.id());
            List<Stay> stays = new ArrayList<>();
            answering.forEach(
                    person -> stays.add(new Stay(person, person == head ? "owner" : "member", false, founded(), 0)));
            List<Integer> others = new ArrayList<>(
                    employed().stream().filter(p -> !answering.contains(p)).toList());
            draw.shuffle(others);
            others.stream()
                    .limit(draw.between(60, 130))
                    .forEach(person -> stays.add(new Stay(
                            person,
                            "member",
                            false,
                            OfficeHours.moment(draw.one(year.subList(0, year.size() * 2 / 3)), draw.between(10, 500)),
                            0)));
            taker.take(new Making(
                            "consultation",
                            topic.getValue().get(0),
                            topic.getValue().get(2),
                            0,
                            head,
                            founded(),
                            List.of(),
                            stays,
                            draw)
                    .converse(
                            "相談:" + topic.getKey(),
                            // Nobody asks the same thing more often than every few months.
                            scripts.get("相談:" + topic.getKey()).size() * draw.between(2, 3) * scale,
                            at -> draw.one(answering),
                            section.id())
                    .room(0, 0, 0));
        }
    }

    private <X extends Exception> void groups(Taker<X> taker) throws X {
        int number = 0;
        List<Integer> all = employed();
        for (String name : GROUPS) {
            Draw draw = Draw.of(seed, 24, ++number);
            List<Integer> people = new ArrayList<>(all);
            draw.shuffle(people);
            List<Integer> members = people.subList(0, draw.between(6, 14));
            long from = OfficeHours.moment(draw.one(year.subList(0, year.size() / 2)), draw.between(10, 400));
            List<Stay> stays = new ArrayList<>();
            members.forEach(person ->
                    stays.add(new Stay(person, person.equals(members.get(0)) ? "owner" : "member", false, from, 0)));
            taker.take(new Making("group", name, "", 0, members.get(0), from, List.of(), stays, draw)
                    .converse("班", draw.between(10, 24) * scale, at -> members.get(0), section(members.get(0)))
                    .room(0, 0, 0));
        }
    }

    private <X extends Exception> void meetings(Taker<X> taker) throws X {
        // In a small city there may be no section of six.
        int enough = Math.min(
                6,
                city.sections().stream()
                        .mapToInt(s -> present(s.id()).size())
                        .max()
                        .orElse(0));
        List<Section> sections = city.sections().stream()
                .filter(s -> !s.abolished() && present(s.id()).size() >= enough)
                .toList();
        List<Script> meetings = scripts.get("会議");
        int count = 44;
        for (int number = 0; number < count; number++) {
            Draw draw = Draw.of(seed, 25, number);
            boolean going = number >= count - 2;
            LocalDate day = going
                    ? year.get(year.size() - (count - number))
                    : year.get((int) ((number + draw.fraction()) / count * (year.size() - 12)) + 4);
            List<Script> fitting =
                    meetings.stream().filter(s -> s.fits(day.getMonthValue())).toList();
            Script script = fitting.get((number + draw.below(2)) % fitting.size());
            Section section = draw.one(sections);
            int head = head(section.id(), end);
            List<Integer> near = new ArrayList<>(
                    present(section.id()).stream().filter(p -> p != head).toList());
            List<Integer> far = new ArrayList<>(employed().stream()
                    .filter(p -> p != head && !near.contains(p))
                    .toList());
            draw.shuffle(near);
            draw.shuffle(far);
            List<Integer> others = new ArrayList<>(near.subList(0, Math.min(3, near.size())));
            others.addAll(far.subList(0, draw.between(4, 8)));
            long opens = OfficeHours.moment(day, draw.one(List.of(30, 60, 90, 300, 330)));
            long created = OfficeHours.moment(year.get(Math.max(0, year.indexOf(day) - 3)), draw.between(20, 480));
            List<Stay> stays = new ArrayList<>();
            stays.add(new Stay(head, "chair", false, created, 0));
            for (int person : others) {
                stays.add(new Stay(person, person == others.get(0) ? "recorder" : "member", false, created, 0));
            }
            UnaryOperator<String> filling = Text.filling(draw, city, day, section.id(), head, script.title());
            Making making =
                    new Making("meeting", filling.apply(script.title()), "", 0, head, created, List.of(), stays, draw);
            script.agenda().forEach(title -> making.agenda.add(filling.apply(title)));
            making.say(script, 0, opens + 120, cast(script, head, others, draw), filling);
            long over = making.last() + 1800;
            boolean closed = over < end && !going;
            taker.take(making.room(
                    opens,
                    closed
                            ? 0
                            : OfficeHours.moment(
                                    WorkingDays.onOrAfter(city.today().plusDays(3)), 500),
                    closed ? over : 0));
        }
    }

    private <X extends Exception> void pairs(Taker<X> taker) throws X {
        List<Integer> all = employed();
        Map<Long, Boolean> made = new HashMap<>();
        for (int number = 0; number < 800; number++) {
            Draw draw = Draw.of(seed, 26, number);
            int one = draw.one(all);
            List<Integer> near =
                    present(section(one)).stream().filter(p -> p != one).toList();
            int other = near.isEmpty() || draw.chance(0.4) ? draw.one(all) : draw.one(near);
            int low = Math.min(one, other);
            int high = Math.max(one, other);
            if (one == other || made.put((long) low << 32 | high, true) != null) {
                continue;
            }
            long from = OfficeHours.moment(draw.one(year.subList(0, year.size() - 5)), draw.between(5, 400));
            List<Stay> stays =
                    List.of(new Stay(low, "member", false, from, 0), new Stay(high, "member", false, from, 0));
            taker.take(new Making("direct", "", "", 0, one, from, List.of(), stays, draw)
                    .converse("二人", draw.between(1, 6) * scale, at -> one, section(one))
                    .room(0, 0, 0));
        }
    }

    // ---- the people

    /** The times in which any of the assignments is in force, from the founding of the rooms on. */
    private void stays(List<Assignment> assignments, String role, List<Stay> stays) {
        List<Assignment> sorted = assignments.stream()
                .sorted(Comparator.comparing(Assignment::from))
                .toList();
        long from = 0;
        long until = 0;
        boolean open = false;
        int person = 0;
        for (Assignment a : sorted) {
            long begins = Math.max(OfficeHours.midnight(a.from()), founded());
            long ends = a.until() == null ? Long.MAX_VALUE : OfficeHours.midnight(a.until());
            if (ends <= begins || begins > end) {
                continue;
            }
            person = a.personId();
            if (open && begins <= until) {
                until = Math.max(until, ends);
            } else {
                if (open) {
                    stays.add(new Stay(person, "member", true, from, until > end ? 0 : until));
                }
                from = begins;
                until = ends;
                open = true;
            }
        }
        if (open) {
            boolean there = until > end;
            stays.add(new Stay(person, there ? role : "member", true, from, there ? 0 : until));
        }
    }

    private List<Integer> employed() {
        return city.assignments().stream()
                .filter(a -> a.primary()
                        && a.on(year.get(0))
                        && byPerson.get(a.personId()).stream().anyMatch(b -> b.on(city.today())))
                .map(Assignment::personId)
                .distinct()
                .toList();
    }

    private int section(int person) {
        return byPerson.get(person).stream()
                .filter(a -> a.primary() && a.on(city.today()))
                .findFirst()
                .orElse(byPerson.get(person).get(0))
                .sectionId();
    }

    private List<Integer> present(int section) {
        return bySection.getOrDefault(section, List.of()).stream()
                .filter(a -> a.on(city.today()))
                .map(Assignment::personId)
                .distinct()
                .toList();
    }

    /** Whoever has the highest title there. */
    private int head(int section, long at) {
        LocalDate day = OfficeHours.day(at);
        return bySection.getOrDefault(section, List.of()).stream()
                .filter(a -> a.on(day))
                .min(Comparator.comparingInt(
                                (Assignment a) -> city.title(a.titleId()).order())
                        .thenComparing(Assignment::personId))
                .map(Assignment::personId)
                .orElseGet(() -> present(section).get(0));
    }

    /** Who says which part; null if there are not enough. */
    private static Map<Character, Integer> cast(Script script, int head, List<Integer> others, Draw draw) {
        List<Integer> people = new ArrayList<>(others);
        people.remove((Integer) head);
        if (people.size() < script.people()) {
            return null;
        }
        draw.shuffle(people);
        Map<Character, Integer> cast = new TreeMap<>();
        cast.put('H', head);
        for (char part = 'A'; part <= 'E' && part - 'A' < people.size(); part++) {
            cast.put(part, people.get(part - 'A'));
        }
        return cast;
    }

    // ---- what is said

    /** One room while it is made. */
    private final class Making {
        private final String kind;
        private final String name;
        private final String purpose;
        private final int sectionId;
        private final int createdBy;
        private final long createdAt;
        private final List<String> groups;
        private final List<Stay> stays;
        private final Draw draw;
        private final List<String> agenda = new ArrayList<>();
        private final List<Said> said = new ArrayList<>();

        Making(
                String kind,
                String name,
                String purpose,
                int sectionId,
                int createdBy,
                long createdAt,
                List<String> groups,
                List<Stay> stays,
                Draw draw) {
            this.kind = kind;
            this.name = name;
            this.purpose = purpose;
            this.sectionId = sectionId;
            this.createdBy = createdBy;
            this.createdAt = createdAt;
            this.groups = groups;
            this.stays = stays;
            this.draw = draw;
        }

        /** Adds conversations on days drawn from the room's life. */
        Making converse(String place, int count, Function<Long, Integer> head, int section) {
            List<Script> fitting = scripts.get(place);
            Map<Script, Integer> talked = new HashMap<>();
            List<LocalDate> life = year.stream()
                    .filter(day -> OfficeHours.moment(day, 0) > createdAt)
                    .toList();
            for (int i = 0; i < count && !life.isEmpty(); i++) {
                LocalDate day =
                        life.get(Math.min(life.size() - 1, (int) ((i + draw.fraction()) / count * life.size())));
                double hour = draw.fraction();
                long at = OfficeHours.moment(day, hour < 0.5 ? draw.between(5, 215) : draw.between(275, 515))
                        + draw.below(60);
                List<Script> now = fitting.stream()
                        .filter(script -> script.fits(day.getMonthValue()))
                        .toList();
                if (now.isEmpty()) {
                    continue;
                }
                // What was not talked about for the longest time comes up again.
                int least = now.stream()
                        .mapToInt(s -> talked.getOrDefault(s, 0))
                        .min()
                        .orElse(0);
                Script script = draw.one(now.stream()
                        .filter(s -> talked.getOrDefault(s, 0) == least)
                        .toList());
                talked.merge(script, 1, Integer::sum);
                int first = head.apply(at);
                List<Integer> others = stays.stream()
                        .filter(stay -> stay.covers(at))
                        .map(Stay::person)
                        .distinct()
                        .toList();
                Map<Character, Integer> cast = kind.equals("direct") ? pair(first) : cast(script, first, others, draw);
                if (cast != null) {
                    say(
                            script,
                            i,
                            at,
                            cast,
                            Text.filling(
                                    draw,
                                    city,
                                    day,
                                    section,
                                    first,
                                    script.lines().get(0).text()));
                }
            }
            return this;
        }

        private Map<Character, Integer> pair(int first) {
            int other = stays.get(0).person() == first
                    ? stays.get(1).person()
                    : stays.get(0).person();
            return draw.chance(0.5) ? Map.of('A', first, 'B', other) : Map.of('A', other, 'B', first);
        }

        void say(
                Script script,
                int conversation,
                long begin,
                Map<Character, Integer> cast,
                UnaryOperator<String> filling) {
            long at = begin;
            int item = 0;
            int number = 0;
            for (Script.Line line : script.lines()) {
                number++;
                item = line.agenda() > 0 ? line.agenda() : item;
                if (number > 1) {
                    at = hours.after(
                                    at,
                                    line.pause() < 0
                                            ? 1 + 5 * draw.fraction()
                                            : line.pause() * (0.7 + 0.6 * draw.fraction()))
                            + draw.below(50);
                }
                if (at >= end) {
                    return;
                }
                int sender = cast.get(line.speaker());
                long moment = at;
                boolean there = stays.stream()
                        .anyMatch(stay -> stay.person() == sender && stay.covers(moment) && stay.from() < moment);
                if (there) {
                    said.add(new Said(
                            line,
                            conversation,
                            number,
                            sender,
                            at,
                            filling.apply(named(line.text(), cast)),
                            item,
                            cast));
                }
            }
        }

        private String named(String text, Map<Character, Integer> cast) {
            return NAME.matcher(text).replaceAll(gap -> {
                boolean mention = !gap.group(1).isEmpty();
                if (gap.group(2).equals("全員")) {
                    return "@[all]";
                }
                int person = cast.getOrDefault(gap.group(2).charAt(0), createdBy);
                return Matcher.quoteReplacement(
                        mention
                                ? "@[person:" + person + "]"
                                : city.person(person).surname() + "さん");
            });
        }

        long last() {
            return said.stream().mapToLong(Said::at).max().orElse(createdAt);
        }

        Room room(long opensAt, long closesAt, long closedAt) {
            said.sort(Comparator.comparingLong(Said::at)
                    .thenComparingInt(Said::conversation)
                    .thenComparingInt(Said::number));
            long[] at = said.stream().mapToLong(Said::at).toArray();
            // Who came or went at a moment is one change, before what was said then.
            TreeMap<Long, Long> comings = new TreeMap<>();
            TreeMap<Long, Long> goings = new TreeMap<>();
            stays.forEach(stay -> {
                comings.put(Math.max(stay.from(), createdAt), 0L);
                if (stay.until() > 0) {
                    goings.put(stay.until(), 0L);
                }
            });
            long[] revisions = new long[at.length];
            long revision = 0;
            List<Long> moments = new ArrayList<>(comings.keySet());
            goings.keySet().stream().filter(m -> !comings.containsKey(m)).forEach(moments::add);
            moments.sort(null);
            int next = 0;
            for (long moment : moments) {
                while (next < at.length && at[next] < moment) {
                    revisions[next++] = ++revision;
                }
                if (goings.containsKey(moment)) {
                    goings.put(moment, ++revision);
                }
                if (comings.containsKey(moment)) {
                    comings.put(moment, ++revision);
                }
            }
            while (next < at.length) {
                revisions[next++] = ++revision;
            }
            if (closedAt > 0) {
                revision++;
            }
            int[] senders = said.stream().mapToInt(Said::sender).toArray();
            Reading reading = new Reading(seed, hours, at, senders, end, kind);
            List<Room.Period> periods = new ArrayList<>();
            stays.stream()
                    .sorted(Comparator.comparingLong(Stay::from).thenComparingInt(Stay::person))
                    .forEach(stay -> {
                        long from = Math.max(stay.from(), createdAt);
                        long joined = before(at, from);
                        long left = stay.until() == 0 ? at.length : before(at, stay.until());
                        List<long[]> ranges = new ArrayList<>();
                        long receipt = reading.read(stay.person(), joined, left, stay.until(), ranges);
                        periods.add(new Room.Period(
                                stay.person(),
                                stay.role(),
                                stay.byRule(),
                                joined,
                                comings.get(from),
                                from,
                                stay.until() == 0 ? -1 : left,
                                stay.until() == 0 ? -1 : goings.get(stay.until()),
                                stay.until(),
                                receipt,
                                ranges));
                    });
            Map<Long, Integer> numbers = new HashMap<>();
            for (int i = 0; i < said.size(); i++) {
                numbers.put(said.get(i).conversation() * 1000L + said.get(i).number(), i + 1);
            }
            List<Room.Message> messages = new ArrayList<>();
            for (int i = 0; i < said.size(); i++) {
                messages.add(message(said.get(i), i, revisions[i], numbers, reading, periods));
            }
            return new Room(
                    kind, name, purpose, sectionId, createdBy, createdAt, opensAt, closesAt, closedAt, groups, agenda,
                    periods, messages, revision);
        }

        private static long before(long[] at, long moment) {
            int low = 0;
            int high = at.length;
            while (low < high) {
                int middle = (low + high) / 2;
                if (at[middle] < moment) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private Room.Message message(
                Said one,
                int index,
                long revision,
                Map<Long, Integer> numbers,
                Reading reading,
                List<Room.Period> periods) {
            Script.Line line = one.line();
            List<String> mentions = new ArrayList<>();
            Matcher names = Pattern.compile("@\\[([a-z0-9:]+)]").matcher(one.text());
            while (names.find()) {
                mentions.add(names.group(1));
            }
            Map<String, Map<Integer, Long>> reactions = new TreeMap<>();
            line.reactions().forEach((key, parts) -> {
                Map<Integer, Long> people = new LinkedHashMap<>();
                for (char part : parts.toCharArray()) {
                    Integer person = one.cast().get(part);
                    long when = one.at() + 40 + draw.below(900);
                    if (person != null
                            && when < end
                            && periods.stream()
                                    .anyMatch(p ->
                                            p.person() == person && p.joinedSeq() <= index && p.receiptSeq() > index)) {
                        people.put(person, when);
                    }
                }
                if (!people.isEmpty()) {
                    reactions.put(key, people);
                }
            });
            long edited = line.edited() && one.at() + 200 < end ? one.at() + 200 : 0;
            long deleted = line.deleted() && one.at() + 90 < end ? one.at() + 90 : 0;
            LocalDate due = line.ackDays() == 0
                    ? null
                    : OfficeHours.day(hours.after(one.at(), line.ackDays() * WorkingDays.MINUTES));
            Map<Integer, Long> acknowledged = new LinkedHashMap<>();
            if (due != null) {
                for (Room.Period period : periods) {
                    long read = reading.when(period.ranges(), index + 1);
                    if (read > 0
                            && period.person() != one.sender()
                            && Draw.fraction(seed, period.person(), one.at()) < 0.9) {
                        acknowledged.putIfAbsent(period.person(), read + 3 + period.person() % 20);
                    }
                }
            }
            return new Room.Message(
                    revision,
                    one.sender(),
                    one.at(),
                    deleted > 0 ? "" : one.text(),
                    edited > 0 ? one.text().replaceFirst("。", "、よろしく。") : "",
                    edited,
                    deleted,
                    line.reply() == 0 ? 0 : numbers.getOrDefault(one.conversation() * 1000L + line.reply(), 0),
                    one.agenda() > agenda.size() ? 0 : one.agenda(),
                    line.mark(),
                    line.pinned() && index > said.size() - 60,
                    due,
                    deleted > 0 ? List.of() : mentions,
                    reactions,
                    acknowledged,
                    reading.allReadAt(index, periods));
        }
    }
}
