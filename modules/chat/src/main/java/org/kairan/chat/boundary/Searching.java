package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.kairan.chat.ChatModule;
import org.kairan.chat.entity.Reindexing;
import org.kairan.chat.entity.Room;
import org.kairan.core.search.Changed;

/** Keeps what may be found in step with who is in a room: the newest messages with the change itself, a long history some at a time behind it. */
@ApplicationScoped
public class Searching {

    private static final int AT_ONCE = 500;

    @Inject
    Reindexing reindexing;

    @Inject
    Event<Changed> changes;

    /** Other people are in a room now, in the caller's transaction; where readers are a circle that is all. */
    void othersIn(Room room) {
        if (room.kind() == Room.Kind.GROUP) {
            reindexing.add(room.id());
        }
    }

    /** Tells the search of some messages, in a transaction of its own; false when there are no more. */
    @Transactional
    public boolean goOn() {
        var ids = reindexing.next(AT_ONCE);
        ids.forEach(id -> changes.fire(new Changed(ChatModule.ID, ChatModule.MESSAGE, id)));
        return !ids.isEmpty() || !reindexing.isEmpty();
    }
}
