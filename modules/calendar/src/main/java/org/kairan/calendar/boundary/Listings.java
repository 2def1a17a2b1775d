package org.kairan.calendar.boundary;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kairan.calendar.entity.Content;
import org.kairan.core.people.Person;
import org.kairan.core.time.WorkingWeek;

/** The forms in which events, rooms and free times are shown to clients. Times without an offset are wall times of the city; of all-day and undecided events they are days, the end inclusive. */
public final class Listings {

    private Listings() {}

    public record PersonRef(long id, String name, String kana, Optional<String> section, Optional<String> title) {

        static PersonRef of(Person person) {
            return new PersonRef(person.id().value(), person.name(), person.kana(), person.section(), person.title());
        }
    }

    public record OwnerRef(String principal, String name) {}

    public record FacilityRef(long id, String name, String building) {}

    // ---- weeks

    /**
     * An event in somebody's calendar. Where the caller sees only that the time is taken, event, recurrence, title, kind and place are missing.
     *
     * @param recurrence the start that the rule gives the instance; missing for single events
     * @param answer of the person in whose calendar it stands; missing for the owner
     * @param mayEdit whether the caller may change it, by dragging it say
     * @param tentative whether it is a slot of a proposal, held while nothing is decided
     */
    public record OccurrenceListing(
            Optional<Long> event,
            Optional<String> recurrence,
            String start,
            String end,
            boolean allDay,
            boolean undecided,
            Optional<String> title,

            @Schema(enumeration = {"meeting", "trip", "out", "leave", "telework", "visitor", "other"})
            Optional<String> kind,

            Optional<String> place,

            @Schema(enumeration = {"public", "busy", "private"})
            String visibility,

            boolean mine,

            @Schema(enumeration = {"none", "accepted", "declined", "tentative"})
            Optional<String> answer,

            boolean recurring,
            List<String> rooms,
            boolean mayEdit,
            boolean tentative) {}

    /** A day of the week on which somebody works, 1 for Monday; {@code until} exclusive. */
    public record WorkingDay(int weekday, String from, String until) {

        static List<WorkingDay> of(WorkingWeek week) {
            return week.days().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(day -> new WorkingDay(
                            day.getKey().getValue(),
                            day.getValue().from().toString(),
                            day.getValue().until().toString()))
                    .toList();
        }
    }

    /** {@code hours} are those of a person who does not work the usual ones; empty otherwise. */
    public record CalendarRow(
            String principal,
            String name,
            Optional<String> section,
            Optional<String> title,
            List<WorkingDay> hours,
            List<OccurrenceListing> occurrences) {}

    /** {@code holiday} names a day on which the city is closed, weekends left out. */
    public record DayListing(LocalDate day, Optional<String> holiday, boolean closed) {}

    public record OccurrencePage(List<CalendarRow> rows, List<DayListing> days, Optional<String> next) {}

    public record HolidayListing(
            LocalDate day,
            String name,
            @Schema(enumeration = {"holiday", "closed"}) String kind) {}

    public record HolidayList(List<HolidayListing> items) {}

    // ---- events

    public record AttendeeListing(
            PersonRef person,
            boolean optional,

            @Schema(enumeration = {"none", "accepted", "declined", "tentative"})
            String answer,

            Optional<Instant> at) {}

    /** {@code file} is what storage is asked for; what is not ready cannot be downloaded. */
    public record EventFile(
            long id,
            String file,
            String name,
            String type,
            long size,

            @Schema(enumeration = {"ready", "being-checked", "infected"})
            String state) {}

    /**
     * An event, or one instance of a series if one was asked for.
     *
     * @param recurrence the instance that is shown; missing for the whole
     * @param seriesStart when the first instance begins by the rule
     * @param files of the series as a whole
     * @param isMine whether it is the caller's, or they attend: they can be reminded of it
     * @param answersFor the attendees for whom the caller may answer as their delegate
     * @param onBehalfOf for whom the caller acts when they change it
     * @param cancelled whether the event was deleted, which only its people are still told
     * @param tentative whether it is a slot of a proposal, which is changed with the proposal only
     * @param proposal of a slot, for whom may see the proposal
     */
    public record EventDetail(
            long id,
            OwnerRef owner,
            String title,
            String place,
            String notes,

            @Schema(enumeration = {"meeting", "trip", "out", "leave", "telework", "visitor", "other"})
            String kind,

            @Schema(enumeration = {"public", "busy", "private"})
            String visibility,

            String start,
            String end,
            boolean allDay,
            boolean undecided,
            Optional<String> rrule,

            @Schema(enumeration = {"none", "before", "after"})
            String shift,

            int travelBefore,
            int travelAfter,
            List<AttendeeListing> attendees,
            List<FacilityRef> rooms,
            List<RequestListing> requests,
            List<EventFile> files,
            boolean isMine,
            boolean mayEdit,
            boolean mayAnswer,
            List<PersonRef> answersFor,
            Optional<PersonRef> onBehalfOf,
            int version,
            Optional<String> recurrence,
            boolean recurring,
            String seriesStart,
            boolean cancelled,
            PersonRef createdBy,
            Instant createdAt,
            Optional<Instant> editedAt,
            boolean tentative,
            Optional<Long> proposal) {}

    /** What the owners of a room were asked for the event, and what they said; a room that was rejected is not held any more. */
    public record RequestListing(
            FacilityRef room,

            @Schema(enumeration = {"requested", "approved", "rejected"})
            String state,

            Optional<PersonRef> by,
            String reason) {}

    /** A person, or a group whose members of today are to attend. */
    public record NewAttendee(Optional<Long> person, Optional<String> group, boolean optional) {

        public NewAttendee {
            person = person == null ? Optional.empty() : person;
            group = group == null ? Optional.empty() : group;
        }
    }

    /** {@code owner} is {@code section:3} for a section's event, {@code person:5} for that of somebody for whom the caller acts, nothing for the caller's own. */
    public record NewEvent(
            Optional<String> owner,
            String title,
            String place,
            String notes,

            @Schema(enumeration = {"meeting", "trip", "out", "leave", "telework", "visitor", "other"})
            String kind,

            @Schema(enumeration = {"public", "busy", "private"})
            String visibility,

            String start,
            String end,
            boolean allDay,
            boolean undecided,
            Optional<String> rrule,

            @Schema(enumeration = {"none", "before", "after"})
            String shift,

            int travelBefore,
            int travelAfter,
            List<NewAttendee> attendees,
            List<Long> rooms) {

        public NewEvent {
            owner = owner == null ? Optional.empty() : owner;
            rrule = rrule == null ? Optional.empty() : rrule;
            attendees = attendees == null ? List.of() : attendees;
            rooms = rooms == null ? List.of() : rooms;
        }
    }

    /** {@code person} is for whom the caller answers; the caller themselves if it is missing. */
    public record AnswerEdit(
            @Schema(enumeration = {"none", "accepted", "declined", "tentative"})
            String answer,

            Optional<String> occurrence,
            Optional<Long> person) {

        public AnswerEdit {
            person = person == null ? Optional.empty() : person;
            occurrence = occurrence == null ? Optional.empty() : occurrence;
        }
    }

    public record DifferenceListing(String field, String before, String after) {}

    public record ChangeListing(
            Instant at,
            PersonRef by,
            Optional<PersonRef> onBehalfOf,

            @Schema(enumeration = {"made", "changed", "cancelled", "restored", "answered"})
            String what,

            @Schema(enumeration = {"one", "following", "all"})
            String scope,

            Optional<String> occurrence,
            List<DifferenceListing> changes) {}

    public record ChangeList(List<ChangeListing> items) {}

    // ---- rooms

    /**
     * A room, a car or a piece of equipment; {@code opens} and {@code closes} are wall times.
     *
     * @param bookers groups of which one must be held to book it; the owner section always may
     * @param owner the name of the section that looks after it
     * @param approval whether the owners are asked about each booking
     * @param mayOversee whether the caller may see how it is used
     */
    public record FacilityListing(
            long id,

            @Schema(enumeration = {"room", "car", "equipment"})
            String kind,

            String name,
            String building,
            Optional<Integer> capacity,
            List<String> equipment,
            Optional<String> opens,
            Optional<String> closes,
            int setup,
            Optional<Integer> daysAhead,
            Optional<Integer> longest,
            List<String> bookers,
            Optional<Long> ownerSection,
            Optional<String> owner,
            boolean approval,
            boolean active,
            int version,
            boolean mayEdit,
            boolean mayBook,
            boolean mayOversee) {}

    public record FacilityList(List<FacilityListing> items) {}

    public record NewFacility(
            @Schema(enumeration = {"room", "car", "equipment"})
            String kind,

            String name,
            String building,
            Optional<Integer> capacity,
            List<String> equipment,
            Optional<String> opens,
            Optional<String> closes,
            int setup,
            Optional<Integer> daysAhead,
            Optional<Integer> longest,
            List<String> bookers,
            Optional<Long> ownerSection,
            boolean approval,
            Optional<Boolean> active) {

        public NewFacility {
            capacity = capacity == null ? Optional.empty() : capacity;
            equipment = equipment == null ? List.of() : equipment;
            opens = opens == null ? Optional.empty() : opens;
            closes = closes == null ? Optional.empty() : closes;
            daysAhead = daysAhead == null ? Optional.empty() : daysAhead;
            longest = longest == null ? Optional.empty() : longest;
            bookers = bookers == null ? List.of() : bookers;
            ownerSection = ownerSection == null ? Optional.empty() : ownerSection;
            active = active == null ? Optional.empty() : active;
        }
    }

    /** Who has the room is told to everybody, what for only to whom may see the event. */
    public record BookingListing(
            String start,
            String end,
            Optional<String> title,
            PersonRef by,
            Optional<String> extension,
            Optional<Long> event,
            Optional<String> recurrence,
            boolean mayEdit,
            boolean tentative,
            boolean requested) {}

    /**
     * A room with what is booked on a day.
     *
     * @param mayBook whether the caller may book it
     * @param approval whether the owners would be asked about a booking by the caller
     * @param owner the section that looks after it
     */
    public record RoomDay(
            long id,

            @Schema(enumeration = {"room", "car", "equipment"})
            String kind,

            String name,
            String building,
            Optional<Integer> capacity,
            Optional<String> opens,
            Optional<String> closes,
            int setup,
            boolean mayBook,
            boolean approval,
            Optional<String> owner,
            List<BookingListing> bookings) {}

    /** Who has a room from now on; {@code count} also counts those that are not listed. */
    public record UpcomingList(List<BookingListing> items, int count) {}

    public record RoomTimeline(LocalDate day, List<RoomDay> rooms) {}

    /** A booking that stands in the way, and whom to telephone. */
    public record ClashListing(
            long room,
            String name,
            String start,
            String end,
            PersonRef by,
            Optional<String> extension,
            boolean tentative) {}

    // ---- free times

    public record FreeTimeQuestion(
            List<Long> people,
            List<Long> optional,
            List<String> groups,
            Optional<List<Long>> rooms,
            int minutes,
            String from,
            String to) {

        public FreeTimeQuestion {
            people = people == null ? List.of() : people;
            optional = optional == null ? List.of() : optional;
            groups = groups == null ? List.of() : groups;
            rooms = rooms == null ? Optional.empty() : rooms;
        }
    }

    public record FreeRoom(long id, String name, String building, Optional<Integer> capacity) {}

    /**
     * A time that would do: {@code all} can, only {@code optional} ones cannot, or {@code one} cannot; those who cannot are named.
     *
     * @param onlyHeld those among them whose time is only held by a proposal
     */
    public record SlotListing(
            String start,
            String end,

            @Schema(enumeration = {"all", "optional", "one"})
            String rank,

            List<PersonRef> missing,
            List<Long> onlyHeld,
            List<FreeRoom> rooms) {}

    public record SlotList(int people, List<SlotListing> slots) {}

    static String start(Content content) {
        return time(content.start(), content.allDay() || content.undecided());
    }

    static String end(Content content) {
        return endOf(content.end(), content.allDay() || content.undecided());
    }

    static String time(LocalDateTime start, boolean days) {
        return days ? start.toLocalDate().toString() : start.toString();
    }

    static String endOf(LocalDateTime end, boolean days) {
        return days ? end.toLocalDate().minusDays(1).toString() : end.toString();
    }
}
