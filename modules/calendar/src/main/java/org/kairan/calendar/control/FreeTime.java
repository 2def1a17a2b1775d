package org.kairan.calendar.control;

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
import java.util.stream.Stream;
import org.kairan.calendar.entity.Room;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.WorkingWeek;
import org.kairan.core.time.WorkingWeek.Hours;

/**
 * Looks for times at which people and a room are free: within their working hours, without the hour of lunch, on the days given. Who does not work then cannot.
 *
 * <p>Best are the times at which all can, then those at which only people cannot whose presence is optional, then those at which one person who is needed cannot; the earlier the better.
 */
public final class FreeTime {

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
     * @param weeks when each of the people works; who is missing works the usual hours
     */
    public record Question(
            Set<PersonId> needed,
            Set<PersonId> optional,
            List<Room> rooms,
            int minutes,
            List<LocalDate> days,
            LocalDateTime notBefore,
            Map<PersonId, WorkingWeek> weeks) {

        /** For people who all work the usual hours. */
        public Question(
                Set<PersonId> needed,
                Set<PersonId> optional,
                List<Room> rooms,
                int minutes,
                List<LocalDate> days,
                LocalDateTime notBefore) {
            this(needed, optional, rooms, minutes, days, notBefore, Map.of());
        }

        private Optional<Hours> hours(PersonId person, LocalDate day) {
            return weeks.getOrDefault(person, WorkingWeek.USUAL).on(day.getDayOfWeek());
        }
    }

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
            var hours = Stream.concat(question.needed().stream(), question.optional().stream())
                    .flatMap(person -> question.hours(person, day).stream())
                    .toList();
            if (hours.isEmpty()) {
                continue;
            }
            var opens =
                    hours.stream().map(Hours::from).min(LocalTime::compareTo).orElseThrow();
            var closes =
                    hours.stream().map(Hours::until).max(LocalTime::compareTo).orElseThrow();
            var busy = onDay(day, people);
            away(day, busy);
            var taken = onDay(day, rooms);
            for (int minute = opens.toSecondOfDay() / 60;
                    minute + question.minutes() <= closes.toSecondOfDay() / 60;
                    minute += STEP) {
                slot(day.atStartOfDay().plusMinutes(minute), busy, taken).ifPresent(found::add);
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Slot::rank).thenComparing(Slot::start))
                .limit(limit)
                .toList();
    }

    /** Who does not work at a time is not free then. */
    private void away(LocalDate day, Map<PersonId, List<Taken>> busy) {
        var from = day.atStartOfDay();
        var until = from.plusDays(1);
        Stream.concat(question.needed().stream(), question.optional().stream()).forEach(person -> {
            var away = new ArrayList<>(busy.getOrDefault(person, List.of()));
            var hours = question.hours(person, day);
            away.add(new Taken(from, hours.map(h -> day.atTime(h.from())).orElse(until)));
            hours.ifPresent(h -> away.add(new Taken(day.atTime(h.until()), until)));
            busy.put(person, away);
        });
    }

    private Optional<Slot> slot(LocalDateTime start, Map<PersonId, List<Taken>> busy, Map<Long, List<Taken>> taken) {
        var end = start.plusMinutes(question.minutes());
        var lunch = start.toLocalTime().isBefore(WorkingWeek.LUNCH_ENDS)
                && end.toLocalTime().isAfter(WorkingWeek.LUNCH);
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
