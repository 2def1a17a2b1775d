package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.Tails;
import org.kairan.core.access.Caller;
import org.kairan.core.live.Stream;
import org.kairan.core.problem.NotFound;

/** Gives a room's log to those who are in it: the stream {@code chat.room:<room>}, whose cursors are revisions. */
@ApplicationScoped
public class RoomStream implements Stream {

    @Inject
    Tails tails;

    @Override
    public String family() {
        return ChatModule.ROOM_STREAM;
    }

    @Override
    public List<Entry> since(String key, long cursor, Caller caller, int limit) {
        return tails.since(number(key), cursor, caller, limit);
    }

    static long number(String key) {
        if (!key.matches("[1-9][0-9]{0,17}")) {
            throw new NotFound();
        }
        return Long.parseLong(key);
    }
}
