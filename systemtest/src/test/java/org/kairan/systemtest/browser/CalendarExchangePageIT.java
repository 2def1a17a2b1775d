package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Office;

/** Import with a preview, and secret addresses, as people use them. */
class CalendarExchangePageIT {

    private static final int MOST_STOPS = 80;

    private final Kairan kairan = Kairan.demo();
    private final String title = "取り込む予定 " + UUID.randomUUID().toString().substring(0, 8);

    private FilePayload file() {
        var day = Office.today().plusMonths(5).format(DateTimeFormatter.BASIC_ISO_DATE);
        var text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:" + UUID.randomUUID() + "\r\nDTSTART:" + day
                + "T000000Z\r\nDURATION:PT1H\r\nSUMMARY:" + title
                + "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nSUMMARY:毎秒\r\nDTSTART:"
                + day + "T000000Z\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        return new FilePayload("予定.ics", "text/calendar", text.getBytes(StandardCharsets.UTF_8));
    }

    /** What has the focus; a part of a field that no selector finds is marked. */
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

    @Test
    void a_file_is_looked_at_before_it_is_brought_in_and_stands_in_the_calendar_after() {
        try (var window = Window.of(kairan.somebody())) {
            window.go("/calendar");
            window.link("取り込み・書き出し").click();
            shows(window.heading("予定の取り込み・書き出し"));
            window.page
                    .waitForFileChooser(() -> window.button("ファイルを選ぶ").click())
                    .setFiles(file());
            window.button("取り込む内容を確かめる").click();
            shows(window.page.locator(".cal-import h3"), "取り込む前の確認");
            shows(window.page.locator(".cal-import"), "1日に何度もある繰り返しは使えません");
            that(window.page.locator(".cal-import tbody tr")).hasCount(2);
            assertEquals(0, kairan.number("select count(*) from calendar.event where title = ?", title));
            window.button("1件を取り込む").click();
            shows(window.page.locator(".cal-import h3"), "取り込みが終わりました");
            shows(window.page.locator(".cal-import-counts"), "新しく入った予定 1件");
            assertEquals(1, kairan.number("select count(*) from calendar.event where title = ?", title));
            window.go("/calendar?view=month&day=" + Office.today().plusMonths(5));
            shows(window.page.locator(".cal-month"), title);
        }
    }

    @Test
    void an_address_is_made_and_revoked_by_the_keyboard_alone() {
        var me = kairan.somebody();
        try (var window = Window.of(me)) {
            window.go("/calendar/exchange");
            shows(window.heading("予定の取り込み・書き出し"));
            tab(window, AriaRole.TEXTBOX, "^名前");
            window.page.keyboard().type("私用の電話");
            tab(window, AriaRole.BUTTON, "^アドレスを作る$");
            window.page.keyboard().press("Enter");
            var address = window.page.getByLabel("「私用の電話」のアドレス");
            that(address).hasValue(Pattern.compile("^https?://.*/api/calendar/feeds/[A-Za-z0-9_-]{43}\\.ics$"));
            var path = address.inputValue().replaceFirst("^https?://[^/]+", "");
            kairan.client().get(path).expect(200);
            window.go("/calendar/exchange");
            shows(window.page.locator("main"), "私用の電話");
            that(window.page.getByLabel("「私用の電話」のアドレス")).hasCount(0);
            tab(window, AriaRole.BUTTON, "^「私用の電話」を使えなくする$");
            window.page.keyboard().press("Enter");
            shows(window.role(AriaRole.ALERTDIALOG, "「私用の電話」を使えなくしますか"));
            tab(window, AriaRole.BUTTON, "^使えなくする$");
            window.page.keyboard().press("Enter");
            shows(window.page.locator(".k-toast").last(), "使えなくしました");
            kairan.client().get(path).expect(404);
        }
    }
}
