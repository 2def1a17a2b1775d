package org.kairan.calendar.control.exchange;

import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.calendar.control.Bounds;
import org.kairan.calendar.control.Expansion;
import org.kairan.calendar.control.Window;
import org.kairan.calendar.entity.Attendee;
import org.kairan.calendar.entity.ClientCopy;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Series;
import org.kairan.calendar.entity.Variant;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.BusinessDays;

/**
 * Writes events as iCalendar (RFC 5545), lines ended by CRLF and folded at 75 octets, as other programs understand them.
 *
 * <p>What another program once wrote of an event comes back byte for byte, but for what is kept here: its name, its times, and those texts that have been changed. What RFC 5545 cannot say, instances that go to another day because the
 * hall is closed, is written as single changed instances within the window, and marked so that it is not read as such here.
 */
public final class CalendarWriter {

    private static final int LINE = 75;
    private static final String PEOPLE = "urn:x-kairan:person:";
    private static final Map<String, String> CLASSES =
            Map.of("public", "PUBLIC", "busy", "CONFIDENTIAL", "private", "PRIVATE");
    private static final Map<String, String> ANSWERS =
            Map.of("none", "NEEDS-ACTION", "accepted", "ACCEPTED", "declined", "DECLINED", "tentative", "TENTATIVE");
    private static final Map<String, String> KINDS =
            Map.of("meeting", "会議", "trip", "出張", "out", "外出", "leave", "休暇", "telework", "在宅", "visitor", "来客");

    /** What is written anew in any case. */
    private static final Set<String> OWN = Set.of(
            "UID",
            "DTSTAMP",
            "CREATED",
            "LAST-MODIFIED",
            "SEQUENCE",
            "DTSTART",
            "DTEND",
            "DURATION",
            "RRULE",
            "RDATE",
            "EXDATE",
            "RECURRENCE-ID",
            "CLASS",
            "SUMMARY",
            "LOCATION",
            "DESCRIPTION",
            "X-MICROSOFT-CDO-ALLDAYEVENT");

    /** What says no more than is kept here. */
    private static final Set<String> USUAL = Stream.concat(
                    Stream.of("STATUS:CONFIRMED", "TRANSP:OPAQUE", "TRANSP:TRANSPARENT"),
                    KINDS.values().stream().map(kind -> "CATEGORIES:" + kind))
            .collect(Collectors.toUnmodifiableSet());

    /** The names of those and of what an event names by number. */
    public record Names(Map<PersonId, String> people, Map<Long, String> rooms, Set<Long> tentative) {}

    /** What only this server says of a calendar: 予定あり in place of a title. */
    public static final String BUSY = "予定あり";

    private final StringBuilder out = new StringBuilder();
    private final Window window;
    private final BusinessDays days;
    private Names names = new Names(Map.of(), Map.of(), Set.of());

    /**
     * Begins a calendar.
     *
     * @param window the days for which instances are written one by one where a rule cannot say them
     */
    public CalendarWriter(String title, Window window, BusinessDays days) {
        this.window = window;
        this.days = days;
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//Kairan//Kairan//JA");
        line("CALSCALE:GREGORIAN");
        line("X-WR-CALNAME:" + escaped(title));
        line("X-WR-TIMEZONE:" + Draft.ZONE.getId());
        line("BEGIN:VTIMEZONE");
        line("TZID:" + Draft.ZONE.getId());
        line("BEGIN:STANDARD");
        // The city's clock has not been changed since.
        line("DTSTART:19510908T000000");
        line("TZOFFSETFROM:+0900");
        line("TZOFFSETTO:+0900");
        line("TZNAME:JST");
        line("END:STANDARD");
        line("END:VTIMEZONE");
    }

    /** Says what those and that are called of which the next events speak. */
    public void naming(Names known) {
        names = known;
    }

    /** Ends the calendar and gives all of it. */
    public String end() {
        line("END:VCALENDAR");
        return out.toString();
    }

    /** An event as it is to be written for one calendar; {@code kept} is what another program wrote of it. */
    private record Shown(Series series, GroupId of, ClientCopy copy, List<Component> kept, boolean masked) {

        Optional<Component> master() {
            return kept.stream()
                    .filter(component -> !series.event().recurring()
                            || component.first("RECURRENCE-ID").isEmpty())
                    .findFirst();
        }

        /** Whether it stands in the calendar: of what others have made only what is attended. */
        boolean attends(Optional<LocalDateTime> recurrence) {
            return series.event().owner().equals(of)
                    || series.attendees(recurrence).stream()
                            .anyMatch(attendee ->
                                    GroupId.person(attendee.person()).equals(of)
                                            && !attendee.answer().equals(Attendee.DECLINED));
        }

        /** What another program wrote of an instance; of one that was made different here, what it wrote of all. */
        Optional<Component> kept(LocalDateTime recurrence) {
            return kept.stream()
                    .filter(component -> component
                            .first("RECURRENCE-ID")
                            .map(line -> Moment.all(line, Map.of(), new ArrayList<>())
                                    .get(0))
                            .map(moment -> moment.day()
                                    ? moment.local()
                                            .toLocalDate()
                                            .atTime(series.event()
                                                    .content()
                                                    .start()
                                                    .toLocalTime())
                                    : moment.here())
                            .filter(recurrence::equals)
                            .isPresent())
                    .findFirst()
                    .or(this::master);
        }
    }

    /**
     * Writes an event as it stands in a calendar.
     *
     * @param of whose calendar; of a person's only what is theirs or attended
     * @param copy its name, and what another program wrote of it
     */
    public void event(Series series, GroupId of, ClientCopy copy) {
        write(new Shown(series, of, copy, CalendarFile.events(copy.text()), false));
    }

    /**
     * Writes that the time of an event is taken, and nothing else.
     *
     * @param uid a name that tells nothing
     */
    public void busy(Series series, GroupId of, String uid) {
        var event = series.event();
        var masked = new Series(
                event.with(masked(event.content()), "private", event.rule(), event.shift()),
                series.variants().stream()
                        .map(variant -> new Variant(
                                variant.recurrence(),
                                variant.cancelled()
                                        || variant.content()
                                                .filter(CalendarWriter::takesNoTime)
                                                .isPresent(),
                                variant.content().map(CalendarWriter::masked)))
                        .toList(),
                series.attendees());
        write(new Shown(masked, of, new ClientCopy(uid, 0, 1, new byte[0]), List.of(), true));
    }

    /** Whether somebody can be met meanwhile, so that others are not told of it. */
    public static boolean takesNoTime(Content content) {
        return content.undecided() || content.kind().equals("telework");
    }

    private static Content masked(Content content) {
        return new Content(
                BUSY,
                "",
                "",
                "other",
                content.start(),
                content.end(),
                content.allDay(),
                content.undecided(),
                0,
                0,
                List.of());
    }

    private void write(Shown shown) {
        var series = shown.series();
        var event = series.event();
        var whole = shown.attends(Optional.empty());
        if (whole) {
            component(shown, event.content(), Optional.empty(), false);
        }
        if (!event.recurring()) {
            return;
        }
        series.variants().stream()
                .filter(variant -> !variant.cancelled() && shown.attends(Optional.of(variant.recurrence())))
                .forEach(variant -> variant.content()
                        .ifPresent(content -> component(shown, content, Optional.of(variant.recurrence()), false)));
        if (!whole) {
            alone(shown);
        } else if (!event.shift().equals("none")) {
            shifted(shown);
        }
    }

    // ---- when it comes again

    /** Who comes to some instances only has those, and no series. */
    private void alone(Shown shown) {
        var series = shown.series();
        var regular = Expansion.regular(series.event(), window, days);
        special(series)
                .filter(recurrence -> series.variant(recurrence).isEmpty()
                        && regular.containsKey(recurrence)
                        && shown.attends(Optional.of(recurrence)))
                .forEach(recurrence -> component(shown, regular.get(recurrence), Optional.of(recurrence), false));
    }

    /** The instances for which somebody's attendance is not as it is for all. */
    private static Stream<LocalDateTime> special(Series series) {
        return series.attendees().stream()
                .flatMap(attendee -> attendee.recurrence().stream())
                .distinct()
                .sorted();
    }

    private void shifted(Shown shown) {
        var series = shown.series();
        Expansion.regular(series.event(), window, days).forEach((recurrence, content) -> {
            if (!recurrence.equals(content.start())
                    && series.variant(recurrence).isEmpty()
                    && shown.attends(Optional.of(recurrence))) {
                component(shown, content, Optional.of(recurrence), true);
            }
        });
    }

    private void recurrence(Shown shown) {
        var series = shown.series();
        var event = series.event();
        line("RRULE:" + event.rule().orElseThrow());
        var allDay = event.content().allDay();
        Stream.concat(
                        series.variants().stream()
                                .filter(variant ->
                                        variant.cancelled() || variant.content().isEmpty())
                                .map(Variant::recurrence),
                        special(series).filter(recurrence -> !shown.attends(Optional.of(recurrence))))
                .distinct()
                .sorted()
                .forEach(recurrence -> line("EXDATE" + moment(recurrence, allDay)));
        if (event.shift().equals("none")) {
            return;
        }
        line("X-KAIRAN-SHIFT:" + event.shift());
        var held = Expansion.regular(event, window, days).keySet();
        Expansion.rule(event).orElseThrow().between(event.content().start(), window.from(), window.until()).stream()
                .filter(recurrence -> !held.contains(recurrence))
                .forEach(recurrence -> line("EXDATE;X-KAIRAN-SHIFT=TRUE" + moment(recurrence, allDay)));
    }

    // ---- one VEVENT

    private void component(Shown shown, Content content, Optional<LocalDateTime> recurrence, boolean isShifted) {
        var event = shown.series().event();
        var kept = recurrence.isEmpty() ? shown.master() : shown.kept(recurrence.get());
        var raw = kept.map(Component::lines).orElse(List.of());
        var changed = utc(event.editedAt().orElse(event.createdAt()));
        var wholeDays = content.allDay() || content.undecided();
        line("BEGIN:VEVENT");
        line("UID:" + shown.copy().uid());
        line("DTSTAMP:" + changed);
        line("CREATED:" + utc(event.createdAt()));
        line("LAST-MODIFIED:" + changed);
        line("SEQUENCE:" + shown.copy().sequence(event.version()));
        recurrence.ifPresent(
                id -> line("RECURRENCE-ID" + moment(id, event.content().allDay())));
        line("DTSTART" + moment(content.start(), wholeDays));
        line("DTEND" + moment(content.end(), wholeDays));
        if (recurrence.isEmpty() && event.recurring()) {
            recurrence(shown);
        }
        line("CLASS:" + CLASSES.get(event.visibility()));
        texts(content, kept);
        if (isShifted) {
            line("X-KAIRAN-SHIFTED:TRUE");
        }
        if (!shown.masked()) {
            own(content, raw);
            people(shown.series(), recurrence, raw);
        }
        if (raw.stream().noneMatch(line -> line.name().equals("STATUS") && !isCalledOff(line))) {
            line(names.tentative().contains(event.id()) ? "STATUS:TENTATIVE" : "STATUS:CONFIRMED");
        }
        if (content.undecided() || raw.stream().noneMatch(line -> line.name().equals("TRANSP"))) {
            line("TRANSP:" + (takesNoTime(content) ? "TRANSPARENT" : "OPAQUE"));
        }
        raw.stream().filter(line -> isForeign(line, content)).forEach(line -> asItWas(line.raw()));
        kept.map(Component::nested).orElse(List.of()).forEach(this::asItWas);
        line("END:VEVENT");
    }

    private void texts(Content content, Optional<Component> kept) {
        var rooms = content.rooms().stream()
                .map(room -> names.rooms().getOrDefault(room, ""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining("、"));
        var place = Stream.of(content.place(), rooms)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" / "));
        text("SUMMARY", content.title(), Bounds.TITLE, kept);
        text("LOCATION", place, Bounds.PLACE, kept);
        if (!rooms.isEmpty()) {
            line("X-KAIRAN-PLACE:" + escaped(content.place()));
        }
        text("DESCRIPTION", content.notes(), Bounds.NOTES, kept);
    }

    /** A text that says what it said when another program wrote it is written as it was then. */
    private void text(String name, String now, int max, Optional<Component> kept) {
        var then = kept.flatMap(component -> component.first(name));
        var same = then.map(line -> Texts.cut(Texts.clean(line.text(), max == Bounds.NOTES), max))
                .map(text -> text.isEmpty() && name.equals("SUMMARY") ? Texts.UNTITLED : text)
                .filter(now::equals);
        if (same.isPresent()) {
            asItWas(then.get().raw());
        } else if (!now.isEmpty()) {
            line(name + ":" + escaped(now));
        }
    }

    private void own(Content content, List<ContentLine> raw) {
        line("X-KAIRAN-KIND:" + content.kind());
        if (KINDS.containsKey(content.kind())
                && raw.stream().noneMatch(line -> line.name().equals("CATEGORIES"))) {
            line("CATEGORIES:" + KINDS.get(content.kind()));
        }
        if (content.undecided()) {
            line("X-KAIRAN-UNDECIDED:TRUE");
        }
        if (content.travelBefore() > 0 || content.travelAfter() > 0) {
            line("X-KAIRAN-TRAVEL:" + content.travelBefore() + ";" + content.travelAfter());
        }
    }

    /** People have addresses that no program sends mail to. */
    private void people(Series series, Optional<LocalDateTime> recurrence, List<ContentLine> raw) {
        var attendees = series.attendees(recurrence).stream()
                .filter(attendee -> names.people().containsKey(attendee.person()))
                .toList();
        if (attendees.isEmpty()) {
            return;
        }
        var by = series.event().createdBy();
        // There may be one only, and another program may have named its own.
        if (raw.stream()
                .noneMatch(
                        line -> line.name().equals("ORGANIZER") && !line.value().startsWith(PEOPLE))) {
            line("ORGANIZER" + called(names.people().getOrDefault(by, "")) + ":" + PEOPLE + by.value());
        }
        for (var attendee : attendees) {
            line("ATTENDEE" + called(names.people().get(attendee.person()))
                    + ";ROLE=" + (attendee.optional() ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT")
                    + ";PARTSTAT=" + ANSWERS.get(attendee.answer())
                    + ":" + PEOPLE + attendee.person().value());
        }
    }

    /** A name as RFC 6868 wants it. */
    private static String called(String name) {
        return name.isEmpty()
                ? ""
                : ";CN=\"" + name.replace("^", "^^").replace("\"", "^'").replaceAll("\\R", "^n") + "\"";
    }

    private static boolean isForeign(ContentLine line, Content content) {
        var name = line.name();
        return !OWN.contains(name)
                && !name.startsWith("X-KAIRAN-")
                && !isCalledOff(line)
                && !(name.equals("TRANSP") && content.undecided())
                && !(Set.of("ATTENDEE", "ORGANIZER").contains(name)
                        && line.value().startsWith(PEOPLE));
    }

    /** What another program says of an event that is not kept here but in its own words: whether these have changed is told by comparing them. */
    public static List<String> foreign(String text) {
        return CalendarFile.events(text).stream()
                .flatMap(event -> Stream.concat(
                        event.lines().stream()
                                .filter(line -> !OWN.contains(line.name())
                                        && !line.name().startsWith("X-KAIRAN-")
                                        && !USUAL.contains(line.name() + ":" + line.value())
                                        && !line.value().startsWith(PEOPLE))
                                .map(ContentLine::raw),
                        event.nested().stream()))
                .toList();
    }

    /** What is called off is not written at all. */
    private static boolean isCalledOff(ContentLine line) {
        return line.name().equals("STATUS") && line.value().strip().equalsIgnoreCase("CANCELLED");
    }

    // ---- lines

    private static String moment(LocalDateTime time, boolean day) {
        return day && time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? ";VALUE=DATE:" + time.format(Moment.DAY)
                : ";TZID=" + Draft.ZONE.getId() + ":" + time.format(Moment.TIME);
    }

    private static String utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).format(Moment.TIME) + "Z";
    }

    private static String escaped(String text) {
        return VObjectPropertyValues.escape(text).replace("\n", "\\n");
    }

    /** As another program wrote and folded it; only line ends are those that the standard wants. */
    private void asItWas(String raw) {
        var lines = raw.replace("\r\n", "\n").replace('\r', '\n');
        out.append((lines.endsWith("\n") ? lines : lines + "\n").replace("\n", "\r\n"));
    }

    /** Folds by octets, never within a character. */
    private void line(String whole) {
        var octets = 0;
        for (var i = 0; i < whole.length(); ) {
            var c = whole.codePointAt(i);
            var length = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > LINE) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(c);
            octets += length;
            i += Character.charCount(c);
        }
        out.append("\r\n");
    }
}
