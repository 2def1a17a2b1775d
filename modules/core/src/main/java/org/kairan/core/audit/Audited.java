package org.kairan.core.audit;

import java.util.Map;
import java.util.Optional;
import org.kairan.core.Ref;
import org.kairan.core.people.PersonId;

/**
 * Tells, in the transaction in which it happens, of an act that must be accounted for: signing in, administration, a change of rights, an export, a look at who has read. Fire it last: whoever keeps the record
 * lets one transaction at a time append to it.
 *
 * @param act the module's id, a dot and what was done: {@code board.readers-exported}; its text is the module's {@code audit.readers-exported}
 * @param by who did it; empty if nobody who is known
 * @param details plain texts, no content and no secret
 * @param from where it came from, if the act is not done within the request that asked for it
 * @param behalf for whom they did it, as their delegate
 */
public record Audited(
        String act,
        Optional<PersonId> by,
        Optional<Ref> subject,
        Map<String, String> details,
        Optional<Source> from,
        Optional<PersonId> behalf) {

    public Audited(
            String act,
            Optional<PersonId> by,
            Optional<Ref> subject,
            Map<String, String> details,
            Optional<Source> from) {
        this(act, by, subject, details, from, Optional.empty());
    }

    public Audited(String act, Optional<PersonId> by, Optional<Ref> subject, Map<String, String> details) {
        this(act, by, subject, details, Optional.empty());
    }
}
