package org.kairan.notification.boundary;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kairan.core.Started;
import org.kairan.notification.control.MailSettings;
import org.kairan.notification.control.Smtp;
import org.kairan.notification.control.Waiting;

/** Looks every second or two what there is to mail, sends it over one connection, and waits longer and longer while the mail server is away. */
@ApplicationScoped
public class Mailroom {

    private static final Logger LOG = Logger.getLogger(Mailroom.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration TIDY = Duration.ofHours(1);

    /** That the mail server cannot be reached, since when, and what is said. */
    public record Outage(Instant since, String reason, int tries, Instant next) {}

    @Inject
    Outbox outbox;

    @Inject
    MailSettings settings;

    @Inject
    Clock clock;

    @Resource
    ManagedThreadFactory threadFactory;

    private volatile Outage outage;
    private volatile boolean stopping;
    private Instant tidied = Instant.EPOCH;
    private Thread thread;

    void started(@Observes Started started) {
        thread = threadFactory.newThread(this::work);
        thread.setName("kairan-mailroom");
        thread.setDaemon(true);
        thread.start();
    }

    @PreDestroy
    void stop() {
        stopping = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void work() {
        for (int failures = 0; !stopping; ) {
            try {
                Thread.sleep(PAUSE.toMillis() << Math.min(failures, 5));
                failures = round() ? 0 : failures + 1;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** What keeps mails from leaving just now. */
    Optional<Outage> outage() {
        return Optional.ofNullable(outage);
    }

    /** Does all that there is to do; false if it failed, for want of disk or a database say. */
    private boolean round() {
        try {
            if (settings.on()) {
                while (outbox.expand()) {}
                outbox.collect();
                deliver();
            }
            if (clock.instant().isAfter(tidied.plus(TIDY))) {
                tidied = clock.instant();
                outbox.tidy();
            }
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "mails could not be prepared; tried again soon", e);
            return false;
        }
    }

    private void deliver() {
        var now = clock.instant();
        if (outage != null && now.isBefore(outage.next()) || !outbox.hasNext()) {
            return;
        }
        try (var smtp = Smtp.connect(settings)) {
            outage = null;
            while (outbox.sendNext(smtp)) {}
        } catch (Smtp.Unreachable e) {
            var tries = outage == null ? 1 : outage.tries() + 1;
            if (tries == 1) {
                LOG.log(Level.WARNING, e, () -> "the mail server " + settings.host() + " cannot be used; mails wait");
            }
            outage = new Outage(
                    outage == null ? now : outage.since(),
                    e.getMessage(),
                    tries,
                    now.plus(Waiting.after(tries, settings.retry())));
        }
    }
}
