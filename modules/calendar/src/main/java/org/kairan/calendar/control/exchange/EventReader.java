package org.kairan.calendar.control.exchange;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kairan.calendar.control.Bounds;
import org.kairan.calendar.control.Recurrence;
import org.kairan.calendar.control.Window;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Variant;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.Refused;

/**
 * Turns the events of an iCalendar file into drafts for one calendar; what cannot be kept as it is meant is rejected with a reason or noted.
 *
 * <p>All that has one UID is one event. Of several that have the same place in it the one with the highest SEQUENCE is taken, then the last one changed, then the last in the file. Times become wall times of the city; a series of a zone
 * whose distance from the city changes while it lasts is rejected, since it would be an hour off for half of the year.
 */
public final class EventReader {

    private static final int UID_MAX = 500;

    /** Each rule is counted through from its beginning; so many take seconds at worst. */
    private static final int SERIES_MAX = 1_000;

    private static final Duration NO_LENGTH = Duration.ofMinutes(30);
    private static final Map<String, List<String>> KINDS = Map.of(
            "meeting", List.of("会議", "打合せ", "打ち合わせ", "meeting"),
            "trip", List.of("出張", "trip", "business trip"),
            "out", List.of("外出", "out", "out of office"),
            "leave", List.of("休暇", "休み", "年休", "有休", "年次休暇", "leave", "vacation"),
            "telework", List.of("在宅", "在宅勤務", "テレワーク", "telework", "working from home"),
            "visitor", List.of("来客", "来訪", "visitor"));

    private final CalendarFile file;
    private final GroupId owner;
    private final String visibility;
    private final Window window;
    private int series;

    private EventReader(CalendarFile file, GroupId owner, String visibility, Window window) {
        this.file = file;
        this.owner = owner;
        this.visibility = visibility;
        this.window = window;
    }

    /**
     * Reads all events of a file, in its order.
     *
     * @param visibility of those of which the file says nothing
     * @param window the days in which series are written down
     */
    public static List<Item> items(CalendarFile file, GroupId owner, String visibility, Window window) {
        var reader = new EventReader(file, owner, visibility, window);
        var named = new LinkedHashMap<String, Map<String, Component>>();
        var clashing = new HashSet<String>();
        var items = new ArrayList<Item>();
        for (var event : file.events()) {
            if (event.fault().isPresent()) {
                items.add(reader.rejected(event, Refused.invalid(event.fault().get())));
                continue;
            }
            var uid = event.value("UID").orElseGet(() -> Texts.name("unnamed-", event.raw()));
            var place = event.value("RECURRENCE-ID").orElse("");
            named.computeIfAbsent(uid, any -> new TreeMap<>()).merge(place, event, (one, other) -> {
                clashing.add(uid);
                return newer(one, other);
            });
        }
        named.forEach((uid, parts) -> items.add(reader.item(uid, parts, clashing.contains(uid))));
        return items;
    }

    private static Component newer(Component one, Component other) {
        var order = Integer.compare(sequence(other), sequence(one));
        if (order == 0) {
            order = changed(other).compareTo(changed(one));
        }
        return order >= 0 ? other : one;
    }

    private static String changed(Component event) {
        return event.value("LAST-MODIFIED").or(() -> event.value("DTSTAMP")).orElse("");
    }

    private static int sequence(Component event) {
        return event.value("SEQUENCE")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    private Rejected rejected(Component event, Refused refused) {
        return new Rejected(
                event.line(),
                Texts.cut(
                        event.first("SUMMARY")
                                .map(line -> Texts.clean(line.text(), false))
                                .orElse(""),
                        Bounds.TITLE),
                begins(event),
                refused.code(),
                refused.args());
    }

    /** When it begins here, or else what the file says. */
    private String begins(Component event) {
        try {
            var start = start(event, new ArrayList<>());
            return start.day()
                    ? start.local().toLocalDate().toString()
                    : start.here().toString();
        } catch (Refused unreadable) {
            return event.value("DTSTART")
                    .map(value -> Texts.cut(Texts.clean(value, false), 40))
                    .orElse("");
        }
    }

    private Item item(String uid, Map<String, Component> parts, boolean clashing) {
        var first = parts.values().iterator().next();
        try {
            if (uid.length() > UID_MAX || !uid.equals(Texts.clean(uid, false))) {
                throw Refused.invalid("calendar.import-uid");
            }
            if (!parts.containsKey("") && parts.size() > 1) {
                throw Refused.invalid("calendar.import-no-series");
            }
            // One instance of a series of somebody else's is an event like any other here.
            return draft(uid, first, parts, clashing);
        } catch (Refused e) {
            return rejected(first, e);
        }
    }

    private Draft draft(String uid, Component master, Map<String, Component> parts, boolean clashing) {
        var warnings = new ArrayList<String>();
        if (clashing) {
            warnings.add("calendar.import-superseded");
        }
        var rules = master.all("RRULE");
        if (rules.size() > 1 || !master.all("EXRULE").isEmpty()) {
            throw Refused.invalid("calendar.import-rules");
        }
        if (!rules.isEmpty() && ++series > SERIES_MAX) {
            throw Refused.invalid("calendar.import-too-many-series", Map.of("max", SERIES_MAX));
        }
        var start = start(master, warnings);
        var content = content(master, !rules.isEmpty(), warnings);
        var rule = rules.stream().findFirst().map(line -> rule(line.value(), start, content));
        added(master, rule, content, warnings);
        var overrides = new ArrayList<>(parts.values());
        overrides.remove(master);
        var variants =
                rule.isPresent() ? variants(master, overrides, rule.get(), content, warnings) : List.<Variant>of();
        if (rule.isEmpty() && !overrides.isEmpty()) {
            warnings.add("calendar.import-outside-rule");
        }
        if (master.value("TRANSP").filter("TRANSPARENT"::equalsIgnoreCase).isPresent() && !content.undecided()) {
            warnings.add("calendar.import-free");
        }
        var raw = new StringBuilder(master.raw());
        overrides.forEach(override -> raw.append(override.raw()));
        return new Draft(
                master.line(),
                uid,
                parts.values().stream().mapToInt(EventReader::sequence).max().orElse(0),
                owner,
                content,
                visibility(master),
                rule.map(Recurrence::toString),
                rule.isPresent()
                        ? master.value("X-KAIRAN-SHIFT")
                                .filter(shift -> shift.matches("before|after"))
                                .orElse("none")
                        : "none",
                variants,
                isCancelled(master),
                false,
                raw.toString(),
                warnings);
    }

    private static boolean isCancelled(Component event) {
        return event.value("STATUS").filter("CANCELLED"::equalsIgnoreCase).isPresent();
    }

    private String visibility(Component event) {
        return event.value("CLASS")
                .map(value -> switch (value.toUpperCase(Locale.ROOT)) {
                    case "PUBLIC" -> "public";
                    case "CONFIDENTIAL" -> "busy";
                    // What a program does not know it must treat as private (RFC 5545, 3.8.1.3).
                    default -> "private";
                })
                .orElse(visibility);
    }

    // ---- what it is

    private Moment start(Component event, List<String> warnings) {
        var line = event.first("DTSTART").orElseThrow(() -> Refused.invalid("calendar.import-no-start"));
        var start = Moment.all(line, file.zones(), warnings).get(0);
        var wholeDays = event.value("X-MICROSOFT-CDO-ALLDAYEVENT")
                .filter("TRUE"::equalsIgnoreCase)
                .isPresent();
        return wholeDays && start.local().toLocalTime().equals(LocalTime.MIDNIGHT)
                ? new Moment(start.local(), true, Draft.ZONE)
                : start;
    }

    private LocalDateTime end(Component event, Moment start, List<String> warnings) {
        var line = event.first("DTEND");
        var given = line.isPresent()
                ? Optional.of(Moment.all(line.get(), file.zones(), warnings).get(0))
                : event.value("DURATION").map(start::plus);
        if (start.day()) {
            return given.map(end -> end.local().toLocalDate().atStartOfDay())
                    .filter(end -> !end.equals(start.local()))
                    .orElse(start.local().plusDays(1));
        }
        var end = given.map(Moment::here).orElse(start.here());
        if (end.equals(start.here())) {
            warnings.add("calendar.import-no-length");
            return end.plus(NO_LENGTH);
        }
        return end;
    }

    private Content content(Component event, boolean recurring, List<String> warnings) {
        var start = start(event, warnings);
        var end = end(event, start, warnings);
        within(start.here(), end);
        var title = fitted(event.first("SUMMARY"), Bounds.TITLE, false, warnings);
        var own = event.first("X-KAIRAN-PLACE");
        var undecided =
                start.day() && !recurring && event.value("X-KAIRAN-UNDECIDED").isPresent();
        var travel = event.value("X-KAIRAN-TRAVEL")
                .filter(value -> value.matches("\\d{1,4};\\d{1,4}"))
                .map(value -> Arrays.stream(value.split(";"))
                        .mapToInt(minutes -> Math.min(Integer.parseInt(minutes), Bounds.TRAVEL_MINUTES))
                        .toArray())
                .orElse(new int[2]);
        return new Content(
                title.isEmpty() ? Texts.UNTITLED : title,
                fitted(own.isPresent() ? own : event.first("LOCATION"), Bounds.PLACE, false, warnings),
                fitted(event.first("DESCRIPTION"), Bounds.NOTES, true, warnings),
                kind(event),
                start.here(),
                end,
                start.day() && !undecided,
                undecided,
                travel[0],
                travel[1],
                List.of());
    }

    static void within(LocalDateTime start, LocalDateTime end) {
        if (!end.isAfter(start)) {
            throw Refused.invalid("calendar.end-before-start");
        }
        if (Duration.between(start, end).toDays() > Bounds.DAYS) {
            throw Refused.invalid("calendar.too-long", Map.of("max", Bounds.DAYS));
        }
        if (start.toLocalDate().isBefore(Bounds.FIRST) || end.toLocalDate().isAfter(Bounds.LAST)) {
            throw Refused.invalid(
                    "calendar.date-out-of-range",
                    Map.of("from", Bounds.FIRST.toString(), "until", Bounds.LAST.toString()));
        }
    }

    private static String fitted(Optional<ContentLine> line, int max, boolean lines, List<String> warnings) {
        var clean = line.map(found -> Texts.clean(found.text(), lines)).orElse("");
        var fitted = Texts.cut(clean, max);
        if (!fitted.equals(clean)) {
            warnings.add("calendar.import-shortened");
        }
        return fitted;
    }

    private static String kind(Component event) {
        var own = event.value("X-KAIRAN-KIND").map(value -> value.toLowerCase(Locale.ROOT));
        return own.filter(value -> value.equals("other") || KINDS.containsKey(value))
                .orElseGet(() -> event.all("CATEGORIES").stream()
                        .flatMap(line -> Arrays.stream(line.text().split(",")))
                        .flatMap(word -> kind(word).stream())
                        .findFirst()
                        .orElse("other"));
    }

    /** What somebody may mean by a word. */
    static Optional<String> kind(String word) {
        var plain = Texts.clean(word, false).toLowerCase(Locale.ROOT);
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().contains(plain))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    // ---- when it comes again

    private Recurrence rule(String text, Moment start, Content content) {
        var here = content.start();
        var moved = !here.toLocalDate().equals(start.local().toLocalDate());
        var rule = Recurrence.parse(
                start.zone().equals(Draft.ZONE) || start.day() ? text : elsewhere(text, start, here, moved),
                here,
                content.allDay(),
                Draft.ZONE);
        rule.startingAt(here);
        if (!here.toLocalDate().isBefore(window.until())) {
            throw Refused.invalid(
                    "calendar.series-out-of-range",
                    Map.of(
                            "from",
                            window.from().toString(),
                            "until",
                            window.until().toString()));
        }
        if (!rule.endless() && rule.between(here, window.from(), Bounds.LAST).isEmpty()) {
            throw Refused.invalid(
                    "calendar.import-past", Map.of("from", window.from().toString()));
        }
        return rule;
    }

    /** The same days by the city's clock, of a rule that counts by another. */
    private String elsewhere(String text, Moment start, LocalDateTime here, boolean moved) {
        var until = Arrays.stream(text.strip().toUpperCase(Locale.ROOT).split(";"))
                .filter(part -> part.startsWith("UNTIL="))
                .findFirst();
        var rule = Recurrence.parse(text, start.local(), false, start.zone());
        if (!start.steady(lasting(rule, start))) {
            throw Refused.invalid(
                    "calendar.import-zone", Map.of("zone", start.zone().getId()));
        }
        var kept = rule.toString();
        if (moved) {
            if (!kept.matches(
                    "(?:FREQ=DAILY|FREQ=WEEKLY|INTERVAL=1|COUNT=\\d+|BYDAY=[A-Z,]+|UNTIL=[^;]+|WKST=..|;)+")) {
                throw Refused.invalid(
                        "calendar.import-zone", Map.of("zone", start.zone().getId()));
            }
            kept = rule.moved(start.local().toLocalDate(), here.toLocalDate(), false)
                    .toString();
        }
        if (until.isEmpty()) {
            return kept;
        }
        var value = until.get().substring("UNTIL=".length());
        return kept.replaceFirst("UNTIL=[^;]+", "UNTIL=" + utc(value, start));
    }

    private static String utc(String until, Moment start) {
        if (until.endsWith("Z")) {
            return until;
        }
        var local = until.contains("T")
                ? LocalDateTime.parse(until, Moment.TIME)
                : LocalDate.parse(until, Moment.DAY).atTime(23, 59, 59);
        return local.atZone(start.zone()).withZoneSameInstant(ZoneOffset.UTC).format(Moment.TIME) + "Z";
    }

    private LocalDate lasting(Recurrence rule, Moment start) {
        if (rule.endless()) {
            return Bounds.LAST;
        }
        var all = rule.between(start.local(), start.local().toLocalDate(), Bounds.LAST);
        if (all.size() > Recurrence.MOST) {
            return Bounds.LAST;
        }
        return all.isEmpty()
                ? start.local().toLocalDate()
                : all.get(all.size() - 1).toLocalDate().plusDays(1);
    }

    /** Single days beside a rule (RDATE) are known only where the rule gives them too. */
    private void added(Component master, Optional<Recurrence> rule, Content content, List<String> warnings) {
        var wanted = new TreeSet<LocalDateTime>();
        for (var line : master.all("RDATE")) {
            if (line.parameter("VALUE").filter("PERIOD"::equalsIgnoreCase).isPresent()) {
                throw Refused.invalid("calendar.import-rules");
            }
            Moment.all(line, file.zones(), warnings).forEach(moment -> wanted.add(place(moment, content)));
        }
        wanted.remove(content.start());
        if (!wanted.isEmpty()
                && rule.filter(known -> given(known, content, wanted).containsAll(wanted))
                        .isEmpty()) {
            throw Refused.invalid("calendar.import-rules");
        }
    }

    /** What a rule gives from the first to the last of these, at one go. */
    private static Set<LocalDateTime> given(Recurrence rule, Content content, SortedSet<LocalDateTime> around) {
        return new HashSet<>(rule.between(
                content.start(),
                around.first().toLocalDate(),
                around.last().toLocalDate().plusDays(1)));
    }

    /** The start that a rule gives, of an instance that a file names by its day or its time. */
    private static LocalDateTime place(Moment moment, Content content) {
        return moment.day()
                ? moment.local().toLocalDate().atTime(content.start().toLocalTime())
                : moment.here();
    }

    private List<Variant> variants(
            Component master, List<Component> overrides, Recurrence rule, Content content, List<String> warnings) {
        var found = new TreeMap<LocalDateTime, Variant>();
        for (var line : master.all("EXDATE")) {
            if (line.parameter("X-KAIRAN-SHIFT").isEmpty()) {
                for (var moment : Moment.all(line, file.zones(), warnings)) {
                    var recurrence = place(moment, content);
                    found.put(recurrence, new Variant(recurrence, true, Optional.empty()));
                }
            }
        }
        for (var override : overrides) {
            var id = override.first("RECURRENCE-ID").orElseThrow();
            if (id.parameter("RANGE").isPresent()) {
                throw Refused.invalid("calendar.import-range");
            }
            if (override.value("X-KAIRAN-SHIFTED").isPresent()) {
                continue;
            }
            var recurrence = place(Moment.all(id, file.zones(), warnings).get(0), content);
            var off = isCancelled(override);
            found.put(
                    recurrence,
                    new Variant(
                            recurrence, off, off ? Optional.empty() : Optional.of(content(override, true, warnings))));
        }
        if (found.size() > Recurrence.MOST) {
            throw Refused.invalid("calendar.rule-too-many", Map.of("max", Recurrence.MOST));
        }
        return inRule(found, rule, content, warnings);
    }

    private static List<Variant> inRule(
            TreeMap<LocalDateTime, Variant> found, Recurrence rule, Content content, List<String> warnings) {
        if (found.isEmpty()) {
            return List.of();
        }
        var given = given(rule, content, found.navigableKeySet());
        if (!given.containsAll(found.keySet())) {
            warnings.add("calendar.import-outside-rule");
        }
        return found.values().stream()
                .filter(variant -> given.contains(variant.recurrence()))
                .toList();
    }
}
