package org.kairan.webapp.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Callers;
import org.kairan.core.access.Permission;
import org.kairan.core.access.SessionsEnded;
import org.kairan.core.live.Advanced;
import org.kairan.core.live.Hint;
import org.kairan.core.live.Stream;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.OrganizationChanged;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;

class HubTest {

    private static final GroupId TREE = GroupId.tree(7);

    private long now = 1_800_000_000_000L;
    private final Map<UUID, Caller> live = new HashMap<>();
    private final List<Stream.Entry> entries = new ArrayList<>();
    private final List<Integer> pages = new ArrayList<>();
    private Runnable whileReading = () -> {};
    private int closeCode;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    };

    private final Callers callers = new Callers() {
        @Override
        public Optional<Caller> byToken(String token, boolean used) {
            return Optional.empty();
        }

        @Override
        public Map<UUID, Caller> bySession(Collection<UUID> sessions) {
            var found = new HashMap<>(live);
            found.keySet().retainAll(sessions);
            return found;
        }

        @Override
        public Map<PersonId, Caller> absent(Collection<PersonId> people) {
            return Map.of();
        }
    };

    private final Stream room = new Stream() {
        @Override
        public String family() {
            return "test.room";
        }

        @Override
        public List<Entry> since(String key, long cursor, Caller caller, int limit) {
            if (!key.equals("1") || !caller.holds(TREE)) {
                throw new NotFound();
            }
            var page = entries.stream()
                    .filter(entry -> entry.cursor() > cursor)
                    .limit(limit)
                    .toList();
            pages.add(page.size());
            whileReading.run();
            return page;
        }
    };

    private final Hub hub = new Hub(clock, callers, List.of(room), 50);

    private Caller caller(long person, GroupId... groups) {
        return caller(new UUID(0, person), person, now + 3_600_000, groups);
    }

    private Caller caller(UUID session, long person, long until, GroupId... groups) {
        var held = new HashMap<GroupId, LocalDate>();
        for (var group : groups) {
            held.put(group, LocalDate.EPOCH);
        }
        var caller = new Caller(
                new PersonId(person),
                session,
                held,
                Set.of(new Permission("board.see-readers")),
                Instant.ofEpochMilli(until));
        live.put(session, caller);
        return caller;
    }

    private Session session() {
        return (Session) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && arguments != null) {
                        closeCode = ((CloseReason) arguments[0]).getCloseCode().getCode();
                    }
                    return method.getName().equals("getId")
                            ? "s"
                            : method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                });
    }

    private Optional<Connection> open(Caller caller, TestWire wire) {
        return hub.open(session(), caller, wire);
    }

    private void hint(GroupId... groups) {
        hub.hint(new Hint(
                Audience.of(groups), "board.bulletin-published", new Ref(new ModuleId("board"), "bulletin", 5)));
        hub.deliver();
    }

    private static long hints(TestWire wire) {
        return wire.got.stream()
                .filter(text -> text.contains("bulletin-published"))
                .count();
    }

    private int closed() {
        hub.closeAll();
        return closeCode;
    }

    @Test
    void greets_and_tells_type_reference_and_moment() {
        var wire = new TestWire();
        open(caller(1), wire);
        hint(GroupId.EVERYONE);
        assertEquals(
                List.of(
                        "{\"type\":\"hello\",\"heartbeat\":25}",
                        "{\"type\":\"board.bulletin-published\",\"ref\":\"board:bulletin:5\",\"at\":" + now + "}"),
                wire.got);
    }

    @Test
    void tells_members_once_and_others_nothing() {
        var member = new TestWire();
        var stranger = new TestWire();
        open(caller(1, TREE, GroupId.title(3)), member);
        open(caller(2, GroupId.section(7)), stranger);
        hint(TREE, GroupId.title(3), GroupId.person(new PersonId(1)));
        assertEquals(1, hints(member));
        assertEquals(0, hints(stranger));
        hint(GroupId.permission("board.see-readers"));
        assertEquals(1, hints(stranger));
    }

    @Test
    void joins_what_has_gathered_into_one_write_in_order() {
        var wire = new TestWire();
        open(caller(1), wire);
        for (var i = 0; i < 30; i++) {
            hub.hint(new Hint(
                    Audience.of(i % 3 == 0 ? TREE : GroupId.EVERYONE, GroupId.person(new PersonId(90 + i))),
                    "board.bulletin-published",
                    new Ref(new ModuleId("board"), "bulletin", i)));
        }
        hub.deliver();
        assertEquals(
                IntStream.range(0, 30).filter(i -> i % 3 > 0).boxed().toList(),
                wire.got.stream()
                        .skip(1)
                        .map(text -> Integer.valueOf(text.replaceAll(".*bulletin:(\\d+).*", "$1")))
                        .toList());
        assertEquals(2, wire.writes);
    }

    @Test
    void tells_nothing_once_a_session_has_ended() {
        var wire = new TestWire();
        var caller = caller(1);
        open(caller, wire);
        hub.hint(new Hint(Audience.of(GroupId.EVERYONE), "board.bulletin-published", null));
        hub.sessionsEnded(new SessionsEnded(Set.of(caller.session())));
        hub.deliver();
        assertEquals(0, hints(wire));
        assertEquals(4001, closed());
        assertEquals(0, hub.connections());
    }

    @Test
    void refuses_a_handshake_whose_session_ended_meanwhile() {
        var caller = caller(1);
        hub.sessionsEnded(new SessionsEnded(Set.of(caller.session())));
        var wire = new TestWire();
        assertTrue(open(caller, wire).isEmpty());
        assertEquals(List.of(), wire.got);
        assertEquals(4001, closed());
    }

    @Test
    void closes_when_the_session_expires() {
        open(caller(new UUID(0, 1), 1, now + 10_000), new TestWire());
        now += 9_999;
        hub.look();
        assertEquals(0, closed());
        now += 1;
        hub.look();
        assertEquals(4001, closed());
    }

    @Test
    void closes_sessions_that_are_found_gone_at_the_next_look() {
        hub.look();
        hub.readAll();
        var caller = caller(1);
        open(caller, new TestWire());
        live.remove(caller.session());
        now += 25_000;
        hub.look();
        hub.readAll();
        assertEquals(4001, closed());
    }

    @Test
    void follows_people_who_move() {
        var wire = new TestWire();
        open(caller(1, TREE), wire);
        caller(1, GroupId.tree(8));
        hub.organizationChanged(new OrganizationChanged());
        hub.readAll();
        hint(TREE);
        assertEquals(0, hints(wire));
        hint(GroupId.tree(8));
        assertEquals(1, hints(wire));
    }

    @Test
    void bounds_sockets_per_session_and_in_all() {
        var caller = caller(1);
        for (var i = 0; i < 20; i++) {
            assertTrue(open(caller, new TestWire()).isPresent());
        }
        assertTrue(open(caller, new TestWire()).isEmpty());
        assertEquals(4003, closed());
        for (var i = 2; i < 32; i++) {
            assertTrue(open(caller(i), new TestWire()).isPresent());
        }
        assertTrue(open(caller(99), new TestWire()).isEmpty());
        assertEquals(50, hub.connections());
    }

    @Test
    void closes_and_terminates_what_does_not_read() {
        var wire = new TestWire();
        open(caller(1), wire);
        wire.stalled = true;
        while (wire.pending() <= Hub.MAX_PENDING) {
            hint(GroupId.EVERYONE);
        }
        hub.look();
        now += 2_999;
        hub.look();
        assertEquals(0, closed());
        now += 1;
        hub.look();
        assertEquals(4002, closed());
        assertEquals(0, wire.pending());
        assertFalse(wire.terminated);
        now += 3_000;
        hub.look();
        hub.closeAll();
        assertTrue(wire.terminated);
        assertEquals(1, hub.closedSlow());
    }

    @Test
    void closes_what_takes_nothing_for_long_however_little_waits_and_not_what_takes_a_little() {
        var deaf = new TestWire();
        var connection = open(caller(1), deaf).orElseThrow();
        deaf.stalled = true;
        hint(GroupId.EVERYONE);
        for (var i = 0; i < 3; i++) {
            now += 29_000;
            connection.heard();
            hub.look();
            assertEquals(0, closed());
            deaf.read();
            hub.look();
            deaf.stalled = true;
            hint(GroupId.EVERYONE);
        }
        hub.look();
        now += 30_000;
        connection.heard();
        hub.look();
        assertEquals(4002, closed());
    }

    @Test
    void forgives_what_reads_again_in_time() {
        var wire = new TestWire();
        open(caller(1), wire);
        wire.stalled = true;
        while (wire.pending() <= Hub.MAX_PENDING) {
            hint(GroupId.EVERYONE);
        }
        hub.look();
        now += 2_000;
        wire.read();
        hub.look();
        now += 20_000;
        hub.look();
        assertEquals(0, closed());
    }

    @Test
    void pings_and_closes_the_silent() {
        var wire = new TestWire();
        var connection = open(caller(1), wire).orElseThrow();
        for (var i = 0; i < 70; i++) {
            now += 1000;
            hub.look();
        }
        assertTrue(wire.pings >= 2, "pings: " + wire.pings);
        connection.heard();
        for (var i = 0; i < 74; i++) {
            now += 1000;
            hub.look();
        }
        assertEquals(0, closed());
        now += 1000;
        hub.look();
        assertEquals(1001, closed());
    }

    @Test
    void counts_the_frames_of_a_client() {
        var connection = open(caller(1), new TestWire()).orElseThrow();
        assertTrue(IntStream.range(0, 300).allMatch(i -> connection.heard()));
        assertFalse(connection.heard());
        now += 1000;
        assertTrue(connection.heard());
    }

    // ---- streams

    private void say(int count) {
        for (var i = 0; i < count; i++) {
            entries.add(new Stream.Entry(entries.size() + 1, "test.said", "{}"));
        }
        hub.advanced(new Advanced("test.room:1"));
    }

    private static List<Long> cursors(TestWire wire) {
        return wire.got.stream()
                .filter(text -> text.contains("\"cursor\":"))
                .map(text -> Long.parseLong(text.replaceAll(".*\"cursor\":(\\d+).*", "$1")))
                .toList();
    }

    private static List<Long> upTo(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void gives_a_follower_everything_in_order_and_then_what_comes() {
        say(120);
        var wire = new TestWire();
        var connection = open(caller(1, TREE), wire).orElseThrow();
        hub.follow(connection, "test.room:1", 20);
        hub.readAll();
        assertEquals(upTo(21, 120), cursors(wire));
        say(3);
        hub.readAll();
        hub.follow(connection, "test.room:1", 0);
        hub.readAll();
        assertEquals(upTo(21, 123), cursors(wire));
    }

    @Test
    void loses_nothing_that_is_committed_while_it_reads() {
        say(10);
        var wire = new TestWire();
        var connection = open(caller(1, TREE), wire).orElseThrow();
        whileReading = () -> {
            whileReading = () -> {};
            say(5);
        };
        hub.follow(connection, "test.room:1", 0);
        hub.readAll();
        assertEquals(upTo(1, 15), cursors(wire));
    }

    @Test
    void reads_no_further_page_before_the_client_has_read_the_last() {
        say(200);
        var wire = new TestWire();
        var connection = open(caller(1, TREE), wire).orElseThrow();
        wire.stalled = true;
        hub.follow(connection, "test.room:1", 0);
        hub.readAll();
        say(1);
        hub.readAll();
        assertEquals(List.of(50), pages);
        wire.read();
        hub.readAll();
        assertEquals(upTo(1, 201), cursors(wire));
    }

    @Test
    void says_of_a_strangers_stream_only_that_it_is_gone() {
        say(1);
        var wire = new TestWire();
        var connection = open(caller(1), wire).orElseThrow();
        hub.follow(connection, "test.room:1", 0);
        hub.follow(connection, "test.room:99", 0);
        hub.follow(connection, "nothing", 0);
        hub.readAll();
        assertEquals(
                Set.of(
                        "{\"type\":\"stream-gone\",\"stream\":\"test.room:1\"}",
                        "{\"type\":\"stream-gone\",\"stream\":\"test.room:99\"}",
                        "{\"type\":\"stream-gone\",\"stream\":\"nothing\"}"),
                Set.copyOf(wire.got.subList(1, wire.got.size())));
    }

    @Test
    void forgets_what_has_been_unfollowed() {
        var wire = new TestWire();
        var connection = open(caller(1, TREE), wire).orElseThrow();
        hub.follow(connection, "test.room:1", 0);
        hub.readAll();
        hub.unfollow(connection, "test.room:1");
        say(1);
        hub.readAll();
        assertEquals(List.of(), cursors(wire));
    }

    @Test
    void lets_no_more_wait_of_long_entries_than_a_slow_client_may_have_and_brings_the_rest_when_it_reads() {
        for (var i = 0; i < 20; i++) {
            entries.add(new Stream.Entry(entries.size() + 1, "test.said", "\"" + "x".repeat(40_000) + "\""));
        }
        var wire = new TestWire();
        var connection = open(caller(1, TREE), wire).orElseThrow();
        wire.stalled = true;
        hub.follow(connection, "test.room:1", 0);
        hub.readAll();
        assertTrue(wire.pending() > 0 && wire.pending() <= Hub.MAX_PENDING, "pending: " + wire.pending());
        wire.read();
        hub.readAll();
        assertEquals(upTo(1, 20), cursors(wire));
        entries.add(new Stream.Entry(21, "test.said", "\"" + "x".repeat(2 * Hub.MAX_PENDING) + "\""));
        hub.advanced(new Advanced("test.room:1"));
        hub.readAll();
        assertEquals(upTo(1, 21), cursors(wire), "one that is longer than all may be comes too");
    }

    @Test
    void brings_what_came_while_a_client_did_not_read_when_it_reads() {
        var wire = new TestWire();
        var connection = open(caller(1, TREE), wire).orElseThrow();
        hub.follow(connection, "test.room:1", 0);
        hub.readAll();
        wire.stalled = true;
        hint(GroupId.EVERYONE);
        say(1);
        hub.readAll();
        wire.read();
        hub.readAll();
        assertEquals(upTo(1, 1), cursors(wire));
    }

    @Test
    void gives_all_who_follow_what_has_gathered_at_one_reading() {
        var wires = IntStream.range(1, 6).mapToObj(i -> new TestWire()).toList();
        for (var i = 0; i < wires.size(); i++) {
            hub.follow(open(caller(1 + i, TREE), wires.get(i)).orElseThrow(), "test.room:1", 0);
        }
        hub.readAll();
        pages.clear();
        say(1);
        say(1);
        say(1);
        hub.readAll();
        assertEquals(List.of(3, 3, 3, 3, 3), pages);
        wires.forEach(wire -> {
            assertEquals(upTo(1, 3), cursors(wire));
            assertEquals(2, wire.writes, "the greeting and the page");
        });
    }

    @Test
    void joins_a_page_once_for_all_who_are_given_the_same_and_for_nobody_else() {
        var encoded = new Encoded();
        var one = new Stream.Entry(7, "test.said", "{}");
        var hidden = new Stream.Entry(8, "test.said", "{}");
        var last = new Stream.Entry(9, "test.said", "{}");
        var page = encoded.page("test.room:1", List.of(one, hidden, last));
        assertSame(page, encoded.page("test.room:1", List.of(one, hidden, last)));
        assertEquals(2, encoded.page("test.room:1", List.of(one, last)).frames().size());
        assertEquals(
                "[]",
                encoded.page("test.room:1", List.of(new Stream.Entry(7, "test.said", "[]")))
                        .frames()
                        .get(0)
                        .text()
                        .replaceAll(".*\"body\":(.*)}", "$1"));
    }

    @Test
    void encodes_an_entry_once_for_all_who_follow() {
        var encoded = new Encoded();
        var entry = new Stream.Entry(7, "test.said", "{}");
        var frame = encoded.frame("test.room:1", entry);
        assertSame(frame, encoded.frame("test.room:1", entry));
        assertEquals(
                "{\"type\":\"test.said\",\"stream\":\"test.room:2\",\"cursor\":7,\"body\":{}}",
                encoded.frame("test.room:2", entry).text());
        assertEquals(
                "{\"type\":\"test.said\",\"stream\":\"test.room:1\",\"cursor\":7,\"body\":[]}",
                encoded.frame("test.room:1", new Stream.Entry(7, "test.said", "[]"))
                        .text());
    }
}
