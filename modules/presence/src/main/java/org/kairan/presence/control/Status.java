package org.kairan.presence.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Says whether somebody is at their desk, and if not, what sort of absence it is. */
public enum Status {
    /** 在席. */
    IN,
    /** 離席: in the house, at a meeting say, or nobody may know where. */
    AWAY,
    /** 外出. */
    OUT,
    /** 出張. */
    TRIP,
    /** 在宅: at work, and not here. */
    TELEWORK,
    /** 休暇. */
    LEAVE,
    /** 退庁: the day's work is over or has not begun. */
    LEFT;

    /** As tables and clients write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Status> of(String key) {
        return Arrays.stream(values())
                .filter(status -> status.key().equals(key))
                .findFirst();
    }

    /** Whether somebody who is so comes back from it. */
    public boolean absent() {
        return this == AWAY || this == OUT || this == TRIP || this == LEAVE;
    }
}
