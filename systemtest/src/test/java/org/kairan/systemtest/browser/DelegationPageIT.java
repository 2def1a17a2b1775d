package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Kairan.Person;
import org.kairan.systemtest.Office;

/** Delegates, working hours, reminders and files of events as people use them. */
class DelegationPageIT {

    private static final LocalDate MONDAY =
            Office.today().plusMonths(4).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    private static final int MOST_STOPS = 120;

    private final Kairan kairan = Kairan.demo();
    private final Person head = kairan.somebody();
    private final Person secretary = kairan.somebodyNotIn(head.section());

    /** Tab until the focus is there; whatever has it on the way has a name. */
    private static void tab(Window window, AriaRole role, String name) {
        var wanted = window.page.getByRole(role, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
        for (int i = 0; i < MOST_STOPS; i++) {
            window.page.keyboard().press("Tab");
            window.ask(
                    "() => { document.querySelectorAll('[data-stop]').forEach(one => one.removeAttribute('data-stop')); document.activeElement.setAttribute('data-stop', '') }");
            var focused = window.page.locator("[data-stop]");
            that(focused).hasAccessibleName(Pattern.compile("\\S"));
            if (wanted.and(focused).count() > 0) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to " + role + " " + name);
    }

    private static String spaced(String name) {
        return name.replace('\u3000', '.');
    }

    private void named() {
        kairan.session(head.id())
                .post("/api/organization/delegations", Map.of("delegate", "person:" + secretary.id()))
                .expect(201);
    }

    private static void choose(Window window, String label, String option) {
        window.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(label)))
                .click();
        window.page
                .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(Pattern.compile(option)))
                .click();
    }

    @Test
    void a_delegate_is_named_and_taken_back_by_the_keyboard_alone() {
        try (var window = Window.of(head)) {
            window.go("/settings");
            shows(window.heading("代理"));
            tab(window, AriaRole.SEARCHBOX, "^代理になる人");
            window.page.keyboard().type(secretary.login());
            shows(window.button(secretary.name() + "を選ぶ"));
            tab(window, AriaRole.BUTTON, "^" + spaced(secretary.name()) + "を選ぶ$");
            window.page.keyboard().press("Enter");
            shows(window.page.getByText(Pattern.compile("選んだ人: " + spaced(secretary.name()))));
            tab(window, AriaRole.BUTTON, "^代理に指定する$");
            window.page.keyboard().press("Enter");
            shows(window.page.locator(".org-delegates"), secretary.name());
            window.go("/settings");
            shows(window.page.locator(".org-delegates"), secretary.name());
            tab(window, AriaRole.BUTTON, "^" + spaced(secretary.name()) + "を代理から外す$");
            window.page.keyboard().press("Enter");
            shows(window.text("代理はまだいません"));
        }
        assertEquals(0, kairan.number("select count(*) from organization.delegation where person_id = ?", head.id()));
    }

    @Test
    void a_secretary_opens_the_calendar_of_whom_they_act_for_and_enters_what_their_history_tells() {
        named();
        var title = "来客 " + UUID.randomUUID().toString().substring(0, 8);
        kairan.session(head.id())
                .post(
                        "/api/calendar/events",
                        Map.of(
                                "title",
                                title + "の下見",
                                "visibility",
                                "busy",
                                "start",
                                MONDAY + "T09:00",
                                "end",
                                MONDAY + "T10:00"))
                .expect(201);
        try (var window = Window.of(secretary)) {
            window.go("/calendar?view=list&day=" + MONDAY);
            choose(window, "誰の予定表", spaced(head.name()) + "さんの予定表");
            shows(window.heading(head.name() + "さんの予定表（代理）"));
            shows(window.page.locator(".cal-list .cal-mark"), title + "の下見");
            window.link("予定を入れる").click();
            that(window.page.getByRole(
                            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("予定表.*代理|代理.*予定表"))))
                    .isVisible();
            that(window.page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^非公開"))))
                    .hasCount(0);
            window.field("件名").fill(title);
            window.button("保存").click();
            that(window.page).hasURL(Pattern.compile("of=person(:|%3A)" + head.id()));
            window.page
                    .locator(".cal-mark")
                    .filter(new Locator.FilterOptions().setHasText(Pattern.compile(title + "(?!の下見)")))
                    .first()
                    .click();
            var dialog = window.role(AriaRole.DIALOG, title);
            shows(dialog, head.name() + "さんの予定です");
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("変更の履歴"))
                    .click();
            shows(dialog.locator(".cal-history ol"), secretary.name());
            shows(dialog.locator(".cal-history ol"), head.name() + "さんの代理");
        }
        try (var window = Window.of(head)) {
            window.go("/notification");
            shows(window.page.locator(".notice-rows"), secretary.name() + "さんが、あなたの代理で予定「" + title + "」を入れました");
        }
    }

    @Test
    void a_delegate_answers_for_whom_they_act() {
        named();
        var event = kairan.session(kairan.somebody().id())
                .post(
                        "/api/calendar/events",
                        Map.of(
                                "title",
                                "三課の会議",
                                "visibility",
                                "busy",
                                "start",
                                MONDAY + "T09:00",
                                "end",
                                MONDAY + "T10:00",
                                "attendees",
                                List.of(Map.of("person", head.id()))))
                .expect(201)
                .json();
        try (var window = Window.of(secretary)) {
            window.go("/calendar/events/" + event.get("id").asLong());
            var group = window.page.getByRole(
                    AriaRole.GROUP,
                    new Page.GetByRoleOptions().setName(Pattern.compile(spaced(head.name()) + "さんの出欠")));
            group.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("参加"))
                    .first()
                    .click();
            shows(window.page.locator(".k-toast").last(), "参加");
        }
        assertEquals(
                "accepted",
                kairan.query(
                                row -> row.getString(1),
                                "select answer from calendar.attendee where event_id = ?",
                                event.get("id").asLong())
                        .get(0));
    }

    @Test
    void working_hours_are_set_shown_in_the_week_and_where_a_new_event_begins() {
        try (var window = Window.of(head)) {
            window.go("/settings");
            window.page.getByText("曜日ごとに決める（部分休業、会計年度任用職員など）").click();
            for (var day : List.of("火曜", "木曜", "金曜")) {
                window.page.getByText(day + "に働く").click();
            }
            window.field("月曜の始まり").fill("13:00");
            window.field("月曜の終わり").fill("16:00");
            window.button("勤務時間を保存する").click();
            shows(window.page.locator(".k-toast").last(), "勤務時間を保存しました");
            window.go("/calendar?view=week&day=" + MONDAY);
            shows(window.page.locator(".cal-day").nth(0), "勤務 13:00–16:00");
            shows(window.page.locator(".cal-day").nth(1), "勤務なし");
            assertTrue(
                    window.page
                                    .locator(".cal-day")
                                    .nth(0)
                                    .locator(".cal-slot[data-off]")
                                    .count()
                            > window.page
                                    .locator(".cal-day")
                                    .nth(2)
                                    .locator(".cal-slot[data-off]")
                                    .count(),
                    "more of Monday than of Wednesday is shaded");
            window.go("/calendar/new");
            that(window.field("件名")).isVisible();
            var start = window.field("開始時刻").inputValue();
            var day = LocalDate.parse(window.field("開始日").inputValue()).getDayOfWeek();
            assertTrue(day == DayOfWeek.MONDAY || day == DayOfWeek.WEDNESDAY, day.toString());
            assertTrue(
                    !LocalTime.parse(start)
                                    .isBefore(day == DayOfWeek.MONDAY ? LocalTime.of(13, 0) : LocalTime.of(8, 30))
                            && LocalTime.parse(start).isBefore(LocalTime.of(17, 15)),
                    day + " " + start);
        }
    }

    @Test
    void a_file_and_reminders_are_added_on_the_page_of_an_event(@TempDir Path folder) throws Exception {
        var event = kairan.session(head.id())
                .post(
                        "/api/calendar/events",
                        Map.of("title", "説明会", "start", MONDAY + "T09:00", "end", MONDAY + "T10:00"))
                .expect(201)
                .json()
                .get("id")
                .asLong();
        var paper = Files.writeString(folder.resolve("次第.txt"), "一、開会");
        try (var window = Window.of(head)) {
            window.go("/calendar/events/" + event);
            shows(window.heading("ファイル"));
            window.page.locator("input[type=file]").setInputFiles(paper);
            shows(window.page.locator(".cal-files li"), "次第.txt");
            window.button("お知らせを変える").click();
            window.page.locator(".cal-reminders").getByText("10分前").last().click();
            shows(window.page.locator(".cal-reminders p"), "10分前");
            window.go("/calendar/events/" + event);
            shows(window.page.locator(".cal-files li"), "次第.txt");
            shows(window.page.locator(".cal-reminders p"), "10分前");
            window.button("次第.txtを外す").click();
            that(window.page.locator(".cal-files li")).hasCount(0);
            window.go("/settings");
            shows(window.heading("予定の前のお知らせ"));
            window.page.locator(".cal-reminders").getByText("1時間前").click();
            shows(window.page.locator(".k-toast").last(), "お知らせの設定を保存しました");
        }
        assertEquals(
                60, kairan.number("select minutes[1] from calendar.usual_reminder where person_id = ?", head.id()));
    }

    @Test
    void who_opens_an_event_has_no_notice_of_it_left() {
        var event = kairan.session(secretary.id())
                .post(
                        "/api/calendar/events",
                        Map.of(
                                "title",
                                "確認",
                                "start",
                                MONDAY + "T09:00",
                                "end",
                                MONDAY + "T10:00",
                                "attendees",
                                List.of(Map.of("person", head.id()))))
                .expect(201)
                .json()
                .get("id")
                .asLong();
        try (var window = Window.of(head)) {
            window.go("/calendar/events/" + event);
            shows(window.page.locator(".cal-facts"));
            org.kairan.systemtest.Wait.until(
                    java.time.Duration.ofSeconds(10),
                    "the notice to be read",
                    () -> kairan.number(
                                    "select count(*) from notification.reading r join notification.activity a on a.id = r.activity_id where a.subject_id = ? and a.subject_kind = 'event' and r.person_id = ?",
                                    event,
                                    head.id())
                            == 1);
        }
    }
}
