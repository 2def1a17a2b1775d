package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Kairan.Person;

/** A meeting in a room of its own, from its agenda to its minutes, as its people see it. */
class ChatMeetingPageIT {

    private final Kairan kairan = Kairan.demo();

    private static void take(Window window, String label, Person person) {
        window.page
                .getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .fill(person.login());
        window.page
                .locator(".k-dialog")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions()
                                .setName(person.name() + "を選ぶ")
                                .setExact(true))
                .first()
                .click();
    }

    private static Locator row(Window window, String text) {
        return window.page.locator(".chat-row").filter(new Locator.FilterOptions().setHasText(text));
    }

    private static void write(Window window, String text) {
        window.page.locator(".chat-field textarea").fill(text);
        window.page.locator(".chat-field textarea").press("Enter");
        shows(row(window, text));
    }

    private static void mark(Window window, String text, String mark) {
        row(window, text).hover();
        row(window, text)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("その他の操作"))
                .click();
        window.page
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("「" + mark + "」の印を付ける"))
                .click();
        shows(row(window, text).locator(".k-badge"), mark);
    }

    private static void item(Window window, String title) {
        window.page
                .locator(".chat-agenda-items")
                .getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(Pattern.compile(title)))
                .click();
    }

    private Path minutes(Window window, String format) {
        var download = window.page.waitForDownload(() -> window.button(format).click());
        shows(window.page.locator(".k-dialog"), "照合値");
        return download.path();
    }

    @Test
    void a_meeting_goes_from_its_agenda_to_minutes_in_word_and_pdf() throws IOException {
        var chair = kairan.somebody();
        var recorder = kairan.somebody();
        var member = kairan.somebody();
        var name = "防災計画の見直し " + UUID.randomUUID().toString().substring(0, 8);
        try (var one = Window.of(chair);
                var two = Window.of(recorder);
                var phone = Window.open(new Browser.NewContextOptions()
                                .setViewportSize(390, 844)
                                .setHasTouch(true)
                                .setIsMobile(true))
                        .signedIn(member.id())) {
            one.go("/chat");
            one.button("新しいルーム").click();
            one.role(AriaRole.RADIO, "会議").check(new Locator.CheckOptions().setForce(true));
            one.field("ルームの名前").fill(name);
            one.page
                    .getByLabel("議題1", new Page.GetByLabelOptions().setExact(true))
                    .fill("備蓄の更新");
            one.button("議題を足す").click();
            one.page
                    .getByLabel("議題2", new Page.GetByLabelOptions().setExact(true))
                    .fill("訓練の日程");
            one.field("開始日").fill("2026-01-05");
            take(one, "議長", chair);
            take(one, "記録者", recorder);
            one.page
                    .locator(".k-dialog")
                    .getByRole(
                            AriaRole.TAB,
                            new Locator.GetByRoleOptions().setName("人").setExact(true))
                    .click();
            one.page.locator(".k-dialog [role=combobox]").last().fill(member.login());
            one.page
                    .locator(".k-dialog .k-suggestions [role=option]")
                    .filter(new Locator.FilterOptions().setHasText(member.name()))
                    .first()
                    .click();
            shows(one.page.locator(".k-dialog .k-tag"), member.name());
            one.button("ルームをつくる").click();
            shows(one.page.locator(".chat-room-head h1"), name);
            shows(one.page.locator(".chat-agenda"), "開催中");
            var path = one.page.url().substring(one.page.url().indexOf("/chat/"));

            two.go(path);
            phone.go(path);
            shows(two.page.locator(".chat-agenda-items"));
            shows(phone.page.locator(".chat-agenda-items"));
            item(one, "備蓄の更新");
            write(one, "水と食料を三日分から七日分に増やします。");
            shows(row(phone, "七日分"));
            shows(row(one, "七日分").locator(".chat-receipt"), "全員既読");
            row(phone, "七日分").locator("article").tap();
            row(phone, "七日分")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("承知しました"))
                    .tap();
            shows(row(one, "七日分").locator(".chat-reaction"), "承知しました 1");
            mark(one, "七日分", "決定");
            shows(row(two, "七日分").locator(".k-badge"), "決定");

            item(two, "訓練の日程");
            write(two, "会場は二月までに髙﨑さんと決めます。");
            mark(two, "会場は二月", "宿題");
            // What belongs to one item is not among the other's.
            that(row(one, "会場は二月")).hasCount(0);
            item(one, "すべて");
            shows(row(one, "会場は二月"), "議題：訓練の日程");
            item(one, "備蓄の更新");
            one.button("この議題を終える").click();
            shows(one.page.locator(".chat-agenda-items"), "終了");
            shows(two.page.locator(".chat-agenda-items"), "終了");

            one.button("会議を終える").click();
            one.page
                    .locator(".k-dialog")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("会議を終える"))
                    .click();
            shows(one.page.locator(".chat-readonly"), "終了しました");
            shows(phone.page.locator(".chat-readonly"), "閲覧のみ");
            that(phone.page.locator(".chat-composer")).hasCount(0);

            two.button("会議録").click();
            var word = text(minutes(two, "Word（DOCX）"));
            for (var wanted :
                    new String[] {name, "備蓄の更新", "訓練の日程", "水と食料を三日分から七日分に増やします。", "会場は二月までに髙﨑さんと決めます。", "決定", "宿題"}) {
                assertTrue(word.contains(wanted), wanted + " is not in " + word);
            }
            for (var person : new Person[] {chair, recorder, member}) {
                assertTrue(word.contains(person.name()), person.name() + " is not in " + word);
            }
            assertTrue(word.indexOf("決定") < word.lastIndexOf("水と食料を三日分"), "decisions come first");
            try (var pdf = Loader.loadPDF(minutes(two, "PDF").toFile())) {
                var words = new PDFTextStripper().getText(pdf).replaceAll("\\s", "");
                assertTrue(words.contains("会場は二月までに髙﨑さんと決めます。"), words);
                assertTrue(words.contains("水と食料を三日分から七日分に増やします。"), words);
            }
            var csv = Files.readString(minutes(two, "CSV"));
            assertTrue(csv.contains("水と食料を三日分から七日分に増やします。"), csv);
            assertEquals(
                    3,
                    kairan.number(
                            "select count(*) from audit.entry where act = 'chat.minutes-taken' and person_id = ?",
                            recorder.id()));
        }
    }

    /** The words of a document, without its marks. */
    private static String text(Path docx) throws IOException {
        try (var zip = new ZipFile(docx.toFile())) {
            var xml = new String(
                    zip.getInputStream(zip.getEntry("word/document.xml")).readAllBytes(), StandardCharsets.UTF_8);
            return xml.replaceAll("<[^>]*>", "").replace("&amp;", "&");
        }
    }
}
