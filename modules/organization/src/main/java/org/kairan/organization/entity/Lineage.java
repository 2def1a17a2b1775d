package org.kairan.organization.entity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows under what a section has stood at which time. What is first known of its place holds for all time before. */
final class Lineage {

    private record Span(LocalDate from, LocalDate until) {

        Optional<Span> within(LocalDate first, LocalDate last) {
            var begin = from.isAfter(first) ? from : first;
            var end = until.isBefore(last) ? until : last;
            return begin.isBefore(end) ? Optional.of(new Span(begin, end)) : Optional.empty();
        }
    }

    private static final Span ALWAYS = new Span(LocalDate.MIN, LocalDate.MAX);

    private final Map<Long, List<Roster.Period>> periods = new HashMap<>();
    private final Map<Long, Map<Long, List<Span>>> above = new HashMap<>();

    Lineage(Collection<Roster.Period> all) {
        all.forEach(p ->
                periods.computeIfAbsent(p.sectionId(), id -> new ArrayList<>()).add(p));
    }

    /** Gives the first day within a time on which the section was the other one or lay below it. */
    Optional<LocalDate> since(long section, long other, LocalDate from, Optional<LocalDate> until) {
        return above(section, new HashSet<>()).getOrDefault(other, List.of()).stream()
                .flatMap(span -> span.within(from, until.orElse(LocalDate.MAX)).stream())
                .map(Span::from)
                .min(LocalDate::compareTo);
    }

    private Map<Long, List<Span>> above(long section, Set<Long> path) {
        var known = above.get(section);
        if (known != null) {
            return known;
        }
        var spans = new HashMap<Long, List<Span>>();
        spans.put(section, new ArrayList<>(List.of(ALWAYS)));
        if (path.add(section)) {
            var its = periods.getOrDefault(section, List.of());
            for (var period : its) {
                var first = its.stream().noneMatch(p -> p.from().isBefore(period.from()));
                var begin = first ? LocalDate.MIN : period.from();
                var end = period.until().orElse(LocalDate.MAX);
                period.parentId()
                        .ifPresent(parent -> above(parent, path)
                                .forEach((id, theirs) -> theirs.stream()
                                        .flatMap(span -> span.within(begin, end).stream())
                                        .forEach(span -> spans.computeIfAbsent(id, any -> new ArrayList<>())
                                                .add(span))));
            }
            path.remove(section);
            if (path.isEmpty()) {
                above.put(section, spans);
            }
        }
        return spans;
    }
}
