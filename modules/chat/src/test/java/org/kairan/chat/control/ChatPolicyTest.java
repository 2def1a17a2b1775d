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
        assertTrue(ChatPolicy.USUAL.mayMake(Kind.MEETING, caller()));
    }

    @Test
    void onlyThoseOfTheGroupsMakeAKindThatIsNamedAndWhoAdministersChat() {
        var policy = ChatPolicy.of(
                Map.of("meeting", List.of("section:8"), "group", List.of("section:7"), "direct", List.of()), Map.of());
        assertFalse(policy.mayMake(Kind.MEETING, caller()));
        assertTrue(policy.mayMake(Kind.MEETING, caller(ChatModule.ADMINISTER)));
        assertTrue(policy.mayMake(Kind.GROUP, caller()));
        assertFalse(policy.mayMake(Kind.DIRECT, caller()));
    }

    @Test
    void nothingIsRemovedWithinAMonthAndUnknownKindsAreRefused() {
        assertEquals(30, ChatPolicy.of(Map.of(), Map.of("group", 30)).days().get(Kind.GROUP));
        assertThrows(Refused.class, () -> ChatPolicy.of(Map.of(), Map.of("group", 29)));
        assertThrows(Refused.class, () -> ChatPolicy.of(Map.of(), Map.of("party", 90)));
        assertThrows(Refused.class, () -> ChatPolicy.of(Map.of("group", List.of("nobody")), Map.of()));
    }
}
