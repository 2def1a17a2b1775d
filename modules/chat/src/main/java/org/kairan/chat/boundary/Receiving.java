package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Personal;
import org.kairan.chat.entity.Receipts;
import org.kairan.chat.entity.Receipts.Moved;
import org.kairan.chat.entity.Room.Kind;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;

/** Notes who has read up to where. Each step is a transaction of its own, since whether all have read can be told only when the last reading is committed. */
@ApplicationScoped
public class Receiving {

    @Inject
    Rooms rooms;

    @Inject
    Members members;

    @Inject
    Membership membership;

    @Inject
    Receipts receipts;

    @Inject
    Personal personal;

    @Inject
    RoomLog log;

    /** Moves the caller's receipt; it never goes back. */
    @Transactional
    public Optional<Moved> read(Caller caller, long room, long seq) {
        var place = rooms.place(room, caller).orElseThrow(NotFound::new);
        if (seq < 0) {
            throw Refused.invalid("core.invalid");
        }
        var moved = receipts.move(place.room().id(), caller.person(), seq);
        var cleared = personal.unreadFrom(room, caller.person(), OptionalLong.empty());
        if (moved.isPresent() || cleared) {
            log.mine(caller.person(), room);
        }
        return moved;
    }

    /** Notes for messages after {@code from} up to {@code to} that all have read them, if they have. */
    @Transactional
    public List<Long> settle(long room, long from, long to) {
        return receipts.settle(room, from, to);
    }

    /** Lets somebody go by their own will or that of who leads the room. */
    @Transactional
    public Optional<Moved> leave(Caller caller, long room, PersonId person) {
        var place = rooms.place(room, caller).orElseThrow(NotFound::new);
        var own = person.equals(caller.person());
        if (!own && !RoomPolicy.mayManage(place.room(), place.member(), caller)) {
            throw new NotFound();
        }
        if (place.room().kind() == Kind.DIRECT
                || members.present(room).stream().anyMatch(m -> m.person().equals(person) && m.byRule())) {
            throw Refused.conflict("chat.cannot-leave");
        }
        var lowest = receipts.lowest(room);
        var gone = membership.leave(room, Set.of(person), false, Optional.of(caller.person()));
        return gone.isEmpty()
                ? Optional.empty()
                : Optional.of(new Moved(lowest, place.room().seq()));
    }
}
