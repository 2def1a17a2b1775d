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
import org.kairan.core.rest.Open;
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
            String userAgent) {}

    public record SessionList(List<SessionListing> items) {}

    @Inject
    SignOn signOn;

    @Inject
    Sessions sessions;

    @Inject
    Caller caller;

    @GET
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public SessionList list() {
        return new SessionList(sessions.ofPerson(caller.person()).stream()
                .map(s -> new SessionListing(
                        s.id(),
                        s.id().equals(caller.session()),
                        s.sharedPc(),
                        s.startedAt(),
                        s.lastSeenAt(),
                        s.address(),
                        s.userAgent()))
                .toList());
    }

    @DELETE
    @Path("{id}")
    @APIResponse(responseCode = "204")
    public Response revoke(@PathParam("id") UUID id) {
        signOn.end(caller.person(), id);
        return Response.noContent().build();
    }
}
