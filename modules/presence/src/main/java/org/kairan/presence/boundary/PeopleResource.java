package org.kairan.presence.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.presence.boundary.Listings.PresenceList;

/** Answers where people are, for the marks beside their names and for whoever counts. */
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Path("/presence/people")
public class PeopleResource {

    private static final int IDS_MAX = 500;
    private static final int PEOPLE_MAX = 2_000;

    @Inject
    Presences presences;

    @Inject
    Teams teams;

    @Inject
    Directory directory;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /**
     * Answers for up to 500 people by id, or for groups of up to 2,000 people in all. Who does not work for the city today is missing.
     *
     * @param ids people
     * @param team groups, {@code section:3} or {@code everyone} say, in place of ids
     */
    @GET
    @Open(
            value = SIGNED_IN,
            because = "everybody may see who is in; of what somebody does as much as their calendar says to the caller")
    public PresenceList list(@QueryParam("id") List<Long> ids, @QueryParam("team") List<String> team) {
        if (ids.size() > IDS_MAX) {
            throw Refused.invalid("presence.too-many", Map.of("max", IDS_MAX));
        }
        var people = team.isEmpty() ? known(ids) : ofTeam(team);
        return new PresenceList(clock.instant(), presences.shown(presences.of(people, caller)));
    }

    private List<PersonId> known(List<Long> ids) {
        var known = directory.people(ids.stream().distinct().map(PersonId::new).toList());
        return known.values().stream()
                .filter(person -> person.sectionId().isPresent())
                .map(Person::id)
                .toList();
    }

    private List<PersonId> ofTeam(List<String> team) {
        var people = teams.people(team, caller);
        if (people.size() > PEOPLE_MAX) {
            throw Refused.invalid("presence.too-many", Map.of("max", PEOPLE_MAX));
        }
        return people.stream().map(Person::id).toList();
    }
}
