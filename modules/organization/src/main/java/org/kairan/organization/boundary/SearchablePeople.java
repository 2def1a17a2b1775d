package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.core.ModuleId;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.OrganizationChanged;
import org.kairan.core.people.PersonId;
import org.kairan.core.search.Changed;
import org.kairan.core.search.Searchable;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/** Lets everybody who works for the city today be found by name, kana, number, section and title. */
@ApplicationScoped
public class SearchablePeople implements Searchable {

    @Inject
    Rosters rosters;

    @Inject
    Event<Changed> changes;

    @Override
    public ModuleId module() {
        return OrganizationModule.ID;
    }

    @Override
    public String kind() {
        return OrganizationModule.PERSON;
    }

    @Override
    public boolean daily() {
        return true;
    }

    void organizationChanged(@Observes OrganizationChanged changed) {
        changes.fire(new Changed(OrganizationModule.ID, OrganizationModule.PERSON, 0));
        changes.fire(new Changed(OrganizationModule.ID, OrganizationModule.SECTION, 0));
    }

    @Override
    public List<Entry> entries(Collection<Long> ids) {
        var roster = rosters.today();
        return ids.stream()
                .map(id -> roster.member(new PersonId(id)))
                .flatMap(Optional::stream)
                .filter(member -> !member.current().isEmpty())
                .map(member -> entry(member, roster))
                .toList();
    }

    private static Entry entry(Roster.Member member, Roster roster) {
        var details = member.details();
        var names = new ArrayList<>(List.of(details.kana(), details.staffNumber()));
        details.extension().ifPresent(names::add);
        var text = member.current().stream()
                .flatMap(a -> Stream.concat(
                        Stream.of(roster.path(a.sectionId()).replace("/", " ")),
                        roster.titleName(a.titleId()).stream()))
                .collect(Collectors.joining(" "));
        return new Entry(
                OrganizationModule.person(details.id()),
                Set.of(GroupId.EVERYONE),
                details.name(),
                names,
                text,
                member.person().sectionId(),
                Instant.EPOCH);
    }

    @Override
    public List<Long> ids(long id, int limit) {
        return rosters.today().ordered().stream()
                .map(member -> member.details().id())
                .filter(each -> each > id)
                .sorted()
                .limit(limit)
                .toList();
    }
}
