package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kairan.calendar.boundary.Listings.NewEvent;
import org.kairan.calendar.boundary.ProposalListings.NewProposal;
import org.kairan.calendar.boundary.ProposalListings.NewSlot;
import org.kairan.calendar.control.Edits.Invited;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.CityTime;

/** Reads what clients say of proposals, and refuses what cannot be. */
@ApplicationScoped
public class ProposalForms {

    static final int SLOTS_MIN = 2;
    static final int SLOTS_MAX = 20;

    /** A slot that was found to be right in itself. */
    record Time(Optional<Long> id, Content content) {}

    /** A request that was found to be right in itself, but for its rooms. */
    record Checked(
            GroupId owner,
            String visibility,
            List<Time> slots,
            List<Invited> invited,
            Optional<LocalDate> until,
            Instant lapsesAt) {

        /** All rooms that are wanted for one of the slots. */
        Set<Long> rooms() {
            return slots.stream()
                    .flatMap(slot -> slot.content().rooms().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        byte[] hash() {
            try {
                return MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    @Inject
    EventForms forms;

    @Inject
    Rooms rooms;

    @Inject
    Clock clock;

    /**
     * Checks a request.
     *
     * @param before the owner of a proposal that is edited, and stays it; empty for a new one
     * @param staying people who are asked already, and may stay although they have left
     * @param known the slots that there are, by their numbers
     */
    Checked check(
            NewProposal in, Caller caller, Optional<GroupId> before, Set<PersonId> staying, Map<Long, Content> known) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        if (in.slots().size() < SLOTS_MIN || in.slots().size() > SLOTS_MAX) {
            throw Refused.invalid("calendar.slots-count", Map.of("min", SLOTS_MIN, "max", SLOTS_MAX));
        }
        var times = new ArrayList<Time>();
        var named = new HashSet<Long>();
        EventForms.Checked first = null;
        for (var slot : in.slots()) {
            if (slot == null || !slot.id().stream().allMatch(id -> known.containsKey(id) && named.add(id))) {
                throw Refused.invalid("calendar.slot-unknown");
            }
            var checked = forms.check(event(in, slot, first == null), caller, before, staying);
            first = first == null ? checked : first;
            times.add(new Time(slot.id(), checked.content()));
        }
        apart(times);
        ahead(times, known);
        var until = until(in);
        return new Checked(first.owner(), first.visibility(), times, first.invited(), until, lapsesAt(times, until));
    }

    /** What a slot is as an event; who is asked is the same for all, and checked once. */
    private static NewEvent event(NewProposal in, NewSlot slot, boolean withPeople) {
        return new NewEvent(
                in.owner(),
                in.title(),
                in.place(),
                in.notes(),
                in.kind(),
                in.visibility(),
                slot.start(),
                slot.end(),
                false,
                false,
                Optional.empty(),
                "none",
                0,
                0,
                withPeople ? in.attendees() : List.of(),
                slot.rooms());
    }

    /** The same time is not proposed twice, and a room that is wanted for two of them must be free between them to be made ready. */
    private void apart(List<Time> slots) {
        var held = rooms.find(
                slots.stream().flatMap(slot -> slot.content().rooms().stream()).collect(Collectors.toSet()));
        for (var i = 0; i < slots.size(); i++) {
            for (var k = i + 1; k < slots.size(); k++) {
                var one = slots.get(i).content();
                var other = slots.get(k).content();
                if (one.start().equals(other.start()) && one.end().equals(other.end())) {
                    throw Refused.invalid("calendar.slots-same");
                }
                for (var room : one.rooms()) {
                    if (other.rooms().contains(room) && meet(one, other, held.get(room))) {
                        throw Refused.invalid(
                                "calendar.slots-share-room",
                                Map.of("room", held.get(room).name()));
                    }
                }
            }
        }
    }

    private static boolean meet(Content one, Content other, Room room) {
        return one.start().minusMinutes(room.setup()).isBefore(other.end())
                && other.start().minusMinutes(room.setup()).isBefore(one.end());
    }

    private void ahead(List<Time> slots, Map<Long, Content> known) {
        var now = Scheduling.local(clock.instant());
        for (var slot : slots) {
            var content = slot.content();
            var stays = slot.id()
                    .map(known::get)
                    .filter(was ->
                            was.start().equals(content.start()) && was.end().equals(content.end()))
                    .isPresent();
            if (!stays && !content.end().isAfter(now)) {
                throw Refused.invalid("calendar.slot-past");
            }
        }
    }

    private Optional<LocalDate> until(NewProposal in) {
        var until = in.until().filter(text -> !text.isBlank()).map(EventForms::day);
        if (until.filter(day -> day.isBefore(CityTime.today(clock))).isPresent()) {
            throw Refused.invalid("calendar.until-past");
        }
        return until;
    }

    private static Instant lapsesAt(List<Time> slots, Optional<LocalDate> until) {
        var last = slots.stream()
                .map(slot -> slot.content().end().atZone(CityTime.ZONE).toInstant())
                .max(Instant::compareTo)
                .orElseThrow();
        return until.map(day -> day.plusDays(1).atStartOfDay(CityTime.ZONE).toInstant())
                .filter(end -> end.isBefore(last))
                .orElse(last);
    }
}
