package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kairan.chat.entity.Scheduled;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;

/** Sends the messages whose time has come, each on its own, so that one that cannot be sent keeps none of the others back. */
@ApplicationScoped
public class Posting {

    private static final Logger LOG = Logger.getLogger(Posting.class.getName());
    private static final int AT_ONCE = 200;

    @Inject
    Scheduled scheduled;

    @Inject
    Delivery delivery;

    void postAll() {
        for (var id : scheduled.due(AT_ONCE)) {
            try {
                delivery.post(id);
            } catch (Refused e) {
                if (e.kind() != Refused.Kind.TOO_OFTEN) {
                    delivery.refuse(id, e.code());
                }
            } catch (NotFound e) {
                LOG.log(Level.FINE, "the sender of a scheduled message is not in its room any more", e);
                delivery.refuse(id, "chat.room-left");
            } catch (Sending.Overtaken e) {
                LOG.log(Level.FINE, "another node has sent a scheduled message meanwhile", e);
            }
        }
    }
}
