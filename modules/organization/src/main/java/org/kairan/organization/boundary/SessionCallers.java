package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
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
import org.kairan.core.people.PersonId;
import org.kairan.organization.entity.Accounts;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;
import org.kairan.organization.entity.Sessions;
import org.kairan.organization.entity.Sessions.Session;

/** Knows callers by their sessions: groups from today's roster, and for administrators every permission that a module declares. */
@ApplicationScoped
public class SessionCallers implements Callers {

    private static final UUID NO_SESSION = new UUID(0, 0);

    @Inject
    Sessions sessions;

    @Inject
    Accounts accounts;

    @Inject
    Rosters rosters;

    @Inject
    @Any
    Instance<Module> modules;

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

    @Override
    public Map<PersonId, Caller> absent(Collection<PersonId> people) {
        var roster = rosters.today();
        var callers = new HashMap<PersonId, Caller>();
        people.forEach(person -> accounts.ofPerson(person)
                .flatMap(account -> caller(roster, person, NO_SESSION, account.administrator(), Instant.EPOCH))
                .ifPresent(caller -> callers.put(person, caller)));
        return callers;
    }

    private Optional<Caller> caller(Session session) {
        return caller(
                rosters.today(session.version()),
                session.person(),
                session.id(),
                session.administrator(),
                session.until());
    }

    private Optional<Caller> caller(
            Roster roster, PersonId person, UUID session, boolean administrator, Instant until) {
        return roster.member(person)
                .filter(member -> member.maySignIn(administrator))
                .map(member -> {
                    var permissions = permissions(administrator);
                    var groups = member.groups();
                    if (!permissions.isEmpty()) {
                        var more = new HashMap<GroupId, LocalDate>(groups);
                        permissions.forEach(p -> more.put(GroupId.permission(p.name()), LocalDate.MAX));
                        groups = more;
                    }
                    return new Caller(person, session, groups, permissions, until);
                });
    }

    private Set<Permission> permissions(boolean administrator) {
        if (!administrator) {
            return Set.of();
        }
        var all = new HashSet<Permission>();
        modules.forEach(module -> all.addAll(module.permissions()));
        return all;
    }
}
