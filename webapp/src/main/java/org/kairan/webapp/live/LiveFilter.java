package org.kairan.webapp.live;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Arrays;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Callers;
import org.kairan.webapp.Settings;
import org.kairan.webapp.edge.EdgeFilter;
import org.kairan.webapp.edge.Problems;

/** Lets a handshake pass only with a live session and from a page of our own, and has it upgraded in our way. */
@WebFilter(urlPatterns = LiveEndpoint.PATH, asyncSupported = true)
public class LiveFilter extends HttpFilter {

  @Inject transient Callers callers;
  @Inject transient Settings settings;

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
    var caller = caller(request);
    if (caller == null) {
      refuse(response, 401, "core.signed-out");
    } else if (request.getHeader("Origin") == null || !settings.publicOrigins().contains(request.getHeader("Origin"))) {
      // Browsers always send it, and a socket is not covered by their same-origin rule: without this check any page could listen in with its visitor's cookie.
      refuse(response, 403, "core.foreign-origin");
    } else if (request.getHeader("Sec-WebSocket-Key") == null) {
      response.setHeader("Upgrade", "websocket");
      refuse(response, 426, "core.upgrade-required");
    } else {
      chain.doFilter(new Handshake(request, caller), response);
    }
  }

  /** Asks for itself where the container has put this filter before {@link EdgeFilter}: annotations give no order. */
  private Caller caller(HttpServletRequest request) {
    if (request.getAttribute(EdgeFilter.CALLER) instanceof Caller caller) {
      return caller;
    }
    var cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
    return Arrays.stream(cookies).filter(cookie -> cookie.getName().equals(Settings.SESSION_COOKIE)).findFirst().flatMap(cookie -> callers.byToken(cookie.getValue())).orElse(null);
  }

  private static void refuse(HttpServletResponse response, int status, String code) throws IOException {
    response.setStatus(status);
    response.setContentType(Problems.TYPE.toString());
    response.getOutputStream().write(Problems.response(status, code).getEntity().toString().getBytes(StandardCharsets.UTF_8));
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
