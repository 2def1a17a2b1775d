package org.kairan.core.live;

import java.util.List;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;

/**
 * Answers, from the database, what a family of streams holds after a cursor, so that a connection can follow without losing or doubling an entry; an SPI, found by CDI.
 *
 * <p>A stream's name is the family, a colon and a key: {@code chat.room:12}. Cursors grow within one stream, and an entry becomes visible only after all entries with smaller cursors: number them by
 * {@code UPDATE … RETURNING} on the owner's row in the writing transaction, never by a sequence. After commit fire {@link Advanced}.
 */
public interface Stream {

    /**
     * One entry as followers get it.
     *
     * @param type the module's id, a dot and what happened: {@code chat.message-sent}
     * @param body any JSON value, already encoded
     */
    record Entry(long cursor, String type, String body) {}

    /** Gives the part of the stream names before the colon, starting with the module's id: {@code chat.room}. */
    String family();

    /**
     * Gives the first entries after a cursor, in the order of cursors.
     *
     * @param key the part of the stream's name after the colon, as a client wrote it
     * @param cursor exclusive; 0 for the beginning
     * @param limit at most that many; fewer mean that there are no more for now
     * @throws NotFound if there is no such stream for this caller
     */
    List<Entry> since(String key, long cursor, Caller caller, int limit);
}
