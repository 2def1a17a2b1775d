package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kairan.calendar.boundary.Listings.AttendeeListing;
import org.kairan.calendar.boundary.Listings.EventDetail;
import org.kairan.calendar.boundary.Listings.FacilityRef;
import org.kairan.calendar.boundary.Listings.OwnerRef;
import org.kairan.calendar.boundary.Listings.PersonRef;
import org.kairan.calendar.boundary.Listings.RequestListing;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.control.Succession;
import org.kairan.calendar.entity.Approval;
import org.kairan.calendar.entity.Approvals;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Proposals;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Shows an event as its page does. */
@ApplicationScoped
public class EventDetails {

    @Inject
    Directory directory;

    @Inject
    Rooms rooms;

    @Inject
    Proposals proposals;

    @Inject
    EventFiles files;

    @Inject
    Succession succession;

    @Inject
    Approvals approvals;

    /** Shows an event, or one instance with what it is. */
    EventDetail of(Series series, Content content, Optional<LocalDateTime> recurrence, Caller caller) {
        var event = series.event();
        var attendees = series.attendees(recurrence);
        var ids =
                new ArrayList<PersonId>(attendees.stream().map(a -> a.person()).toList());
        ids.add(event.createdBy());
        var proposal = proposals.of(event.id());
        var mayEdit = event.deletedAt().isEmpty()
                && proposal.isEmpty()
                && (EventPolicy.mayEdit(caller, event) || succession.mayTakeOver(caller, event));
        var behalf = EventPolicy.onBehalfOf(caller.person(), event).filter(person -> mayEdit);
        behalf.ifPresent(ids::add);
        var asked = approvals.of(event.id());
        asked.values().forEach(approval -> approval.decidedBy().ifPresent(ids::add));
        var named = directory.people(ids);
        var all = new ArrayList<>(content.rooms());
        all.addAll(asked.keySet());
        var held = rooms.find(all);
        return new EventDetail(
                event.id(),
                new OwnerRef(event.owner().toString(), name(event.owner())),
                content.title(),
                content.place(),
                content.notes(),
                content.kind(),
                event.visibility(),
                Listings.start(content),
                Listings.end(content),
                content.allDay(),
                content.undecided(),
                event.rule(),
                event.shift(),
                content.travelBefore(),
                content.travelAfter(),
                attendees.stream()
                        .filter(a -> named.containsKey(a.person()))
                        .map(a -> new AttendeeListing(
                                PersonRef.of(named.get(a.person())), a.optional(), a.answer(), a.answeredAt()))
                        .sorted(Comparator.comparing(AttendeeListing::optional)
                                .thenComparing(a -> a.person().kana()))
                        .toList(),
                content.rooms().stream().map(held::get).map(EventDetails::ref).toList(),
                asked.values().stream()
                        .filter(approval -> approval.is(Approval.REJECTED)
                                || content.rooms().contains(approval.room()))
                        .sorted(Comparator.comparingLong(Approval::room))
                        .map(approval -> new RequestListing(
                                ref(held.get(approval.room())),
                                approval.state(),
                                approval.decidedBy().map(named::get).map(PersonRef::of),
                                approval.reason()))
                        .toList(),
                files.of(event.id()),
                event.deletedAt().isEmpty() && EventPolicy.isMine(caller, series),
                mayEdit,
                event.deletedAt().isEmpty()
                        && attendees.stream().anyMatch(a -> a.person().equals(caller.person())),
                attendees.stream()
                        .map(a -> a.person())
                        .filter(person -> event.deletedAt().isEmpty()
                                && !person.equals(caller.person())
                                && named.containsKey(person)
                                && EventPolicy.mayAnswer(caller, series, person))
                        .map(person -> PersonRef.of(named.get(person)))
                        .toList(),
                behalf.map(named::get).map(PersonRef::of),
                event.version(),
                recurrence.map(LocalDateTime::toString),
                event.recurring(),
                Listings.start(event.content()),
                event.deletedAt().isPresent(),
                PersonRef.of(named.get(event.createdBy())),
                event.createdAt(),
                event.editedAt(),
                proposal.isPresent(),
                proposal.filter(id -> EventPolicy.isMine(caller, series) || EventPolicy.mayEdit(caller, event)));
    }

    private static FacilityRef ref(Room room) {
        return new FacilityRef(room.id(), room.name(), room.building());
    }

    /** The names of what an event holds, as the history keeps them. */
    String rooms(Content content) {
        var held = rooms.find(content.rooms());
        return content.rooms().stream().map(id -> held.get(id).name()).collect(Collectors.joining("、"));
    }

    /** The name of a calendar; of a section that is gone there is none. */
    String name(GroupId owner) {
        return owner.kind() == GroupId.Kind.SECTION
                ? directory.sections().getOrDefault(owner.targetId(), "")
                : Optional.ofNullable(directory
                                .people(List.of(new PersonId(owner.targetId())))
                                .get(new PersonId(owner.targetId())))
                        .map(person -> person.name())
                        .orElse("");
    }
}
