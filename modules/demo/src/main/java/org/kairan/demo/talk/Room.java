package org.kairan.demo.talk;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A room with all that was said in it. Times are seconds since 1970, 0 means never.
 *
 * @param groups by which its members are found; empty for rooms whose members are named
 * @param agenda titles; item n of a message is the n-th, from 1
 * @param periods one for each time somebody was in it, in the order of coming
 * @param messages in their order; number n is at n - 1
 * @param revision of its last change
 */
public record Room(
        String kind,
        String name,
        String purpose,
        int sectionId,
        int createdBy,
        long createdAt,
        long opensAt,
        long closesAt,
        long closedAt,
        List<String> groups,
        List<String> agenda,
        List<Period> periods,
        List<Message> messages,
        long revision) {

    /**
     * Somebody's time in a room.
     *
     * @param joinedSeq number of the last message before
     * @param leftSeq number of the last message there, if they have left
     * @param receiptSeq number of the last message read
     * @param ranges each {after, up to, when}, in order
     */
    public record Period(
            int person,
            String role,
            boolean byRule,
            long joinedSeq,
            long joinedRev,
            long joinedAt,
            long leftSeq,
            long leftRev,
            long leftAt,
            long receiptSeq,
            List<long[]> ranges) {}

    /**
     * Something said.
     *
     * @param before what it said before it was edited; empty if it was not
     * @param reply number of the message that it answers, or 0
     * @param agenda number of the item, from 1, or 0
     * @param reactions key, then who, each with when
     * @param acknowledged who and when
     * @param allReadAt when the last had read it
     */
    public record Message(
            long revision,
            int sender,
            long at,
            String text,
            String before,
            long editedAt,
            long deletedAt,
            long reply,
            int agenda,
            String mark,
            boolean pinned,
            LocalDate ackBy,
            List<String> mentions,
            Map<String, Map<Integer, Long>> reactions,
            Map<Integer, Long> acknowledged,
            long allReadAt) {}
}
