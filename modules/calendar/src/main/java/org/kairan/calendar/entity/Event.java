package org.kairan.calendar.entity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/**
 * An event, or a series if it has a rule; its content is that of the first instance.
 *
 * @param owner the calendar it stands in: a person or a section
 * @param visibility {@code public}, {@code busy} or {@code private}
 * @param rule an RRULE of RFC 5545, its week start always written out
 * @param uncut the rule before the rest of the series was cancelled
 * @param shift where instances on closed days go: {@code none}, {@code before} or {@code after}
 * @param expandedUntil occurrences are written down before this day, exclusive
 * @param follows the series from which this one was cut
 */
public record Event(
        long id,
        GroupId owner,
        Content content,
        String visibility,
        ZoneId zone,
        Optional<String> rule,
        Optional<String> uncut,
        String shift,
        LocalDate expandedUntil,
        OptionalLong follows,
        int version,
        PersonId createdBy,
        Instant createdAt,
        Optional<Instant> editedAt,
        Optional<Instant> deletedAt) {

    public boolean recurring() {
        return rule.isPresent();
    }

    public Event with(Content changed) {
        return with(changed, visibility, rule, shift);
    }

    public Event with(Optional<String> changedRule) {
        return with(content, visibility, changedRule, shift);
    }

    /** The same event with what an edit of all its instances may change. */
    public Event with(Content changed, String changedVisibility, Optional<String> changedRule, String changedShift) {
        return new Event(
                id,
                owner,
                changed,
                changedVisibility,
                zone,
                changedRule,
                uncut,
                changedShift,
                expandedUntil,
                follows,
                version,
                createdBy,
                createdAt,
                editedAt,
                deletedAt);
    }

    /** The same event with the rule that it had before it was cut, or with none to go back to. */
    public Event uncut(Optional<String> before) {
        return new Event(
                id,
                owner,
                content,
                visibility,
                zone,
                rule,
                before,
                shift,
                expandedUntil,
                follows,
                version,
                createdBy,
                createdAt,
                editedAt,
                deletedAt);
    }

    /** The same event, written down up to a day. */
    public Event expanded(LocalDate until) {
        return new Event(
                id,
                owner,
                content,
                visibility,
                zone,
                rule,
                uncut,
                shift,
                until,
                follows,
                version,
                createdBy,
                createdAt,
                editedAt,
                deletedAt);
    }

    public Event deleted(Instant at) {
        return deleted(Optional.of(at));
    }

    public Event restored() {
        return deleted(Optional.empty());
    }

    private Event deleted(Optional<Instant> at) {
        return new Event(
                id,
                owner,
                content,
                visibility,
                zone,
                rule,
                uncut,
                shift,
                expandedUntil,
                follows,
                version,
                createdBy,
                createdAt,
                editedAt,
                at);
    }
}
