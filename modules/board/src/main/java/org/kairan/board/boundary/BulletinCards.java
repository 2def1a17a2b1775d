package org.kairan.board.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.kairan.board.BoardModule;
import org.kairan.board.control.BulletinPolicy;
import org.kairan.board.entity.Bulletin;
import org.kairan.board.entity.Bulletins;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Card;
import org.kairan.core.card.Cards;
import org.kairan.core.people.Directory;

/** Shows bulletins wherever other modules mention them, to those who may see them. */
@ApplicationScoped
public class BulletinCards implements Cards {

    @Inject
    Bulletins bulletins;

    @Inject
    Directory directory;

    @Override
    public ModuleId module() {
        return BoardModule.ID;
    }

    @Override
    public Map<Ref, Card> cards(Collection<Ref> refs, Caller caller) {
        var ids = refs.stream()
                .filter(ref -> ref.module().equals(BoardModule.ID) && ref.kind().equals("bulletin"))
                .map(Ref::id)
                .distinct()
                .toList();
        var seen = bulletins.among(ids, caller.person()).stream()
                .filter(b -> BulletinPolicy.maySee(caller, b))
                .toList();
        var sections = directory.sections();
        var authors =
                directory.people(seen.stream().map(Bulletin::author).distinct().toList());
        var cards = new HashMap<Ref, Card>();
        for (var bulletin : seen) {
            var ref = BoardModule.bulletin(bulletin.id());
            var section = bulletin.section().isPresent()
                    ? Optional.ofNullable(sections.get(bulletin.section().getAsLong()))
                    : Optional.<String>empty();
            var whose = section.or(
                    () -> Optional.ofNullable(authors.get(bulletin.author())).map(author -> author.name()));
            cards.put(ref, new Card(ref, bulletin.title(), whose, "/board/" + bulletin.id()));
        }
        return cards;
    }
}
