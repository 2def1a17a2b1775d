package org.kairan.search.control;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.PerFieldSimilarityWrapper;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.kairan.core.Ref;
import org.kairan.core.search.Searchable.Entry;

/** One Lucene index in one folder; written by one thread, read by many. */
public final class Index implements Closeable {

    static {
        // A pasted paragraph in pairs over all fields; the length of what is asked is bounded in Question.
        IndexSearcher.setMaxClauseCount(1 << 16);
    }

    /** Opens the files of a folder. */
    @FunctionalInterface
    public interface Opener {
        Directory open(Path folder) throws IOException;

        static Directory files(Path folder) throws IOException {
            return FSDirectory.open(folder);
        }
    }

    /** Works with a searcher while it is kept open. */
    @FunctionalInterface
    public interface Use<T> {
        T by(IndexSearcher searcher) throws IOException;
    }

    public static final Similarity SIMILARITY = new PerFieldSimilarityWrapper() {
        private final Similarity words = new BM25Similarity();
        private final Similarity pairs = new BM25Similarity(1.2f, 0.4f);

        @Override
        public Similarity get(String field) {
            return field.endsWith("_bi") ? pairs : words;
        }
    };

    private static final int SEGMENTS = 5;
    private static final int SMALL_MB = 64;

    private record Stamp(long size, long time) {}

    private final Path folder;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private Map<String, String> data = Map.of();
    private Map<Path, Stamp> committed = Map.of();

    private Index(Path folder, Directory directory, IndexWriter writer, SearcherManager searchers) {
        this.folder = folder;
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
    }

    /** Opens what is there, or begins anew; what is damaged is an {@link IOException}. */
    public static Index open(Path folder, Opener opener) throws IOException {
        Files.createDirectories(folder);
        var directory = opener.open(folder);
        IndexWriter writer = null;
        try {
            writer = new IndexWriter(
                    directory,
                    new IndexWriterConfig(Analyzers.FIELDS)
                            .setSimilarity(SIMILARITY)
                            .setRAMBufferSizeMB(32)
                            // A question has dozens of terms, and looks each of them up in each segment.
                            .setMergePolicy(new TieredMergePolicy()
                                    .setFloorSegmentMB(SMALL_MB)
                                    .setSegmentsPerTier(SEGMENTS)
                                    .setMaxMergeAtOnce(SEGMENTS))
                            .setCommitOnClose(false));
            var searchers = new SearcherManager(writer, new org.apache.lucene.search.SearcherFactory() {
                @Override
                public IndexSearcher newSearcher(
                        org.apache.lucene.index.IndexReader reader, org.apache.lucene.index.IndexReader before) {
                    var searcher = new IndexSearcher(reader);
                    searcher.setSimilarity(SIMILARITY);
                    return searcher;
                }
            });
            var index = new Index(folder, directory, writer, searchers);
            index.remember();
            return index;
        } catch (IOException | RuntimeException e) {
            if (writer != null) {
                writer.rollback();
            }
            directory.close();
            throw e;
        }
    }

    /** What was written with the last commit; empty before the first. */
    Map<String, String> data() {
        return data;
    }

    Path folder() {
        return folder;
    }

    public void replace(Entry entry) throws IOException {
        writer.updateDocument(Documents.uid(entry.ref()), Documents.of(entry));
    }

    void remove(Ref ref) throws IOException {
        writer.deleteDocuments(Documents.uid(ref));
    }

    /** Puts the entries in the place of all things of the kind after {@code after} (exclusive) up to {@code last} (inclusive). */
    public void replaceRange(String kind, long after, long last, List<Entry> entries) throws IOException {
        writer.deleteDocuments(range(kind, after, last));
        for (var entry : entries) {
            writer.addDocument(Documents.of(entry));
        }
    }

    static Query range(String kind, long after, long last) {
        return new BooleanQuery.Builder()
                .add(new TermQuery(new Term(Documents.KIND, kind)), BooleanClause.Occur.FILTER)
                .add(LongPoint.newRangeQuery(Documents.THING, after + 1, last), BooleanClause.Occur.FILTER)
                .build();
    }

    /** Makes visible what was written or merged; false if all of it was visible already. */
    public boolean refresh() throws IOException {
        boolean stale = !searchers.isSearcherCurrent();
        searchers.maybeRefreshBlocking();
        return stale;
    }

    /** Makes lasting what was written, together with the data. */
    public void commit(Map<String, String> with) throws IOException {
        writer.setLiveCommitData(with.entrySet());
        writer.commit();
        remember();
    }

    private void remember() throws IOException {
        var files = new HashMap<Path, Stamp>();
        try {
            var last = SegmentInfos.readLatestCommit(directory);
            data = Map.copyOf(last.getUserData());
            for (var name : last.files(true)) {
                var path = folder.resolve(name);
                files.put(path, stamp(path));
            }
        } catch (IndexNotFoundException e) {
            data = Map.of();
        }
        committed = files;
    }

    private static Stamp stamp(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis());
    }

    /** Whether the files of the last commit are there as they were written; they are never changed, only replaced by others. */
    boolean isIntact() {
        try {
            for (var file : committed.entrySet()) {
                if (!stamp(file.getKey()).equals(file.getValue())) {
                    return false;
                }
            }
            return Files.isDirectory(folder);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it can still be written; after a full disk for instance it cannot, and is to be opened anew. */
    boolean isWritable() {
        return writer.isOpen();
    }

    /** Reads all of it and compares the checksums. */
    void check() throws IOException {
        use(searcher -> {
            for (var leaf : ((DirectoryReader) searcher.getIndexReader()).leaves()) {
                leaf.reader().checkIntegrity();
            }
            return null;
        });
    }

    public <T> T use(Use<T> use) throws IOException {
        var searcher = searchers.acquire();
        try {
            return use.by(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** Lets go of the files; what was not committed is forgotten. Who still reads may finish. */
    @Override
    public void close() throws IOException {
        try (directory) {
            searchers.close();
            writer.rollback();
        }
    }

    /** Gives up writing but goes on answering from what was last visible. */
    void stopWriting() throws IOException {
        writer.rollback();
    }
}
