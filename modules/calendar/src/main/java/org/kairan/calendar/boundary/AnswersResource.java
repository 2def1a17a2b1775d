package org.kairan.calendar.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.calendar.boundary.Listings.AnswerEdit;
import org.kairan.calendar.control.Edits;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.control.Expansion;
import org.kairan.calendar.entity.Attendee;
import org.kairan.calendar.entity.Change;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.History;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.BusinessDays;

/** Takes what somebody who is invited answers, to all of an event or to one instance of it. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/events/{id}/answer")
public class AnswersResource {

    private static final Set<String> ANSWERS = Set.of(Attendee.NO_ANSWER, "accepted", Attendee.DECLINED, "tentative");

    @Inject
    Events events;

    @Inject
    Scheduling scheduling;

    @Inject
    Telling telling;

    @Inject
    History history;

    @Inject
    BusinessDays days;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    @PUT
    @Transactional
    @APIResponse(responseCode = "204")
    public Response answer(@PathParam("id") long id, AnswerEdit in) {
        // So that an edit does not write back the answers that it has read before.
        events.lock(id);
        var series = events.find(id)
                .filter(found -> EventPolicy.mayAnswer(caller, found)
                        && found.event().deletedAt().isEmpty())
                .orElseThrow(NotFound::new);
        if (in == null || !ANSWERS.contains(String.valueOf(in.answer()))) {
            throw Refused.invalid("core.invalid");
        }
        var recurrence = EventForms.recurrence(in.occurrence().orElse(null))
                .filter(instance -> series.event().recurring());
        if (recurrence.isPresent()) {
            Expansion.one(series, recurrence.get(), days).orElseThrow(NotFound::new);
        }
        var before = series.attendees(recurrence).stream()
                .filter(attendee -> attendee.person().equals(caller.person()))
                .findFirst()
                .orElseThrow(NotFound::new);
        if (before.answer().equals(in.answer())) {
            return Response.noContent().build();
        }
        var answered = Edits.answered(series, caller.person(), recurrence, in.answer(), clock.instant());
        answered.attendees().stream()
                .filter(attendee -> attendee.person().equals(caller.person())
                        && attendee.recurrence().equals(recurrence))
                .forEach(attendee -> events.answer(id, attendee));
        scheduling.placeAnswer(answered, caller.person());
        history.add(
                id,
                caller.person(),
                "answered",
                recurrence.isPresent() ? "one" : "all",
                recurrence,
                List.of(new Change.Difference("answer", before.answer(), in.answer())));
        telling.seen(series, caller.person());
        telling.hint(series);
        return Response.noContent().build();
    }
}
