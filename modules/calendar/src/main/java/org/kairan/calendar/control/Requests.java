package org.kairan.calendar.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kairan.calendar.entity.Approval;
import org.kairan.calendar.entity.Booking;
import org.kairan.calendar.entity.Room;
import org.kairan.core.access.Caller;

/**
 * Says of which rooms an event's owners must be asked, when it is placed anew.
 *
 * <p>All bookings of a room by one event are one request. Who keeps what they had, or gives some of it back, is not asked again; whoever takes another time is.
 */
public final class Requests {

    /** What is to be done about one room. */
    public record Act(long room, What what) {}

    /** {@code KEEP} takes what was said over to an event that was cut from another. */
    public enum What {
        ASK,
        KEEP,
        DROP
    }

    private Requests() {}

    /**
     * Compares what is held with what was.
     *
     * @param rows what the event holds from now on
     * @param held what it held before, or what the series held from which it was cut
     * @param known what was asked for it before
     */
    public static List<Act> acts(
            Collection<Booking> rows,
            Collection<Booking> held,
            Map<Long, Room> rooms,
            Map<Long, Approval> known,
            Caller caller) {
        var before = held.stream().map(Placement::time).collect(Collectors.toSet());
        var wanted = rows.stream().collect(Collectors.groupingBy(Booking::room));
        var acts = new ArrayList<Act>();
        var all = new TreeSet<>(wanted.keySet());
        all.addAll(known.keySet());
        for (var room : all) {
            var bookings = wanted.getOrDefault(room, List.of());
            if (bookings.isEmpty()) {
                // Why a room is not had is still told when it is gone.
                if (!known.get(room).is(Approval.REJECTED)) {
                    acts.add(new Act(room, What.DROP));
                }
            } else if (bookings.stream().map(Placement::time).allMatch(before::contains)) {
                acts.add(new Act(room, What.KEEP));
            } else if (RoomPolicy.mustAsk(caller, rooms.get(room))) {
                acts.add(new Act(room, What.ASK));
            } else if (known.containsKey(room)) {
                acts.add(new Act(room, What.DROP));
            }
        }
        return acts;
    }
}
