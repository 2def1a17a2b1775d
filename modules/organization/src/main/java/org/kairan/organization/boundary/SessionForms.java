package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kairan.core.audit.Source;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.boundary.People.PersonRef;
import org.kairan.organization.boundary.People.SectionRef;
import org.kairan.organization.entity.Rosters;
import org.kairan.organization.entity.Sessions;

/** What the resources around signing in have in common: the session as it is shown, its cookies, and the check of what must be given. */
@ApplicationScoped
public class SessionForms {

    private static final int DEVICE_SECONDS = 180 * 24 * 3600;
    private static final int SESSION_SECONDS = 7 * 24 * 3600;

    /** Who is signed in and what they may do; {@code sections} has the primary one first, {@code expiresAt} is exclusive. */
    public record SessionDetail(
            UUID id,
            PersonRef person,
            String login,
            boolean administrator,
            List<String> permissions,
            List<SectionRef> sections,
            boolean sharedPc,
            Instant expiresAt) {}

    @Inject
    Sessions sessions;

    @Inject
    SessionCallers callers;

    @Inject
    Rosters rosters;

    @Inject
    @ConfigProperty(name = "kairan.public.url", defaultValue = "http://localhost:8080")
    URI publicUrl;

    static SignOn.Origin origin(HttpServletRequest request, String device, boolean sharedPc) {
        var agent = request.getHeader("User-Agent");
        return new SignOn.Origin(
                request.getRemoteAddr(),
                agent == null ? "" : agent,
                Optional.ofNullable(device).filter(d -> !d.isBlank()),
                sharedPc,
                source(request));
    }

    /** The act itself is done on another thread, which knows nothing of the request. */
    static Optional<Source> source(HttpServletRequest request) {
        return Optional.ofNullable((Source) request.getAttribute(Source.ATTRIBUTE));
    }

    Response created(SignOn.Opened opened, boolean sharedPc) {
        var session = sessions.byToken(opened.token(), true).orElseThrow();
        var answer = Response.status(Response.Status.CREATED)
                .entity(detail(session))
                .cookie(cookie(
                        "kairan_session", opened.token(), sharedPc ? NewCookie.DEFAULT_MAX_AGE : SESSION_SECONDS));
        opened.device().ifPresent(secret -> answer.cookie(cookie("kairan_device", secret, DEVICE_SECONDS)));
        return answer.build();
    }

    NewCookie endedCookie() {
        return cookie("kairan_session", "", 0);
    }

    SessionDetail detail(Sessions.Session session) {
        var roster = rosters.today(session.version());
        var member = roster.member(session.person()).orElseThrow(NotFound::new);
        var permissions = callers.bySession(List.of(session.id())).values().stream()
                .flatMap(c -> c.permissions().stream())
                .map(Object::toString)
                .sorted()
                .toList();
        var sections = new ArrayList<SectionRef>();
        member.current()
                .forEach(a -> roster.section(a.sectionId())
                        .map(s -> new SectionRef(s.id(), s.name()))
                        .ifPresent(sections::add));
        return new SessionDetail(
                session.id(),
                PersonRef.of(member.person()),
                session.login(),
                permissions.contains(OrganizationModule.ADMINISTER.name()),
                permissions,
                sections,
                session.sharedPc(),
                session.until());
    }

    /** Refuses a request in which one of the fields is missing or blank, naming each. */
    static void required(Map<String, Optional<String>> fields) {
        var faults = fields.entrySet().stream()
                .filter(field ->
                        field.getValue().filter(value -> !value.isBlank()).isEmpty())
                .map(field -> new Fault(field.getKey(), "core.required", Map.of()))
                .sorted(Comparator.comparing(Fault::field))
                .toList();
        if (!faults.isEmpty()) {
            throw new Refused(Refused.Kind.INVALID, "core.invalid", Map.of(), faults);
        }
    }

    private NewCookie cookie(String name, String value, int maxAge) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure("https".equals(publicUrl.getScheme()))
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(maxAge)
                .build();
    }
}
