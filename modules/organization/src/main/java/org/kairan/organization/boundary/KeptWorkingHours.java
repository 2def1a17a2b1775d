package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.WorkingHours;
import org.kairan.core.time.WorkingWeek;
import org.kairan.organization.entity.Rosters;

/** Answers other modules' questions about who works when, from today's roster. */
@ApplicationScoped
public class KeptWorkingHours implements WorkingHours {

    @Inject
    Rosters rosters;

    @Override
    public Map<PersonId, WorkingWeek> of(Collection<PersonId> people) {
        var roster = rosters.today();
        var weeks = new HashMap<PersonId, WorkingWeek>();
        people.forEach(person -> weeks.put(person, roster.week(person).orElse(WorkingWeek.USUAL)));
        return weeks;
    }
}
