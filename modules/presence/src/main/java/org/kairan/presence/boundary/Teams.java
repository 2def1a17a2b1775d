package org.kairan.presence.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Delegations;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.CityTime;

/** Knows who belongs to the groups that a board shows, and whose presence a caller may say. */
@ApplicationScoped
public class Teams {

    private static final int GROUPS_MAX = 100;

    @Inject
    Directory directory;

    @Inject
    Delegations delegations;

    @Inject
    Clock clock;

    /** The people of these groups, each once, in the order of the organization. */
    List<Person> people(List<String> teams, Caller caller) {
        if (teams.size() > GROUPS_MAX) {
            throw Refused.invalid("presence.too-many", Map.of("max", GROUPS_MAX));
        }
        var groups = teams.stream()
                .map(text -> GroupId.parse(text)
                        .filter(group -> directory.label(group, caller.person()).isPresent())
                        .orElseThrow(NotFound::new))
                .toList();
        return directory.members(Audience.of(groups), CityTime.today(clock));
    }

    /** Those of whom the caller may say where they are: themselves, whoever works in one of their sections, and those for whom they act. */
    Set<PersonId> settable(Caller caller) {
        var groups = sections(caller);
        groups.add(GroupId.person(caller.person()));
        delegations.principalsOf(caller.person()).forEach(person -> groups.add(GroupId.person(person)));
        return directory.members(Audience.of(groups), CityTime.today(clock)).stream()
                .map(Person::id)
                .collect(Collectors.toSet());
    }

    static Set<GroupId> sections(Caller caller) {
        return caller.groups().keySet().stream()
                .filter(group -> group.kind() == GroupId.Kind.SECTION)
                .collect(Collectors.toSet());
    }

    /**
     * Gives somebody who works for the city today.
     *
     * @throws NotFound if there is nobody of this id
     */
    Person worker(long id) {
        var person = new PersonId(id);
        return java.util.Optional.ofNullable(directory.people(List.of(person)).get(person))
                .filter(known -> known.sectionId().isPresent())
                .orElseThrow(NotFound::new);
    }
}
