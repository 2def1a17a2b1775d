package org.kairan.demo.talk;

import java.util.List;
import org.kairan.demo.source.Draw;

/** When the people of one room look into it: during office hours, some at once and some days later, and before they write themselves. */
final class Reading {

    private final long seed;
    private final OfficeHours hours;
    private final long[] at;
    private final int[] senders;
    private final long end;
    private final double patience;

    /** @param at when each message was written, by {@code senders}; in order */
    Reading(long seed, OfficeHours hours, long[] at, int[] senders, long end, String kind) {
        this.seed = seed;
        this.hours = hours;
        this.at = at;
        this.senders = senders;
        this.end = end;
        this.patience = switch (kind) {
            case "direct" -> 0.4;
            case "meeting" -> 0.6;
            case "consultation", "announcement" -> 4;
            default -> 1;
        };
    }

    /**
     * Has somebody read what came after {@code joined} up to {@code left}, both as numbers of messages.
     *
     * @param until when they left; 0 for who is there
     * @param ranges gets {after, up to, when} for each time they looked
     * @return the number of the last message read
     */
    long read(int person, long joined, long left, long until, List<long[]> ranges) {
        Draw draw = Draw.of(seed, 31, person, at.length, at.length == 0 ? 0 : at[0]);
        double slow = patience * (0.3 + 2.2 * Draw.fraction(seed, 32, person) * Draw.fraction(seed, 33, person));
        // A few have not looked for some time.
        long stops = draw.chance(0.06 * Math.min(2, patience)) ? end - draw.between(1, 14) * 86_400L : end;
        long limit = until == 0 ? stops : Math.min(stops, until);
        long receipt = joined;
        while (receipt < left) {
            int next = (int) receipt;
            if (senders[next] == person) {
                receipt++;
                continue;
            }
            long looks = hours.after(at[next], wait(slow, draw)) + draw.below(60);
            for (int i = next + 1; i < left && at[i] <= looks; i++) {
                if (senders[i] == person) {
                    looks = Math.max(at[next] + 5, at[i] - 15);
                }
            }
            if (looks >= limit) {
                break;
            }
            long upTo = receipt + 1;
            while (upTo < left && at[(int) upTo] <= looks) {
                upTo++;
            }
            ranges.add(new long[] {receipt, upTo, looks});
            receipt = upTo;
        }
        return receipt;
    }

    private static double wait(double slow, Draw draw) {
        double kind = draw.fraction();
        double exponential = -StrictMath.log(1 - draw.fraction());
        return kind < 0.5
                ? 0.5 + 12 * exponential * slow
                : kind < 0.85 ? 20 + 140 * exponential * slow : 200 + 500 * exponential * slow;
    }

    /** When a message was read in one of the ranges; 0 if it was not. */
    long when(List<long[]> ranges, long seq) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (ranges.get(middle)[1] < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < ranges.size() && ranges.get(low)[0] < seq ? ranges.get(low)[2] : 0;
    }

    /** When the last of those concerned had read the message; 0 if somebody who is there has not, or nobody was concerned. */
    long allReadAt(int index, List<Room.Period> periods) {
        long last = 0;
        for (Room.Period period : periods) {
            if (period.joinedSeq() > index || period.person() == senders[index]) {
                continue;
            }
            if (period.receiptSeq() <= index) {
                if (period.leftAt() == 0) {
                    return 0;
                }
            } else if (period.leftAt() == 0 || period.leftSeq() > index) {
                last = Math.max(last, when(period.ranges(), index + 1));
            }
        }
        return last;
    }
}
