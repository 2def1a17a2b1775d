package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.core.time.CityTime;
import org.kairan.core.time.OfficeDays;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.entity.ClosedDays;
import org.kairan.organization.entity.ClosedDays.ClosedDay;

/** Shows on which days the city is closed, and lets administrators decide for single days. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/closed-days")
public class ClosedDaysResource {

    private static final int FIRST_YEAR = 1949;
    private static final int LAST_YEAR = 2150;
    private static final int LONGEST_NAME = 60;

    /**
     * A day on which the city is closed, or on which it works although it would be closed by the rules.
     *
     * @param key {@code year-end}, {@code own} for what the city has decided, else the holiday's
     * @param open whether the city works on it
     */
    public record ClosedDayListing(LocalDate day, String key, String name, boolean own, boolean open) {}

    /**
     * The days of a year, weekends left out unless something is decided for them.
     *
     * @param announcedUntil the last year whose equinoxes the Cabinet has announced; later ones are forecasts
     */
    public record ClosedDayList(int year, int announcedUntil, List<ClosedDayListing> items) {}

    public record NewClosedDay(String name, boolean open) {}

    @Inject
    ClosedDays closedDays;

    @Inject
    Event<Audited> audited;

    @Inject
    Event<Hint> hints;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    @GET
    @Open(value = SIGNED_IN, because = "whoever works for the city works by its calendar")
    public ClosedDayList list(@QueryParam("year") Integer wanted) {
        var today = CityTime.today(clock);
        int year = wanted == null ? today.getYear() : wanted;
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw Refused.invalid("core.date-invalid", Map.of("value", year));
        }
        var first = LocalDate.of(year, 1, 1);
        var last = LocalDate.of(year, 12, 31);
        var own =
                closedDays.between(first, last).stream().collect(Collectors.toMap(ClosedDay::day, Function.identity()));
        var items = first.datesUntil(last.plusDays(1))
                .flatMap(day -> Optional.ofNullable(own.get(day))
                        .map(row -> new ClosedDayListing(day, "own", row.name(), true, row.open()))
                        .or(() -> OfficeDays.USUAL
                                .closed(day)
                                .filter(closure -> !closure.key().equals("weekend"))
                                .map(closure -> new ClosedDayListing(day, closure.key(), closure.name(), false, false)))
                        .stream())
                .toList();
        // The almanac for the next year stands in the official gazette of the first weekday of February.
        return new ClosedDayList(year, today.getYear() + (today.getMonthValue() > 2 ? 1 : 0), items);
    }

    @PUT
    @Path("{day}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response decide(@PathParam("day") String text, NewClosedDay in) {
        var day = administered(text);
        SessionForms.required(Map.of("name", Optional.ofNullable(in).map(NewClosedDay::name)));
        var name = in.name().strip();
        if (name.length() > LONGEST_NAME) {
            throw refused("organization.closed-day-name-too-long", Map.of("max", LONGEST_NAME));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw refused("core.character-invalid", Map.of());
        }
        closedDays.decide(new ClosedDay(day, name, in.open()), caller.person());
        tell(
                day,
                "organization.closed-day-decided",
                Map.of("day", day.toString(), "name", name, "open", "" + in.open()));
        return Response.noContent().build();
    }

    @DELETE
    @Path("{day}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response forget(@PathParam("day") String text) {
        var day = administered(text);
        if (!closedDays.forget(day)) {
            throw new NotFound();
        }
        tell(day, "organization.closed-day-forgotten", Map.of("day", day.toString()));
        return Response.noContent().build();
    }

    private LocalDate administered(String text) {
        if (!caller.may(OrganizationModule.ADMINISTER)) {
            throw new NotFound();
        }
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
                throw Refused.invalid("core.date-invalid", Map.of("value", text));
            }
            return day;
        } catch (DateTimeParseException e) {
            throw new Refused(Refused.Kind.INVALID, "core.date-invalid", Map.of("value", text), List.of());
        }
    }

    private static Refused refused(String code, Map<String, ?> args) {
        return new Refused(Refused.Kind.INVALID, code, args, List.of(new Refused.Fault("name", code, args)));
    }

    private void tell(LocalDate day, String act, Map<String, String> details) {
        audited.fire(new Audited(act, Optional.of(caller.person()), Optional.empty(), details));
        hints.fire(new Hint(
                Audience.of(GroupId.permission(OrganizationModule.ADMINISTER.name())),
                "organization.changed",
                new Ref(OrganizationModule.ID, "closed-day", day.toEpochDay())));
    }
}
