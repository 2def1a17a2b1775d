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
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Office;
import org.kairan.systemtest.OutsideModule;

/** A meeting of three days in a room of its own, from its agenda to its minutes, as its people see it on two PCs and a phone; the days pass by a module that only this test drops into its office. */
class ChatMeetingPageIT {

    /** Somebody of the office; the name as it is written on the minutes. */
    private record Staff(String login, String name, String kana, String section, String title) {

        String row() {
            return Office.row(
                    login, name, kana, "s" + login + "@aise.example.jp", "本務", "藍瀬市/" + section, title, "2001");
        }

        Staff moved(String to, String as) {
            return new Staff(login, name, kana, to, as);
        }
    }

    private static final ZoneId CITY = ZoneId.of("Asia/Tokyo");
    private static final LocalDate FIRST = LocalDate.now(CITY).plusDays(1);
    private static final Staff CHAIR = new Staff("31001", "髙﨑　彩", "タカサキ アヤ", "総務部/庶務課", "課長");
    private static final Staff RECORDER = new Staff("31002", "齋藤　健太", "サイトウ ケンタ", "企画部/調整課", "係長");
    private static final Staff MEMBER = new Staff("31003", "濵田　桃子", "ハマダ モモコ", "市民部/窓口課", "主任");
    private static final String ROOM = "防災計画の見直し";

    private static final Path WORK = Kairan.temporaryFolder();
    private static Kairan kairan;

    /** By how much the office's clock is ahead of the real one. */
    private static Duration ahead = Duration.ZERO;

    @BeforeAll
    static void an_office_whose_clock_can_be_put_forward() throws IOException, InterruptedException {
        var data = WORK.resolve("data");
        var jar = OutsideModule.build("clock-module", "days.jar", WORK);
        Files.copy(jar, Files.createDirectories(data.resolve("modules")).resolve("days.jar"));
        kairan = Kairan.up(data, Map.of());
        var admin = Office.administrator(kairan);
        Office.bring(admin, Office.today(), Office.sections());
        Office.bring(
                admin, Office.today(), Office.PEOPLE_HEADINGS + "\r\n" + CHAIR.row() + RECORDER.row() + MEMBER.row());
        Office.codes(admin)
                .forEach((login, code) ->
                        Office.activate(kairan.client(), login, code).expect(201));
    }

    @AfterAll
    static void end() {
        if (kairan != null) {
            kairan.close();
        }
        Kairan.delete(WORK);
    }

    /** Puts the clocks of the office and of these machines forward; whoever was signed in overnight is not any more. */
    private static void until(LocalDate day, int hour, Window... windows) {
        var by = Duration.between(
                        ZonedDateTime.now(CITY).plus(ahead), ZonedDateTime.of(day, LocalTime.of(hour, 0), CITY))
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        ahead = ahead.plus(by);
        kairan.client().post("/api/days", Map.of("seconds", by.toSeconds())).expect(204);
        for (var window : windows) {
            window.page.navigate("about:blank");
            window.context.addInitScript("""
                    {
                      const By = %d, Real = Date
                      globalThis.Date = class extends Real {
                        constructor(...given) {
                          if (given.length === 0) super(Real.now() + By)
                          else super(...given)
                        }
                        static now() {
                          return Real.now() + By
                        }
                      }
                    }
                    """.formatted(by.toMillis()));
        }
    }

    private static Window window(Browser.NewContextOptions options) {
        return Window.open(kairan.url().toString(), options);
    }

    private static void take(Window window, String label, Staff person) {
        window.page
                .getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .fill(person.login());
        in(window.page.locator(".k-dialog"), AriaRole.BUTTON, person.name() + "を選ぶ")
                .first()
                .click();
    }

    private static Locator in(Locator place, AriaRole role, String name) {
        return place.getByRole(
                role, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator row(Window window, String text) {
        return window.page.locator(".chat-row").filter(new Locator.FilterOptions().setHasText(text));
    }

    private static void write(Window window, String text) {
        window.page.locator(".chat-field textarea").fill(text);
        window.button("送信").click();
        shows(row(window, text));
        that(window.page.locator("[data-state=waiting]")).hasCount(0);
    }

    private static void mark(Window window, String text, String mark) {
        row(window, text).hover();
        in(row(window, text), AriaRole.BUTTON, "その他の操作").click();
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

    private static void readByAll(Window window, String text, String when) {
        that(row(window, text).locator(".chat-receipt")).hasText(Pattern.compile("^全員既読 " + when + "$"));
    }

    private static String era(LocalDate day) {
        return "令和" + (day.getYear() - 2018) + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    private Path minutes(Window window, String format) {
        var download = window.page.waitForDownload(() -> window.button(format).click());
        shows(window.page.locator(".k-dialog"), "照合値");
        return download.path();
    }

    @Test
    void a_meeting_of_three_days_goes_from_its_agenda_to_minutes_in_word_and_pdf() throws IOException {
        var second = FIRST.plusDays(1);
        var third = FIRST.plusDays(2);
        try (var one = window(new Browser.NewContextOptions());
                var two = window(new Browser.NewContextOptions());
                var phone = window(Window.phone())) {
            until(FIRST, 10, one, two, phone);
            one.signIn(CHAIR.login(), Office.PASSWORD);
            two.signIn(RECORDER.login(), Office.PASSWORD);
            phone.signIn(MEMBER.login(), Office.PASSWORD);
            one.go("/chat");
            one.button("新しいルーム").click();
            one.role(AriaRole.RADIO, "会議").check(new Locator.CheckOptions().setForce(true));
            one.field("ルームの名前").fill(ROOM);
            one.field("議題1").fill("備蓄の更新");
            one.button("議題を足す").click();
            one.field("議題2").fill("訓練の日程");
            take(one, "議長", CHAIR);
            take(one, "記録者", RECORDER);
            in(one.page.locator(".k-dialog"), AriaRole.TAB, "人").click();
            one.page.locator(".k-dialog [role=combobox]").last().fill(MEMBER.login());
            one.page
                    .locator(".k-dialog .k-suggestions [role=option]")
                    .filter(new Locator.FilterOptions().setHasText(MEMBER.name()))
                    .first()
                    .click();
            shows(one.page.locator(".k-dialog .k-tag"), MEMBER.name());
            one.button("ルームをつくる").click();
            shows(one.page.locator(".chat-room-head h1"), ROOM);
            shows(one.page.locator(".chat-agenda"), "開催中");
            var path = one.page.url().substring(one.page.url().indexOf("/chat/"));

            two.go(path);
            phone.go(path);
            shows(two.page.locator(".chat-agenda-items"));
            shows(phone.page.locator(".chat-agenda-items"));
            item(one, "備蓄の更新");
            write(one, "水と食料を三日分から七日分に増やします。");
            shows(row(phone, "七日分"));
            readByAll(one, "七日分", "10:\\d\\d");
            row(phone, "七日分").locator("article").tap();
            in(row(phone, "七日分"), AriaRole.BUTTON, "承知しました").tap();
            shows(row(one, "七日分").locator(".chat-reaction"), "承知しました 1");
            item(phone, "備蓄の更新");
            write(phone, "置き場所はどこにしますか。");
            mark(one, "置き場所", "質問");
            shows(row(two, "置き場所").locator(".k-badge"), "質問");
            readByAll(phone, "置き場所", "10:\\d\\d");
            phone.page.navigate("about:blank");
            write(one, "北倉庫の鍵は、あす確かめます。");
            that(row(one, "北倉庫").locator(".chat-receipt")).hasText("既読 1");

            // The member is transferred overnight.
            until(second, 13, one, two, phone);
            var moved = MEMBER.moved("福祉部/相談課", "係長");
            Office.bring(
                    kairan.signIn("admin", Office.PASSWORD), second, Office.PEOPLE_HEADINGS + "\r\n" + moved.row());
            one.signIn(CHAIR.login(), Office.PASSWORD).go(path);
            two.signIn(RECORDER.login(), Office.PASSWORD).go(path);
            shows(row(one, "北倉庫"));
            that(row(one, "北倉庫").locator(".chat-receipt")).hasText("既読 1");
            phone.signIn(MEMBER.login(), Office.PASSWORD).go(path);
            shows(phone.page.locator(".chat-new"));
            readByAll(one, "北倉庫", "13:\\d\\d");
            item(phone, "訓練の日程");
            write(phone, "相談課からも一名を出します。");
            // What belongs to one item is not among the other's.
            item(two, "備蓄の更新");
            that(row(two, "相談課からも")).hasCount(0);
            item(two, "訓練の日程");
            shows(row(two, "相談課からも"));
            write(two, "会場は二月までに髙﨑さんと決めます。");
            mark(two, "会場は二月", "宿題");
            item(one, "すべて");
            shows(row(one, "会場は二月"), "議題：訓練の日程");
            shows(row(one, "会場は二月").locator(".k-badge"), "宿題");
            readByAll(two, "会場は二月", "13:\\d\\d");

            until(third, 16, one, two, phone);
            one.signIn(CHAIR.login(), Office.PASSWORD).go(path);
            two.signIn(RECORDER.login(), Office.PASSWORD).go(path);
            phone.signIn(MEMBER.login(), Office.PASSWORD).go(path);
            that(one.page.locator(".chat-day")).hasCount(2);
            mark(one, "七日分", "決定");
            shows(row(two, "七日分").locator(".k-badge"), "決定");
            item(one, "備蓄の更新");
            one.button("この議題を終える").click();
            shows(one.page.locator(".chat-agenda-items"), "終了");
            shows(two.page.locator(".chat-agenda-items"), "終了");
            item(one, "すべて");
            write(one, "これで終わります。");
            that(one.page.locator(".chat-day")).hasCount(3);
            shows(one.page.locator(".chat-day").last(), "今日");
            row(phone, "これで終わります").locator("article").tap();
            in(row(phone, "これで終わります"), AriaRole.BUTTON, "スタンプ・リアクション").tap();
            in(phone.page.locator(".chat-picker"), AriaRole.BUTTON, "お疲れさまです").tap();
            shows(row(one, "これで終わります").locator(".chat-reaction"), "お疲れさまです 1");
            readByAll(one, "これで終わります", "16:\\d\\d");

            one.button("会議を終える").click();
            in(one.page.locator(".k-dialog"), AriaRole.BUTTON, "会議を終える").click();
            shows(one.page.locator(".chat-readonly"), "終了しました");
            shows(phone.page.locator(".chat-readonly"), "閲覧のみ");
            that(phone.page.locator(".chat-composer")).hasCount(0);

            two.button("会議録").click();
            checkWord(minutes(two, "Word（DOCX）"), second, third);
            try (var pdf = Loader.loadPDF(minutes(two, "PDF").toFile())) {
                var words = new PDFTextStripper().getText(pdf).replaceAll("[\\s　]", "");
                for (var wanted : List.of(
                        "防災計画の見直し会議録",
                        "会場は二月までに髙﨑さんと決めます。",
                        "庶務課課長髙﨑彩",
                        "窓口課主任濵田桃子",
                        "相談課係長濵田桃子",
                        "髙﨑彩庶務課課長議長33/300",
                        era(FIRST),
                        era(second),
                        era(third))) {
                    assertTrue(words.contains(wanted), wanted + " is not in " + words);
                }
                assertEquals(-1, words.indexOf('〓'), "a character that the font lacks");
            }
            var csv = Files.readString(minutes(two, "CSV"));
            assertTrue(csv.contains("水と食料を三日分から七日分に増やします。"), csv);
            assertEquals(3, kairan.number("select count(*) from audit.entry where act = 'chat.minutes-taken'"));
        }
    }

    private void checkWord(Path file, LocalDate second, LocalDate third) throws IOException {
        var xml = document(file);
        var lines = texts(xml, "w:p");
        var all = String.join("\n", lines);
        assertEquals(ROOM + " 会議録", lines.get(0));
        assertTrue(lines.contains("開会：" + era(FIRST) + " 09:00"), all);
        assertTrue(lines.get(2).matches("閉会：" + era(third) + " 16:\\d\\d"), all);
        // Decisions and homework come first, then who was there, then what was said, each day under its date.
        var order = List.of("決定", "宿題", "質問", "出席", "備蓄の更新", era(FIRST), "訓練の日程", era(second), "議題のない発言", era(third));
        assertEquals(order, lines.stream().filter(order::contains).toList(), all);
        for (var wanted : List.of(
                "1. 水と食料を三日分から七日分に増やします。（No.1　庶務課 課長 髙﨑　彩）",
                "1. 会場は二月までに髙﨑さんと決めます。（No.5　調整課 係長 齋藤　健太）",
                "1. 置き場所はどこにしますか。（No.2　窓口課 主任 濵田　桃子）")) {
            assertTrue(lines.contains(wanted), wanted + " is not in " + all);
        }
        // Who was transferred stands there as they were on the day.
        for (var wanted : List.of(
                "No\\.2　10:\\d\\d　窓口課 主任 濵田　桃子　【質問】",
                "No\\.4　13:\\d\\d　相談課 係長 濵田　桃子",
                "No\\.6　16:\\d\\d　庶務課 課長 髙﨑　彩",
                "既読 2/2　全員既読：" + era(second) + " 13:\\d\\d")) {
            assertTrue(lines.stream().anyMatch(line -> line.matches(wanted)), wanted + " is not in " + all);
        }
        assertEquals(
                List.of(
                        List.of("氏名", "所属", "役職", "役割", "発言", "既読", "未読", "対象外"),
                        List.of("髙﨑　彩", "庶務課", "課長", "議長", "3", "3/3", "0", "0"),
                        List.of("齋藤　健太", "調整課", "係長", "記録者", "1", "5/5", "0", "0"),
                        List.of("濵田　桃子", "相談課", "係長", "", "2", "4/4", "0", "0")),
                parts(xml, "w:tr").map(row -> texts(row, "w:p")).toList());
    }

    private static String document(Path docx) throws IOException {
        try (var zip = new ZipFile(docx.toFile())) {
            return new String(
                    zip.getInputStream(zip.getEntry("word/document.xml")).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Stream<String> parts(String xml, String element) {
        return Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(xml)
                .results()
                .map(found -> found.group(1));
    }

    /** The words of each such element, without their marks. */
    private static List<String> texts(String xml, String element) {
        return new ArrayList<>(parts(xml, element)
                .map(part -> part.replaceAll("<[^>]*>", "").replace("&amp;", "&"))
                .toList());
    }
}
