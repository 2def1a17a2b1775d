package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kairan.chat.boundary.Listings.PersonRef;
import org.kairan.chat.control.ChatPolicy;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Member.Role;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Receipts;
import org.kairan.chat.entity.Receipts.Moved;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Callers;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.CityTime;

/** Lets people into rooms and out of them, by hand or as the organization says; visibly, as events of the room. */
@ApplicationScoped
public class Membership {

    /** So many are named in the event itself. */
    private static final int NAMED = 20;

    @Inject
    Rooms rooms;

    @Inject
    Members members;

    @Inject
    Receipts receipts;

    @Inject
    Directory directory;

    @Inject
    Callers callers;

    @Inject
    RoomLog log;

    @Inject
    Searching searching;

    @Inject
    PolicyBook book;

    @Inject
    Clock clock;

    /** Lets people in, those excepted who are in already; gives who has come. */
    Set<PersonId> join(long room, Map<PersonId, Role> people, boolean byRule, Optional<PersonId> actor) {
        var held = rooms.hold(room).orElseThrow(NotFound::new);
        var present = members.present(room).stream().map(Member::person).collect(Collectors.toSet());
        var coming = new LinkedHashSet<>(people.keySet());
        coming.removeAll(present);
        if (coming.isEmpty()) {
            return coming;
        }
        // Whom the organization puts into a room is not for a limit of chat's to keep out.
        var most = byRule ? ChatPolicy.MEMBERS_MOST : book.limits().members();
        if (held.members() + coming.size() > most) {
            throw Refused.invalid("chat.too-many-members", Map.of("max", most));
        }
        var now = clock.instant();
        var advanced = rooms.advance(room, false).orElseThrow();
        for (var role : Role.values()) {
            var some =
                    coming.stream().filter(person -> people.get(person) == role).toList();
            if (!some.isEmpty()) {
                members.join(advanced, some, role, byRule, now);
            }
        }
        rooms.count(room, coming.size());
        log.write(
                advanced,
                new RoomEvent.MemberJoined(named(coming), coming.size(), byRule, held.members() + coming.size()),
                actor,
                now);
        log.mine(coming, room);
        searching.othersIn(held);
        return coming;
    }

    /** Lets people go, those excepted who are not there; a room that loses its last owner gets the one who has been there longest. */
    Set<PersonId> leave(long room, Collection<PersonId> people, boolean byRule, Optional<PersonId> actor) {
        var held = rooms.hold(room).orElseThrow(NotFound::new);
        var present = members.present(room);
        var going = present.stream()
                .map(Member::person)
                .filter(people::contains)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (going.isEmpty()) {
            return going;
        }
        var now = clock.instant();
        var advanced = rooms.advance(room, false).orElseThrow();
        members.leave(advanced, going, now);
        rooms.count(room, -going.size());
        log.write(
                advanced,
                new RoomEvent.MemberLeft(named(going), going.size(), byRule, held.members() - going.size()),
                actor,
                now);
        log.mine(going, room);
        searching.othersIn(held);
        var staying = present.stream().filter(m -> !going.contains(m.person())).toList();
        if (held.kind() != Room.Kind.DIRECT
                && held.kind() != Room.Kind.SECTION
                && staying.stream().noneMatch(m -> m.role() == Role.OWNER)) {
            staying.stream()
                    .filter(m -> !m.byRule())
                    .findFirst()
                    .ifPresent(heir -> role(room, heir.person(), Role.OWNER, Optional.empty()));
        }
        return going;
    }

    /** Gives a member another role. */
    void role(long room, PersonId person, Role role, Optional<PersonId> actor) {
        members.setRole(room, person, role);
        var advanced = rooms.advance(room, false).orElseThrow(NotFound::new);
        log.write(
                advanced, new RoomEvent.RoleChanged(named(List.of(person)).get(0), role.key()), actor, clock.instant());
        log.mine(person, room);
    }

    /** Makes a room's members those whom its rule names today; gives how far those who have left may have kept messages from being read by all. */
    @Transactional
    public Optional<Moved> follow(long room) {
        var held = rooms.hold(room).orElseThrow(NotFound::new);
        if (!held.kind().byRule()) {
            return Optional.empty();
        }
        var lowest = receipts.lowest(room);
        var wanted = wanted(rooms.groups(room));
        var leaving = members.present(room).stream()
                .filter(m -> m.byRule() && !wanted.contains(m.person()))
                .map(Member::person)
                .toList();
        var gone = leave(room, leaving, true, Optional.empty());
        join(
                room,
                wanted.stream().collect(Collectors.toMap(person -> person, any -> Role.MEMBER)),
                true,
                Optional.empty());
        return gone.isEmpty() ? Optional.empty() : Optional.of(new Moved(lowest, held.seq()));
    }

    /** Gives whom a rule names today. */
    Set<PersonId> wanted(Set<GroupId> groups) {
        return directory.members(Audience.of(groups), CityTime.today(clock)).stream()
                .map(Person::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Gives those who are in some room and do not work for the city any more. */
    List<PersonId> gone() {
        var staff = wanted(Set.of(GroupId.EVERYONE));
        var others = new ArrayList<>(members.everywhere());
        others.removeAll(new HashSet<>(staff));
        // The first administrator has no place in the organization, but is there.
        others.removeAll(callers.absent(others).keySet());
        return others;
    }

    @Transactional
    public Optional<Moved> takeOut(long room, PersonId person) {
        var held = rooms.hold(room).orElseThrow(NotFound::new);
        var lowest = receipts.lowest(room);
        var gone = leave(room, Set.of(person), true, Optional.empty());
        return gone.isEmpty() ? Optional.empty() : Optional.of(new Moved(lowest, held.seq()));
    }

    private List<PersonRef> named(Collection<PersonId> people) {
        var some = people.stream().limit(NAMED).toList();
        var known = directory.people(some);
        return some.stream()
                .map(known::get)
                .filter(java.util.Objects::nonNull)
                .map(PersonRef::of)
                .toList();
    }
}
