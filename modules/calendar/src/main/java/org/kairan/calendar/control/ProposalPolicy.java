package org.kairan.calendar.control;

import java.util.Collection;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Proposal;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;

/**
 * Says who may see and do what with a proposal: those who are asked, whose it is, and who may change its slots.
 *
 * <p>All others see of it what {@link EventPolicy} lets them see of its slots.
 */
public final class ProposalPolicy {

    private ProposalPolicy() {}

    public static boolean maySee(Caller caller, Proposal proposal, Collection<Series> slots) {
        return proposal.createdBy().equals(caller.person())
                || slots.stream()
                        .anyMatch(
                                slot -> EventPolicy.isMine(caller, slot) || EventPolicy.mayEdit(caller, slot.event()));
    }

    public static boolean mayEdit(Caller caller, Collection<Series> slots) {
        return !slots.isEmpty()
                && slots.stream().map(Series::event).allMatch((Event event) -> EventPolicy.mayEdit(caller, event));
    }

    public static boolean mayAnswer(Caller caller, Collection<Series> slots) {
        return slots.stream().anyMatch(slot -> EventPolicy.mayAnswer(caller, slot));
    }
}
