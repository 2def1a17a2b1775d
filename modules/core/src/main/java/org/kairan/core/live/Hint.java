package org.kairan.core.live;

import org.kairan.core.Ref;
import org.kairan.core.people.Audience;

/**
 * Tells the browsers of an audience that something has changed, once the firing transaction has committed. A hint carries no content and may be lost: who gets it asks again, and so does who reconnects.
 *
 * @param type the module's id, a dot and what happened: {@code board.bulletin-published}
 */
public record Hint(Audience audience, String type, Ref ref) {}
