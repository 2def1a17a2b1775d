package org.kairan.calendar.entity;

import java.nio.charset.StandardCharsets;

/**
 * What an event is called outside, and what another program wrote of it.
 *
 * @param uid within its calendar there is one of this name
 * @param sequence how often it had been changed when it was taken over; 0 for what was made here
 * @param version the event's version when it was taken over
 * @param raw its VEVENT and those of single instances, byte for byte in UTF-8; empty for what no other program wrote
 */
public record ClientCopy(String uid, int sequence, int version, byte[] raw) {

    public String text() {
        return new String(raw, StandardCharsets.UTF_8);
    }

    /** The same without what the other program wrote. */
    public ClientCopy bare() {
        return new ClientCopy(uid, sequence, version, new byte[0]);
    }

    /** How often the event has been changed, there and here, when it has a version. */
    public int sequence(int now) {
        return sequence + Math.max(0, now - version);
    }
}
