package org.kairan.core.people;

import java.util.Set;

/**
 * Answers who acts for whom today, in the city's zone: delegates whom a person has named, by name or by a title within their section, a secretary say. Nobody acts for themselves, for somebody who has left, or for
 * those for whom somebody acts for whom they act.
 *
 * <p>Of the caller the same is known without asking: they hold {@link GroupId#delegates(PersonId)}.
 */
public interface Delegations {

    /** Whether the one acts for the other today. */
    boolean actsFor(PersonId delegate, PersonId person);

    /** Gives those for whom somebody acts today. */
    Set<PersonId> principalsOf(PersonId delegate);
}
