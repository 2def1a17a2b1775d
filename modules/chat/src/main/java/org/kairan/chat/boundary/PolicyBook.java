package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.kairan.chat.control.ChatPolicy;
import org.kairan.chat.entity.Policies;
import org.kairan.chat.entity.Room.Kind;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.problem.Refused;

/** Looks the policy up where it matters. */
@ApplicationScoped
public class PolicyBook {

    /** The policy as it is written down. */
    public record Written(Map<String, List<String>> makers, Map<String, Integer> days, Map<String, Integer> limits) {

        public Written {
            makers = makers == null ? Map.of() : makers;
            days = days == null ? Map.of() : days;
            limits = limits == null ? Map.of() : limits;
        }
    }

    static final String SET = "chat.policy-set";

    private record Known(ChatPolicy policy, int generation, long at) {}

    /** Another node that has set it cannot tell this one. */
    private static final long KNOWN_NANOS = 1_000_000_000;

    private static final Jsonb JSON = JsonbBuilder.create();

    @Inject
    Policies policies;

    private final AtomicInteger generation = new AtomicInteger();
    private volatile Known known;

    Written written() {
        return policies.find()
                .map(kept -> JSON.fromJson(kept.body(), Written.class))
                .orElse(new Written(Map.of(), Map.of(), Map.of()));
    }

    /** Gives the policy of this moment; every message asks for it, so that it is not read anew for each. */
    ChatPolicy today() {
        var held = known;
        if (held != null && held.generation() == generation.get() && System.nanoTime() - held.at() < KNOWN_NANOS) {
            return held.policy();
        }
        var now = generation.get();
        var written = written();
        var policy = ChatPolicy.of(written.makers(), written.days(), written.limits());
        known = new Known(policy, now, System.nanoTime());
        return policy;
    }

    ChatPolicy.Limits limits() {
        return today().limits();
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) Audited told) {
        if (told.act().equals(SET)) {
            generation.incrementAndGet();
        }
    }

    static String json(Written written) {
        return JSON.toJson(written);
    }

    /** Refuses whoever may not make rooms of a kind. */
    void checkMaker(Kind kind, Caller caller) {
        if (!today().mayMake(kind, caller)) {
            throw Refused.conflict("chat.not-allowed");
        }
    }
}
