package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.entity.Proposal;
import org.kairan.calendar.entity.Series;
import org.kairan.core.ActivityType;
import org.kairan.core.Ref;
import org.kairan.core.activity.Activity;
import org.kairan.core.activity.Seen;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.search.Changed;

/** Tells people and open pages what has happened to a proposal, in the transaction in which it happens: once for all its slots. */
@ApplicationScoped
public class ProposalNews {

    @Inject
    Event<Object> events;

    void asked(Proposal proposal, Collection<Series> slots, Collection<PersonId> people, PersonId by) {
        hint(proposal, slots);
        tell(CalendarModule.ASKED, CalendarModule.proposal(proposal.id()), people, by, Map.of());
    }

    /** Tells those who came into it and, if the times are others now, those who stay; to those who are no longer in it there is no such proposal. */
    void changed(
            Proposal proposal, Collection<Series> before, Collection<Series> after, boolean timesChanged, PersonId by) {
        var came = people(before);
        var asked = new LinkedHashSet<>(people(after));
        hint(proposal, before);
        hint(proposal, after);
        if (!timesChanged) {
            asked.removeAll(came);
        }
        tell(CalendarModule.ASKED, CalendarModule.proposal(proposal.id()), asked, by, Map.of());
    }

    void confirmed(Proposal proposal, Collection<Series> slots, Series chosen, PersonId by) {
        hint(proposal, slots);
        events.fire(new Changed(
                CalendarModule.ID, CalendarModule.EVENT, chosen.event().id()));
        tell(
                CalendarModule.CONFIRMED,
                CalendarModule.event(chosen.event().id()),
                chosen.people(),
                by,
                Map.of("when", Listings.start(chosen.event().content()).replace('T', ' ')));
    }

    void withdrawn(Proposal proposal, Collection<Series> slots, PersonId by) {
        hint(proposal, slots);
        tell(CalendarModule.WITHDRAWN, CalendarModule.proposal(proposal.id()), people(slots), by, Map.of());
    }

    /** Nobody has done it, and whoever waits for it sees it on the page: no notice. */
    void lapsed(Proposal proposal, Collection<Series> slots) {
        hint(proposal, slots);
    }

    void answered(Proposal proposal, Collection<Series> slots, PersonId by) {
        events.fire(new Seen(CalendarModule.proposal(proposal.id()), by));
        hint(proposal, slots);
    }

    private void hint(Proposal proposal, Collection<Series> slots) {
        var groups =
                slots.stream().flatMap(slot -> Telling.groups(slot).stream()).collect(Collectors.toSet());
        groups.add(GroupId.person(proposal.createdBy()));
        events.fire(new Hint(Audience.of(groups), "calendar.changed", CalendarModule.proposal(proposal.id())));
    }

    private void tell(
            ActivityType type, Ref subject, Collection<PersonId> people, PersonId by, Map<String, String> args) {
        if (!people.isEmpty()) {
            events.fire(new Activity(
                    type.name(),
                    subject,
                    by,
                    Audience.of(people.stream().map(GroupId::person).toList()),
                    args));
        }
    }

    static Set<PersonId> people(Collection<Series> slots) {
        return slots.stream()
                .flatMap(slot -> slot.people().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
