package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.kairan.calendar.entity.Whereabouts;
import org.kairan.core.access.Caller;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.Engagements;

/** Answers other modules' questions about what people do from what stands in their calendars; who may see what is the calendar's rule. */
@ApplicationScoped
public class CalendarEngagements implements Engagements {

    @Inject
    Whereabouts whereabouts;

    @Override
    public List<Engagement> between(Collection<PersonId> people, Instant from, Instant until, Caller reader) {
        return people.isEmpty() ? List.of() : whereabouts.between(people, from, until, reader);
    }
}
