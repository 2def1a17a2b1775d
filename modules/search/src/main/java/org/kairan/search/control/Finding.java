package org.kairan.search.control;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.PriorityQueue;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.people.GroupId;

/** Finds in an index what a reader may find: hits in order, and counts that are taken over nothing else. */
public final class Finding {

    /**
     * What to look for.
     *
     * @param kind as {@code module:kind}
     * @param from inclusive
     * @param until exclusive
     * @param first how many hits to pass over
     */
    public record Request(
            Question question,
            Collection<GroupId> groups,
            Optional<String> kind,
            Optional<Long> section,
            Optional<Instant> from,
            Optional<Instant> until,
            int first,
            int limit) {}

    /** A thing that was found, with its text as indexed. */
    public record Hit(Ref ref, Instant at, String text) {}

    /**
     * What was found.
     *
     * @param any whether anything was found, were it not for the choices
     * @param kinds how many of each kind, were it not for the choice of a kind; likewise sections, and times by the beginning of a span
     */
    public record Found(
            List<Hit> hits,
            int total,
            boolean any,
            Map<String, Integer> kinds,
            Map<Long, Integer> sections,
            Map<Instant, Integer> times) {

        static final Found NOTHING = new Found(List.of(), 0, false, Map.of(), Map.of(), Map.of());
    }

    private Finding() {}

    /** @param spans beginnings of spans of time up to now, each counted whole */
    public static Found find(IndexSearcher searcher, Request request, List<Instant> spans) throws IOException {
        if (request.question().isEmpty()) {
            return Found.NOTHING;
        }
        var found = find(searcher, request, spans, false);
        // Rather the nearest there is than nothing; which of both it is depends on what the reader may find only.
        return found.any() ? found : find(searcher, request, spans, true);
    }

    private static Found find(IndexSearcher searcher, Request request, List<Instant> spans, boolean wide)
            throws IOException {
        var counts = new Counts(request, spans, weight(searcher, readers(request.groups())));
        collect(searcher, request.question().query(searcher.getIndexReader(), wide), counts);
        var hits = new ArrayList<Hit>();
        for (int doc : counts.best.docs(request.first())) {
            hits.add(hit(searcher, doc));
        }
        return new Found(hits, counts.total, counts.any, counts.kinds(), counts.sections(), counts.times());
    }

    /** Things whose title or names hold what was typed so far. */
    static List<Ref> begin(IndexSearcher searcher, String typed, Collection<GroupId> groups, int limit)
            throws IOException {
        var query = Question.beginning(searcher.getIndexReader(), typed);
        if (query.isEmpty()) {
            return List.of();
        }
        var found = searcher.search(
                new BooleanQuery.Builder()
                        .add(query.get(), Occur.MUST)
                        .add(readers(groups), Occur.FILTER)
                        .build(),
                limit,
                new Sort(SortField.FIELD_SCORE, new SortField(Documents.AT, SortField.Type.LONG, true)));
        var refs = new ArrayList<Ref>();
        for (ScoreDoc doc : found.scoreDocs) {
            refs.add(ref(searcher, doc.doc));
        }
        return refs;
    }

    /** Hands all that is found to one collector; the searcher works in the caller's thread. */
    static <C extends Collector> void collect(IndexSearcher searcher, Query query, C collector) throws IOException {
        searcher.search(query, new CollectorManager<C, C>() {
            @Override
            public C newCollector() {
                return collector;
            }

            @Override
            public C reduce(Collection<C> collectors) {
                return collector;
            }
        });
    }

    private static Query readers(Collection<GroupId> groups) {
        return new TermInSetQuery(
                Documents.READER,
                groups.stream().map(group -> new BytesRef(group.toString())).toList());
    }

    private static Weight weight(IndexSearcher searcher, Query query) throws IOException {
        return searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    }

    private static Hit hit(IndexSearcher searcher, int doc) throws IOException {
        var leaf = leaf(searcher, doc);
        var at = DocValues.getNumeric(leaf.reader(), Documents.AT);
        at.advanceExact(doc - leaf.docBase);
        return new Hit(ref(searcher, doc), Instant.ofEpochMilli(at.longValue()), binary(searcher, doc, Documents.TEXT));
    }

    private static LeafReaderContext leaf(IndexSearcher searcher, int doc) {
        var leaves = searcher.getIndexReader().leaves();
        return leaves.get(ReaderUtil.subIndex(doc, leaves));
    }

    private static Ref ref(IndexSearcher searcher, int doc) throws IOException {
        var parts = binary(searcher, doc, Documents.UID).split(":");
        return new Ref(new ModuleId(parts[0]), parts[1], Long.parseLong(parts[2]));
    }

    private static String binary(IndexSearcher searcher, int doc, String field) throws IOException {
        var leaf = leaf(searcher, doc);
        var values = DocValues.getBinary(leaf.reader(), field);
        values.advanceExact(doc - leaf.docBase);
        return values.binaryValue().utf8ToString();
    }

    /** The best by score, of equal ones the latest. */
    private static final class Best extends PriorityQueue<Best.Place> {

        /** @param at milliseconds since 1970 */
        record Place(int doc, float score, long at) {
            boolean isBehind(float otherScore, long otherAt) {
                return score != otherScore ? score < otherScore : at < otherAt;
            }
        }

        private final int most;

        Best(int most) {
            super(most);
            this.most = most;
        }

        @Override
        protected boolean lessThan(Place one, Place other) {
            return one.isBehind(other.score(), other.at())
                    || (one.score() == other.score() && one.at() == other.at() && one.doc() > other.doc());
        }

        /** Documents come in ascending order, so that of equals the one that is here stays. */
        void offer(int doc, float score, long at) {
            if (size() < most || top().isBehind(score, at)) {
                insertWithOverflow(new Place(doc, score, at));
            }
        }

        int[] docs(int from) {
            var docs = new int[Math.max(0, size() - from)];
            for (int i = docs.length - 1; i >= 0; i--) {
                docs[i] = pop().doc();
            }
            return docs;
        }
    }

    /**
     * Counts of what may be read each facet over what fits all choices but its own, and keeps the best of what fits all.
     *
     * <p>Whether it may be read is asked per document found: as a clause of the query it would take from Lucene the fast way to score many terms.
     */
    private static final class Counts implements Collector {

        private static final long ANY = Long.MIN_VALUE;

        private final Request request;
        private final List<Instant> spans;
        private final Weight readers;
        private final Best best;
        private final long from;
        private final long until;
        private final long wantedSection;
        private final long[] begins;
        private final int[] since;
        private final Map<String, int[]> kinds = new TreeMap<>();
        private final Map<Long, int[]> sections = new TreeMap<>();
        private int total;
        private boolean any;

        Counts(Request request, List<Instant> spans, Weight readers) {
            this.request = request;
            this.spans = spans;
            this.readers = readers;
            this.best = new Best(Math.max(1, request.first() + request.limit()));
            this.wantedSection = request.section().orElse(ANY);
            this.begins = spans.stream().mapToLong(Instant::toEpochMilli).toArray();
            this.since = new int[begins.length];
            this.from = request.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
            this.until = request.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        }

        private static <K> Map<K, Integer> counted(Map<K, int[]> counts) {
            var counted = new TreeMap<K, Integer>();
            counts.forEach((key, count) -> counted.put(key, count[0]));
            return counted;
        }

        Map<String, Integer> kinds() {
            return counted(kinds);
        }

        Map<Long, Integer> sections() {
            return counted(sections);
        }

        Map<Instant, Integer> times() {
            var counted = new TreeMap<Instant, Integer>(Comparator.reverseOrder());
            for (int i = 0; i < since.length; i++) {
                if (since[i] > 0) {
                    counted.put(spans.get(i), since[i]);
                }
            }
            return counted;
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE;
        }

        @Override
        public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
            var readable = readers.scorer(context);
            if (readable == null) {
                throw new CollectionTerminatedException();
            }
            var reader = readable.iterator();
            SortedDocValues kindOf = DocValues.getSorted(context.reader(), Documents.KIND);
            NumericDocValues sectionOf = DocValues.getNumeric(context.reader(), Documents.SECTION);
            NumericDocValues atOf = DocValues.getNumeric(context.reader(), Documents.AT);
            var count = new int[kindOf.getValueCount()][];
            for (int i = 0; i < count.length; i++) {
                count[i] = new int[1];
            }
            int wanted = request.kind().map(kind -> lookup(kindOf, kind)).orElse(Integer.MIN_VALUE);
            return new LeafCollector() {

                private long lastSection = Documents.NOBODY;
                private int[] ofSection;
                private Scorable scorer;

                @Override
                public void setScorer(Scorable scorer) {
                    this.scorer = scorer;
                }

                @Override
                public void collect(int doc) throws IOException {
                    if ((reader.docID() < doc ? reader.advance(doc) : reader.docID()) != doc) {
                        return;
                    }
                    any = true;
                    kindOf.advanceExact(doc);
                    sectionOf.advanceExact(doc);
                    atOf.advanceExact(doc);
                    int kind = kindOf.ordValue();
                    long section = sectionOf.longValue();
                    long at = atOf.longValue();
                    boolean kindFits = wanted == Integer.MIN_VALUE || kind == wanted;
                    boolean sectionFits = wantedSection == ANY || wantedSection == section;
                    boolean timeFits = at >= from && at < until;
                    if (sectionFits && timeFits) {
                        count[kind][0]++;
                    }
                    if (kindFits && timeFits && section != Documents.NOBODY) {
                        if (section != lastSection) {
                            lastSection = section;
                            ofSection = sections.computeIfAbsent(section, id -> new int[1]);
                        }
                        ofSection[0]++;
                    }
                    if (kindFits && sectionFits && at != 0) {
                        for (int i = 0; i < begins.length; i++) {
                            since[i] += at >= begins[i] ? 1 : 0;
                        }
                    }
                    if (kindFits && sectionFits && timeFits) {
                        total++;
                        best.offer(context.docBase + doc, scorer.score(), at);
                    }
                }

                @Override
                public void finish() throws IOException {
                    for (int i = 0; i < count.length; i++) {
                        if (count[i][0] > 0) {
                            kinds.computeIfAbsent(kindOf.lookupOrd(i).utf8ToString(), kind -> new int[1])[0] +=
                                    count[i][0];
                        }
                    }
                }
            };
        }

        private static int lookup(SortedDocValues kinds, String kind) {
            try {
                return Math.max(-1, kinds.lookupTerm(new BytesRef(kind)));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
