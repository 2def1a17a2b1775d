package org.kairan.presence.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.presence.boundary.Listings.PersonRef;
import org.kairan.presence.boundary.Listings.WaitingList;
import org.kairan.presence.boundary.Listings.WaitingListing;
import org.kairan.presence.control.Status;
import org.kairan.presence.entity.Waiting;
import org.kairan.presence.entity.Waitings;

/** Lets people be told once when somebody is back. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/presence")
public class WaitingsResource {

    private static final int MOST = 50;

    @Inject
    Waitings waitings;

    @Inject
    Presences presences;

    @Inject
    Teams teams;

    @Inject
    Directory directory;

    @Inject
    Telling telling;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /** For whom the caller waits, the latest first. */
    @GET
    @Path("waitings")
    @Open(value = SIGNED_IN, because = "each caller gets their own")
    public WaitingList list() {
        var mine = waitings.of(caller.person());
        var named = directory.people(mine.stream().map(Waiting::person).toList());
        return new WaitingList(mine.stream()
                .map(one -> new WaitingListing(PersonRef.of(named.get(one.person())), one.since()))
                .toList());
    }

    /** Has the caller told, once, when somebody is back; asked again it changes nothing. */
    @POST
    @Path("people/{id}/waiting")
    @Transactional
    @Open(value = SIGNED_IN, because = "everybody may see who is in, and so be told of it")
    @APIResponse(responseCode = "204")
    public Response begin(@PathParam("id") long id) {
        var person = teams.worker(id).id();
        if (person.equals(caller.person())) {
            throw Refused.invalid("presence.waiting-for-oneself");
        }
        var mine = waitings.of(caller.person());
        if (mine.stream().noneMatch(one -> one.person().equals(person))) {
            var now = presences.of(List.of(person), caller).get(person);
            if (now.status() == Status.IN) {
                throw Refused.conflict("presence.is-in");
            }
            if (mine.size() >= MOST) {
                throw Refused.invalid("presence.too-many", Map.of("max", MOST));
            }
            // What happens until this is committed would not be noticed otherwise.
            waitings.add(new Waiting(person, caller.person(), clock.instant()));
            telling.waited(person, caller.person());
        }
        return Response.noContent().build();
    }

    /** The caller does not want to be told any more. */
    @DELETE
    @Path("people/{id}/waiting")
    @Transactional
    @Open(value = SIGNED_IN, because = "each caller ends their own")
    @APIResponse(responseCode = "204")
    public Response end(@PathParam("id") long id) {
        if (waitings.remove(new PersonId(id), caller.person())) {
            telling.waited(new PersonId(id), caller.person());
        }
        return Response.noContent().build();
    }
}
