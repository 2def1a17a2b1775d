package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
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
import org.kairan.systemtest.Office;
import org.kairan.systemtest.Wait;

/** The calendar as people use it: by keyboard alone, many people's week, series and rooms, on a telephone and on paper. */
class CalendarPageIT {

    /** A Monday after the end of what the demo city has planned. */
    private static final LocalDate MONDAY =
            Office.today().plusMonths(4).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private static final int MOST_STOPS = 80;

    private final Kairan kairan = Kairan.demo();

    private static String unique(String what) {
        return what + " " + UUID.randomUUID().toString().substring(0, 8);
    }

    private JsonNode make(Client client, String title, String start, String end, Object... more) {
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

    /** A day on which the city works. */
    private LocalDate businessDay() {
        var closed = kairan.admin()
                .get("/api/calendar/holidays?from=" + MONDAY + "&to=" + MONDAY.plusDays(30))
                .expect(200)
                .text();
        return MONDAY.datesUntil(MONDAY.plusDays(30))
                .filter(day -> day.getDayOfWeek().getValue() < 6 && !closed.contains(day.toString()))
                .findFirst()
                .orElseThrow();
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

    static Locator in(Window window, String css, AriaRole role, String name) {
        return window.page.locator(css).getByRole(role, new Locator.GetByRoleOptions().setName(Pattern.compile(name)));
    }

    static Locator dialog(Window window, String button) {
        return window.page
                .locator(".k-dialog")
                .last()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    /** What has the focus. A field for a day or a time gives it to a part of itself, which no selector finds. */
    static Locator focused(Window window) {
        window.ask(
                "() => { document.querySelectorAll('[data-stop]').forEach(one => one.removeAttribute('data-stop')); document.activeElement.setAttribute('data-stop', '') }");
        return window.page.locator("[data-stop]");
    }

    /** Tab until the focus is there; whatever has it on the way has a name. */
    static void tab(Window window, AriaRole role, String name) {
        var wanted = window.page.getByRole(role, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
        for (int i = 0; i < MOST_STOPS; i++) {
            window.page.keyboard().press("Tab");
            var focused = focused(window);
            that(focused).hasAccessibleName(Pattern.compile("\\S"));
            if (wanted.and(focused).count() > 0) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to " + role + " " + name);
    }

    static void on(Window window, AriaRole role, String name) {
        var focus = window.page.locator(":focus");
        that(focus).hasAccessibleName(Pattern.compile(name));
        that(focus).hasRole(role);
    }

    @Test
    void an_event_is_made_looked_at_and_deleted_by_the_keyboard_alone() {
        var me = kairan.somebody();
        var colleague = kairan.somebody();
        var title = unique("鍵盤の打合せ");
        try (var window = Window.of(me)) {
            window.go("/calendar?view=week&day=" + MONDAY);
            shows(window.page.locator(".cal-sheet"));
            // The hours are one stop of the Tab key, and arrows lead among them.
            tab(window, AriaRole.BUTTON, "8:00 に予定を入れる$");
            window.page.keyboard().press("ArrowDown");
            window.page.keyboard().press("ArrowDown");
            window.page.keyboard().press("ArrowRight");
            on(window, AriaRole.BUTTON, MONDAY.plusDays(1).getDayOfMonth() + ".* 10:00 に予定を入れる$");
            window.page.keyboard().press("Enter");

            on(window, AriaRole.TEXTBOX, "^件名");
            that(window.field("開始日")).hasValue(MONDAY.plusDays(1).toString());
            that(window.field("開始時刻")).hasValue("10:00");
            that(window.field("終了時刻")).hasValue("11:00");
            window.page.keyboard().type(title);
            tab(window, AriaRole.SEARCHBOX, "^参加者");
            window.page.keyboard().type(colleague.login());
            shows(window.button(colleague.name() + "を加える"));
            // A wide space within a name is read as any other.
            tab(window, AriaRole.BUTTON, "^" + colleague.name().replace('\u3000', '.') + "を加える$");
            window.page.keyboard().press("Enter");
            shows(window.page.locator(".cal-chosen"), colleague.name());
            tab(window, AriaRole.BUTTON, "^保存$");
            window.page.keyboard().press("Enter");

            that(window.page).hasURL(Pattern.compile("/calendar\\?day=" + MONDAY.plusDays(1)));
            on(window, AriaRole.HEADING, "^予定表$");
            shows(window.page.locator(".cal-sheet .cal-mark").filter(new Locator.FilterOptions().setHasText(title)));
            tab(window, AriaRole.BUTTON, "^10:00–11:00 .*会議.*" + title);
            window.page.keyboard().press("Enter");
            shows(window.role(AriaRole.DIALOG, title), colleague.name());
            shows(window.role(AriaRole.DIALOG, title), "未回答");
            window.page.keyboard().press("Escape");
            on(window, AriaRole.BUTTON, title);
            window.page.keyboard().press("Enter");
            tab(window, AriaRole.BUTTON, "^削除する$");
            window.page.keyboard().press("Enter");
            shows(window.page.locator(".k-toast").last(), "削除しました");
            that(window.page.locator(".cal-sheet .cal-mark").filter(new Locator.FilterOptions().setHasText(title)))
                    .hasCount(0);
            // What was deleted comes back.
            window.page.locator(".k-toast").last().getByText("元に戻す").click();
            shows(window.page.locator(".cal-sheet .cal-mark").filter(new Locator.FilterOptions().setHasText(title)));

            // Single keys lead through the views.
            window.page.keyboard().press("m");
            shows(window.page.locator("table.cal-month"));
            window.page.keyboard().press("j");
            that(window.page).hasURL(Pattern.compile("view=month"));
            window.page.keyboard().press("t");
            that(window.page).hasURL(Pattern.compile("day=" + Office.today()));
        }
        assertEquals(
                1, kairan.number("select count(*) from calendar.event where title = ? and deleted_at is null", title));
    }

    @Test
    void whoever_is_invited_answers_and_the_other_sees_it_without_asking() {
        var owner = kairan.somebody();
        var guest = kairan.somebodyNotIn(owner.section());
        var event = make(
                kairan.session(owner.id()),
                unique("出欠のある会議"),
                MONDAY + "T15:00",
                MONDAY + "T16:00",
                "attendees",
                List.of(Map.of("person", guest.id())));
        var path = "/calendar/events/" + event.get("id").asLong();
        try (var one = Window.of(owner);
                var two = Window.of(guest)) {
            one.go(path);
            shows(one.page.locator(".cal-attendees"), "未回答");
            two.go(path);
            in(two, ".cal-answering", AriaRole.BUTTON, "^欠席$").click();
            shows(one.page.locator(".cal-attendees li"), "欠席");
            shows(two.page.locator(".cal-answering"), "欠席");
            that(two.button("変更する")).hasCount(0);
            in(one, ".cal-history", AriaRole.BUTTON, "変更の履歴").click();
            shows(one.page.locator(".cal-history ol"), guest.name() + " が回答しました");
        }
    }

    @Test
    void the_week_of_fifty_people_is_a_table_whose_heads_stay_and_which_says_holidays_in_words() {
        var title = kairan.query(
                        row -> row.getLong(1),
                        "select title_id from organization.assignment where valid_until is null and valid_from <= current_date and title_id is not null group by title_id having count(distinct person_id) > 110 order by title_id limit 1")
                .get(0);
        var me = kairan.somebody();
        var holiday = kairan.session(me.id())
                .get("/api/calendar/holidays?from=" + Office.today() + "&to="
                        + Office.today().plusYears(1))
                .expect(200)
                .json()
                .at("/items/0");
        try (var window = Window.of(me)) {
            window.go("/calendar/group?team=title:" + title + "&day="
                    + holiday.get("day").asText());
            var table = window.page.locator("table.cal-group");
            that(table.getByRole(AriaRole.ROWHEADER)).hasCount(50);
            that(table.getByRole(AriaRole.COLUMNHEADER)).hasCount(8);
            shows(table.getByRole(
                            AriaRole.COLUMNHEADER,
                            new Locator.GetByRoleOptions()
                                    .setName(Pattern.compile(holiday.get("name").asText())))
                    .first());
            // Seven days fit beside one another on a PC, and the heads stay while one scrolls.
            var box = window.askMap(
                    "(() => { const b = document.querySelector('.cal-group-box'); b.scrollTop = 400; const r = b.getBoundingClientRect(); const h = b.querySelector('thead th').getBoundingClientRect(); return { fits: b.scrollWidth <= b.clientWidth, top: Math.abs(h.top - r.top), scrolled: b.scrollTop } })()");
            assertEquals(true, box.get("fits"));
            assertTrue(((Number) box.get("scrolled")).doubleValue() > 100, box.toString());
            assertTrue(((Number) box.get("top")).doubleValue() < 3, box.toString());
            window.button("次の50名も表示する").click();
            that(table.getByRole(AriaRole.ROWHEADER)).hasCount(100);
        }
    }

    @Test
    void in_the_week_of_others_one_sees_what_is_public_and_of_the_rest_that_they_are_busy() {
        var owner = kairan.somebody();
        var stranger = kairan.somebodyNotIn(owner.section());
        var open = unique("公開の会議");
        var secret = unique("内密の面談");
        var client = kairan.session(owner.id());
        make(client, open, MONDAY + "T09:00", MONDAY + "T10:00");
        make(client, secret, MONDAY + "T11:00", MONDAY + "T12:00", "visibility", "private");
        make(
                client,
                unique("在宅"),
                MONDAY.plusDays(1).toString(),
                MONDAY.plusDays(2).toString(),
                "allDay",
                true,
                "kind",
                "telework");
        try (var window = Window.of(stranger)) {
            window.go("/calendar/group?team=person:" + owner.id() + "&day=" + MONDAY);
            var row = window.page
                    .locator("table.cal-group tbody tr")
                    .filter(new Locator.FilterOptions().setHasText(owner.name()));
            shows(row, open);
            shows(row, "11:00–12:00 予定あり");
            shows(row, "終日（2/2日目）");
            shows(row.locator(".cal-kind-telework").first(), "在宅");
            that(window.page.locator("body")).not().containsText(secret);
            // What is busy leads nowhere.
            that(row.locator("span.cal-mark")).hasCount(1);
            row.locator("button.cal-mark").first().click();
            shows(window.role(AriaRole.DIALOG, open), owner.name());

            // What the owner changes comes by itself only to who takes part; a fresh look shows it to everybody.
            window.page.keyboard().press("Escape");
            var later = unique("後からの会議");
            make(client, later, MONDAY + "T16:00", MONDAY + "T17:00");
            window.page.reload();
            shows(row, later);
        }
    }

    @Test
    void a_weekly_series_is_changed_from_one_on_and_its_room_goes_with_it() {
        var me = kairan.somebody();
        var name = unique("小会議室");
        var room = room(name);
        var title = unique("週例会");
        var event = make(
                kairan.session(me.id()),
                title,
                MONDAY + "T09:00",
                MONDAY + "T10:00",
                "rrule",
                "FREQ=WEEKLY;COUNT=4",
                "rooms",
                List.of(room));
        assertEquals(4, booked(room).size());
        var second = MONDAY.plusWeeks(1);
        try (var window = Window.of(me)) {
            window.go("/calendar?view=week&day=" + second);
            window.page
                    .locator(".cal-sheet button.cal-mark")
                    .filter(new Locator.FilterOptions().setHasText(title))
                    .click();
            shows(window.role(AriaRole.DIALOG, title), "毎週 月、4回");
            shows(window.role(AriaRole.DIALOG, title), name);
            dialog(window, "変更する").click();
            window.page
                    .getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("この回と、これ以降"))
                    .check(new Locator.CheckOptions().setForce(true));
            dialog(window, "変更する").click();
            shows(window.heading("予定を変更する"));
            shows(window.page.locator(".cal-notice"), "これ以降のすべてを変更します");
            window.field("開始時刻").fill("14:00");
            that(window.field("終了時刻")).hasValue("15:00");
            window.button("保存").click();
            shows(window.page.locator(".k-toast"), "予定を変更しました");
        }
        assertEquals(
                List.of(
                        MONDAY + "T09:00",
                        second + "T14:00",
                        second.plusWeeks(1) + "T14:00",
                        second.plusWeeks(2) + "T14:00"),
                booked(room));
        assertTrue(event.get("recurring").asBoolean());
    }

    @Test
    void a_room_is_booked_from_a_gap_by_mouse_and_by_keyboard_and_whoever_comes_too_late_is_told_who_has_it() {
        var first = kairan.somebody();
        var second = kairan.somebodyNotIn(first.section());
        var name = unique("第三会議室");
        var room = room(name);
        kairan.execute("update organization.person set extension = '4321' where id = ?", first.id());
        kairan.organizationChanged();
        try (var one = Window.of(first);
                var two = Window.of(second)) {
            // The second has the form open before the first one books.
            two.go("/calendar/new?start=" + MONDAY + "T10:00&rooms=" + room);
            shows(two.page.locator(".cal-chosen"), name);
            shows(two.page.locator(".cal-chosen"), "空き");

            // By mouse: where the gap is pressed it begins.
            one.go("/calendar/rooms?day=" + MONDAY);
            one.field("名前・備品で探す").fill(name);
            var gap = one.page.locator(".cal-gap").first();
            that(gap).hasAccessibleName(Pattern.compile("^" + name + " .* 空き。予約する$"));
            that(one.page.locator(".cal-rooms tbody tr")).hasCount(1);
            var box = gap.boundingBox();
            // From 8 to 18 o'clock: a fifth of it is ten.
            gap.click(new Locator.ClickOptions().setPosition(box.width * 0.21, box.height / 2));
            shows(one.page.locator(".cal-chosen"), name);
            that(one.field("開始時刻")).hasValue("10:00");
            var title = unique("先の予約");
            one.field("件名").fill(title);
            one.button("保存").click();
            that(one.page).hasURL(Pattern.compile("/calendar/rooms\\?day=" + MONDAY));

            // By keyboard: the stretch after it.
            one.field("名前・備品で探す").fill(name);
            that(one.page.locator(".cal-rooms tbody tr")).hasCount(1);
            shows(one.page.locator(".cal-booked"), title);
            tab(one, AriaRole.BUTTON, name + " 8:00–10:00 空き");
            one.page.keyboard().press("ArrowRight");
            on(one, AriaRole.BUTTON, "^10:00–11:00 予約済み " + title);
            one.page.keyboard().press("ArrowRight");
            on(one, AriaRole.BUTTON, name + " 11:00–18:00 空き");
            one.page.keyboard().press("Enter");
            that(one.field("開始時刻")).hasValue("11:00");
            that(one.field("終了時刻")).hasValue("12:00");

            two.field("件名").fill("後の予約");
            two.button("保存").click();
            var told = two.page.locator(".k-problem");
            shows(told, "予約できませんでした");
            shows(told, name);
            shows(told, first.name());
            shows(told, "内線 4321");
            assertEquals(List.of(MONDAY + "T10:00"), booked(room));
            // A free one is a change of the time away; what was typed is still there.
            two.field("開始時刻").fill("13:00");
            two.button("保存").click();
            that(two.page).hasURL(Pattern.compile("/calendar\\?day=" + MONDAY));
            assertEquals(List.of(MONDAY + "T10:00", MONDAY + "T13:00"), booked(room));
        }
    }

    @Test
    void a_time_is_found_for_all_the_missing_are_named_and_the_form_opens_filled() {
        var me = kairan.somebody();
        var other = kairan.somebody();
        var day = businessDay();
        // The other one is busy until four.
        make(kairan.session(other.id()), unique("終日の研修"), day + "T08:30", day + "T16:00");
        try (var window = Window.of(me)) {
            window.go("/calendar/free-times");
            window.field("参加する人").fill(other.login());
            window.button(other.name() + "を加える").click();
            window.field("この日から").fill(day.toString());
            window.field("この日まで").fill(day.toString());
            window.page
                    .locator("form")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("空き時間を探す"))
                    .click();
            var slots = window.page.locator(".cal-slot-list > li");
            shows(slots.first(), "全員が空いています");
            shows(slots.first(), "16:00–17:00");
            shows(slots.filter(new Locator.FilterOptions().setHasText("予定のある人")).first(), other.name());
            slots.first()
                    .getByRole(
                            AriaRole.LINK,
                            new Locator.GetByRoleOptions().setName(Pattern.compile("16:00–17:00 で予定を入れる$")))
                    .click();
            shows(window.heading("予定を入れる"));
            that(window.field("開始日")).hasValue(day.toString());
            that(window.field("開始時刻")).hasValue("16:00");
            shows(window.page.locator(".cal-chosen"), other.name());
        }
    }

    @Test
    void two_who_change_one_event_are_shown_the_difference() {
        var me = kairan.somebody();
        var event = make(kairan.session(me.id()), unique("二人で直す予定"), MONDAY + "T13:00", MONDAY + "T14:00");
        var path = "/calendar/events/" + event.get("id").asLong();
        try (var window = Window.of(me)) {
            window.go(path + "/edit");
            window.field("場所").fill("市民ホール");
            var changed = new LinkedHashMap<String, Object>(
                    Map.of("title", "先に直した件名", "start", MONDAY + "T13:00", "end", MONDAY + "T14:00"));
            kairan.session(me.id())
                    .put(
                            "/api" + path,
                            changed,
                            "If-Match",
                            "\"" + event.get("version").asInt() + "\"")
                    .expect(200);
            window.button("保存").click();
            var told = window.role(AriaRole.DIALOG, "ほかの人がこの予定を変更していました");
            shows(told, "先に直した件名");
            shows(told, "市民ホール");
            dialog(window, "自分の内容で上書きする").click();
            shows(window.page.locator(".k-toast"), "予定を変更しました");
        }
        assertEquals(
                "市民ホール",
                kairan.session(me.id())
                        .get("/api" + path)
                        .expect(200)
                        .json()
                        .get("place")
                        .asText());
    }

    @Test
    void an_administrator_enters_a_room_and_takes_it_out_of_use() {
        var name = unique("公用車");
        try (var window = Window.ofAdministrator()) {
            window.go("/calendar/room-administration");
            window.button("新しく登録する").click();
            dialog(window, "保存").click();
            shows(window.page.locator(".k-field-error").first());
            window.page.locator(".k-dialog input[name=name]").fill(name);
            window.page.locator(".k-dialog input[name=equipment]").fill("カーナビ、スタッドレスタイヤ");
            dialog(window, "保存").click();
            shows(window.page.locator(".k-toast"), name);
            window.field("名前・備品で探す").fill(name);
            var row = window.page.locator(".k-table tbody tr").filter(new Locator.FilterOptions().setHasText(name));
            shows(row, "カーナビ、スタッドレスタイヤ");
            row.getByRole(AriaRole.BUTTON).first().click();
            window.page
                    .locator(".k-dialog .k-checkbox", new Page.LocatorOptions().setHasText("予約を受け付ける"))
                    .click();
            dialog(window, "保存").click();
            shows(row, "利用停止");
        }
        try (var window = Window.of(kairan.somebody())) {
            window.go("/calendar/room-administration");
            shows(window.heading("ページが見つかりません"));
        }
    }

    static void fits(Window window) {
        assertEquals(
                true,
                window.ask("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                window.page.url());
    }

    @Test
    void on_a_telephone_days_stand_below_one_another_and_nothing_sticks_out() {
        var me = kairan.somebody();
        var title = unique("電話で見る予定");
        make(kairan.session(me.id()), title, MONDAY + "T09:00", MONDAY + "T10:00");
        try (var window = Window.open(Window.phone()).signedIn(me.id())) {
            window.go("/calendar?view=week&day=" + MONDAY);
            shows(window.page.locator(".cal-list .cal-mark").filter(new Locator.FilterOptions().setHasText(title)));
            fits(window);
            window.go("/calendar?view=month&day=" + MONDAY);
            that(window.page
                            .locator(".cal-month td .cal-date")
                            .filter(new Locator.FilterOptions()
                                    .setHasText(Pattern.compile("^" + MONDAY.getDayOfMonth() + "$")))
                            .first())
                    .hasAccessibleName(Pattern.compile("予定 \\d+件$"));
            fits(window);
            window.go("/calendar/group?day=" + MONDAY);
            var table = window.page.locator("table.cal-group");
            that(table.getByRole(AriaRole.COLUMNHEADER)).hasCount(2);
            shows(table, title);
            window.page.locator(".cal-day-choice button").nth(1).click();
            that(table).not().containsText(title);
            fits(window);
            window.go("/calendar/rooms?day=" + MONDAY);
            shows(window.page.locator(".cal-gap").first(), "空き");
            fits(window);
        }
    }

    private static String sizeOfPage(Window window) {
        var pdf = new String(
                window.page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true)), StandardCharsets.ISO_8859_1);
        var box = Pattern.compile("/MediaBox \\[0 0 ([\\d.]+) ([\\d.]+)\\]").matcher(pdf);
        assertTrue(box.find(), "a page");
        return Math.round(Double.parseDouble(box.group(1)) / 72 * 25.4) + "×"
                + Math.round(Double.parseDouble(box.group(2)) / 72 * 25.4);
    }

    @Test
    void the_week_of_a_group_prints_lying_on_a4_and_on_a3_without_the_screen_around_it() {
        var me = kairan.somebody();
        try (var window = Window.of(me)) {
            window.page.addInitScript("window.print = () => { window.printed = (window.printed ?? 0) + 1 }");
            window.go("/calendar/group?day=" + MONDAY);
            shows(window.page.locator("table.cal-group tbody tr").first());
            window.button("A4横で印刷").click();
            window.page.waitForFunction("() => window.printed === 1");
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            for (var part : List.of("header.k-header", "nav.k-side", ".cal-nav", ".cal-team", ".k-page-actions")) {
                that(window.page.locator(part).first()).isHidden();
            }
            shows(window.page.locator(".cal-printed"));
            shows(window.page.locator(".cal-legend"));
            assertEquals("297×210", sizeOfPage(window));
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            window.button("A3横で印刷").click();
            window.page.waitForFunction("() => window.printed === 2");
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertEquals("420×297", sizeOfPage(window));
        }
    }

    @Test
    void a_form_that_was_only_looked_at_leaves_no_draft() {
        try (var window = Window.of(kairan.somebody())) {
            window.go("/calendar/new?start=" + MONDAY);
            that(window.field("件名")).isFocused();
            for (int i = 0; i < 30; i++) {
                window.page.keyboard().press("Tab");
            }
            window.page.waitForTimeout(1_000);
            window.field("件名").fill("違った");
            window.page.waitForTimeout(1_000);
            window.field("件名").fill("");
            window.page.waitForTimeout(1_000);
            // At another time, since a draft that is what the form begins with is not offered.
            window.go("/calendar/new");
            that(window.field("件名")).isFocused();
            that(window.page.locator(".cal-notice")).hasCount(0);
        }
    }

    @Test
    void what_is_typed_survives_a_reload() {
        var me = kairan.somebody();
        try (var window = Window.of(me)) {
            window.go("/calendar/new?start=" + MONDAY);
            window.field("件名").fill("書きかけの予定");
            Wait.until(
                    Duration.ofSeconds(20),
                    "the draft to be kept",
                    () -> Boolean.TRUE.equals(window.ask(
                            "Object.keys(sessionStorage).some(key => key.startsWith('kairan.calendar.draft'))")));
            window.page.reload();
            shows(window.page.locator(".cal-notice"), "書きかけの予定");
            window.button("続きを書く").click();
            that(window.field("件名")).hasValue("書きかけの予定");
        }
    }
}
