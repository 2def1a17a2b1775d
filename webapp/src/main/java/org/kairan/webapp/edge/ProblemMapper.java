package org.kairan.webapp.edge;

import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.webapp.start.Database;

/** Turns whatever a resource throws into a problem; what is our own fault is logged once, here, under the request's id and without the request's content. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    @Context
    HttpServletResponse answer;

    @Override
    public Response toResponse(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return Problems.response(refused.kind().status(), refused.code(), refused.args(), refused.faults());
            }
            if (cause instanceof NotFound) {
                return Problems.response(404, "core.not-found");
            }
            if (cause instanceof WebApplicationException web
                    && web.getResponse().getStatus() < 500) {
                return Problems.response(
                        web.getResponse().getStatus(),
                        web.getResponse().getStatus() == 404 ? "core.not-found" : "core.bad-request");
            }
            if (cause instanceof JsonbException
                    || cause instanceof JsonException
                    || (cause instanceof ProcessingException && !(cause.getCause() instanceof CompletionException))) {
                return Problems.response(400, "core.bad-json");
            }
            if (Database.isFull(cause)) {
                LOG.log(Level.SEVERE, "The database has no room left: {0}", cause.getMessage());
                return Problems.response(507, "core.disk-full");
            }
        }
        LOG.log(Level.SEVERE, thrown, () -> "request " + answer.getHeader("X-Request-Id") + " failed");
        return Problems.response(500, "core.failed");
    }
}
