package org.kairan.webapp.live;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import org.kairan.core.access.Caller;
import org.kairan.webapp.Settings;
import org.kairan.webapp.edge.EdgeFilter;
import org.kairan.webapp.edge.Problems;

/** Lets a handshake pass only with a live session and from a page of our own, and has it upgraded in our way. */
public class LiveFilter extends HttpFilter {

    @Inject
    transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request.getAttribute(EdgeFilter.CALLER) instanceof Caller caller)) {
            Problems.write(response, 401, "core.signed-out");
        } else if (request.getHeader("Origin") == null
                || !settings.publicOrigins().contains(request.getHeader("Origin"))) {
            // Browsers always send it, and a socket is not covered by their same-origin rule: without this check any
            // page could listen in with its visitor's cookie.
            Problems.write(response, 403, "core.foreign-origin");
        } else if (request.getHeader("Sec-WebSocket-Key") == null) {
            response.setHeader("Upgrade", "websocket");
            Problems.write(response, 426, "core.upgrade-required");
        } else {
            chain.doFilter(new Handshake(request, caller), response);
        }
    }

    private static final class Handshake extends HttpServletRequestWrapper {

        private final Caller caller;

        Handshake(HttpServletRequest request, Caller caller) {
            super(request);
            this.caller = caller;
        }

        @Override
        public Principal getUserPrincipal() {
            return new LiveCaller(caller);
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
            return FastLane.upgrade(this, super::upgrade, type);
        }
    }
}
