package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;
import java.util.Map;
import org.kairan.chat.control.ChatPolicy;
import org.kairan.chat.entity.Policies;
import org.kairan.chat.entity.Room.Kind;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.Refused;

/** Looks the policy up where it matters. */
@ApplicationScoped
public class PolicyBook {

    /** The policy as it is written down. */
    public record Written(Map<String, List<String>> makers, Map<String, Integer> days) {

        public Written {
            makers = makers == null ? Map.of() : makers;
            days = days == null ? Map.of() : days;
        }
    }

    private static final Jsonb JSON = JsonbBuilder.create();

    @Inject
    Policies policies;

    Written written() {
        return policies.find()
                .map(kept -> JSON.fromJson(kept.body(), Written.class))
                .orElse(new Written(Map.of(), Map.of()));
    }

    ChatPolicy today() {
        var written = written();
        return ChatPolicy.of(written.makers(), written.days());
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
