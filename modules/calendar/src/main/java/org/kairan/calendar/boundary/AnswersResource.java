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
import java.util.Optional;
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
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.BusinessDays;

/** Takes what somebody who is invited answers, themselves or by a delegate, to all of an event or to one instance of it. */
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
        var person = Optional.ofNullable(in)
                .flatMap(AnswerEdit::person)
                .map(PersonId::new)
                .orElse(caller.person());
        // So that an edit does not write back the answers that it has read before.
        events.lock(id);
        var series = events.find(id)
                .filter(found -> EventPolicy.mayAnswer(caller, found, person)
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
                .filter(attendee -> attendee.person().equals(person))
                .findFirst()
                .orElseThrow(NotFound::new);
        if (before.answer().equals(in.answer())) {
            return Response.noContent().build();
        }
        var answered = Edits.answered(series, person, recurrence, in.answer(), clock.instant());
        answered.attendees().stream()
                .filter(attendee -> attendee.person().equals(person)
                        && attendee.recurrence().equals(recurrence))
                .forEach(attendee -> events.answer(id, attendee));
        scheduling.placeAnswer(answered, person);
        history.answered(
                id, caller.person(), person, recurrence, new Change.Difference("answer", before.answer(), in.answer()));
        telling.answered(series, caller.person(), person);
        return Response.noContent().build();
    }
}
