package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kairan.core.Module;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Callers;
import org.kairan.core.access.Permission;
import org.kairan.core.people.GroupId;
import org.kairan.organization.entity.Rosters;
import org.kairan.organization.entity.Sessions;
import org.kairan.organization.entity.Sessions.Session;

/** Knows callers by their sessions: groups from today's roster, and for administrators every permission that a module declares. */
@ApplicationScoped
public class SessionCallers implements Callers {

    @Inject
    Sessions sessions;

    @Inject
    Rosters rosters;

    @Inject
    @Any
    Instance<Module> modules;

    @Override
    public Optional<Caller> byToken(String token, boolean used) {
        return sessions.byToken(token, used).flatMap(this::caller);
    }

    @Override
    public Map<UUID, Caller> bySession(Collection<UUID> ids) {
        var callers = new HashMap<UUID, Caller>();
        sessions.live(ids).forEach(session -> caller(session).ifPresent(caller -> callers.put(session.id(), caller)));
        return callers;
    }

    private Optional<Caller> caller(Session session) {
        return rosters.today(session.version())
                .member(session.person())
                .filter(member -> member.maySignIn(session.administrator()))
                .map(member -> {
                    var permissions = permissions(session);
                    var groups = member.groups();
                    if (!permissions.isEmpty()) {
                        var more = new HashMap<GroupId, LocalDate>(groups);
                        permissions.forEach(p -> more.put(GroupId.permission(p.name()), LocalDate.MAX));
                        groups = more;
                    }
                    return new Caller(session.person(), session.id(), groups, permissions, session.until());
                });
    }

    private Set<Permission> permissions(Session session) {
        if (!session.administrator()) {
            return Set.of();
        }
        var all = new HashSet<Permission>();
        modules.forEach(module -> all.addAll(module.permissions()));
        return all;
    }
}
