package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;

/** On paper there is the matter alone. */
class PrintIT {

    private final Kairan kairan = Kairan.demo();

    private static void nothingAround(Window window) {
        for (var part :
                List.of("header.k-header", "nav.k-side", "nav.k-bottom", ".k-toasts", ".k-back", ".k-page-actions")) {
            that(window.page.locator(part).first()).isHidden();
        }
    }

    @Test
    void a_notice_and_its_readers_print_without_the_screen_around_them() {
        var author = kairan.somebody();
        var people = kairan.number(
                "select count(distinct person_id) from organization.assignment where section_id = ? and valid_from <= current_date and (valid_until is null or valid_until > current_date) and person_id <> ?",
                author.section(),
                author.id());
        var id = kairan.session(author.id())
                .publish("紙に出す掲示", "# 見出し\n\n本文です。", "section:" + author.section())
                .get("id")
                .asLong();
        try (var window = Window.of(author)) {
            window.go("/board/" + id);
            shows(window.page.locator(".board-article"));
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            nothingAround(window);
            shows(window.heading("紙に出す掲示"));
            shows(window.page.locator(".board-article"), "本文です。");
            that(window.page.locator(".board-readers-summary")).isHidden();

            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            window.go("/board/" + id + "/readers");
            shows(window.page.locator(".board-readers-list .k-table"));
            window.ask(
                    "() => { window.print = () => { window.printed = document.querySelectorAll('.board-printed tbody tr').length } }");
            window.button("印刷する").click();
            window.page.waitForFunction("() => window.printed !== undefined");
            assertEquals(people, ((Number) window.ask("window.printed")).longValue());
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            nothingAround(window);
            shows(window.page.locator(".board-overall-rate"));
            shows(window.page.locator(".board-printed"));
            shows(window.page.locator(".board-sections-table"));
            that(window.page.locator(".board-readers-people")).isHidden();
        }
    }
}
