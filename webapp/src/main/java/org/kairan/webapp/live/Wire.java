package org.kairan.webapp.live;

import java.io.IOException;
import java.util.List;

/** Carries frames to one client without ever blocking; everything here may be called by any thread. */
interface Wire {

    /**
     * Sends the frames in order, or queues them while the client does not read.
     *
     * @param joined the frames' bytes one after the other, shared with other wires and never written to
     * @throws IOException if the connection is broken
     */
    void offer(List<Frame> frames, byte[] joined) throws IOException;

    /** Sends a WebSocket ping. */
    void ping() throws IOException;

    /** Tells how many bytes are queued and not yet taken over by the container. */
    int pending();

    /** Says whom to tell when what was queued has been sent, on any thread. */
    void whenDrained(Runnable drained);

    /** Drops what is queued, and from now on takes only a close frame. */
    void shut();

    /** Ends the connection without a word to the client, freeing its memory even if the client does not read. */
    void terminate();
}
