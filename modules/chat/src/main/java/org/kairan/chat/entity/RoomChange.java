package org.kairan.chat.entity;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * One entry of a room's log as it is kept.
 *
 * @param kind the word of the event: {@code message-sent}
 * @param seq the message that it is about
 * @param body JSON, the same for every member
 */
public record RoomChange(long rev, String kind, OptionalLong seq, Instant at, String body) {}
