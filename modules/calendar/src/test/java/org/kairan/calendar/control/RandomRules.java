package org.kairan.calendar.control;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws rules that RFC 5545 allows, from DAILY to YEARLY, the common and the odd alike; the same seed gives the same rules. */
final class RandomRules {

    private static final List<String> WEEK = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

    private final Random random;

    RandomRules(long seed) {
        random = new Random(seed);
    }

    LocalDate start() {
        return LocalDate.of(1996, 1, 1).plusDays(random.nextInt(12_000));
    }

    String rule() {
        var freq = List.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY").get(random.nextInt(4));
        var parts = new ArrayList<String>();
        parts.add("FREQ=" + freq);
        if (random.nextInt(3) == 0) {
            parts.add("INTERVAL=" + (1 + random.nextInt(random.nextInt(3) == 0 ? 30 : 4)));
        }
        var by = new ArrayList<String>();
        if (random.nextInt(3) == 0) {
            by.add("BYMONTH=" + numbers(4, () -> 1 + random.nextInt(12)));
        }
        // "The BYWEEKNO rule part MUST NOT be used when the FREQ rule part is set to anything other than YEARLY."
        var weeks = freq.equals("YEARLY") && random.nextInt(4) == 0;
        if (weeks) {
            by.add("BYWEEKNO="
                    + numbers(
                            3, () -> signed(random.nextInt(3) == 0 ? 53 - random.nextInt(2) : 1 + random.nextInt(53))));
        }
        // "The BYYEARDAY rule part MUST NOT be specified when the FREQ rule part is set to DAILY, WEEKLY, or MONTHLY."
        if (freq.equals("YEARLY") && random.nextInt(5) == 0) {
            by.add("BYYEARDAY=" + numbers(random.nextInt(4) == 0 ? 40 : 4, () -> signed(1 + random.nextInt(366))));
        }
        // "The BYMONTHDAY rule part MUST NOT be specified when the FREQ rule part is set to WEEKLY."
        if (!freq.equals("WEEKLY") && random.nextInt(3) == 0) {
            by.add("BYMONTHDAY=" + numbers(random.nextInt(4) == 0 ? 15 : 4, () -> signed(1 + random.nextInt(31))));
        }
        if (random.nextInt(2) == 0) {
            // "The BYDAY rule part MUST NOT be specified with a numeric value when the FREQ rule part is not set to
            // MONTHLY or YEARLY. Furthermore, … with the FREQ rule part set to YEARLY when the BYWEEKNO rule part is
            // specified."
            var numbered = (freq.equals("MONTHLY") || freq.equals("YEARLY")) && !weeks && random.nextInt(2) == 0;
            var most = freq.equals("MONTHLY") || by.stream().anyMatch(part -> part.startsWith("BYMONTH=")) ? 5 : 53;
            by.add("BYDAY="
                    + IntStream.range(0, 1 + random.nextInt(5))
                            .mapToObj(i -> (numbered ? "" + signed(1 + random.nextInt(most)) : "")
                                    + WEEK.get(random.nextInt(7)))
                            .distinct()
                            .collect(Collectors.joining(",")));
        }
        parts.addAll(by);
        // "It MUST only be used in conjunction with another BYxxx rule part."
        if (!by.isEmpty() && random.nextInt(4) == 0) {
            parts.add("BYSETPOS=" + numbers(3, () -> signed(1 + random.nextInt(random.nextInt(9) == 0 ? 366 : 4))));
        }
        if (random.nextInt(2) == 0) {
            parts.add("WKST=" + WEEK.get(random.nextInt(7)));
        }
        return String.join(";", parts);
    }

    /** An end for a rule: none, a COUNT or an UNTIL. */
    String end(LocalDate start) {
        return switch (random.nextInt(4)) {
            case 0 -> ";COUNT=" + (1 + random.nextInt(40));
            case 1 ->
                ";UNTIL=" + start.plusDays(random.nextInt(4_000)).toString().replace("-", "") + "T235959";
            default -> "";
        };
    }

    private int signed(int number) {
        return random.nextInt(3) == 0 ? -number : number;
    }

    private String numbers(int most, IntSupplier number) {
        return IntStream.range(0, 1 + random.nextInt(most))
                .map(i -> number.getAsInt())
                .distinct()
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }
}
