package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.Tails;
import org.kairan.chat.entity.Ages;
import org.kairan.chat.entity.Attachments;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.audit.Audited;
import org.kairan.core.search.Changed;
import org.kairan.core.storage.Blobs;

/** Removes the eldest messages of one room, some in each transaction, visibly for those who keep copies. */
@ApplicationScoped
public class Removal {

    private static final int AT_ONCE = 500;

    @Inject
    Rooms rooms;

    @Inject
    Ages ages;

    @Inject
    Messages messages;

    @Inject
    Attachments attachments;

    @Inject
    Blobs blobs;

    @Inject
    RoomLog log;

    @Inject
    Tails tails;

    @Inject
    Event<Changed> changes;

    @Inject
    Event<Audited> audited;

    @Inject
    Clock clock;

    /** Removes some from before a time; false when there are no more. */
    @Transactional
    public boolean some(long room, Instant before) {
        var held = rooms.hold(room);
        if (held.isEmpty() || ages.isHeld(room)) {
            return false;
        }
        var through = ages.last(room, before, AT_ONCE);
        if (through == 0) {
            return false;
        }
        var ids = ages.ids(room, through);
        attachments
                .between(room, 0, through)
                .forEach(file -> blobs.release(file.file().blob(), Shown.attachment(file.id())));
        var quoting = messages.repliesUpTo(room, through);
        ages.remove(room, through);
        log.unquote(room, quoting);
        ids.forEach(id -> changes.fire(new Changed(ChatModule.ID, ChatModule.MESSAGE, id)));
        var advanced = rooms.advance(room, false).orElseThrow();
        log.write(advanced, new RoomEvent.MessagesRemoved(through), Optional.empty(), clock.instant());
        tails.forget(room);
        audited.fire(new Audited(
                "chat.messages-removed",
                Optional.empty(),
                Optional.of(ChatModule.room(room)),
                Map.of("count", Integer.toString(ids.size()), "through", Long.toString(through))));
        return true;
    }
}
