package org.kairan.storage.boundary;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kairan.core.Started;
import org.kairan.storage.Limits;
import org.kairan.storage.control.Clamd;
import org.kairan.storage.entity.BlobFiles;
import org.kairan.storage.entity.BlobRows;
import org.kairan.storage.entity.Uploads;

/** Does in the background what nobody waits for: has content checked for viruses, and removes what nobody holds and uploads that nobody goes on with. */
@ApplicationScoped
public class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());
    private static final int BATCH = 20;

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    Keeping keeping;

    @Inject
    BlobRows blobs;

    @Inject
    Uploads uploads;

    @Inject
    BlobFiles files;

    @Inject
    Limits limits;

    @Inject
    Clock clock;

    private final AtomicBoolean scanning = new AtomicBoolean();
    private volatile Optional<String> scannerFault = Optional.empty();
    private Future<?> sweeps;
    private Future<?> scans;

    void start(@Observes Started started) {
        limits.check();
        if (limits.data().isEmpty()) {
            LOG.warning("kairan.data names no folder, so no files can be kept");
            return;
        }
        sweeps = executor.scheduleWithFixedDelay(this::sweep, 1, 60, TimeUnit.MINUTES);
        limits.clamd()
                .map(Clamd::at)
                .ifPresent(clamd -> scans = executor.scheduleWithFixedDelay(this::scan, 2, 20, TimeUnit.SECONDS));
    }

    @PreDestroy
    void stop() {
        for (var future : new Future<?>[] {sweeps, scans}) {
            if (future != null) {
                future.cancel(true);
            }
        }
    }

    /** Has new content checked now and not only at the next turn. */
    void scanSoon() {
        if (limits.clamd().isPresent()) {
            executor.execute(this::scan);
        }
    }

    /** What was wrong with the scanner when it was last needed. */
    Optional<String> scannerFault() {
        return scannerFault;
    }

    void sweep() {
        try {
            uploads.abandoned(clock.instant().minus(limits.uploadKept())).forEach(keeping::drop);
            blobs.loose(keeping.graceEnd()).forEach(keeping::forget);
        } catch (RuntimeException e) {
            // At the next turn again.
            LOG.log(Level.WARNING, "what nobody holds could not be removed", e);
        }
    }

    private void scan() {
        if (!scanning.compareAndSet(false, true)) {
            return;
        }
        try {
            var clamd = Clamd.at(limits.clamd().orElseThrow());
            for (var batch = blobs.unscanned(BATCH); !batch.isEmpty(); batch = blobs.unscanned(BATCH)) {
                for (var ref : batch) {
                    try (var content = Channels.newInputStream(files.read(ref))) {
                        keeping.checked(ref, clamd.scan(content));
                    }
                }
            }
            scannerFault = Optional.empty();
        } catch (IOException | RuntimeException e) {
            // What waits stays hidden, and is tried again at the next turn.
            scannerFault = Optional.of(String.valueOf(e.getMessage()));
            LOG.log(Level.WARNING, "files could not be checked for viruses", e);
        } finally {
            scanning.set(false);
        }
    }
}
