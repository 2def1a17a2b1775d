package org.kairan.core.time;

import java.util.Collection;
import java.util.Map;
import org.kairan.core.people.PersonId;

/** Answers when people work, in the city's wall time: as was said for them, else as most do. */
public interface WorkingHours {

    /** Gives the week of each of these people, whoever they are. */
    Map<PersonId, WorkingWeek> of(Collection<PersonId> people);
}
