package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.chat.boundary.Listings.NewMessage;
import org.kairan.chat.entity.Scheduled;
import org.kairan.core.access.Callers;
import org.kairan.core.problem.NotFound;

/** Sends one scheduled message, or notes why it could not be; that it is sent is committed together with it, so that a kill at any moment neither loses nor doubles it. */
@ApplicationScoped
public class Delivery {

    @Inject
    Scheduled scheduled;

    @Inject
    Sending sending;

    @Inject
    Callers callers;

    @Inject
    RoomLog log;

    @Transactional
    public void post(long id) {
        var taken = scheduled.take(id);
        if (taken.isEmpty()) {
            return;
        }
        var waiting = taken.get();
        var caller = Optional.ofNullable(
                        callers.absent(Set.of(waiting.person())).get(waiting.person()))
                .orElseThrow(NotFound::new);
        var sent = sending.send(
                caller,
                waiting.room(),
                waiting.key(),
                new NewMessage(
                        waiting.text(),
                        Listings.boxed(waiting.reply()),
                        Listings.boxed(waiting.agenda()),
                        List.of(),
                        waiting.ackBy(),
                        Optional.empty(),
                        waiting.confirmAll()),
                scheduled.files(id));
        scheduled.sent(id, sent.seq());
        log.mine(waiting.person(), waiting.room());
    }

    @Transactional
    public void refuse(long id, String code) {
        scheduled.take(id).ifPresent(waiting -> {
            scheduled.refuse(id, code);
            log.mine(waiting.person(), waiting.room());
        });
    }
}
