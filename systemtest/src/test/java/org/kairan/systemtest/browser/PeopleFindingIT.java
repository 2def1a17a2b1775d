package org.kairan.systemtest.browser;

import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;

/** Finding a colleague. */
class PeopleFindingIT {

    private final Kairan kairan = Kairan.demo();
    private final Kairan.Person wanted = kairan.somebody();

    private Locator rows(Window window) {
        return window.role(AriaRole.TABLE, "職員の一覧").locator("tbody tr");
    }

    private String column(String name) {
        return kairan.query(
                        row -> row.getString(1),
                        "select " + name + " from organization.person where id = ?",
                        wanted.id())
                .get(0);
    }

    private void find(Window window, String words) {
        var field = window.field("氏名・かな・内線・職員番号で探す");
        field.fill(words);
        that(window.page).hasURL(Pattern.compile("[?&]q="));
        shows(rows(window)
                .filter(new Locator.FilterOptions().setHasText(wanted.name()))
                .first());
        that(window.page.locator(".org-found")).hasText(Pattern.compile("^[\\d,]+名$"));
        field.fill("");
        that(window.page).not().hasURL(Pattern.compile("[?&]q="));
    }

    @Test
    void a_colleague_is_found_by_hiragana_by_kanji_by_extension_and_by_staff_number() {
        try (var window = Window.of(kairan.somebody())) {
            window.go("/");
            window.menu("職員を探す").click();
            that(window.field("氏名・かな・内線・職員番号で探す")).isVisible();
            find(window, EditingIT.hiragana(column("kana")).split(" ")[0]);
            find(window, EditingIT.hiragana(column("kana")));
            find(window, wanted.name().split("　")[0]);
            find(window, wanted.name());
            var extension = column("extension");
            if (extension != null) {
                find(window, extension);
            }
            find(window, column("staff_number"));
            window.field("氏名・かな・内線・職員番号で探す").fill("そんな人はいない");
            shows(window.text("あてはまる職員がいません"));
            window.button("条件を消す").click();
            shows(rows(window).first());
        }
    }

    @Test
    void a_section_of_the_tree_shows_its_people_and_a_person_their_assignments() {
        var section = kairan.query(
                        row -> row.getString(1),
                        "select p.name from organization.section_period p where p.section_id = ? and p.valid_until is null",
                        wanted.section())
                .get(0);
        try (var window = Window.of(kairan.somebody())) {
            window.go("/people?section=" + wanted.section());
            shows(window.page.locator(".org-found"), section);
            shows(window.page.locator(".org-people-tree [role=row][aria-selected=true]"), section);
            window.page
                    .locator(".org-people-tree")
                    .getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName("総務部"))
                    .first()
                    .click();
            shows(window.page.locator(".org-found"), "総務部");
            var all = window.page.locator(".org-found").textContent();
            window.page.getByText("下の所属もふくむ").click();
            that(window.page.locator(".org-found")).not().hasText(all);
            window.go("/people?q=" + wanted.login());
            rows(window)
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(wanted.name()))
                    .first()
                    .click();
            shows(window.heading(wanted.name()));
            that(window.heading(wanted.name())).isFocused();
            shows(window.page.locator(".org-assignments"), "本務");
            shows(window.page.locator(".org-assignments"), section);
            shows(window.page.locator(".org-facts"), wanted.login());
            window.page.goBack();
            that(window.field("氏名・かな・内線・職員番号で探す")).hasValue(wanted.login());
        }
    }

    @Test
    void the_palette_finds_a_person_from_any_screen() {
        try (var window = Window.of(kairan.somebody())) {
            window.go("/board");
            shows(window.page.locator(".board-row").first());
            window.page.keyboard().press("Control+k");
            var palette = window.page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("検索と移動"));
            that(palette).isFocused();
            palette.pressSequentially(wanted.login());
            shows(window.page
                    .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(wanted.name()))
                    .first());
            window.page.keyboard().press("Enter");
            shows(window.heading(wanted.name()));
            window.page.keyboard().press("Control+k");
            window.page.keyboard().press("Escape");
            that(palette).hasCount(0);
        }
    }
}
