package org.kairan.board.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Tells a look at a list of readers from the page's asking anew: an open page asks at every reading, which is still the same look. */
@ApplicationScoped
public class Looks {

    private static final Duration SAME = Duration.ofHours(1);
    private static final int REMEMBERED = 5_000;

    private record Look(UUID session, long bulletin) {}

    private final Map<Look, Instant> looks = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Look, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Says whether the session looks at the bulletin's readers for the first time within an hour. */
    public synchronized boolean begins(UUID session, long bulletin, Instant now) {
        var look = new Look(session, bulletin);
        var since = looks.get(look);
        if (since != null && now.isBefore(since.plus(SAME))) {
            return false;
        }
        looks.remove(look);
        looks.put(look, now);
        return true;
    }
}
