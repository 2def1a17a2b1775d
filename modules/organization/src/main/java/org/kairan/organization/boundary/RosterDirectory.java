package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/** Answers other modules' questions about people from today's roster. */
@ApplicationScoped
public class RosterDirectory implements Directory {

    @Inject
    Rosters rosters;

    @Override
    public Map<PersonId, Person> people(Collection<PersonId> ids) {
        var roster = rosters.today();
        var found = new HashMap<PersonId, Person>();
        ids.forEach(id -> roster.member(id).ifPresent(m -> found.put(id, m.person())));
        return found;
    }

    @Override
    public Map<PersonId, Person> people(Collection<PersonId> ids, LocalDate day) {
        var roster = rosters.today();
        var found = new HashMap<PersonId, Person>();
        ids.forEach(id -> roster.person(id, day).ifPresent(person -> found.put(id, person)));
        return found;
    }

    @Override
    public List<Person> members(Audience audience, LocalDate heldOn) {
        return rosters.today().members(audience, heldOn).stream()
                .map(Roster.Member::person)
                .toList();
    }

    @Override
    public Optional<String> label(GroupId group) {
        var roster = rosters.today();
        if (!roster.exists(group)
                || group.kind() == GroupId.Kind.GROUP
                        && !roster.group(group.targetId())
                                .map(Roster.CustomGroup::shared)
                                .orElse(false)) {
            return Optional.empty();
        }
        return switch (group.kind()) {
            case SECTION, TREE -> roster.section(group.targetId()).map(Roster.Section::name);
            case TITLE -> roster.titleName(Optional.of(group.targetId()));
            case PERSON ->
                roster.member(new PersonId(group.targetId()))
                        .map(m -> m.person().name());
            case GROUP -> roster.group(group.targetId()).map(Roster.CustomGroup::name);
            case EVERYONE, PERMISSION, CIRCLE, DELEGATES -> Optional.of("");
        };
    }

    @Override
    public Optional<String> label(GroupId group, PersonId reader) {
        if (group.kind() != GroupId.Kind.GROUP) {
            return label(group);
        }
        var roster = rosters.today();
        return roster.group(group.targetId())
                .filter(known -> roster.exists(group, reader))
                .map(Roster.CustomGroup::name);
    }

    @Override
    public Map<Long, String> sections() {
        var names = new LinkedHashMap<Long, String>();
        rosters.today().sections().forEach(s -> names.put(s.id(), s.name()));
        return names;
    }
}
