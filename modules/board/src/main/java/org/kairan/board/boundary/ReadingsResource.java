package org.kairan.board.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.board.entity.Readings;
import org.kairan.core.access.Caller;

/** Takes the browser's word that its user has had a bulletin before their eyes. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/board/bulletins/{id}/readings")
public class ReadingsResource {

    @Inject
    Readings readings;

    @Inject
    Reading reading;

    @Inject
    Caller caller;

    @POST
    @APIResponse(responseCode = "204")
    public Response read(@PathParam("id") long id) {
        reading.add(caller, id);
        if (readings.behind(caller.person())) {
            reading.advance(caller, reading.settled());
        }
        return Response.noContent().build();
    }
}
