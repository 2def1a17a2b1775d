package org.kairan.search.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Card;
import org.kairan.core.card.Cards;

/** Asks the modules how things look to the caller; what they do not show does not exist. */
@RequestScoped
public class Shown {

    @Inject
    @Any
    Instance<Cards> modules;

    @Inject
    Caller caller;

    Map<Ref, Card> cards(List<Ref> refs) {
        var byModule = refs.stream().collect(Collectors.groupingBy(Ref::module));
        var cards = new HashMap<Ref, Card>();
        for (var module : modules) {
            var own = byModule.get(module.module());
            if (own != null) {
                cards.putAll(module.cards(own, caller));
            }
        }
        return cards;
    }
}
