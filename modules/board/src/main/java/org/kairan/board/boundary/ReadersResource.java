package org.kairan.board.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.board.BoardModule;
import org.kairan.board.boundary.Listings.PersonRef;
import org.kairan.board.boundary.Listings.ReaderListing;
import org.kairan.board.boundary.Listings.ReadersPage;
import org.kairan.board.boundary.Listings.ReminderListing;
import org.kairan.board.boundary.Listings.SectionReaders;
import org.kairan.board.boundary.Listings.SectionRef;
import org.kairan.board.control.BulletinPolicy;
import org.kairan.board.entity.Bulletin;
import org.kairan.board.entity.Bulletins;
import org.kairan.board.entity.Readings;
import org.kairan.board.entity.Reminders;
import org.kairan.core.access.Caller;
import org.kairan.core.activity.Activity;
import org.kairan.core.audit.Audited;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.NameSearch;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Keyset;
import org.kairan.core.time.CityTime;

/** Shows who has read a bulletin and who has not (N-BOARD-4). */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/board/bulletins/{id}/readers")
public class ReadersResource {

    private static final DateTimeFormatter CSV_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(CityTime.ZONE);

    @Inject
    Bulletins bulletins;

    @Inject
    Readings readings;

    @Inject
    Reminders reminders;

    @Inject
    Directory directory;

    @Inject
    Looks looks;

    @Inject
    Event<Audited> audited;

    @Inject
    Event<Activity> activities;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    private record Row(Person person, Optional<Instant> readAt, boolean counted) {}

    /**
     * Lists readers and those who have not read; the counts are those of the whole bulletin, whatever is searched.
     *
     * @param sort {@code section}, {@code name} by kana, or {@code time} of reading, in which those who have not read are last
     * @param descending true unless told otherwise for {@code time}, false for the others
     */
    @GET
    public ReadersPage readers(
            @PathParam("id") long id,
            @QueryParam("state") @DefaultValue("all") String state,
            @QueryParam("section") Long section,
            @QueryParam("q") @DefaultValue("") String q,
            @QueryParam("sort") @DefaultValue("section") String sort,
            @QueryParam("descending") Boolean descending,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        var bulletin = find(id);
        var rows = rows(bulletin);
        var search = NameSearch.of(q);
        var sorted = sorted(rows, sort, descending == null ? sort.equals("time") : descending);
        var wanted = inState(state)
                .and(row -> section == null || row.person().sectionId().equals(Optional.of(section)))
                .and(row -> search.matches(
                        row.person().name(),
                        row.person().kana(),
                        Stream.of(row.person().staffNumber())));
        // The cursor is looked up among all, not among those wanted: somebody who reads meanwhile must not end the list
        // of the unread.
        var page = Keyset.within(
                        sorted,
                        wanted,
                        after,
                        limit,
                        row -> Long.toString(row.person().id().value()))
                .map(row -> new ReaderListing(PersonRef.of(row.person()), row.readAt(), row.counted()));
        var counted = rows.stream().filter(Row::counted).toList();
        if (looks.begins(caller.session(), id, clock.instant())) {
            tell("board.readers-looked-at", bulletin);
        }
        var read =
                (int) counted.stream().filter(row -> row.readAt().isPresent()).count();
        var remindedAt = reminders.last(id);
        return new ReadersPage(
                read,
                counted.size(),
                remindedAt,
                bulletin.withdrawnAt().isEmpty()
                        && read < counted.size()
                        && remindedAt
                                .map(at ->
                                        !LocalDate.ofInstant(at, CityTime.ZONE).equals(CityTime.today(clock)))
                                .orElse(true),
                bySection(counted),
                page.items(),
                (int) sorted.stream().filter(wanted).count(),
                page.next());
    }

    /** Asks those who have not read to read it: at most once a day (N-BOARD-4). */
    @POST
    @Path("reminders")
    @Transactional
    @APIResponseSchema(value = ReminderListing.class, responseCode = "200")
    public ReminderListing remind(@PathParam("id") long id) {
        var bulletin = find(id);
        var unread = rows(bulletin).stream()
                .filter(row -> row.counted() && row.readAt().isEmpty())
                .map(row -> GroupId.person(row.person().id()))
                .toList();
        if (unread.isEmpty() || bulletin.withdrawnAt().isPresent()) {
            throw Refused.conflict("board.nobody-to-remind");
        }
        if (!reminders.add(id, caller.person())) {
            throw Refused.conflict("board.reminded-today");
        }
        activities.fire(new Activity(
                BoardModule.REMINDED.name(), BoardModule.bulletin(id), caller.person(), Audience.of(unread), Map.of()));
        return new ReminderListing(unread.size());
    }

    /** Gives the whole list for a spreadsheet: UTF-8 with a byte order mark, times in the city's zone. */
    @GET
    @Path("csv")
    @Produces("text/csv;charset=UTF-8")
    @APIResponseSchema(value = String.class, responseCode = "200")
    public Response csv(@PathParam("id") long id) {
        var text = new StringBuilder("\uFEFF職員番号,氏名,カナ,所属,役職,既読,初回既読日時,対象\r\n");
        var bulletin = find(id);
        for (var row : rows(bulletin)) {
            var person = row.person();
            text.append(String.join(
                            ",",
                            cell(person.staffNumber()),
                            cell(person.name()),
                            cell(person.kana()),
                            cell(person.section().orElse("")),
                            cell(person.title().orElse("")),
                            row.readAt().isPresent() ? "既読" : "未読",
                            row.readAt().map(CSV_TIME::format).orElse(""),
                            row.counted() ? "対象" : "対象外"))
                    .append("\r\n");
        }
        tell("board.readers-exported", bulletin);
        return Response.ok(text.toString())
                .header("Content-Disposition", "attachment; filename=\"readers-" + id + ".csv\"")
                .build();
    }

    private void tell(String act, Bulletin bulletin) {
        audited.fire(new Audited(
                act, Optional.of(caller.person()), Optional.of(BoardModule.bulletin(bulletin.id())), Map.of()));
    }

    private Bulletin find(long id) {
        return bulletins
                .find(id, caller.person())
                .filter(b -> BulletinPolicy.maySeeReaders(caller, b))
                .orElseThrow(NotFound::new);
    }

    private List<Row> rows(Bulletin bulletin) {
        var times = readings.of(bulletin.id());
        var rows = new ArrayList<Row>();
        var seen = new HashSet<PersonId>();
        Addressed.to(bulletin, directory).forEach(person -> {
            rows.add(new Row(person, Optional.ofNullable(times.get(person.id())), true));
            seen.add(person.id());
        });
        var others = times.keySet().stream()
                .filter(id -> !seen.contains(id) && !id.equals(bulletin.author()))
                .toList();
        directory.people(others).values().stream()
                .sorted(Comparator.comparing(Person::kana))
                .forEach(person -> rows.add(new Row(person, Optional.of(times.get(person.id())), false)));
        return rows;
    }

    private static List<Row> sorted(List<Row> rows, String sort, boolean descending) {
        var sorted = new ArrayList<>(rows);
        switch (sort) {
            case "section" -> {}
            case "name" ->
                sorted.sort(Comparator.comparing((Row row) -> row.person().kana())
                        .thenComparing(row -> row.person().staffNumber()));
            case "time" ->
                sorted.sort(Comparator.comparing(row -> row.readAt().orElse(descending ? Instant.MIN : Instant.MAX)));
            default -> throw Refused.invalid("core.invalid", Map.of("field", "sort"));
        }
        if (descending) {
            Collections.reverse(sorted);
        }
        return sorted;
    }

    private static java.util.function.Predicate<Row> inState(String state) {
        return switch (state) {
            case "all" -> row -> true;
            case "read" -> row -> row.readAt().isPresent();
            case "unread" -> row -> row.readAt().isEmpty();
            default -> throw Refused.invalid("core.invalid", Map.of("field", "state"));
        };
    }

    private static List<SectionReaders> bySection(List<Row> counted) {
        var sections = new LinkedHashMap<Long, int[]>();
        var names = new LinkedHashMap<Long, String>();
        for (var row : counted) {
            if (row.person().sectionId().isPresent()) {
                var id = row.person().sectionId().get();
                names.putIfAbsent(id, row.person().section().orElse(""));
                var count = sections.computeIfAbsent(id, s -> new int[2]);
                count[0] += row.readAt().isPresent() ? 1 : 0;
                count[1]++;
            }
        }
        return sections.entrySet().stream()
                .map(e -> new SectionReaders(
                        new SectionRef(e.getKey(), names.get(e.getKey())), e.getValue()[0], e.getValue()[1]))
                .toList();
    }

    /** Quotes a cell; what a spreadsheet would take for a formula gets an apostrophe in front (OWASP CSV Injection). */
    private static String cell(String value) {
        var safe = value.isEmpty() || "=+-@\t\r".indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
