package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.ModuleId;
import org.kairan.core.people.GroupId;
import org.kairan.core.search.Searchable;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/** Lets the sections of today be found by their names and codes. */
@ApplicationScoped
public class SearchableSections implements Searchable {

    @Inject
    Rosters rosters;

    @Override
    public ModuleId module() {
        return OrganizationModule.ID;
    }

    @Override
    public String kind() {
        return OrganizationModule.SECTION;
    }

    @Override
    public boolean daily() {
        return true;
    }

    @Override
    public List<Entry> entries(Collection<Long> ids) {
        var roster = rosters.today();
        return ids.stream()
                .map(roster::section)
                .flatMap(Optional::stream)
                .map(section -> new Entry(
                        OrganizationModule.section(section.id()),
                        Set.of(GroupId.EVERYONE),
                        section.name(),
                        List.of(section.code()),
                        roster.path(section.id()).replace("/", " "),
                        Optional.of(section.id()),
                        Instant.EPOCH))
                .toList();
    }

    @Override
    public List<Long> ids(long id, int limit) {
        return rosters.today().sections().stream()
                .map(Roster.Section::id)
                .filter(each -> each > id)
                .sorted()
                .limit(limit)
                .toList();
    }
}
