package org.kairan.notification.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Card;
import org.kairan.core.card.Cards;
import org.kairan.notification.entity.Notice;

/** Asks each module how the subjects of notices look to a reader; what has no card is not there for them. */
@ApplicationScoped
public class SubjectCards {

    @Inject
    @Any
    Instance<Cards> shown;

    Map<Ref, Card> of(Collection<Notice> notices, Caller caller) {
        var found = new HashMap<Ref, Card>();
        for (var cards : shown) {
            List<Ref> own = notices.stream()
                    .map(Notice::subject)
                    .filter(ref -> ref.module().equals(cards.module()))
                    .distinct()
                    .toList();
            if (!own.isEmpty()) {
                found.putAll(cards.cards(own, caller));
            }
        }
        return found;
    }
}
