package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;

/** People, rights, groups and the audit by hand, through the page. */
class PeopleAdministrationIT {

    private final Kairan kairan = Kairan.demo();

    /** Opens a list by the keyboard and takes the option that begins so, as typing does. */
    private static void choose(Window window, Locator within, String label, String option) {
        var select = within.locator(".k-field")
                .filter(new Locator.FilterOptions().setHasText(label))
                .locator(".k-select")
                .first();
        select.focus();
        window.page.keyboard().press("Enter");
        window.page
                .getByRole(
                        AriaRole.OPTION,
                        new com.microsoft.playwright.Page.GetByRoleOptions()
                                .setName(option)
                                .setExact(true))
                .first()
                .click();
    }

    private static void confirm(Window window, String act) {
        window.page
                .getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(act))
                .click();
    }

    private static void applyInDialog(Window window) {
        var dialog = window.page.getByRole(AriaRole.DIALOG);
        var apply = dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("適用する"));
        apply.focus();
        window.page.keyboard().press("Enter");
        shows(window.heading("職員と組織の登録"));
    }

    private static void find(Window window, String number, String name) {
        window.field("氏名・かな・内線・職員番号で探す").fill(number);
        window.button("開く " + name).click();
        shows(window.heading(name));
    }

    @Test
    void a_person_is_added_given_a_code_moved_with_a_date_and_ended() {
        var number = "9" + System.currentTimeMillis() % 1_000_000L;
        var name = "手入力　花子";
        try (var window = Window.ofAdministrator()) {
            window.go("/");
            window.menu("職員と組織の登録").click();
            window.link("職員を登録する").click();
            window.field("職員番号").fill(number);
            window.field("氏名").fill(name);
            window.field("かな").fill("てにゅうりょく　はなこ");
            window.field("メール").fill("あて先だけ");
            var work = window.page.locator(".org-work").first();
            choose(window, work, "所属", "総務課");
            window.page.keyboard().press("Tab");
            window.button("内容を確かめる").click();
            shows(window.page.locator(".k-problem"), "メールアドレスの形ではありません");
            assertEquals(0, kairan.number("select count(*) from organization.person where staff_number = ?", number));
            window.field("メール").fill("hanako@example.jp");
            window.button("内容を確かめる").click();
            var dialog = window.page.getByRole(AriaRole.DIALOG);
            shows(dialog, "新規");
            shows(dialog, "総務課");
            assertEquals(
                    0,
                    kairan.number("select count(*) from organization.person where staff_number = ?", number),
                    "the preview changes nothing");
            applyInDialog(window);
            var id = kairan.number("select id from organization.person where staff_number = ?", number);

            find(window, number, name);
            window.button("新しいコードを渡す").click();
            confirm(window, "新しいコードを渡す");
            var code = window.page.locator(".org-reset-code").textContent();
            assertTrue(code.matches("[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}"), code);
            kairan.client()
                    .post(
                            "/api/organization/activations",
                            Map.of("login", number, "code", code, "password", "はじめての合言葉2026"))
                    .expect(201);

            var day = LocalDate.now(ZoneId.of("Asia/Tokyo")).plusDays(20);
            choose(window, window.page.locator(".org-work").first(), "所属", "財政課");
            window.field("発令日（この日から有効）").fill(day.toString());
            window.button("内容を確かめる").click();
            shows(window.page.getByRole(AriaRole.DIALOG), "異動");
            applyInDialog(window);
            assertEquals(
                    1,
                    kairan.number(
                            "select count(*) from organization.assignment a join organization.section_period p on p.section_id = a.section_id where a.person_id = ? and a.valid_from = ? and p.name = '財政課'",
                            id,
                            day));

            find(window, number, name);
            window.button("退職・終了にする").click();
            window.field("発令日（この日から有効）").fill(day.plusDays(10).toString());
            window.button("内容を確かめる").click();
            shows(window.page.getByRole(AriaRole.DIALOG), "退職・終了");
            applyInDialog(window);
            assertEquals(
                    day.plusDays(10).toString(),
                    kairan.query(
                                    r -> r.getString(1),
                                    "select max(valid_until)::text from organization.assignment where person_id = ?",
                                    id)
                            .get(0));

            window.menu("操作の記録").click();
            window.field("職員番号・氏名・接続元などの文字").fill(number);
            window.button("探す").click();
            var table = window.role(AriaRole.TABLE, "記録の一覧");
            shows(table, "職員・組織を変更した");
            shows(table, "新しいコードを渡した");
            window.button("改ざんがないか確かめる").click();
            shows(window.page.getByRole(AriaRole.DIALOG), "書かれたときのままです");
        }
    }

    @Test
    void a_group_of_ones_own_is_chosen_in_the_audience_and_its_members_read() {
        var owner = kairan.somebody();
        var member = kairan.somebodyNotIn(owner.section());
        var title = "輪へのお知らせ" + System.currentTimeMillis();
        try (var window = Window.open().signedIn(owner.id())) {
            window.go("/");
            window.menu("グループ").click();
            window.link("グループを作る").first().click();
            window.field("グループ名").fill("窓口の輪");
            window.field("加える職員を探す").fill(member.login());
            window.button("加える " + member.name()).click();
            window.button("保存する").click();
            shows(window.role(AriaRole.TABLE, "使えるグループ"), "窓口の輪");
            window.go("/board/new");
            window.field("件名").fill(title);
            window.page.locator(".board-editor textarea").fill("輪の人だけが読みます");
            window.page.getByText("所属・人・役職から選ぶ").click();
            window.tab("グループ").click();
            window.page.getByText("窓口の輪（1人）").click();
            shows(window.page.locator(".k-audience-count"), "1人に届きます");
            window.button("1名に公開").click();
            shows(window.heading(title));
        }
        try (var window = Window.open().signedIn(member.id())) {
            window.go("/board");
            window.page.getByText(title).first().click();
            shows(window.heading(title));
            shows(window.page.getByText("個人のグループ"));
        }
    }

    @Test
    void a_right_is_given_and_taken_back_and_the_menu_follows_while_the_page_is_open() {
        var person = kairan.somebody();
        try (var window = Window.ofAdministrator();
                var other = Window.open().signedIn(person.id())) {
            other.go("/");
            that(other.menu("操作の記録")).hasCount(0);
            window.go("/organization/grants");
            var form = window.page.locator("form");
            choose(window, form, "権限", "操作の記録を見る");
            window.page.getByText("所属・人・役職から選ぶ").click();
            window.tab("人").click();
            window.page.getByRole(AriaRole.COMBOBOX).pressSequentially(person.login());
            var option = window.page
                    .getByRole(
                            AriaRole.OPTION,
                            new com.microsoft.playwright.Page.GetByRoleOptions().setName(person.name()))
                    .first();
            shows(option);
            option.click();
            shows(window.page.locator(".k-audience .k-tags"), person.name());
            window.button("付ける").click();
            shows(window.role(AriaRole.TABLE, "付いている権限"), person.name());
            shows(other.menu("操作の記録"));
            window.page
                    .getByRole(
                            AriaRole.BUTTON,
                            new com.microsoft.playwright.Page.GetByRoleOptions()
                                    .setName(person.name() + " の「操作の記録を見る」を取り消す"))
                    .click();
            confirm(window, "取り消す");
            that(other.menu("操作の記録")).hasCount(0);
        }
    }
}
