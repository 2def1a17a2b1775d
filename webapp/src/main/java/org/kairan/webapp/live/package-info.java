/**
 * The live edge: the one WebSocket {@code /api/live}, through which the server tells browsers what has changed.
 *
 * <p>Way of a hint: a module fires {@link org.kairan.core.live.Hint} in its transaction; after the commit {@link org.kairan.webapp.live.Hub} encodes it once and queues it; one thread takes what has gathered,
 * and offers every {@link org.kairan.webapp.live.Connection} what is meant for it, joined into one byte array that it shares with the others of the same messages. Joining is what carries a rush: a write costs the
 * same for one message as for sixty.
 *
 * <p>Why not simply {@code getAsyncRemote().sendText()}: in Tyrus 2.1.5 on Payara 6 every such send searches the class path for services (84 % of the CPU) to restart an idle timer, its queue has no bound,
 * and one that does not read can hold eight megabytes of the server's memory. So {@link org.kairan.webapp.live.LiveFilter} lets Tyrus upgrade to {@link org.kairan.webapp.live.GrizzlyUpgrade}, whose {@link
 * org.kairan.webapp.live.GrizzlyWire} writes the finished frames itself, knows how many bytes wait, and can end a stalled connection at once. All calls are public ones. Where the container is another
 * or does not show its connection, {@link org.kairan.webapp.live.PortableWire} does the same by standard means, slower and with less grip on memory, and the log says so once.
 *
 * <p>Bounds, since a socket is open for days: 4 KiB for a frame that comes in, 20 sockets for a session, a number of sockets in all, 256 KiB of bytes waiting for one socket for three seconds (or twice
 * that at once), a rate of incoming frames, and no timer per socket: one thread looks at all of them every second.
 *
 * <p>Who is asking: groups and end of each session are read anew every 25 seconds and whenever the organization changes; an ended session's sockets are closed before the observer of {@link
 * org.kairan.core.access.SessionsEnded} returns.
 */
package org.kairan.webapp.live;
