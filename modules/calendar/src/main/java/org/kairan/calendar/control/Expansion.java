package org.kairan.calendar.control;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Series;
import org.kairan.calendar.entity.Variant;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.Closure;

/** Gives the instances of an event: by its rule, past closed days, and with what is different about single ones. */
public final class Expansion {

    /** Longer than any run of closed days. */
    private static final int FARTHEST_SHIFT = 31;

    private Expansion() {}

    public static Optional<Recurrence> rule(Event event) {
        return event.rule()
                .map(rule -> Recurrence.parse(
                        rule, event.content().start(), event.content().allDay(), event.zone()));
    }

    /** The instances whose recurrence lies in a window; a single event is its only instance, whenever it is. A deleted one has none. */
    public static List<Instance> of(Series series, Window window, BusinessDays days) {
        var event = series.event();
        if (event.deletedAt().isPresent()) {
            return List.of();
        }
        if (!event.recurring()) {
            return List.of(new Instance(event.content().start(), event.content()));
        }
        var variants = series.variants().stream().collect(Collectors.toMap(Variant::recurrence, v -> v));
        var instances = new ArrayList<Instance>();
        regular(event, window, days).forEach((recurrence, content) -> {
            var variant = Optional.ofNullable(variants.get(recurrence));
            if (variant.isEmpty() || !variant.get().cancelled()) {
                instances.add(new Instance(
                        recurrence, variant.flatMap(Variant::content).orElse(content)));
            }
        });
        return instances;
    }

    /** One instance; empty if the event has none there, or if it was cancelled. */
    public static Optional<Instance> one(Series series, LocalDateTime recurrence, BusinessDays days) {
        var day = recurrence.toLocalDate();
        return of(series, new Window(day, day.plusDays(1)), days).stream()
                .filter(instance -> instance.recurrence().equals(recurrence))
                .findFirst();
    }

    /** What the rule alone gives, by recurrence and in order. */
    public static Map<LocalDateTime, Content> regular(Event event, Window window, BusinessDays days) {
        var content = event.content();
        var duration = Duration.between(content.start(), content.end());
        var found = new LinkedHashMap<LocalDateTime, Content>();
        starts(event, window, days)
                .forEach((recurrence, start) -> found.put(recurrence, content.at(start, start.plus(duration))));
        return found;
    }

    /** When the instances begin, past closed days, by what the rule gives. */
    private static Map<LocalDateTime, LocalDateTime> starts(Event event, Window window, BusinessDays days) {
        var found = new LinkedHashMap<LocalDateTime, LocalDateTime>();
        var rule = rule(event).orElseThrow();
        var first = event.content().start();
        if (event.shift().equals("none")) {
            rule.between(first, window.from(), window.until()).forEach(start -> found.put(start, start));
            return found;
        }
        // Also what is near: whether two fall together must not hang on where one begins to look.
        var recurrences = rule.between(
                first, window.from().minusDays(FARTHEST_SHIFT), window.until().plusDays(FARTHEST_SHIFT));
        if (recurrences.isEmpty()) {
            return found;
        }
        var closed = closed(recurrences, days);
        var taken = new HashSet<LocalDate>();
        recurrences.stream()
                .map(LocalDateTime::toLocalDate)
                .filter(day -> !closed.containsKey(day))
                .forEach(taken::add);
        for (var recurrence : recurrences) {
            var day = recurrence.toLocalDate();
            if (closed.containsKey(day)) {
                while (closed.containsKey(day)) {
                    day = day.plusDays(event.shift().equals("before") ? -1 : 1);
                }
                // What would fall together with another instance is not held twice.
                if (!taken.add(day)) {
                    continue;
                }
            }
            if (!recurrence.toLocalDate().isBefore(window.from())
                    && recurrence.toLocalDate().isBefore(window.until())) {
                found.put(recurrence, day.atTime(recurrence.toLocalTime()));
            }
        }
        return found;
    }

    private static Map<LocalDate, Closure> closed(List<LocalDateTime> recurrences, BusinessDays days) {
        return new HashMap<>(days.closed(
                recurrences.get(0).toLocalDate().minusDays(FARTHEST_SHIFT),
                recurrences.get(recurrences.size() - 1).toLocalDate().plusDays(FARTHEST_SHIFT)));
    }
}
