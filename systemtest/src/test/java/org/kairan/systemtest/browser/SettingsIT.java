package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.TestFiles;

/** How one wants the screens follows one from machine to machine. */
class SettingsIT {

    private final Kairan kairan = Kairan.demo();

    private static void choose(Window window, String option) {
        window.page
                .getByRole(
                        AriaRole.RADIO,
                        new Page.GetByRoleOptions().setName(option).setExact(true))
                .first()
                .check(new Locator.CheckOptions().setForce(true));
    }

    @Test
    void what_is_chosen_holds_in_another_browser_at_once_and_at_the_next_sign_in() {
        var person = kairan.somebody();
        try (var first = Window.of(person);
                var second = Window.of(person)) {
            second.go("/");
            shows(second.heading("ホーム"));
            first.go("/settings");
            shows(first.heading("設定"));
            choose(first, "特大");
            choose(first, "コンパクト");
            choose(first, "ハイコントラスト");
            choose(first, "和暦（令和8年）");
            var html = second.page.locator("html");
            that(html).hasAttribute("data-theme", "contrast");
            that(html).hasAttribute("data-text-size", "larger");
            that(html).hasAttribute("data-density", "compact");
            shows(second.page.locator(".k-lead"), "令和");
            // Before the first answer of the server, from what the browser has kept.
            second.page.reload();
            assertEquals("contrast", second.ask("document.documentElement.dataset.theme"));
            assertEquals(List.of(), Axe.of(first.page).everything());
            first.go("/board");
            shows(first.page.locator(".board-row").first());
            assertEquals(List.of(), Axe.of(first.page).everything());
        }
        try (var third = Window.open()) {
            third.signIn(person);
            that(third.page.locator("html")).hasAttribute("data-theme", "contrast");
            third.page.locator(".k-person-button").click();
            third.page
                    .locator(".k-radio", new Page.LocatorOptions().setHasText("English"))
                    .click();
            shows(third.heading("Home"));
            third.page.keyboard().press("Escape");
        }
        try (var fourth = Window.of(person)) {
            fourth.go("/");
            shows(fourth.heading("Home"));
        }
    }

    private static boolean isKept(Response answer, String method) {
        return answer.url().endsWith("/api/organization/settings")
                && answer.request().method().equals(method);
    }

    @Test
    void what_is_chosen_before_the_kept_choices_have_come_stays() {
        try (var window = Window.of(kairan.somebody())) {
            window.go("/settings");
            shows(window.heading("設定"));
            window.page.waitForResponse(answer -> isKept(answer, "PUT"), () -> choose(window, "コンパクト"));
            var late = new ArrayDeque<Runnable>();
            var asked = new AtomicBoolean();
            window.page.route(Pattern.compile("/api/organization/settings$"), route -> {
                if (route.request().method().equals("GET") && !asked.getAndSet(true)) {
                    var old = route.fetch();
                    late.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(old)));
                } else {
                    route.fallback();
                }
            });
            window.page.reload();
            shows(window.heading("設定"));
            window.page.waitForResponse(answer -> isKept(answer, "PUT"), () -> choose(window, "ゆったり"));
            window.page.waitForCondition(() -> !late.isEmpty());
            // A later answer would put it right again, but what one sees has jumped.
            window.page.evaluate(
                    "window.seen = []; new MutationObserver(() => seen.push(document.documentElement.dataset.density))"
                            + ".observe(document.documentElement, { attributes: true })");
            window.page.waitForResponse(
                    answer -> isKept(answer, "GET"), () -> late.remove().run());
            window.page.waitForTimeout(500);
            that(window.page.locator("html")).hasAttribute("data-density", "roomy");
            assertEquals(false, window.ask("seen.includes('compact')"));
        }
    }

    @Test
    void everything_on_the_page_is_reached_and_changed_by_keyboard() {
        try (var window = Window.of(kairan.somebody())) {
            window.go("/settings");
            shows(window.heading("お知らせの受け取り方"));
            shows(window.heading("写真"));
            window.page.locator("main").focus();
            var stops = new StringBuilder();
            for (int i = 0; i < 25; i++) {
                window.page.keyboard().press("Tab");
                var stop = (String)
                        window.ask(
                                "(document.activeElement.closest('[role=radiogroup], .k-field, .k-checkbox-field')?.textContent ?? '')");
                stops.append(stop).append('\n');
                if (stop.startsWith("行の間隔")) {
                    window.page.keyboard().press("ArrowLeft");
                }
                if (stop.startsWith("自分あての掲示が公開されたとき")) {
                    window.page.keyboard().press("Enter");
                    window.page.keyboard().press("End");
                    window.page.keyboard().press("Enter");
                    break;
                }
            }
            that(window.page.locator("html")).hasAttribute("data-density", "roomy");
            shows(window.text("受け取り方を保存しました"));
            assertTrue(stops.toString().contains("1文字のキー操作を使う"), stops.toString());
            // No mail server is configured for the demo: the page says so and offers none.
            shows(window.page.locator(".notice-choices").getByText(Pattern.compile("メールの送信が設定されていない")));
            window.page.reload();
            that(window.page
                            .locator(".notice-choices .k-field")
                            .filter(new Locator.FilterOptions().setHasText("自分あての掲示が公開されたとき"))
                            .first()
                            .locator(".k-select-value"))
                    .containsText("受け取らない");
            assertEquals(List.of(), Axe.of(window.page).everything());
        }
    }

    @Test
    void a_photo_chosen_here_is_on_ones_page_for_colleagues_until_it_is_taken_away() {
        var person = kairan.somebody();
        try (var window = Window.of(person);
                var colleague = Window.of(kairan.somebody())) {
            window.go("/settings");
            var part = window.page
                    .locator("section.k-section")
                    .filter(new Locator.FilterOptions().setHas(window.heading("写真")));
            pick(window, part, "名簿.txt", "text/plain", new byte[] {65});
            shows(window.text("写真として表示できないファイルです。JPEG か PNG の画像を選んでください。"));
            pick(window, part, "顔.png", "image/png", TestFiles.png(900, 600));
            shows(window.text("写真を変えました"));
            shows(part.locator(".org-photo"));
            assertEquals(List.of(), Axe.of(window.page).everything());
            colleague.go("/people/" + person.id());
            var photo = colleague.page.locator(".org-photo");
            colleague.page.waitForCondition(() -> (Boolean) photo.evaluate(
                    "image => image.complete && image.naturalWidth > 0 && image.naturalWidth === image.naturalHeight"));
            assertEquals(List.of(), Axe.of(colleague.page).everything());
            window.button("写真を外す").click();
            shows(window.text("写真を外しました"));
            that(part.locator(".org-photo")).hasCount(0);
            colleague.page.reload();
            shows(colleague.heading(person.name()));
            that(photo).hasCount(0);
        }
    }

    private static void pick(Window window, Locator part, String name, String type, byte[] content) {
        window.page
                .waitForFileChooser(() -> part.getByRole(
                                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("選ぶ")))
                        .click())
                .setFiles(new FilePayload(name, type, content));
    }
}
