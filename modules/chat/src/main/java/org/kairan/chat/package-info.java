/**
 * Chat: people write to each other in rooms, at once or over days, and see who has read what (N-CHAT-1 to 6).
 *
 * <p>A room is a linear log. Its messages are numbered densely ({@code seq}), all its lasting changes are numbered too ({@code rev}), and both numbers are given by an update of the room's row in the writing
 * transaction, so that whoever follows the room from a number misses nothing. What happened is a {@code RoomEvent}, kept as a row of {@code chat.event} with the new state of what changed, so that it does no harm
 * to apply it twice. Members hold a place for a period; who reads moves a receipt, which never goes back.
 *
 * <p>The rules and why: docs/decisions/0019-chat.md. How another client would speak to it: docs/chat-protocol.md.
 */
package org.kairan.chat;
