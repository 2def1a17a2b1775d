package org.kairan.presence.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Contacts;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.rest.Keyset;
import org.kairan.core.rest.Open;
import org.kairan.presence.boundary.Listings.BoardPage;
import org.kairan.presence.boundary.Listings.BoardRow;
import org.kairan.presence.boundary.Listings.PersonRef;
import org.kairan.presence.entity.Waiting;
import org.kairan.presence.entity.Waitings;

/** Shows where the people of sections, titles and groups are, in the order of the organization. */
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Path("/presence/board")
public class BoardResource {

    @Inject
    Presences presences;

    @Inject
    Teams teams;

    @Inject
    Waitings waitings;

    @Inject
    Contacts contacts;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /**
     * Lists the people of groups page by page.
     *
     * @param team groups, {@code section:3} or {@code title:1} say, up to 100; none is the caller's own sections
     * @param after the {@code next} of the page before
     */
    @GET
    @Open(
            value = SIGNED_IN,
            because = "everybody may see who is in; of what somebody does as much as their calendar says to the caller")
    public BoardPage list(
            @QueryParam("team") List<String> team,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        var groups = team.isEmpty()
                ? Teams.sections(caller).stream().map(GroupId::toString).toList()
                : team;
        var page = Keyset.within(
                teams.people(groups, caller),
                person -> true,
                after,
                limit,
                person -> "" + person.id().value());
        return new BoardPage(clock.instant(), rows(page.items()), page.next());
    }

    private List<BoardRow> rows(List<Person> people) {
        var ids = people.stream().map(Person::id).toList();
        var found = presences.of(ids, caller);
        var shown = presences.shown(found);
        var settable = teams.settable(caller);
        var reached = contacts.contacts(ids);
        var waiting = waitings.of(caller.person()).stream().map(Waiting::person).collect(Collectors.toSet());
        var rows = new ArrayList<BoardRow>();
        for (int i = 0; i < people.size(); i++) {
            var id = ids.get(i);
            rows.add(new BoardRow(
                    PersonRef.of(people.get(i)),
                    Optional.ofNullable(reached.get(id)).flatMap(Contacts.Contact::extension),
                    shown.get(i),
                    found.get(id).freeAt(),
                    settable.contains(id),
                    waiting.contains(id)));
        }
        return rows;
    }
}
