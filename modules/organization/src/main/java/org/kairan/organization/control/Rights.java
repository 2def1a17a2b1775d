package org.kairan.organization.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.kairan.core.Module;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Permission;
import org.kairan.core.people.GroupId;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.entity.Roster;

/**
 * Says what the grants give to whoever holds their targets.
 *
 * <p>There are three roles. An administrator holds every permission that a module declares. A section administrator administers the people of a section and all below it. Staff is everybody, and holds what is granted to
 * them.
 */
@ApplicationScoped
public class Rights {

    public static final String ADMINISTRATOR = "administrator";
    public static final String SECTION_ADMINISTRATOR = "section-administrator";

    @Inject
    @Any
    Instance<Module> modules;

    private volatile Set<Permission> declared;

    public Set<Permission> declared() {
        var known = declared;
        if (known == null) {
            var all = new HashSet<Permission>();
            modules.forEach(module -> all.addAll(module.permissions()));
            known = Set.copyOf(all);
            declared = known;
        }
        return known;
    }

    /** Gives everything that can be granted: the roles, then the permissions. */
    public Set<String> grantable() {
        var names = new TreeSet<String>();
        declared().forEach(permission -> names.add(permission.name()));
        // It comes with the role and its section; without them it would mean nothing.
        names.remove(OrganizationModule.ADMINISTER_SECTION.name());
        names.add(ADMINISTRATOR);
        names.add(SECTION_ADMINISTRATOR);
        return names;
    }

    /** Gives the permissions of somebody who holds these groups. */
    public Set<Permission> of(Roster roster, Set<GroupId> held) {
        var permissions = new HashSet<Permission>();
        for (var grant : roster.grants()) {
            if (!held.contains(grant.target())) {
                continue;
            }
            switch (grant.what()) {
                case ADMINISTRATOR -> permissions.addAll(declared());
                case SECTION_ADMINISTRATOR -> permissions.add(OrganizationModule.ADMINISTER_SECTION);
                // What a module that is no longer there has declared gives nothing.
                default ->
                    declared().stream()
                            .filter(permission -> permission.name().equals(grant.what()))
                            .forEach(permissions::add);
            }
        }
        return permissions;
    }

    public boolean administers(Roster roster, Set<GroupId> held) {
        return of(roster, held).contains(OrganizationModule.ADMINISTER);
    }

    /** Whether the caller administers a section: as an administrator, or because it is or lies below theirs. */
    public boolean administers(Caller caller, Roster roster, long section) {
        return caller.may(OrganizationModule.ADMINISTER)
                || roster.grants().stream()
                        .filter(grant -> grant.what().equals(SECTION_ADMINISTRATOR) && caller.holds(grant.target()))
                        .anyMatch(grant -> grant.section()
                                .filter(own -> roster.isBelow(section, own))
                                .isPresent());
    }

    /**
     * Whether the caller administers a person: as an administrator, or because all their work, now and later, is in sections that the caller administers. Nobody administers people who may do more than
     * themselves, since whoever can print somebody's code can sign in as them.
     */
    public boolean administers(Caller caller, Roster roster, Roster.Member member) {
        if (caller.may(OrganizationModule.ADMINISTER)) {
            return true;
        }
        var work = member.all().stream()
                .filter(a -> a.until().map(roster.day()::isBefore).orElse(true))
                .toList();
        var groups = new HashSet<>(member.groups().keySet());
        work.forEach(a -> groups.addAll(roster.groupsOf(a)));
        return !work.isEmpty()
                && work.stream().allMatch(a -> administers(caller, roster, a.sectionId()))
                && caller.permissions().containsAll(of(roster, groups));
    }

    /** Whether somebody administers all of them. */
    public boolean administers(Caller caller, Roster roster, Collection<Roster.Member> members) {
        return members.stream().allMatch(member -> administers(caller, roster, member));
    }
}
