package org.kairan.calendar.entity;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.core.people.PersonId;

/** An event with all that belongs to it: what is different about single instances, and who attends. */
public record Series(Event event, List<Variant> variants, List<Attendee> attendees) {

    public Series {
        variants = List.copyOf(variants);
        attendees = List.copyOf(attendees);
    }

    public Optional<Variant> variant(LocalDateTime recurrence) {
        return variants.stream()
                .filter(variant -> variant.recurrence().equals(recurrence))
                .findFirst();
    }

    /** Who attends an instance, those who do not come to it although they attend the series left out; without an instance, the series. */
    public List<Attendee> attendees(Optional<LocalDateTime> recurrence) {
        var found = new LinkedHashMap<PersonId, Attendee>();
        attendees.stream().filter(a -> a.recurrence().isEmpty()).forEach(a -> found.put(a.person(), a));
        if (recurrence.isPresent()) {
            attendees.stream().filter(a -> a.recurrence().equals(recurrence)).forEach(a -> found.put(a.person(), a));
        }
        return found.values().stream().filter(a -> !a.absent()).toList();
    }

    /** Everybody who attends at least one instance. */
    public List<PersonId> people() {
        return attendees.stream()
                .filter(a -> !a.absent())
                .map(Attendee::person)
                .distinct()
                .toList();
    }

    public Series with(Event changed) {
        return new Series(changed, variants, attendees);
    }

    /** The same with this variant in place of what was different about its instance before. */
    public Series with(Variant variant) {
        return new Series(
                event,
                Stream.concat(
                                variants.stream().filter(v -> !v.recurrence().equals(variant.recurrence())),
                                Stream.of(variant))
                        .toList(),
                attendees);
    }

    public Series without(LocalDateTime recurrence) {
        return new Series(
                event,
                variants.stream()
                        .filter(v -> !v.recurrence().equals(recurrence))
                        .toList(),
                attendees);
    }

    /** The same with these attendees of one instance, or of the series, in place of those before. */
    public Series attended(Optional<LocalDateTime> recurrence, Collection<Attendee> changed) {
        return new Series(
                event,
                variants,
                Stream.concat(
                                attendees.stream().filter(a -> !a.recurrence().equals(recurrence)),
                                changed.stream().map(a -> a.on(recurrence)))
                        .collect(Collectors.toList()));
    }
}
