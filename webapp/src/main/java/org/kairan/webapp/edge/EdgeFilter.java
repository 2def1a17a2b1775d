package org.kairan.webapp.edge;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Callers;
import org.kairan.core.audit.Source;
import org.kairan.webapp.Settings;

/**
 * Stands before everything: sets the security headers, refuses foreign origins and bodies that are too big, finds out who is asking, and answers the browser's page addresses with the one page.
 *
 * <p>Against forged requests (CSRF) three things stand together: SameSite cookies, an Origin (or Sec-Fetch-Site) that must be ours on every request that changes something, and content types that a foreign form cannot send.
 */
public class EdgeFilter extends HttpFilter {

    /** Request attribute with the {@link Caller}; absent when signed out. */
    public static final String CALLER = "org.kairan.caller";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** All that there is to do outside the API; without this bound Payara describes its own interface, and which software it is, to OPTIONS /openapi. */
    private static final Set<String> SHOWING = Set.of("GET", "HEAD");

    private static final int BODY_LIMIT = 1 << 20;
    private static final int IMPORT_LIMIT = 21 << 20;
    private static final int CALENDAR_LIMIT = 11 << 20;
    private static final String CSP =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types kairan-worker";

    @Inject
    transient Callers callers;

    @Inject
    transient Settings settings;

    private transient Proxies proxies;

    @Override
    public void init() {
        proxies = new Proxies(settings.trustedProxies());
    }

    @Override
    protected void doFilter(HttpServletRequest sent, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var request = proxies.seen(sent);
        var path = request.getRequestURI().substring(request.getContextPath().length());
        headers(request, response, path);
        var api = path.equals("/api") || path.startsWith("/api/");
        if (api && !SAFE.contains(request.getMethod())) {
            if (!sameOrigin(request)) {
                Problems.write(response, 403, "core.foreign-origin");
                return;
            }
            var limit = path.startsWith("/api/organization/imports")
                    ? IMPORT_LIMIT
                    : path.equals("/api/calendar/imports") ? CALENDAR_LIMIT : BODY_LIMIT;
            if (request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null) {
                Problems.write(response, 411, "core.length-required");
                return;
            }
            // A piece of an upload is streamed, and bounded by the module that takes it.
            var piece = request.getMethod().equals("PATCH") && path.startsWith("/api/storage/uploads/");
            if (request.getContentLengthLong() > limit && !piece) {
                Problems.write(response, 413, "core.too-big");
                return;
            }
        }
        if (api) {
            token(request)
                    .flatMap(token -> callers.byToken(token, isUse(request, path)))
                    .ifPresent(caller -> request.setAttribute(CALLER, caller));
        } else if (!SHOWING.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            Problems.write(response, 405, "core.bad-request");
            return;
        } else if (isPage(path)) {
            request.getRequestDispatcher("/index.html").forward(request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private void headers(HttpServletRequest request, HttpServletResponse response, String path) {
        var id = request.getHeader("X-Request-Id");
        var known = id != null && id.matches("[A-Za-z0-9-]{8,64}")
                ? id
                : UUID.randomUUID().toString();
        response.setHeader("X-Request-Id", known);
        request.setAttribute(Source.ATTRIBUTE, new Source(request.getRemoteAddr(), known));
        response.setHeader("Content-Security-Policy", CSP);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
        if (settings.secure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        response.setHeader(
                "Cache-Control",
                path.startsWith("/assets/")
                        ? "public, max-age=31536000, immutable"
                        : path.startsWith("/api") ? "no-store" : "no-cache");
    }

    /** An open page asks by itself too, and keeps its line: that must not keep a session alive which nobody uses any more. */
    private static boolean isUse(HttpServletRequest request, String path) {
        return !path.equals("/api/live")
                && !path.equals("/api/live/poll")
                && request.getHeader("X-Kairan-Background") == null;
    }

    private boolean sameOrigin(HttpServletRequest request) {
        var origin = request.getHeader("Origin");
        if (origin != null) {
            return settings.publicOrigins().contains(origin);
        }
        var site = request.getHeader("Sec-Fetch-Site");
        return site == null || site.equals("same-origin") || site.equals("none");
    }

    private static Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(c -> c.getName().equals(Settings.SESSION_COOKIE))
                .map(Cookie::getValue)
                .filter(v -> !v.isBlank())
                .findFirst();
    }

    /** Whatever has no dot in its last part and is none of the server's own addresses is a page of the browser side. */
    private static boolean isPage(String path) {
        return !path.startsWith("/health")
                && !path.startsWith("/metrics")
                && !path.startsWith("/assets/")
                && path.indexOf('.', path.lastIndexOf('/')) < 0;
    }
}
