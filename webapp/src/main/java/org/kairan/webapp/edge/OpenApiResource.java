package org.kairan.webapp.edge;

import static org.kairan.core.rest.Open.To.ANYONE;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.core.rest.Open;

/** Serves the document from which clients, the browser's among them, are generated. */
@RequestScoped
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public class OpenApiResource {

    @Inject
    OpenApi openApi;

    @GET
    @Open(value = ANYONE, because = "it describes the product, not what is in it")
    @APIResponse(responseCode = "200")
    public String document() {
        return openApi.document();
    }
}
