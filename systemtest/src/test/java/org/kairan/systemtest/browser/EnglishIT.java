package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Wait;

/** How the screen speaks and how large: chosen in the menu behind one's own name. */
class EnglishIT {

    private static final Pattern JAPANESE = Pattern.compile("[\\u3040-\\u30fa\\u30fc-\\u30ff\\u4e00-\\u9fff]");

    /** The product's name, and what offers a language in its own words. */
    private static final List<String> MEANT = List.of("回覧", "日本語", "言語 / Language");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Kairan kairan = Kairan.demo();
    private final TreeSet<String> data =
            new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private void remember(JsonNode node) {
        if (node.isTextual()) {
            for (var line : node.asText().split("[\\n]|https?://\\S+")) {
                var plain = line.replaceFirst("^\\s*(#+|-|\\d+\\.)\\s+", "").strip();
                if (JAPANESE.matcher(plain).find()) {
                    data.add(plain);
                }
            }
        }
        node.forEach(this::remember);
    }

    /** What is on the screen or said of it and is Japanese, although no data of the server. */
    private List<String> leftOver(Window window) {
        var left = new ArrayList<String>();
        for (var shown : (List<?>) window.ask("""
        () => {
          const texts = [document.title]
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
          while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('noscript')) texts.push(walk.currentNode.data)
          for (const e of document.querySelectorAll('*')) for (const a of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-valuetext']) if (e.hasAttribute(a)) texts.push(e.getAttribute(a))
          return texts
        }""")) {
            var text = shown.toString();
            for (var known : MEANT) {
                text = text.replace(known, "");
            }
            for (var known : data) {
                text = text.replace(known, "");
            }
            // An avatar shows the first letter of a name.
            if (JAPANESE.matcher(text).find() && text.codePointCount(0, text.length()) > 1) {
                left.add(shown.toString());
            }
        }
        return left;
    }

    @Test
    void the_menu_switches_to_english_and_no_screen_keeps_a_japanese_word_of_its_own() {
        var admin = Window.administrator();
        var client = kairan.session(admin);
        var section = "section:" + kairan.somebody().section();
        var bulletin = client.publish("英語の画面で見る掲示", "本文です。", section).get("id").asLong();
        var number = Long.toString(System.currentTimeMillis() % 10_000_000L + 60_000_000L);
        var faulty = StaffFile.faulty(client, number);
        var ready = StaffFile.ready(client, number + "1");
        try (var window = Window.ofAdministrator()) {
            window.page.onResponse(response -> {
                if (response.url().contains("/api/")
                        && "application/json"
                                .equals(response.headers()
                                        .getOrDefault("content-type", "")
                                        .split(";")[0])) {
                    try {
                        remember(JSON.readTree(response.body()));
                    } catch (IOException | PlaywrightException e) {
                        data.add("unread: " + response.url()); // An answer that nobody waited for, its page being left.
                    }
                }
            });
            window.go("/");
            shows(window.heading("ホーム"));
            window.page.locator(".k-person-button").click();
            window.page
                    .locator(".k-radio", new Page.LocatorOptions().setHasText("English"))
                    .click();
            shows(window.heading("Home"));
            assertEquals("en", window.ask("document.documentElement.lang"));
            assertEquals(List.of(), leftOver(window));
            window.page.keyboard().press("Escape");

            String[][] screens = {
                {"/", ".board-home li", "Home"},
                {"/board", ".board-row", "Bulletin board"},
                {"/board?tab=mine", ".board-row", "Bulletin board"},
                {"/board/new", ".k-audience .k-tree", "Write a bulletin"},
                {"/board/" + bulletin, ".board-article", null},
                {"/board/" + bulletin + "/edit", ".k-audience .k-tree", "Correct the bulletin"},
                {"/board/" + bulletin + "/readers", ".board-readers-list .k-table", "Who has read it"},
                {"/people", ".k-table tbody tr", "Find people"},
                {"/people/" + admin, ".org-assignments li", null},
                {"/calendar?view=week", ".cal-sheet", "My calendar"},
                {"/calendar?view=month", ".cal-month", "My calendar"},
                {"/calendar/group", ".cal-group tbody tr", "Group week"},
                {"/calendar/rooms", ".cal-rooms tbody tr", "Rooms, cars, equipment"},
                {"/calendar/free-times", ".cal-people", "Find a time"},
                {"/calendar/new", ".cal-editor", "New event"},
                {"/calendar/approvals", ".k-empty, .cal-slot-list", "To approve"},
                {"/calendar/room-use", ".k-table tbody tr", "Use of rooms, cars and equipment"},
                {"/calendar/room-administration", ".k-table tbody tr", "Administer rooms"},
                {"/organization/imports", ".k-table tbody tr", "Import people and sections"},
                {"/organization/imports/new", ".k-file", "Import a CSV file"},
                {"/organization/imports/" + faulty, ".org-faults", null},
                {"/organization/imports/" + ready, ".org-decide", null},
                {"/organization/codes", ".k-tree", "First-time codes"},
                {"/notification", ".k-tabs", "Notices"},
                {"/notification/mails", ".notice-state", "Mail delivery"},
                {"/settings", ".notice-choices", "Settings"},
                {"/organization/closed-days", ".k-table tbody tr", "Days closed"},
                {"/account/sessions", ".k-list-item", "Where you are signed in"},
                {"/account/password", "input[name=current]", "Change password"},
                {"/nowhere", ".k-empty", "Page not found"}
            };
            var left = new ArrayList<String>();
            for (var screen : screens) {
                window.go(screen[0]);
                shows(window.page.locator(screen[1]).first());
                if (screen[2] != null) {
                    shows(window.heading(screen[2]));
                }
                // Answers are read one after another; what was just shown is known only when they are.
                if (!leftOver(window).isEmpty()) {
                    window.page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
                }
                leftOver(window).forEach(text -> left.add(screen[0] + ": " + text));
            }
            assertEquals(List.of(), left);
            window.page.locator(".k-person-button").click();
            window.page
                    .locator(".k-radio", new Page.LocatorOptions().setHasText("日本語"))
                    .click();
            shows(window.heading("ページが見つかりません"));
            Wait.until(
                    Duration.ofSeconds(20),
                    "the language to be kept",
                    () -> kairan.number(
                                    "select count(*) from organization.preference where person_id = ? and language = 'ja'",
                                    admin)
                            == 1);
            // The administrator belongs to all tests: what they speak is their browsers' matter again.
            kairan.execute("delete from organization.preference where person_id = ?", admin);
        }
    }

    @Test
    void before_the_sign_in_one_can_switch_too_and_a_refusal_is_english() {
        try (var window = Window.open()) {
            window.go("/");
            window.button("English").click();
            shows(window.heading("Sign in"));
            window.field("Login ID").fill("nobody");
            window.field("Password").fill("not the password");
            window.button("Sign in").click();
            shows(window.page.locator(".k-problem"), "The login ID or the password is wrong");
            assertEquals(List.of(), leftOver(window));
        }
    }

    @Test
    void larger_text_makes_everything_larger_and_stays_after_a_reload() {
        try (var window = Window.of(kairan.somebody())) {
            window.go("/");
            shows(window.heading("ホーム"));
            var size = "parseFloat(getComputedStyle(document.querySelector('.k-main h1')).fontSize)";
            var before = ((Number) window.ask(size)).doubleValue();
            window.page.locator(".k-person-button").click();
            window.page
                    .getByRole(
                            AriaRole.RADIO,
                            new Page.GetByRoleOptions().setName("特大").setExact(true))
                    .check(new Locator.CheckOptions().setForce(true));
            that(window.page.locator("html")).hasAttribute("data-text-size", "larger");
            var after = ((Number) window.ask(size)).doubleValue();
            assertTrue(after >= before * 1.2, before + " → " + after);
            window.page.reload();
            shows(window.heading("ホーム"));
            assertEquals(after, ((Number) window.ask(size)).doubleValue(), 0.01);
        }
    }
}
