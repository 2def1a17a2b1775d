package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.control.ProposalPolicy;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.Proposal;
import org.kairan.calendar.entity.Proposals;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Card;
import org.kairan.core.card.Cards;

/** Shows events and proposals where other modules mention them, to whoever may see them; those that were cancelled to their people, who are told of it by their notices. */
@ApplicationScoped
public class EventCards implements Cards {

    private static final Pattern PAGE = Pattern.compile("/calendar/(events|proposals)/([1-9][0-9]{0,17})");

    @Inject
    Events events;

    @Inject
    Proposals proposals;

    @Inject
    Proposing proposing;

    @Inject
    ProposalDetails details;

    @Override
    public ModuleId module() {
        return CalendarModule.ID;
    }

    @Override
    public Map<Ref, Card> cards(Collection<Ref> refs, Caller caller) {
        var ids = refs.stream()
                .filter(ref -> ref.kind().equals(CalendarModule.EVENT))
                .map(Ref::id)
                .toList();
        var cards = new HashMap<Ref, Card>();
        for (var series : events.find(ids)) {
            if (EventPolicy.mayOpen(caller, series)) {
                var event = series.event();
                var ref = CalendarModule.event(event.id());
                var when = Listings.start(event.content()).replace('T', ' ');
                cards.put(
                        ref,
                        new Card(ref, event.content().title(), Optional.of(when), "/calendar/events/" + event.id()));
            }
        }
        cards.putAll(ofProposals(refs, caller));
        return cards;
    }

    private Map<Ref, Card> ofProposals(Collection<Ref> refs, Caller caller) {
        var ids = refs.stream()
                .filter(ref -> ref.kind().equals(CalendarModule.PROPOSAL))
                .map(Ref::id)
                .toList();
        var cards = new HashMap<Ref, Card>();
        for (var proposal : ids.isEmpty() ? List.<Proposal>of() : proposals.find(ids)) {
            var slots = proposing.slots(proposal.id());
            if (!slots.isEmpty() && ProposalPolicy.maySee(caller, proposal, slots)) {
                var ref = CalendarModule.proposal(proposal.id());
                cards.put(
                        ref,
                        new Card(
                                ref,
                                slots.get(0).event().content().title(),
                                Optional.of(details.counted(slots)),
                                "/calendar/proposals/" + proposal.id()));
            }
        }
        return cards;
    }

    @Override
    public Optional<Ref> at(String path) {
        return Optional.of(PAGE.matcher(path))
                .filter(Matcher::matches)
                .map(page -> page.group(1).equals("events")
                        ? CalendarModule.event(Long.parseLong(page.group(2)))
                        : CalendarModule.proposal(Long.parseLong(page.group(2))));
    }
}
