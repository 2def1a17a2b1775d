package example.days;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** Gives everybody, in place of the product's own, a clock that goes as fast as that one and can be put forward. */
@Alternative
@Priority(1)
@ApplicationScoped
public class ForwardClock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** Puts forward the clocks that have been given out too. */
    public void forward(Duration by) {
        ahead.accumulateAndGet(by, Duration::plus);
    }

    @Produces
    @Dependent
    public Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Clock.systemUTC().instant().plus(ahead.get());
            }

            @Override
            public ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("nobody asks it for another zone");
            }
        };
    }
}
