package org.kairan.demo.agenda;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.demo.agenda.Entry.Guest;
import org.kairan.demo.bulletin.WorkingDays;
import org.kairan.demo.city.Assignment;
import org.kairan.demo.city.City;
import org.kairan.demo.city.Section;
import org.kairan.demo.source.Draw;
import org.kairan.demo.source.Lines;

/**
 * Draws a year of the city's calendars: each section's weekly meeting, the managers' and the mayor's, duties and days at home that recur, meetings in rooms, trips with a car, visitors and leave.
 *
 * <p>Every person has their own draws, so that the same city has the same year. Rooms are drawn so that none is held twice.
 */
public final class Agenda {

    private static final int MONTHS_BEHIND = 9;
    private static final int MONTHS_AHEAD = 3;

    /** Meetings in rooms on a working day. */
    private static final int MEETINGS = 34;

    /** Meetings of which the time is not decided. */
    private static final int PROPOSALS = 14;

    private static final List<String> SOME_ANSWER =
            List.of("accepted", "accepted", "none", "none", "tentative", "declined");

    /** How likely somebody has something of their own on a working day. */
    private static final double OWN = 0.09;

    private static final List<String> WEEK = List.of("MO", "TU", "WE", "TH", "FR");
    private static final List<String> NOTHING_TO_ANSWER =
            List.of("accepted", "accepted", "accepted", "none", "none", "declined");

    /** A title with its kind of event and, if it is not in a room, its place. */
    private record Line(String sort, String kind, String title, String place) {}

    private final long seed;
    private final City city;
    private final LocalDate first;
    private final LocalDate last;
    private final List<LocalDate> workingDays;
    private final List<Facility> facilities;
    private final Map<String, List<Line>> lines;
    private final Map<Integer, List<Integer>> membersBySection = new HashMap<>();
    private final Map<Integer, Integer> sectionOf = new HashMap<>();
    private final Map<Integer, Integer> rankOf = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    /** Room and five minutes since 1970 that are taken. */
    private final Set<Long> taken = new HashSet<>();

    private Agenda(long seed, City city, int years) {
        this.seed = seed;
        this.city = city;
        this.first = city.today().minusMonths(MONTHS_BEHIND).minusYears(years - 1L);
        this.last = city.today().plusMonths(MONTHS_AHEAD);
        this.workingDays = new WorkingDays(first, last).between(first, last);
        this.facilities = facilities();
        this.lines = Lines.of("agenda/titles.txt").stream()
                .map(line -> line.split("\\|", -1))
                .map(p -> new Line(p[0], p[1], p[2], p[3]))
                .collect(Collectors.groupingBy(Line::sort));
        for (Assignment a : city.assignments()) {
            if (a.primary() && a.on(city.today())) {
                membersBySection
                        .computeIfAbsent(a.sectionId(), id -> new ArrayList<>())
                        .add(a.personId());
                sectionOf.put(a.personId(), a.sectionId());
                rankOf.put(a.personId(), city.title(a.titleId()).order());
            }
        }
    }

    /** What can be booked, numbered from 1. */
    public static List<Facility> facilities() {
        List<Facility> facilities = new ArrayList<>();
        for (String line : Lines.of("agenda/facilities.txt")) {
            String[] p = line.split("\\|", -1);
            facilities.add(new Facility(
                    facilities.size() + 1,
                    p[0],
                    p[2],
                    p[1],
                    Integer.parseInt(p[3]),
                    p[4].isEmpty() ? List.of() : List.of(p[4].split(" ")),
                    p[5].isEmpty() ? null : p[5],
                    Integer.parseInt(p[6]),
                    p[7],
                    p[8].equals("yes"),
                    p[9]));
        }
        return facilities;
    }

    /** The events in the order in which they were made; with a scale, so many years instead of one. */
    public static List<Entry> of(long seed, City city, int scale) {
        return new Agenda(seed, city, scale).make();
    }

    private List<Entry> make() {
        managers();
        membersBySection.keySet().stream().sorted().forEach(this::section);
        sectionOf.keySet().stream().sorted().forEach(this::recurring);
        for (LocalDate day : workingDays) {
            meetings(day);
        }
        sectionOf.keySet().stream().sorted().forEach(this::own);
        proposals();
        return List.copyOf(entries);
    }

    // ---- what recurs

    private void managers() {
        List<Integer> top = titled(order -> order <= 60);
        List<Integer> heads = titled(order -> order <= 110);
        String owner = "section:" + sectionOf.get(top.get(0));
        int by = top.get(0);
        series(
                owner,
                by,
                "庁議",
                "庁議室",
                LocalTime.of(9, 0),
                60,
                "FREQ=WEEKLY;BYDAY=TU",
                weekly(DayOfWeek.TUESDAY, 1),
                guests(top, by, 1),
                List.of(named("庁議室")));
        series(
                owner,
                by,
                "部課長会議",
                "大会議室",
                LocalTime.of(13, 30),
                90,
                "FREQ=MONTHLY;BYDAY=1MO",
                monthly(),
                guests(heads, by, 2),
                List.of(named("大会議室")));
    }

    private List<Integer> titled(Predicate<Integer> order) {
        return rankOf.entrySet().stream()
                .filter(person -> order.test(person.getValue()))
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(200)
                .toList();
    }

    private int named(String name) {
        return facilities.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void section(int id) {
        List<Integer> members = membersBySection.get(id).stream()
                .sorted(java.util.Comparator.<Integer, Integer>comparing(rankOf::get)
                        .thenComparing(p -> p))
                .limit(40)
                .toList();
        if (members.size() < 3) {
            return;
        }
        Draw draw = Draw.of(seed, 71, id);
        Section section = city.section(id);
        DayOfWeek weekday = DayOfWeek.of(draw.between(1, 5));
        boolean desk = section.kind().matches("課|情|係|技|技係|部");
        series(
                "section:" + id,
                members.get(0),
                desk ? "課内会議" : "職員会議",
                section.name(),
                desk ? LocalTime.of(8, draw.chance(0.5) ? 35 : 45) : LocalTime.of(16, 15),
                desk ? 30 : 45,
                "FREQ=WEEKLY;BYDAY=" + WEEK.get(weekday.getValue() - 1),
                weekly(weekday, 1),
                guests(members, members.get(0), 72 + id),
                List.of());
    }

    private void recurring(int person) {
        Draw draw = Draw.of(seed, 73, person);
        for (double chance = 0.9; draw.chance(chance); chance -= 0.35) {
            DayOfWeek weekday = DayOfWeek.of(draw.between(1, 5));
            Line duty = draw.one(lines.get("duty"));
            LocalTime start = LocalTime.of(draw.between(9, 16), draw.chance(0.5) ? 0 : 30);
            series(
                    "person:" + person,
                    person,
                    duty.title(),
                    duty.place(),
                    start,
                    60,
                    "FREQ=WEEKLY;BYDAY=" + WEEK.get(weekday.getValue() - 1),
                    weekly(weekday, 1),
                    List.of(),
                    List.of());
        }
        if (draw.chance(0.12)) {
            DayOfWeek weekday = DayOfWeek.of(draw.between(1, 5));
            List<LocalDate> days = weekly(weekday, 2);
            entries.add(new Entry(
                    "person:" + person,
                    person,
                    "在宅勤務",
                    "自宅",
                    "telework",
                    "public",
                    days.get(0).atStartOfDay(),
                    days.get(0).plusDays(1).atStartOfDay(),
                    true,
                    "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + WEEK.get(weekday.getValue() - 1) + ";UNTIL=" + compact(last)
                            + ";WKST=MO",
                    0,
                    open(days),
                    closed(days),
                    List.of(),
                    List.of()));
        }
    }

    private void series(
            String owner,
            int by,
            String title,
            String place,
            LocalTime start,
            int minutes,
            String rule,
            List<LocalDate> days,
            List<Guest> guests,
            List<Integer> rooms) {
        List<LocalDate> open = open(days);
        for (LocalDate day : open) {
            for (int room : rooms) {
                take(facilities.get(room - 1), day, start, minutes);
            }
        }
        entries.add(new Entry(
                owner,
                by,
                title,
                place,
                title.endsWith("会議") || title.equals("庁議") ? "meeting" : "other",
                "public",
                days.get(0).atTime(start),
                days.get(0).atTime(start.plusMinutes(minutes)),
                false,
                rule + ";UNTIL=" + compact(last) + "T145959Z;WKST=MO",
                0,
                open,
                closed(days),
                guests,
                rooms));
    }

    private static String compact(LocalDate day) {
        return day.toString().replace("-", "");
    }

    private List<LocalDate> weekly(DayOfWeek weekday, int weeks) {
        return first.with(TemporalAdjusters.nextOrSame(weekday))
                .datesUntil(last.plusDays(1), java.time.Period.ofWeeks(weeks))
                .toList();
    }

    /** The first Monday of each month. */
    private List<LocalDate> monthly() {
        return first.plusMonths(1)
                .withDayOfMonth(1)
                .datesUntil(last.plusDays(1), java.time.Period.ofMonths(1))
                .map(month -> month.with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY)))
                .filter(day -> !day.isAfter(last))
                .toList();
    }

    private static List<LocalDate> open(List<LocalDate> days) {
        return days.stream().filter(WorkingDays::isWorkingDay).toList();
    }

    private static List<LocalDate> closed(List<LocalDate> days) {
        return days.stream().filter(day -> !WorkingDays.isWorkingDay(day)).toList();
    }

    private List<Guest> guests(List<Integer> people, int without, int key) {
        Draw draw = Draw.of(seed, 74, key);
        return people.stream()
                .filter(person -> person != without)
                .map(person -> new Guest(person, draw.chance(0.1), draw.one(NOTHING_TO_ANSWER)))
                .toList();
    }

    // ---- single ones

    private void meetings(LocalDate day) {
        Draw draw = Draw.of(seed, 75, day.toEpochDay());
        List<Integer> people = sectionOf.keySet().stream().sorted().toList();
        List<Facility> rooms =
                facilities.stream().filter(f -> f.kind().equals("room")).toList();
        for (int i = 0; i < MEETINGS; i++) {
            int by = draw.one(people);
            LocalTime start = LocalTime.of(9, 0).plusMinutes(30L * draw.below(14));
            int minutes = draw.one(List.of(30, 60, 60, 60, 90, 120));
            Facility room = draw.one(rooms);
            if (start.plusMinutes(minutes).isAfter(LocalTime.of(17, 0))
                    || !mayBook(by, room)
                    || !take(room, day, start, minutes)) {
                continue;
            }
            Section department = city.department(city.section(sectionOf.get(by)));
            List<Integer> near = people.stream()
                    .filter(p -> p != by
                            && city.department(city.section(sectionOf.get(p))).id() == department.id())
                    .toList();
            Set<Integer> chosen = new java.util.TreeSet<>();
            for (int n = draw.between(1, 5); n > 0 && !near.isEmpty(); n--) {
                chosen.add(draw.one(near));
            }
            Line line = draw.one(lines.get("meeting"));
            List<Integer> held = new ArrayList<>(List.of(room.id()));
            if (draw.chance(0.15)) {
                Facility extra = draw.one(facilities.stream()
                        .filter(f -> f.kind().equals("equipment"))
                        .toList());
                if (take(extra, day, start, minutes)) {
                    held.add(extra.id());
                }
            }
            entries.add(new Entry(
                    "person:" + by,
                    by,
                    line.title(),
                    room.name(),
                    "meeting",
                    draw.chance(0.07) ? "busy" : "public",
                    day.atTime(start),
                    day.atTime(start.plusMinutes(minutes)),
                    false,
                    null,
                    0,
                    List.of(day),
                    List.of(),
                    guests(List.copyOf(chosen), by, Math.toIntExact(day.toEpochDay() * 100 + i)),
                    held));
        }
    }

    /** Meetings of several sections whose time is not decided: three or four times each, in the next weeks, to which some have answered. */
    private void proposals() {
        List<LocalDate> ahead = workingDays.stream()
                .filter(day -> day.isAfter(city.today()))
                .limit(15)
                .toList();
        List<Integer> heads = titled(order -> order <= 110);
        List<Facility> rooms =
                facilities.stream().filter(f -> f.kind().equals("room")).toList();
        for (int n = 1; n <= PROPOSALS && ahead.size() > 4; n++) {
            Draw draw = Draw.of(seed, 78, n);
            int by = draw.one(heads);
            Set<Integer> asked = new java.util.TreeSet<>();
            for (int i = draw.between(4, 8); i > 0; i--) {
                asked.add(draw.one(heads));
            }
            asked.remove(by);
            String title = draw.one(lines.get("meeting")).title();
            Set<LocalDate> days = new java.util.TreeSet<>();
            for (int i = draw.between(3, 4); i > 0; i--) {
                days.add(draw.one(ahead));
            }
            for (LocalDate day : days.size() > 1 ? days : new java.util.TreeSet<>(ahead.subList(0, 3))) {
                LocalTime start = LocalTime.of(draw.between(9, 15), draw.chance(0.5) ? 0 : 30);
                Facility room = draw.one(rooms);
                boolean isFree = mayBook(by, room) && take(room, day, start, 60);
                entries.add(new Entry(
                        "person:" + by,
                        by,
                        title,
                        isFree ? room.name() : "",
                        "meeting",
                        "public",
                        day.atTime(start),
                        day.atTime(start.plusMinutes(60)),
                        false,
                        null,
                        0,
                        List.of(day),
                        List.of(),
                        asked.stream()
                                .map(person -> new Guest(person, false, draw.one(SOME_ANSWER)))
                                .toList(),
                        isFree ? List.of(room.id()) : List.of(),
                        n));
            }
        }
    }

    /** Whether somebody is of the section whose people alone may book a room, or of one below it. */
    private boolean mayBook(int person, Facility room) {
        if (room.bookers().isEmpty()) {
            return true;
        }
        int id = city.sectionNamed(room.bookers()).id();
        for (int at = sectionOf.get(person); at != 0; at = city.section(at).parentId()) {
            if (at == id) {
                return true;
            }
        }
        return false;
    }

    private void own(int person) {
        Draw draw = Draw.of(seed, 76, person);
        List<Facility> cars =
                facilities.stream().filter(f -> f.kind().equals("car")).toList();
        for (LocalDate day : workingDays) {
            if (!draw.chance(OWN)) {
                continue;
            }
            Line line = draw.one(Stream.of("trip", "out", "out", "visitor", "leave", "leave", "leave", "telework")
                    .map(sort -> draw.one(lines.get(sort)))
                    .toList());
            switch (line.sort()) {
                case "leave" -> leave(person, day, line, draw);
                case "telework" -> allDay(person, day, day, line, "public");
                case "trip" -> allDay(person, day, draw.chance(0.15) ? day.plusDays(1) : day, line, "public");
                default -> {
                    LocalTime start = LocalTime.of(draw.between(9, 15), draw.chance(0.5) ? 0 : 30);
                    int minutes = draw.one(List.of(30, 60, 90));
                    Facility car = draw.one(cars);
                    boolean drives = line.sort().equals("out") && draw.chance(0.6) && take(car, day, start, minutes);
                    entries.add(new Entry(
                            "person:" + person,
                            person,
                            line.title(),
                            line.place(),
                            line.kind(),
                            "public",
                            day.atTime(start),
                            day.atTime(start.plusMinutes(minutes)),
                            false,
                            null,
                            line.sort().equals("out") && !drives ? 15 : 0,
                            List.of(day),
                            List.of(),
                            List.of(),
                            drives ? List.of(car.id()) : List.of()));
                }
            }
        }
    }

    private void leave(int person, LocalDate day, Line line, Draw draw) {
        if (line.title().equals("時間休")) {
            LocalTime start = LocalTime.of(draw.between(9, 15), 0);
            entries.add(new Entry(
                    "person:" + person,
                    person,
                    line.title(),
                    "",
                    "leave",
                    "busy",
                    day.atTime(start),
                    day.atTime(start.plusHours(2)),
                    false,
                    null,
                    0,
                    List.of(day),
                    List.of(),
                    List.of(),
                    List.of()));
        } else {
            allDay(person, day, day, line, draw.chance(0.4) ? "private" : draw.chance(0.5) ? "busy" : "public");
        }
    }

    private void allDay(int person, LocalDate from, LocalDate to, Line line, String visibility) {
        entries.add(new Entry(
                "person:" + person,
                person,
                line.title(),
                line.place(),
                line.kind(),
                visibility,
                from.atStartOfDay(),
                to.plusDays(1).atStartOfDay(),
                true,
                null,
                0,
                List.of(from),
                List.of(),
                List.of(),
                List.of()));
    }

    /** Takes a room if it is free, with the time to make it ready. */
    private boolean take(Facility facility, LocalDate day, LocalTime start, int minutes) {
        long begins = (day.toEpochDay() * 24 * 60 + start.toSecondOfDay() / 60 - facility.setup()) / 5;
        long ends = (day.toEpochDay() * 24 * 60 + start.toSecondOfDay() / 60 + minutes + 4) / 5;
        for (long slot = begins; slot < ends; slot++) {
            if (taken.contains(slot * 1_000 + facility.id())) {
                return false;
            }
        }
        for (long slot = begins; slot < ends; slot++) {
            taken.add(slot * 1_000 + facility.id());
        }
        return true;
    }
}
