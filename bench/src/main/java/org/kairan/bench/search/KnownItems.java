package org.kairan.bench.search;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.kairan.search.control.Analyzers;

/** Questions to which the one right answer is known, since they were taken from it; by kind. */
record KnownItems(Map<String, List<Item>> kinds) {

    /** @param text number of the text in the corpus */
    record Item(String question, int text) {}

    private static final long SEED = 20_261_125L;
    private static final Pattern SENTENCE = Pattern.compile("[^。\\n]{18,60}。");
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]{6,}");

    /** @param report the half of the texts that is reported, or the other, on which weights are tuned */
    static KnownItems of(Corpus corpus, boolean report) {
        var kinds = new LinkedHashMap<String, List<Item>>();
        for (int i = 0; i < corpus.texts().size(); i++) {
            var text = corpus.texts().get(i);
            var random = new Random(SEED + i);
            if (random.nextBoolean() != report) {
                continue;
            }
            if (!text.headings().isEmpty()) {
                var heading = text.headings().get(random.nextInt(text.headings().size()));
                add(kinds, "heading", heading, i);
                add(kinds, "other width", otherWidth(heading), i);
            } else if (text.title().length() >= 6) {
                add(kinds, "other width", otherWidth(text.title()), i);
            }
            var nouns = nouns(text.title());
            if (nouns.size() >= 2) {
                add(kinds, "words of the title", nouns.get(0) + " " + nouns.get(nouns.size() - 1), i);
            }
            if (JAPANESE.matcher(text.title()).find() && nouns.size() >= 2) {
                add(kinds, "title in hiragana", hiragana(Analyzers.reading(text.title())), i);
            }
            var sentences =
                    SENTENCE.matcher(text.body()).results().map(m -> m.group()).toList();
            if (!sentences.isEmpty()) {
                var sentence = sentences.get(random.nextInt(sentences.size()));
                int start = random.nextInt(Math.max(1, sentence.length() - 17));
                add(
                        kinds,
                        "piece of a sentence",
                        sentence.substring(start, Math.min(sentence.length() - 1, start + 16)),
                        i);
                var words = nouns(sentence);
                if (words.size() >= 3) {
                    add(kinds, "three words of a sentence", String.join(" ", words.subList(0, 3)), i);
                }
            }
        }
        return new KnownItems(kinds);
    }

    private static void add(Map<String, List<Item>> kinds, String kind, String question, int text) {
        if (!question.isBlank()) {
            kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Item(question.strip(), text));
        }
    }

    /** Half width becomes full width and the other way round. */
    private static String otherWidth(String text) {
        var other = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC).chars().forEach(c -> {
            if (c > 0x20 && c < 0x7F) {
                other.append((char) (c + 0xFEE0));
            } else {
                other.append(half((char) c));
            }
        });
        return other.toString();
    }

    private static String half(char c) {
        for (int half = 0xFF66; half <= 0xFF9D; half++) {
            var kana = Character.toString((char) half);
            for (var mark : List.of("", "ﾞ", "ﾟ")) {
                if (Normalizer.normalize(kana + mark, Normalizer.Form.NFKC).equals(Character.toString(c))) {
                    return kana + mark;
                }
            }
        }
        return Character.toString(c);
    }

    private static String hiragana(String katakana) {
        var text = new StringBuilder();
        katakana.chars().forEach(c -> text.append((char) (c >= 'ァ' && c <= 'ヶ' ? c - 0x60 : c)));
        return text.toString();
    }

    private static List<String> nouns(String text) {
        var found = new LinkedHashSet<String>();
        try (var tokens = new JapaneseTokenizer(null, true, JapaneseTokenizer.Mode.NORMAL)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            var part = tokens.addAttribute(PartOfSpeechAttribute.class);
            tokens.setReader(new StringReader(text));
            tokens.reset();
            while (tokens.incrementToken()) {
                if (part.getPartOfSpeech() != null
                        && part.getPartOfSpeech().startsWith("名詞")
                        && !part.getPartOfSpeech().matches("名詞-(数|非自立|代名詞|接尾).*")
                        && term.length() >= 2) {
                    found.add(term.toString());
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }
}
