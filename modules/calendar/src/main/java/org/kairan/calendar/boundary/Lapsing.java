package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.Proposal;
import org.kairan.calendar.entity.Proposals;

/** Ends the proposals whose time is over and lets go of what they hold. */
@ApplicationScoped
public class Lapsing {

    private static final int AT_ONCE = 100;

    @Inject
    Proposals proposals;

    @Inject
    Events events;

    @Inject
    ProposalNews news;

    @Inject
    Asking asking;

    @Inject
    Clock clock;

    /** Ends up to 100, within the transaction of whoever wants one of their rooms; gives how many. */
    @Transactional
    public int lapse() {
        var now = clock.instant();
        var due = proposals.due(now, AT_ONCE);
        for (var proposal : due) {
            proposals.lock(proposal.id());
            var slots = events.find(proposals.slots(proposal.id()));
            proposals.end(proposal.id(), Proposal.LAPSED, Optional.empty(), now);
            var held = slots.stream().map(slot -> slot.event().id()).toList();
            proposals.free(held, now);
            asking.withdraw(held);
            news.lapsed(proposal, slots);
        }
        return due.size();
    }
}
