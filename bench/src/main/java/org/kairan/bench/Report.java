package org.kairan.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gathers figures and targets, and writes them as the last line of output. */
public final class Report {

    /** One figure with its bound. */
    public record Target(String name, double value, String relation, double bound) {

        public boolean met() {
            return relation.equals("<=") ? value <= bound : value >= bound;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s: %.2f, target %s %.2f", name, value, relation, bound);
        }
    }

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<Target> targets = new ArrayList<>();

    public void figure(String name, Object value) {
        figures.put(name, value);
    }

    public void atMost(String name, double value, double bound) {
        targets.add(new Target(name, value, "<=", bound));
    }

    public void atLeast(String name, double value, double bound) {
        targets.add(new Target(name, value, ">=", bound));
    }

    List<Target> targets() {
        return targets;
    }

    boolean met() {
        return targets.stream().allMatch(Target::met);
    }

    String line(String bench) {
        var line = new LinkedHashMap<String, Object>();
        line.put("bench", bench);
        line.put("figures", figures);
        var bounds = new ArrayList<Object>();
        for (var target : targets) {
            var bound = new LinkedHashMap<String, Object>();
            bound.put("name", target.name);
            bound.put("value", target.value);
            bound.put("target", target.relation + " " + Json.number(target.bound));
            bound.put("met", target.met());
            bounds.add(bound);
        }
        line.put("targets", bounds);
        line.put("met", met());
        return Json.of(line);
    }
}
