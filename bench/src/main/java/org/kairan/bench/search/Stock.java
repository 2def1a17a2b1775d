package org.kairan.bench.search;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

/** What one gets from Lucene's own analyzers: all terms by OR over title and text, and perhaps a phrase over both. */
final class Stock implements AutoCloseable {

    private static final float TITLE = 3;

    private final Analyzer analyzer;
    private final boolean phrase;
    private final FSDirectory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    Stock(Path folder, Analyzer analyzer, boolean phrase, Corpus corpus) throws IOException {
        this.analyzer = analyzer;
        this.phrase = phrase;
        directory = FSDirectory.open(folder);
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (int i = 0; i < corpus.texts().size(); i++) {
                var document = new Document();
                document.add(new TextField("title", corpus.texts().get(i).title(), Field.Store.NO));
                document.add(new TextField("text", corpus.texts().get(i).body(), Field.Store.NO));
                document.add(new NumericDocValuesField("number", i));
                writer.addDocument(document);
            }
        }
        reader = DirectoryReader.open(directory);
        searcher = new IndexSearcher(reader);
    }

    List<Integer> find(String question, int limit) throws IOException {
        var terms = new ArrayList<String>();
        try (var tokens = analyzer.tokenStream("text", new StringReader(question))) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        }
        var numbers = new ArrayList<Integer>();
        if (terms.isEmpty()) {
            return numbers;
        }
        var query = new DisjunctionMaxQuery(
                List.of(new BoostQuery(field("title", terms), TITLE), field("text", terms)), 0.3f);
        for (var hit : searcher.search(query, limit).scoreDocs) {
            var leaf = reader.leaves().get(ReaderUtil.subIndex(hit.doc, reader.leaves()));
            var number = DocValues.getNumeric(leaf.reader(), "number");
            number.advanceExact(hit.doc - leaf.docBase);
            numbers.add((int) number.longValue());
        }
        return numbers;
    }

    private Query field(String field, List<String> terms) {
        var query = new BooleanQuery.Builder();
        for (var term : new LinkedHashSet<>(terms)) {
            query.add(new TermQuery(new Term(field, term)), Occur.SHOULD);
        }
        if (phrase && terms.size() > 1) {
            query.add(new BoostQuery(new PhraseQuery(2, field, terms.toArray(String[]::new)), 2), Occur.SHOULD);
        }
        return query.build();
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
