package org.kairan.chat.entity;

/** Somebody's place in a room: the room, and the period in which they are in it now. */
public record Place(Room room, Member member) {}
