package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.ClockedOffice;
import org.kairan.systemtest.ClockedOffice.Staff;

/** Presence as people see it beside names and on boards, in an office whose clock can be put forward; open pages follow by themselves. */
class PresencePageIT {

    private static final Staff OWNER = new Staff("42001", "髙橋　彩", "タカハシ アヤ", "総務部/庶務課", "主任");
    private static final Staff HEAD = new Staff("42002", "山﨑　健太", "ヤマザキ ケンタ", "総務部/庶務課", "課長");
    private static final Staff STRANGER = new Staff("42003", "濵田　桃子", "ハマダ モモコ", "市民部/窓口課", "主任");
    private static final int MOST_STOPS = 60;

    private static ClockedOffice office;

    @BeforeAll
    static void an_office_whose_clock_can_be_put_forward() throws IOException, InterruptedException {
        office = ClockedOffice.of(OWNER, HEAD, STRANGER);
    }

    @AfterAll
    static void end() {
        if (office != null) {
            office.close();
        }
    }

    @BeforeEach
    void nextDay() {
        office.untilNextBusinessDay(9, 0);
    }

    /** A window whose clock goes as the office's does now. */
    private static Window open(Staff person) {
        var window = Window.at(office.kairan(), office.as(person));
        window.context.addInitScript("""
                {
                  const By = %d, Real = Date
                  globalThis.Date = class extends Real {
                    constructor(...given) {
                      if (given.length === 0) super(Real.now() + By)
                      else super(...given)
                    }
                    static now() {
                      return Real.now() + By
                    }
                  }
                }
                """.formatted(office.ahead().toMillis()));
        return window;
    }

    private static void meeting(Staff of, LocalDateTime from, LocalDateTime until, Object... more) {
        var event = new HashMap<String, Object>(
                Map.of("title", "定例会", "start", from.toString(), "end", until.toString(), "place", "第2会議室"));
        for (var i = 0; i < more.length; i += 2) {
            event.put((String) more[i], more[i + 1]);
        }
        office.as(of)
                .post(
                        "/api/calendar/events",
                        event,
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201);
    }

    /** What stands below the name of the person whose page it is. */
    private static Locator mark(Window window) {
        return window.page.locator(".k-lead .presence-mark");
    }

    private static void says(Locator mark, String words) {
        that(mark).hasAttribute("aria-label", Pattern.compile(words));
        that(mark).hasRole(AriaRole.IMG);
        shows(mark.locator("svg"));
    }

    private static Locator row(Window window, Staff person) {
        return window.page
                .locator(".presence-board tbody tr")
                .filter(new Locator.FilterOptions().setHasText(person.name()));
    }

    /** A wide space within a name is read as any other. */
    private static String spoken(Staff person) {
        return person.name().replace('　', ' ');
    }

    private static Locator own(Window window) {
        return window.page.locator("header .presence-own");
    }

    private static Locator in(Locator place, AriaRole role, String name) {
        return place.getByRole(
                role, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator choice(Window window, String status) {
        return window.page
                .locator(".presence-panel")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(status));
    }

    @Test
    void a_meeting_begins_and_ends_and_others_open_pages_follow_and_who_waits_is_told() {
        var ten = office.today().atTime(10, 0);
        try (var onPage = open(STRANGER);
                var onWeek = open(HEAD);
                var onBoard = open(STRANGER)) {
            meeting(OWNER, ten, ten.plusMinutes(1));
            office.until(ten.minusSeconds(20));
            onPage.go("/people/" + office.id(OWNER));
            onWeek.go("/calendar/group");
            onBoard.go("/presence?team=person:" + office.id(OWNER));
            var inWeek = onWeek.page
                    .locator(".cal-group tbody tr")
                    .filter(new Locator.FilterOptions().setHasText(OWNER.name()))
                    .locator(".presence-mark");
            that(mark(onPage)).hasText("在席");
            says(inWeek, "^在席$");
            that(row(onBoard, OWNER)).containsText("在席");
            // Nobody touches a page from here on but the one who wants to be told.
            that(mark(onPage)).hasText("離席（会議） 第2会議室 10:01 戻り");
            says(inWeek, "^離席（会議） 第2会議室 10:01 戻り$");
            that(row(onBoard, OWNER)).containsText("10:01 戻り");
            in(row(onBoard, OWNER), AriaRole.BUTTON, OWNER.name() + "さんが戻ったら知らせる")
                    .click();
            shows(onBoard.page.locator(".presence-waitings"), OWNER.name());
            that(mark(onPage))
                    .hasText(
                            "在席",
                            new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                                    .setTimeout(90_000));
            says(inWeek, "^在席$");
            that(row(onBoard, OWNER)).not().containsText("離席");
            that(onBoard.page.locator(".presence-waitings")).hasCount(0);
            that(onPage.page.locator(".notice-bell-new")).isVisible();
            onPage.go("/notification");
            shows(onPage.page.getByText(OWNER.name() + "さんが戻りました").first());
        }
    }

    @Test
    void a_private_appointment_shows_only_until_when_and_one_that_is_made_now_shows_at_once() {
        var nine = office.today().atTime(9, 0);
        try (var stranger = open(STRANGER);
                var herself = open(OWNER)) {
            stranger.go("/people/" + office.id(OWNER));
            herself.go("/people/" + office.id(OWNER));
            that(mark(stranger)).hasText("在席");
            that(mark(herself)).hasText("在席");
            meeting(OWNER, nine, nine.plusHours(2), "visibility", "private", "kind", "out");
            that(mark(stranger)).hasText("離席 11:00 戻り");
            that(mark(herself)).hasText("外出 第2会議室 11:00 戻り");
        }
    }

    @Test
    void ones_own_presence_is_said_in_two_presses_and_taken_back() {
        try (var herself = open(OWNER);
                var stranger = open(STRANGER)) {
            stranger.go("/people/" + office.id(OWNER));
            that(mark(stranger)).hasText("在席");
            herself.go("/");
            that(own(herself)).hasAccessibleName("自分の在席: 在席");
            herself.page.keyboard().press("p");
            focused(herself, AriaRole.BUTTON, "在席$");
            herself.page.keyboard().press("3");
            that(own(herself)).hasAccessibleName(Pattern.compile("^自分の在席: 外出 戻り時刻未定$"));
            that(mark(stranger)).hasText("外出 戻り時刻未定");
            that(herself.page.locator(".presence-panel")).hasCount(0);

            // The same without a shortcut, from the header on.
            herself.page.keyboard().press("F6");
            tab(herself, AriaRole.BUTTON, "^自分の在席");
            herself.page.keyboard().press("Enter");
            focused(herself, AriaRole.BUTTON, "在席$");
            herself.page.keyboard().press("ArrowDown");
            focused(herself, AriaRole.BUTTON, "離席$");
            herself.page.keyboard().press("ArrowUp");
            herself.page.keyboard().press("Enter");
            that(own(herself)).hasAccessibleName("自分の在席: 在席");
            focused(herself, AriaRole.BUTTON, "^自分の在席");
            that(mark(stranger)).hasText("在席");

            herself.page.keyboard().press("p");
            herself.page.keyboard().press("Escape");
            that(herself.page.locator(".presence-panel")).hasCount(0);
            herself.page.keyboard().press("p");
            herself.page.keyboard().press("6");
            that(mark(stranger)).hasText("休暇");
            herself.button("元に戻す").last().click();
            that(mark(stranger)).hasText("在席");
        }
    }

    private static void focused(Window window, AriaRole role, String name) {
        var focus = window.page.locator(":focus");
        that(focus).hasRole(role);
        that(focus).hasAccessibleName(Pattern.compile(name));
    }

    private static void tab(Window window, AriaRole role, String name) {
        var wanted = window.page.getByRole(role, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
        for (var i = 0; i < MOST_STOPS; i++) {
            if (wanted.and(window.page.locator(":focus")).count() > 0) {
                return;
            }
            window.page.keyboard().press("Tab");
        }
        throw new AssertionError("Tab does not lead to " + role + " " + name);
    }

    @Test
    void the_section_says_for_a_colleague_where_they_are_by_the_keyboard_alone() {
        try (var head = open(HEAD);
                var stranger = open(STRANGER)) {
            head.go("/presence");
            stranger.go("/presence?team=person:" + office.id(OWNER));
            shows(row(stranger, OWNER));
            that(row(stranger, OWNER)
                            .getByRole(
                                    AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("行先を入力"))))
                    .hasCount(0);
            shows(row(head, OWNER));
            tab(head, AriaRole.BUTTON, "^" + spoken(OWNER) + "さんの行先を入力$");
            head.page.keyboard().press("Enter");
            shows(head.page.locator(".k-dialog"));
            tab(head, AriaRole.RADIO, "^外出$");
            tab(head, AriaRole.TEXTBOX, "^行先$");
            head.page.keyboard().insertText("県庁");
            head.page.keyboard().press("Tab");
            // The field for a time is made of parts: hours, then minutes.
            head.page.keyboard().type("1530");
            tab(head, AriaRole.TEXTBOX, "^メモ");
            head.page.keyboard().insertText("電話可");
            head.page.keyboard().press("Enter");
            that(head.page.locator(".k-dialog")).hasCount(0);
            for (var window : List.of(head, stranger)) {
                shows(row(window, OWNER), "外出");
                shows(row(window, OWNER), "県庁 電話可");
                shows(row(window, OWNER), "15:30 戻り");
                shows(row(window, OWNER), "15:30 から");
                shows(row(window, OWNER), HEAD.name() + "さんが入力");
            }
            tab(head, AriaRole.BUTTON, "^" + spoken(OWNER) + "さんの行先を入力$");
            head.page.keyboard().press("Enter");
            in(head.page.locator(".k-dialog"), AriaRole.BUTTON, "入力を取り消す").click();
            shows(row(stranger, OWNER), "在席");
        }
    }

    @Test
    void the_managers_board_has_the_heads_with_their_next_free_time_and_prints() {
        var nine = office.today().atTime(9, 0);
        meeting(HEAD, nine, nine.plusHours(2).plusMinutes(30));
        try (var window = open(STRANGER)) {
            window.go("/presence");
            window.link("幹部在庁").click();
            shows(window.heading("幹部在庁"));
            shows(row(window, HEAD), "11:30 から");
            shows(row(window, HEAD), "11:30 戻り");
            that(row(window, OWNER)).hasCount(0);
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            shows(row(window, HEAD), "第2会議室");
            that(window.page.locator("header.k-header")).isHidden();
            that(window.page.locator(".presence-nav")).isHidden();
            that(window.page.locator(".presence-acts").first()).isHidden();
            shows(window.page.locator(".presence-printed"));
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            window.button("表示する役職を選ぶ").click();
            var dialog = window.page.locator(".k-dialog");
            dialog.getByText("課長", new Locator.GetByTextOptions().setExact(true))
                    .click();
            dialog.getByText("主任", new Locator.GetByTextOptions().setExact(true))
                    .click();
            in(dialog, AriaRole.BUTTON, "表示する").click();
            shows(row(window, OWNER));
            that(row(window, HEAD)).hasCount(0);
        }
    }

    @Test
    void on_a_telephone_nothing_stands_out_at_the_side_and_the_panel_works() {
        try (var window = open(OWNER)) {
            window.page.setViewportSize(390, 844);
            window.go("/presence");
            shows(row(window, OWNER));
            assertTrue(
                    ((Number) window.ask("() => document.documentElement.scrollWidth")).intValue() <= 390,
                    "wider than the screen");
            own(window).click();
            choice(window, "離席").click();
            shows(row(window, OWNER), "離席");
            own(window).click();
            window.button("行先・戻り時刻を入れる").click();
            window.field("行先").fill("市民会館");
            in(window.page.locator(".k-dialog"), AriaRole.BUTTON, "入力する").click();
            shows(row(window, OWNER), "市民会館");
        }
        office.as(OWNER)
                .delete("/api/presence/people/" + office.id(OWNER) + "/override")
                .expect(200);
    }

    /** However many names a page shows, their marks are one question. */
    @Test
    void the_marks_of_a_page_are_asked_for_together() {
        try (var window = open(STRANGER)) {
            var asked = new java.util.concurrent.atomic.AtomicInteger();
            window.page.onRequest(request -> {
                if (request.url().contains("/api/presence/people?")) {
                    asked.incrementAndGet();
                }
            });
            window.go("/people");
            that(window.page.locator(".org-person-name .presence-mark")).hasCount(3);
            // One's own in the header may have been asked for before the list was there.
            assertTrue(asked.get() < 4, asked + " questions for four people");
            assertEquals(1, window.page.locator("header .presence-own").count());
        }
    }
}
