package org.kairan.core.access;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.kairan.core.people.PersonId;

/** Turns what a client shows of its session into a caller; the edge's only way to know who is asking. */
public interface Callers {

    /**
     * Gives the caller of a live session by its secret token; empty if it is unknown, expired, revoked or its person may not sign in any more.
     *
     * @param used whether a person does something with it now, which is noted and puts off the idle limit
     */
    Optional<Caller> byToken(String token, boolean used);

    /** Gives the callers of those among the sessions that are still live, freshly computed. */
    Map<UUID, Caller> bySession(Collection<UUID> sessions);

    /** Gives what these people would be as callers if they signed in now, for what is made for them in their absence, a mail say; without a session, and only those who may sign in. */
    Map<PersonId, Caller> absent(Collection<PersonId> people);
}
