package org.kairan.chat.entity;

import java.util.OptionalLong;

/**
 * What somebody wants of a room.
 *
 * @param alerts {@code all}, {@code mentions} or {@code none}
 * @param unreadFrom from which message on they have put it back to unread for themselves
 */
public record Preference(boolean favourite, boolean muted, String alerts, OptionalLong unreadFrom) {

    public static final Preference NONE = new Preference(false, false, "all", OptionalLong.empty());
}
