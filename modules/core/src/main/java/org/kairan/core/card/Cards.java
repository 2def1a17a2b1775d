package org.kairan.core.card;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;

/** Shows a module's things to a reader; an SPI, found by CDI. */
public interface Cards {

    ModuleId module();

    /** Gives the cards of those among the things that this reader may see, asked of the database; the others are missing from the answer, as if they did not exist. */
    Map<Ref, Card> cards(Collection<Ref> refs, Caller caller);

    /** Gives the thing whose page in the browser has this address, {@code /board/12} say, without looking whether there is one; empty if it is no page of a thing of this module. */
    default Optional<Ref> at(String path) {
        return Optional.empty();
    }
}
