package org.kairan.calendar.boundary;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kairan.calendar.boundary.Listings.FacilityRef;
import org.kairan.calendar.boundary.Listings.NewAttendee;
import org.kairan.calendar.boundary.Listings.OwnerRef;
import org.kairan.calendar.boundary.Listings.PersonRef;

/** The forms in which proposals are shown to clients. Times are wall times of the city without an offset. */
public final class ProposalListings {

    private ProposalListings() {}

    /**
     * A time that is proposed.
     *
     * @param id of a slot that there is already; missing for a new one
     */
    public record NewSlot(Optional<Long> id, String start, String end, List<Long> rooms) {

        public NewSlot {
            id = id == null ? Optional.empty() : id;
            rooms = rooms == null ? List.of() : rooms;
        }
    }

    /**
     * What is proposed; {@code owner} as of an event.
     *
     * @param until the last day on which the times are held; missing for until the last of them is over
     */
    public record NewProposal(
            Optional<String> owner,
            String title,
            String place,
            String notes,

            @Schema(enumeration = {"meeting", "trip", "out", "leave", "telework", "visitor", "other"})
            String kind,

            @Schema(enumeration = {"public", "busy", "private"})
            String visibility,

            List<NewAttendee> attendees,
            List<NewSlot> slots,
            Optional<String> until) {

        public NewProposal {
            owner = owner == null ? Optional.empty() : owner;
            attendees = attendees == null ? List.of() : attendees;
            slots = slots == null ? List.of() : slots;
            until = until == null ? Optional.empty() : until;
        }
    }

    /** @param left whether they have left the city, so that nobody waits for their answer */
    public record AskedListing(PersonRef person, boolean optional, boolean left) {}

    /**
     * A time that is held, or was.
     *
     * @param id that of its event
     * @param answers of each of the proposal's people, in their order; {@code absent} for who is not asked for this one
     * @param rank {@code all} can, all who are {@code needed} can, {@code open}: nobody who is needed has declined, or somebody is {@code missing}
     * @param place 1 for the best by what is answered
     */
    public record ProposedSlot(
            long id,
            String start,
            String end,
            List<FacilityRef> rooms,
            List<String> answers,
            int accepted,
            int tentative,
            int declined,
            int none,

            @Schema(enumeration = {"all", "needed", "open", "missing"})
            String rank,

            int place) {}

    /**
     * A proposal with its slots, the earliest first.
     *
     * @param until the last day on which it is held, as chosen
     * @param lapses when it ends by itself
     * @param event what was confirmed
     */
    public record ProposalDetail(
            long id,
            OwnerRef owner,
            String title,
            String place,
            String notes,

            @Schema(enumeration = {"meeting", "trip", "out", "leave", "telework", "visitor", "other"})
            String kind,

            @Schema(enumeration = {"public", "busy", "private"})
            String visibility,

            @Schema(enumeration = {"open", "confirmed", "cancelled", "lapsed"})
            String state,

            Optional<LocalDate> until,
            Instant lapses,
            List<AskedListing> people,
            List<ProposedSlot> slots,
            Optional<Long> event,
            boolean mayEdit,
            boolean mayAnswer,
            int version,
            PersonRef createdBy,
            Instant createdAt,
            Optional<Instant> editedAt,
            Optional<PersonRef> decidedBy,
            Optional<Instant> decidedAt) {}

    /**
     * A proposal in a list.
     *
     * @param awaiting whether the caller has still to answer to a slot of it
     * @param answered how many of its people have answered to all slots
     */
    public record ProposalListing(
            long id,
            String title,

            @Schema(enumeration = {"meeting", "trip", "out", "leave", "telework", "visitor", "other"})
            String kind,

            @Schema(enumeration = {"open", "confirmed", "cancelled", "lapsed"})
            String state,

            PersonRef createdBy,
            String from,
            String to,
            int slots,
            int people,
            int answered,
            boolean awaiting,
            Instant lapses,
            Optional<Long> event) {}

    public record ProposalPage(List<ProposalListing> items, Optional<String> next) {}

    public record SlotAnswer(
            long slot,

            @Schema(enumeration = {"none", "accepted", "declined", "tentative"})
            String answer) {}

    /** What the caller answers; slots that are not named stay as they are. */
    public record AnswersEdit(List<SlotAnswer> answers) {

        public AnswersEdit {
            answers = answers == null ? List.of() : answers;
        }
    }

    /** {@code slot} is the one that takes place. */
    public record Confirmation(long slot) {}
}
