package org.kairan.organization.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.kairan.core.problem.Refused;
import org.kairan.organization.entity.Accounts;
import org.kairan.organization.entity.Organizations;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/**
 * Keeps Kairan from being left without anybody who may administer it, today or on any later day that is already planned.
 *
 * <p>Only those count who have a password and may sign in on the day. A change is refused if it brings the first day without any of them nearer; what was planned before does not stand in its way.
 */
@ApplicationScoped
public class LastAdministrator {

    @Inject
    Organizations organizations;

    @Inject
    Rosters rosters;

    @Inject
    Accounts accounts;

    @Inject
    Rights rights;

    /** Makes the change, alone among all that change people and rights, and refuses it if it leaves no administrator; within the caller's transaction, which is then rolled back. */
    public <T> T kept(Supplier<T> change) {
        organizations.lock();
        var before = lapse();
        var done = change.get();
        if (lapse().isBefore(before)) {
            throw Refused.conflict("organization.last-administrator");
        }
        return done;
    }

    /** The first day on which nobody may administer; {@link LocalDate#MAX} if there is none. */
    private LocalDate lapse() {
        var able = accounts.withPassword();
        return rosters.ahead().stream()
                .filter(roster -> able.stream()
                        .flatMap(person -> roster.member(person).stream())
                        .noneMatch(member -> administers(roster, member)))
                .map(Roster::day)
                .findFirst()
                .orElse(LocalDate.MAX);
    }

    private boolean administers(Roster roster, Roster.Member member) {
        var administrator = rights.administers(roster, member.groups().keySet());
        return administrator && member.maySignIn(true);
    }
}
