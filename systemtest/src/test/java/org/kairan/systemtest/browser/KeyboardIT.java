package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Wait;

/** The whole way without a mouse: every stop has a name and a role that a screen reader can say. */
class KeyboardIT {

    /** What has the focus, in the words of the accessibility tree. */
    private record Focus(String role, String name) {}

    private static final int MOST_STOPS = 60;

    private final Kairan kairan = Kairan.demo();
    private final List<Focus> way = new ArrayList<>();
    private Window window;
    private CDPSession devtools;

    private Focus focus() {
        var parameters = new JsonObject();
        parameters.addProperty("expression", "document.activeElement");
        var element = devtools.send("Runtime.evaluate", parameters).getAsJsonObject("result");
        var of = new JsonObject();
        of.add("objectId", element.get("objectId"));
        of.addProperty("fetchRelatives", false);
        var node = devtools.send("Accessibility.getPartialAXTree", of)
                .getAsJsonArray("nodes")
                .get(0)
                .getAsJsonObject();
        return new Focus(value(node, "role"), value(node, "name"));
    }

    private static String value(JsonObject node, String part) {
        return node.has(part) && node.getAsJsonObject(part).has("value")
                ? node.getAsJsonObject(part).get("value").getAsString().strip()
                : "";
    }

    private void press(String key) {
        window.page.keyboard().press(key);
    }

    private void type(String text) {
        window.page.keyboard().type(text);
    }

    /** The focus is here, or comes here by itself after what was just pressed. */
    private void on(String role, String name) {
        Wait.until(
                Duration.ofSeconds(30),
                "focus on " + role + " " + name + ", way " + way + ", now " + focus(),
                () -> matches(focus(), role, name));
        way.add(focus());
    }

    private static boolean matches(Focus focus, String role, String name) {
        return focus.role().equals(role)
                && Pattern.compile(name).matcher(focus.name()).find();
    }

    /** Tab until the focus is there; on the way nothing may be without name or role. */
    private void tab(String role, String name) {
        for (int i = 0; i < MOST_STOPS; i++) {
            press("Tab");
            var focus = focus();
            if (!focus.role().equals("RootWebArea") && !focus.role().equals("generic")
                    || focus.name().isEmpty()) {
                assertFalse(focus.name().isEmpty(), "a stop without a name: " + focus + ", way " + way);
            }
            way.add(focus);
            if (matches(focus, role, name)) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to " + role + " " + name + ": " + way);
    }

    /** Down to this row. */
    private void down(String name) {
        for (int i = 0; i < MOST_STOPS; i++) {
            press("ArrowDown");
            var focus = focus();
            way.add(focus);
            if (matches(focus, "row", name)) {
                return;
            }
        }
        throw new AssertionError("no row " + name + ": " + way);
    }

    private String activeOption() {
        return (String)
                window.ask(
                        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant') ?? 'none')?.textContent ?? ''");
    }

    @Test
    void from_the_sign_in_to_the_readers_of_ones_notice_without_a_mouse() {
        var me = kairan.somebody();
        var colleague = kairan.somebody();
        var title = "キーボードだけで出した掲示 " + UUID.randomUUID();
        try (var w = Window.open()) {
            window = w;
            devtools = w.context.newCDPSession(w.page);
            devtools.send("Accessibility.enable");
            w.go("/");
            on("textbox", "^ログインID");
            type(me.login());
            tab("textbox", "^パスワード");
            type(Kairan.PASSWORD);
            press("Enter");
            shows(w.heading("ホーム"));

            press("Control+k");
            on("combobox", "^検索と移動$");
            type(colleague.login());
            Wait.until(
                    Duration.ofSeconds(30),
                    "the colleague is pointed at",
                    () -> activeOption().contains(colleague.name()));
            press("Enter");
            on("heading", "^" + colleague.name() + "$");

            press("Control+k");
            on("combobox", "^検索と移動$");
            type("掲示板");
            Wait.until(
                    Duration.ofSeconds(30),
                    "the board is pointed at",
                    () -> activeOption().startsWith("掲示板"));
            press("Enter");
            on("heading", "^掲示板$");
            tab("link", "^掲示する$");
            press("Enter");
            on("heading", "^掲示する$");
            shows(w.page.locator(".k-audience .k-tree"));
            tab("textbox", "^件名");
            type(title);
            tab("textbox", "^本文");
            type("矢印とタブだけで書きました。");
            tab("radio", "所属・人・役職から選ぶ");
            tab("tab", "^所属$");
            tab("row", "^澪沢市");
            down("^総務部");
            press("ArrowRight");
            Wait.until(
                    Duration.ofSeconds(30),
                    "the branch is open",
                    () -> Boolean.TRUE.equals(
                            w.ask("document.activeElement.getAttribute('aria-expanded') === 'true'")));
            down("^総務課");
            press("Space");
            shows(w.page.locator(".k-tags"), "総務課");
            w.page.waitForFunction(
                    "() => /名に公開$/.test(document.querySelector('.board-editor-acts button').textContent)");
            tab("button", "^[\\d,]+名に公開$");
            press("Enter");
            on("heading", "^" + title + "$");
            tab("link", "^読んだ人・まだの人を見る$");
            press("Enter");
            on("heading", "^読んだ人・まだの人$");
            shows(w.page.locator(".board-readers-list .k-table"));
            tab("tab", "^未読");
            press("ArrowRight");
            on("tab", "^既読");
            shows(w.text("まだだれも読んでいません"));
            assertEquals(1, kairan.number("select count(*) from board.bulletin where title = ?", title));
            assertTrue(way.size() > 20, way.toString());
        }
    }

    @Test
    void f6_goes_around_the_regions_and_the_first_tab_skips_to_the_content() {
        try (var w = Window.of(kairan.somebody())) {
            window = w;
            devtools = w.context.newCDPSession(w.page);
            w.go("/");
            shows(w.page.locator(".board-home li").first());
            press("Tab");
            on("link", "^本文へ移動$");
            press("Enter");
            on("main", "");
            var regions = new ArrayList<Object>();
            for (int i = 0; i < 3; i++) {
                press("F6");
                regions.add(w.ask("document.activeElement.dataset.region"));
            }
            assertEquals(List.of("header", "menu", "main"), regions);
            press("Shift+F6");
            assertEquals("menu", w.ask("document.activeElement.dataset.region"));
            press("?");
            shows(w.heading("キーボードの操作"));
            press("Escape");
            Wait.until(
                    Duration.ofSeconds(30),
                    "back where it was",
                    () -> "menu".equals(w.ask("document.activeElement.dataset.region")));
        }
    }
}
