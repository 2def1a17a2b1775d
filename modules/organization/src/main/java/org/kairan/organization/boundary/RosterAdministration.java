package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import org.kairan.core.access.Administration;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/** Answers other modules' questions about who administers whom from today's roster. */
@ApplicationScoped
public class RosterAdministration implements Administration {

    @Inject
    Rosters rosters;

    @Inject
    Rights rights;

    @Override
    public boolean administers(Caller caller, GroupId whose) {
        var roster = rosters.today();
        return switch (whose.kind()) {
            case SECTION -> rights.administers(caller, roster, whose.targetId());
            case PERSON ->
                roster.member(new PersonId(whose.targetId()))
                        .filter(member -> administers(caller, roster, member))
                        .isPresent();
            default -> false;
        };
    }

    private boolean administers(Caller caller, Roster roster, Roster.Member member) {
        if (!member.current().isEmpty()) {
            return rights.administers(caller, roster, member);
        }
        return member.all().stream()
                .filter(work -> !work.from().isAfter(roster.day()))
                .max(Comparator.comparing(Roster.Assignment::from))
                .filter(last -> rights.administers(caller, roster, last.sectionId()))
                .isPresent();
    }
}
