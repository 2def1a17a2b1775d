package org.kairan.webapp.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.kairan.core.rest.Open;

/** Answers 401 to whoever is signed out, on every method that is not open to anyone, and 415 to bodies a foreign form could send. */
@Provider
public class SignedInFilter implements ContainerRequestFilter {

    private static final Set<String> FORM_TYPES =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

    @Context
    ResourceInfo resource;

    @Context
    HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        var method = resource.getResourceMethod();
        var open = method == null ? null : method.getAnnotation(Open.class);
        if ((open == null || open.value() != Open.To.ANYONE) && request.getAttribute(EdgeFilter.CALLER) == null) {
            context.abortWith(Problems.response(401, "core.signed-out"));
            return;
        }
        var type = context.getMediaType();
        if (type != null && FORM_TYPES.contains(type.getType() + "/" + type.getSubtype())) {
            context.abortWith(Problems.response(415, "core.media-type"));
        } else if (type == null && context.hasEntity()) {
            context.getHeaders().putSingle("Content-Type", MediaType.APPLICATION_JSON);
        }
    }
}
