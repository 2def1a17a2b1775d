package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Callers;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Accounts;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;
import org.kairan.organization.entity.Sessions;
import org.kairan.organization.entity.Sessions.Session;

/** Knows callers by their sessions: groups from today's roster, and the permissions that its grants give to those groups. */
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
    Rights rights;

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

    @Override
    public Map<PersonId, Caller> absent(Collection<PersonId> people) {
        var roster = rosters.today();
        var callers = new HashMap<PersonId, Caller>();
        people.forEach(person -> accounts.ofPerson(person)
                .flatMap(account -> caller(roster, person, NO_SESSION, Instant.EPOCH))
                .ifPresent(caller -> callers.put(person, caller)));
        return callers;
    }

    private Optional<Caller> caller(Session session) {
        return caller(rosters.today(session.version()), session.person(), session.id(), session.until());
    }

    private Optional<Caller> caller(Roster roster, PersonId person, UUID session, Instant until) {
        return roster.member(person).flatMap(member -> {
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
            return Optional.of(new Caller(person, session, groups, permissions, until));
        });
    }
}
