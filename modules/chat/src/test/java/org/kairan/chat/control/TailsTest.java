package org.kairan.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.RoomChange;
import org.kairan.chat.entity.RoomChanges;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.live.Stream.Entry;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;

/** What is kept in memory of a room is never taken for the newest when it is not, and never shown to whom it does not concern. */
class TailsTest {

    private static final Instant NOW = Instant.parse("2026-11-28T01:00:00Z");

    private final List<RoomChange> committed = new ArrayList<>();
    private final List<Member> present = new ArrayList<>();
    private final Set<GroupId> rule = new HashSet<>();
    private Room.Kind kind = Room.Kind.CONSULTATION;
    private int queries;
    private final Tails tails = new Tails();

    @BeforeEach
    void connect() {
        tails.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        tails.rooms = new Rooms() {
            @Override
            public Optional<Room> find(long id) {
                return id != 1 ? Optional.empty() : Optional.of(room());
            }

            @Override
            public Set<GroupId> groups(long room) {
                return rule;
            }
        };
        tails.members = new Members() {
            @Override
            public List<Member> present(long room) {
                return List.copyOf(present);
            }
        };
        tails.changes = new RoomChanges() {
            @Override
            public List<RoomChange> since(long room, long rev, long visibleFrom, int limit) {
                queries++;
                return committed.stream()
                        .filter(c ->
                                c.rev() > rev && (c.seq().isEmpty() || c.seq().getAsLong() > visibleFrom))
                        .limit(limit)
                        .toList();
            }

            @Override
            public List<RoomChange> last(long room, int limit) {
                queries++;
                return List.copyOf(committed.subList(Math.max(0, committed.size() - limit), committed.size()));
            }
        };
        join(1, 0, 1, false);
    }

    private Room room() {
        return new Room(
                1,
                kind,
                "室",
                "",
                OptionalLong.empty(),
                Optional.empty(),
                0,
                0,
                1,
                1,
                new PersonId(1),
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void join(long person, long seq, long rev, boolean byRule) {
        present.add(new Member(
                1,
                new PersonId(person),
                Member.Role.MEMBER,
                byRule,
                seq,
                rev,
                NOW,
                OptionalLong.empty(),
                Optional.empty(),
                seq));
    }

    private void commit(String kind, long seq) {
        committed.add(new RoomChange(
                committed.size() + 1, kind, seq == 0 ? OptionalLong.empty() : OptionalLong.of(seq), NOW, "{}"));
    }

    private void say(int count) {
        for (var i = 0; i < count; i++) {
            tails.announce(1, committed.size() + 1);
            commit("message-sent", committed.size() + 1);
        }
    }

    private static Caller caller(long person, GroupId... groups) {
        var held = new java.util.HashMap<GroupId, LocalDate>();
        for (var group : groups) {
            held.put(group, LocalDate.EPOCH);
        }
        return new Caller(new PersonId(person), new UUID(0, person), held, Set.of(), NOW);
    }

    private List<Long> since(long rev, long person, GroupId... groups) {
        return tails.since(1, rev, caller(person, groups), 1000).stream()
                .map(Entry::cursor)
                .toList();
    }

    private static List<Long> upTo(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void a_thousand_followers_cost_one_query_and_share_the_entry() {
        say(3);
        since(3, 1);
        for (var person = 2; person <= 1000; person++) {
            join(person, 0, 1, false);
        }
        tails.forget(1);
        since(3, 1);
        queries = 0;
        say(1);
        var first = tails.since(1, 3, caller(1), 50).get(0);
        for (var person = 2; person <= 1000; person++) {
            assertSame(first, tails.since(1, 3, caller(person), 50).get(0));
        }
        assertEquals(1, queries);
    }

    @Test
    void what_is_announced_but_not_committed_is_looked_for_until_it_is_there() {
        say(2);
        assertEquals(List.of(1L, 2L), since(0, 1));
        tails.announce(1, 3);
        assertEquals(List.of(), since(2, 1));
        assertEquals(List.of(), since(2, 1));
        commit("message-sent", 3);
        assertEquals(List.of(3L), since(2, 1), "committed after it was asked for");
    }

    @Test
    void while_a_writer_is_at_it_nobody_asks_the_database_and_afterwards_it_is_there() {
        say(2);
        since(0, 1);
        queries = 0;
        commit("message-sent", 3);
        assertEquals(List.of(), since(2, 1));
        assertEquals(0, queries);
        tails.announce(1, 3);
        assertEquals(List.of(3L), since(2, 1));
    }

    @Test
    void a_change_that_is_undone_hides_nothing_that_comes_after() {
        say(1);
        since(0, 1);
        tails.announce(1, 2);
        assertEquals(List.of(), since(1, 1));
        say(2);
        assertEquals(List.of(2L, 3L), since(1, 1));
    }

    @Test
    void what_is_older_than_the_tail_comes_from_the_database_without_a_gap() {
        say(400);
        assertEquals(upTo(1, 400), since(0, 1));
        assertEquals(upTo(272, 400), since(271, 1));
        say(300);
        assertEquals(upTo(401, 700), since(400, 1), "also when more than a tail has come at once");
        assertEquals(upTo(100, 700), since(99, 1));
    }

    @Test
    void who_is_not_in_the_room_gets_nothing_at_once() {
        say(1);
        since(0, 1);
        assertThrows(NotFound.class, () -> since(0, 2));
        assertThrows(NotFound.class, () -> tails.since(99, 0, caller(1), 50));
        present.clear();
        tails.announce(1, 2);
        commit("member-left", 0);
        assertThrows(NotFound.class, () -> since(1, 1));
        join(2, 1, 3, false);
        tails.announce(1, 3);
        commit("member-joined", 0);
        assertEquals(upTo(1, 3), since(0, 2));
    }

    @Test
    void whom_the_rule_does_not_name_any_more_is_out_before_the_room_follows() {
        var section = GroupId.section(7);
        rule.add(section);
        join(2, 0, 1, true);
        say(1);
        assertEquals(List.of(1L), since(0, 2, section));
        assertThrows(NotFound.class, () -> since(0, 2, GroupId.section(8)));
    }

    @Test
    void who_comes_into_a_group_later_sees_nothing_of_before() {
        kind = Room.Kind.GROUP;
        say(3);
        commit("member-joined", 0);
        tails.announce(1, 4);
        join(2, 3, 4, false);
        commit("message-edited", 2);
        commit("message-sent", 4);
        tails.announce(1, 6);
        assertEquals(List.of(4L, 6L), since(0, 2));
        assertEquals(upTo(1, 6), since(0, 1));
    }

    @Test
    void a_deletion_takes_what_was_kept_with_it() {
        say(2);
        since(0, 1);
        committed.set(0, new RoomChange(1, "message-sent", OptionalLong.of(1), NOW, "{\"gone\":true}"));
        tails.announce(1, 3);
        commit("message-deleted", 1);
        assertEquals("{\"gone\":true}", tails.since(1, 0, caller(1), 50).get(0).body());
    }
}
