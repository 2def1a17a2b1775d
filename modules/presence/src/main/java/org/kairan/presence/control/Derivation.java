package org.kairan.presence.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.kairan.core.time.Engagements.Engagement;
import org.kairan.presence.entity.SaidByHand;

/**
 * Says where one person is: what was said by hand while it holds, else what they are engaged in, else by the hours of work.
 *
 * <p>Of engagements at the same time the more definite counts: leave before a trip before being out before work at home before whatever keeps somebody from their desk. Whole days of a meeting, a visitor or
 * something else say nothing of where somebody is and are passed over, unless the reader may not know what they are.
 */
public final class Derivation {

    /** What is worth an interruption. */
    private static final Duration TALK = Duration.ofMinutes(15);

    private static final Set<String> VAGUE = Set.of("meeting", "visitor", "other");

    private final List<Engagement> engagements;
    private final Optional<SaidByHand> said;
    private final WorkDay day;
    private final Instant now;

    /**
     * @param engagements of the person from now to the end of the day, as the reader may know them
     * @param said what was said by hand and holds now
     * @param day the day on which {@code now} lies
     */
    public Derivation(List<Engagement> engagements, Optional<SaidByHand> said, WorkDay day, Instant now) {
        this.engagements = engagements.stream()
                .sorted(Comparator.comparing(Engagement::from).thenComparing(Engagement::until))
                .toList();
        this.said = said;
        this.day = day;
        this.now = now;
    }

    public Presence presence() {
        return said.map(this::byHand).orElseGet(this::derived);
    }

    /** Until when somebody stays as they are without anything said by hand, for a word by hand that gives no end. */
    public Instant asLongAsNow() {
        var current = at(now);
        return current.map(this::back)
                .map(until -> until.isBefore(day.midnight()) ? until : day.midnight())
                .orElse(day.midnight());
    }

    private Presence byHand(SaidByHand word) {
        var status = Status.of(word.status()).orElseThrow();
        var back = status.absent() || status == Status.TELEWORK ? word.backAt() : Optional.<Instant>empty();
        return new Presence(
                status,
                Optional.empty(),
                Optional.of(word.place()).filter(place -> !place.isEmpty()),
                back,
                back.map(this::afterWork).orElse(false),
                freeAt(),
                earlier(word.ends(), day.midnight()),
                said);
    }

    private Presence derived() {
        var current = at(now);
        var status = current.map(Derivation::status).orElse(day.covers(now) ? Status.IN : Status.LEFT);
        var back = current.map(this::back);
        return new Presence(
                status,
                current.filter(one -> status == Status.AWAY).flatMap(Engagement::kind),
                current.flatMap(Engagement::place),
                back,
                back.map(this::afterWork).orElse(false),
                freeAt(),
                boundary(),
                Optional.empty());
    }

    private boolean afterWork(Instant back) {
        return !day.open() || !back.isBefore(day.closes());
    }

    private Optional<Engagement> at(Instant instant) {
        return engagements.stream()
                .filter(one -> !one.from().isAfter(instant) && one.until().isAfter(instant))
                .filter(one -> !one.allDay() || !one.kind().map(VAGUE::contains).orElse(false))
                .filter(one -> !one.allDay() || status(one) != Status.TELEWORK || day.covers(instant))
                .min(Comparator.comparing(Derivation::status, Comparator.comparingInt(Derivation::rank))
                        .thenComparing(Engagement::until, Comparator.reverseOrder()));
    }

    /** One absence goes on in the next that begins before it ends; work at home is no absence. */
    private Instant back(Engagement current) {
        var until = current.until();
        if (status(current) == Status.TELEWORK) {
            return until;
        }
        for (var next = at(until); next.isPresent() && status(next.get()).absent(); next = at(until)) {
            until = next.get().until();
        }
        return until;
    }

    private Instant boundary() {
        return Stream.concat(
                        engagements.stream().flatMap(one -> Stream.of(one.from(), one.until())),
                        day.open() ? Stream.of(day.opens(), day.closes()) : Stream.empty())
                .filter(instant -> instant.isAfter(now))
                .min(Comparator.naturalOrder())
                .map(instant -> earlier(instant, day.midnight()))
                .orElse(day.midnight());
    }

    private Optional<Instant> freeAt() {
        if (!day.open()) {
            return Optional.empty();
        }
        var at = now.isBefore(day.opens()) ? day.opens() : now;
        while (!at.plus(TALK).isAfter(day.closes())) {
            var next = taken(at);
            if (next.isEmpty()) {
                return Optional.of(at);
            }
            at = next.get();
        }
        return Optional.empty();
    }

    /** When what takes a quarter of an hour from an instant on is over; empty if it is free. */
    private Optional<Instant> taken(Instant at) {
        var until = at.plus(TALK);
        if (at.isBefore(day.lunchEnds()) && until.isAfter(day.lunch())) {
            return Optional.of(day.lunchEnds());
        }
        var word = said.filter(one -> at.isBefore(one.ends()));
        var here = word.map(one -> one.status().equals(Status.IN.key()));
        if (here.isPresent() && !here.get()) {
            return word.map(SaidByHand::ends);
        }
        // Who has said that they are here is free, whatever their calendar says of that time.
        if (here.isPresent() && !until.isAfter(word.get().ends())) {
            return Optional.empty();
        }
        return engagements.stream()
                .filter(one -> !one.kind().equals(Optional.of("telework")))
                .filter(one -> one.until().isAfter(at) && one.from().isBefore(until))
                .map(Engagement::until)
                .max(Comparator.naturalOrder());
    }

    private static Status status(Engagement engagement) {
        return switch (engagement.kind().orElse("")) {
            case "leave" -> Status.LEAVE;
            case "trip" -> Status.TRIP;
            case "out" -> Status.OUT;
            case "telework" -> Status.TELEWORK;
            default -> Status.AWAY;
        };
    }

    private static int rank(Status status) {
        return switch (status) {
            case LEAVE -> 0;
            case TRIP -> 1;
            case OUT -> 2;
            case TELEWORK -> 3;
            default -> 4;
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
