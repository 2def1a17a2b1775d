package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;

/** Writing, correcting and taking back a notice. */
class EditingIT {

    private final Kairan kairan = Kairan.demo();

    private static Locator text(Window window) {
        return window.page.locator(".board-editor textarea");
    }

    private static Locator submit(Window window) {
        return window.page.locator(".board-editor-acts button[type=submit]");
    }

    /** Pressed when the page has counted the people: it says so on the button. */
    private static void submitCounted(Window window) {
        that(submit(window)).hasText(Pattern.compile("[\\d,]+名に公開$"));
        submit(window).click();
    }

    @Test
    void a_correction_in_two_windows_is_told_and_loses_neither_text() {
        var author = kairan.somebody();
        var id = kairan.session(author.id())
                .publish(
                        "会議室の変更 " + UUID.randomUUID(),
                        "会議室は3階です。",
                        "person:" + kairan.somebody().id())
                .get("id")
                .asLong();
        try (var first = Window.of(author);
                var second = Window.of(author)) {
            first.go("/board/" + id + "/edit");
            that(text(first)).hasValue("会議室は3階です。");
            second.go("/board/" + id);
            second.link("訂正する").click();
            text(second).fill("会議室は4階です。");
            submitCounted(second);
            shows(second.page.locator(".board-article"), "4階");

            text(first).fill("会議室は5階です。");
            submitCounted(first);
            var dialog = first.page.getByRole(AriaRole.DIALOG);
            shows(dialog, "ほかの人がこの掲示を訂正していました");
            shows(dialog, "会議室は4階です。");
            shows(dialog, "会議室は5階です。");
            first.button("編集に戻る").click();
            that(dialog).hasCount(0);
            that(text(first)).hasValue("会議室は5階です。");
            submit(first).click();
            shows(dialog);
            first.button("公開中の内容を取り込む").click();
            that(text(first)).hasValue("会議室は4階です。");
            first.button("元に戻す").click();
            that(text(first)).hasValue("会議室は5階です。");
            submitCounted(first);
            shows(first.page.locator(".board-article"), "5階");
            shows(second.page.locator(".board-article"), "5階");
        }
    }

    @Test
    void a_withdrawn_notice_disappears_elsewhere_and_comes_back_when_undone() {
        var author = kairan.somebody();
        // A colleague of the author's section corrects its bulletins, and so still sees one that is withdrawn.
        var reader = kairan.somebodyNotIn(author.section());
        var title = "まちがえて出した掲示 " + UUID.randomUUID();
        var id = kairan.session(author.id())
                .publish(title, "本文です。", "person:" + reader.id())
                .get("id")
                .asLong();
        try (var a = Window.of(author);
                var b = Window.of(reader)) {
            b.go("/board/" + id);
            shows(b.heading(title));
            a.go("/board/" + id);
            a.button("取り下げる").click();
            shows(a.page.locator(".board-notice"), "この掲示は取り下げました");
            shows(b.heading("この掲示は見られません"));
            a.page.locator(".k-toast", new Page.LocatorOptions().setHasText("掲示を取り下げました"))
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("元に戻す"))
                    .click();
            shows(a.page.locator(".k-toast", new Page.LocatorOptions().setHasText("掲示をもう一度公開しました")));
            that(a.page.locator(".board-notice")).hasCount(0);
            shows(b.heading(title));
        }
    }

    @Test
    void a_draft_survives_a_reload_and_is_gone_once_published() {
        var author = kairan.somebody();
        try (var window = Window.of(author)) {
            window.go("/board/new");
            shows(window.page.locator(".k-audience .k-tree"));
            window.field("件名").fill("書きかけの件名");
            text(window).fill("書きかけの本文");
            window.role(AriaRole.RADIO, "重要").check(new Locator.CheckOptions().setForce(true));
            window.page.reload();
            shows(window.page.locator(".board-notice"), "書きかけの内容を戻しました");
            that(window.field("件名")).hasValue("書きかけの件名");
            that(text(window)).hasValue("書きかけの本文");
            that(window.role(AriaRole.RADIO, "重要")).isChecked();
            window.button("破棄").click();
            that(window.field("件名")).hasValue("");
            window.button("元に戻す").click();
            that(window.field("件名")).hasValue("書きかけの件名");

            var title = "書き終えた件名 " + UUID.randomUUID();
            window.field("件名").fill(title);
            chooseByKana(window, kairan.somebody());
            submitCounted(window);
            shows(window.heading(title));
            window.go("/board/new");
            that(window.field("件名")).hasValue("");
            that(window.page.locator(".board-notice")).hasCount(0);
        }
    }

    @Test
    void what_is_missing_is_told_at_each_field_and_the_first_has_the_focus() {
        try (var window = Window.of(kairan.somebody())) {
            window.go("/board/new");
            shows(window.page.locator(".k-audience .k-tree"));
            submit(window).click();
            var errors = window.page.locator(".k-field-error");
            that(errors).hasCount(3);
            that(errors.nth(0)).hasText("件名を入力してください");
            that(errors.nth(1)).hasText("本文を入力してください");
            that(errors.nth(2)).hasText("公開する相手を選んでください");
            that(window.field("件名")).isFocused();
            that(window.field("件名")).hasAccessibleDescription(Pattern.compile("件名を入力してください"));
            window.field("件名").fill("長い".repeat(101));
            that(errors.nth(0)).containsText("文字までです。いまは202文字です");
            window.field("件名").fill("短い件名");
            that(errors).hasCount(2);
        }
    }

    @Test
    void an_audience_is_chosen_in_the_tree_and_by_kana_with_the_number_of_people_shown() {
        var author = kairan.somebody();
        var known = kairan.session(author.id())
                .get("/api/organization/sections")
                .expect(200)
                .json()
                .get("items");
        com.fasterxml.jackson.databind.JsonNode department = null;
        for (var section : known) {
            if (section.get("name").asText().equals("総務部")) {
                department = section;
            }
        }
        var all = reached(author, "tree:" + department.get("id").asLong());
        var only = reached(author, "section:" + department.get("id").asLong());
        var other = kairan.somebodyNotIn(department.get("id").asLong());
        var title = "重要なお知らせ " + UUID.randomUUID();
        try (var window = Window.of(author)) {
            window.go("/board/new");
            window.field("件名").fill(title);
            text(window).fill("本文です。");
            var row = window.page
                    .locator(".k-audience .k-tree")
                    .getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName("総務部"))
                    .first();
            row.locator(".k-checkbox").first().click();
            var count = window.page.locator(".k-audience-count");
            that(count).hasText(all + "人に届きます （掲示する人は数えません）");
            that(submit(window)).hasText(all + "名に公開");
            shows(window.page.locator(".k-tags"), "総務部（配下を含む）");
            row.getByText("この所属のみ").click();
            that(count).containsText(only + "人に届きます");
            that(window.page.locator(".k-tags")).not().containsText("配下を含む");

            chooseByKana(window, other);
            that(count).containsText((only + 1) + "人に届きます");
            shows(window.page.locator(".k-tags"), other.name());
            window.role(AriaRole.RADIO, "重要").check(new Locator.CheckOptions().setForce(true));
            submitCounted(window);
            shows(window.heading(title));
            shows(window.page.locator(".board-meta"), "重要");
            shows(window.page.locator(".board-meta-audience"), "総務部");
            shows(window.page.locator(".board-meta-audience"), other.name());
            shows(window.page.locator(".board-meta-audience"), (only + 1) + "名");
        }
        var seen = kairan.session(other.id())
                .get("/api/board/bulletins?state=unread&limit=5")
                .json()
                .get("items");
        var found = false;
        for (var bulletin : seen) {
            found |= bulletin.get("title").asText().equals(title)
                    && bulletin.get("importance").asText().equals("important");
        }
        assertEquals(true, found, "the person chosen by kana got it: " + seen);
    }

    private int reached(Kairan.Person author, String group) {
        return kairan.session(author.id())
                .get("/api/organization/audiences?group=" + group + "&without=" + author.id())
                .expect(200)
                .json()
                .get("people")
                .asInt();
    }

    private void chooseByKana(Window window, Kairan.Person person) {
        var kana = hiragana(
                kairan.query(row -> row.getString(1), "select kana from organization.person where id = ?", person.id())
                        .get(0));
        var audience = window.page.locator(".k-audience");
        audience.getByRole(
                        AriaRole.TAB,
                        new Locator.GetByRoleOptions().setName("人").setExact(true))
                .click();
        audience.getByRole(AriaRole.COMBOBOX).pressSequentially(kana);
        var option = window.page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(person.name()));
        shows(option.first());
        // Two people may have the same name, but not in one section.
        option.filter(new Locator.FilterOptions().setHasText(section(person)))
                .first()
                .click();
        shows(audience.locator(".k-tags"), person.name());
    }

    private String section(Kairan.Person person) {
        return kairan.session(person.id())
                .get("/api/session")
                .json()
                .at("/person/section")
                .asText();
    }

    static String hiragana(String kana) {
        var text = new StringBuilder();
        kana.chars().forEach(c -> text.append((char) (c >= 'ァ' && c <= 'ヶ' ? c - 0x60 : c)));
        return text.toString().replace('　', ' ');
    }
}
