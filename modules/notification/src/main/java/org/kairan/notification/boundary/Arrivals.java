package org.kairan.notification.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.kairan.core.activity.Activity;
import org.kairan.core.activity.Seen;
import org.kairan.core.activity.Withdrawn;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.notification.NotificationModule;
import org.kairan.notification.entity.Activities;

/** Writes down, in the transaction in which it happens, what other modules tell. */
@ApplicationScoped
public class Arrivals {

    @Inject
    Activities activities;

    @Inject
    Kinds kinds;

    @Inject
    Event<Hint> hints;

    void happened(@Observes Activity activity) {
        if (!kinds.all().containsKey(activity.type())) {
            throw new IllegalStateException(activity.type() + " is declared by no module");
        }
        var id = activities.add(activity);
        hints.fire(new Hint(activity.audience(), "notification.arrived", NotificationModule.activity(id)));
    }

    void seen(@Observes Seen seen) {
        if (activities.see(seen.person(), seen.subject())) {
            hints.fire(new Hint(Audience.of(GroupId.person(seen.person())), "notification.read", seen.subject()));
        }
    }

    void withdrawn(@Observes Withdrawn withdrawn) {
        var concerned = activities.withdraw(withdrawn.subject());
        if (!concerned.groups().isEmpty()) {
            hints.fire(new Hint(concerned, "notification.withdrawn", withdrawn.subject()));
        }
    }
}
