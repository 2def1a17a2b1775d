package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kairan.systemtest.browser.ChatPage.dialog;
import static org.kairan.systemtest.browser.ChatPage.enter;
import static org.kairan.systemtest.browser.ChatPage.field;
import static org.kairan.systemtest.browser.ChatPage.row;
import static org.kairan.systemtest.browser.ChatPage.say;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Client;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Office;
import org.kairan.systemtest.OutsideModule;
import org.kairan.systemtest.Wait;

/** What of chat takes an office of its own: a section of more than a hundred people, and a month that passes. */
class ChatOfficePageIT {

    private static final String SECTION = "庶務課";
    private static final int PEOPLE = 102;
    private static final Path WORK = Kairan.temporaryFolder();
    private static Kairan kairan;

    @BeforeAll
    static void an_office_with_a_big_section_whose_clock_can_be_put_forward() throws IOException, InterruptedException {
        var data = WORK.resolve("data");
        var jar = OutsideModule.build("clock-module", "days.jar", WORK);
        Files.copy(jar, Files.createDirectories(data.resolve("modules")).resolve("days.jar"));
        kairan = Kairan.up(data, Map.of());
        var admin = Office.administrator(kairan);
        Office.bring(admin, Office.today(), Office.sections());
        Office.bring(
                admin,
                Office.today(),
                Office.PEOPLE_HEADINGS + "\r\n"
                        + IntStream.range(0, PEOPLE)
                                .mapToObj(i -> Office.row(
                                        login(i),
                                        "職員　" + i,
                                        "ショクイン",
                                        "s" + i + "@aise.example.jp",
                                        "本務",
                                        "藍瀬市/総務部/" + SECTION,
                                        "主事",
                                        "2001"))
                                .collect(Collectors.joining()));
        Office.activate(kairan.client(), login(0), Office.codes(admin).get(login(0)))
                .expect(201);
    }

    @AfterAll
    static void end() {
        if (kairan != null) {
            kairan.close();
        }
        Kairan.delete(WORK);
    }

    private static String login(int i) {
        return Integer.toString(32_001 + i);
    }

    private static Client client() {
        return kairan.signIn(login(0), Office.PASSWORD);
    }

    private static Window window(String login) {
        return Window.open(kairan.url().toString(), new Browser.NewContextOptions())
                .signIn(login, Office.PASSWORD);
    }

    private static long room(Client maker, String kind, List<Long> people) {
        return maker.post(
                        "/api/chat/rooms",
                        Map.of("kind", kind, "name", "部屋 " + kind, "purpose", "", "people", people),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json()
                .at("/room/id")
                .asLong();
    }

    private static void pass(Duration time) {
        kairan.client().post("/api/days", Map.of("seconds", time.toSeconds())).expect(204);
    }

    private static long messages(long room) {
        return kairan.number("select count(*) from chat.message where room_id = ?", room);
    }

    private static void call(Window window, String text) {
        field(window).pressSequentially("@" + SECTION);
        window.page
                .locator(".chat-candidate strong")
                .getByText("@" + SECTION, new Locator.GetByTextOptions().setExact(true))
                .click();
        that(field(window)).hasValue("@" + SECTION + " ");
        window.page.keyboard().type(text);
        window.page.keyboard().press("Enter");
    }

    @Test
    void a_section_of_more_than_a_hundred_people_is_called_only_after_it_was_asked_back() {
        var client = client();
        var others = kairan.query(
                row -> row.getLong(1),
                "select person_id from organization.account where login between ? and ? order by login",
                login(1),
                login(PEOPLE - 1));
        var room = room(client, "group", others);
        try (var window = enter(window(login(0)), room)) {
            call(window, "課の全員へ");
            shows(window.role(AriaRole.ALERTDIALOG, "多くの人に通知します"), "101名");
            dialog(window, "書き直す").click();
            that(field(window)).hasValue("@" + SECTION + " 課の全員へ");
            assertEquals(0, messages(room), "not sent");
            field(window).press("Enter");
            dialog(window, "101名に送る").click();
            shows(row(window, "課の全員へ").locator(".chat-mention"), "@" + SECTION);
            Wait.until(Duration.ofSeconds(20), "sent", () -> messages(room) == 1);
            // A hundred are not more than a hundred.
            client.delete("/api/chat/rooms/" + room + "/members/" + others.get(100))
                    .expect(204);
            shows(window.page.locator(".chat-coming"), "職員　101が抜けました");
            call(window, "残りの百人へ");
            shows(row(window, "残りの百人へ").locator(".chat-mention"), "@" + SECTION);
            Wait.until(Duration.ofSeconds(20), "sent", () -> messages(room) == 2);
        }
    }

    @Test
    void messages_are_kept_as_long_as_the_administrator_says_for_their_kind_of_room_and_no_longer() {
        var client = client();
        var group = room(client, "group", List.of());
        var consultation = room(client, "consultation", List.of());
        say(client, group, "ひと月前の話");
        say(client, consultation, "ひと月前の相談");
        try (var admin = window("admin")) {
            admin.go("/chat-administration");
            days(admin, "グループ").fill("30");
            admin.button("保存").click();
            shows(admin.page.locator(".k-toasts"), "保存しました");
            admin.page.reload();
            that(days(admin, "グループ")).hasValue("30");
            that(days(admin, "相談")).hasValue("");
        }
        pass(Duration.ofDays(20));
        var seq = say(client(), group, "十日あまり前の話");
        pass(Duration.ofDays(11));
        Wait.until(Duration.ofSeconds(40), "the first message is removed", () -> messages(group) == 1);
        try (var window = enter(window(login(0)), group)) {
            shows(row(window, "十日あまり前の話"));
            that(row(window, "ひと月前の話")).hasCount(0);
            enter(window, consultation);
            shows(row(window, "ひと月前の相談"));
        }
        assertEquals(seq, kairan.number("select seq from chat.message where room_id = ?", group));
        assertEquals(
                1,
                kairan.number(
                        "select count(*) from audit.entry where act = 'chat.messages-removed' and subject like ?",
                        "%:" + group));
    }

    private static Locator days(Window admin, String kind) {
        return admin.page
                .locator(".chat-fieldset")
                .filter(new Locator.FilterOptions()
                        .setHas(admin.page.locator("legend", new Page.LocatorOptions().setHasText(kind))))
                .getByLabel("残す日数");
    }
}
