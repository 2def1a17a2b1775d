package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Card;
import org.kairan.core.card.Cards;
import org.kairan.core.people.PersonId;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/** Shows people and sections where other modules mention them; every member of staff may look up colleagues. */
@ApplicationScoped
public class PeopleCards implements Cards {

    private static final Pattern PAGE = Pattern.compile("/people/([1-9][0-9]{0,17})");

    @Inject
    Rosters rosters;

    @Override
    public ModuleId module() {
        return OrganizationModule.ID;
    }

    @Override
    public Map<Ref, Card> cards(Collection<Ref> refs, Caller caller) {
        var roster = rosters.today();
        var cards = new HashMap<Ref, Card>();
        for (var ref : refs) {
            var card = switch (ref.kind()) {
                case OrganizationModule.PERSON -> person(ref, roster);
                case OrganizationModule.SECTION -> section(ref, roster);
                default -> Optional.<Card>empty();
            };
            card.ifPresent(found -> cards.put(ref, found));
        }
        return cards;
    }

    @Override
    public Optional<Ref> at(String path) {
        return Optional.of(PAGE.matcher(path))
                .filter(Matcher::matches)
                .map(page -> new Ref(OrganizationModule.ID, OrganizationModule.PERSON, Long.parseLong(page.group(1))));
    }

    private static Optional<Card> person(Ref ref, Roster roster) {
        return roster.member(new PersonId(ref.id()))
                .filter(member -> !member.current().isEmpty())
                .map(Roster.Member::person)
                .map(person -> new Card(
                        ref,
                        person.name(),
                        Optional.of(Stream.concat(person.section().stream(), person.title().stream())
                                .collect(Collectors.joining(" "))),
                        "/people/" + ref.id()));
    }

    private static Optional<Card> section(Ref ref, Roster roster) {
        return roster.section(ref.id())
                .map(section -> new Card(
                        ref,
                        section.name(),
                        section.parentId().flatMap(roster::section).map(Roster.Section::name),
                        "/people?section=" + ref.id()));
    }
}
