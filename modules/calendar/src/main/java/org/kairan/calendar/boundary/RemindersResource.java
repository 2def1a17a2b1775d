package org.kairan.calendar.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.Reminders;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;

/** Keeps when the caller wants to be reminded of an event of theirs. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/events/{id}/reminders")
public class RemindersResource {

    private static final int MOST = 5;

    /**
     * When the caller is reminded.
     *
     * @param minutes before the event, of a whole day before 8:30 on it
     * @param own whether they have said so for this event; if not, as usual
     */
    public record ReminderChoice(List<Integer> minutes, boolean own) {}

    /** {@code minutes} are of those that can be chosen, at most 5; missing for the usual ones. */
    public record ReminderEdit(Optional<List<Integer>> minutes) {

        public ReminderEdit {
            minutes = minutes == null ? Optional.empty() : minutes;
        }
    }

    @Inject
    Events events;

    @Inject
    Reminders reminders;

    @Inject
    Caller caller;

    @GET
    public ReminderChoice show(@PathParam("id") long id) {
        mine(id);
        var own = reminders.of(id, caller.person());
        return new ReminderChoice(own.orElseGet(() -> reminders.usual(caller.person())), own.isPresent());
    }

    @PUT
    @Transactional
    public ReminderChoice put(@PathParam("id") long id, ReminderEdit in) {
        mine(id);
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        reminders.put(id, caller.person(), in.minutes().map(RemindersResource::checked));
        return show(id);
    }

    /** Reminders are for whose event it is and for who attends; others have nothing to be reminded of. */
    private void mine(long id) {
        events.find(id)
                .filter(series -> EventPolicy.isMine(caller, series)
                        && series.event().deletedAt().isEmpty())
                .orElseThrow(NotFound::new);
    }

    /** Finds what cannot be chosen, and puts the rest in order. */
    static List<Integer> checked(List<Integer> wanted) {
        if (!wanted.stream().allMatch(minutes -> minutes != null && Reminding.MINUTES.contains(minutes))) {
            throw Refused.invalid("calendar.reminder-unknown");
        }
        var minutes = wanted.stream().distinct().sorted().toList();
        if (minutes.size() > MOST) {
            throw Refused.invalid("calendar.reminders-too-many", Map.of("max", MOST));
        }
        return minutes;
    }
}
