package org.kairan.bench.search;

import static org.kairan.bench.Bench.say;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.kairan.bench.Bench;
import org.kairan.bench.Http;
import org.kairan.bench.Json;
import org.kairan.bench.Options;
import org.kairan.bench.Report;
import org.kairan.bench.Servers;
import org.kairan.bench.Stats;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.people.GroupId;
import org.kairan.core.search.Searchable.Entry;
import org.kairan.search.control.Analyzers;
import org.kairan.search.control.Finding;
import org.kairan.search.control.Index;
import org.kairan.search.control.Question;

/**
 * Looks for known items in Debian's Japanese manual pages and handbooks beside Lucene's stock analyzers; indexes them beside bare Lucene with our analyzers; and asks a server that holds them as bulletins, by rights, with
 * counts and excerpts, beside the bare query with its hits fetched, at one and at ten times the number.
 *
 * <p>Options: {@code --texts FOLDER} (where the packages were taken apart; else they are fetched), {@code --half tune} (the half of the questions on which weights are tuned; else the other, which is for the report),
 * {@code --only relevance} or {@code speed}, {@code --rounds 1000}.
 */
public final class SearchBench implements Bench.Program {

    private static final int TOP = 10;
    private static final int SHOWN = 20;
    /** As many as the bare query has had in this process when it is measured: all known items, by three finders. */
    private static final int WARM_UP = 3_000;

    private static final ModuleId MODULE = new ModuleId("bench");

    private record Quality(double reciprocal, double nothing) {}

    private record Times(double http50, double http95, double bare50, double bare95) {}

    /** Finds the numbers of texts for a question. */
    private interface Finder {
        List<Integer> find(String question, int limit) throws IOException;
    }

    @Override
    public Report run(Options options) throws Exception {
        var report = new Report();
        try (var servers = new Servers()) {
            var texts = options.text("texts").map(Path::of);
            var corpus = Corpus.read(texts.isPresent() ? texts.get() : Corpus.fetch(servers.folder()));
            long chars = corpus.texts().stream()
                    .mapToLong(text -> text.title().length() + text.body().length())
                    .sum();
            say("%,d texts with %,d characters", corpus.texts().size(), chars);
            report.figure("texts", corpus.texts().size());
            report.figure("characters", chars);
            var only = options.text("only");
            if (only.isEmpty() || only.get().equals("relevance")) {
                relevance(report, servers, corpus, !options.text("half").equals(Optional.of("tune")));
            }
            if (only.isEmpty() || only.get().equals("speed")) {
                indexing(report, servers, corpus, chars);
                answering(report, servers, corpus, options);
            }
            return report;
        }
    }

    private static List<Entry> entries(Corpus corpus, int times) {
        var entries = new ArrayList<Entry>();
        for (int round = 0; round < times; round++) {
            for (int i = 0; i < corpus.texts().size(); i++) {
                entries.add(new Entry(
                        new Ref(MODULE, "text", 1L + entries.size()),
                        Set.of(GroupId.EVERYONE),
                        corpus.texts().get(i).title(),
                        List.of(),
                        corpus.texts().get(i).body(),
                        Optional.empty(),
                        Instant.EPOCH.plusSeconds(1_700_000_000L + i)));
            }
        }
        return entries;
    }

    private static void relevance(Report report, Servers servers, Corpus corpus, boolean half) throws IOException {
        say("%nRelevance: MRR@10, and questions without any hit (%s half)", half ? "report" : "tuning");
        var items = KnownItems.of(corpus, half);
        try (var ours = Index.open(servers.folder().resolve("ours"), FSDirectory::open);
                var words = new Stock(servers.folder().resolve("text_ja"), new JapaneseAnalyzer(), true, corpus);
                var pairs = new Stock(servers.folder().resolve("text_cjk"), new CJKAnalyzer(), false, corpus)) {
            ours.replaceRange("bench:text", 0, Long.MAX_VALUE, entries(corpus, 1));
            ours.refresh();
            var finders = new LinkedHashMap<String, Finder>();
            finders.put("kairan", (question, limit) -> find(ours, question, limit));
            finders.put("text_ja with phrases", words::find);
            finders.put("pairs", pairs::find);
            for (var kind : items.kinds().entrySet()) {
                var found = new LinkedHashMap<String, Quality>();
                for (var finder : finders.entrySet()) {
                    found.put(finder.getKey(), quality(kind.getValue(), finder.getValue()));
                }
                say("  %-26s %4d  %s", kind.getKey(), kind.getValue().size(), show(found));
                report.figure(kind.getKey(), found.toString());
                var mine = found.remove("kairan");
                found.forEach((name, other) -> report.atLeast(
                        kind.getKey() + ": MRR@10 minus that of " + name, mine.reciprocal() - other.reciprocal(), 0));
                found.forEach((name, other) -> report.atMost(
                        kind.getKey() + ": part without a hit minus that of " + name,
                        mine.nothing() - other.nothing(),
                        0));
            }
        }
    }

    private static String show(Map<String, Quality> found) {
        var line = new StringBuilder();
        found.forEach((name, quality) -> line.append(
                String.format("%s %.3f (%.1f %%)   ", name, quality.reciprocal(), 100 * quality.nothing())));
        return line.toString();
    }

    private static Quality quality(List<KnownItems.Item> items, Finder finder) throws IOException {
        double sum = 0;
        int nothing = 0;
        for (var item : items) {
            var found = finder.find(item.question(), TOP);
            nothing += found.isEmpty() ? 1 : 0;
            int at = found.indexOf(item.text());
            sum += at < 0 ? 0 : 1.0 / (at + 1);
        }
        return new Quality(sum / items.size(), (double) nothing / items.size());
    }

    private static List<Integer> find(Index index, String question, int limit) throws IOException {
        var request = new Finding.Request(
                Question.of(question),
                Set.of(GroupId.EVERYONE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                limit);
        return index.use(searcher -> Finding.find(searcher, request, List.of())).hits().stream()
                .map(hit -> Math.toIntExact(hit.ref().id()) - 1)
                .toList();
    }

    /** Each in turn, three times, the first of which warms up. */
    private static void indexing(Report report, Servers servers, Corpus corpus, long chars) throws IOException {
        say("%nIndexing");
        var entries = entries(corpus, 1);
        var ours = new double[3];
        var bare = new double[3];
        for (int round = 0; round < 3; round++) {
            long t0 = System.nanoTime();
            try (var index = Index.open(servers.folder().resolve("fast" + round), FSDirectory::open)) {
                index.replaceRange("bench:text", 0, Long.MAX_VALUE, entries);
                index.commit(Map.of());
            }
            long t1 = System.nanoTime();
            bare(servers.folder().resolve("bare" + round), entries).close();
            long t2 = System.nanoTime();
            ours[round] = chars / ((t1 - t0) / 1e9);
            bare[round] = chars / ((t2 - t1) / 1e9);
        }
        double mine = (ours[1] + ours[2]) / 2;
        double other = (bare[1] + bare[2]) / 2;
        say("  %,.0f characters a second, bare Lucene %,.0f", mine, other);
        report.figure("charactersPerSecond", mine);
        report.figure("charactersPerSecondOfBareLucene", other);
        report.atLeast("indexing speed beside bare Lucene with the same analyzers", mine / other, 0.8);
    }

    private static FSDirectory bare(Path folder, List<Entry> entries) throws IOException {
        var directory = FSDirectory.open(folder);
        var config = new IndexWriterConfig(Analyzers.FIELDS)
                .setSimilarity(Index.SIMILARITY)
                .setRAMBufferSizeMB(32);
        try (var writer = new IndexWriter(directory, config)) {
            for (var entry : entries) {
                var document = new Document();
                for (var cut : List.of("_ja", "_bi")) {
                    document.add(new TextField("title" + cut, entry.title(), Field.Store.NO));
                    document.add(new TextField("text" + cut, entry.text(), Field.Store.NO));
                }
                document.add(new StoredField("text", entry.text()));
                writer.addDocument(document);
            }
        }
        return directory;
    }

    private static void answering(Report report, Servers servers, Corpus corpus, Options options) throws Exception {
        say("%nAnswering: starting Kairan's demo …");
        var kairan = servers.demo(options);
        var http = kairan.http();
        var cookie = servers.cookies(kairan, 1).get(0);
        var questions = new ArrayList<String>();
        KnownItems.of(corpus, true).kinds().values().forEach(items -> items.forEach(i -> questions.add(i.question())));
        var at = new ArrayList<Times>();
        try (var db = DriverManager.getConnection(
                kairan.jdbcUrl(),
                kairan.user(),
                Files.readString(kairan.passwordFile()).strip())) {
            for (int times : List.of(1, 10)) {
                var entries = entries(corpus, times);
                long began = System.nanoTime();
                fill(db, entries);
                await(http, cookie, entries.size());
                say(
                        "  %,d bulletins indexed by the server in %.1f s",
                        entries.size(), (System.nanoTime() - began) / 1e9);
                report.figure("serverIndexesSeconds" + times + "x", (System.nanoTime() - began) / 1e9);
                try (var directory = bare(servers.folder().resolve("beside" + times), entries);
                        var reader = DirectoryReader.open(directory)) {
                    var searcher = new IndexSearcher(reader);
                    searcher.setSimilarity(Index.SIMILARITY);
                    at.add(measure(http, cookie, searcher, questions, options.number("rounds", 1_000)));
                }
                say("  %s", at.get(at.size() - 1));
                report.figure("times" + times + "x", at.get(at.size() - 1).toString());
            }
        }
        var one = at.get(0);
        var ten = at.get(1);
        report.atMost("query p50 over HTTP / bare query, at 10x", ten.http50() / ten.bare50(), 2);
        report.atMost("query p95 over HTTP / bare query, at 10x", ten.http95() / ten.bare95(), 2);
        report.atMost(
                "growth of the query at 10x / growth of the bare query",
                ten.http50() / one.http50() / (ten.bare50() / one.bare50()),
                1.2);
    }

    private static Times measure(Http http, String cookie, IndexSearcher searcher, List<String> questions, int rounds)
            throws IOException, InterruptedException {
        var asked = new Stats();
        var bare = new Stats();
        for (int i = 0; i < rounds + WARM_UP; i++) {
            var question = questions.get((int) (i * 7919L % questions.size()));
            var path = "/api/search/hits?limit=" + SHOWN + "&q=" + URLEncoder.encode(question, StandardCharsets.UTF_8);
            long t0 = System.nanoTime();
            http.getDirectly(path, cookie);
            long t1 = System.nanoTime();
            var hits = searcher.search(Question.of(question).query(searcher.getIndexReader(), false), SHOWN);
            for (var hit : hits.scoreDocs) {
                searcher.storedFields().document(hit.doc);
            }
            long t2 = System.nanoTime();
            if (i >= WARM_UP) {
                asked.add(t1 - t0);
                bare.add(t2 - t1);
            }
        }
        return new Times(
                asked.percentile(0.5) / 1e6,
                asked.percentile(0.95) / 1e6,
                bare.percentile(0.5) / 1e6,
                bare.percentile(0.95) / 1e6);
    }

    /** A fifth for everybody, the rest for parts of the organization. */
    private static void fill(Connection db, List<Entry> entries) throws SQLException {
        db.setAutoCommit(false);
        try (var statement = db.createStatement()) {
            statement.execute("truncate board.bulletin, board.reader restart identity cascade");
            try (var insert = db.prepareStatement(
                    "insert into board.bulletin (author_id, title, body, importance, published_at, published_on) values ((select min(id) from organization.person), ?, ?, 'normal', now(), current_date)")) {
                for (var entry : entries) {
                    insert.setString(1, entry.title());
                    insert.setString(2, entry.text());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            statement.execute(
                    "insert into board.audience select case when id % 5 = 0 then 'everyone' else 'tree:' || (select array_agg(id order by id) from organization.section)[1 + id % 60] end, id from board.bulletin");
            statement.execute("insert into search.queue (module, kind, thing) values ('board', 'bulletin', 0)");
            db.commit();
            db.setAutoCommit(true);
            statement.execute("vacuum analyze board.bulletin, board.audience");
        }
    }

    private static void await(Http http, String cookie, int size) throws IOException, InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            Thread.sleep(200);
            var page = http.get("/api/search/hits?limit=1&q=debian", cookie);
            if (page.contains("\"complete\":true") && Json.whole(page, "total").orElse(0) > 0) {
                return;
            }
        }
        throw new IOException("the index of " + size + " bulletins is not ready after ten minutes");
    }
}
