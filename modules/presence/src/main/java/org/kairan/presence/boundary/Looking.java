package org.kairan.presence.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import org.kairan.core.access.Caller;
import org.kairan.core.people.PersonId;
import org.kairan.presence.control.Status;
import org.kairan.presence.entity.Waiting;
import org.kairan.presence.entity.Waitings;

/** Looks whether those for whom somebody waits are back, in the eyes of whoever waits, and tells them of it. */
@ApplicationScoped
public class Looking {

    @Inject
    Waitings waitings;

    @Inject
    Presences presences;

    @Inject
    Telling telling;

    @Inject
    Clock clock;

    /** For one person who waits. */
    @Transactional
    public void look(Caller waiter, Collection<PersonId> people) {
        // So that what is changed while this looks is looked at anew.
        waitings.lock(waiter.person(), people);
        presences.of(people, waiter).forEach((person, presence) -> {
            if (presence.status() != Status.IN) {
                waitings.look(new Waiting(person, waiter.person(), clock.instant()), presence.changes());
            } else if (waitings.remove(person, waiter.person())) {
                telling.back(person, waiter.person());
            }
        });
    }

    /** Ends what cannot come about any more: somebody who waits may not sign in, or the other does not work here any more. */
    @Transactional
    public void end(Waiting waiting) {
        waitings.remove(waiting.person(), waiting.waiter());
    }
}
