package org.kairan.core.time;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.kairan.core.access.Caller;
import org.kairan.core.people.PersonId;

/**
 * Tells what people are engaged in, as far as a reader may know it; an SPI, found by CDI.
 *
 * <p>Whoever implements it fires {@link EngagementsChanged} when the present day has changed for somebody.
 */
public interface Engagements {

    /**
     * A time that somebody's calendar takes, or a time at which they work elsewhere.
     *
     * @param from with the way there
     * @param until exclusive, with the way back
     * @param allDay whole days
     * @param kind {@code meeting}, {@code trip}, {@code out}, {@code leave}, {@code telework}, {@code visitor} or {@code other}; empty where the reader may know no more than that the time is taken
     * @param place empty if none is told, or none may be known
     */
    record Engagement(
            PersonId person,
            Instant from,
            Instant until,
            boolean allDay,
            Optional<String> kind,
            Optional<String> place) {}

    /** Gives what these people are engaged in between two instants (the second exclusive), asked of the database in one statement whatever their number. */
    List<Engagement> between(Collection<PersonId> people, Instant from, Instant until, Caller reader);
}
