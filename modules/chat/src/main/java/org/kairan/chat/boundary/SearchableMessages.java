package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.control.Texts;
import org.kairan.chat.entity.Findings;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.ModuleId;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.search.Searchable;

/** Lets messages be found by those who are in their rooms: a circle where all of them see everything, one by one in groups, where who came later does not. */
@ApplicationScoped
public class SearchableMessages implements Searchable {

    @Inject
    Findings findings;

    @Inject
    Members members;

    @Inject
    Rooms rooms;

    @Override
    public ModuleId module() {
        return ChatModule.ID;
    }

    @Override
    public String kind() {
        return ChatModule.MESSAGE;
    }

    @Override
    public List<Entry> entries(Collection<Long> ids) {
        var messages = findings.messages(ids);
        var talked =
                findings.rooms(messages.stream().map(Message::room).distinct().toList());
        Map<Long, List<Member>> present = new HashMap<>();
        var entries = new ArrayList<Entry>();
        for (var message : messages) {
            var room = talked.get(message.room());
            var readers = room.kind() == Room.Kind.GROUP
                    ? readers(room, message, present.computeIfAbsent(room.id(), members::present))
                    : Set.of(circle(room.id()));
            if (!readers.isEmpty() && !message.text().isBlank()) {
                entries.add(new Entry(
                        ChatModule.message(message.id()),
                        readers,
                        "",
                        List.of(),
                        Texts.words(message.text()),
                        Listings.boxed(room.section()),
                        message.at()));
            }
        }
        return entries;
    }

    private static GroupId circle(long room) {
        return GroupId.circle(ChatModule.room(room).toString());
    }

    private static Set<GroupId> readers(Room room, Message message, List<Member> present) {
        return present.stream()
                .filter(member -> message.seq() > RoomPolicy.visibleFrom(room, member))
                .map(member -> GroupId.person(member.person()))
                .collect(Collectors.toSet());
    }

    @Override
    public Set<GroupId> circles(Caller caller) {
        return rooms.ids(caller).stream().map(SearchableMessages::circle).collect(Collectors.toSet());
    }

    @Override
    public List<Long> ids(long id, int limit) {
        return findings.ids(id, limit);
    }
}
