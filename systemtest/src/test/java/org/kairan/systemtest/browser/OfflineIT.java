package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;

/** The network goes away and comes back. */
class OfflineIT {

    private static final String LOST = "ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION|WebSocket";

    private final Kairan kairan = Kairan.demo();
    private final List<WebSocketRoute> lines = new ArrayList<>();
    private boolean cut;

    /** The browser's own switch leaves an open WebSocket alive, which no pulled cable does: the line goes with it. */
    private Window cuttable(Window window) {
        window.page.routeWebSocket(Pattern.compile("/api/live"), line -> {
            if (cut) {
                line.close();
            } else {
                line.connectToServer();
                lines.add(line);
            }
        });
        return window.expecting(LOST);
    }

    private void cut(Window window) {
        cut = true;
        window.context.setOffline(true);
        lines.forEach(WebSocketRoute::close);
        lines.clear();
        shows(window.page.locator(".k-offline"), "接続が切れています");
    }

    private void mend(Window window) {
        cut = false;
        window.context.setOffline(false);
    }

    private static void write(Window window, String title) {
        window.go("/board/new");
        shows(window.page.locator(".k-audience .k-tree"));
        window.field("件名").fill(title);
        window.page.locator(".board-editor textarea").fill("本文です。");
        window.role(AriaRole.RADIO, "全職員").check(new Locator.CheckOptions().setForce(true));
        that(window.page.locator(".board-editor-acts button")).hasText(Pattern.compile("[\\d,]+名に公開$"));
    }

    private long published(String title) {
        return kairan.number("select count(*) from board.bulletin where title = ?", title);
    }

    @Test
    void offline_is_told_what_was_typed_is_kept_and_sent_once_when_the_network_is_back() {
        var title = "停電のあいだに書いた掲示 " + UUID.randomUUID();
        try (var window = cuttable(Window.of(kairan.somebody()))) {
            write(window, title);
            cut(window);
            window.page.locator(".board-editor-acts button[type=submit]").click();
            shows(window.page.locator(".k-problem"), "入力した内容はそのままです");
            that(window.field("件名")).hasValue(title);
            assertEquals(0, published(title));
            mend(window);
            that(window.page.locator(".k-offline")).hasCount(0);
            window.page.locator(".board-editor-acts button[type=submit]").click();
            shows(window.heading(title));
            assertEquals(1, published(title));
        }
    }

    @Test
    void an_answer_that_gets_lost_makes_no_second_notice() {
        var title = "答えが届かなかった掲示 " + UUID.randomUUID();
        try (var window = Window.of(kairan.somebody()).expecting(LOST)) {
            write(window, title);
            var tries = new int[1];
            window.page.route(Pattern.compile("/api/board/bulletins$"), route -> {
                if (route.request().method().equals("POST") && tries[0]++ == 0) {
                    route.fetch(); // It arrives and is done; the answer does not come back.
                    route.abort();
                } else {
                    route.resume();
                }
            });
            window.page.locator(".board-editor-acts button[type=submit]").click();
            shows(window.heading(title));
            assertEquals(2, tries[0]);
            assertEquals(1, published(title));
        }
    }

    @Test
    void a_list_that_was_offline_catches_up_by_itself() {
        var author = kairan.somebody();
        var reader = kairan.somebody();
        var title = "つながらないあいだに出た掲示 " + UUID.randomUUID();
        try (var window = cuttable(Window.of(reader))) {
            window.go("/board");
            shows(window.page.locator(".board-row").first());
            window.ask("window.name = 'never reloaded'");
            cut(window);
            kairan.session(author.id()).publish(title, "本文です。", "person:" + reader.id());
            mend(window);
            shows(window.page.locator(".board-row").getByText(title).first());
            that(window.page.locator(".k-offline")).hasCount(0);
            assertEquals("never reloaded", window.ask("window.name"));
        }
    }
}
