package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.kairan.systemtest.Kairan;

/** People brought from a file, let in by a printed code, and their own account. Each step goes on from the one before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdministrationIT {

    private static final String SECTION = "010100"; // 総務課 of the demo city

    private final Kairan kairan = Kairan.demo();
    private final String number = Long.toString(System.currentTimeMillis() % 10_000_000L + 40_000_000L);
    private final String login = number + "A";
    private String password = "はるはあけぼの " + UUID.randomUUID();
    private Optional<String> code = Optional.empty();

    private void upload(Window window, String name, String content) {
        window.menu("職員取り込み").click();
        window.link("CSVを取り込む").first().click();
        var chooser =
                window.page.waitForFileChooser(() -> window.button("ファイルを選ぶ").click());
        chooser.setFiles(new FilePayload(name, "text/csv", content.getBytes(StaffFile.WINDOWS)));
        shows(window.page.locator(".k-file"), name);
        window.button("内容を確かめる").click();
        shows(window.heading(name));
    }

    private long known() {
        return kairan.number("select count(*) from organization.person where staff_number like ?", number + "%");
    }

    @Test
    @Order(1)
    void a_faulty_file_shows_every_fault_by_row_and_column_and_changes_nothing() {
        try (var window = Window.ofAdministrator()) {
            window.go("/");
            upload(window, "異動_誤り.csv", StaffFile.incorrect(number, SECTION));
            shows(window.heading("誤り 4件"));
            var faults = window.role(AriaRole.TABLE, "誤りの表").locator("tbody tr");
            that(faults).hasCount(4);
            String[][] told = {
                {"2行目", "所属コード", "無い所属", "この所属は登録されていません"},
                {"3行目", "役職", "大将軍", "この役職は登録されていません"},
                {"4行目", "メール", "あて先だけ", "メールアドレスの形ではありません"},
                {"5行目", "氏名", "（空）", "値が入っていません"}
            };
            for (int i = 0; i < told.length; i++) {
                for (var part : told[i]) {
                    shows(faults.nth(i), part);
                }
            }
            shows(window.page.locator(".org-import-lead"), "誤りあり");
            shows(window.page.locator(".org-import-lead"), "Shift_JIS");
            that(window.button("適用する")).isDisabled();
            shows(window.text("誤りが4件あるため適用できません"));
            var download = window.page.waitForDownload(
                    () -> window.button("誤りの一覧をCSVで保存").click());
            assertEquals("誤り_異動_誤り.csv", download.suggestedFilename());
            assertEquals(0, known());
            window.button("破棄する").click();
            window.page
                    .getByRole(AriaRole.ALERTDIALOG)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("破棄する"))
                    .click();
            shows(window.heading("職員・組織の取り込み"));
        }
    }

    @Test
    @Order(2)
    void the_corrected_file_is_shown_first_and_then_applied() {
        try (var window = Window.ofAdministrator()) {
            window.go("/organization/imports");
            upload(window, "異動.csv", StaffFile.correct(number, SECTION));
            shows(window.page.locator(".org-import-lead"), "適用待ち");
            that(window.page.locator(".org-tile[data-kind=new] .org-tile-count"))
                    .hasText("2");
            var changes = window.role(AriaRole.TABLE, "変更の表").locator("tbody tr");
            that(changes).hasCount(2);
            shows(changes.nth(0), "髙﨑　花子");
            shows(changes.nth(1), "德永　一郎");
            assertEquals(0, known());
            window.button("適用する").click();
            var dialog = window.page.getByRole(AriaRole.ALERTDIALOG);
            shows(dialog, "新規 2件を登録します");
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("適用する"))
                    .click();
            shows(window.page.locator(".org-result"), "新規 2件");
            assertEquals(2, known());
        }
    }

    @Test
    @Order(3)
    void codes_are_printed_without_the_screen_around_them() {
        try (var window = Window.ofAdministrator()) {
            window.go("/");
            window.menu("初回コードの発行").click();
            window.button("コードを作る").click();
            shows(window.page.locator(".k-field-error"), "所属を選んでください");
            var tree = window.page.locator(".org-codes-tree");
            var department = tree.getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName("総務部"))
                    .first();
            department.locator(".k-chevron").click();
            tree.getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName("総務課"))
                    .first()
                    .click();
            shows(window.page.locator(".org-chosen"), "総務課");
            window.button("コードを作る").click();
            var slip = window.page.locator(".org-slip", new Page.LocatorOptions().setHasText(login));
            shows(slip, "髙﨑　花子");
            shows(slip, "/activate");
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            shows(slip);
            that(window.page.locator("header.k-header")).isHidden();
            that(window.page.locator("nav.k-side")).isHidden();
            that(window.page.locator(".k-page-head")).isHidden();
            code = Optional.of(slip.locator(".org-slip-code").textContent().strip());
            window.page.onDialog(dialog -> dialog.accept()); // Closing before printing is asked about.
        }
    }

    @Test
    @Order(4)
    void a_person_sets_a_password_with_the_printed_code_which_works_once() {
        try (var window = Window.open()) {
            window.go("/");
            window.link("はじめて使う方（配られたコードをお持ちの方）").click();
            window.field("ログインID").fill(login);
            window.field("用紙のコード").fill(code.orElseThrow().toLowerCase().replace("-", ""));
            window.field("新しいパスワード").fill("短い");
            window.field("新しいパスワード（確認のためもう一度）").fill("短い");
            window.button("パスワードを決めてはじめる").click();
            shows(window.page.locator(".k-field-error"), "12文字以上にしてください");
            window.field("新しいパスワード").fill(password);
            window.field("新しいパスワード（確認のためもう一度）").fill(password);
            window.button("パスワードを決めてはじめる").click();
            shows(window.heading("ホーム"));
            shows(window.page.locator(".k-person-button"), "髙﨑　花子");
        }
        try (var again = Window.open()) {
            again.go("/activate");
            again.field("ログインID").fill(login);
            again.field("用紙のコード").fill(code.orElseThrow());
            again.field("新しいパスワード").fill(password);
            again.field("新しいパスワード（確認のためもう一度）").fill(password);
            again.button("パスワードを決めてはじめる").click();
            shows(again.page.locator(".k-problem"), "ログインIDかコードが違うか");
        }
    }

    @Test
    @Order(5)
    void ending_another_session_brings_its_window_to_the_sign_in_at_once_and_keeps_what_was_typed() {
        try (var office = Window.open();
                var elsewhere = Window.open()) {
            elsewhere.signIn(login, password);
            elsewhere.go("/board/new");
            elsewhere.field("件名").fill("打ちかけの件名");
            office.signIn(login, password);
            office.page.locator(".k-person-button").click();
            office.link("サインイン中の端末").click();
            shows(office.page.locator(".k-list-item", new Page.LocatorOptions().setHasText("この端末")));
            var others = office.page
                    .locator(".k-list-item")
                    .filter(new Locator.FilterOptions().setHas(office.page.getByRole(AriaRole.BUTTON)));
            // The window of the first sign-in with the code is closed, but its session is still there.
            while (others.count() > 0) {
                var left = others.count();
                others.first().getByRole(AriaRole.BUTTON).click();
                that(others).hasCount(left - 1);
            }
            var dialog = elsewhere.page.getByRole(AriaRole.DIALOG);
            shows(dialog, "もう一度サインインしてください");
            dialog.getByLabel("パスワード").fill(password);
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("サインイン"))
                    .click();
            that(dialog).hasCount(0);
            that(elsewhere.field("件名")).hasValue("打ちかけの件名");
        }
    }

    @Test
    @Order(6)
    void a_changed_password_is_the_one_that_signs_in_after_signing_out() {
        try (var window = Window.open()) {
            window.signIn(login, password);
            window.page.locator(".k-person-button").click();
            window.link("パスワードの変更").click();
            var next = "なつはよる " + UUID.randomUUID();
            window.field("今のパスワード").fill("これではない");
            window.field("新しいパスワード").fill(next);
            window.field("新しいパスワード（確認のためもう一度）").fill(next);
            window.button("変更する").click();
            shows(window.page.locator(".k-problem"), "今のパスワードが違います");
            window.field("今のパスワード").fill(password);
            window.button("変更する").click();
            shows(window.page.locator(".k-toast"), "パスワードを変更しました");
            window.page.locator(".k-person-button").click();
            window.button("サインアウト").click();
            shows(window.field("ログインID"));
            window.field("ログインID").fill(login);
            window.field("パスワード").fill(password);
            window.button("サインイン").click();
            shows(window.page.locator(".k-problem"), "ログインIDかパスワードが違います");
            password = next;
            window.field("パスワード").fill(password);
            var button = window.page.locator("button[type=submit]");
            that(button).isEnabled();
            button.click();
            shows(window.heading("ホーム"));
        }
    }

    @Test
    @Order(7)
    void on_a_shared_pc_the_session_is_marked_and_a_draft_goes_with_the_tab() {
        try (var window = Window.open()) {
            window.go("/");
            window.field("ログインID").fill(login);
            window.field("パスワード").fill(password);
            window.page.getByText("このパソコンは共用です").click();
            window.button("サインイン").click();
            shows(window.heading("ホーム"));
            window.go("/account/sessions");
            shows(window.page.locator(".k-list-item", new Page.LocatorOptions().setHasText("この端末")), "共用");
            window.go("/board/new");
            window.field("件名").fill("共用のパソコンで");
            shows(window.page.locator(".board-editor-acts"), "このタブに保存されます");
            window.page.reload();
            that(window.field("件名")).hasValue("共用のパソコンで");
            assertEquals(
                    0,
                    ((Number) window.ask(
                                    "Object.keys(localStorage).filter(k => k.startsWith('kairan.board.draft')).length"))
                            .intValue());
        }
        assertTrue(kairan.number(
                        "select count(*) from organization.session s join organization.account a on a.person_id = s.person_id where a.login = ? and s.shared_pc",
                        login)
                > 0);
    }

    @Test
    @Order(20)
    void a_day_on_which_the_city_is_closed_is_decided_and_taken_back() {
        try (var window = Window.ofAdministrator()) {
            window.go("/");
            window.menu("閉庁日").click();
            shows(window.heading("閉庁日"));
            var table = window.role(AriaRole.TABLE, "土日のほかの閉庁日");
            shows(table, "勤労感謝の日");
            window.field("日").fill("2027-07-01");
            window.field("名称").fill("市制記念日");
            window.button("この日を決める").click();
            var row = table.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("市制記念日"));
            shows(row, "2027年7月1日(木)");
            shows(row, "市で決めた閉庁日");
            window.button("2027年7月1日(木) 市制記念日 を取り消す").click();
            that(row).hasCount(0);
            window.button("元に戻す").click();
            that(row).hasCount(1);
            kairan.execute("delete from organization.closed_day");
        }
    }
}
