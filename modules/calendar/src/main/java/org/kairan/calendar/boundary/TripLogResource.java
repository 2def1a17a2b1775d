package org.kairan.calendar.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.boundary.Listings.PersonRef;
import org.kairan.calendar.control.RoomPolicy;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.calendar.entity.Trip;
import org.kairan.calendar.entity.Trips;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.people.Directory;
import org.kairan.core.problem.NotFound;
import org.kairan.core.time.CityTime;

/** Shows the log of a car to those who look after it. */
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/rooms/{id}/trips")
public class TripLogResource {

    /** Meters and distance in kilometres. */
    public record TripListing(
            String start, String end, PersonRef driver, String destination, int departure, int arrival, int distance) {}

    /** {@code distance} is that of the whole month. */
    public record TripList(String month, List<TripListing> items, int distance) {}

    @Inject
    Rooms rooms;

    @Inject
    Trips trips;

    @Inject
    Directory directory;

    @Inject
    Event<Audited> audited;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /**
     * Lists the journeys that began in a month, the earliest first.
     *
     * @param month as {@code 2026-11}; the present one if none is given
     */
    @GET
    public TripList list(@PathParam("id") long id, @QueryParam("month") String month) {
        var car = find(id);
        return list(car, RoomUseResource.month(month, clock));
    }

    /** The same for a spreadsheet. */
    @GET
    @Path("csv")
    @Produces("text/csv;charset=UTF-8")
    @Transactional
    @APIResponseSchema(value = String.class, responseCode = "200")
    public Response csv(@PathParam("id") long id, @QueryParam("month") String month) {
        var car = find(id);
        var wanted = RoomUseResource.month(month, clock);
        var csv = new Csv().row("出発", "帰着", "所属", "運転者", "行先", "出発時メーター", "帰着時メーター", "走行距離（km）");
        list(car, wanted)
                .items()
                .forEach(trip -> csv.row(
                        trip.start().replace('T', ' '),
                        trip.end().replace('T', ' '),
                        trip.driver().section().orElse(""),
                        trip.driver().name(),
                        trip.destination(),
                        trip.departure(),
                        trip.arrival(),
                        trip.distance()));
        audited.fire(new Audited(
                "calendar.trips-exported",
                Optional.of(caller.person()),
                Optional.of(new Ref(CalendarModule.ID, "room", id)),
                Map.of("name", car.name(), "month", wanted.toString())));
        return Response.ok(csv.toString())
                .header("Content-Disposition", "attachment; filename=\"trips-" + id + "-" + wanted + ".csv\"")
                .build();
    }

    private Room find(long id) {
        return rooms.find(id)
                .filter(room -> room.kind().equals("car") && RoomPolicy.oversees(caller, room))
                .orElseThrow(NotFound::new);
    }

    private TripList list(Room car, YearMonth month) {
        var found = trips.between(
                car.id(),
                month.atDay(1).atStartOfDay(CityTime.ZONE).toInstant(),
                month.plusMonths(1).atDay(1).atStartOfDay(CityTime.ZONE).toInstant());
        var named = directory.people(found.stream().map(Trip::driver).collect(Collectors.toSet()));
        return new TripList(
                month.toString(),
                found.stream()
                        .map(trip -> new TripListing(
                                Scheduling.local(trip.starts()).toString(),
                                Scheduling.local(trip.ends()).toString(),
                                PersonRef.of(named.get(trip.driver())),
                                trip.destination(),
                                trip.departure(),
                                trip.arrival(),
                                trip.distance()))
                        .toList(),
                found.stream().mapToInt(Trip::distance).sum());
    }
}
