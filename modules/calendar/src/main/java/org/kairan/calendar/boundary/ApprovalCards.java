package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.control.RoomPolicy;
import org.kairan.calendar.entity.Approval;
import org.kairan.calendar.entity.Approvals;
import org.kairan.calendar.entity.Rooms;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Card;
import org.kairan.core.card.Cards;

/** Shows requests for rooms in notices, to those who decide them, as long as they wait. */
@ApplicationScoped
public class ApprovalCards implements Cards {

    @Inject
    Approvals approvals;

    @Inject
    Rooms rooms;

    @Override
    public ModuleId module() {
        return CalendarModule.ID;
    }

    @Override
    public Map<Ref, Card> cards(Collection<Ref> refs, Caller caller) {
        var asked = approvals
                .find(refs.stream()
                        .filter(ref -> ref.kind().equals(CalendarModule.APPROVAL))
                        .map(Ref::id)
                        .toList())
                .stream()
                .filter(approval -> approval.is(Approval.REQUESTED))
                .toList();
        var known = rooms.find(asked.stream().map(Approval::room).collect(Collectors.toSet()));
        var cards = new HashMap<Ref, Card>();
        for (var approval : asked) {
            var room = known.get(approval.room());
            if (RoomPolicy.owns(caller, room)) {
                var ref = CalendarModule.approval(approval.id());
                cards.put(
                        ref,
                        new Card(
                                ref,
                                room.name(),
                                Optional.of(room.building()).filter(b -> !b.isEmpty()),
                                "/calendar/approvals"));
            }
        }
        return cards;
    }
}
