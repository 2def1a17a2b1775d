package org.kairan.core.time;

import java.util.Set;
import org.kairan.core.people.PersonId;

/** Tells, in the transaction in which it happens, that what these people are engaged in on the present day may be another. */
public record EngagementsChanged(Set<PersonId> people) {

    public EngagementsChanged {
        people = Set.copyOf(people);
    }
}
