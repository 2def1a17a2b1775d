package org.kairan.bench.board;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Gives back from memory what was last put, to whoever is signed in: the least that a request of that size can cost. Runs inside the server, in a copy of the WAR that only the benchmark makes. */
@RequestScoped
@Path("/bench/echo")
public class Echo {

    private static volatile byte[] kept = {};

    @PUT
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public void keep(byte[] bytes) {
        kept = bytes;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] give() {
        return kept;
    }
}
