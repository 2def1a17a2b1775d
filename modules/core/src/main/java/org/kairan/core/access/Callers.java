package org.kairan.core.access;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
}
