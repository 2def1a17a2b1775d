package org.kairan.chat.control;

import java.time.Instant;
import java.util.Optional;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Member.Role;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Place;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.Room.Kind;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.Refused;

/** Says what somebody may see and do in a room in which they are. Who is not in it knows nothing of it. */
public final class RoomPolicy {

    private RoomPolicy() {}

    /** The message after which a member sees what is in the room: who comes into a group later does not see what was said before. */
    public static long visibleFrom(Room room, Member member) {
        return room.kind() == Kind.GROUP ? member.joinedSeq() : 0;
    }

    public static boolean maySee(Place place, Message message) {
        return message.seq() > visibleFrom(place.room(), place.member());
    }

    /** Why nothing can be written in a room by this member; empty if it can. */
    public static Optional<Refused> whyNotPost(Room room, Member member, Instant now) {
        if (room.isClosed(now)) {
            return Optional.of(Refused.conflict("chat.room-closed"));
        } else if (!room.isOpen(now)) {
            return Optional.of(Refused.conflict("chat.room-not-open"));
        } else if (room.kind() == Kind.ANNOUNCEMENT && member.role() == Role.MEMBER) {
            return Optional.of(Refused.conflict("chat.announcement-only"));
        }
        return Optional.empty();
    }

    /** Whether somebody changes a room's settings and members: who made it or leads it, and in a section's room all who belong to the section. */
    public static boolean mayManage(Room room, Member member, Caller caller) {
        if (room.kind() == Kind.DIRECT) {
            return false;
        }
        return member.role() != Role.MEMBER
                || room.kind() == Kind.SECTION
                        && room.section().isPresent()
                        && caller.holds(GroupId.section(room.section().getAsLong()));
    }

    /** Whether somebody may bring others in. */
    public static boolean mayInvite(Room room, Member member, Caller caller) {
        return room.kind() == Kind.GROUP
                || room.kind() == Kind.CONSULTATION
                || room.kind() == Kind.MEETING && mayManage(room, member, caller);
    }

    /** Whether somebody may take a message away: their own, or in a room that they lead. */
    public static boolean mayDelete(Place place, Message message, Caller caller) {
        return message.sender().equals(caller.person()) || mayManage(place.room(), place.member(), caller);
    }
}
