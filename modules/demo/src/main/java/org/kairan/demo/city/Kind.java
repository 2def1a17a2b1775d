package org.kairan.demo.city;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kairan.demo.source.Lines;

/** A kind of section: who works there, and how often and where to its people move; read from kinds.txt. */
record Kind(String name, String family, double moves, double women, List<String> first, List<String> rest) {

    static Map<String, Kind> all() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (String line : Lines.of("city/kinds.txt")) {
            String[] p = line.split("\\|");
            kinds.put(
                    p[0],
                    new Kind(
                            p[0],
                            p[1],
                            Double.parseDouble(p[2]),
                            Integer.parseInt(p[3]) / 100.0,
                            List.of(p[4].split(" ")),
                            List.of(p[5].split(" "))));
        }
        return kinds;
    }

    /** The titles of a section of this many people, the head first. */
    List<String> titles(int people) {
        List<String> titles = new ArrayList<>();
        for (String word : first) {
            int at = word.indexOf('@');
            int per = word.indexOf('/');
            if (at > 0) {
                if (people >= Integer.parseInt(word.substring(at + 1))) {
                    titles.add(word.substring(0, at));
                }
            } else if (per > 0) {
                for (int i = people / Integer.parseInt(word.substring(per + 1)); i > 0; i--) {
                    titles.add(word.substring(0, per));
                }
            } else {
                titles.add(word);
            }
        }
        while (titles.size() > people) {
            titles.remove(titles.size() - 1);
        }
        double[] weights = new double[rest.size() / 2];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Integer.parseInt(rest.get(2 * i + 1));
        }
        int[] shares = Shares.of(people - titles.size(), weights);
        for (int i = 0; i < shares.length; i++) {
            for (int n = 0; n < shares[i]; n++) {
                titles.add(rest.get(2 * i));
            }
        }
        return titles;
    }
}
