package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kairan.calendar.boundary.Listings.CalendarRow;
import org.kairan.calendar.boundary.Listings.DayListing;
import org.kairan.calendar.boundary.Listings.HolidayList;
import org.kairan.calendar.boundary.Listings.HolidayListing;
import org.kairan.calendar.boundary.Listings.OccurrenceListing;
import org.kairan.calendar.boundary.Listings.OccurrencePage;
import org.kairan.calendar.boundary.Listings.WorkingDay;
import org.kairan.calendar.entity.Occurrences;
import org.kairan.calendar.entity.Occurrences.Seen;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Keyset;
import org.kairan.core.rest.Open;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.CityTime;
import org.kairan.core.time.WorkingHours;
import org.kairan.core.time.WorkingWeek;

/** Lists what stands in calendars day by day, of one person or of many, and the days on which the city is closed. */
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar")
public class OccurrencesResource {

    private static final int DAYS_MAX = 62;
    private static final int ROWS_MAX = 50;
    private static final int HOLIDAYS_MAX = 800;

    @Inject
    Occurrences occurrences;

    @Inject
    Directory directory;

    @Inject
    BusinessDays days;

    @Inject
    WorkingHours workingHours;

    @Inject
    LeftBehind leftBehind;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /**
     * Lists the days from {@code from} to {@code to}, the latter exclusive, at most 62.
     *
     * @param principals calendars, {@code person:12} or {@code section:3}, at most 50; none and no team are the caller's own
     * @param team a group whose people are shown in the order of the organization, page by page
     * @param after the {@code next} of the page before
     */
    @GET
    @Path("occurrences")
    @Open(
            value = SIGNED_IN,
            because = "everybody may see when others are busy; of each event as much as its visibility says")
    public OccurrencePage list(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("principal") List<String> principals,
            @QueryParam("team") String team,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        var first = from == null ? CityTime.today(clock) : EventForms.day(from);
        var until = to == null ? first.plusDays(7) : EventForms.day(to);
        period(first, until, DAYS_MAX);
        var rows = team == null ? rows(principals) : null;
        var next = Optional.<String>empty();
        if (rows == null) {
            var page = Keyset.within(
                    people(team),
                    person -> true,
                    after,
                    Math.min(limit, ROWS_MAX),
                    person -> "" + person.id().value());
            rows = page.items().stream().map(OccurrencesResource::row).toList();
            next = page.next();
        }
        return new OccurrencePage(filled(timed(rows), first, until), days(first, until), next);
    }

    /** The days on which the city is closed, weekends left out, from {@code from} to {@code to}, the latter exclusive. */
    @GET
    @Path("holidays")
    @Open(value = SIGNED_IN, because = "whoever works for the city works by its calendar")
    public HolidayList holidays(@QueryParam("from") String from, @QueryParam("to") String to) {
        var first = from == null ? CityTime.today(clock) : EventForms.day(from);
        var until = to == null ? first.plusYears(1) : EventForms.day(to);
        period(first, until, HOLIDAYS_MAX);
        return new HolidayList(days.closed(first, until.minusDays(1)).entrySet().stream()
                .filter(day -> !day.getValue().key().equals("weekend"))
                .map(day -> new HolidayListing(
                        day.getKey(),
                        day.getValue().name(),
                        day.getValue().key().matches("own|year-end") ? "closed" : "holiday"))
                .toList());
    }

    private static void period(LocalDate first, LocalDate until, int most) {
        if (!until.isAfter(first) || until.isAfter(first.plusDays(most))) {
            throw Refused.invalid("calendar.period-out-of-range", Map.of("max", most));
        }
    }

    private List<DayListing> days(LocalDate first, LocalDate until) {
        var closed = days.closed(first, until.minusDays(1));
        return first.datesUntil(until)
                .map(day -> new DayListing(
                        day,
                        Optional.ofNullable(closed.get(day))
                                .filter(closure -> !closure.key().equals("weekend"))
                                .map(closure -> closure.name()),
                        closed.containsKey(day)))
                .toList();
    }

    // ---- whose calendars

    private List<CalendarRow> rows(List<String> principals) {
        var asked = principals.isEmpty()
                ? List.of(GroupId.person(caller.person()))
                : principals.stream()
                        .distinct()
                        .map(text -> GroupId.parse(text).orElseThrow(NotFound::new))
                        .toList();
        if (asked.size() > ROWS_MAX) {
            throw Refused.invalid("calendar.too-many-calendars", Map.of("max", ROWS_MAX));
        }
        var people = directory.people(asked.stream()
                .filter(group -> group.kind() == GroupId.Kind.PERSON)
                .map(group -> new PersonId(group.targetId()))
                .toList());
        var sections = directory.sections();
        var rows = new ArrayList<CalendarRow>();
        for (var group : asked) {
            rows.add(
                    switch (group.kind()) {
                        case PERSON ->
                            Optional.ofNullable(people.get(new PersonId(group.targetId())))
                                    .map(OccurrencesResource::row)
                                    .orElseThrow(NotFound::new);
                        case SECTION ->
                            Optional.ofNullable(sections.get(group.targetId()))
                                    .map(name -> new CalendarRow(
                                            group.toString(),
                                            name,
                                            Optional.empty(),
                                            Optional.empty(),
                                            List.of(),
                                            List.of()))
                                    .orElseThrow(NotFound::new);
                        default -> throw new NotFound();
                    });
        }
        return rows;
    }

    private List<Person> people(String team) {
        var group = GroupId.parse(team)
                .filter(known -> directory.label(known, caller.person()).isPresent())
                .orElseThrow(NotFound::new);
        return directory.members(Audience.of(group), CityTime.today(clock));
    }

    private static CalendarRow row(Person person) {
        return new CalendarRow(
                GroupId.person(person.id()).toString(),
                person.name(),
                person.section(),
                person.title(),
                List.of(),
                List.of());
    }

    /** With the hours of those who do not work the usual ones. */
    private List<CalendarRow> timed(List<CalendarRow> rows) {
        var people = new HashMap<String, PersonId>();
        rows.forEach(row -> GroupId.parse(row.principal())
                .filter(group -> group.kind() == GroupId.Kind.PERSON)
                .ifPresent(group -> people.put(row.principal(), new PersonId(group.targetId()))));
        var weeks = workingHours.of(people.values());
        return rows.stream()
                .map(row -> Optional.ofNullable(people.get(row.principal()))
                        .map(weeks::get)
                        .filter(week -> !week.equals(WorkingWeek.USUAL))
                        .map(week -> new CalendarRow(
                                row.principal(),
                                row.name(),
                                row.section(),
                                row.title(),
                                WorkingDay.of(week),
                                row.occurrences()))
                        .orElse(row))
                .toList();
    }

    // ---- what stands in them

    private List<CalendarRow> filled(List<CalendarRow> rows, LocalDate first, LocalDate until) {
        var seen = new HashMap<String, List<OccurrenceListing>>();
        var found = occurrences.between(
                rows.stream().map(CalendarRow::principal).toList(),
                first.atStartOfDay(CityTime.ZONE).toInstant(),
                until.atStartOfDay(CityTime.ZONE).toInstant(),
                caller);
        var hidden =
                found.stream().filter(row -> !row.visible()).map(Seen::event).collect(Collectors.toSet());
        var taken = leftBehind.takenOver(hidden, caller);
        found.forEach(row -> seen.computeIfAbsent(row.principal(), principal -> new ArrayList<>())
                .add(shown(row, row.visible() || taken.contains(row.event()))));
        return rows.stream()
                .map(row -> new CalendarRow(
                        row.principal(),
                        row.name(),
                        row.section(),
                        row.title(),
                        row.hours(),
                        seen.getOrDefault(row.principal(), List.of())))
                .collect(Collectors.toList());
    }

    private static OccurrenceListing shown(Seen seen, boolean visible) {
        var days = seen.allDay() || seen.undecided();
        var start = Listings.time(Scheduling.local(seen.starts()), days);
        var end = Listings.endOf(Scheduling.local(seen.ends()), days);
        if (!visible) {
            return new OccurrenceListing(
                    Optional.empty(),
                    Optional.empty(),
                    start,
                    end,
                    seen.allDay(),
                    seen.undecided(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "busy",
                    false,
                    Optional.empty(),
                    false,
                    List.of(),
                    false,
                    seen.tentative());
        }
        return new OccurrenceListing(
                Optional.of(seen.event()),
                seen.recurring() ? Optional.of(seen.recurrence()).map(LocalDateTime::toString) : Optional.empty(),
                start,
                end,
                seen.allDay(),
                seen.undecided(),
                Optional.of(seen.title()),
                Optional.of(seen.kind()),
                Optional.of(seen.place()),
                seen.visibility(),
                seen.mine(),
                seen.answer(),
                seen.recurring(),
                seen.rooms(),
                seen.editable(),
                seen.tentative());
    }
}
