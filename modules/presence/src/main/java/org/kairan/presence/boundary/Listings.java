package org.kairan.presence.boundary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kairan.core.people.Person;

/** The forms in which presence is shown to clients. */
public final class Listings {

    private Listings() {}

    public record PersonRef(long id, String name, String kana, Optional<String> section, Optional<String> title) {

        static PersonRef of(Person person) {
            return new PersonRef(person.id().value(), person.name(), person.kana(), person.section(), person.title());
        }
    }

    /**
     * Where somebody is now, as far as the caller may know it.
     *
     * @param activity what keeps whoever is away, where that may be known
     * @param place may be missing
     * @param backAt when they are back; missing for those who are in or have left, and where nobody has said
     * @param goneToday whether they do not come back before the end of today's work
     * @param note what was added by hand
     * @param setBy who has said so by hand; missing where it follows from the calendar and the hours of work
     * @param changes until when this holds if nobody does anything: ask again then
     */
    public record PresenceListing(
            long person,

            @Schema(enumeration = {"in", "away", "out", "trip", "telework", "leave", "left"})
            String status,

            @Schema(enumeration = {"meeting", "visitor", "other"})
            Optional<String> activity,

            Optional<String> place,
            Optional<Instant> backAt,
            boolean goneToday,
            Optional<String> note,
            Optional<PersonRef> setBy,
            Instant changes) {}

    /** {@code now} is the server's time, by which a client reckons how long it is to {@code changes}. */
    public record PresenceList(Instant now, List<PresenceListing> items) {}

    /**
     * A line of a board.
     *
     * @param freeAt when they can next be spoken to today; missing if not any more
     * @param maySet whether the caller may say where they are
     * @param waiting whether the caller is told when they are back
     */
    public record BoardRow(
            PersonRef person,
            Optional<String> extension,
            PresenceListing presence,
            Optional<Instant> freeAt,
            boolean maySet,
            boolean waiting) {}

    public record BoardPage(Instant now, List<BoardRow> items, Optional<String> next) {}

    /**
     * What is said by hand.
     *
     * @param backAt when they are back; without it nobody knows, and what is said holds to the end of the day. Of {@code in} and {@code left} until when it holds; without it {@code in} holds as long as the absence it denies
     */
    public record NewOverride(String status, String place, String note, Optional<Instant> backAt) {

        public NewOverride {
            backAt = backAt == null ? Optional.empty() : backAt;
        }
    }

    public record WaitingListing(PersonRef person, Instant since) {}

    public record WaitingList(List<WaitingListing> items) {}
}
