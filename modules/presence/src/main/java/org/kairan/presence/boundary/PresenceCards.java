package org.kairan.presence.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Card;
import org.kairan.core.card.Cards;
import org.kairan.core.people.Directory;
import org.kairan.core.people.PersonId;
import org.kairan.presence.PresenceModule;

/** Shows of whom a notice tells that they are back. */
@ApplicationScoped
public class PresenceCards implements Cards {

    @Inject
    Directory directory;

    @Override
    public ModuleId module() {
        return PresenceModule.ID;
    }

    @Override
    public Map<Ref, Card> cards(Collection<Ref> refs, Caller caller) {
        var people = directory.people(refs.stream()
                .filter(ref -> ref.kind().equals(PresenceModule.PERSON))
                .map(ref -> new PersonId(ref.id()))
                .toList());
        var cards = new HashMap<Ref, Card>();
        people.values().stream()
                .filter(person -> person.sectionId().isPresent())
                .forEach(person -> cards.put(
                        PresenceModule.person(person.id()),
                        new Card(
                                PresenceModule.person(person.id()),
                                person.name(),
                                person.section(),
                                "/presence?team=person:" + person.id().value())));
        return cards;
    }
}
