package org.kairan.notification.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.notification.NotificationModule;
import org.kairan.notification.entity.Activities;

/** Notes that somebody knows of everything; two transactions, so that waiting for what is under way holds up nobody longer than needed. */
@ApplicationScoped
public class Reading {

    @Inject
    Activities activities;

    @Inject
    Event<Hint> hints;

    @Transactional
    public long settled() {
        return activities.settled();
    }

    @Transactional
    public void all(Caller caller, long settled) {
        activities.readAll(caller.person(), settled);
        hints.fire(told(caller));
    }

    /** So that the caller's other windows count anew. */
    static Hint told(Caller caller) {
        return new Hint(
                Audience.of(GroupId.person(caller.person())),
                "notification.read",
                new Ref(NotificationModule.ID, "person", caller.person().value()));
    }
}
