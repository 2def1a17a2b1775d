package org.kairan.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kairan.chat.ChatModule;
import org.kairan.chat.entity.Room.Kind;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Permission;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;

class ChatPolicyTest {

    private static Caller caller(Permission... permissions) {
        return new Caller(
                new PersonId(1),
                UUID.randomUUID(),
                Map.of(GroupId.section(7), LocalDate.EPOCH, GroupId.EVERYONE, LocalDate.EPOCH),
                Set.of(permissions),
                Instant.MAX);
    }

    @Test
    void aKindThatIsNotNamedIsEverybodys() {
        assertTrue(ChatPolicy.of(Map.of(), Map.of(), Map.of()).mayMake(Kind.MEETING, caller()));
    }

    @Test
    void onlyThoseOfTheGroupsMakeAKindThatIsNamedAndWhoAdministersChat() {
        var policy = ChatPolicy.of(
                Map.of("meeting", List.of("section:8"), "group", List.of("section:7"), "direct", List.of()),
                Map.of(),
                Map.of());
        assertFalse(policy.mayMake(Kind.MEETING, caller()));
        assertTrue(policy.mayMake(Kind.MEETING, caller(ChatModule.ADMINISTER)));
        assertTrue(policy.mayMake(Kind.GROUP, caller()));
        assertFalse(policy.mayMake(Kind.DIRECT, caller()));
    }

    @Test
    void nothingIsRemovedWithinAMonthAndUnknownKindsAreRefused() {
        assertEquals(
                30,
                ChatPolicy.of(Map.of(), Map.of("group", 30), Map.of()).days().get(Kind.GROUP));
        assertThrows(Refused.class, () -> ChatPolicy.of(Map.of(), Map.of("group", 29), Map.of()));
        assertThrows(Refused.class, () -> ChatPolicy.of(Map.of(), Map.of("party", 90), Map.of()));
        assertThrows(Refused.class, () -> ChatPolicy.of(Map.of("group", List.of("nobody")), Map.of(), Map.of()));
    }

    @Test
    void aLimitThatIsNotSetIsTheUsualOneAndOneOutsideItsBoundsIsRefused() {
        var limits =
                ChatPolicy.of(Map.of(), Map.of(), Map.of("characters", 500)).limits();
        assertEquals(500, limits.characters());
        assertEquals(ChatPolicy.Limits.USUAL.members(), limits.members());
        assertTrue(limits.perMinute().isEmpty());
        for (var wrong : List.of(
                Map.of("characters", 99), Map.of("members", 2_001), Map.of("perMinute", 0), Map.of("stars", 5))) {
            assertThrows(Refused.class, () -> ChatPolicy.of(Map.of(), Map.of(), wrong), wrong.toString());
        }
    }
}
