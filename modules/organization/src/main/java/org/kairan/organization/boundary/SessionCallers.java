package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Callers;
import org.kairan.core.people.GroupId;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Rosters;
import org.kairan.organization.entity.Sessions;
import org.kairan.organization.entity.Sessions.Session;

/** Knows callers by their sessions: groups from today's roster, and the permissions that its grants give to those groups. */
@ApplicationScoped
public class SessionCallers implements Callers {

    @Inject
    Sessions sessions;

    @Inject
    Rosters rosters;

    @Inject
    Rights rights;

    @Override
    public Optional<Caller> byToken(String token) {
        return sessions.byToken(token).flatMap(this::caller);
    }

    @Override
    public Map<UUID, Caller> bySession(Collection<UUID> ids) {
        var callers = new HashMap<UUID, Caller>();
        sessions.live(ids).forEach(session -> caller(session).ifPresent(caller -> callers.put(session.id(), caller)));
        return callers;
    }

    private Optional<Caller> caller(Session session) {
        var roster = rosters.today(session.version());
        return roster.member(session.person()).flatMap(member -> {
            var permissions = rights.of(roster, member.groups().keySet());
            if (!member.maySignIn(permissions.contains(OrganizationModule.ADMINISTER))) {
                return Optional.empty();
            }
            var groups = member.groups();
            if (!permissions.isEmpty()) {
                var more = new HashMap<GroupId, LocalDate>(groups);
                permissions.forEach(p -> more.put(GroupId.permission(p.name()), LocalDate.MAX));
                groups = more;
            }
            return Optional.of(new Caller(session.person(), session.id(), groups, permissions, session.until()));
        });
    }
}
