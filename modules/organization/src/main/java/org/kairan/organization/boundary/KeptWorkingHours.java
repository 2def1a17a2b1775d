package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.WorkingHours;
import org.kairan.core.time.WorkingWeek;
import org.kairan.organization.entity.WorkingPatterns;

/** Answers other modules' questions about who works when. */
@ApplicationScoped
public class KeptWorkingHours implements WorkingHours {

    @Inject
    WorkingPatterns patterns;

    @Override
    public Map<PersonId, WorkingWeek> of(Collection<PersonId> people) {
        var own = patterns.of(people);
        var weeks = new HashMap<PersonId, WorkingWeek>();
        people.forEach(person -> weeks.put(person, own.getOrDefault(person, WorkingWeek.USUAL)));
        return weeks;
    }
}
