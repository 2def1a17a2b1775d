package org.kairan.search.control;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.kairan.core.Ref;
import org.kairan.core.search.Searchable;
import org.kairan.core.time.CityTime;
import org.kairan.search.entity.Queue;
import org.kairan.search.entity.Queue.Position;

/**
 * The index as a copy of what the database holds: applies the queue, remembers how far it got with each commit, and is made anew beside the old one when that is lost, damaged or of another form.
 *
 * <p>All methods but {@link #read}, {@link #isBehind} and {@link #isRebuilding} are for one thread.
 */
final class Replica {

    private static final Logger LOG = Logger.getLogger(Replica.class.getName());
    private static final int BATCH = 500;
    private static final int CHUNK = 200;
    private static final int KEPT_DAYS = 3;
    private static final long COMMIT_MILLIS = 5_000;
    private static final int COMMIT_CHANGES = 5_000;
    private static final long LOOK_MILLIS = 1_000;
    private static final long CLEAR_MILLIS = 3_600_000;
    private static final int TRIES = 4;

    /** The rest of a kind that is being indexed anew. */
    private static final class Pass {
        final Searchable searchable;
        final boolean onlyNext;
        long after;

        Pass(Searchable searchable, boolean onlyNext) {
            this.searchable = searchable;
            this.onlyNext = onlyNext;
        }
    }

    /** How far the queue is applied: all up to the position, and these numbers beyond it. */
    private record Progress(Position position, Set<Long> seen) {}

    /** What a comparison with the database found. */
    record Report(boolean fine, String text) {}

    private final Path folder;
    private final Index.Opener opener;
    private final Queue queue;
    private final Map<String, Searchable> searchables = new TreeMap<>();
    private final Clock clock;
    private final TreeMap<Position, Long> seen = new TreeMap<>();
    private final Deque<Pass> passes = new ArrayDeque<>();
    private volatile Index serving;
    private volatile Index next;
    private volatile Progress progress = new Progress(Position.START, Set.of());
    private volatile boolean opened;
    private String mark = "";
    private long highest;
    private LocalDate day;
    private long changes;
    private long committedAt;
    private long lookedAt;
    private long clearedAt;
    private boolean moved;
    private volatile boolean anew;

    Replica(Path folder, Index.Opener opener, Queue queue, List<Searchable> found, Clock clock) {
        this.folder = folder;
        this.opener = opener;
        this.queue = queue;
        this.clock = clock;
        found.forEach(s -> searchables.put(Documents.kind(s.module().value(), s.kind()), s));
    }

    /** Does what is to be done now; true if there is more at once. */
    boolean turn() throws IOException {
        if (serving != null && next == null && !serving.isWritable()) {
            // Merging failed in the background, where nobody was told.
            opened = false;
        }
        if (!opened) {
            open();
        }
        long now = clock.millis();
        if (now - lookedAt >= LOOK_MILLIS) {
            lookedAt = now;
            look();
        }
        boolean more = sweep();
        var pass = passes.peek();
        if (pass != null) {
            advance(pass);
        }
        if (next != null && passes.isEmpty()) {
            takeOver();
        }
        if (serving != null
                && serving.isWritable()
                && (changes >= COMMIT_CHANGES || ((changes > 0 || moved) && now - committedAt >= COMMIT_MILLIS))) {
            commit(serving);
        }
        if (now - clearedAt >= CLEAR_MILLIS) {
            clearedAt = now;
            queue.clear(progress.position(), KEPT_DAYS);
        }
        anew = passes.stream().anyMatch(each -> !each.onlyNext);
        return more || anew || next != null;
    }

    private void open() throws IOException {
        var state = queue.state();
        mark = state.mark().toString();
        highest = state.highest();
        day = CityTime.today(clock);
        var usable = newest().filter(path -> isUsable(path, state));
        if (usable.isEmpty()) {
            closeServing();
            rebuild();
        }
        opened = true;
    }

    private boolean isUsable(Path path, Queue.State state) {
        try {
            var index = Index.open(path, opener);
            var data = index.data();
            if (data.isEmpty()
                    || !data.get("form").equals(Documents.FORM)
                    || !data.get("mark").equals(mark)
                    || !data.get("kinds").equals(searchables.keySet().toString())
                    || Long.parseLong(data.get("highest")) > state.highest()) {
                index.close();
                return false;
            }
            var position = new Position(Long.parseLong(data.get("xid")), Long.parseLong(data.get("seq")));
            if (position.compareTo(state.cleared()) < 0) {
                index.close();
                return false;
            }
            index.check();
            var before = serving;
            serving = index;
            if (before != null) {
                before.close();
            }
            seen.clear();
            passes.clear();
            progress = new Progress(position, Set.of());
            changes = 0;
            if (!data.get("day").equals(day.toString())) {
                daily();
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "The search index in " + path + " cannot be used; it is made anew.", e);
            return false;
        }
    }

    private Optional<Path> newest() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var folders = Files.list(folder)) {
            return folders.filter(path -> path.getFileName().toString().matches("[0-9]{1,9}"))
                    .max(Comparator.comparingInt(Replica::number));
        }
    }

    private static int number(Path path) {
        return Integer.parseInt(path.getFileName().toString());
    }

    /** Looks after the files, and after the day. */
    private void look() throws IOException {
        if (serving != null && next == null && !serving.isIntact()) {
            LOG.warning("The search index in " + serving.folder() + " was deleted or damaged; it is made anew.");
            closeServing();
            rebuild();
        }
        if (next != null && !Files.isDirectory(next.folder())) {
            rebuild();
        }
        if (serving != null && serving.isWritable() && serving.refresh()) {
            // Merged in the background since; committed, the files of before can go.
            moved = true;
        }
        var today = CityTime.today(clock);
        if (!today.equals(day)) {
            day = today;
            moved = true;
            daily();
        }
    }

    private void daily() {
        searchables.values().stream().filter(Searchable::daily).forEach(this::indexAnew);
    }

    private void indexAnew(Searchable searchable) {
        if (passes.stream().noneMatch(p -> p.searchable == searchable && !p.onlyNext && p.after == 0)) {
            passes.add(new Pass(searchable, false));
            anew = true;
        }
    }

    /** Begins an index beside the one that serves. */
    void rebuild() {
        try {
            if (next != null) {
                next.close();
                next = null;
            }
            passes.removeIf(pass -> pass.onlyNext);
            if (serving == null) {
                // Whatever is committed by now is read with the kinds; what comes after stands in the queue.
                progress = new Progress(queue.now(), Set.of());
                seen.clear();
                passes.clear();
            }
            int number =
                    Math.max(newest().map(Replica::number).orElse(0), serving == null ? 0 : number(serving.folder()))
                            + 1;
            next = Index.open(folder.resolve(Integer.toString(number)), opener);
            searchables.values().forEach(s -> passes.add(new Pass(s, true)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The search index cannot be begun anew", e);
        }
    }

    boolean isRebuilding() {
        return next != null || !opened;
    }

    /** Whether something may be missing or outdated: whole kinds wait to be indexed anew, or what answers can no longer be written. */
    boolean isIncomplete() {
        var index = serving;
        return anew || index == null || !index.isWritable();
    }

    private void takeOver() throws IOException {
        commit(next);
        var before = serving;
        serving = next;
        next = null;
        if (before != null) {
            before.close();
        }
        try (Stream<Path> others = Files.list(folder)) {
            for (var path :
                    others.filter(path -> !path.equals(serving.folder())).toList()) {
                delete(path);
            }
        }
        LOG.info("The search index was made anew: " + size() + " things.");
    }

    /** Applies what is new in the queue; true if there is more. */
    private boolean sweep() throws IOException {
        var found = queue.after(progress.position(), seen.values(), BATCH);
        if (!found.rows().isEmpty()) {
            var things = new LinkedHashMap<String, Set<Long>>();
            for (var row : found.rows()) {
                var kind = Documents.kind(row.module(), row.kind());
                if (row.module().equals("*")) {
                    searchables.values().forEach(this::indexAnew);
                } else if (row.thing() != 0) {
                    things.computeIfAbsent(kind, k -> new TreeSet<>()).add(row.thing());
                } else if (searchables.containsKey(kind)) {
                    indexAnew(searchables.get(kind));
                }
            }
            for (var each : things.entrySet()) {
                var searchable = searchables.get(each.getKey());
                if (searchable != null) {
                    apply(searchable, each.getValue());
                }
            }
            found.rows().forEach(row -> seen.put(row.position(), row.position().seq()));
            highest = Math.max(
                    highest,
                    found.rows().stream()
                            .mapToLong(r -> r.position().seq())
                            .max()
                            .orElse(0));
        }
        boolean more = found.rows().size() == BATCH;
        settle(found.settled(), more ? found.rows().get(BATCH - 1).position() : null);
        return more;
    }

    private void apply(Searchable searchable, Set<Long> ids) throws IOException {
        List<Searchable.Entry> entries;
        try {
            entries = searchable.entries(ids);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    searchable.module().value() + " does not give its things; asked again with all of the kind.",
                    e);
            indexAnew(searchable);
            return;
        }
        var there = new TreeSet<Long>();
        for (var index : targets(false)) {
            for (var entry : entries) {
                there.add(entry.ref().id());
                index.replace(entry);
            }
            for (var id : ids) {
                if (!there.contains(id)) {
                    index.remove(new Ref(searchable.module(), searchable.kind(), id));
                }
            }
            index.refresh();
        }
        changes += ids.size();
    }

    private List<Index> targets(boolean onlyNext) {
        return Stream.of(onlyNext ? null : serving, next)
                .filter(index -> index != null && index.isWritable())
                .toList();
    }

    /**
     * Moves the position over what is settled and done.
     *
     * @param end what lies beyond was not read yet; null if all was
     */
    private void settle(long settled, Position end) {
        var position = progress.position();
        // What is being indexed kind by kind is done only at the end of it.
        if (passes.isEmpty()) {
            for (var first = seen.firstEntry();
                    first != null
                            && first.getKey().xid() < settled
                            && (end == null || first.getKey().compareTo(end) <= 0);
                    first = seen.firstEntry()) {
                position = first.getKey();
                seen.pollFirstEntry();
                moved = true;
            }
        }
        if (moved || seen.size() != progress.seen().size()) {
            progress = new Progress(position, Set.copyOf(seen.values()));
        }
    }

    private void advance(Pass pass) throws IOException {
        // Last in the row until it succeeds, so that a module that fails does not stop the others.
        passes.remove(pass);
        passes.addLast(pass);
        var ids = pass.searchable.ids(pass.after, CHUNK);
        var entries = ids.isEmpty() ? List.<Searchable.Entry>of() : pass.searchable.entries(ids);
        var kind = Documents.kind(pass.searchable.module().value(), pass.searchable.kind());
        boolean last = ids.size() < CHUNK;
        long until = last ? Long.MAX_VALUE : last(ids);
        for (var index : targets(pass.onlyNext)) {
            index.replaceRange(kind, pass.after, until, entries);
            index.refresh();
        }
        if (!pass.onlyNext) {
            changes += entries.size();
        }
        pass.after = until;
        if (last) {
            passes.remove(pass);
        }
    }

    private void commit(Index index) throws IOException {
        var data = new HashMap<String, String>();
        data.put("form", Documents.FORM);
        data.put("mark", mark);
        data.put("kinds", searchables.keySet().toString());
        data.put("xid", Long.toString(progress.position().xid()));
        data.put("seq", Long.toString(progress.position().seq()));
        data.put("highest", Long.toString(highest));
        data.put("day", day.toString());
        if (!passes.isEmpty()) {
            // A day's pass that is cut off is begun again at the next start.
            data.put("day", "");
        }
        index.commit(data);
        changes = 0;
        moved = false;
        committedAt = clock.millis();
    }

    /** After a failure: an index that can no longer be written is opened anew at its last commit, or made anew; meanwhile requests read what was last visible. */
    void failed() {
        try {
            if (next != null && !next.isWritable()) {
                LOG.warning("Making the search index anew failed; it is begun again.");
                rebuild();
            }
            if (next == null && serving != null && !serving.isWritable()) {
                opened = false;
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The search index cannot be written.", e);
        }
    }

    private void closeServing() {
        // Who reads goes on reading the files that are open, until another takes over.
        try {
            if (serving != null && serving.isWritable()) {
                serving.stopWriting();
            }
        } catch (IOException e) {
            LOG.log(Level.INFO, "The search index that is given up could not be closed in order.", e);
        }
    }

    /** Reads the index that serves, or what there is of the one that is being made. */
    <T> Optional<T> read(Index.Use<T> use) {
        for (int i = 0; ; i++) {
            var index = serving != null ? serving : next;
            if (index == null) {
                return Optional.empty();
            }
            try {
                return Optional.ofNullable(index.use(use));
            } catch (org.apache.lucene.store.AlreadyClosedException e) {
                if (i >= TRIES) {
                    throw e;
                }
                // Another has just taken over.
                LOG.log(Level.FINE, "read again", e);
            } catch (IOException | InternalError e) {
                // The files were damaged under the reader; looking after them makes the index anew.
                LOG.log(Level.WARNING, "The search index cannot be read.", e);
                return Optional.empty();
            }
        }
    }

    /** Whether something is committed in the database that is not in the index yet. */
    boolean isBehind() {
        var now = progress;
        return !opened || next != null && serving == null || queue.pending(now.position(), now.seen());
    }

    int size() {
        return read(searcher -> searcher.getIndexReader().numDocs()).orElse(0);
    }

    /** Compares every thing with the database and mends what differs; what changes meanwhile is looked at again. */
    Report verify() {
        try {
            while (isRebuilding()) {
                turn();
            }
            serving.check();
            int things = 0;
            var differences = new TreeMap<String, Integer>();
            for (var each : searchables.entrySet()) {
                long after = 0;
                boolean last = false;
                while (!last) {
                    catchUp();
                    var ids = each.getValue().ids(after, CHUNK);
                    last = ids.size() < CHUNK;
                    long until = last ? Long.MAX_VALUE : last(ids);
                    things += ids.size();
                    compare(each.getKey(), each.getValue(), after, until, differences);
                    after = until;
                }
            }
            commit(serving);
            return new Report(
                    differences.isEmpty(),
                    differences.isEmpty()
                            ? things + " things, no difference."
                            : things + " things; differences, now mended: "
                                    + differences.entrySet().stream()
                                            .map(e -> e.getKey() + " " + e.getValue())
                                            .collect(Collectors.joining(", "))
                                    + ".");
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The search index is damaged; it is made anew.", e);
            rebuild();
            return new Report(false, "The index is damaged (" + e.getMessage() + "); it is being made anew.");
        }
    }

    private void compare(String kind, Searchable searchable, long after, long until, Map<String, Integer> differences)
            throws IOException {
        Set<Long> suspects = new TreeSet<>();
        for (var ids = searchable.ids(after, CHUNK); !ids.isEmpty(); ids = searchable.ids(last(ids), CHUNK)) {
            ids.stream().filter(id -> id <= until).forEach(suspects::add);
            if (ids.size() < CHUNK || last(ids) >= until) {
                break;
            }
        }
        Map<Long, String> wrong = Map.of();
        List<Searchable.Entry> entries = List.of();
        for (int i = 0; i < TRIES; i++) {
            entries = suspects.isEmpty() ? List.of() : searchable.entries(suspects);
            var wanted = new TreeMap<Long, Long>();
            entries.forEach(entry -> wanted.put(entry.ref().id(), Documents.digest(entry)));
            // In this order what is missing is missing; what was changed between the two looks is looked at again.
            catchUp();
            var found = digests(kind, after, until);
            if (i > 0) {
                found.keySet().retainAll(suspects);
            }
            wrong = difference(wanted, found);
            if (wrong.isEmpty()) {
                return;
            }
            suspects = wrong.keySet();
        }
        wrong.values().forEach(what -> differences.merge(kind + " " + what, 1, Integer::sum));
        for (var id : suspects) {
            serving.remove(new Ref(searchable.module(), searchable.kind(), id));
        }
        for (var entry : entries) {
            if (suspects.contains(entry.ref().id())) {
                serving.replace(entry);
            }
        }
        serving.refresh();
    }

    private void catchUp() throws IOException {
        while (sweep() || !passes.isEmpty()) {
            turn();
        }
    }

    private static long last(List<Long> ids) {
        return ids.get(ids.size() - 1);
    }

    private static Map<Long, String> difference(Map<Long, Long> wanted, Map<Long, Long> found) {
        var wrong = new TreeMap<Long, String>();
        wanted.forEach((id, digest) -> {
            if (!found.containsKey(id)) {
                wrong.put(id, "missing");
            } else if (!found.get(id).equals(digest)) {
                wrong.put(id, "outdated");
            }
        });
        found.keySet().stream().filter(id -> !wanted.containsKey(id)).forEach(id -> wrong.put(id, "surplus"));
        return wrong;
    }

    private Map<Long, Long> digests(String kind, long after, long until) throws IOException {
        var digests = new TreeMap<Long, Long>();
        serving.use(searcher -> {
            Finding.collect(searcher, Index.range(kind, after, until), new SimpleCollector() {
                private org.apache.lucene.index.NumericDocValues things;
                private org.apache.lucene.index.NumericDocValues states;

                @Override
                protected void doSetNextReader(LeafReaderContext context) throws IOException {
                    things = DocValues.getNumeric(context.reader(), Documents.THING);
                    states = DocValues.getNumeric(context.reader(), Documents.DIGEST);
                }

                @Override
                public void collect(int doc) throws IOException {
                    things.advanceExact(doc);
                    states.advanceExact(doc);
                    // Twice the same thing is a difference too.
                    digests.merge(things.longValue(), states.longValue(), (one, other) -> one ^ ~other);
                }

                @Override
                public ScoreMode scoreMode() {
                    return ScoreMode.COMPLETE_NO_SCORES;
                }
            });
            return digests;
        });
        return digests;
    }

    void close() {
        try {
            if (serving != null && serving.isWritable()) {
                commit(serving);
            }
            for (var index : targets(false)) {
                index.close();
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "The search index was not closed in order; it is caught up at the next start.", e);
        }
    }

    private static void delete(Path path) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failure) throws IOException {
                Files.deleteIfExists(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
