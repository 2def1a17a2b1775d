package org.kairan.calendar.control;

import java.util.Collection;
import java.util.Comparator;
import java.util.function.Predicate;
import org.kairan.calendar.entity.Attendee;

/**
 * How a slot stands by what people have answered to it.
 *
 * @param cannot of those who are needed, how many have declined
 * @param unsure of those who are needed, how many have neither accepted nor declined
 * @param optionalCannot of the others, how many have declined
 * @param optionalUnsure of the others, how many have neither accepted nor declined
 */
public record Standing(
        int accepted,
        int tentative,
        int declined,
        int none,
        int cannot,
        int unsure,
        int optionalCannot,
        int optionalUnsure) {

    /** The better one first: whom it costs least, and among equals the one of which most is known. */
    public static final Comparator<Standing> BEST = Comparator.comparingInt(Standing::cannot)
            .thenComparingInt(Standing::unsure)
            .thenComparingInt(Standing::optionalCannot)
            .thenComparingInt(Standing::optionalUnsure);

    /** How good a slot is: {@code ALL} can, all who are needed can, nobody who is needed has declined, or somebody has. */
    public enum Rank {
        ALL,
        NEEDED,
        OPEN,
        MISSING
    }

    public static Standing of(Collection<Attendee> attendees) {
        return new Standing(
                count(attendees, a -> a.answer().equals("accepted")),
                count(attendees, a -> a.answer().equals("tentative")),
                count(attendees, a -> a.answer().equals(Attendee.DECLINED)),
                count(attendees, a -> a.answer().equals(Attendee.NO_ANSWER)),
                count(attendees, a -> !a.optional() && a.answer().equals(Attendee.DECLINED)),
                count(attendees, a -> !a.optional() && isUnsure(a)),
                count(attendees, a -> a.optional() && a.answer().equals(Attendee.DECLINED)),
                count(attendees, a -> a.optional() && isUnsure(a)));
    }

    public Rank rank() {
        if (cannot > 0) {
            return Rank.MISSING;
        } else if (unsure > 0) {
            return Rank.OPEN;
        }
        return optionalCannot + optionalUnsure > 0 ? Rank.NEEDED : Rank.ALL;
    }

    private static boolean isUnsure(Attendee attendee) {
        return attendee.answer().equals("tentative") || attendee.answer().equals(Attendee.NO_ANSWER);
    }

    private static int count(Collection<Attendee> attendees, Predicate<Attendee> wanted) {
        return (int) attendees.stream().filter(wanted).count();
    }
}
