package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.kairan.core.people.Delegations;
import org.kairan.core.people.PersonId;
import org.kairan.organization.entity.Rosters;

/** Answers other modules' questions about who acts for whom from today's roster. */
@ApplicationScoped
public class RosterDelegations implements Delegations {

    @Inject
    Rosters rosters;

    @Override
    public boolean actsFor(PersonId delegate, PersonId person) {
        return principalsOf(delegate).contains(person);
    }

    @Override
    public Set<PersonId> principalsOf(PersonId delegate) {
        return rosters.today().principals(delegate);
    }
}
