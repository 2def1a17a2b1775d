package org.kairan.search.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kairan.core.people.GroupId;
import org.kairan.search.entity.Queue;
import org.kairan.search.entity.Queue.Position;

class ReplicaTest {

    @TempDir
    Path folder;

    private final Shelf shelf = new Shelf();
    private final List<Replica> open = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-25T03:00:00Z");
    private boolean full;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    /** A disk that can be full. */
    private Directory disk(Path path) throws IOException {
        return new FilterDirectory(FSDirectory.open(path)) {
            @Override
            public IndexOutput createOutput(String name, IOContext context) throws IOException {
                if (full) {
                    throw new IOException("No space left on device");
                }
                return super.createOutput(name, context);
            }
        };
    }

    private Replica replica(Path path) {
        var replica = new Replica(path, this::disk, shelf.queue, List.of(shelf), clock);
        open.add(replica);
        return replica;
    }

    @AfterEach
    void close() {
        full = false;
        open.forEach(Replica::close);
    }

    /** Turns until there is nothing to do, as the thread would. */
    private void settle(Replica replica) throws IOException {
        for (int i = 0; i < 3; i++) {
            now = now.plusSeconds(10);
            while (replica.turn()) {
                // There is more.
            }
        }
    }

    private static TreeSet<Long> found(Replica replica, String q) {
        var request = new Finding.Request(
                Question.of(q),
                List.of(GroupId.EVERYONE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                50);
        var ids = new TreeSet<Long>();
        replica.read(searcher -> Finding.find(searcher, request, List.of()))
                .orElse(Finding.Found.NOTHING)
                .hits()
                .forEach(hit -> ids.add(hit.ref().id()));
        return ids;
    }

    @Test
    void a_transaction_that_began_first_and_ends_last_is_not_passed_over() throws IOException {
        var replica = replica(folder);
        settle(replica);
        shelf.queue.running = 10;
        var late = shelf.queue.row(10, 1);
        shelf.write(11, 2, "後から始まり先に終わる");
        settle(replica);
        assertEquals(new TreeSet<>(List.of(2L)), found(replica, "終わる"));
        shelf.put(1, "先に始まり後から終わる");
        shelf.queue.committed.add(late);
        shelf.queue.running = Long.MAX_VALUE;
        settle(replica);
        assertEquals(new TreeSet<>(List.of(1L, 2L)), found(replica, "終わる"));
    }

    @Test
    void after_a_crash_what_was_not_committed_is_applied_again() throws IOException {
        var replica = replica(folder.resolve("a"));
        shelf.write(1, 1, "台風の備え");
        settle(replica);
        shelf.queue.running = 2;
        shelf.write(3, 3, "台風の後片付け");
        settle(replica);
        // The rows of transaction 2 were committed after the index was, and the process has been killed.
        copy(folder.resolve("a"), folder.resolve("b"));
        shelf.write(2, 2, "台風の進路");
        shelf.queue.running = Long.MAX_VALUE;
        var again = replica(folder.resolve("b"));
        settle(again);
        assertEquals(new TreeSet<>(List.of(1L, 2L, 3L)), found(again, "台風"));
        assertTrue(again.verify().fine());
    }

    @Test
    void what_is_gone_from_the_database_goes_from_the_index() throws IOException {
        var replica = replica(folder);
        shelf.write(1, 1, "台風の備え");
        settle(replica);
        shelf.things.remove(1L);
        shelf.queue.committed.add(shelf.queue.row(2, 1));
        settle(replica);
        assertEquals(new TreeSet<>(), found(replica, "台風"));
    }

    @Test
    void a_kind_is_indexed_anew_as_a_whole() throws IOException {
        var replica = replica(folder);
        for (long id = 1; id <= 450; id++) {
            shelf.put(id, "帳簿" + id);
        }
        shelf.queue.committed.add(shelf.queue.row(1, 0));
        settle(replica);
        assertEquals(450, replica.size());
        shelf.things.keySet().removeIf(id -> id > 100 && id < 420);
        shelf.queue.committed.add(shelf.queue.row(2, 0));
        settle(replica);
        assertEquals(131, replica.size());
        assertTrue(replica.verify().fine());
    }

    @Test
    void a_folder_that_is_deleted_while_serving_is_made_anew_and_the_rest_goes_on() throws IOException {
        var replica = replica(folder.resolve("index"));
        shelf.write(1, 1, "台風の備え");
        settle(replica);
        delete(folder.resolve("index"));
        assertEquals(new TreeSet<>(List.of(1L)), found(replica, "台風"));
        patiently(replica);
        assertTrue(Files.isDirectory(folder.resolve("index")), "noticed though nothing was written");
        shelf.write(2, 2, "台風の進路");
        patiently(replica);
        assertEquals(new TreeSet<>(List.of(1L, 2L)), found(replica, "台風"));
        assertTrue(Files.isDirectory(folder.resolve("index")));
        assertTrue(replica.verify().fine());
    }

    @Test
    void a_file_that_is_damaged_while_serving_is_noticed() throws IOException {
        var replica = replica(folder);
        shelf.write(1, 1, "台風の備え");
        settle(replica);
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".cfs")).toList()) {
                var bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 0x55;
                Files.write(file, bytes);
            }
        }
        patiently(replica);
        assertEquals(new TreeSet<>(List.of(1L)), found(replica, "台風"));
        assertTrue(replica.verify().fine());
    }

    @Test
    void a_file_that_was_damaged_while_nothing_ran_is_noticed_at_the_start() throws IOException {
        var replica = replica(folder.resolve("a"));
        shelf.write(1, 1, "台風の備え");
        settle(replica);
        copy(folder.resolve("a"), folder.resolve("b"));
        try (var files = Files.walk(folder.resolve("b"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".cfs")).toList()) {
                var bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 0x55;
                Files.write(file, bytes);
            }
        }
        var again = replica(folder.resolve("b"));
        settle(again);
        assertEquals(new TreeSet<>(List.of(1L)), found(again, "台風"));
        assertTrue(again.verify().fine());
    }

    @Test
    void a_full_disk_leaves_the_search_up_and_is_caught_up_later() throws IOException {
        var replica = replica(folder);
        shelf.write(1, 1, "台風の備え");
        settle(replica);
        full = true;
        shelf.write(2, 2, "台風の進路");
        for (int i = 0; i < 3; i++) {
            assertThrows(Exception.class, () -> settle(replica));
            replica.failed();
            assertTrue(found(replica, "台風").contains(1L));
        }
        full = false;
        patiently(replica);
        assertEquals(new TreeSet<>(List.of(1L, 2L)), found(replica, "台風"));
        assertTrue(replica.verify().fine());
    }

    @Test
    void a_full_disk_while_the_index_is_made_anew_is_caught_up_too() throws IOException {
        var replica = replica(folder);
        shelf.write(1, 1, "台風の備え");
        settle(replica);
        replica.rebuild();
        full = true;
        for (int i = 0; i < 3; i++) {
            assertThrows(Exception.class, () -> settle(replica));
            replica.failed();
        }
        full = false;
        patiently(replica);
        assertFalse(replica.isRebuilding());
        assertEquals(new TreeSet<>(List.of(1L)), found(replica, "台風"));
    }

    @Test
    void an_index_of_another_database_or_from_the_future_is_not_trusted() throws IOException {
        var replica = replica(folder.resolve("a"));
        shelf.write(1, 1, "台風の備え");
        settle(replica);
        copy(folder.resolve("a"), folder.resolve("other"));
        copy(folder.resolve("a"), folder.resolve("future"));
        copy(folder.resolve("a"), folder.resolve("away"));
        shelf.put(1, "祭りの準備");
        shelf.queue.committed.clear();

        var state = shelf.queue.state;
        shelf.queue.state = new Queue.State(UUID.randomUUID(), Position.START, 0);
        assertBegunAnew(folder.resolve("other"));

        shelf.queue.state = new Queue.State(state.mark(), new Position(5, 5), 0);
        assertBegunAnew(folder.resolve("away"));

        shelf.queue.state = state;
        shelf.queue.seq = 0;
        assertBegunAnew(folder.resolve("future"));
    }

    private void assertBegunAnew(Path path) throws IOException {
        var replica = replica(path);
        settle(replica);
        assertEquals(new TreeSet<>(List.of(1L)), found(replica, "祭り"));
    }

    @Test
    void a_comparison_finds_and_mends_what_differs() throws IOException {
        var replica = replica(folder);
        for (long id = 1; id <= 5; id++) {
            shelf.write(id, id, "帳簿" + id);
        }
        settle(replica);
        // Without a row in the queue, as if somebody had changed the tables by hand.
        shelf.put(2, "別の帳簿");
        shelf.put(6, "新しい帳簿");
        shelf.things.remove(3L);
        var report = replica.verify();
        assertFalse(report.fine());
        assertTrue(
                report.text().contains("missing 1")
                        && report.text().contains("outdated 1")
                        && report.text().contains("surplus 1"),
                report.text());
        assertTrue(replica.verify().fine());
        assertEquals(new TreeSet<>(List.of(6L)), found(replica, "新しい"));
    }

    @Test
    void a_module_that_fails_is_asked_again_until_it_answers() throws IOException {
        var replica = replica(folder);
        settle(replica);
        shelf.failure = new IllegalStateException("the module is not well");
        shelf.write(1, 1, "台風の備え");
        assertThrows(IllegalStateException.class, () -> settle(replica));
        replica.failed();
        shelf.failure = null;
        patiently(replica);
        assertEquals(new TreeSet<>(List.of(1L)), found(replica, "台風"));
    }

    @Test
    void what_changes_while_the_index_is_made_anew_is_in_both() throws IOException {
        var replica = replica(folder);
        for (long id = 1; id <= 300; id++) {
            shelf.put(id, "帳簿" + id);
        }
        shelf.queue.committed.add(shelf.queue.row(1, 0));
        settle(replica);
        replica.rebuild();
        replica.turn();
        assertTrue(replica.isRebuilding());
        shelf.write(2, 1, "台風の備え");
        replica.turn();
        assertEquals(new TreeSet<>(List.of(1L)), found(replica, "台風"));
        settle(replica);
        assertFalse(replica.isRebuilding());
        assertEquals(new TreeSet<>(List.of(1L)), found(replica, "台風"));
        assertEquals(300, replica.size());
    }

    @Test
    void a_new_day_is_noticed() throws IOException {
        var replica = replica(folder);
        settle(replica);
        shelf.put(1, "今日から");
        now = now.plus(Duration.ofDays(1));
        settle(replica);
        // Only kinds that say so follow the day.
        assertEquals(new TreeSet<>(), found(replica, "今日から"));
    }

    /** As the thread does: after a failure, again. */
    private void patiently(Replica replica) throws IOException {
        for (int i = 0; ; i++) {
            try {
                settle(replica);
                return;
            } catch (IOException | RuntimeException e) {
                if (i == 5) {
                    throw e;
                }
                replica.failed();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A kill leaves what lies in the folder at that moment. */
    @Test
    void after_any_number_of_kills_nothing_is_missing() throws IOException {
        var random = new java.util.Random(9);
        long id = 1;
        var path = folder.resolve("0");
        var replica = replica(path);
        for (int kill = 1; kill <= 40; kill++) {
            for (int i = random.nextInt(40); i >= 0; i--) {
                shelf.write(100 + id, id++, "殺される前の 文書");
                now = now.plusMillis(random.nextInt(400));
                replica.turn();
            }
            var next = folder.resolve(Integer.toString(kill));
            copy(path, next);
            path = next;
            replica = replica(path);
        }
        settle(replica);
        var report = replica.verify();
        assertTrue(report.fine(), report.text());
    }
}
