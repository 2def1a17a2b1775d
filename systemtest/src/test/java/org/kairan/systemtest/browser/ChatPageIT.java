package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.ChatPage.*;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.BadLine;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Wait;

/** What people do in chat, on two PCs and a phone at once. */
class ChatPageIT {

    private final Kairan kairan = Kairan.demo();

    @Test
    void two_browsers_and_a_phone_talk_read_answer_react_edit_and_delete_as_it_happens() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var c = kairan.somebody();
        var room = group(a, "窓口の応援 " + UUID.randomUUID(), b, c);
        try (var one = enter(Window.of(a), room);
                var two = enter(Window.of(b), room);
                var phone = enter(phoneOf(c), room)) {
            one.page.bringToFront();
            write(one, "来週の当番を決めませんか");
            shows(row(two, "来週の当番"));
            shows(row(phone, "来週の当番"));
            // Both see it, and the author sees that they do.
            shows(row(one, "来週の当番").locator(".chat-receipt"), "全員既読");

            in(barOf(two, "来週の当番"), AriaRole.BUTTON, "返信する").click();
            write(two, "月曜なら出られます");
            shows(row(one, "月曜なら").locator(".chat-quote"), "来週の当番を決めませんか");

            in(barOf(one, "月曜なら"), AriaRole.BUTTON, "承知しました").click();
            shows(row(two, "月曜なら").locator(".chat-reaction"), "承知しました 1");
            row(phone, "月曜なら").locator(".chat-reaction").tap();
            shows(row(one, "月曜なら").locator(".chat-reaction"), "承知しました 2");

            choose(two, "月曜なら", "編集する");
            that(field(two)).hasValue("月曜なら出られます");
            write(two, "火曜なら出られます");
            shows(row(one, "火曜なら出られます").getByText("編集済み"));
            row(one, "火曜なら出られます").getByText("編集済み").click();
            shows(one.page.locator(".k-dialog .chat-versions"), "月曜なら出られます");
            one.page.keyboard().press("Escape");

            row(one, "火曜なら").locator(".chat-receipt").click();
            shows(one.page.locator(".k-dialog"), b.name().equals(a.name()) ? "既読" : a.name());
            one.page.keyboard().press("Escape");

            choose(two, "火曜なら", "削除する");
            two.page
                    .locator(".k-dialog")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("削除する"))
                    .click();
            shows(one.page.locator(".chat-tombstone"), "このメッセージは削除されました");
            shows(phone.page.locator(".chat-tombstone"));
            that(row(one, "火曜なら出られます")).hasCount(0);

            phone.page.locator(".chat-back").click();
            shows(phone.page.locator(".chat-list h1"), "チャット");
        }
    }

    @Test
    void a_room_opens_at_the_first_unread_message_and_the_line_above_it_stays() {
        var reader = kairan.somebody();
        var writer = kairan.somebody();
        var more = List.of(kairan.somebody(), kairan.somebody());
        var room = group(writer, "連絡 " + UUID.randomUUID(), reader, more.get(0), more.get(1));
        var clients = List.of(
                kairan.session(writer.id()),
                kairan.session(more.get(0).id()),
                kairan.session(more.get(1).id()));
        for (int i = 1; i <= 10; i++) {
            say(clients.get(i % 3), room, "読んだ連絡 " + i);
        }
        kairan.session(reader.id())
                .put("/api/chat/rooms/" + room + "/receipt", Map.of("seq", 10))
                .expect(204);
        for (int i = 1; i <= 44; i++) {
            say(clients.get(i % 3), room, "まだの連絡 " + i);
        }
        say(clients.get(0), room, "@[person:" + reader.id() + "] お願いします");
        try (var window = Window.of(reader)) {
            window.go("/chat");
            var entry = window.page.locator("[data-room='" + room + "']");
            shows(entry.getByText("未読 45件"));
            shows(entry.getByText("あなたあて 1件"));
            entry.getByRole(AriaRole.LINK).click();
            shows(window.page.locator(".chat-new"));
            assertTrue(
                    (Boolean)
                            window.ask(
                                    "(() => { const line = document.querySelector('.chat-new').getBoundingClientRect(), box = document.querySelector('.chat-scroll').getBoundingClientRect(); return line.top >= box.top && line.bottom <= box.bottom })()"));
            shows(row(window, "まだの連絡 1").first());
            // What is looked at is read, from above and no further than one has come.
            Wait.until(
                    Duration.ofSeconds(20),
                    "the first ones are read",
                    () -> kairan.number(
                                    "select max(receipt_seq) from chat.member where room_id = ? and person_id = ?",
                                    room,
                                    reader.id())
                            > 11);
            assertTrue(kairan.number(
                            "select max(receipt_seq) from chat.member where room_id = ? and person_id = ?",
                            room,
                            reader.id())
                    < 50);
            shows(window.page.locator(".chat-new"));
            window.page
                    .locator(".chat-floating")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("新着|最新へ")))
                    .click();
            shows(row(window, "お願いします"));
            window.button("すべて既読にする").click();
            that(entry.getByText(Pattern.compile("^未読"))).hasCount(0);
            shows(window.menu("チャット"));
        }
    }

    @Test
    void what_is_written_without_a_line_waits_is_sent_once_and_what_was_visited_can_be_read_meanwhile() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, "夜間対応 " + UUID.randomUUID(), b);
        var other = group(a, "別のルーム " + UUID.randomUUID(), b);
        say(kairan.session(b.id()), room, "残っている話");
        say(kairan.session(b.id()), other, "別の話");
        var lines = new ArrayList<WebSocketRoute>();
        var cut = new boolean[1];
        try (var window = Window.of(a).expecting(LOST)) {
            window.page.routeWebSocket(Pattern.compile("/api/live"), line -> {
                if (cut[0]) {
                    line.close();
                } else {
                    line.connectToServer();
                    lines.add(line);
                }
            });
            enter(window, other);
            shows(row(window, "別の話"));
            // It is kept a moment after it has been shown.
            Wait.until(Duration.ofSeconds(15), "kept on the machine", () -> (Boolean) window.ask(
                    "(async () => { const db = await new Promise(done => { const r = indexedDB.open('kairan.chat."
                            + a.id()
                            + "'); r.onsuccess = () => done(r.result) }); const all = await new Promise(done => { const r = db.transaction('logs').objectStore('logs').getAllKeys(); r.onsuccess = () => done(r.result) }); db.close(); return all.includes('"
                            + other + "') })()"));
            enter(window, room);
            shows(row(window, "残っている話"));
            cut[0] = true;
            window.context.setOffline(true);
            lines.forEach(WebSocketRoute::close);
            lines.clear();
            shows(window.page.locator(".k-offline"));
            write(window, "つながらない間に書きました");
            write(window, "その続きです");
            shows(window.page.locator("[data-state=waiting]").first(), "送信待ち");
            window.page.locator("[data-room='" + other + "'] a").click();
            shows(row(window, "別の話"));
            assertEquals(0, stored(room, "つながらない間に書きました"));
            // The page is left and comes again before the line does.
            window.page.locator("[data-room='" + room + "'] a").click();
            that(window.page.locator("[data-state=waiting]")).hasCount(2);
            cut[0] = false;
            window.context.setOffline(false);
            that(window.page.locator("[data-state=waiting]")).hasCount(0);
            shows(row(window, "その続きです"));
            assertEquals(1, stored(room, "つながらない間に書きました"));
            assertEquals(1, stored(room, "その続きです"));
            assertEquals(
                    List.of("つながらない間に書きました", "その続きです"),
                    kairan.query(
                            line -> line.getString(1),
                            "select text from chat.message where room_id = " + room + " and sender_id = " + a.id()
                                    + " order by seq"));
        }
    }

    @Test
    void what_is_written_on_a_line_that_is_dead_in_one_direction_goes_once_when_there_is_another() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, "片方向だけの回線 " + UUID.randomUUID(), b);
        try (var line = BadLine.forBrowsers(kairan.port());
                var window = Window.open(new Browser.NewContextOptions()
                                .setProxy(new com.microsoft.playwright.options.Proxy(line.socks())
                                        .setBypass("<-loopback>")))
                        .signedIn(a.id())
                        .expecting(LOST)) {
            enter(window, room);
            for (var dead : List.of(BadLine.Trouble.DEAD_DOWN, BadLine.Trouble.DEAD_UP)) {
                line.deaden(dead);
                write(window, "届かない返事 " + dead);
                shows(window.page.locator("[data-state=waiting]"), "送信待ち");
                say(kairan.session(b.id()), room, "その間の話 " + dead);
                if (dead == BadLine.Trouble.DEAD_DOWN) {
                    Wait.until(Duration.ofSeconds(20), "it has arrived", () -> stored(room, "届かない返事 " + dead) == 1);
                    that(window.page.locator("[data-state=waiting]")).hasCount(1);
                }
                // Nobody tells the page: the old connections stay open and silent.
                line.mend();
                that(window.page.locator("[data-state=waiting]"))
                        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(90_000));
                that(row(window, "届かない返事 " + dead)).hasCount(1);
                shows(row(window, "その間の話 " + dead));
                assertEquals(1, stored(room, "届かない返事 " + dead));
            }
        }
    }

    @Test
    void an_answer_that_gets_lost_makes_no_second_message() {
        var a = kairan.somebody();
        var room = group(a, "答えの届かない日 " + UUID.randomUUID(), kairan.somebody());
        try (var window = enter(Window.of(a).expecting(LOST), room)) {
            var tries = new int[1];
            window.page.route(Pattern.compile("/api/chat/rooms/\\d+/messages$"), route -> {
                if (route.request().method().equals("POST") && tries[0]++ == 0) {
                    route.fetch(); // It arrives and is done; the answer does not come back.
                    route.abort();
                } else {
                    route.resume();
                }
            });
            write(window, "一度だけの話");
            window.page.waitForCondition(() -> tries[0] >= 2);
            that(window.page.locator("[data-state=waiting]")).hasCount(0);
            that(row(window, "一度だけの話")).hasCount(1);
            assertEquals(1, stored(room, "一度だけの話"));
        }
    }

    @Test
    void what_the_server_refuses_can_be_tried_again_or_edited() {
        var a = kairan.somebody();
        var room = group(a, "送れない日 " + UUID.randomUUID(), kairan.somebody());
        try (var window = enter(Window.of(a), room)) {
            window.page.route(Pattern.compile("/api/chat/rooms/\\d+/messages$"), route -> {
                if (route.request().method().equals("POST")) {
                    route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                            .setStatus(409)
                            .setContentType("application/problem+json")
                            .setBody(
                                    "{\"status\":409,\"code\":\"chat.room-closed\",\"title\":\"closed\",\"args\":{}}"));
                } else {
                    route.resume();
                }
            });
            write(window, "止められた話");
            shows(window.page.locator(".chat-failed"), "送信できません");
            shows(window.page.locator(".chat-failed"), "このルームは終了しています");
            window.page
                    .locator(".chat-failed")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("編集する"))
                    .click();
            that(field(window)).hasValue("止められた話");
            that(window.page.locator(".chat-failed")).hasCount(0);
            window.page.unrouteAll();
            field(window).press("Enter");
            shows(row(window, "止められた話"));
            Wait.until(Duration.ofSeconds(20), "sent", () -> stored(room, "止められた話") == 1);
        }
    }

    @Test
    void a_draft_outlives_a_reload_and_waits_on_another_device() {
        var a = kairan.somebody();
        var room = group(a, "下書き " + UUID.randomUUID(), kairan.somebody());
        try (var window = enter(Window.of(a), room);
                var phone = phoneOf(a)) {
            field(window).fill("書きかけの文");
            window.page.reload();
            that(field(window)).hasValue("書きかけの文");
            Wait.until(
                    Duration.ofSeconds(15),
                    "the server has it",
                    () -> kairan.number("select count(*) from chat.draft where room_id = ?", room) == 1);
            enter(phone, room);
            that(field(phone)).hasValue("書きかけの文");
            field(phone).press("Enter");
            shows(row(phone, "書きかけの文"));
            Wait.until(
                    Duration.ofSeconds(15),
                    "the draft is gone",
                    () -> kairan.number("select count(*) from chat.draft where room_id = ?", room) == 0);
        }
    }

    @Test
    void a_draft_that_answers_a_message_answers_it_after_a_reload_and_on_another_device() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, "返信の下書き " + UUID.randomUUID(), b);
        var asB = kairan.session(b.id());
        var asked = say(asB, room, "鍵はどこですか");
        say(asB, room, "別の話です");
        try (var window = enter(Window.of(a), room);
                var phone = phoneOf(a)) {
            field(window).fill("金庫に");
            draft(room, "金庫に", 0);
            // Chosen after the words, and alone worth keeping.
            in(barOf(window, "鍵はどこ"), AriaRole.BUTTON, "返信する").click();
            shows(window.page.locator(".chat-context"), "鍵はどこですか");
            draft(room, "金庫に", asked);
            window.page.reload();
            shows(window.page.locator(".chat-context"), b.name());
            shows(window.page.locator(".chat-context"), "鍵はどこですか");
            enter(phone, room);
            that(field(phone)).hasValue("金庫に");
            shows(phone.page.locator(".chat-context"), b.name());
            shows(phone.page.locator(".chat-context"), "鍵はどこですか");
            field(phone).press("Enter");
            shows(row(phone, "金庫に").locator(".chat-quote"), "鍵はどこですか");
            assertEquals(
                    asked,
                    kairan.number("select reply_seq from chat.message where room_id = ? and text = '金庫に'", room));
            that(window.page.locator(".chat-context")).hasCount(0);
        }
    }

    @Test
    void a_draft_whose_message_has_been_removed_is_no_answer_any_more() {
        var a = kairan.somebody();
        var room = group(a, "返信先のない下書き " + UUID.randomUUID(), kairan.somebody());
        kairan.session(a.id())
                .put("/api/chat/rooms/" + room + "/draft", Map.of("text", "残った言葉", "reply", 7))
                .expect(204);
        try (var window = enter(Window.of(a), room)) {
            that(field(window)).hasValue("残った言葉");
            that(window.page.locator(".chat-context")).hasCount(0);
            draft(room, "残った言葉", 0);
            field(window).press("Enter");
            that(window.page.locator("[data-state=waiting]")).hasCount(0);
            shows(row(window, "残った言葉"));
            assertEquals(1, stored(room, "残った言葉"));
        }
    }

    /** Waits until the server keeps it; a reply of 0 is none. */
    private void draft(long room, String text, long reply) {
        Wait.until(
                Duration.ofSeconds(15),
                "the server has it",
                () -> kairan.number(
                                "select count(*) from chat.draft where room_id = ? and text = ? and coalesce(reply_seq, 0) = ?",
                                room,
                                text,
                                reply)
                        == 1);
    }

    @Test
    void nothing_is_sent_while_an_input_method_composes() {
        var a = kairan.somebody();
        var room = group(a, "変換 " + UUID.randomUUID(), kairan.somebody());
        try (var window = enter(Window.of(a), room)) {
            field(window).focus();
            var devtools = window.context.newCDPSession(window.page);
            var composed = new JsonObject();
            composed.addProperty("text", "かいぎ");
            composed.addProperty("selectionStart", 3);
            composed.addProperty("selectionEnd", 3);
            devtools.send("Input.imeSetComposition", composed);
            window.page.keyboard().press("Enter");
            that(window.page.locator(".chat-row")).hasCount(0);
            var done = new JsonObject();
            done.addProperty("text", "会議");
            devtools.send("Input.insertText", done);
            that(field(window)).hasValue(Pattern.compile("会議"));
            that(window.page.locator(".chat-row")).hasCount(0);
            window.page.waitForTimeout(100);
            window.page.keyboard().press("Shift+Enter");
            window.page.keyboard().type("二行目");
            that(window.page.locator(".chat-row")).hasCount(0);
            window.page.keyboard().press("Enter");
            shows(row(window, "二行目"));
        }
    }

    @Test
    void whoever_signs_out_leaves_no_messages_on_the_machine() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, "残さない " + UUID.randomUUID(), b);
        say(kairan.session(b.id()), room, "秘密の話");
        try (var window = Window.open().signIn(a)) {
            enter(window, room);
            shows(row(window, "秘密の話"));
            Wait.until(
                    Duration.ofSeconds(15),
                    "a store is there",
                    () -> databases(window).contains("kairan.chat." + a.id()));
            window.page.locator(".k-person-button").click();
            window.button("サインアウト").click();
            shows(window.field("ログインID"));
            assertFalse(databases(window).contains("kairan.chat"), databases(window));
        }
    }

    private static String databases(Window window) {
        return (String) window.ask("indexedDB.databases().then(all => all.map(one => one.name).join(' '))");
    }

    @Test
    void a_mention_is_completed_while_it_is_typed_and_many_people_are_confirmed_first() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, "宛先 " + UUID.randomUUID(), b);
        try (var window = enter(Window.of(a), room);
                var other = Window.of(b)) {
            field(window).focus();
            window.page.keyboard().type("@" + b.name().substring(0, 1));
            shows(window.role(AriaRole.LISTBOX, "宛先の候補"));
            window.page.keyboard().press("Enter");
            that(field(window)).hasValue("@" + b.name() + " ");
            window.page.keyboard().type("ご確認ください");
            window.page.keyboard().press("Enter");
            shows(row(window, "ご確認ください").locator(".chat-mention"), "@" + b.name());
            other.go("/chat");
            shows(other.page.locator("[data-room='" + room + "']").getByText("あなたあて 1件"));
        }
    }

    /** What has the focus, in the words of the accessibility tree. */
    private static String focus(CDPSession devtools) {
        var parameters = new JsonObject();
        parameters.addProperty("expression", "document.activeElement");
        var element = devtools.send("Runtime.evaluate", parameters).getAsJsonObject("result");
        var of = new JsonObject();
        of.add("objectId", element.get("objectId"));
        of.addProperty("fetchRelatives", false);
        var node = devtools.send("Accessibility.getPartialAXTree", of)
                .getAsJsonArray("nodes")
                .get(0)
                .getAsJsonObject();
        return value(node, "role") + " " + value(node, "name");
    }

    private static String value(JsonObject node, String part) {
        return node.has(part) && node.getAsJsonObject(part).has("value")
                ? node.getAsJsonObject(part).get("value").getAsString().strip()
                : "";
    }

    private static void focusIs(CDPSession devtools, String expected) {
        var at = new String[1];
        Wait.until(Duration.ofSeconds(10), "the focus is at '" + expected + "'", () -> {
            at[0] = focus(devtools);
            return Pattern.compile(expected).matcher(at[0]).find();
        });
    }

    private static void menuTo(Window window, CDPSession devtools, String expected) {
        for (int i = 0; i < 20; i++) {
            if (Pattern.compile(expected).matcher(focus(devtools)).find()) {
                return;
            }
            window.page.keyboard().press("ArrowDown");
        }
        throw new AssertionError("no '" + expected + "' in the menu");
    }

    private static void tabTo(Window window, CDPSession devtools, String expected) {
        var way = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            var at = focus(devtools);
            if (Pattern.compile(expected).matcher(at).find()) {
                return;
            }
            way.add(at);
            window.page.keyboard().press("Tab");
        }
        throw new AssertionError("no '" + expected + "' on the way " + way);
    }

    @Test
    void everything_goes_by_keyboard_and_every_stop_has_a_name() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var name = "鍵盤 " + UUID.randomUUID();
        var room = group(a, name, b);
        say(kairan.session(b.id()), room, "最初の話");
        say(kairan.session(b.id()), room, "二番目の話");
        try (var window = Window.of(a)) {
            var devtools = window.context.newCDPSession(window.page);
            var keys = window.page.keyboard();
            window.go("/chat");
            shows(window.page.locator("[data-room='" + room + "']"));
            keys.press("Control+k");
            shows(window.role(AriaRole.COMBOBOX, "検索と移動"));
            keys.type(name);
            shows(window.role(AriaRole.OPTION, name).first());
            that(window.page.locator(".k-palette-active")).containsText(name);
            keys.press("Enter");
            shows(row(window, "二番目の話"));
            tabTo(window, devtools, "^textbox " + name + "へのメッセージ");
            keys.type("鍵盤だけで書きました");
            keys.press("Enter");
            shows(row(window, "鍵盤だけで書きました"));
            Wait.until(Duration.ofSeconds(20), "sent", () -> stored(room, "鍵盤だけで書きました") == 1);
            that(window.page.locator("[data-key]")).hasCount(0);
            // Arrow Up takes up one's last message.
            keys.press("ArrowUp");
            that(field(window)).hasValue("鍵盤だけで書きました");
            keys.press("End");
            keys.type("。");
            keys.press("Enter");
            shows(row(window, "鍵盤だけで書きました。").getByText("編集済み"));
            // Escape goes to the messages, the arrows and letters from one to the next.
            keys.press("Escape");
            focusIs(devtools, "^article .*鍵盤だけで書きました。");
            keys.press("ArrowUp");
            focusIs(devtools, "^article .*二番目の話");
            keys.press("k");
            focusIs(devtools, "^article .*最初の話");
            keys.press("j");
            focusIs(devtools, "^article .*二番目の話");
            keys.press("Enter");
            focusIs(devtools, "^button 承知しました");
            keys.press("Enter");
            shows(row(window, "二番目の話").locator(".chat-reaction"), "承知しました 1");
            tabTo(window, devtools, "^button 返信する");
            keys.press("Enter");
            focusIs(devtools, "^textbox " + name + "へのメッセージ");
            keys.type("返事も鍵盤です");
            keys.press("Enter");
            shows(row(window, "返事も鍵盤です").locator(".chat-quote"), "二番目の話");
            that(window.page.locator("[data-key]")).hasCount(0);
            keys.press("Escape");
            focusIs(devtools, "^article .*返事も鍵盤です");
            keys.press("Enter");
            focusIs(devtools, "^button 承知しました");
            tabTo(window, devtools, "^button その他の操作");
            keys.press("Enter");
            menuTo(window, devtools, "^menuitem 「宿題」の印を付ける");
            keys.press("Enter");
            shows(row(window, "返事も鍵盤です").locator(".k-badge"), "宿題");
            focusIs(devtools, "^button その他の操作");
            keys.press("Enter");
            focusIs(devtools, "^menuitem 編集する");
            menuTo(window, devtools, "^menuitem 既読・未読の人を見る");
            keys.press("Enter");
            shows(window.page.locator(".k-dialog"), "既読の状況");
            tabTo(window, devtools, "^tab 既読 0");
            keys.press("ArrowRight");
            shows(window.page.locator(".k-dialog"), b.name());
            keys.press("Escape");
            that(window.page.locator(".k-dialog")).hasCount(0);
            keys.press("Escape");
            focusIs(devtools, "^article .*返事も鍵盤です");
            keys.press("k");
            keys.press("k");
            focusIs(devtools, "^article .*二番目の話");
            keys.press("Enter");
            focusIs(devtools, "^button 承知しました");
            tabTo(window, devtools, "^button その他の操作");
            keys.press("Enter");
            focusIs(devtools, "^menuitem 既読・未読の人を見る");
            keys.press("ArrowDown");
            focusIs(devtools, "^menuitem ブックマークする");
            keys.press("Enter");
            shows(row(window, "二番目の話").getByText("ブックマーク"));
            keys.press("Escape");
            keys.press("Escape");
            focusIs(devtools, "^textbox " + name + "へのメッセージ");
            tabTo(window, devtools, "^button 送信|^button ファイルを添付");
            assertEquals(1, stored(room, "鍵盤だけで書きました。"));
        }
    }
}
