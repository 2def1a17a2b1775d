package org.kairan.chat.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kairan.chat.ChatModule;
import org.kairan.chat.entity.Room.Kind;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.Refused;

/**
 * Says what the city has decided: who may make which rooms, and how long messages are kept.
 *
 * @param makers by kind of room, the groups whose people may make it; a kind that is missing is everybody's
 * @param days by kind of room, after how many days messages are removed; a kind that is missing keeps them
 */
public record ChatPolicy(Map<Kind, List<GroupId>> makers, Map<Kind, Integer> days) {

    public static final ChatPolicy USUAL = new ChatPolicy(Map.of(), Map.of());

    /** Less would remove what people are still talking about. */
    public static final int DAYS_LEAST = 30;

    public static final int DAYS_MOST = 36_500;

    public ChatPolicy {
        makers = Map.copyOf(makers);
        days = Map.copyOf(days);
    }

    /** Reads a policy as a client writes it. */
    public static ChatPolicy of(Map<String, List<String>> makers, Map<String, Integer> days) {
        var who = new HashMap<Kind, List<GroupId>>();
        makers.forEach((kind, groups) -> who.put(
                kind(kind),
                groups.stream()
                        .map(group -> GroupId.parse(group)
                                .orElseThrow(() -> Refused.invalid("core.invalid", Map.of("field", "makers"))))
                        .toList()));
        var kept = new HashMap<Kind, Integer>();
        days.forEach((kind, count) -> {
            if (count == null || count < DAYS_LEAST || count > DAYS_MOST) {
                throw Refused.invalid("chat.retention-days", Map.of("min", DAYS_LEAST, "max", DAYS_MOST));
            }
            kept.put(kind(kind), count);
        });
        return new ChatPolicy(who, kept);
    }

    private static Kind kind(String key) {
        return Kind.of(key).orElseThrow(() -> Refused.invalid("core.invalid", Map.of("field", "kind")));
    }

    public boolean mayMake(Kind kind, Caller caller) {
        return caller.may(ChatModule.ADMINISTER)
                || Optional.ofNullable(makers.get(kind))
                        .map(groups -> groups.stream().anyMatch(caller::holds))
                        .orElse(true);
    }
}
