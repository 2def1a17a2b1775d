package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.ChatPage.*;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Client;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Wait;

/** What the city decides about chat, and what its administrators do, on the page. */
class ChatAdministrationPageIT {

    private final Kairan kairan = Kairan.demo();

    private static void set(Window admin, String label, String value) {
        admin.go("/chat-administration");
        admin.field(label).fill(value);
        admin.button("保存").click();
    }

    private static void limit(Window admin, String label, String value) {
        set(admin, label, value);
        shows(admin.page.locator(".k-toasts"), "保存しました");
    }

    private static org.kairan.systemtest.Answer sending(Client client, long room, String text) {
        return client.post(
                "/api/chat/rooms/" + room + "/messages",
                Map.of("text", text),
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    @Test
    void limits_that_an_administrator_sets_hold_at_once() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, "上限の部屋 " + UUID.randomUUID(), b);
        var asB = kairan.session(b.id());
        try (var admin = Window.ofAdministrator();
                var window = enter(Window.of(a), room)) {
            set(admin, "メッセージの長さ（文字）", "99");
            shows(admin.page.locator("[role=alert]"), "上限は100から8000までの数で指定してください");
            limit(admin, "メッセージの長さ（文字）", "100");
            // In a page that does not know yet the server says it.
            write(window, "長".repeat(101));
            shows(window.page.locator(".chat-failed"), "100文字まで");
            sending(asB, room, "長".repeat(100)).expect(201);
            sending(asB, room, "長".repeat(101)).expect(422, "chat.text-too-long");
            window.page
                    .locator(".chat-failed")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("やめる"))
                    .click();
            window.page.reload();
            field(window).fill("長".repeat(101));
            shows(window.page.locator(".chat-how"), "100文字までです。いまは101文字です");
            field(window).fill("");

            limit(admin, "ファイル1つの大きさ（MB）", "1");
            window.page.reload();
            shows(field(window));
            bring(window, "drop", "大きい.bin", 1_000_001);
            shows(window.page.locator(".k-toasts"), "「大きい.bin」は大きすぎます（1つ1 MBまで）");
            that(window.page.locator(".chat-uploads")).hasCount(0);
            var file = asB.upload("大きい.bin", new byte[1_000_001]);
            asB.post(
                            "/api/chat/rooms/" + room + "/messages",
                            Map.of("text", "大きい", "files", java.util.List.of(file)),
                            "Idempotency-Key",
                            UUID.randomUUID().toString())
                    .expect(422, "chat.file-too-big");

            limit(admin, "ルームの人数", "2");
            kairan.session(a.id())
                    .post(
                            "/api/chat/rooms/" + room + "/members",
                            Map.of("people", java.util.List.of(kairan.somebody().id())))
                    .expect(422, "chat.too-many-members");

            limit(admin, "1人が1分間に送れる数", "10");
            var alone = group(b, "速い部屋 " + UUID.randomUUID());
            var last = 0;
            for (int i = 0; i <= 10; i++) {
                last = sending(asB, alone, "速い話 " + i).status();
            }
            assertEquals(429, last, "the eleventh within a minute");
            // Of others it says nothing.
            sending(kairan.session(a.id()), room, "ほかの人").expect(201);
        } finally {
            try (var admin = Window.ofAdministrator()) {
                for (var label : new String[] {"メッセージの長さ（文字）", "ファイル1つの大きさ（MB）", "ルームの人数", "1人が1分間に送れる数"}) {
                    limit(admin, label, "");
                }
            }
        }
        sending(asB, room, "長".repeat(101)).expect(201);
    }

    @Test
    void a_message_is_reported_and_hidden_by_keyboard() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, "報告の部屋 " + UUID.randomUUID(), b);
        var text = "ひどい話 " + UUID.randomUUID();
        say(kairan.session(a.id()), room, text);
        try (var one = enter(Window.of(b), room);
                var admin = Window.ofAdministrator()) {
            var keys = one.page.keyboard();
            row(one, text).locator("article").focus();
            keys.press("Enter");
            that(in(row(one, text), AriaRole.BUTTON, "承知しました")).isFocused();
            while (!(Boolean) one.ask("document.activeElement.getAttribute('aria-label') === 'その他の操作'")) {
                keys.press("Tab");
            }
            keys.press("Enter");
            shows(one.role(AriaRole.MENUITEM, "管理者に報告する"));
            keys.press("End");
            that(one.role(AriaRole.MENUITEM, "管理者に報告する")).isFocused();
            keys.press("Enter");
            shows(one.role(AriaRole.DIALOG, "管理者に報告する"));
            one.page.locator(".k-dialog textarea").focus();
            keys.type("ひどい言葉です");
            dialog(one, "報告する").focus();
            keys.press("Enter");
            shows(one.page.locator(".k-toasts"), "管理者に報告しました");

            admin.go("/chat-administration");
            var report = admin.page.locator(".chat-messages li").filter(new Locator.FilterOptions().setHasText(text));
            shows(report, "ひどい言葉です");
            report.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("非表示にする"))
                    .focus();
            admin.page.keyboard().press("Enter");
            dialog(admin, "非表示にする").focus();
            admin.page.keyboard().press("Enter");
            shows(report, "非表示");
            shows(one.page.locator(".chat-tombstone"), "管理者が非表示にしました");
            that(row(one, text)).hasCount(0);
        }
    }

    @Test
    void who_may_make_rooms_and_how_long_they_are_kept_is_set_and_a_room_is_taken_out_and_held() {
        var a = kairan.somebody();
        var name = "公開請求の部屋 " + UUID.randomUUID();
        var room = group(a, name, kairan.somebody());
        say(kairan.session(a.id()), room, "請求の対象");
        try (var admin = Window.ofAdministrator()) {
            admin.go("/chat-administration");
            var meeting = admin.page
                    .locator(".chat-fieldset")
                    .filter(new Locator.FilterOptions()
                            .setHas(admin.page.locator(
                                    "legend", new com.microsoft.playwright.Page.LocatorOptions().setHasText("会議"))));
            meeting.getByLabel("残す日数").fill("3650");
            admin.button("保存").click();
            shows(admin.page.locator(".k-toasts"), "保存しました");
            assertEquals(
                    1, kairan.number("select count(*) from chat.policy where body -> 'days' ->> 'meeting' = '3650'"));
            meeting.getByLabel("残す日数").fill("3");
            admin.button("保存").click();
            shows(admin.page.locator("[role=alert]"), "30");
            meeting.getByLabel("残す日数").fill("");
            admin.button("保存").click();
            Wait.until(
                    Duration.ofSeconds(10),
                    "kept for ever again",
                    () -> kairan.number("select count(*) from chat.policy where body -> 'days' ->> 'meeting' is null")
                            == 1);

            admin.go("/chat-exports");
            admin.field("ルームを探す").fill(name);
            var found = admin.page.locator(".k-table tbody tr").filter(new Locator.FilterOptions().setHasText(name));
            shows(found);
            var saved = admin.page.waitForDownload(
                    () -> found.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("取り出す"))
                            .click());
            assertTrue(saved.path().toFile().length() > 1000);
            assertEquals(
                    1,
                    kairan.number(
                            "select count(*) from audit.entry where act = 'chat.room-exported' and subject like ?",
                            "%:" + room));
            found.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("消さずに残す"))
                    .click();
            shows(found.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("残すのをやめる")));
        }
    }
}
