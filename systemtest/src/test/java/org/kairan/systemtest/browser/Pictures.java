package org.kairan.systemtest.browser;

import static org.kairan.systemtest.browser.Window.shows;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;

/** Takes the pictures that the README shows, from the demo city. No test: run by {@code ./kairan pictures}. */
@Tag("pictures")
class Pictures {

    private final Kairan kairan = Kairan.demo();
    private final Path folder = Path.of(System.getProperty("kairan.home", "..")).resolve("docs/pictures");

    @Test
    void home_a_bulletin_and_its_readers() {
        // Somebody who reads, and a notice to everyone that most have read.
        var clerk = kairan.number("select person_id from organization.account where login = '104541'");
        var bulletin = kairan.query(row -> new long[] {row.getLong(1), row.getLong(2)}, """
        select b.id, b.author_id from board.bulletin b join board.audience a on a.bulletin_id = b.id and a.group_key = 'everyone' join organization.assignment m on m.person_id = b.author_id and m.valid_until is null
        where b.withdrawn_at is null and b.importance = 'important' and b.published_at < now() - interval '3 days' and exists (select 1 from board.reading r where r.bulletin_id = b.id) and length(b.body) > 120 order by b.published_at desc limit 1""")
                .get(0);
        try (var window = Window.open().signedIn(clerk)) {
            window.go("/");
            shows(window.page.locator(".board-home li").first());
            take(window, "home");
        }
        try (var window = Window.open().signedIn(bulletin[1])) {
            window.go("/board/" + bulletin[0]);
            shows(window.page.locator(".board-readers-summary .k-meter"));
            take(window, "bulletin");
            window.go("/board/" + bulletin[0] + "/readers");
            shows(window.page.locator(".board-readers-list .k-table"));
            take(window, "readers");
        }
    }

    private void take(Window window, String name) {
        window.ask("document.fonts.ready.then(() => true)");
        window.page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    }
}
