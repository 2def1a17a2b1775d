package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kairan.systemtest.Kairan;

/** Finding things by their words (N-LIB-1, N-BOARD-7). */
class SearchPageIT {

    private final Kairan kairan = Kairan.demo();
    private final Kairan.Person author = kairan.somebody();
    private final Kairan.Person reader = kairan.somebodyIn(author.section());

    /** A title and a text with words of their own. */
    private String publish(String word) {
        kairan.session(author.id())
                .publish("避難所の開き方 " + word, "夜に開くときは、体育館の鍵を" + word + "から受け取ります。", "section:" + author.section());
        return word;
    }

    private static String word() {
        return "kagi" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
    }

    private static Locator hits(Window window) {
        return window.page.locator(".search-hit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "en"})
    void a_word_of_the_text_leads_to_the_bulletin_by_the_keyboard_alone(String language) {
        var texts = Texts.in(language);
        var word = publish(word());
        try (var window = Window.of(reader)) {
            window.freshPage(language, 1366, 768);
            window.go("/");
            window.menu(texts.of("search", "menu.search")).click();
            shows(window.text(texts.of("search", "startTitle")));
            var field = window.field(texts.of("search", "field"));
            that(field).isFocused();
            field.pressSequentially("体育館の鍵 " + word);
            // Others of the same section may have written of the key as well; whose word is asked for too comes first.
            var hit = hits(window).first();
            that(hit).containsText(word);
            that(window.page).hasURL(Pattern.compile("/search\\?q="));
            shows(hit.locator("mark")
                    .filter(new Locator.FilterOptions().setHasText(word))
                    .first());
            shows(hit, texts.of("board", "search.kind.bulletin"));
            window.page.keyboard().press("ArrowDown");
            that(hit.getByRole(AriaRole.LINK)).isFocused();
            window.page.keyboard().press("ArrowUp");
            that(field).isFocused();
            window.page.keyboard().press("ArrowDown");
            window.page.keyboard().press("Enter");
            shows(window.heading("避難所の開き方 " + word));
            window.page.goBack();
            that(window.field(texts.of("search", "field"))).hasValue("体育館の鍵 " + word);
        }
    }

    @Test
    void choices_narrow_down_and_are_taken_back() {
        try (var window = Window.of(reader)) {
            window.go("/search?q=防災");
            shows(hits(window).first());
            var kinds = window.role(AriaRole.GROUP, "種類");
            var people =
                    kinds.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^所属（")));
            shows(people);
            people.click();
            that(window.page).hasURL(Pattern.compile("kind="));
            that(people).hasAttribute("aria-pressed", "true");
            that(hits(window).locator(".k-badge").filter(new Locator.FilterOptions().setHasNotText("所属")))
                    .hasCount(0);
            shows(hits(window).first());
            kinds.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("すべて"))
                    .click();
            that(window.page).not().hasURL(Pattern.compile("kind="));
            var section =
                    window.role(AriaRole.GROUP, "所属").getByRole(AriaRole.BUTTON).nth(1);
            section.click();
            that(window.page).hasURL(Pattern.compile("section=\\d+"));
            shows(hits(window).first());
        }
    }

    @Test
    void what_is_not_there_is_said_with_what_to_do_and_symbols_are_explained() {
        try (var window = Window.of(reader)) {
            window.go("/search?q=" + word());
            shows(window.text("別の言い方や、短い言葉で探してみてください。見る権限のないものは出ません。"));
            window.field("探す言葉").fill("！？");
            shows(window.text("記号だけでは探せません。文字や数字を入れてください。"));
        }
    }

    @Test
    void the_palette_offers_titles_and_the_way_to_all_hits_and_a_person_once() {
        var word = publish(word());
        try (var window = Window.of(reader)) {
            window.go("/");
            shows(window.heading("ホーム"));
            window.page.keyboard().press("Control+k");
            var palette = window.page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("検索と移動"));
            palette.pressSequentially(word.substring(0, 8));
            shows(option(window, "避難所の開き方 " + word));
            palette.fill(author.login());
            shows(option(window, author.name()));
            that(option(window, "「" + author.login() + "」を検索する")).hasCount(1);
            that(option(window, author.name())).hasCount(1);
            palette.fill(word);
            option(window, "「" + word + "」を検索する").click();
            that(hits(window)).hasCount(1);
            that(window.field("探す言葉")).hasValue(word);
        }
    }

    private static Locator option(Window window, String name) {
        return window.page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(name));
    }

    @Test
    void it_fits_a_phone_and_paper() {
        try (var window = Window.of(reader)) {
            window.freshPage("ja", 390, 844);
            window.go("/search?q=防災");
            shows(hits(window).first());
            assertEquals(
                    true,
                    window.ask("document.documentElement.scrollWidth <= window.innerWidth"),
                    "nothing sticks out at the side");
            that(window.role(AriaRole.GROUP, "種類")).isHidden();
            window.page.locator(".search-facets summary").click();
            shows(window.role(AriaRole.GROUP, "種類"));
            assertEquals(List.of(), Axe.of(window.page).everything());
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            that(window.page.locator(".search-facets")).isHidden();
            that(window.field("探す言葉")).isHidden();
            shows(window.page.locator(".search-asked"), "防災");
            shows(hits(window).first());
        }
    }
}
