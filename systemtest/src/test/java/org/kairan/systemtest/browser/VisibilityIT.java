package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kairan.systemtest.Diary.attending;
import static org.kairan.systemtest.Diary.event;
import static org.kairan.systemtest.Diary.list;
import static org.kairan.systemtest.Diary.make;
import static org.kairan.systemtest.Diary.making;
import static org.kairan.systemtest.Diary.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.systemtest.Answer;
import org.kairan.systemtest.Client;
import org.kairan.systemtest.Diary;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Kairan.Person;
import org.kairan.systemtest.Live;
import org.kairan.systemtest.Wait;

/**
 * Who sees what of an event: each cell of the table in docs/decisions/0022-calendar.md, read from there, on each way on which an event could show itself.
 *
 * <p>A new way is an entry in {@link #ways()}.
 */
class VisibilityIT {

    private static final Path TABLE = Path.of("../docs/decisions/0022-calendar.md");

    /** How much of an event somebody is shown. */
    private enum Sight {
        WHOLE,
        TAKEN,
        NOTHING
    }

    /** Who looks, and in which column of the table they stand, of a person's event and of a section's. */
    private enum Viewer {
        MAKER(0, 3),
        ATTENDEE(0, 3),
        /** Acts for the attendee. */
        DELEGATE(1, 4),
        COLLEAGUE(2, 4),
        STRANGER(2, 5);

        private final int ofPerson;
        private final int ofSection;

        Viewer(int ofPerson, int ofSection) {
            this.ofPerson = ofPerson;
            this.ofSection = ofSection;
        }
    }

    /** One who looks at one event. */
    private record Look(Viewer viewer, Person person, Client client, Live live) {}

    /**
     * A way on which an event could show itself.
     *
     * @param of what is seen on it
     * @param expected what is to be seen by somebody who may see so much
     */
    private record Way(Function<Look, Sight> of, BiFunction<Sight, Viewer, Sight> expected) {}

    private final Kairan kairan = Kairan.demo();
    private final LocalDate day = Diary.businessDay(kairan);
    private final Map<Viewer, Look> looks = new LinkedHashMap<>();
    private final Person maker = kairan.somebody();
    private final Person attendee = kairan.somebodyNotIn(maker.section());

    /** Words that only this event has: by the first it is looked for, the second tells that it was shown. */
    private final String word = "miru" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "x".repeat(3);

    private final String secret = "秘" + UUID.randomUUID();
    private String calendar;
    private long room;
    private JsonNode event;

    @AfterEach
    void close() {
        looks.values().forEach(look -> look.live().close());
    }

    @ParameterizedTest
    @CsvSource({"false, public", "false, busy", "false, private", "true, public", "true, busy", "true, private"})
    void each_way_shows_what_the_table_says(boolean ofSection, String visibility) {
        room = Diary.room(kairan.admin());
        look(Viewer.MAKER, maker);
        look(Viewer.ATTENDEE, attendee);
        var delegate = kairan.somebodyNotIn(maker.section());
        looks.get(Viewer.ATTENDEE)
                .client()
                .post("/api/organization/delegations", Map.of("delegate", "person:" + delegate.id()))
                .expect(201);
        look(Viewer.DELEGATE, delegate);
        look(Viewer.COLLEAGUE, kairan.somebodyIn(maker.section()));
        look(Viewer.STRANGER, kairan.somebodyNotIn(maker.section()));
        var body = event(
                day,
                "09:00",
                "10:00",
                "title",
                word + " " + secret,
                "place",
                secret,
                "notes",
                secret,
                "visibility",
                visibility,
                "attendees",
                attending(attendee),
                "rooms",
                List.of(room));
        calendar = ofSection ? "section:" + maker.section() : "person:" + maker.id();
        if (ofSection) {
            body.put("owner", calendar);
        }
        event = make(looks.get(Viewer.MAKER).client(), body);
        var table = table().get(visibility);
        var expected = new TreeMap<String, Sight>();
        var found = new TreeMap<String, Sight>();
        ways().forEach((name, way) -> looks.forEach((viewer, look) -> {
            var may = table.get(ofSection ? viewer.ofSection : viewer.ofPerson);
            expected.put(name + " by " + viewer, way.expected().apply(may, viewer));
            found.put(name + " by " + viewer, way.of().apply(look));
        }));
        assertEquals(expected, found);
    }

    private void look(Viewer viewer, Person person) {
        var client = kairan.session(person.id());
        looks.put(viewer, new Look(viewer, person, client, client.openLive()));
    }

    /** The table, by visibility; its columns are those of {@link Viewer}. */
    private static Map<String, List<Sight>> table() {
        try {
            var rows = new TreeMap<String, List<Sight>>();
            for (var line : Files.readAllLines(TABLE)) {
                var cells = line.split("\\|");
                if (line.startsWith("| `") && cells.length == 8) {
                    rows.put(
                            cells[1].replaceAll(".*`(.*)`.*", "$1"),
                            Arrays.stream(cells)
                                    .skip(2)
                                    .map(cell -> switch (cell.strip()) {
                                        case "all" -> Sight.WHOLE;
                                        case "that the time is taken" -> Sight.TAKEN;
                                        default -> throw new AssertionError("what is " + cell + "?");
                                    })
                                    .toList());
                }
            }
            assertEquals(List.of("busy", "private", "public"), List.copyOf(rows.keySet()));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- the ways

    private Map<String, Way> ways() {
        var ways = new LinkedHashMap<String, Way>();
        // What has an address of its own is not there for whom may not see it.
        BiFunction<Sight, Viewer, Sight> orNothing = (may, viewer) -> may == Sight.WHOLE ? may : Sight.NOTHING;
        BiFunction<Sight, Viewer, Sight> asMay = (may, viewer) -> may;
        BiFunction<Sight, Viewer, Sight> always = (may, viewer) -> Sight.TAKEN;
        ways.put("the event", new Way(look -> page(look, ""), orNothing));
        ways.put("its history", new Way(look -> page(look, "/history"), orNothing));
        ways.put("the calendar it is in", new Way(look -> week(look, calendar), asMay));
        ways.put("an attendee's calendar", new Way(look -> week(look, "person:" + attendee.id()), asMay));
        ways.put("the rooms' day", new Way(this::roomsDay, asMay));
        ways.put("who wants its room", new Way(this::clash, always));
        ways.put("search", new Way(look -> found(look, "/api/search/hits?q=" + word), orNothing));
        ways.put(
                "search by kind",
                new Way(look -> found(look, "/api/search/hits?kind=calendar:event&q=" + word), orNothing));
        ways.put("suggestions", new Way(look -> found(look, "/api/search/suggestions?q=" + word), orNothing));
        ways.put(
                "cards",
                new Way(
                        look -> shown(
                                look.client()
                                        .get("/api/chat/cards?path=/calendar/events/"
                                                + event.get("id").asLong()),
                                Sight.NOTHING),
                        orNothing));
        ways.put("free times", new Way(this::freeTimes, always));
        // Only its people are told that something has changed, not all who could see it.
        ways.put(
                "live",
                new Way(
                        this::live,
                        (may, viewer) -> viewer == Viewer.MAKER
                                        || viewer == Viewer.ATTENDEE
                                        || viewer == Viewer.DELEGATE && may == Sight.WHOLE
                                        || isOfSection(viewer) && may == Sight.WHOLE
                                ? Sight.WHOLE
                                : Sight.NOTHING));
        ways.put("print", new Way(this::print, asMay));
        ways.put(
                "the event as a file",
                new Way(
                        look -> file(look.client()
                                .get("/api/calendar/exports/" + event.get("id").asLong())),
                        orNothing));
        // One's own calendar, or that of one's section, is all that one can take along.
        ways.put(
                "the calendar as a file",
                new Way(
                        look -> file(look.client()
                                .get("/api/calendar/exports?from=" + day + "&to=" + day.plusDays(1) + "&principal="
                                        + theirs(look))),
                        (may, viewer) -> holds(viewer) ? may : Sight.NOTHING));
        ways.put(
                "a secret address",
                new Way(
                        this::subscription,
                        (may, viewer) -> !holds(viewer)
                                ? Sight.NOTHING
                                : event.get("visibility").asText().equals("private") ? Sight.TAKEN : Sight.WHOLE));
        return ways;
    }

    private boolean isOfSection(Viewer viewer) {
        return calendar.startsWith("section") && (viewer == Viewer.MAKER || viewer == Viewer.COLLEAGUE);
    }

    /** Whether the event stands in a calendar that is the viewer's own or their section's. */
    private boolean holds(Viewer viewer) {
        return viewer == Viewer.ATTENDEE
                || (viewer == Viewer.MAKER && !calendar.startsWith("section"))
                || isOfSection(viewer);
    }

    private String theirs(Look look) {
        return isOfSection(look.viewer()) ? calendar : "person:" + look.person().id();
    }

    private Sight file(Answer answer) {
        if (answer.status() != 200) {
            answer.expect(404);
            return Sight.NOTHING;
        }
        // Long lines are folded.
        var text = answer.text().replace("\r\n ", "");
        if (text.contains(secret)) {
            return Sight.WHOLE;
        }
        return text.contains(":" + day.toString().replace("-", "") + "T090000") ? Sight.TAKEN : Sight.NOTHING;
    }

    private Sight subscription(Look look) {
        var made = look.client()
                .post("/api/calendar/feeds", Map.of("label", "電話", "busyOnly", false, "calendar", theirs(look)))
                .expect(201);
        return file(kairan.client().get(made.text().replaceAll("(?s).*?(/api/calendar/feeds/[^\"]+)\".*", "$1")));
    }

    private Sight shown(Answer answer, Sight otherwise) {
        return answer.text().contains(secret) ? Sight.WHOLE : otherwise;
    }

    private Sight page(Look look, String below) {
        var answer = look.client().get(path(event) + below);
        if (answer.status() == 200) {
            return Sight.WHOLE;
        }
        assertEquals(
                look.client().get(Diary.EVENTS + "/987654321").expect(404).text(),
                answer.expect(404).text(),
                "as if it did not exist");
        return Sight.NOTHING;
    }

    private Sight week(Look look, String principal) {
        var answer = look.client()
                .get("/api/calendar/occurrences?from=" + day + "&to=" + day.plusDays(1) + "&principal=" + principal)
                .expect(200);
        var mine = list(answer.json().at("/rows/0/occurrences")).stream()
                .filter(o -> o.path("event").asLong() == event.get("id").asLong()
                        || !o.hasNonNull("event") && o.get("start").asText().endsWith("09:00"))
                .toList();
        return taken(answer, mine, List.of("event", "recurrence", "title", "kind", "place", "answer"));
    }

    private Sight roomsDay(Look look) {
        var answer = look.client().get(Diary.ROOMS + "/timeline?day=" + day).expect(200);
        var bookings = list(answer.json().get("rooms")).stream()
                .filter(one -> one.get("id").asLong() == room)
                .flatMap(one -> list(one.get("bookings")).stream())
                .toList();
        return taken(answer, bookings, List.of("event", "recurrence", "title"));
    }

    private Sight taken(Answer answer, List<JsonNode> rows, List<String> kept) {
        if (rows.isEmpty()) {
            return shown(answer, Sight.NOTHING);
        }
        assertEquals(1, rows.size(), answer.text());
        var telling =
                kept.stream().filter(field -> rows.get(0).hasNonNull(field)).toList();
        return telling.isEmpty() ? shown(answer, Sight.TAKEN) : Sight.WHOLE;
    }

    private Sight clash(Look look) {
        var answer = making(look.client(), event(day, "09:00", "10:00", "rooms", List.of(room)))
                .expect(409, "calendar.room-taken");
        assertEquals(maker.id(), answer.json().at("/args/clashes/0/by/id").asLong(), "whom to ask");
        return shown(answer, Sight.TAKEN);
    }

    private Sight found(Look look, String query) {
        var answer = look.client().get(query).expect(200);
        var items = list(answer.json().get("items"));
        if (items.isEmpty()) {
            // No count either, by which one could tell that there is something.
            assertEquals(0, answer.json().path("total").asInt());
            answer.json().findValues("count").forEach(count -> assertEquals(0, count.asInt(), answer.text()));
        }
        return shown(answer, Sight.NOTHING);
    }

    private Sight freeTimes(Look look) {
        var answer = look.client()
                .post(
                        "/api/calendar/free-times",
                        Map.of(
                                "people",
                                List.of(attendee.id()),
                                "minutes",
                                60,
                                "from",
                                day.toString(),
                                "to",
                                day.plusDays(1).toString()))
                .expect(200);
        var missing = new ArrayList<String>();
        for (var slot : list(answer.json().get("slots"))) {
            if (slot.get("start").asText().endsWith("09:00")) {
                slot.get("missing").forEach(one -> missing.add(one.get("id").asText()));
            }
        }
        return shown(answer, missing.equals(List.of("" + attendee.id())) ? Sight.TAKEN : Sight.NOTHING);
    }

    private Sight live(Look look) {
        // What is made afterwards is told afterwards.
        var marker = make(look.client(), event(day.plusDays(1), "09:00", "10:00", "title", "目印"));
        Wait.until(
                Duration.ofSeconds(20),
                "the hint of what came after",
                () -> look.live().frames().stream()
                        .anyMatch(frame -> frame.ref()
                                .equals("calendar:event:" + marker.get("id").asLong())));
        look.client().delete(path(marker), "If-Match", Diary.tag(marker)).expect(204);
        return look.live().frames().stream()
                        .anyMatch(frame -> frame.ref()
                                .equals("calendar:event:" + event.get("id").asLong()))
                ? Sight.WHOLE
                : Sight.NOTHING;
    }

    private Sight print(Look look) {
        try (var window = Window.of(look.person())) {
            window.go("/calendar/group?team=person:" + attendee.id() + "&day=" + day);
            window.page.locator("table.cal-group tbody tr").first().waitFor();
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            if (window.page.locator("body").innerText().contains(secret)) {
                return Sight.WHOLE;
            }
            return window.page.locator("table.cal-group").innerText().contains("予定あり") ? Sight.TAKEN : Sight.NOTHING;
        }
    }
}
