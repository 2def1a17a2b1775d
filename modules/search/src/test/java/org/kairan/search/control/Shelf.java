package org.kairan.search.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.search.Searchable;
import org.kairan.search.entity.Queue;

/** A module's things in memory, with a queue whose transactions a test begins and ends. */
final class Shelf implements Searchable {

    static final ModuleId MODULE = new ModuleId("shelf");

    final Map<Long, Entry> things = new TreeMap<>();
    final Rows queue = new Rows();
    RuntimeException failure;

    static final class Rows extends Queue {
        final List<Row> committed = new ArrayList<>();
        State state = new State(UUID.randomUUID(), Position.START, 0);
        long running = Long.MAX_VALUE;
        long seq;

        Row row(long xid, long thing) {
            return new Row(new Position(xid, ++seq), MODULE.value(), "book", thing);
        }

        @Override
        public News after(Position position, Collection<Long> seen, int limit) {
            long settled = Math.min(running, 1_000_000);
            return new News(
                    settled,
                    committed.stream()
                            .filter(row -> row.position().compareTo(position) > 0
                                    && !seen.contains(row.position().seq()))
                            .sorted(java.util.Comparator.comparing(Row::position))
                            .limit(limit)
                            .toList());
        }

        @Override
        public boolean pending(Position position, Collection<Long> seen) {
            return !after(position, seen, 1).rows().isEmpty();
        }

        @Override
        public Position now() {
            return Position.START;
        }

        @Override
        public State state() {
            return new State(state.mark(), state.cleared(), seq);
        }

        @Override
        public void clear(Position done, int days) {
            // Nothing is old here.
        }
    }

    static Entry entry(long id, String title, String text, GroupId... readers) {
        return new Entry(
                new Ref(MODULE, "book", id),
                Set.of(readers),
                title,
                List.of(),
                text,
                Optional.empty(),
                Instant.EPOCH.plusSeconds(1_000_000 + id));
    }

    static GroupId person(long id) {
        return GroupId.person(new PersonId(id));
    }

    void put(long id, String title) {
        things.put(id, entry(id, title, "", GroupId.EVERYONE));
    }

    /** In a transaction that is over at once. */
    void write(long xid, long id, String title) {
        put(id, title);
        queue.committed.add(queue.row(xid, id));
    }

    @Override
    public ModuleId module() {
        return MODULE;
    }

    @Override
    public String kind() {
        return "book";
    }

    @Override
    public List<Entry> entries(Collection<Long> ids) {
        if (failure != null) {
            throw failure;
        }
        return ids.stream().map(things::get).filter(entry -> entry != null).toList();
    }

    @Override
    public List<Long> ids(long id, int limit) {
        return things.keySet().stream().filter(each -> each > id).limit(limit).toList();
    }
}
