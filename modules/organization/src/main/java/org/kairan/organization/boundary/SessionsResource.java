package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.rest.Open;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Rosters;
import org.kairan.organization.entity.Sessions;

/** Shows people where they are signed in, and ends what they do not know. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/sessions")
public class SessionsResource {

    public record SessionListing(
            UUID id,
            boolean current,
            boolean sharedPc,
            Instant startedAt,
            Instant lastSeenAt,
            String address,
            String userAgent) {

        static SessionListing of(Sessions.Session s, Caller caller) {
            return new SessionListing(
                    s.id(),
                    s.id().equals(caller.session()),
                    s.sharedPc(),
                    s.startedAt(),
                    s.lastSeenAt(),
                    s.address(),
                    s.userAgent());
        }
    }

    public record SessionList(List<SessionListing> items) {}

    @Inject
    SignOn signOn;

    @Inject
    Sessions sessions;

    @Inject
    Rosters rosters;

    @Inject
    Rights rights;

    @Inject
    Caller caller;

    @GET
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public SessionList list() {
        return new SessionList(sessions.ofPerson(caller.person()).stream()
                .map(s -> SessionListing.of(s, caller))
                .toList());
    }

    /** Ends one of the caller's own sessions, or one of somebody whom they administer. */
    @DELETE
    @Path("{id}")
    @APIResponse(responseCode = "204")
    public Response revoke(@PathParam("id") UUID id) {
        var roster = rosters.today();
        var person = sessions.live(List.of(id)).stream()
                .map(Sessions.Session::person)
                .filter(owner -> owner.equals(caller.person())
                        || roster.member(owner)
                                .filter(member -> rights.administers(caller, roster, member))
                                .isPresent())
                .findFirst()
                .orElseThrow(NotFound::new);
        signOn.end(person, id, "organization.session-revoked", caller.person());
        return Response.noContent().build();
    }
}
