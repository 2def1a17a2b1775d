package org.kairan.search.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.core.time.CityTime;
import org.kairan.search.control.Excerpts;
import org.kairan.search.control.Excerpts.Piece;
import org.kairan.search.control.Finding;
import org.kairan.search.control.Indexing;
import org.kairan.search.control.Question;

/** Finds things of all modules by their words, as far as the caller may see them. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/search")
public class HitsResource {

    private static final int MOST = 50;
    private static final int FARTHEST = 1_000;
    private static final int EXCERPTS = 2;

    /** A piece of a title or text; {@code hit} if it is what was looked for. */
    public record Fragment(String text, boolean hit) {

        static List<Fragment> of(List<Piece> pieces) {
            return pieces.stream().map(p -> new Fragment(p.text(), p.hit())).toList();
        }
    }

    /** @param at when it was published, say; empty for what has no time */
    public record HitListing(
            String module,
            String kind,
            long id,
            List<Fragment> title,
            Optional<String> detail,
            String path,
            Optional<Instant> at,
            List<List<Fragment>> excerpts) {}

    /** How many there are of a kind, were no kind chosen. */
    public record KindCount(String module, String kind, int count) {}

    public record SectionCount(long id, String name, int count) {}

    /** How many there are since a day, inclusive: of the last {@code days}. */
    public record TimeCount(int days, LocalDate from, int count) {}

    /**
     * What was found, the best first.
     *
     * @param next to be given as {@code after} to get the following hits; empty on the last page
     * @param complete false while the index is being brought up to date and something may be missing
     */
    public record HitPage(
            List<HitListing> items,
            int total,
            Optional<String> next,
            List<KindCount> kinds,
            List<SectionCount> sections,
            List<TimeCount> times,
            boolean complete) {}

    @Inject
    Indexing indexing;

    @Inject
    Shown shown;

    @Inject
    Directory directory;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /**
     * Finds what was asked for.
     *
     * @param kind as {@code module:kind}
     * @param from first day, as 2027-04-01
     * @param until last day
     */
    @GET
    @Path("hits")
    @Open(value = SIGNED_IN, because = "each caller finds what they may see")
    public HitPage find(
            @QueryParam("q") @DefaultValue("") String q,
            @QueryParam("kind") String kind,
            @QueryParam("section") Long section,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("after") @DefaultValue("0") int after,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        var question = Question.of(q);
        int first = Math.max(0, Math.min(after, FARTHEST));
        int size = Math.max(1, Math.min(limit, MOST));
        var request = new Finding.Request(
                question,
                indexing.groups(caller),
                Optional.ofNullable(kind).filter(text -> !text.isBlank()),
                Optional.ofNullable(section),
                day(from).map(day -> day.atStartOfDay(CityTime.ZONE).toInstant()),
                day(until)
                        .map(day -> day.plusDays(1).atStartOfDay(CityTime.ZONE).toInstant()),
                first,
                size);
        var complete = question.isEmpty() || indexing.catchUp();
        var spans = spans();
        var found = indexing.find(
                request,
                spans.values().stream()
                        .map(day -> day.atStartOfDay(CityTime.ZONE).toInstant())
                        .toList());
        // What the index shows is as old as the index; whether the caller may see it is asked of the database.
        var cards = shown.cards(found.hits().stream().map(Finding.Hit::ref).toList());
        var items = new ArrayList<HitListing>();
        for (var hit : found.hits()) {
            var card = cards.get(hit.ref());
            if (card != null) {
                items.add(new HitListing(
                        hit.ref().module().value(),
                        hit.ref().kind(),
                        hit.ref().id(),
                        Fragment.of(Excerpts.mark(card.title(), question.marks())),
                        card.detail(),
                        card.path(),
                        Optional.of(hit.at()).filter(at -> !at.equals(Instant.EPOCH)),
                        Excerpts.cut(hit.text(), question.marks(), EXCERPTS).stream()
                                .map(Fragment::of)
                                .toList()));
            }
        }
        int last = first + found.hits().size();
        return new HitPage(
                items,
                found.total() - (found.hits().size() - items.size()),
                last < found.total() && last <= FARTHEST ? Optional.of(Integer.toString(last)) : Optional.empty(),
                kinds(found),
                sections(found),
                spans.entrySet().stream()
                        .map(span -> new TimeCount(
                                span.getKey(),
                                span.getValue(),
                                found.times()
                                        .getOrDefault(
                                                span.getValue()
                                                        .atStartOfDay(CityTime.ZONE)
                                                        .toInstant(),
                                                0)))
                        .filter(span -> span.count() > 0)
                        .toList(),
                complete);
    }

    private Map<Integer, LocalDate> spans() {
        var today = CityTime.today(clock);
        var spans = new TreeMap<Integer, LocalDate>();
        for (int days : new int[] {7, 30, 365, 1825}) {
            spans.put(days, today.minusDays(days - 1L));
        }
        return spans;
    }

    private static List<KindCount> kinds(Finding.Found found) {
        return found.kinds().entrySet().stream()
                .map(e -> new KindCount(e.getKey().split(":")[0], e.getKey().split(":")[1], e.getValue()))
                .toList();
    }

    private List<SectionCount> sections(Finding.Found found) {
        if (found.sections().isEmpty()) {
            return List.of();
        }
        return directory.sections().entrySet().stream()
                .filter(section -> found.sections().containsKey(section.getKey()))
                .map(section -> new SectionCount(
                        section.getKey(), section.getValue(), found.sections().get(section.getKey())))
                .toList();
    }

    private static Optional<LocalDate> day(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() < 1900 || day.getYear() > 2200) {
                throw Refused.invalid("core.date-invalid", Map.of("value", text));
            }
            return Optional.of(day);
        } catch (DateTimeParseException e) {
            throw new Refused(Refused.Kind.INVALID, "core.date-invalid", Map.of("value", text), List.of());
        }
    }
}
