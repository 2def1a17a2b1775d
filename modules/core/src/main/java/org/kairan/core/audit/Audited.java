package org.kairan.core.audit;

import java.util.Map;
import java.util.Optional;
import org.kairan.core.Ref;
import org.kairan.core.people.PersonId;

/**
 * Tells, in the transaction in which it happens, of an act that must be accounted for: signing in, administration, a change of rights, an export, a look at who has read. When and from where is noted by whoever keeps the record.
 *
 * @param act the module's id, a dot and what was done: {@code board.readers-exported}
 * @param by who did it; empty if nobody who is known
 * @param details plain texts, no content and no secret
 */
public record Audited(String act, Optional<PersonId> by, Optional<Ref> subject, Map<String, String> details) {}
