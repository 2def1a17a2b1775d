package org.kairan.chat.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.kairan.chat.ChatModule;
import org.kairan.chat.entity.Room.Kind;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.Refused;

/**
 * Says what the city has decided: who may make which rooms, how long messages are kept, and how much is taken.
 *
 * @param makers by kind of room, the groups whose people may make it; a kind that is missing is everybody's
 * @param days by kind of room, after how many days messages are removed; a kind that is missing keeps them
 */
public record ChatPolicy(Map<Kind, List<GroupId>> makers, Map<Kind, Integer> days, Limits limits) {

    /**
     * How much is taken.
     *
     * @param characters of a message
     * @param megabytes of one file
     * @param members of a room; who is in it already stays
     * @param perMinute messages of one person; empty where the installation's configuration says it
     */
    public record Limits(int characters, int megabytes, int members, OptionalInt perMinute) {

        public static final Limits USUAL = new Limits(Texts.BODY_MAX, 5_000, MEMBERS_MOST, OptionalInt.empty());

        public long bytes() {
            return megabytes * 1_000_000L;
        }
    }

    public static final int MEMBERS_MOST = 2_000;

    private static final Map<String, int[]> BOUNDS = Map.of(
            "characters", new int[] {100, Texts.BODY_MAX},
            "megabytes", new int[] {1, 5_000},
            "members", new int[] {2, MEMBERS_MOST},
            "perMinute", new int[] {10, 6_000});

    /** Less would remove what people are still talking about. */
    public static final int DAYS_LEAST = 30;

    public static final int DAYS_MOST = 36_500;

    public ChatPolicy {
        makers = Map.copyOf(makers);
        days = Map.copyOf(days);
    }

    /** Reads a policy as a client writes it; a limit that is missing is the usual one. */
    public static ChatPolicy of(
            Map<String, List<String>> makers, Map<String, Integer> days, Map<String, Integer> limits) {
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
        limits.forEach((name, value) -> {
            var bounds = BOUNDS.get(name);
            if (bounds == null) {
                throw Refused.invalid("core.invalid", Map.of("field", "limits"));
            }
            if (value == null || value < bounds[0] || value > bounds[1]) {
                throw Refused.invalid("chat.limit", Map.of("name", name, "min", bounds[0], "max", bounds[1]));
            }
        });
        var usual = Limits.USUAL;
        return new ChatPolicy(
                who,
                kept,
                new Limits(
                        limits.getOrDefault("characters", usual.characters()),
                        limits.getOrDefault("megabytes", usual.megabytes()),
                        limits.getOrDefault("members", usual.members()),
                        limits.containsKey("perMinute")
                                ? OptionalInt.of(limits.get("perMinute"))
                                : OptionalInt.empty()));
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
