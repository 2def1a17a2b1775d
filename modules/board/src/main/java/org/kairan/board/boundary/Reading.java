package org.kairan.board.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.kairan.board.BoardModule;
import org.kairan.board.control.BulletinPolicy;
import org.kairan.board.entity.Bulletins;
import org.kairan.board.entity.Readings;
import org.kairan.core.access.Caller;
import org.kairan.core.activity.Seen;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.OrganizationChanged;
import org.kairan.core.problem.NotFound;

/** Notes that somebody has read a bulletin, and keeps their watermark near the newest one; each step is a transaction of its own, so that nobody waits for the upkeep. */
@ApplicationScoped
public class Reading {

    @Inject
    Bulletins bulletins;

    @Inject
    Readings readings;

    @Inject
    Event<Hint> hints;

    @Inject
    Event<Seen> seen;

    /** Counts the first time; later ones change nothing. The author's own reading is not noted. */
    @Transactional
    public void add(Caller caller, long id) {
        var bulletin = bulletins
                .find(id, caller.person())
                .filter(b -> BulletinPolicy.maySee(caller, b))
                .orElseThrow(NotFound::new);
        // Also when it is not the first time: what was edited since is news that has been seen now.
        seen.fire(new Seen(BoardModule.bulletin(id), caller.person()));
        if (!bulletin.author().equals(caller.person())
                && bulletin.withdrawnAt().isEmpty()
                && readings.add(caller.person(), id)) {
            var concerned = Audience.of(
                    GroupId.person(bulletin.author()),
                    GroupId.person(caller.person()),
                    GroupId.permission(BoardModule.SEE_READERS.name()));
            hints.fire(new Hint(concerned, "board.bulletin-read", BoardModule.bulletin(id)));
        }
    }

    /** A transfer that is brought in late reaches back below watermarks; they go back to where it begins. */
    void organizationChanged(@Observes OrganizationChanged changed) {
        readings.rewind(changed.from());
    }

    @Transactional
    public long settled() {
        return readings.settled();
    }

    @Transactional
    public void advance(Caller caller, long settled) {
        readings.advance(caller, settled);
    }
}
