package org.kairan.calendar.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.calendar.boundary.Listings.FacilityRef;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.control.Meter;
import org.kairan.calendar.entity.Booking;
import org.kairan.calendar.entity.Bookings;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.calendar.entity.Series;
import org.kairan.calendar.entity.Trip;
import org.kairan.calendar.entity.Trips;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;

/** Takes from whoever has booked a car where it was and what its meter said. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/events/{id}/trips")
public class TripsResource {

    private static final int DESTINATION_MAX = 200;

    /**
     * A car that an event holds, and its journey.
     *
     * @param begun whether the journey can be written down yet
     * @param meter what the car's meter said at the end of the journey before; missing for the first
     * @param version 0 as long as nothing is written down
     */
    public record TripDetail(
            FacilityRef car,
            boolean begun,
            Optional<Integer> meter,
            Optional<String> destination,
            Optional<Integer> departure,
            Optional<Integer> arrival,
            int version) {}

    public record TripDetailList(List<TripDetail> items) {}

    /** Meters in kilometres. */
    public record NewTrip(String destination, Integer departure, Integer arrival) {}

    @Inject
    Events events;

    @Inject
    Bookings bookings;

    @Inject
    Rooms rooms;

    @Inject
    Trips trips;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /** Lists the cars of an event, or of one instance, for those who may change it. */
    @GET
    public TripDetailList list(@PathParam("id") long id, @QueryParam("occurrence") String occurrence) {
        var held = held(id, occurrence);
        var known = rooms.find(held.stream().map(Booking::room).collect(Collectors.toSet()));
        return new TripDetailList(held.stream()
                .filter(booking -> known.get(booking.room()).kind().equals("car"))
                .map(booking -> detail(booking, known.get(booking.room())))
                .toList());
    }

    /** Writes a journey down once it has begun; {@code If-Match} names the version, 0 for the first time. */
    @PUT
    @Path("{room}")
    @Transactional
    @APIResponseSchema(value = TripDetail.class, responseCode = "200")
    public Response enter(
            @PathParam("id") long id,
            @PathParam("room") long room,
            @QueryParam("occurrence") String occurrence,
            @HeaderParam("If-Match") String ifMatch,
            NewTrip in) {
        var booking = held(id, occurrence).stream()
                .filter(one -> one.room() == room)
                .findFirst()
                .orElseThrow(NotFound::new);
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "core.condition-required", Map.of(), List.of());
        }
        var faults = new ArrayList<Fault>();
        if (in == null || in.departure() == null || in.arrival() == null) {
            throw Refused.invalid("calendar.meter-missing");
        }
        var destination = EventForms.text("destination", in.destination(), DESTINATION_MAX, false, faults);
        if (destination.isEmpty()) {
            faults.add(new Fault("destination", "calendar.destination-empty", Map.of()));
        }
        EventForms.refuse(faults);
        var car = Optional.ofNullable(rooms.lock(List.of(room)).get(room))
                .filter(found -> found.kind().equals("car"))
                .orElseThrow(NotFound::new);
        if (booking.starts().isAfter(clock.instant())) {
            throw Refused.conflict("calendar.trip-not-begun");
        }
        var before = trips.find(room, id, booking.recurrence());
        var version = before.map(Trip::version).orElse(0);
        if (!ifMatch.strip().replace("\"", "").equals(Integer.toString(version))) {
            throw Refused.changedMeanwhile();
        }
        var trip = new Trip(
                room,
                id,
                booking.recurrence(),
                booking.starts(),
                booking.ends(),
                driver(events.find(id).orElseThrow(NotFound::new)),
                destination,
                in.departure(),
                in.arrival(),
                version);
        Meter.against(trip, trips.before(room, trip.starts()), trips.after(room, trip.starts()))
                .ifPresent(refused -> {
                    throw refused;
                });
        if (!trips.save(trip, caller.person())) {
            throw Refused.changedMeanwhile();
        }
        return Response.ok(detail(booking, car))
                .tag(new EntityTag(Integer.toString(version + 1)))
                .build();
    }

    /** Whose calendar the event is in, or who has made a section's. */
    private static PersonId driver(Series series) {
        var owner = series.event().owner();
        return owner.kind() == GroupId.Kind.PERSON
                ? new PersonId(owner.targetId())
                : series.event().createdBy();
    }

    private List<Booking> held(long id, String occurrence) {
        var series = events.find(id)
                .filter(found -> EventPolicy.mayOpen(caller, found) && EventPolicy.mayEdit(caller, found.event()))
                .orElseThrow(NotFound::new);
        var recurrence = EventForms.recurrence(occurrence)
                .filter(instance -> series.event().recurring())
                .orElse(series.event().content().start());
        return bookings.of(id).stream()
                .filter(booking -> booking.recurrence().equals(recurrence))
                .toList();
    }

    private TripDetail detail(Booking booking, Room car) {
        LocalDateTime recurrence = booking.recurrence();
        var trip = trips.find(booking.room(), booking.event(), recurrence);
        return new TripDetail(
                new FacilityRef(car.id(), car.name(), car.building()),
                !booking.starts().isAfter(clock.instant()),
                trips.before(booking.room(), booking.starts()).map(Trip::arrival),
                trip.map(Trip::destination),
                trip.map(Trip::departure),
                trip.map(Trip::arrival),
                trip.map(Trip::version).orElse(0));
    }
}
