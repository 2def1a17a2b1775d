package org.kairan.core.search;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;

/**
 * Gives what search is to find of one kind of thing; an SPI, found by CDI. How a hit looks is told by the module's {@link org.kairan.core.card.Cards}, by each reader's rights.
 *
 * <p>A module fires {@link Changed} in the transaction in which one of its things changes.
 */
public interface Searchable {

    /**
     * One thing as it is indexed.
     *
     * @param readers who may find it: everybody who holds one of these groups or is in one of these circles
     * @param names what it is called besides its title, kana or a number for instance
     * @param section whose it is, for the facet; empty if nobody's
     * @param at the time by which it is filtered and, all else being equal, ordered; {@link Instant#EPOCH} for what has none
     */
    record Entry(
            Ref ref,
            Set<GroupId> readers,
            String title,
            List<String> names,
            String text,
            Optional<Long> section,
            Instant at) {}

    ModuleId module();

    /** Gives the kind within the module, as in {@link Ref#kind}. */
    String kind();

    /** Gives the circles in which somebody is now, for a module whose entries name such as readers; asked at every question, so that coming and going needs nothing to be indexed anew. */
    default Set<GroupId> circles(Caller caller) {
        return Set.of();
    }

    /** Whether what is found depends on the day, so that all of the kind is indexed anew after midnight in the city. */
    default boolean daily() {
        return false;
    }

    /** Gives what stands in the database now; called outside of any request, and again until it succeeds. Ids of things that are gone, or that nobody is to find, are missing from the answer. */
    List<Entry> entries(Collection<Long> ids);

    /** Gives the ids of all things, in ascending order, after {@code id} (exclusive), at most {@code limit}. */
    List<Long> ids(long id, int limit);
}
