package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.CalendarPageIT.dialog;
import static org.kairan.systemtest.browser.CalendarPageIT.fits;
import static org.kairan.systemtest.browser.CalendarPageIT.in;
import static org.kairan.systemtest.browser.CalendarPageIT.on;
import static org.kairan.systemtest.browser.CalendarPageIT.tab;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Kairan.Person;
import org.kairan.systemtest.Office;

/** 仮予定 as people use it: a secretary who holds times for three sections, those who answer, and the room in chat in which a date is looked for. */
class ProposalPageIT {

    /** A Monday on which nothing happens but what the tests do. */
    private static final LocalDate MONDAY =
            Office.today().plusMonths(6).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private final Kairan kairan = Kairan.demo();

    private static String unique(String what) {
        return what + " " + UUID.randomUUID().toString().substring(0, 8);
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

    /** Somebody of a section of which none of these is. */
    private Person elsewhere(Person... others) {
        var found = kairan.somebodyNotIn(others[0].section());
        while (Arrays.stream(others).map(Person::section).toList().contains(found.section())) {
            found = kairan.somebodyNotIn(others[0].section());
        }
        return found;
    }

    private JsonNode propose(Person by, String title, Person... people) {
        return kairan.session(by.id())
                .post(
                        "/api/calendar/proposals",
                        Map.of(
                                "title",
                                title,
                                "slots",
                                List.of(
                                        Map.of("start", MONDAY + "T09:00", "end", MONDAY + "T10:00"),
                                        Map.of(
                                                "start",
                                                MONDAY.plusDays(1) + "T13:00",
                                                "end",
                                                MONDAY.plusDays(1) + "T14:00")),
                                "attendees",
                                Arrays.stream(people)
                                        .map(person -> Map.of("person", person.id()))
                                        .toList()),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json();
    }

    private static Locator slot(Window window, String times) {
        return window.page.locator(".cal-proposed li").filter(new Locator.FilterOptions().setHasText(times));
    }

    private static void answer(Window window, String times, String word) {
        var button = slot(window, times)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(word).setExact(true));
        button.click();
        that(button).hasAttribute("aria-pressed", "true");
    }

    private static Locator count(Window window, String times) {
        return slot(window, times).locator(".cal-counts");
    }

    private long rooms(String title) {
        return kairan.number(
                "select count(*) from calendar.booking b join calendar.event e on e.id = b.event_id where e.title = ?",
                title);
    }

    private long calendars(String title) {
        return kairan.number(
                "select count(*) from calendar.occurrence o join calendar.event e on e.id = o.event_id where e.title = ?",
                title);
    }

    @Test
    void a_secretary_arranges_a_meeting_of_three_sections_with_a_room_and_confirms_what_suits_most() {
        var secretary = kairan.somebody();
        var first = elsewhere(secretary);
        var second = elsewhere(secretary, first);
        var third = elsewhere(secretary, first, second);
        var title = unique("三課の調整会議");
        var day = businessDay();
        try (var window = Window.of(secretary);
                var one = Window.of(first);
                var two = Window.of(second)) {
            // Free times of all of them and a room; three of those that are found are held.
            window.go("/calendar/free-times");
            for (var person : List.of(first, second, third)) {
                window.field("参加する人").fill(person.login());
                window.button(person.name() + "を加える").click();
                shows(window.page.locator(".cal-chosen"), person.name());
            }
            window.field("この日から").fill(day.toString());
            window.field("この日まで").fill(day.toString());
            window.page
                    .locator(".k-checkbox", new Page.LocatorOptions().setHasText("会議室も探す"))
                    .click();
            window.page
                    .locator("form")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("空き時間を探す"))
                    .click();
            var slots = window.page.locator(".cal-slot-list > li");
            for (var times : List.of("9:00–10:00", "10:30–11:30", "14:00–15:00")) {
                slots.filter(new Locator.FilterOptions().setHasText(" " + times))
                        .locator(".k-checkbox")
                        .click();
            }
            window.button("3件を仮予定として押さえる").click();

            shows(window.heading("日程調整を作る"));
            that(window.page.locator(".cal-slot-fields")).hasCount(3);
            window.field("件名").fill(title);
            window.button("候補を押さえて回答を依頼する").click();
            shows(window.heading(title));
            var path = Pattern.compile("^https?://[^/]+")
                    .matcher(window.page.url())
                    .replaceFirst("");
            assertTrue(path.matches("/calendar/proposals/\\d+"), path);
            assertEquals(3, rooms(title), "each time holds a room");
            assertEquals(12, calendars(title), "four people, three times");

            // Those who are asked are told, see what is held, and answer in their own windows.
            one.go("/notification");
            shows(one.page.locator("main"), title);
            one.go("/calendar?view=day&day=" + day);
            that(one.page.locator(".cal-sheet .cal-held").filter(new Locator.FilterOptions().setHasText(title)))
                    .hasCount(3);
            one.page
                    .locator(".cal-sheet .cal-held")
                    .filter(new Locator.FilterOptions().setHasText(title))
                    .first()
                    .click();
            shows(one.role(AriaRole.DIALOG, title), "まだ決まっていない予定です");
            in(one, ".k-dialog", AriaRole.LINK, "日程調整を開く").click();
            shows(one.heading(title));
            answer(one, "9:00–10:00", "参加できない");
            answer(one, "10:30–11:30", "未定");
            answer(one, "14:00–15:00", "参加できる");
            two.go("/calendar/proposals");
            var waiting = two.page.locator(".cal-proposals li").filter(new Locator.FilterOptions().setHasText(title));
            shows(waiting, "回答してください");
            in(two, ".cal-proposals", AriaRole.LINK, title).click();
            two.button("未回答をすべて○にする").click();
            shows(two.page.locator(".k-toast"), "回答しました");

            // The secretary sees it come in, without asking, and decides.
            shows(slot(window, "14:00–15:00"), "いちばん集まれます");
            that(count(window, "14:00–15:00")).containsText(Pattern.compile("参加できる\\s*2"));
            that(count(window, "9:00–10:00")).containsText("参加できない人がいます");
            shows(window.page.locator(".cal-matrix"), third.name());
            in(window, ".cal-proposed", AriaRole.BUTTON, "14:00–15:00 に決める$").click();
            shows(window.role(AriaRole.ALERTDIALOG, "この日時に決めますか"), "ほかの候補 2件");
            dialog(window, "この日時に決める").click();
            shows(window.page.locator(".cal-notice"), "日時を決めました");
            shows(slot(window, "14:00–15:00"), "決定");
            assertEquals(1, rooms(title), "the rooms of the others are free");
            assertEquals(4, calendars(title));

            // And so do all others, in the windows in which they are.
            shows(one.page.locator(".cal-notice"), secretary.name() + " が日時を決めました");
            one.go("/calendar?view=day&day=" + day);
            var marks = one.page.locator(".cal-sheet .cal-mark").filter(new Locator.FilterOptions().setHasText(title));
            that(marks).hasCount(1);
            that(marks.first()).not().hasClass(Pattern.compile("cal-held"));
        }
    }

    @Test
    void times_are_proposed_answered_and_confirmed_by_the_keyboard_alone() {
        var proposer = kairan.somebody();
        var guest = kairan.somebodyNotIn(proposer.section());
        var title = unique("鍵盤の日程調整");
        try (var window = Window.of(proposer);
                var other = Window.of(guest)) {
            window.go("/calendar/proposals");
            shows(window.link("日程調整を作る"));
            tab(window, AriaRole.LINK, "^日程調整を作る$");
            window.page.keyboard().press("Enter");
            on(window, AriaRole.TEXTBOX, "^件名");
            window.page.keyboard().type(title);
            tab(window, AriaRole.BUTTON, "^候補を追加する$");
            window.page.keyboard().press("Enter");
            that(window.page.locator(".cal-slot-fields")).hasCount(3);
            tab(window, AriaRole.SEARCHBOX, "^参加者");
            window.page.keyboard().type(guest.login());
            shows(window.button(guest.name() + "を加える"));
            tab(window, AriaRole.BUTTON, "^" + guest.name().replace('\u3000', '.') + "を加える$");
            window.page.keyboard().press("Enter");
            shows(window.page.locator(".cal-chosen"), guest.name());
            tab(window, AriaRole.BUTTON, "^候補を押さえて回答を依頼する$");
            window.page.keyboard().press("Enter");
            on(window, AriaRole.HEADING, "^" + title + "$");

            other.go("/calendar/proposals");
            shows(other.link(title));
            tab(other, AriaRole.LINK, "^" + title + "$");
            other.page.keyboard().press("Enter");
            on(other, AriaRole.HEADING, "^" + title + "$");
            tab(other, AriaRole.BUTTON, "^参加できる$");
            other.page.keyboard().press("Enter");
            that(other.page.locator(".cal-proposed li").first().locator("button[aria-pressed=true]"))
                    .hasText("参加できる");
            // What has been pressed keeps the focus, and the next answer is one stop away.
            on(other, AriaRole.BUTTON, "^参加できる$");

            shows(window.page.locator(".cal-proposed li").first(), "全員が参加できます");
            tab(window, AriaRole.BUTTON, " に決める$");
            window.page.keyboard().press("Enter");
            on(window, AriaRole.BUTTON, "^やめる$");
            tab(window, AriaRole.BUTTON, "^この日時に決める$");
            window.page.keyboard().press("Enter");
            shows(window.page.locator(".cal-notice"), "日時を決めました");
            tab(window, AriaRole.LINK, "^決まった予定を開く$");
            window.page.keyboard().press("Enter");
            on(window, AriaRole.HEADING, "^" + title + "$");
        }
        assertEquals(
                1, kairan.number("select count(*) from calendar.event where title = ? and deleted_at is null", title));
    }

    @Test
    void an_events_form_goes_on_as_a_proposal_and_a_proposal_is_changed_and_called_off() {
        var me = kairan.somebody();
        var guest = kairan.somebodyNotIn(me.section());
        var title = unique("予定から始めた調整");
        try (var window = Window.of(me)) {
            window.go("/calendar/new?start=" + MONDAY + "T15:00");
            window.field("件名").fill(title);
            window.field("参加者").fill(guest.login());
            window.button(guest.name() + "を加える").click();
            window.button("ほかの候補日も押さえる（仮予定）").click();
            shows(window.heading("日程調整を作る"));
            that(window.field("件名")).hasValue(title);
            shows(window.page.locator(".cal-chosen"), guest.name());
            var second = window.page.locator(".cal-slot-fields").nth(1);
            that(second.getByLabel(Pattern.compile("^日")))
                    .hasValue(MONDAY.plusDays(1).toString());
            // What was begun survives a reload.
            window.page.waitForTimeout(600);
            window.page.reload();
            that(window.field("件名")).hasValue(title);
            second.getByLabel(Pattern.compile("^終了時刻")).fill("14:00");
            window.button("候補を押さえて回答を依頼する").click();
            shows(second, "終了は開始より後にしてください");
            second.getByLabel(Pattern.compile("^終了時刻")).fill("16:30");
            window.button("候補を押さえて回答を依頼する").click();
            shows(window.heading(title));

            window.link("変更する").click();
            shows(window.heading("日程調整を変更する"));
            window.button("候補を追加する").click();
            window.button("保存").click();
            that(window.page.locator(".cal-proposed li")).hasCount(3);
            assertEquals(6, calendars(title));

            window.button("取りやめる").click();
            dialog(window, "取りやめる").click();
            shows(window.page.locator(".cal-notice"), "取りやめました");
            assertEquals(0, calendars(title));
        }
    }

    @Test
    void who_confirms_too_late_is_told_who_was_faster() {
        var me = kairan.somebody();
        var title = unique("二人で決める調整");
        var made = propose(me, title, kairan.somebody());
        var path = "/calendar/proposals/" + made.get("id").asLong();
        try (var window = Window.of(me)) {
            window.go(path);
            in(window, ".cal-proposed", AriaRole.BUTTON, "9:00–10:00 に決める$").click();
            shows(window.role(AriaRole.ALERTDIALOG, "この日時に決めますか"));
            // The other one, at the same time, on another machine.
            kairan.session(me.id())
                    .post(
                            "/api" + path + "/confirmation",
                            Map.of("slot", made.at("/slots/1/id").asLong()))
                    .expect(200);
            dialog(window, "この日時に決める").click();
            shows(window.page.locator(".k-toast"), "すでに " + me.name() + " が日時を決めました");
            shows(window.page.locator(".cal-notice"), "日時を決めました");
        }
    }

    @Test
    void in_chat_a_room_looks_for_a_date_by_a_card_and_a_message_becomes_an_event() {
        var me = kairan.somebody();
        var guest = kairan.somebodyNotIn(me.section());
        var name = unique("日程を決める部屋");
        var room = ChatPage.group(me, name, guest);
        var title = unique("部屋の打合せ");
        try (var window = ChatPage.enter(Window.of(me), room);
                var other = ChatPage.enter(Window.of(guest), room)) {
            window.button("ほかの画面で作る").click();
            window.page
                    .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("日程調整を作る"))
                    .click();
            shows(window.heading("日程調整を作る"));
            shows(window.page.locator(".cal-chosen"), guest.name());
            that(window.page.locator(".cal-chosen")).not().containsText(me.name());
            window.field("件名").fill(title);
            window.button("候補を押さえて回答を依頼する").click();

            // Back in the room the address waits to be sent.
            that(window.page).hasURL(Pattern.compile("/chat/" + room + "$"));
            that(ChatPage.field(window)).hasValue(Pattern.compile("/calendar/proposals/\\d+$"));
            ChatPage.field(window).press("Enter");
            var card = other.page.locator(".chat-card").filter(new Locator.FilterOptions().setHasText(title));
            shows(card, "○0 △0 ×0");
            card.click();
            shows(other.heading(title));
            other.page
                    .locator(".cal-proposed li")
                    .first()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("参加できる").setExact(true))
                    .click();
            shows(other.page.locator(".k-toast"), "回答しました");
            // The counts follow, without a reload.
            shows(window.page.locator(".chat-card").filter(new Locator.FilterOptions().setHasText(title)), "○1 △0 ×0");

            // What somebody has said becomes an event, and leads back.
            ChatPage.say(kairan.session(guest.id()), room, "予算の説明をお願いします");
            ChatPage.in(ChatPage.barOf(window, "予算の説明をお願いします"), AriaRole.BUTTON, "その他の操作")
                    .click();
            window.page
                    .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("この発言から予定を作る"))
                    .click();
            that(window.field("件名")).hasValue("予算の説明をお願いします");
            that(window.field("メモ")).hasValue(Pattern.compile("/chat/" + room + "\\?m=\\d+$"));
            window.button("保存").click();
            that(ChatPage.field(window)).hasValue(Pattern.compile("/calendar/events/\\d+$"));
        }
    }

    @Test
    void on_a_telephone_and_on_paper_the_answers_stay_readable() {
        var me = kairan.somebody();
        var guest = kairan.somebodyNotIn(me.section());
        var title = unique("電話で答える調整");
        var made = propose(me, title, guest);
        var path = "/calendar/proposals/" + made.get("id").asLong();
        try (var phone = ChatPage.phoneOf(guest)) {
            phone.go(path);
            shows(phone.page.locator(".cal-proposed li").first());
            fits(phone);
            answer(phone, "9:00–10:00", "参加できる");
            phone.go("/calendar/proposals");
            fits(phone);
            phone.go("/calendar/proposals/new");
            shows(phone.page.locator(".cal-slot-fields").first());
            fits(phone);
        }
        try (var window = Window.of(me)) {
            window.go(path);
            shows(window.page.locator(".cal-matrix"), guest.name());
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            that(window.page.locator(".cal-proposed-acts").first()).isHidden();
            shows(window.page.locator(".cal-matrix"), "未回答");
            shows(window.page.locator(".cal-proposed li").first().locator(".cal-held-sign"), "仮");
        }
    }
}
