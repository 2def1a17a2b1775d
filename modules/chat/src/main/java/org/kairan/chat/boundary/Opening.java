package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import org.kairan.chat.ChatModule;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Openings;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.activity.Activity;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;

/** Tells a meeting's members, once, that it has opened. */
@ApplicationScoped
public class Opening {

    @Inject
    Openings openings;

    @Inject
    Rooms rooms;

    @Inject
    Members members;

    @Inject
    Event<Activity> activities;

    List<Long> untold() {
        return openings.untold();
    }

    @Transactional
    public void tell(long id) {
        var room = rooms.hold(id);
        if (room.isEmpty() || !openings.tell(id)) {
            return;
        }
        var invited = members.present(id).stream()
                .map(member -> GroupId.person(member.person()))
                .toList();
        activities.fire(new Activity(
                ChatModule.MEETING_OPENED.name(),
                ChatModule.room(id),
                room.get().createdBy(),
                Audience.of(invited),
                Map.of()));
    }
}
