package org.kairan.presence.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.access.Caller;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.presence.boundary.Listings.NewOverride;
import org.kairan.presence.boundary.Listings.PresenceListing;
import org.kairan.presence.control.Presence;
import org.kairan.presence.control.Status;
import org.kairan.presence.entity.Overrides;
import org.kairan.presence.entity.SaidByHand;

/**
 * Takes what is said by hand of where somebody is. The last word counts, whoever it is from, without a condition: what is newer of where somebody is is better than what is older, and who has said it is shown.
 */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/presence/people/{id}/override")
public class OverridesResource {

    private static final int PLACE_MAX = 100;
    private static final int NOTE_MAX = 200;
    private static final Duration FARTHEST = Duration.ofDays(93);

    @Inject
    Overrides overrides;

    @Inject
    Presences presences;

    @Inject
    Teams teams;

    @Inject
    Telling telling;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /** Says where somebody is, until they are back or to the end of the day. */
    @PUT
    @Transactional
    public PresenceListing say(@PathParam("id") long id, NewOverride in) {
        var person = settable(id);
        var status = Optional.ofNullable(in)
                .flatMap(given -> Status.of(given.status()))
                .orElseThrow(() -> Refused.invalid("core.invalid"));
        var place = text(in.place(), PLACE_MAX);
        var note = text(in.note(), NOTE_MAX);
        var now = clock.instant();
        in.backAt().ifPresent(back -> {
            if (!back.isAfter(now) || back.isAfter(now.plus(FARTHEST))) {
                throw Refused.invalid("presence.back-out-of-range", Map.of("days", FARTHEST.toDays()));
            }
        });
        var unsaid = presences.unsaid(person, caller);
        if (status == Status.IN && says(unsaid.presence(), place, note, in.backAt())) {
            overrides.remove(person);
        } else {
            var ends = in.backAt().orElse(status == Status.IN ? unsaid.asLongAsNow() : presences.midnight());
            overrides.put(new SaidByHand(person, status.key(), place, note, in.backAt(), ends, caller.person(), now));
        }
        telling.changed(Set.of(person));
        return now(person);
    }

    /** Takes back what was said by hand: presence follows from the calendar and the hours of work again. */
    @DELETE
    @Transactional
    public PresenceListing takeBack(@PathParam("id") long id) {
        var person = settable(id);
        if (overrides.remove(person)) {
            telling.changed(Set.of(person));
        }
        return now(person);
    }

    /** Nothing need be said by hand that is so without it. */
    private static boolean says(Presence unsaid, String place, String note, Optional<Instant> until) {
        return unsaid.status() == Status.IN && place.isEmpty() && note.isEmpty() && until.isEmpty();
    }

    private PresenceListing now(PersonId person) {
        return presences.shown(presences.of(List.of(person), caller)).get(0);
    }

    private PersonId settable(long id) {
        return Optional.of(new PersonId(id))
                .filter(teams.settable(caller)::contains)
                .orElseThrow(NotFound::new);
    }

    private static String text(String value, int max) {
        var text = value == null ? "" : value.strip();
        if (text.length() > max) {
            throw Refused.invalid("presence.text-too-long", Map.of("max", max));
        }
        if (text.chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Refused.invalid("core.character-invalid");
        }
        return text;
    }
}
