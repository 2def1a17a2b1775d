package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.calendar.boundary.Calendars.Measure;
import org.kairan.calendar.boundary.ExchangeListings.ExchangeCalendar;
import org.kairan.calendar.boundary.ExchangeListings.ExchangeCalendars;
import org.kairan.calendar.boundary.Listings.OwnerRef;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.Occurrences;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.core.time.CityTime;

/** Writes calendars and single events as iCalendar files. */
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/exports")
public class ExportsResource {

    static final String TYPE = "text/calendar;charset=UTF-8";

    /** As many events as one file may hold. */
    static final int MOST = 10_000;

    @Inject
    Events events;

    @Inject
    Occurrences occurrences;

    @Inject
    Calendars calendars;

    @Inject
    EventDetails details;

    @Inject
    Scheduling scheduling;

    @Inject
    Directory directory;

    @Inject
    Caller caller;

    /** The calendars of which the caller can take something out, or into which they can bring something. */
    @GET
    @Path("calendars")
    @Open(value = SIGNED_IN, because = "everybody has a calendar")
    public ExchangeCalendars list() {
        var me = GroupId.person(caller.person());
        var found = new ArrayList<ExchangeCalendar>();
        found.add(new ExchangeCalendar(new OwnerRef(me.toString(), details.name(me)), true, true));
        directory.sections().forEach((id, name) -> {
            var section = GroupId.section(id);
            var mine = caller.holds(section);
            var rows = calendars.mayBringRows(section, caller);
            if (mine || rows) {
                found.add(new ExchangeCalendar(new OwnerRef(section.toString(), name), mine, rows));
            }
        });
        return new ExchangeCalendars(found);
    }

    /**
     * The events of a calendar between two days, the second exclusive, as a file; series whole.
     *
     * @param principal {@code section:3} for a section's that the caller is of, nothing for their own
     * @param from nothing for 13 months back
     * @param to nothing for 24 months ahead
     */
    @GET
    @Produces(TYPE)
    @Open(value = SIGNED_IN, because = "everybody has a calendar")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/calendar", schema = @Schema(implementation = String.class)))
    public Response export(
            @QueryParam("principal") String principal, @QueryParam("from") String from, @QueryParam("to") String to) {
        var calendar = calendars.own(principal, caller);
        var window = scheduling.window();
        var first = from == null ? window.from() : EventForms.day(from);
        var until = to == null ? window.until() : EventForms.day(to);
        if (!until.isAfter(first)) {
            throw Refused.invalid("calendar.end-before-start");
        }
        var ids = occurrences.events(
                calendar,
                first.atStartOfDay(CityTime.ZONE).toInstant(),
                until.atStartOfDay(CityTime.ZONE).toInstant(),
                MOST + 1);
        if (ids.size() > MOST) {
            throw Refused.invalid("calendar.export-too-many", Map.of("max", MOST));
        }
        var name = details.name(calendar);
        return file(name, calendars.written(name, calendar, ids, caller, Measure.WHOLE));
    }

    /** One event that the caller may see, a series whole, as a file. */
    @GET
    @Path("{id}")
    @Produces(TYPE)
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/calendar", schema = @Schema(implementation = String.class)))
    public Response event(@PathParam("id") long id) {
        var series = events.find(id)
                .filter(one -> one.event().deletedAt().isEmpty() && EventPolicy.maySee(caller, one))
                .orElseThrow(NotFound::new);
        var title = series.event().content().title();
        return file(title, calendars.written(title, series.event().owner(), List.of(id), caller, Measure.WHOLE));
    }

    /** Its name is Japanese; programs that know nothing of RFC 6266 get another. */
    private static Response file(String name, String text) {
        var real = name.codePoints()
                .filter(c -> c >= ' ' && "/\\:*?\"<>|".indexOf(c) < 0)
                .limit(80)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return Response.ok(text.getBytes(StandardCharsets.UTF_8))
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"calendar.ics\"; filename*=UTF-8''"
                                + URLEncoder.encode(real + ".ics", StandardCharsets.UTF_8)
                                        .replace("+", "%20")
                                        .replace("*", "%2A"))
                .build();
    }
}
