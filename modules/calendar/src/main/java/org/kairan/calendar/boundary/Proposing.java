package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kairan.calendar.boundary.ProposalForms.Checked;
import org.kairan.calendar.boundary.ProposalForms.Time;
import org.kairan.calendar.boundary.ProposalListings.AnswersEdit;
import org.kairan.calendar.boundary.ProposalListings.Confirmation;
import org.kairan.calendar.boundary.ProposalListings.NewProposal;
import org.kairan.calendar.boundary.ProposalListings.SlotAnswer;
import org.kairan.calendar.control.Edits;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.control.ProposalPolicy;
import org.kairan.calendar.entity.Attendee;
import org.kairan.calendar.entity.Booking;
import org.kairan.calendar.entity.Bookings;
import org.kairan.calendar.entity.Change;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.History;
import org.kairan.calendar.entity.Proposal;
import org.kairan.calendar.entity.Proposals;
import org.kairan.calendar.entity.Rooms;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.CityTime;

/**
 * Makes, changes and decides proposals within the transaction of whoever asks for it.
 *
 * <p>All who want more than one thing take the rooms first, in the order of their numbers, then the proposal, then its slots.
 */
@ApplicationScoped
public class Proposing {

    private static final Set<String> ANSWERS = Set.of(Attendee.NO_ANSWER, "accepted", Attendee.DECLINED, "tentative");

    @Inject
    Proposals proposals;

    @Inject
    Events events;

    @Inject
    Rooms rooms;

    @Inject
    Bookings bookings;

    @Inject
    ProposalForms forms;

    @Inject
    Scheduling scheduling;

    @Inject
    ProposalNews news;

    @Inject
    Asking asking;

    @Inject
    History history;

    @Inject
    Directory directory;

    @Inject
    BusinessDays days;

    @Inject
    Clock clock;

    // ---- what is there

    /** The slots, the earliest first. */
    List<Series> slots(long id) {
        return events.find(proposals.slots(id)).stream()
                .sorted(Comparator.comparing(
                                (Series slot) -> slot.event().content().start())
                        .thenComparing(slot -> slot.event().id()))
                .toList();
    }

    /** Finds a proposal that the caller may see. */
    Proposal visible(long id, Caller caller) {
        return proposals
                .find(id)
                .filter(proposal -> ProposalPolicy.maySee(caller, proposal, slots(id)))
                .orElseThrow(NotFound::new);
    }

    private Proposal mayEdit(long id, Caller caller) {
        var proposal = visible(id, caller);
        if (!ProposalPolicy.mayEdit(caller, slots(id))) {
            throw new NotFound();
        }
        return proposal;
    }

    private static void isOf(Proposal proposal, String ifMatch) {
        if (!ifMatch.strip().replace("\"", "").equals(Integer.toString(proposal.version()))) {
            throw Refused.changedMeanwhile();
        }
    }

    private static void isConditional(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "core.condition-required", Map.of(), List.of());
        }
    }

    /** Refuses whatever can be done to an open one only, and says who was faster. */
    private void isOpen(Proposal proposal) {
        var state = proposal.state(clock.instant());
        if (!state.equals(Proposal.OPEN)) {
            var by = proposal.decidedBy()
                    .map(person -> directory.people(List.of(person)).get(person))
                    .map(person -> person.name())
                    .orElse("");
            throw new Refused(Refused.Kind.CONFLICT, "calendar.proposal-" + state, Map.of("name", by), List.of());
        }
    }

    // ---- making and changing

    /** Makes a proposal, or finds the one that the same request has made. */
    long make(NewProposal in, Caller caller, Optional<UUID> key) {
        var checked = forms.check(in, caller, Optional.empty(), Set.of(), Map.of());
        rooms.lock(checked.rooms());
        var made = proposals.make(
                checked.owner(),
                checked.until(),
                checked.lapsesAt(),
                caller.person(),
                key.map(id -> new Events.Request(id, checked.hash())));
        if (made.reused()) {
            throw Refused.invalid("core.request-reused");
        }
        if (!made.repeated()) {
            for (var slot : checked.slots()) {
                add(made.id(), slot.content(), checked, caller.person(), caller);
            }
            var slots = slots(made.id());
            news.asked(
                    proposals.find(made.id()).orElseThrow(NotFound::new),
                    slots,
                    ProposalNews.people(slots),
                    caller.person());
        }
        return made.id();
    }

    private void add(long proposal, Content content, Checked checked, PersonId owner, Caller caller) {
        var event = new Event(
                0,
                checked.owner(),
                content,
                checked.visibility(),
                CityTime.ZONE,
                Optional.empty(),
                Optional.empty(),
                "none",
                scheduling.window().until(),
                OptionalLong.empty(),
                1,
                owner,
                clock.instant(),
                Optional.empty(),
                Optional.empty());
        var draft = new Series(
                event.expanded(scheduling.writtenUntil(event)),
                List.of(),
                checked.invited().stream()
                        .map(one -> Attendee.invited(one.person(), one.optional()))
                        .toList());
        var id = events.make(draft, Optional.empty()).id();
        proposals.hold(proposal, id);
        scheduling.place(events.find(id).orElseThrow(NotFound::new), List.of(), caller);
        history.add(id, caller.person(), "made", "all", Optional.empty(), List.of());
    }

    /** Changes a proposal: slots that stay keep their answers unless their time changes, those that are missing are let go. */
    void edit(long id, NewProposal in, Caller caller, String ifMatch) {
        mayEdit(id, caller);
        isConditional(ifMatch);
        var seen = slots(id);
        var checked = forms.check(
                in, caller, Optional.of(seen.get(0).event().owner()), ProposalNews.people(seen), contents(seen));
        rooms.lock(checked.rooms());
        proposals.lock(id);
        var proposal = mayEdit(id, caller);
        isOpen(proposal);
        isOf(proposal, ifMatch);
        var before = slots(id);
        var known =
                before.stream().collect(Collectors.toMap(slot -> slot.event().id(), Function.identity()));
        var staying =
                checked.slots().stream().flatMap(slot -> slot.id().stream()).collect(Collectors.toSet());
        var dropped = before.stream()
                .filter(slot -> !staying.contains(slot.event().id()))
                .toList();
        free(dropped, caller.person());
        proposals.free(ids(dropped), clock.instant());
        asking.withdraw(ids(dropped));
        var held = new HashMap<Long, List<Booking>>();
        // All of them first: they may change places.
        for (var slot : staying) {
            held.put(slot, scheduling.held(slot));
            bookings.release(slot, java.time.LocalDate.EPOCH);
        }
        for (var slot : checked.slots()) {
            if (slot.id().isPresent()) {
                change(
                        known.get(slot.id().get()),
                        slot,
                        checked,
                        held.get(slot.id().get()),
                        caller);
            } else {
                add(id, slot.content(), checked, proposal.createdBy(), caller);
            }
        }
        proposals.edited(id, checked.until(), checked.lapsesAt());
        var times = checked.slots().stream().map(slot -> span(slot.content())).collect(Collectors.toSet());
        var asksAnew = !times.equals(
                before.stream().map(slot -> span(slot.event().content())).collect(Collectors.toSet()));
        news.changed(proposal, before, slots(id), asksAnew, caller.person());
    }

    private static List<Object> span(Content content) {
        return List.of(content.start(), content.end());
    }

    private static Map<Long, Content> contents(List<Series> slots) {
        return slots.stream()
                .collect(Collectors.toMap(
                        slot -> slot.event().id(), slot -> slot.event().content()));
    }

    private void change(Series slot, Time time, Checked checked, List<Booking> held, Caller caller) {
        var event = slot.event().with(time.content(), checked.visibility(), Optional.empty(), "none");
        var changed = new Edits(days).all(slot, event, checked.invited());
        if (!events.save(changed)) {
            throw Refused.changedMeanwhile();
        }
        scheduling.place(changed, held, caller);
        if (!time.content().equals(slot.event().content())) {
            history.add(
                    event.id(),
                    caller.person(),
                    "changed",
                    "all",
                    Optional.empty(),
                    differences(slot.event().content(), time.content()));
        }
    }

    private static List<Change.Difference> differences(Content was, Content is) {
        var texts = new LinkedHashMap<String, Function<Content, String>>();
        texts.put("title", Content::title);
        texts.put("place", Content::place);
        texts.put("notes", Content::notes);
        texts.put("kind", Content::kind);
        texts.put("start", Listings::start);
        texts.put("end", Listings::end);
        return texts.entrySet().stream()
                .filter(text ->
                        !text.getValue().apply(was).equals(text.getValue().apply(is)))
                .map(text -> new Change.Difference(
                        text.getKey(),
                        text.getValue().apply(was),
                        text.getValue().apply(is)))
                .toList();
    }

    // ---- deciding

    /** Calls a proposal off. */
    void cancel(long id, Caller caller, String ifMatch) {
        mayEdit(id, caller);
        isConditional(ifMatch);
        proposals.lock(id);
        var proposal = mayEdit(id, caller);
        if (proposal.state().equals(Proposal.CANCELLED)) {
            return;
        }
        isOpen(proposal);
        isOf(proposal, ifMatch);
        var slots = slots(id);
        var now = clock.instant();
        proposals.end(id, Proposal.CANCELLED, Optional.of(caller.person()), now);
        free(slots, caller.person());
        proposals.free(ids(slots), now);
        asking.withdraw(ids(slots));
        news.withdrawn(proposal, slots, caller.person());
    }

    /** Makes a slot an event, with the answers that people have given to it, and lets go of the others. */
    void confirm(long id, Confirmation in, Caller caller) {
        mayEdit(id, caller);
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        proposals.lock(id);
        var proposal = mayEdit(id, caller);
        if (proposal.event().isPresent() && proposal.event().getAsLong() == in.slot()) {
            return;
        }
        isOpen(proposal);
        var slots = slots(id);
        var chosen = slots.stream()
                .filter(slot -> slot.event().id() == in.slot())
                .findFirst()
                .orElseThrow(() -> Refused.invalid("calendar.slot-unknown"));
        canBeHeld(chosen.event().content());
        var others = slots.stream().filter(slot -> slot != chosen).toList();
        var now = clock.instant();
        proposals.confirm(id, in.slot(), caller.person(), now);
        scheduling.settled(in.slot());
        history.add(
                in.slot(),
                caller.person(),
                "changed",
                "all",
                Optional.empty(),
                List.of(new Change.Difference("held", "true", "false")));
        free(others, caller.person());
        proposals.free(ids(others), now);
        asking.withdraw(ids(others));
        news.confirmed(proposal, slots, chosen, caller.person());
    }

    /** A room that was taken out of use meanwhile cannot be booked any more: another one must be chosen first. */
    private void canBeHeld(Content content) {
        rooms.find(content.rooms()).values().stream()
                .filter(room -> !room.active())
                .findFirst()
                .ifPresent(room -> {
                    throw new Refused(
                            Refused.Kind.CONFLICT, "calendar.room-retired", Map.of("room", room.name()), List.of());
                });
    }

    private void free(List<Series> slots, PersonId by) {
        slots.forEach(slot -> history.add(slot.event().id(), by, "cancelled", "all", Optional.empty(), List.of()));
    }

    private static List<Long> ids(List<Series> slots) {
        return slots.stream().map(slot -> slot.event().id()).toList();
    }

    // ---- answering

    void answer(long id, AnswersEdit in, Caller caller) {
        visible(id, caller);
        proposals.lock(id);
        var proposal = visible(id, caller);
        var slots = slots(id).stream()
                .collect(Collectors.toMap(
                        slot -> slot.event().id(), Function.identity(), (a, b) -> a, LinkedHashMap::new));
        if (!ProposalPolicy.mayAnswer(caller, slots.values())) {
            throw new NotFound();
        }
        isOpen(proposal);
        check(in, slots, caller);
        var now = clock.instant();
        for (var given : in.answers()) {
            var slot = slots.get(given.slot());
            var before = mine(slot, caller);
            if (!before.answer().equals(given.answer())) {
                var answered = Edits.answered(slot, caller.person(), Optional.empty(), given.answer(), now);
                events.answer(given.slot(), mine(answered, caller));
                scheduling.placeAnswer(answered, caller.person());
                history.add(
                        given.slot(),
                        caller.person(),
                        "answered",
                        "all",
                        Optional.empty(),
                        List.of(new Change.Difference("answer", before.answer(), given.answer())));
            }
        }
        news.answered(proposal, new ArrayList<>(slots.values()), caller.person());
    }

    private static void check(AnswersEdit in, Map<Long, Series> slots, Caller caller) {
        if (in == null || in.answers().isEmpty() || in.answers().size() > ProposalForms.SLOTS_MAX) {
            throw Refused.invalid("core.invalid");
        }
        for (var given : in.answers()) {
            if (given == null || !ANSWERS.contains(String.valueOf(given.answer()))) {
                throw Refused.invalid("core.invalid");
            }
            if (!slots.containsKey(given.slot()) || !EventPolicy.mayAnswer(caller, slots.get(given.slot()))) {
                throw Refused.invalid("calendar.slot-unknown");
            }
        }
        if (in.answers().stream().map(SlotAnswer::slot).distinct().count()
                < in.answers().size()) {
            throw Refused.invalid("core.invalid");
        }
    }

    private static Attendee mine(Series slot, Caller caller) {
        return slot.attendees(Optional.empty()).stream()
                .filter(attendee -> attendee.person().equals(caller.person()))
                .findFirst()
                .orElseThrow(NotFound::new);
    }
}
