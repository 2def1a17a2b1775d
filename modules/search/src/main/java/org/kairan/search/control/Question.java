package org.kairan.search.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.kairan.search.control.Analyzers.Token;

/**
 * What somebody wants to find, as they typed it: words apart by blanks, "what must stand so" in quotation marks, and -what must not stand there. Nothing else has a meaning; whatever was typed is a question.
 *
 * <p>A thing is found if it has at least one of the words, and a word is found if most of its parts are; who has more of the words comes first.
 */
public final class Question {

    /** How well each kind of match counts; found by the tuning half of the known-item queries of {@code ./kairan bench search}. */
    public record Weights(
            float title,
            float names,
            float pairs,
            float phrase,
            float near,
            float together,
            int slop,
            float tie,
            float coordination,
            float titled,
            double share) {

        public static final Weights TUNED = new Weights(3f, 2f, 0.5f, 2f, 1f, 3f, 10, 0.2f, 60f, 30f, 0.6);
    }

    private static final int LONGEST = 200;
    private static final int MOST_WORDS = 12;
    private static final Pattern PART = Pattern.compile("(-?)\"([^\"]*)\"?|([^\\s\"]+)");

    private record Word(String text, boolean exact, Optional<Integer> year) {}

    private final Weights weights;
    private final List<Word> words = new ArrayList<>();
    private final List<Word> excluded = new ArrayList<>();

    private Question(Weights weights) {
        this.weights = weights;
    }

    public static Question of(String typed) {
        return of(typed, Weights.TUNED);
    }

    public static Question of(String typed, Weights weights) {
        var question = new Question(weights);
        var parts = PART.matcher(plain(cut(typed)));
        while (parts.find() && question.words.size() + question.excluded.size() < MOST_WORDS) {
            if (parts.group(3) == null) {
                question.add(parts.group(2), true, !parts.group(1).isEmpty());
            } else {
                var word = parts.group(3);
                boolean not = word.length() > 1 && word.charAt(0) == '-';
                question.add(not ? word.substring(1) : word, false, not);
            }
        }
        return question;
    }

    private static String cut(String typed) {
        if (typed.length() <= LONGEST) {
            return typed;
        }
        return typed.substring(0, Character.isHighSurrogate(typed.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    /** Blanks, quotation marks and minus of any width. */
    private static String plain(String typed) {
        return typed.replaceAll("[\\p{Z}\\p{Cc}]", " ")
                .replaceAll("[“”„＂]", "\"")
                .replace('－', '-');
    }

    private void add(String text, boolean exact, boolean not) {
        if (not) {
            append(excluded, text, exact, Optional.empty());
        } else if (exact) {
            append(words, text, true, Optional.empty());
        } else {
            var folded = Folding.words(text).toString();
            var year = Years.YEAR.matcher(folded);
            int at = 0;
            while (year.find()) {
                append(words, folded.substring(at, year.start()), false, Optional.empty());
                append(words, year.group(), false, Optional.of(Years.year(year)));
                at = year.end();
            }
            append(words, at == 0 ? text : folded.substring(at), false, Optional.empty());
        }
    }

    private static void append(List<Word> to, String text, boolean exact, Optional<Integer> year) {
        if (!Analyzers.tokens(Analyzers.ASKED_PAIRS, text).isEmpty()) {
            to.add(new Word(text, exact, year));
        }
    }

    /** Whether there is nothing to look for, as with symbols only. */
    public boolean isEmpty() {
        return words.isEmpty();
    }

    /** What is to be marked in texts. */
    public List<String> marks() {
        return words.stream().map(Word::text).toList();
    }

    /** @param wide whether one part of a word is enough */
    public Query query(IndexReader reader, boolean wide) throws IOException {
        var all = new BooleanQuery.Builder();
        for (var word : words) {
            var query = query(reader, word, wide);
            all.add(query, word.exact() ? Occur.MUST : Occur.SHOULD);
            if (words.size() > 1 && !word.exact()) {
                all.add(new BoostQuery(new ConstantScoreQuery(has(word, wide)), weights.coordination()), Occur.SHOULD);
            }
        }
        var terms =
                Analyzers.tokens(Analyzers.WORDS, words.stream().map(Word::text).collect(Collectors.joining(" ")));
        if (words.size() > 1 && terms.size() > 1) {
            // Words of one sentence, in its order.
            for (var field : List.of("title_ja", "text_ja")) {
                all.add(new BoostQuery(phrase(reader, field, terms, weights.slop()), weights.together()), Occur.SHOULD);
            }
        }
        if (words.size() > 1) {
            var title = new BooleanQuery.Builder();
            for (var word : words) {
                title.add(bag("title_bi", Analyzers.tokens(Analyzers.ASKED_PAIRS, word.text()), 1), Occur.MUST);
            }
            all.add(new BoostQuery(new ConstantScoreQuery(title.build()), weights.titled()), Occur.SHOULD);
        }
        for (var word : excluded) {
            all.add(phrases(reader, word.text()), Occur.MUST_NOT);
        }
        return all.build();
    }

    private Query query(IndexReader reader, Word word, boolean wide) throws IOException {
        if (word.exact()) {
            return phrases(reader, word.text());
        }
        var pairs = Analyzers.tokens(Analyzers.ASKED_PAIRS, word.text());
        var terms = Analyzers.tokens(Analyzers.WORDS, word.text());
        var title = group(reader, "title", pairs, terms, wide);
        var text = group(reader, "text", pairs, terms, wide);
        var names = new BooleanQuery.Builder();
        names.add(bag("names_bi", pairs, wide ? 0 : Math.max(0.75, weights.share())), Occur.SHOULD);
        if (pairs.size() > 1) {
            names.add(new BoostQuery(phrase(reader, "names_bi", pairs, 0), weights.phrase()), Occur.SHOULD);
        }
        var fields = new ArrayList<Query>(
                List.of(new BoostQuery(title, weights.title()), new BoostQuery(names.build(), weights.names()), text));
        word.year()
                .ifPresent(year ->
                        fields.add(new BoostQuery(IntPoint.newExactQuery(Documents.YEAR, year), weights.phrase())));
        return new DisjunctionMaxQuery(fields, weights.tie());
    }

    private Query group(IndexReader reader, String field, List<Token> pairs, List<Token> terms, boolean wide)
            throws IOException {
        var query = new BooleanQuery.Builder();
        query.add(new BoostQuery(bag(field + "_bi", pairs, wide ? 0 : weights.share()), weights.pairs()), Occur.SHOULD);
        if (!terms.isEmpty()) {
            query.add(bag(field + "_ja", terms, wide ? 0 : weights.share()), Occur.SHOULD);
        }
        if (pairs.size() > 1) {
            query.add(new BoostQuery(phrase(reader, field + "_bi", pairs, 0), weights.phrase()), Occur.SHOULD);
        }
        if (terms.size() > 1) {
            query.add(new BoostQuery(phrase(reader, field + "_ja", terms, 2), weights.near()), Occur.SHOULD);
        }
        return query.build();
    }

    private Query has(Word word, boolean wide) {
        var pairs = Analyzers.tokens(Analyzers.ASKED_PAIRS, word.text());
        var any = new BooleanQuery.Builder();
        for (var field : List.of("title_bi", "names_bi", "text_bi")) {
            any.add(bag(field, pairs, wide ? 0 : weights.share()), Occur.SHOULD);
        }
        word.year().ifPresent(year -> any.add(IntPoint.newExactQuery(Documents.YEAR, year), Occur.SHOULD));
        return any.build();
    }

    private static Query phrases(IndexReader reader, String text) throws IOException {
        var pairs = Analyzers.tokens(Analyzers.ASKED_PAIRS, text);
        var fields = new ArrayList<Query>();
        for (var field : List.of("title_bi", "names_bi", "text_bi")) {
            fields.add(phrase(reader, field, pairs, 0));
        }
        return new DisjunctionMaxQuery(fields, 0.3f);
    }

    /** Some of the terms, wherever they stand. */
    private static Query bag(String field, List<Token> tokens, double share) {
        var terms = new LinkedHashSet<String>();
        tokens.forEach(token -> terms.add(token.term()));
        if (terms.size() == 1) {
            return term(field, tokens.get(0).term());
        }
        var bag = new BooleanQuery.Builder();
        terms.forEach(term -> bag.add(term(field, term), Occur.SHOULD));
        return bag.setMinimumNumberShouldMatch(Math.max(1, (int) Math.ceil(share * terms.size())))
                .build();
    }

    /** A single character of Japanese is the beginning of the pairs it stands in. */
    private static Query term(String field, String text) {
        return isBeginning(field, text) ? new PrefixQuery(new Term(field, text)) : new TermQuery(new Term(field, text));
    }

    private static boolean isBeginning(String field, String text) {
        return field.endsWith("_bi")
                && text.codePointCount(0, text.length()) == 1
                && (Character.isIdeographic(text.codePointAt(0)) || text.charAt(0) > 0x3000);
    }

    private static Query phrase(IndexReader reader, String field, List<Token> tokens, int slop) throws IOException {
        if (tokens.size() == 1) {
            return term(field, tokens.get(0).term());
        }
        var phrase = new MultiPhraseQuery.Builder().setSlop(slop);
        for (var token : tokens) {
            var terms = isBeginning(field, token.term())
                    ? beginning(reader, field, token.term())
                    : new Term[] {new Term(field, token.term())};
            if (terms.length == 0) {
                return new MatchNoDocsQuery(token.term() + " begins nothing");
            }
            phrase.add(terms, token.position());
        }
        return phrase.build();
    }

    private static Term[] beginning(IndexReader reader, String field, String text) throws IOException {
        var found = new LinkedHashSet<Term>();
        var prefix = new BytesRef(text);
        for (var leaf : reader.leaves()) {
            var terms = leaf.reader().terms(field);
            if (terms != null) {
                var each = terms.iterator();
                for (var term = each.seekCeil(prefix) == org.apache.lucene.index.TermsEnum.SeekStatus.END
                                ? null
                                : each.term();
                        term != null && StringHelper.startsWith(term, prefix);
                        term = each.next()) {
                    found.add(new Term(field, BytesRef.deepCopyOf(term)));
                }
            }
        }
        return found.toArray(Term[]::new);
    }

    /** Titles and names that hold what was typed so far, the last part of it perhaps only begun. */
    static Optional<Query> beginning(IndexReader reader, String typed) throws IOException {
        // While a word is composed, letters that are about to become kana stand at its end.
        var text = plain(cut(typed)).replaceFirst("(?<=[\\p{IsHiragana}\\p{IsKatakana}])[a-zA-Zａ-ｚ]{1,2}$", "");
        var tokens = Analyzers.tokens(Analyzers.ASKED_PAIRS, text);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        var fields = new ArrayList<Query>();
        for (var field : List.of("title_bi", "names_bi")) {
            var phrase = new MultiPhraseQuery.Builder();
            for (int i = 0; i < tokens.size(); i++) {
                var token = tokens.get(i);
                boolean begun = isBeginning(field, token.term())
                        || (i == tokens.size() - 1 && token.term().charAt(0) < 0x80);
                var terms = begun ? beginning(reader, field, token.term()) : new Term[] {new Term(field, token.term())};
                if (terms.length == 0) {
                    phrase = null;
                    break;
                }
                phrase.add(terms, token.position());
            }
            if (phrase != null) {
                fields.add(phrase.build());
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new DisjunctionMaxQuery(fields, 0.1f));
    }
}
