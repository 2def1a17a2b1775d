package org.kairan.search.control;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseBaseFormFilter;
import org.apache.lucene.analysis.ja.JapaneseKatakanaStemFilter;
import org.apache.lucene.analysis.ja.JapanesePartOfSpeechStopFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.tokenattributes.ReadingAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** The ways in which texts are cut: into words of the dictionary (fields {@code …_ja}) and into pairs of characters (fields {@code …_bi}). */
public final class Analyzers {

    /** A term of a query with its place. */
    record Token(String term, int position) {}

    /** Between two names of one thing, so that no phrase spans both. */
    private static final int GAP = 100;

    static final Analyzer WORDS = new Cut(Folding::words, Analyzers::tokenizer) {
        @Override
        protected TokenStream filter(Tokenizer source) {
            return new JapaneseKatakanaStemFilter(new JapanesePartOfSpeechStopFilter(
                    new JapaneseBaseFormFilter(source), JapaneseAnalyzer.getDefaultStopTags()));
        }
    };

    static final Analyzer PAIRS = new Cut(Folding::pairs, () -> new PairTokenizer(true));
    static final Analyzer ASKED_PAIRS = new Cut(Folding::pairs, () -> new PairTokenizer(false));
    private static final Analyzer READINGS = new Cut(Folding::words, Analyzers::tokenizer);

    /** By the ending of a field's name. */
    public static final Analyzer FIELDS = new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
        @Override
        protected Analyzer getWrappedAnalyzer(String field) {
            return field.endsWith("_ja") ? WORDS : PAIRS;
        }
    };

    private Analyzers() {}

    private static Tokenizer tokenizer() {
        return new JapaneseTokenizer(null, true, JapaneseTokenizer.Mode.SEARCH);
    }

    static List<Token> tokens(Analyzer analyzer, String text) {
        var tokens = new ArrayList<Token>();
        try (var stream = analyzer.tokenStream("", new StringReader(text))) {
            var term = stream.addAttribute(CharTermAttribute.class);
            var increment = stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            int position = -1;
            while (stream.incrementToken()) {
                position += increment.getPositionIncrement();
                tokens.add(new Token(term.toString(), position));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory", e);
        }
        return tokens;
    }

    /** How a title is read aloud, in katakana; what the dictionary does not know stays as it is. */
    public static String reading(String title) {
        var reading = new StringBuilder();
        try (var stream = READINGS.tokenStream("", new StringReader(title))) {
            var term = stream.addAttribute(CharTermAttribute.class);
            var read = stream.addAttribute(ReadingAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                reading.append(read.getReading() == null ? term.toString() : read.getReading());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory", e);
        }
        return reading.toString();
    }

    private static class Cut extends Analyzer {

        private final Function<String, Folding> fold;
        private final Supplier<Tokenizer> cut;

        Cut(Function<String, Folding> fold, Supplier<Tokenizer> cut) {
            this.fold = fold;
            this.cut = cut;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            var tokenizer = cut.get();
            return new TokenStreamComponents(tokenizer, filter(tokenizer));
        }

        protected TokenStream filter(Tokenizer source) {
            return source;
        }

        @Override
        protected Reader initReader(String field, Reader reader) {
            return new FoldingFilter(reader, fold);
        }

        @Override
        public int getPositionIncrementGap(String field) {
            return GAP;
        }
    }
}
