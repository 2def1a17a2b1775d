package org.kairan.demo.city;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kairan.demo.source.Draw;
import org.kairan.demo.source.Lines;

/** Draws Japanese names with kana, surnames about as frequent as in life; never the name of somebody known to everyone. */
final class Names {
    /** A full name and its reading, each with an ideographic space between surname and given name. */
    record FullName(String name, String kana) {}

    private record Word(String name, String kana, List<String> variants) {}

    private final List<Word> surnames = new ArrayList<>();
    private final double[] weights;
    private final List<List<Word>> given =
            List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final Set<String> notUsed = new HashSet<>();

    Names() {
        for (String line : Lines.of("city/surnames.txt")) {
            String[] parts = line.split("\\|");
            surnames.add(new Word(parts[0], parts[1], parts.length > 2 ? List.of(parts[2].split(" ")) : List.of()));
        }
        weights = new double[surnames.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1.0 / (i + 12);
        }
        List<String> groups = List.of("男年", "女年", "男若", "女若");
        for (String line : Lines.of("city/given-names.txt")) {
            String[] parts = line.split("\\|");
            String[] words = parts[1].split(" ");
            for (int i = 0; i < words.length; i += 2) {
                given.get(groups.indexOf(parts[0])).add(new Word(words[i], words[i + 1], List.of()));
            }
        }
        for (String line : Lines.of("city/not-used.txt")) {
            notUsed.addAll(List.of(line.split(" ")));
        }
    }

    FullName draw(Draw draw, boolean woman, boolean young) {
        List<Word> pool = given.get((woman ? 1 : 0) + (young ? 2 : 0));
        while (true) {
            Word surname = surnames.get(draw.weighted(weights));
            Word first = draw.one(pool);
            if (notUsed.contains(surname.name() + first.name())) {
                continue;
            }
            boolean variant = !surname.variants().isEmpty() && draw.chance(0.25);
            String written = variant ? draw.one(surname.variants()) : surname.name();
            return new FullName(written + '　' + first.name(), surname.kana() + '　' + first.kana());
        }
    }
}
