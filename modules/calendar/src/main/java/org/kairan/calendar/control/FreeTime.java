package org.kairan.calendar.control;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kairan.calendar.entity.Room;
import org.kairan.core.people.PersonId;

/**
 * Looks for times at which people and a room are free: within office hours, 8:30 to 17:15 without the hour of lunch, on the days given.
 *
 * <p>Best are the times at which all can, then those at which only people cannot whose presence is optional, then those at which one person who is needed cannot; the earlier the better.
 */
public final class FreeTime {

    public static final LocalTime OPENS = LocalTime.of(8, 30);
    public static final LocalTime CLOSES = LocalTime.of(17, 15);
    private static final LocalTime LUNCH = LocalTime.NOON;
    private static final LocalTime LUNCH_ENDS = LocalTime.of(13, 0);

    /** Minutes from one proposed beginning to the next. */
    private static final int STEP = 15;

    /** How good a time is. */
    public enum Rank {
        ALL,
        OPTIONAL,
        ONE
    }

    /** A time that is taken, in the city's wall time; {@code until} exclusive. */
    public record Taken(LocalDateTime from, LocalDateTime until) {}

    /**
     * A time that would do.
     *
     * @param missing who cannot, those who are needed first
     * @param rooms those that are free
     */
    public record Slot(LocalDateTime start, LocalDateTime end, Rank rank, List<PersonId> missing, List<Room> rooms) {}

    /**
     * What is asked for.
     *
     * @param rooms one of which must be free; empty if no room is wanted
     * @param days those that are looked at, in order
     * @param notBefore what begins earlier is not proposed
     */
    public record Question(
            Set<PersonId> needed,
            Set<PersonId> optional,
            List<Room> rooms,
            int minutes,
            List<LocalDate> days,
            LocalDateTime notBefore) {}

    private final Question question;
    private final Map<PersonId, List<Taken>> people;
    private final Map<Long, List<Taken>> rooms;

    /** Takes when people are busy and rooms are taken, the time to make ready the next booking not included. */
    public FreeTime(Question question, Map<PersonId, List<Taken>> people, Map<Long, List<Taken>> rooms) {
        this.question = question;
        this.people = people;
        this.rooms = rooms;
    }

    /** The best times, at most {@code limit}, by rank and then by time. */
    public List<Slot> slots(int limit) {
        var found = new ArrayList<Slot>();
        for (var day : question.days()) {
            var busy = onDay(day, people);
            var taken = onDay(day, rooms);
            for (var start = OPENS; fits(start); start = start.plusMinutes(STEP)) {
                slot(day.atTime(start), busy, taken).ifPresent(found::add);
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Slot::rank).thenComparing(Slot::start))
                .limit(limit)
                .toList();
    }

    private boolean fits(LocalTime start) {
        return Duration.between(start, CLOSES).toMinutes() >= question.minutes();
    }

    private Optional<Slot> slot(LocalDateTime start, Map<PersonId, List<Taken>> busy, Map<Long, List<Taken>> taken) {
        var end = start.plusMinutes(question.minutes());
        var lunch =
                start.toLocalTime().isBefore(LUNCH_ENDS) && end.toLocalTime().isAfter(LUNCH);
        if (lunch || start.isBefore(question.notBefore())) {
            return Optional.empty();
        }
        var missing = new LinkedHashSet<PersonId>();
        for (var person : question.needed()) {
            if (overlaps(busy.get(person), start, end)) {
                missing.add(person);
                if (missing.size() > 1) {
                    return Optional.empty();
                }
            }
        }
        var oneMissing = !missing.isEmpty();
        question.optional().stream()
                .filter(person -> overlaps(busy.get(person), start, end))
                .forEach(missing::add);
        var free = question.rooms().stream()
                .filter(room -> RoomRules.withinHours(room, start.toLocalTime(), end.toLocalTime())
                        && room.longest().orElse(Integer.MAX_VALUE) >= question.minutes()
                        && !overlaps(taken.get(room.id()), start.minusMinutes(room.setup()), end))
                .toList();
        if (!question.rooms().isEmpty() && free.isEmpty()) {
            return Optional.empty();
        }
        var rank = oneMissing ? Rank.ONE : missing.isEmpty() ? Rank.ALL : Rank.OPTIONAL;
        return Optional.of(new Slot(start, end, rank, List.copyOf(missing), free));
    }

    private static <K> Map<K, List<Taken>> onDay(LocalDate day, Map<K, List<Taken>> all) {
        var from = day.atStartOfDay();
        var until = from.plusDays(1);
        var found = new HashMap<K, List<Taken>>();
        all.forEach((key, taken) -> found.put(
                key,
                taken.stream()
                        .filter(one -> one.from().isBefore(until) && one.until().isAfter(from))
                        .toList()));
        return found;
    }

    private static boolean overlaps(List<Taken> taken, LocalDateTime start, LocalDateTime end) {
        return taken != null
                && taken.stream()
                        .anyMatch(one -> one.from().isBefore(end) && one.until().isAfter(start));
    }
}
