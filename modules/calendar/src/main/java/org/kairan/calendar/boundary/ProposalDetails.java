package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kairan.calendar.boundary.Listings.FacilityRef;
import org.kairan.calendar.boundary.Listings.OwnerRef;
import org.kairan.calendar.boundary.Listings.PersonRef;
import org.kairan.calendar.boundary.ProposalListings.AskedListing;
import org.kairan.calendar.boundary.ProposalListings.ProposalDetail;
import org.kairan.calendar.boundary.ProposalListings.ProposalListing;
import org.kairan.calendar.boundary.ProposalListings.ProposedSlot;
import org.kairan.calendar.control.ProposalPolicy;
import org.kairan.calendar.control.Standing;
import org.kairan.calendar.entity.Attendee;
import org.kairan.calendar.entity.Proposal;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;

/** Shows proposals as their page, a list and a card do. */
@ApplicationScoped
public class ProposalDetails {

    /** Slots that a card has room for. */
    private static final int ON_A_CARD = 4;

    @Inject
    Directory directory;

    @Inject
    Rooms rooms;

    @Inject
    EventDetails details;

    @Inject
    Clock clock;

    /** Shows a proposal with its slots, of which there is at least one. */
    ProposalDetail of(Proposal proposal, List<Series> slots, Caller caller) {
        var asked = asked(slots);
        var ids = new ArrayList<>(asked.keySet());
        ids.add(proposal.createdBy());
        proposal.decidedBy().ifPresent(ids::add);
        var named = directory.people(ids);
        var people = asked.values().stream()
                .filter(attendee -> named.containsKey(attendee.person()))
                .sorted(Comparator.comparing(Attendee::optional)
                        .thenComparing(attendee -> named.get(attendee.person()).kana()))
                .toList();
        var event = slots.get(0).event();
        var content = event.content();
        var isOpen = proposal.state(clock.instant()).equals(Proposal.OPEN);
        return new ProposalDetail(
                proposal.id(),
                new OwnerRef(proposal.owner().toString(), details.name(proposal.owner())),
                content.title(),
                content.place(),
                content.notes(),
                content.kind(),
                event.visibility(),
                proposal.state(clock.instant()),
                proposal.until(),
                proposal.lapsesAt(),
                people.stream()
                        .map(attendee -> new AskedListing(
                                PersonRef.of(named.get(attendee.person())),
                                attendee.optional(),
                                hasLeft(named.get(attendee.person()))))
                        .toList(),
                shown(slots, people, named),
                proposal.event().isPresent() ? Optional.of(proposal.event().getAsLong()) : Optional.empty(),
                isOpen && ProposalPolicy.mayEdit(caller, slots),
                isOpen && ProposalPolicy.mayAnswer(caller, slots),
                proposal.version(),
                PersonRef.of(named.get(proposal.createdBy())),
                proposal.createdAt(),
                proposal.editedAt(),
                proposal.decidedBy().map(named::get).map(PersonRef::of),
                proposal.decidedAt());
    }

    private List<ProposedSlot> shown(List<Series> slots, List<Attendee> people, Map<PersonId, Person> named) {
        var standings = new LinkedHashMap<Series, Standing>();
        slots.forEach(slot -> standings.put(slot, standing(slot, named)));
        var best = slots.stream()
                .sorted(Comparator.comparing((Series slot) -> standings.get(slot), Standing.BEST)
                        .thenComparing(slot -> slot.event().content().start()))
                .toList();
        var held = rooms.find(slots.stream()
                .flatMap(slot -> slot.event().content().rooms().stream())
                .collect(Collectors.toSet()));
        return slots.stream()
                .map(slot -> {
                    var content = slot.event().content();
                    var answers = new HashMap<PersonId, String>();
                    slot.attendees(Optional.empty()).forEach(one -> answers.put(one.person(), one.answer()));
                    var standing = standings.get(slot);
                    return new ProposedSlot(
                            slot.event().id(),
                            Listings.start(content),
                            Listings.end(content),
                            rooms(content.rooms(), held),
                            people.stream()
                                    .map(one -> answers.getOrDefault(one.person(), "absent"))
                                    .toList(),
                            standing.accepted(),
                            standing.tentative(),
                            standing.declined(),
                            standing.none(),
                            standing.rank().name().toLowerCase(Locale.ROOT),
                            best.indexOf(slot) + 1);
                })
                .toList();
    }

    private static List<FacilityRef> rooms(List<Long> ids, Map<Long, Room> held) {
        return ids.stream()
                .map(held::get)
                .map(room -> new FacilityRef(room.id(), room.name(), room.building()))
                .toList();
    }

    /** Who has left answers no more, and is not waited for. */
    private static Standing standing(Series slot, Map<PersonId, Person> named) {
        return Standing.of(slot.attendees(Optional.empty()).stream()
                .filter(one -> named.containsKey(one.person()) && !hasLeft(named.get(one.person())))
                .toList());
    }

    private static boolean hasLeft(Person person) {
        return person.sectionId().isEmpty();
    }

    private static Map<PersonId, Attendee> asked(Collection<Series> slots) {
        var asked = new LinkedHashMap<PersonId, Attendee>();
        slots.forEach(slot ->
                slot.attendees(Optional.empty()).forEach(attendee -> asked.putIfAbsent(attendee.person(), attendee)));
        return asked;
    }

    /** Shows proposals in a list, each with its slots. */
    List<ProposalListing> listed(Map<Proposal, List<Series>> proposals, Caller caller) {
        var named = directory.people(
                proposals.keySet().stream().map(Proposal::createdBy).collect(Collectors.toSet()));
        return proposals.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> listed(entry.getKey(), entry.getValue(), named, caller))
                .toList();
    }

    private ProposalListing listed(Proposal proposal, List<Series> slots, Map<PersonId, Person> named, Caller caller) {
        var content = slots.get(0).event().content();
        var state = proposal.state(clock.instant());
        var waiting = slots.stream()
                .flatMap(slot -> slot.attendees(Optional.empty()).stream())
                .filter(attendee -> attendee.answer().equals(Attendee.NO_ANSWER))
                .map(Attendee::person)
                .collect(Collectors.toSet());
        var asked = asked(slots).keySet();
        return new ProposalListing(
                proposal.id(),
                content.title(),
                content.kind(),
                state,
                PersonRef.of(named.get(proposal.createdBy())),
                Listings.start(content),
                Listings.start(slots.get(slots.size() - 1).event().content()),
                slots.size(),
                asked.size(),
                (int) asked.stream().filter(person -> !waiting.contains(person)).count(),
                state.equals(Proposal.OPEN) && waiting.contains(caller.person()),
                proposal.lapsesAt(),
                proposal.event().isPresent() ? Optional.of(proposal.event().getAsLong()) : Optional.empty());
    }

    /** The best slots with how many have said ○, △ and ×, in signs that need no language. */
    String counted(List<Series> slots) {
        var named = directory.people(asked(slots).keySet());
        var shown = slots.stream()
                .sorted(Comparator.comparing((Series slot) -> standing(slot, named), Standing.BEST)
                        .thenComparing(slot -> slot.event().content().start()))
                .limit(ON_A_CARD)
                .map(slot -> {
                    var standing = standing(slot, named);
                    var start = slot.event().content().start();
                    return String.format(
                            Locale.ROOT,
                            "%d/%d %d:%02d ○%d △%d ×%d",
                            start.getMonthValue(),
                            start.getDayOfMonth(),
                            start.getHour(),
                            start.getMinute(),
                            standing.accepted(),
                            standing.tentative(),
                            standing.declined());
                })
                .collect(Collectors.joining(" / "));
        return slots.size() > ON_A_CARD ? shown + " / +" + (slots.size() - ON_A_CARD) : shown;
    }
}
