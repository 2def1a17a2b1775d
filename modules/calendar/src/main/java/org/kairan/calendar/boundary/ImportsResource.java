package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.calendar.boundary.ExchangeListings.CalendarImportCounts;
import org.kairan.calendar.boundary.ExchangeListings.CalendarImportDetail;
import org.kairan.calendar.boundary.ExchangeListings.CalendarImportItem;
import org.kairan.calendar.boundary.Intake.Verdict;
import org.kairan.calendar.boundary.Listings.OwnerRef;
import org.kairan.calendar.control.exchange.CalendarFile;
import org.kairan.calendar.control.exchange.Draft;
import org.kairan.calendar.control.exchange.EventReader;
import org.kairan.calendar.control.exchange.Item;
import org.kairan.calendar.control.exchange.RowReader;
import org.kairan.calendar.entity.ClientCopies;
import org.kairan.calendar.entity.Import;
import org.kairan.calendar.entity.Imports;
import org.kairan.calendar.entity.Imports.Outcome;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;

/** Brings in calendar files and tables of events: shows first what would happen, then does it event by event, as often as it is asked without anything being there twice. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/imports")
public class ImportsResource {

    private static final int SHOWN = 500;

    /** How many events one request carries out: a few seconds, so that no proxy gives up. */
    private static final int AT_ONCE = 100;

    /** As much is kept of what other programs wrote for one calendar: all of it is written whenever the calendar is. */
    private static final int KEPT_MEGABYTES = 30;

    private static final int NAME_MAX = 200;
    private static final Jsonb JSON = JsonbBuilder.create();

    /** What a file holds. */
    private record Contents(String encoding, int others, List<Item> items) {}

    @Inject
    Imports imports;

    @Inject
    ClientCopies copies;

    @Inject
    Intake intake;

    @Inject
    Calendars calendars;

    @Inject
    EventDetails details;

    @Inject
    Scheduling scheduling;

    @Inject
    Caller caller;

    /**
     * Takes a file and shows what it would do; nothing is changed yet.
     *
     * @param kind {@code ics} (iCalendar) or {@code csv} (a table of events)
     * @param into the calendar, {@code section:3} say; of a table the section for whose people it is; nothing is the caller's own
     * @param visibility of events of which the file says nothing
     */
    @POST
    @Consumes({"text/calendar", "text/csv", "application/octet-stream"})
    @Transactional
    @Open(value = SIGNED_IN, because = "everybody has a calendar")
    @APIResponseSchema(value = CalendarImportDetail.class, responseCode = "201")
    public Response add(
            @QueryParam("kind") @DefaultValue("ics") String kind,
            @QueryParam("into") String into,
            @QueryParam("name") @DefaultValue("") String name,
            @QueryParam("visibility") @DefaultValue("busy") String visibility,
            @HeaderParam("Idempotency-Key") UUID key,
            byte[] content) {
        if (!Set.of("ics", "csv").contains(kind) || !EventForms.VISIBILITIES.contains(visibility)) {
            throw Refused.invalid("core.invalid");
        }
        var owner = kind.equals("csv") ? calendars.ofRows(into, caller) : calendars.own(into, caller);
        if (content.length > CalendarFile.MAX_MEGABYTES << 20) {
            throw new Refused(
                    Refused.Kind.TOO_BIG,
                    "calendar.import-too-big",
                    Map.of("max", CalendarFile.MAX_MEGABYTES),
                    List.of());
        }
        if (kind.equals("ics") && copies.size(owner) + content.length > KEPT_MEGABYTES << 20) {
            throw new Refused(Refused.Kind.TOO_BIG, "calendar.import-full", Map.of("max", KEPT_MEGABYTES), List.of());
        }
        var contents = contents(kind, owner, visibility, content);
        if (contents.items().isEmpty()) {
            throw Refused.invalid("calendar.import-empty");
        }
        var shortName = name.strip().replaceAll("\\p{Cntrl}", "");
        var id = imports.add(
                kind,
                owner,
                shortName.substring(0, Math.min(NAME_MAX, shortName.length())),
                visibility,
                content,
                contents.items().size(),
                caller.person(),
                Optional.ofNullable(key));
        return Response.created(URI.create("calendar/imports/" + id))
                .entity(shown(find(id), contents))
                .build();
    }

    @GET
    @Path("{id}")
    public CalendarImportDetail show(@PathParam("id") long id) {
        var file = find(id);
        return shown(file, contents(file));
    }

    /** Carries out the next 100 events; asked again it goes on, until the state is {@code applied}. */
    @POST
    @Path("{id}/applications")
    @APIResponseSchema(value = CalendarImportDetail.class, responseCode = "201")
    public Response apply(@PathParam("id") long id) {
        var file = find(id);
        if (!file.isDone()) {
            var owner = file.owner().toString();
            if (file.kind().equals("csv")) {
                calendars.ofRows(owner, caller);
            } else {
                calendars.own(owner, caller);
            }
            var items = contents(file).items();
            var written = new LinkedHashMap<GroupId, Series>();
            for (var place = file.done(); place < Math.min(items.size(), file.done() + AT_ONCE); place++) {
                carryOut(file, place, items.get(place))
                        .ifPresent(series -> written.put(series.event().owner(), series));
            }
            intake.tell(written.values(), file.done() == 0 ? record(file) : Optional.empty());
        }
        var now = find(id);
        return Response.created(URI.create("calendar/imports/" + id))
                .entity(shown(now, contents(now)))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response discard(@PathParam("id") long id) {
        find(id);
        if (!imports.discard(id)) {
            throw Refused.conflict("calendar.import-begun");
        }
        return Response.noContent().build();
    }

    private Optional<Series> carryOut(Import file, int place, Item item) {
        try {
            return intake.take(file, place, item, caller);
        } catch (Refused why) {
            intake.refuse(file, place, JSON.toJson(shown(item, Verdict.refused(why), file)));
            return Optional.empty();
        }
    }

    /** What is put into others' calendars must be accounted for. */
    private Optional<Audited> record(Import file) {
        return Optional.of(file)
                .filter(one -> one.owner().kind() == GroupId.Kind.SECTION)
                .map(one -> new Audited(
                        "calendar.imported",
                        Optional.of(caller.person()),
                        Optional.empty(),
                        Map.of(
                                "calendar",
                                details.name(one.owner()),
                                "name",
                                one.name(),
                                "events",
                                Integer.toString(one.total()))));
    }

    private Import find(long id) {
        return imports.find(id)
                .filter(file -> file.createdBy().equals(caller.person()))
                .orElseThrow(NotFound::new);
    }

    private Contents contents(Import file) {
        return imports.content(file.id())
                .map(content -> contents(file.kind(), file.owner(), file.visibility(), content))
                .orElse(new Contents("", 0, List.of()));
    }

    private Contents contents(String kind, GroupId owner, String visibility, byte[] content) {
        if (kind.equals("csv")) {
            return new Contents(
                    RowReader.encoding(content),
                    0,
                    RowReader.items(content, owner, calendars.people(owner), visibility));
        }
        var read = CalendarFile.read(content);
        return new Contents(
                read.encoding(), read.others(), EventReader.items(read, owner, visibility, scheduling.window()));
    }

    // ---- what is shown

    private CalendarImportDetail shown(Import file, Contents contents) {
        var state = file.isDone() ? "applied" : file.done() == 0 ? "ready" : "running";
        var refused = new ArrayList<>(List.of(JSON.fromJson(file.refused(), CalendarImportItem[].class)));
        var counts = new CalendarImportCounts(file.added(), file.changed(), file.unchanged(), refused.size());
        var items = List.copyOf(refused);
        if (state.equals("ready")) {
            var verdicts = intake.judged(contents.items(), caller);
            counts = new CalendarImportCounts(
                    count(verdicts, Outcome.ADDED),
                    count(verdicts, Outcome.CHANGED),
                    count(verdicts, Outcome.UNCHANGED),
                    count(verdicts, Outcome.REFUSED));
            items = Stream.of(true, false)
                    .flatMap(first -> IntStream.range(0, verdicts.size())
                            .filter(i -> (verdicts.get(i).outcome() == Outcome.REFUSED) == first)
                            .limit(SHOWN)
                            .mapToObj(i -> shown(contents.items().get(i), verdicts.get(i), file)))
                    .limit(SHOWN)
                    .toList();
        }
        return new CalendarImportDetail(
                file.id(),
                file.kind(),
                file.name(),
                new OwnerRef(file.owner().toString(), details.name(file.owner())),
                state,
                file.total(),
                file.done(),
                contents.encoding(),
                contents.others(),
                counts,
                items.subList(0, Math.min(SHOWN, items.size())));
    }

    private static int count(List<Verdict> verdicts, Outcome outcome) {
        return (int) verdicts.stream()
                .filter(verdict -> verdict.outcome() == outcome)
                .count();
    }

    private CalendarImportItem shown(Item item, Verdict verdict, Import file) {
        var draft = Optional.of(item).filter(Draft.class::isInstance).map(Draft.class::cast);
        return new CalendarImportItem(
                item.line(),
                item.title(),
                item.start(),
                draft.filter(one -> !one.owner().equals(file.owner())).map(one -> details.name(one.owner())),
                draft.flatMap(Draft::rule).isPresent(),
                verdict.outcome().name().toLowerCase(Locale.ROOT),
                verdict.why().map(Refused::code),
                verdict.why()
                        .<Map<String, Object>>map(why -> Map.copyOf(why.args()))
                        .orElse(Map.of()),
                draft.map(Draft::warnings).orElse(List.of()));
    }
}
