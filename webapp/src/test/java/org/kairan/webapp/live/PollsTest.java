package org.kairan.webapp.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.access.SessionsEnded;
import org.kairan.core.live.Advanced;
import org.kairan.core.live.Hint;
import org.kairan.core.live.Stream;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.OrganizationChanged;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;

class PollsTest {

    private static final GroupId TREE = GroupId.tree(7);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_800_000_000_000L), ZoneOffset.UTC);

    private final List<Stream.Entry> entries = new ArrayList<>();
    private final List<Polls.Answer> answers = new ArrayList<>();
    private final Caller caller =
            new Caller(new PersonId(1), UUID.randomUUID(), Map.of(TREE, LocalDate.EPOCH), Set.of(), Instant.MAX);

    private final Stream room = new Stream() {
        @Override
        public String family() {
            return "test.room";
        }

        @Override
        public List<Entry> since(String key, long cursor, Caller asking, int limit) {
            if (!key.equals("1") || !asking.holds(TREE)) {
                throw new NotFound();
            }
            return entries.stream()
                    .filter(entry -> entry.cursor() > cursor)
                    .limit(limit)
                    .toList();
        }
    };

    private final Polls polls = new Polls(List.of(room), CLOCK, Runnable::run);

    private void say(int n) {
        entries.add(new Stream.Entry(n, "test.said", "{\"n\":" + n + "}"));
        polls.advanced(new Advanced("test.room:1"));
    }

    private void hint(GroupId group, int thing) {
        polls.hint(new Hint(Audience.of(group), "test.happened", new Ref(new ModuleId("test"), "thing", thing)));
    }

    private long known() {
        polls.ask(caller, Map.of(), 0, answers::add);
        return answers.remove(0).hints();
    }

    @Test
    void whoseCursorIsBehindIsAnsweredAtOnceByTheFramesOfASocket() {
        say(1);
        say(2);
        polls.ask(caller, Map.of("test.room:1", 1L), known(), answers::add);
        assertEquals(
                List.of("{\"type\":\"test.said\",\"stream\":\"test.room:1\",\"cursor\":2,\"body\":{\"n\":2}}"),
                answers.get(0).frames());
        assertEquals(0, polls.waiting());
    }

    @Test
    void whoHasAllIsAnsweredOnceWhenMoreComes() {
        polls.ask(caller, Map.of("test.room:1", 0L), known(), answers::add);
        assertEquals(0, answers.size());
        say(1);
        say(2);
        assertEquals(1, answers.size());
        assertEquals(1, answers.get(0).frames().size());
        assertEquals(0, polls.waiting());
    }

    @Test
    void aHintBetweenTwoPollsIsNotLostAndOthersHintsAreNotTold() {
        var hints = known();
        hint(TREE, 1);
        hint(GroupId.tree(8), 2);
        polls.ask(caller, Map.of(), hints, answers::add);
        assertEquals(1, answers.get(0).frames().size());
        assertTrue(answers.get(0).frames().get(0).contains("test:thing:1"));
        polls.ask(caller, Map.of(), answers.get(0).hints(), answers::add);
        assertEquals(1, answers.size());
        hint(GroupId.tree(8), 3);
        assertEquals(1, answers.size());
        hint(GroupId.EVERYONE, 4);
        assertTrue(answers.get(1).frames().get(0).contains("test:thing:4"));
    }

    @Test
    void whoWasAwayTooLongIsToldToAskAnew() {
        var hints = known();
        for (var i = 0; i <= Polls.KEPT; i++) {
            hint(GroupId.tree(8), i);
        }
        polls.ask(caller, Map.of(), hints, answers::add);
        assertEquals(List.of("{\"type\":\"hints-lost\"}"), answers.get(0).frames());
    }

    @Test
    void theEndOfTheSessionEndsThePoll() {
        polls.ask(caller, Map.of("test.room:1", 0L), known(), answers::add);
        polls.sessionsEnded(new SessionsEnded(Set.of(caller.session())));
        assertEquals(401, answers.get(0).status());
        assertEquals(List.of(), answers.get(0).frames());
    }

    @Test
    void aChangeOfTheOrganizationSendsEverybodyBackForTheirNewRights() {
        polls.ask(caller, Map.of("test.room:1", 0L), known(), answers::add);
        polls.organizationChanged(new OrganizationChanged());
        assertEquals(200, answers.get(0).status());
        assertEquals(0, polls.waiting());
    }

    @Test
    void aStreamThatIsNotForTheCallerIsGoneAndNoDifferentFromOneThatIsNot() {
        polls.ask(caller, Map.of("test.room:2", 0L, "no.such:1", 0L, "nothing", 0L), known(), answers::add);
        assertEquals(
                Set.of(
                        "{\"type\":\"stream-gone\",\"stream\":\"test.room:2\"}",
                        "{\"type\":\"stream-gone\",\"stream\":\"no.such:1\"}",
                        "{\"type\":\"stream-gone\",\"stream\":\"nothing\"}"),
                Set.copyOf(answers.get(0).frames()));
    }

    @Test
    void oneSessionKeepsOnlySoManyPollsWaiting() {
        var hints = known();
        for (var i = 0; i < 50; i++) {
            polls.ask(caller, Map.of("test.room:1", 0L), hints, answers::add);
        }
        assertEquals(Polls.MAX_PER_SESSION, polls.waiting());
    }
}
