package org.kairan.board.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kairan.board.BoardModule;
import org.kairan.board.control.BulletinPolicy;
import org.kairan.board.entity.Bulletins;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Card;
import org.kairan.core.card.Cards;
import org.kairan.core.people.Directory;

/** Shows bulletins where other modules mention them, to whoever may see them. */
@ApplicationScoped
public class BulletinCards implements Cards {

    private static final Pattern PAGE = Pattern.compile("/board/([1-9][0-9]{0,17})");

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
                .filter(ref -> ref.kind().equals(BoardModule.BULLETIN))
                .map(Ref::id)
                .toList();
        var sections = directory.sections();
        var cards = new HashMap<Ref, Card>();
        for (var bulletin : bulletins.find(ids, caller.person())) {
            if (BulletinPolicy.maySee(caller, bulletin)) {
                var ref = BoardModule.bulletin(bulletin.id());
                var section = Listings.boxed(bulletin.section()).map(sections::get);
                cards.put(ref, new Card(ref, bulletin.title(), section, "/board/" + bulletin.id()));
            }
        }
        return cards;
    }

    @Override
    public Optional<Ref> at(String path) {
        return Optional.of(PAGE.matcher(path))
                .filter(Matcher::matches)
                .map(page -> BoardModule.bulletin(Long.parseLong(page.group(1))));
    }
}
