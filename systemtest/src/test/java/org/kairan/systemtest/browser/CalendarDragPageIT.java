package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Client;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Kairan.Person;
import org.kairan.systemtest.Office;
import org.kairan.systemtest.Wait;

/** Events and bookings taken elsewhere: each drag by mouse or finger, and its twins by the arrows and by the menu, lead to the same. */
class CalendarDragPageIT {

    /** A Monday after the end of what the demo city has planned, in a month of which the week after it is a part too. */
    private static final LocalDate MONDAY =
            Office.today().plusMonths(5).withDayOfMonth(1).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private static final LocalDate TUESDAY = MONDAY.plusDays(1);

    private final Kairan kairan = Kairan.demo();
    private final Person me = kairan.somebody();
    private final Client client = kairan.session(me.id());

    private static String unique(String what) {
        return what + " " + UUID.randomUUID().toString().substring(0, 8);
    }

    private static JsonNode make(Client client, String title, String start, String end, Object... more) {
        var event = new LinkedHashMap<String, Object>(Map.of("title", title, "start", start, "end", end));
        for (var i = 0; i < more.length; i += 2) {
            event.put((String) more[i], more[i + 1]);
        }
        return client.post(
                        "/api/calendar/events",
                        event,
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json();
    }

    private long room(String name) {
        return kairan.admin()
                .post("/api/calendar/rooms", Map.of("kind", "room", "name", name, "building", "別館", "capacity", 8))
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private List<String> booked(long room) {
        return kairan.query(
                row -> row.getString(1),
                "select to_char(starts at time zone 'Asia/Tokyo', 'YYYY-MM-DD\"T\"HH24:MI') from calendar.booking where room_id = ? order by starts",
                room);
    }

    /** When an event is, as the server says: from and to. */
    private String times(JsonNode event) {
        var now = client.get("/api/calendar/events/" + event.get("id").asLong())
                .expect(200)
                .json();
        return now.get("start").asText() + " " + now.get("end").asText();
    }

    private void isAt(JsonNode event, String start, String end) {
        Wait.until(
                Duration.ofSeconds(30),
                start + " to " + end + " of what is " + times(event),
                () -> times(event).equals(start + " " + end));
    }

    private static Locator mark(Window window, String title) {
        return window.page
                .locator("button.cal-mark, button.cal-booked")
                .filter(new Locator.FilterOptions().setHasText(title))
                .first();
    }

    private static Locator button(Window window, String name) {
        return window.page
                .locator(".k-dialog")
                .last()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void choose(Window window, String scope) {
        window.page
                .getByRole(
                        AriaRole.RADIO,
                        new Page.GetByRoleOptions().setName(scope).setExact(true))
                .check(new Locator.CheckOptions().setForce(true));
        button(window, "変更する").click();
    }

    private static Locator toast(Window window) {
        return window.page.locator(".k-toast").last();
    }

    /** Takes hold of something there and carries it by so much, without letting go. */
    private static void carry(Window window, Locator what, double x, double y, double right, double down) {
        what.scrollIntoViewIfNeeded();
        var box = what.boundingBox();
        var mouse = window.page.mouse();
        mouse.move(box.x + box.width * x, box.y + box.height * y);
        mouse.down();
        for (int step = 1; step <= 6; step++) {
            mouse.move(box.x + box.width * x + right * step / 6, box.y + box.height * y + down * step / 6);
        }
    }

    private static void drag(Window window, Locator what, double right, double down) {
        carry(window, what, 0.5, 0.5, right, down);
        window.page.mouse().up();
    }

    /** An hour's height and a day's width on the sheet. */
    private static BoundingBox hour(Window window) {
        return window.page.locator(".cal-slot").first().boundingBox();
    }

    private static double day(Window window) {
        return window.page.locator(".cal-day").nth(1).boundingBox().x
                - window.page.locator(".cal-day").first().boundingBox().x;
    }

    private static void press(Window window, Locator what, String... keys) {
        what.focus();
        for (var key : keys) {
            window.page.keyboard().press(key);
        }
    }

    @Test
    void a_drag_by_mouse_and_the_arrows_lead_to_the_same_and_both_are_taken_back() {
        var byMouse = make(client, unique("引く予定"), MONDAY + "T09:00", MONDAY + "T10:00");
        var byKeys = make(client, unique("鍵盤の予定"), MONDAY + "T13:00", MONDAY + "T14:00");
        try (var window = Window.of(me)) {
            window.go("/calendar?view=week&day=" + MONDAY);
            var mouse = mark(window, byMouse.get("title").asText());
            shows(mouse);
            carry(window, mouse, 0.5, 0.5, day(window), hour(window).height * 1.5 + 3);
            // Where it would come to lie, in words.
            shows(window.page.locator(".cal-ghost"), "10:30–11:30");
            that(window.page.locator(".cal-ghost")).hasCount(1);
            window.page.mouse().up();
            shows(toast(window), "日時を変更しました");
            isAt(byMouse, TUESDAY + "T10:30", TUESDAY + "T11:30");
            that(window.page.locator(".k-dialog")).hasCount(0);

            var keys = mark(window, byKeys.get("title").asText());
            press(
                    window,
                    keys,
                    "Alt+ArrowRight",
                    "ArrowDown",
                    "ArrowDown",
                    "Alt+ArrowDown",
                    "ArrowDown",
                    "ArrowDown",
                    "ArrowDown");
            var told =
                    window.page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("Enterで決定"));
            shows(told, "14:30–15:30");
            that(told).hasText(Pattern.compile(TUESDAY.getMonthValue() + "月" + TUESDAY.getDayOfMonth() + "日"));
            isAt(byKeys, MONDAY + "T13:00", MONDAY + "T14:00");
            window.page.keyboard().press("Enter");
            isAt(byKeys, TUESDAY + "T14:30", TUESDAY + "T15:30");
            // It is another element now, and whoever had it has it still.
            that(mark(window, byKeys.get("title").asText())).isFocused();
            that(mark(window, byKeys.get("title").asText()))
                    .hasAccessibleName(Pattern.compile(
                            "^14:30–15:30.*" + byKeys.get("title").asText()));

            window.page.keyboard().press("Control+z");
            isAt(byKeys, MONDAY + "T13:00", MONDAY + "T14:00");
            shows(toast(window), "元に戻しました");
            // What was taken back once is not taken back again.
            window.page.keyboard().press("Control+z");
            isAt(byMouse, TUESDAY + "T10:30", TUESDAY + "T11:30");
            drag(window, mark(window, byMouse.get("title").asText()), 0, hour(window).height);
            isAt(byMouse, TUESDAY + "T11:30", TUESDAY + "T12:30");
            toast(window).getByText("元に戻す").click();
            isAt(byMouse, TUESDAY + "T10:30", TUESDAY + "T11:30");
        }
    }

    @Test
    void an_end_is_dragged_and_stretched_by_keys_alike_and_escape_leaves_all_as_it_was() {
        var byMouse = make(client, unique("延ばす予定"), MONDAY + "T09:00", MONDAY + "T10:00");
        var byKeys = make(client, unique("鍵盤で延ばす予定"), MONDAY + "T13:00", MONDAY + "T14:00");
        try (var window = Window.of(me)) {
            window.go("/calendar?view=week&day=" + MONDAY);
            var mouse = mark(window, byMouse.get("title").asText());
            var grip = mouse.locator("[data-edge=end]");
            var height = hour(window).height;
            drag(window, grip, 0, height / 2);
            isAt(byMouse, MONDAY + "T09:00", MONDAY + "T10:30");
            drag(window, mark(window, byMouse.get("title").asText()).locator("[data-edge=start]"), 0, height / 4);
            isAt(byMouse, MONDAY + "T09:15", MONDAY + "T10:30");

            var keys = mark(window, byKeys.get("title").asText());
            press(window, keys, "Alt+Shift+ArrowDown", "Alt+Shift+ArrowDown", "Enter");
            isAt(byKeys, MONDAY + "T13:00", MONDAY + "T14:30");

            // Escape, by mouse in the middle of the way and by keys.
            carry(window, mark(window, byMouse.get("title").asText()), 0.5, 0.5, 0, height * 3);
            shows(window.page.locator(".cal-ghost"), "12:15–13:30");
            window.page.keyboard().press("Escape");
            that(window.page.locator(".cal-ghost")).hasCount(0);
            window.page.mouse().up();
            press(window, mark(window, byKeys.get("title").asText()), "Alt+ArrowDown", "ArrowDown");
            shows(window.page.locator(".cal-ghost"), "13:30–15:00");
            window.page.keyboard().press("Escape");
            that(window.page.locator(".cal-ghost")).hasCount(0);
            that(mark(window, byKeys.get("title").asText())).isFocused();
            // A press is no drag, and nothing has opened on the way.
            that(window.page.locator(".k-dialog")).hasCount(0);
            window.page.keyboard().press("Enter");
            shows(window.role(AriaRole.DIALOG, byKeys.get("title").asText()));
        }
        assertEquals(MONDAY + "T09:15 " + MONDAY + "T10:30", times(byMouse));
        assertEquals(MONDAY + "T13:00 " + MONDAY + "T14:30", times(byKeys));
    }

    @Test
    void of_a_series_it_is_asked_how_much_moves_its_room_goes_along_and_all_of_it_comes_back() {
        var room = room(unique("例会室"));
        var title = unique("週例会");
        make(
                client,
                title,
                MONDAY + "T09:00",
                MONDAY + "T10:00",
                "rrule",
                "FREQ=WEEKLY;COUNT=4",
                "rooms",
                List.of(room));
        var second = MONDAY.plusWeeks(1);
        var before = booked(room);
        assertEquals(4, before.size());
        try (var window = Window.of(me)) {
            window.go("/calendar?view=week&day=" + second);
            shows(mark(window, title));
            var day = day(window);
            var height = hour(window).height;

            drag(window, mark(window, title), day, height);
            // Whoever thinks better of it has moved nothing.
            shows(window.role(AriaRole.DIALOG, "繰り返しの予定を動かします"));
            button(window, "やめる").click();
            that(window.page.locator(".cal-ghost")).hasCount(0);
            assertEquals(before, booked(room));

            drag(window, mark(window, title), day, height);
            choose(window, "この回だけ");
            shows(toast(window), "日時を変更しました");
            assertEquals(
                    List.of(before.get(0), second.plusDays(1) + "T10:00", before.get(2), before.get(3)), booked(room));
            toast(window).getByText("元に戻す").click();
            shows(toast(window), "元に戻しました");
            assertEquals(before, booked(room));

            press(window, mark(window, title), "Alt+ArrowRight", "Alt+ArrowDown", "Enter");
            choose(window, "この回と、これ以降");
            shows(toast(window), "日時を変更しました");
            assertEquals(
                    List.of(
                            before.get(0),
                            second.plusDays(1) + "T09:15",
                            second.plusDays(8) + "T09:15",
                            second.plusDays(15) + "T09:15"),
                    booked(room));
            toast(window).getByText("元に戻す").click();
            shows(toast(window), "元に戻しました");
            assertEquals(before, booked(room));

            press(window, mark(window, title), "Alt+ArrowLeft", "Enter");
            choose(window, "すべての回");
            shows(toast(window), "日時を変更しました");
            assertTrue(
                    booked(room).contains(second.minusDays(1) + "T09:00"),
                    booked(room).toString());
            toast(window).getByText("元に戻す").click();
            shows(toast(window), "元に戻しました");
            assertEquals(before, booked(room));
        }
    }

    @Test
    void where_a_room_is_taken_it_is_said_who_has_it_and_nothing_moves() {
        var other = kairan.somebodyNotIn(me.section());
        kairan.execute("update organization.person set extension = '2468' where id = ?", other.id());
        kairan.organizationChanged();
        var name = unique("取り合いの部屋");
        var room = room(name);
        make(kairan.session(other.id()), "先約", MONDAY + "T11:00", MONDAY + "T12:00", "rooms", List.of(room));
        var event = make(client, unique("動かせない予定"), MONDAY + "T09:00", MONDAY + "T10:00", "rooms", List.of(room));
        try (var window = Window.of(me)) {
            window.go("/calendar?view=week&day=" + MONDAY);
            var mark = mark(window, event.get("title").asText());
            shows(mark);
            drag(window, mark, 0, hour(window).height * 2);
            var told = window.role(AriaRole.DIALOG, "動かせませんでした");
            shows(told, name);
            shows(told, other.name());
            shows(told, "内線 2468");
            button(window, "閉じる").last().click();
            that(window.page.locator(".cal-ghost")).hasCount(0);
            assertEquals(MONDAY + "T09:00 " + MONDAY + "T10:00", times(event));
            assertEquals(List.of(MONDAY + "T09:00", MONDAY + "T11:00"), booked(room));
        }
    }

    @Test
    void what_one_may_not_change_cannot_be_dragged_and_what_others_change_meanwhile_is_not_overwritten() {
        var other = kairan.somebody();
        var theirs = kairan.session(other.id());
        var invited = make(
                theirs,
                unique("招かれた会議"),
                MONDAY + "T09:00",
                MONDAY + "T10:00",
                "attendees",
                List.of(Map.of("person", me.id())));
        var mine = make(client, unique("同時に変わる予定"), MONDAY + "T13:00", MONDAY + "T14:00");
        try (var window = Window.of(me)) {
            window.go("/calendar?view=week&day=" + MONDAY);
            var mark = mark(window, invited.get("title").asText());
            shows(mark);
            that(mark).not().hasClass(Pattern.compile("cal-movable"));
            carry(window, mark, 0.5, 0.5, 0, hour(window).height * 2);
            that(window.page.locator(".cal-ghost")).hasCount(0);
            window.page.mouse().up();
            press(window, mark, "Escape", "Alt+ArrowDown", "Alt+Shift+ArrowDown");
            that(window.page.locator(".cal-ghost")).hasCount(0);
            assertEquals(MONDAY + "T09:00 " + MONDAY + "T10:00", times(invited));

            var path = "/api/calendar/events/" + mine.get("id").asLong();
            window.page.route(Pattern.compile(path + "$"), route -> changeFirst(route, mine, path));
            drag(window, mark(window, mine.get("title").asText()), 0, hour(window).height);
            shows(toast(window), "この予定が変更されていたため、動かしていません");
            shows(mark(window, "先に直した件名"));
            assertEquals(MONDAY + "T13:00 " + MONDAY + "T14:00", times(mine));
        }
    }

    /** Somebody else is faster by the time the request takes. */
    private void changeFirst(Route route, JsonNode event, String path) {
        if (route.request().method().equals("PUT")) {
            client.put(
                            path,
                            Map.of(
                                    "title",
                                    "先に直した件名",
                                    "start",
                                    event.get("start").asText(),
                                    "end",
                                    event.get("end").asText()),
                            "If-Match",
                            "\"" + event.get("version").asInt() + "\"")
                    .expect(200);
        }
        route.resume();
    }

    @Test
    void empty_time_that_is_swept_over_becomes_a_new_event_and_the_page_follows_what_is_held_at_its_edge() {
        var event = make(client, unique("朝の予定"), MONDAY + "T06:00", MONDAY + "T07:00");
        try (var window = Window.of(me)) {
            window.go("/calendar?view=week&day=" + MONDAY);
            shows(mark(window, event.get("title").asText()));
            // From six o'clock on: the third day, from nine to half past ten.
            var slot = window.page.locator("[data-slot='2 3']");
            carry(window, slot, 0.5, 0.05, 0, hour(window).height * 1.4);
            shows(window.page.locator(".cal-ghost"), "9:00–10:30");
            window.page.mouse().up();
            shows(window.heading("予定を入れる"));
            that(window.field("開始日")).hasValue(MONDAY.plusDays(2).toString());
            that(window.field("開始時刻")).hasValue("09:00");
            that(window.field("終了時刻")).hasValue("10:30");

            window.page.setViewportSize(1366, 520);
            window.go("/calendar?view=week&day=" + MONDAY);
            var mark = mark(window, event.get("title").asText());
            shows(mark);
            window.ask("window.scrollTo(0, 0)");
            var box = mark.boundingBox();
            var mouse = window.page.mouse();
            mouse.move(box.x + 20, box.y + box.height / 2);
            mouse.down();
            mouse.move(box.x + 20, 300);
            mouse.move(box.x + 20, 515);
            window.page.waitForFunction("() => window.scrollY > 150");
            window.page.keyboard().press("Escape");
            mouse.up();
        }
        assertEquals(MONDAY + "T06:00 " + MONDAY + "T07:00", times(event));
    }

    @Test
    void on_the_sheet_of_a_month_and_above_the_hours_things_go_from_day_to_day() {
        var byMouse = make(client, unique("月の予定"), MONDAY + "T09:10", MONDAY + "T10:00");
        var byKeys = make(client, unique("月の予定"), MONDAY + "T11:00", MONDAY + "T12:00");
        var days = make(client, unique("二日の出張"), MONDAY.toString(), TUESDAY.toString(), "allDay", true);
        try (var window = Window.of(me)) {
            window.go("/calendar?view=month&day=" + MONDAY);
            var mouse = mark(window, byMouse.get("title").asText());
            shows(mouse);
            var cell = window.page.locator(".cal-month td").first().boundingBox();
            drag(window, mouse, cell.width, cell.height);
            isAt(byMouse, MONDAY.plusDays(8) + "T09:10", MONDAY.plusDays(8) + "T10:00");
            press(window, mark(window, byKeys.get("title").asText()), "Alt+ArrowRight", "ArrowDown", "Enter");
            isAt(byKeys, MONDAY.plusDays(8) + "T11:00", MONDAY.plusDays(8) + "T12:00");

            window.go("/calendar?view=week&day=" + MONDAY);
            shows(mark(window, days.get("title").asText()));
            drag(window, mark(window, days.get("title").asText()), day(window) * 2, 0);
            isAt(days, MONDAY.plusDays(2).toString(), MONDAY.plusDays(3).toString());
            press(window, mark(window, days.get("title").asText()), "Alt+Shift+ArrowRight", "Enter");
            isAt(days, MONDAY.plusDays(2).toString(), MONDAY.plusDays(4).toString());
        }
    }

    @Test
    void a_booking_goes_to_another_time_and_room_by_mouse_by_keys_and_by_the_menu() {
        var word = unique("並び").replace(' ', '-');
        var first = room(word + " 一");
        var second = room(word + " 二");
        var event = make(client, unique("部屋の予定"), MONDAY + "T09:00", MONDAY + "T10:00", "rooms", List.of(first));
        var title = event.get("title").asText();
        try (var window = Window.of(me)) {
            window.go("/calendar/rooms?day=" + MONDAY);
            window.field("名前・備品で探す").fill(word);
            that(window.page.locator(".cal-line")).hasCount(2);
            var line = window.page.locator(".cal-line");
            var hour = line.first().boundingBox().width / 10;
            var down = line.nth(1).boundingBox().y - line.first().boundingBox().y;
            carry(window, mark(window, title), 0.5, 0.5, hour * 2, down);
            shows(line.nth(1).locator(".cal-ghost"), "11:00–12:00");
            window.page.mouse().up();
            shows(toast(window), "日時を変更しました");
            isAt(event, MONDAY + "T11:00", MONDAY + "T12:00");
            assertEquals(List.of(), booked(first));
            assertEquals(List.of(MONDAY + "T11:00"), booked(second));
            toast(window).getByText("元に戻す").click();
            isAt(event, MONDAY + "T09:00", MONDAY + "T10:00");
            assertEquals(List.of(MONDAY + "T09:00"), booked(first));
            assertEquals(List.of(), booked(second));

            shows(line.first().locator(".cal-booked"), title);
            press(window, mark(window, title), "Alt+ArrowDown", "Alt+ArrowRight", "ArrowRight");
            shows(window.page.locator(".cal-carry"), word + " 二");
            shows(window.page.locator(".cal-carry"), "9:30–10:30");
            window.page.keyboard().press("Enter");
            isAt(event, MONDAY + "T09:30", MONDAY + "T10:30");
            assertEquals(List.of(MONDAY + "T09:30"), booked(second));
            shows(line.nth(1).locator(".cal-booked"), title);
            drag(window, mark(window, title).locator("[data-edge=end]"), hour / 2, 0);
            isAt(event, MONDAY + "T09:30", MONDAY + "T11:00");

            // The menu, by keyboard alone.
            press(window, mark(window, title), "Shift+F10");
            var focus = window.page.locator(":focus");
            that(focus).hasRole(AriaRole.MENUITEM);
            that(focus).hasAccessibleName("時間を変える");
            window.page.keyboard().press("Enter");
            shows(window.role(AriaRole.DIALOG, "「" + title + "」の時間を変える"));
            window.field("開始時刻").fill("14:00");
            that(window.field("終了時刻")).hasValue("15:30");
            window.page
                    .locator(".k-dialog")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("会議室・車・備品")))
                    .click();
            window.page
                    .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(Pattern.compile(word + " 一")))
                    .click();
            button(window, "変更する").click();
            isAt(event, MONDAY + "T14:00", MONDAY + "T15:30");
            assertEquals(List.of(MONDAY + "T14:00"), booked(first));
            assertEquals(List.of(), booked(second));
            that(mark(window, title)).isFocused();

            // A gap is swept over.
            carry(window, line.nth(1).locator(".cal-gap"), 0.101, 0.5, hour * 1.4, 0);
            shows(line.nth(1).locator(".cal-ghost"), "9:00–10:30");
            window.page.mouse().up();
            shows(window.heading("予定を入れる"));
            shows(window.page.locator(".cal-chosen"), word + " 二");
            that(window.field("終了時刻")).hasValue("10:30");
        }
    }

    @Test
    void the_time_is_changed_in_the_dialog_of_an_event_which_says_what_is_in_the_way() {
        var other = kairan.somebodyNotIn(me.section());
        var name = unique("会議室");
        var room = room(name);
        make(kairan.session(other.id()), "先約", MONDAY + "T11:00", MONDAY + "T12:00", "rooms", List.of(room));
        var event = make(client, unique("移す予定"), MONDAY + "T09:00", MONDAY + "T10:00", "rooms", List.of(room));
        var title = event.get("title").asText();
        try (var window = Window.of(me)) {
            window.go("/calendar?view=list&day=" + MONDAY);
            mark(window, title).click();
            button(window, "時間を変える").click();
            window.field("開始時刻").fill("11:30");
            button(window, "変更する").click();
            shows(window.page.locator(".k-problem"), other.name());
            assertEquals(MONDAY + "T09:00 " + MONDAY + "T10:00", times(event));
            window.field("終了時刻").fill("08:00");
            button(window, "変更する").click();
            shows(window.page.locator(".k-field-error"), "終了は開始より後にしてください");
            window.field("開始時刻").fill("15:00");
            window.field("終了時刻").fill("16:30");
            button(window, "変更する").click();
            shows(toast(window), "日時を変更しました");
            isAt(event, MONDAY + "T15:00", MONDAY + "T16:30");
            that(window.page.locator(".k-dialog")).hasCount(0);
        }
    }

    private static void touch(CDPSession devtools, String type, double x, double y) {
        var points = new JsonArray();
        if (!type.equals("touchEnd")) {
            var point = new JsonObject();
            point.addProperty("x", x);
            point.addProperty("y", y);
            points.add(point);
        }
        var event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        devtools.send("Input.dispatchTouchEvent", event);
    }

    @Test
    void on_a_telephone_a_finger_that_rests_takes_hold_of_an_event_and_one_that_wipes_scrolls() {
        var event = make(client, unique("指の予定"), MONDAY + "T09:00", MONDAY + "T10:00");
        var title = event.get("title").asText();
        try (var window = Window.open(Window.phone()).signedIn(me.id())) {
            window.go("/calendar?view=day&day=" + MONDAY);
            shows(mark(window, title));
            mark(window, title).scrollIntoViewIfNeeded();
            var devtools = window.context.newCDPSession(window.page);
            var height = hour(window).height;
            var box = mark(window, title).boundingBox();
            var x = box.x + box.width / 2;
            var y = box.y + box.height / 2;

            // A wipe is the page's.
            touch(devtools, "touchStart", x, y);
            for (int step = 1; step <= 5; step++) {
                touch(devtools, "touchMove", x, y - step * 30);
            }
            that(window.page.locator(".cal-ghost")).hasCount(0);
            touch(devtools, "touchEnd", x, y - 150);
            window.page.waitForFunction("() => window.scrollY > 40");
            assertEquals(MONDAY + "T09:00 " + MONDAY + "T10:00", times(event));

            window.ask("window.scrollTo(0, 0)");
            mark(window, title).scrollIntoViewIfNeeded();
            box = mark(window, title).boundingBox();
            x = box.x + box.width / 2;
            y = box.y + box.height / 2;
            touch(devtools, "touchStart", x, y);
            shows(window.page.locator(".cal-ghost"), "9:00–10:00");
            for (int step = 1; step <= 5; step++) {
                touch(devtools, "touchMove", x, y + height * step / 5);
            }
            shows(window.page.locator(".cal-ghost"), "10:00–11:00");
            touch(devtools, "touchEnd", x, y + height);
            shows(toast(window), "日時を変更しました");
            isAt(event, MONDAY + "T10:00", MONDAY + "T11:00");

            // Held and let go where it was: the menu, for whoever does not drag.
            shows(mark(window, title), "10:00");
            box = mark(window, title).boundingBox();
            touch(devtools, "touchStart", box.x + 30, box.y + 15);
            shows(window.page.locator(".cal-ghost"));
            touch(devtools, "touchEnd", box.x + 30, box.y + 15);
            window.page
                    .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("時間を変える"))
                    .click();
            window.field("開始時刻").fill("13:00");
            button(window, "変更する").click();
            isAt(event, MONDAY + "T13:00", MONDAY + "T14:00");
            assertEquals(
                    true, window.ask("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        }
    }
}
