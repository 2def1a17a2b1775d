package org.kairan.calendar.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kairan.calendar.entity.Event;
import org.kairan.core.access.Administration;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Callers;
import org.kairan.core.access.Permission;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/**
 * Says who takes care of what people have left behind: whoever administers the section sees, changes and cancels the events in the calendar of somebody who has left the city, and the private events of the section
 * whose maker has left it. What was private in a person's own calendar stays closed to everybody.
 */
@ApplicationScoped
public class Succession {

    /** Held by whoever administers any section: all others need not be looked at. */
    private static final Permission ADMINISTERS_SOME = new Permission("organization.administer-section");

    @Inject
    Directory directory;

    @Inject
    Administration administration;

    @Inject
    Callers callers;

    public boolean mayTakeOver(Caller caller, Event event) {
        return mayTakeOverAny(caller) && isLeft(event) && administration.administers(caller, event.owner());
    }

    /** Whether there may be anything that the caller takes over. */
    public boolean mayTakeOverAny(Caller caller) {
        return caller.may(ADMINISTERS_SOME);
    }

    /** Those among the people who have left the city: they work nowhere, and may not sign in as somebody may who never has. */
    public Set<PersonId> gone(Collection<PersonId> people) {
        var known = directory.people(people);
        var nowhere = people.stream()
                .filter(known::containsKey)
                .filter(person -> known.get(person).sectionId().isEmpty())
                .collect(Collectors.toSet());
        if (!nowhere.isEmpty()) {
            nowhere.removeAll(callers.absent(nowhere).keySet());
        }
        return nowhere;
    }

    private boolean isLeft(Event event) {
        if (event.owner().kind() == GroupId.Kind.PERSON) {
            return !event.visibility().equals("private")
                    && !gone(List.of(new PersonId(event.owner().targetId()))).isEmpty();
        }
        return event.visibility().equals("private")
                && section(event.createdBy())
                        .filter(section -> section == event.owner().targetId())
                        .isEmpty();
    }

    private Optional<Long> section(PersonId person) {
        return Optional.ofNullable(directory.people(List.of(person)).get(person))
                .flatMap(known -> known.sectionId());
    }
}
