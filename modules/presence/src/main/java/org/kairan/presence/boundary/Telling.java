package org.kairan.presence.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.kairan.core.Ref;
import org.kairan.core.activity.Activity;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.EngagementsChanged;
import org.kairan.presence.PresenceModule;
import org.kairan.presence.entity.Waitings;

/** Tells open pages whose presence may have changed, has those looked at for whom somebody waits, and tells who has waited. */
@ApplicationScoped
public class Telling {

    /** Of more at once pages are told together, and ask anew for all whom they show. */
    private static final int ONE_BY_ONE = 20;

    @Inject
    Waitings waitings;

    @Inject
    Clock clock;

    @Inject
    Event<Object> events;

    void engagementsChanged(@Observes EngagementsChanged changed) {
        changed(changed.people());
    }

    /** In the transaction in which it happens. Who is in is no secret, so that everybody's pages are told; they ask, and get what they may know. */
    void changed(Set<PersonId> people) {
        waitings.look(people, clock.instant());
        if (people.size() > ONE_BY_ONE) {
            hint(new Ref(PresenceModule.ID, "everybody", 0));
        } else {
            people.forEach(person -> hint(PresenceModule.person(person)));
        }
    }

    private void hint(Ref ref) {
        events.fire(new Hint(Audience.of(GroupId.EVERYONE), "presence.changed", ref));
    }

    /** Tells the pages of whoever waits that a waiting has begun or is over. */
    void waited(PersonId person, PersonId waiter) {
        events.fire(new Hint(
                Audience.of(GroupId.person(waiter)), "presence.waiting-changed", PresenceModule.person(person)));
    }

    void back(PersonId person, PersonId waiter) {
        events.fire(new Activity(
                PresenceModule.BACK.name(),
                PresenceModule.person(person),
                person,
                Audience.of(GroupId.person(waiter)),
                Map.of()));
        waited(person, waiter);
    }
}
