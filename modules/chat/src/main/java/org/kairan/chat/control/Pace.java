package org.kairan.chat.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;

/** Holds back who sends faster than anybody writes, so that a program gone wrong harms nobody else. */
@ApplicationScoped
public class Pace {

    private static final int REMEMBERED = 5_000;

    private static final class Allowance {
        private double left;
        private long at;
    }

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "kairan.chat.burst", defaultValue = "100")
    int burst;

    @Inject
    @ConfigProperty(name = "kairan.chat.rate", defaultValue = "5")
    double perSecond;

    private final Map<PersonId, Allowance> allowances = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PersonId, Allowance> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Counts one act of somebody, or refuses it and says when to try again; {@code perMinute} is what the city allows, empty where the configuration says it. */
    public synchronized void step(PersonId person, OptionalInt perMinute) {
        var most = perMinute.isPresent() ? Math.min(burst, perMinute.getAsInt()) : burst;
        var rate = perMinute.isPresent() ? perMinute.getAsInt() / 60.0 : perSecond;
        var now = clock.millis();
        var allowance = allowances.computeIfAbsent(person, any -> {
            var fresh = new Allowance();
            fresh.left = most;
            fresh.at = now;
            return fresh;
        });
        allowance.left = Math.min(most, allowance.left + Math.max(0, now - allowance.at) * rate / 1000);
        allowance.at = now;
        if (allowance.left < 1) {
            var seconds = (long) Math.ceil((1 - allowance.left) / rate);
            throw new Refused(Refused.Kind.TOO_OFTEN, "chat.too-fast", Map.of("seconds", seconds), List.of());
        }
        allowance.left--;
    }
}
