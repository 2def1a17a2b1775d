package org.kairan.calendar.control;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.calendar.entity.Attendee;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Series;
import org.kairan.calendar.entity.Variant;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.BusinessDays;

/**
 * Changes one instance of a series, all of them, or cuts it in two, keeping what is different about single instances and what people have answered.
 *
 * <p>Who has answered to a time that changes is asked again.
 */
public final class Edits {

    /** Somebody who is to attend. */
    public record Invited(PersonId person, boolean optional) {}

    /** A series cut in two: what was before an instance, and the rest with it. */
    public record Halves(Series before, Series rest) {}

    private final BusinessDays days;

    public Edits(BusinessDays days) {
        this.days = days;
    }

    /** Changes one instance of a series. */
    public Series one(Series series, Instance instance, Content content, Collection<Invited> invited) {
        var recurrence = instance.recurrence();
        var day = recurrence.toLocalDate();
        var regular = Expansion.regular(series.event(), new Window(day, day.plusDays(1)), days)
                .get(recurrence);
        var changed = content.equals(regular)
                ? series.without(recurrence)
                : series.with(new Variant(recurrence, false, Optional.of(content)));
        var asked = !sameTime(content, instance.content());
        var here = Optional.of(recurrence);
        var before = byPerson(series.attendees(here));
        var usual = byPerson(series.attendees(Optional.empty()));
        var rows = new ArrayList<Attendee>();
        for (var wanted : invited) {
            var known = before.get(wanted.person());
            var row = (known == null
                            ? Attendee.invited(wanted.person(), wanted.optional())
                            : known.as(wanted.optional()))
                    .on(here);
            row = asked ? row.answering(Attendee.NO_ANSWER, Optional.empty()) : row;
            if (!row.on(Optional.empty()).equals(usual.get(wanted.person()))) {
                rows.add(row);
            }
        }
        var staying = invited.stream().map(Invited::person).collect(Collectors.toSet());
        usual.values().stream()
                .filter(attendee -> !staying.contains(attendee.person()))
                .forEach(attendee -> rows.add(attendee.on(here).missing(true)));
        return changed.attended(here, rows);
    }

    /** Says what somebody answers, to one instance or to all of which they have not said otherwise. */
    public static Series answered(
            Series series, PersonId person, Optional<LocalDateTime> recurrence, String answer, Instant at) {
        var rows = new ArrayList<>(series.attendees().stream()
                .filter(a -> a.recurrence().equals(recurrence) && !a.person().equals(person))
                .toList());
        series.attendees(recurrence).stream()
                .filter(a -> a.person().equals(person))
                .map(a -> a.answering(answer, Optional.of(at)))
                .forEach(rows::add);
        return series.attended(recurrence, rows);
    }

    /** Changes all instances of an event, or the one that it has. */
    public Series all(Series series, Event changed, Collection<Invited> invited) {
        var old = series.event();
        var asked = !sameTime(old.content(), changed.content())
                || !old.rule().equals(changed.rule())
                || !old.shift().equals(changed.shift());
        var places = places(series, changed, asked);
        var variants = new ArrayList<Variant>();
        for (var variant : series.variants()) {
            var place = places.get(variant.recurrence());
            if (place != null) {
                variants.add(new Variant(
                        place.recurrence(),
                        variant.cancelled(),
                        variant.content().map(content -> merged(content, place.before(), place.after()))));
            }
        }
        var known = byPerson(series.attendees(Optional.empty()));
        var attendees = new ArrayList<Attendee>();
        for (var wanted : invited) {
            var row = known.getOrDefault(wanted.person(), Attendee.invited(wanted.person(), wanted.optional()))
                    .as(wanted.optional());
            attendees.add(asked ? row.answering(Attendee.NO_ANSWER, Optional.empty()) : row);
        }
        var staying = invited.stream().map(Invited::person).collect(Collectors.toSet());
        for (var row : series.attendees()) {
            var place = row.recurrence().map(places::get);
            if (place.isPresent() && (staying.contains(row.person()) || !known.containsKey(row.person()))) {
                attendees.add((asked ? row.answering(Attendee.NO_ANSWER, Optional.empty()) : row)
                        .on(place.map(Place::recurrence)));
            }
        }
        return new Series(changed, variants, attendees);
    }

    /**
     * Cuts a series before an instance that is not its first.
     *
     * @param recurrence an instance's
     */
    public Halves cut(Series series, LocalDateTime recurrence) {
        var event = series.event();
        var rule = Expansion.rule(event).orElseThrow();
        var start = event.content().start();
        var gone = rule.between(start, start.toLocalDate(), recurrence.toLocalDate())
                .size();
        var duration = Duration.between(start, event.content().end());
        var head = new Series(
                event.with(Optional.of(rule.until(recurrence.toLocalDate().minusDays(1))
                                .toString()))
                        .uncut(Optional.empty()),
                series.variants().stream()
                        .filter(v -> v.recurrence().isBefore(recurrence))
                        .toList(),
                series.attendees().stream()
                        .filter(a ->
                                a.recurrence().isEmpty() || a.recurrence().get().isBefore(recurrence))
                        .toList());
        var rest = new Series(
                new Event(
                        0,
                        event.owner(),
                        event.content().at(recurrence, recurrence.plus(duration)),
                        event.visibility(),
                        event.zone(),
                        Optional.of(rule.fewer(gone).toString()),
                        Optional.empty(),
                        event.shift(),
                        event.expandedUntil(),
                        OptionalLong.of(event.id()),
                        1,
                        event.createdBy(),
                        event.createdAt(),
                        Optional.empty(),
                        Optional.empty()),
                series.variants().stream()
                        .filter(v -> !v.recurrence().isBefore(recurrence))
                        .toList(),
                series.attendees().stream()
                        .filter(a -> a.recurrence().isEmpty()
                                || !a.recurrence().get().isBefore(recurrence))
                        .toList());
        return new Halves(head, rest);
    }

    /** Where an instance went when all moved, and what it would be by the rule alone. */
    private record Place(LocalDateTime recurrence, Content before, Content after) {}

    /** By rank where the series moved as a whole, by day where it got another rule. */
    private Map<LocalDateTime, Place> places(Series series, Event changed, boolean asked) {
        var old = series.event();
        var special = Stream.concat(
                        series.variants().stream().map(Variant::recurrence),
                        series.attendees().stream().flatMap(a -> a.recurrence().stream()))
                .map(LocalDateTime::toLocalDate)
                .max(LocalDate::compareTo);
        var places = new HashMap<LocalDateTime, Place>();
        if (special.isEmpty() || !old.recurring() || !changed.recurring()) {
            return places;
        }
        var from = old.content().start().toLocalDate();
        var before = Expansion.regular(old, new Window(from, special.get().plusDays(1)), days);
        var start = changed.content().start().toLocalDate();
        var after = Expansion.regular(changed, new Window(start, special.get().plusYears(2)), days);
        var moved = asked
                && Expansion.rule(old)
                        .orElseThrow()
                        .moved(from, start, changed.content().allDay())
                        .toString()
                        .equals(changed.rule().orElseThrow());
        var inOrder = List.copyOf(after.keySet());
        var byDay = after.keySet().stream()
                .collect(Collectors.toMap(LocalDateTime::toLocalDate, Function.identity(), (one, other) -> one));
        int rank = 0;
        for (var entry : before.entrySet()) {
            var to = moved
                    ? (rank < inOrder.size() ? inOrder.get(rank) : null)
                    : byDay.get(entry.getKey().toLocalDate());
            if (to != null) {
                places.put(entry.getKey(), new Place(to, entry.getValue(), after.get(to)));
            }
            rank++;
        }
        return places;
    }

    /**
     * What an event becomes when one instance of it was shown to somebody who wants it otherwise: what they have changed is changed, and the time moves by as much.
     *
     * @param of the event's content, that of its first instance
     */
    public static Content applied(Content of, Content shown, Content wanted) {
        var start = of.start().plus(Duration.between(shown.start(), wanted.start()));
        var timed =
                sameTime(shown, wanted) ? of : of.at(start, start.plus(Duration.between(wanted.start(), wanted.end())));
        return new Content(
                merged(of, shown, wanted, Content::title),
                merged(of, shown, wanted, Content::place),
                merged(of, shown, wanted, Content::notes),
                merged(of, shown, wanted, Content::kind),
                timed.start(),
                timed.end(),
                merged(of, shown, wanted, Content::allDay),
                merged(of, shown, wanted, Content::undecided),
                merged(of, shown, wanted, Content::travelBefore),
                merged(of, shown, wanted, Content::travelAfter),
                merged(of, shown, wanted, Content::rooms));
    }

    /** Who is to attend all instances, when somebody was shown those of one and has changed them. */
    public static List<Invited> invited(
            Collection<Attendee> usual, Collection<Attendee> shown, Collection<Invited> wanted) {
        var before = shown.stream().map(Edits::invited).collect(Collectors.toSet());
        var named = wanted.stream().map(Invited::person).collect(Collectors.toSet());
        var gone = before.stream()
                .map(Invited::person)
                .filter(person -> !named.contains(person))
                .collect(Collectors.toSet());
        var all = new LinkedHashMap<PersonId, Invited>();
        usual.stream()
                .map(Edits::invited)
                .filter(one -> !gone.contains(one.person()))
                .forEach(one -> all.put(one.person(), one));
        wanted.stream().filter(one -> !before.contains(one)).forEach(one -> all.put(one.person(), one));
        return List.copyOf(all.values());
    }

    private static Invited invited(Attendee attendee) {
        return new Invited(attendee.person(), attendee.optional());
    }

    /** What was made different stays so, all else is as it is for all. */
    private static Content merged(Content variant, Content before, Content after) {
        var time = sameTime(variant, before) ? after : variant;
        return new Content(
                merged(variant, before, after, Content::title),
                merged(variant, before, after, Content::place),
                merged(variant, before, after, Content::notes),
                merged(variant, before, after, Content::kind),
                time.start(),
                time.end(),
                time.allDay(),
                time.undecided(),
                merged(variant, before, after, Content::travelBefore),
                merged(variant, before, after, Content::travelAfter),
                merged(variant, before, after, Content::rooms));
    }

    private static <T> T merged(Content variant, Content before, Content after, Function<Content, T> field) {
        return field.apply(Objects.equals(field.apply(variant), field.apply(before)) ? after : variant);
    }

    public static boolean sameTime(Content one, Content other) {
        return one.start().equals(other.start())
                && one.end().equals(other.end())
                && one.allDay() == other.allDay()
                && one.undecided() == other.undecided();
    }

    private static Map<PersonId, Attendee> byPerson(List<Attendee> attendees) {
        return attendees.stream()
                .collect(Collectors.toMap(Attendee::person, a -> a.on(Optional.empty()), (one, other) -> other));
    }
}
