package org.kairan.core.people;

import java.time.LocalDate;

/**
 * Tells that people, sections or assignments have changed, so that what was derived from them is stale.
 *
 * @param from the first day on which something is different; it may be past, when a transfer is brought in late
 */
public record OrganizationChanged(LocalDate from) {

    /** Anything may be different on any day. */
    public OrganizationChanged() {
        this(LocalDate.EPOCH);
    }
}
