package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.boundary.Listings.FacilityRef;
import org.kairan.calendar.boundary.Listings.PersonRef;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.control.RoomPolicy;
import org.kairan.calendar.entity.Approval;
import org.kairan.calendar.entity.Approvals;
import org.kairan.calendar.entity.Approvals.Pending;
import org.kairan.calendar.entity.Change;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.History;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.calendar.entity.Series;
import org.kairan.calendar.entity.Variant;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Contacts;
import org.kairan.core.people.Directory;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.core.rest.Open;

/** Lists the requests for rooms that wait for the caller's sections, and takes what is decided. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/approvals")
public class ApprovalsResource {

    private static final int MOST = 200;
    private static final int REASON_MAX = 500;
    private static final Set<String> DECISIONS = Set.of(Approval.APPROVED, Approval.REJECTED);

    /**
     * A request for a room; what for is told to whom may see the event.
     *
     * @param revision to be sent back as {@code If-Match}
     * @param start of the first booking
     * @param instances how many bookings
     * @param last when the last one begins
     */
    public record ApprovalListing(
            long id,
            int revision,
            FacilityRef room,
            PersonRef by,
            Optional<String> extension,
            String start,
            String end,
            int instances,
            String last,
            Optional<String> title,
            Optional<Long> event) {}

    /**
     * What waits.
     *
     * @param owner whether one of the caller's sections owns a room about which it is asked
     * @param overseer whether the caller looks after any room
     */
    public record ApprovalList(List<ApprovalListing> items, boolean owner, boolean overseer) {}

    public record Decision(
            @Schema(enumeration = {"approved", "rejected"}) String decision, Optional<String> reason) {

        public Decision {
            reason = reason == null ? Optional.empty() : reason;
        }
    }

    @Inject
    Approvals approvals;

    @Inject
    Events events;

    @Inject
    Rooms rooms;

    @Inject
    Scheduling scheduling;

    @Inject
    Telling telling;

    @Inject
    History history;

    @Inject
    EventDetails details;

    @Inject
    Directory directory;

    @Inject
    Contacts contacts;

    @Inject
    Asking asking;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /** Lists what waits, the earliest booking first, at most 200. */
    @GET
    @Open(value = SIGNED_IN, because = "each caller gets what their own sections are asked")
    public ApprovalList list() {
        var own = rooms.all().stream()
                .filter(room -> RoomPolicy.owns(caller, room))
                .collect(Collectors.toMap(Room::id, Function.identity()));
        var waiting = approvals.pending(own.keySet(), clock.instant(), MOST);
        var people = waiting.stream()
                .map(pending -> pending.approval().requestedBy())
                .collect(Collectors.toSet());
        var named = directory.people(people);
        var reached = contacts.contacts(people);
        var visible =
                events
                        .find(waiting.stream()
                                .map(pending -> pending.approval().event())
                                .collect(Collectors.toSet()))
                        .stream()
                        .filter(series -> EventPolicy.maySee(caller, series))
                        .collect(Collectors.toMap(series -> series.event().id(), Function.identity()));
        return new ApprovalList(
                waiting.stream()
                        .map(pending -> {
                            var approval = pending.approval();
                            return listing(
                                    pending,
                                    own.get(approval.room()),
                                    PersonRef.of(named.get(approval.requestedBy())),
                                    Optional.ofNullable(reached.get(approval.requestedBy()))
                                            .flatMap(Contacts.Contact::extension),
                                    Optional.ofNullable(visible.get(approval.event())));
                        })
                        .toList(),
                own.values().stream().anyMatch(room -> room.terms().approval()),
                !own.isEmpty() || caller.may(CalendarModule.ADMINISTER));
    }

    private static ApprovalListing listing(
            Pending pending, Room room, PersonRef by, Optional<String> extension, Optional<Series> series) {
        return new ApprovalListing(
                pending.approval().id(),
                pending.approval().revision(),
                new FacilityRef(room.id(), room.name(), room.building()),
                by,
                extension,
                Scheduling.local(pending.starts()).toString(),
                Scheduling.local(pending.ends()).toString(),
                pending.instances(),
                Scheduling.local(pending.last()).toString(),
                series.map(s -> s.event().content().title()),
                series.map(s -> s.event().id()));
    }

    /**
     * Decides a request as it was when it had the revision of {@code If-Match}; the same decision by the same person again changes nothing. What is rejected gives the room back.
     *
     * @throws Refused if somebody else has decided, or if the booking has changed meanwhile
     */
    @PUT
    @Path("{id}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response decide(@PathParam("id") long id, @HeaderParam("If-Match") String ifMatch, Decision in) {
        var room = room(id);
        if (in == null || !DECISIONS.contains(String.valueOf(in.decision()))) {
            throw Refused.invalid("core.invalid");
        }
        var faults = new ArrayList<Fault>();
        var reason = EventForms.text("reason", in.reason().orElse(""), REASON_MAX, true, faults);
        if (in.decision().equals(Approval.REJECTED) && reason.isEmpty()) {
            faults.add(new Fault("reason", "calendar.reason-empty", Map.of()));
        }
        EventForms.refuse(faults);
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "core.condition-required", Map.of(), List.of());
        }
        // In the order in which edits lock: who cancels or moves the event meanwhile is waited for, and then there is
        // nothing to decide, or something else.
        events.lock(approvals.find(id).orElseThrow(NotFound::new).event());
        var approval = approvals.find(id).orElseThrow(NotFound::new);
        if (!ifMatch.strip().replace("\"", "").equals(Integer.toString(approval.revision()))) {
            throw Refused.changedMeanwhile();
        }
        if (!approval.is(Approval.REQUESTED)) {
            if (approval.is(in.decision())
                    && approval.decidedBy().filter(caller.person()::equals).isPresent()) {
                return Response.noContent().build();
            }
            throw decided(approval);
        }
        var series = events.find(approval.event()).orElseThrow(NotFound::new);
        if (!approvals.decide(id, approval.revision(), in.decision(), caller.person(), reason)) {
            throw Refused.changedMeanwhile();
        }
        if (in.decision().equals(Approval.REJECTED)) {
            giveBack(series, room);
        } else {
            telling.hint(series);
        }
        asking.decided(approval, room, series, in.decision(), reason, caller);
        return Response.noContent().build();
    }

    private Refused decided(Approval approval) {
        var by = approval.decidedBy().orElseThrow();
        return new Refused(
                Refused.Kind.CONFLICT,
                approval.is(Approval.APPROVED) ? "calendar.approved-already" : "calendar.rejected-already",
                Map.of("name", directory.people(Set.of(by)).get(by).name()),
                List.of());
    }

    /** The event stays, without the room. */
    private void giveBack(Series series, Room room) {
        var event = series.event();
        var without = new Series(
                event.with(without(event.content(), room)),
                series.variants().stream()
                        .map(variant -> new Variant(
                                variant.recurrence(),
                                variant.cancelled(),
                                variant.content().map(content -> without(content, room))))
                        .toList(),
                series.attendees());
        var held = scheduling.held(event.id());
        if (!events.save(without)) {
            throw Refused.changedMeanwhile();
        }
        scheduling.place(without, held, caller);
        history.add(
                event.id(),
                caller.person(),
                "changed",
                "all",
                Optional.empty(),
                List.of(new Change.Difference(
                        "rooms",
                        details.rooms(event.content()),
                        details.rooms(without.event().content()))));
        telling.changed(
                series,
                without,
                Optional.empty(),
                event.content(),
                without.event().content(),
                caller.person());
    }

    private static Content without(Content content, Room room) {
        return new Content(
                content.title(),
                content.place(),
                content.notes(),
                content.kind(),
                content.start(),
                content.end(),
                content.allDay(),
                content.undecided(),
                content.travelBefore(),
                content.travelAfter(),
                content.rooms().stream().filter(id -> id != room.id()).toList());
    }

    /** The room of a request that the caller's section decides. */
    private Room room(long id) {
        return approvals
                .find(id)
                .flatMap(approval -> rooms.find(approval.room()))
                .filter(room -> RoomPolicy.owns(caller, room))
                .orElseThrow(NotFound::new);
    }
}
