package org.kairan.core.card;

import java.util.List;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;

/** Offers what a module can do with other modules' things; an SPI, found by CDI. */
public interface Acts {

    /** Gives what this caller may do with the thing, which the caller may see; usually nothing. */
    List<Act> acts(Ref target, Caller caller);
}
