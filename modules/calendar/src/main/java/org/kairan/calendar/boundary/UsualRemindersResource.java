package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.kairan.calendar.boundary.RemindersResource.ReminderEdit;
import org.kairan.calendar.entity.Reminders;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;

/** Keeps when the caller usually wants to be reminded of what has a time. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/reminders")
public class UsualRemindersResource {

    /**
     * When the caller usually is reminded of what has a time.
     *
     * @param choices the minutes that can be chosen
     */
    public record UsualReminders(List<Integer> minutes, List<Integer> choices) {}

    @Inject
    Reminders reminders;

    @Inject
    Caller caller;

    @GET
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public UsualReminders show() {
        return new UsualReminders(reminders.usual(caller.person()), Reminding.MINUTES);
    }

    @PUT
    @Transactional
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public UsualReminders put(ReminderEdit in) {
        var wanted = Optional.ofNullable(in)
                .flatMap(ReminderEdit::minutes)
                .orElseThrow(() -> Refused.invalid("core.invalid"));
        reminders.putUsual(caller.person(), RemindersResource.checked(wanted));
        return show();
    }
}
