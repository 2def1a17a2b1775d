package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.kairan.chat.ChatModule;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Room;
import org.kairan.core.ActivityType;
import org.kairan.core.activity.Activity;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.CityTime;

/** Tells what in chat is worth a notice, to those only who are in the room. */
@ApplicationScoped
public class Activities {

    @Inject
    Members members;

    @Inject
    Directory directory;

    @Inject
    Event<Activity> activities;

    @Inject
    Clock clock;

    /** A message has come; who is named in it, and the other one in a room of two, may want to know. */
    void sent(Room room, Message message, Set<String> named) {
        if (room.kind() == Room.Kind.DIRECT) {
            room.pair()
                    .map(pair -> pair.other(message.sender()))
                    .ifPresent(other -> tell(ChatModule.WRITTEN, message, message.sender(), Set.of(other)));
        } else if (message.ackBy().isPresent()) {
            tell(ChatModule.ACK_ASKED, message, message.sender(), present(room));
        } else if (!named.isEmpty()) {
            tell(ChatModule.MENTIONED, message, message.sender(), named(room, named));
        }
    }

    private Set<PersonId> present(Room room) {
        return members.present(room.id()).stream().map(Member::person).collect(Collectors.toSet());
    }

    private Set<PersonId> named(Room room, Set<String> named) {
        var present = present(room);
        if (named.contains("all")) {
            return present;
        }
        var meant = new HashSet<PersonId>();
        named.stream()
                .filter(target -> target.startsWith("person:"))
                .forEach(target -> meant.add(
                        new PersonId(GroupId.parse(target).orElseThrow().targetId())));
        var groups = Sending.groups(named);
        if (!groups.isEmpty()) {
            directory.members(Audience.of(groups), CityTime.today(clock)).stream()
                    .map(Person::id)
                    .forEach(meant::add);
        }
        meant.retainAll(present);
        return meant;
    }

    void tell(ActivityType type, Message message, PersonId actor, Collection<PersonId> people) {
        var others = people.stream()
                .filter(person -> !person.equals(actor))
                .map(GroupId::person)
                .toList();
        if (!others.isEmpty()) {
            activities.fire(
                    new Activity(type.name(), ChatModule.message(message.id()), actor, Audience.of(others), Map.of()));
        }
    }
}
