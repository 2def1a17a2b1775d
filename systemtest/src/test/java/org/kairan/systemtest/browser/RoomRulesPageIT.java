package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
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

/** Rooms and cars that belong to a section, as their owners and those who book them see it. */
class RoomRulesPageIT {

    private static final LocalDate MONDAY =
            Office.today().plusMonths(4).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private static final int MOST_STOPS = 80;

    private final Kairan kairan = Kairan.demo();
    private final Person owner = kairan.somebody();
    private final Person booker = ownerOfNothing();

    /** Of another section, which has no rooms of its own. */
    private Person ownerOfNothing() {
        Person found;
        do {
            found = kairan.somebodyNotIn(owner.section());
        } while (kairan.number("select count(*) from calendar.room where owner_section = ?", found.section()) > 0);
        return found;
    }

    private static String unique(String what) {
        return what + " " + UUID.randomUUID().toString().substring(0, 8);
    }

    private long facility(String name, Object... more) {
        var body = new LinkedHashMap<String, Object>(Map.of("kind", "room", "name", name, "building", "別館"));
        for (var i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return kairan.admin()
                .post("/api/calendar/rooms", body)
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }

    private static JsonNode make(Client client, String title, String start, String end, long room) {
        return client.post(
                        "/api/calendar/events",
                        Map.of("title", title, "start", start, "end", end, "rooms", List.of(room)),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json();
    }

    private static Locator button(Window window, String name) {
        return window.page
                .locator(".k-dialog")
                .last()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator toast(Window window) {
        return window.page.locator(".k-toast").last();
    }

    /** Tab until the focus is there; whatever has it on the way has a name. */
    private static void tab(Window window, AriaRole role, String name) {
        var wanted = window.page.getByRole(role, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
        for (int i = 0; i < MOST_STOPS; i++) {
            window.page.keyboard().press("Tab");
            var focused = window.page.locator(":focus");
            that(focused).hasAccessibleName(Pattern.compile("\\S"));
            if (wanted.and(focused).count() > 0) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to " + role + " " + name);
    }

    @Test
    void a_room_is_requested_its_owners_approve_by_keyboard_or_say_why_not_and_both_sides_see_it() {
        var name = unique("市民ホール");
        var room = facility(name, "ownerSection", owner.section(), "approval", true);
        var title = unique("住民説明会");
        var other = unique("別の集まり");
        try (var one = Window.of(booker);
                var two = Window.of(owner)) {
            one.go("/calendar/new?start=" + MONDAY + "T10:00&rooms=" + room);
            shows(one.page.locator(".cal-chosen"), "の承認が必要");
            one.field("件名").fill(title);
            one.button("保存").click();
            one.page
                    .locator(".cal-sheet button.cal-mark")
                    .filter(new Locator.FilterOptions().setHasText(title))
                    .click();
            shows(one.role(AriaRole.DIALOG, title), "申請中");

            // The tab of what waits is there for the owners alone, and says how much.
            that(one.page.locator(".cal-nav").getByText("承認待ち")).hasCount(0);
            two.go("/calendar/rooms?day=" + MONDAY);
            two.field("名前・備品で探す").fill(name);
            shows(two.page.locator(".cal-booked"), "申請中");
            shows(two.page.locator(".cal-nav"), "承認待ち");
            two.go("/calendar/approvals");
            var request = two.page.locator(".cal-slot-list > li").filter(new Locator.FilterOptions().setHasText(name));
            shows(request, booker.name());
            shows(request, title);
            tab(two, AriaRole.BUTTON, "^" + name + " .*10:00–11:00 を承認する$");
            two.page.keyboard().press("Enter");
            shows(toast(two), "承認しました");
            that(request).hasCount(0);
            // The other page hears of it.
            shows(one.role(AriaRole.DIALOG, title), "承認済み");
            shows(one.role(AriaRole.DIALOG, title), owner.name());

            var event = make(kairan.session(booker.id()), other, MONDAY + "T13:00", MONDAY + "T14:00", room);
            shows(request, other);
            request.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("を承認しない$")))
                    .click();
            button(two, "承認しない").click();
            shows(two.page.locator(".k-field-error"), "理由を入力してください");
            two.field("理由").fill("舞台の点検のため");
            button(two, "承認しない").click();
            shows(toast(two), "承認しませんでした");
            that(request).hasCount(0);
            one.go("/calendar/events/" + event.get("id").asLong());
            shows(one.page.locator(".cal-held"), "承認されませんでした");
            shows(one.page.locator(".cal-held"), "舞台の点検のため");
        }
        assertEquals(1, kairan.number("select count(*) from calendar.booking where room_id = ?", room));
    }

    @Test
    void an_administrator_says_who_may_book_and_sees_who_is_told_when_a_room_is_retired() {
        var name = unique("書庫");
        var room = facility(name);
        make(kairan.session(booker.id()), unique("整理"), MONDAY + "T09:00", MONDAY + "T10:00", room);
        var section = kairan.query(
                        row -> row.getString(1),
                        "select name from organization.section_period where section_id = ? and valid_until is null",
                        owner.section())
                .get(0);
        try (var window = Window.ofAdministrator()) {
            window.go("/calendar/room-administration");
            window.field("名前・備品で探す").fill(name);
            var row = window.page.locator(".k-table tbody tr").filter(new Locator.FilterOptions().setHasText(name));
            row.getByRole(AriaRole.BUTTON).first().click();
            shows(window.page.locator(".k-dialog"), "職員全員");
            window.page
                    .locator(".k-dialog .k-checkbox", new Page.LocatorOptions().setHasText("予約に承認が必要"))
                    .click();
            button(window, "保存").click();
            shows(window.page.locator(".k-dialog .k-field-error"), "承認する所属を選んでください");
            window.page
                    .locator(".k-dialog")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("所管")))
                    .click();
            window.page
                    .getByRole(
                            AriaRole.OPTION,
                            new Page.GetByRoleOptions().setName(section).setExact(true))
                    .first()
                    .click();
            window.page
                    .locator(".k-dialog .k-checkbox", new Page.LocatorOptions().setHasText("予約を受け付ける"))
                    .click();
            shows(window.page.locator(".k-dialog"), "これからの予約が1件あります");
            shows(window.page.locator(".cal-upcoming"), booker.name());
            button(window, "保存").click();
            shows(row, "利用停止");
            shows(row, section + "（承認あり）");
        }
        try (var window = Window.of(booker)) {
            window.go("/");
            window.page
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^お知らせ")))
                    .first()
                    .click();
            shows(window.page.locator(".k-popover"), "「" + name + "」は利用停止になります");
        }
    }

    @Test
    void who_may_not_book_a_room_sees_so_in_its_row_and_cannot_choose_it() {
        var name = unique("所管だけの部屋");
        facility(name, "ownerSection", owner.section(), "bookers", List.of("section:" + owner.section()));
        try (var window = Window.of(booker)) {
            window.go("/calendar/rooms?day=" + MONDAY);
            window.field("名前・備品で探す").fill(name);
            shows(window.page.locator(".cal-terms"), "予約できる人が限られています");
            var gap = window.page.locator(".cal-gap").first();
            that(gap).hasAccessibleName(Pattern.compile("予約できる人が限られています"));
            gap.click(new Locator.ClickOptions().setForce(true));
            that(window.page).hasURL(Pattern.compile("/calendar/rooms"));
            window.go("/calendar/new?start=" + MONDAY + "T10:00");
            window.button("会議室・車・備品を選ぶ").click();
            window.page.locator(".k-dialog").getByRole(AriaRole.SEARCHBOX).fill(name);
            shows(window.page.locator(".k-dialog .cal-found"), "予約できる人が限られています");
            that(window.page.locator(".k-dialog .cal-found button")).hasCount(0);
        }
    }

    @Test
    void whoever_has_driven_a_car_enters_the_meter_and_its_owners_see_the_log_and_the_use() {
        var name = unique("軽自動車");
        var car = facility(name, "kind", "car", "ownerSection", owner.section());
        var day = Office.today().minusDays(1);
        var event = make(kairan.session(booker.id()), unique("現地調査"), day + "T09:00", day + "T11:00", car);
        try (var window = Window.of(booker)) {
            window.go("/calendar/events/" + event.get("id").asLong());
            shows(window.page.locator(".cal-answering"), "運行がまだ記録されていません");
            window.button("運行を記録する").click();
            window.field("行先").fill("東部清掃工場");
            window.field("出発時のメーター（km）").fill("12340");
            window.field("帰着時のメーター（km）").fill("12330");
            button(window, "保存").click();
            shows(window.page.locator(".k-field-error"), "帰着時は出発時以上の値にしてください");
            window.field("帰着時のメーター（km）").fill("12358");
            button(window, "保存").click();
            shows(toast(window), "運行を記録しました（18 km）");
            shows(window.page.locator(".cal-answering"), "行先 東部清掃工場、走行距離 18 km");
        }
        try (var window = Window.of(owner)) {
            window.go("/calendar/room-use?month=" + YearMonth.from(day));
            var row = window.page.locator(".k-table tbody tr").filter(new Locator.FilterOptions().setHasText(name));
            shows(row, "2時間");
            row.getByRole(AriaRole.LINK).click();
            shows(window.heading(name + "の運行日誌"));
            shows(window.page.locator(".k-table tbody tr"), "東部清掃工場");
            shows(window.page.locator(".k-table tbody tr"), booker.name());
            shows(window.page.getByText("この月の走行距離 18 km"));
        }
        try (var window = Window.of(booker)) {
            window.go("/calendar/rooms/" + car + "/trips");
            shows(window.page.getByText("この運行日誌は見られません"));
        }
    }

    @Test
    void free_times_are_looked_for_in_one_building_with_what_the_room_must_have() {
        var equipment = unique("電子黒板").replace(' ', '-');
        var building = unique("北館").replace(' ', '-');
        var name = unique("北の部屋");
        facility(name, "building", building, "capacity", 30, "equipment", List.of(equipment));
        var small = unique("北の小部屋");
        facility(small, "building", building, "capacity", 12);
        try (var window = Window.of(booker)) {
            window.go("/calendar/free-times");
            window.page
                    .locator(".k-checkbox", new Page.LocatorOptions().setHasText("会議室も探す"))
                    .click();
            choose(window, "庁舎", building);
            var find = window.page
                    .locator("form")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("空き時間を探す"));
            find.click();
            var rooms = window.page.locator(".cal-slot-rooms").first().getByRole(AriaRole.LINK);
            that(rooms).hasCount(2);
            // None larger than is needed comes first.
            shows(rooms.first(), small);
            choose(window, "会議室の備品", equipment);
            find.click();
            that(rooms).hasCount(1);
            shows(rooms.first(), name);
        }
    }

    private static void choose(Window window, String label, String option) {
        window.page
                .locator("form")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile(label)))
                .click();
        window.page
                .getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(option).setExact(true))
                .click();
    }
}
