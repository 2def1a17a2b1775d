package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.ChatPage.*;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Client;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Kairan.Person;
import org.kairan.systemtest.Wait;

/** Who looks elsewhere, has no line, or shares the PC. */
class ChatAwayIT {

    private static final ZoneId CITY = ZoneId.of("Asia/Tokyo");

    private final Kairan kairan = Kairan.demo();

    /** A browser that notes what it is asked to show on the desktop, and whether it was asked for leave. */
    private static Window listening() {
        var window = Window.open(new Browser.NewContextOptions().setServiceWorkers(ServiceWorkerPolicy.ALLOW));
        window.context.addInitScript("""
            window.told = [];
            window.asked = 0;
            window.Notification = class extends EventTarget {
              static permission = sessionStorage.getItem('test.leave') ?? 'default';
              static async requestPermission() {
                window.asked++;
                sessionStorage.setItem('test.leave', 'granted');
                return (Notification.permission = 'granted');
              }
              constructor(title, { body }) { super(); window.told.push(title + '|' + body); window.shown = this; }
              close() {}
            }""");
        return window;
    }

    private static long told(Window window) {
        return ((Number) window.ask("window.told.length")).longValue();
    }

    private static void turnOn(Window window) {
        window.go("/chat");
        shows(window.page.locator(".chat-list h1"));
        assertEquals(0, window.ask("window.asked"), "nobody is asked for leave unasked");
        window.go("/settings");
        window.button("デスクトップ通知を使う").click();
        shows(window.button("デスクトップ通知をやめる"));
        assertEquals(1, window.ask("window.asked"));
        window.go("/board");
        shows(window.page.locator(".board-row").first());
        // Its rooms are followed as soon as they are known.
        window.page.waitForTimeout(1500);
    }

    private static void say(Client client, long room, Map<String, ?> message) {
        client.post(
                        "/api/chat/rooms/" + room + "/messages",
                        message,
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201);
    }

    @Test
    void the_desktop_tells_of_what_one_wants_to_hear_and_in_quiet_hours_of_what_is_urgent() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var asA = kairan.session(a.id());
        var asB = kairan.session(b.id());
        var room = group(a, "通知の部屋 " + UUID.randomUUID(), b);
        var muted = group(a, "静かな部屋 " + UUID.randomUUID(), b);
        var named = group(a, "名指しの部屋 " + UUID.randomUUID(), b);
        prefer(asA, muted, true, "all");
        prefer(asA, named, false, "mentions");
        try (var window = listening().signedIn(a.id())) {
            turnOn(window);
            say(asB, muted, Map.of("text", "止めている話"));
            say(asB, named, Map.of("text", "あなたあてでない話"));
            say(asB, named, Map.of("text", "@[person:" + a.id() + "] あなたあて"));
            say(asB, room, Map.of("text", "新しい話です"));
            window.page.waitForFunction("() => window.told.length >= 2");
            assertEquals(2, told(window), () -> window.ask("window.told.join()").toString());
            assertTrue(((String) window.ask("window.told[0]")).contains("あなたあて"));
            assertTrue(((String) window.ask("window.told[1]")).startsWith(b.name()));
            assertTrue(((String) window.ask("window.told[1]")).endsWith("|新しい話です"));

            var now = LocalTime.now(CITY);
            asA.put(
                            "/api/notification/choices",
                            Map.of(
                                    "items",
                                    java.util.List.of(),
                                    "quietFrom",
                                    now.minusHours(1).withSecond(0).withNano(0).toString(),
                                    "quietUntil",
                                    now.plusHours(1).withSecond(0).withNano(0).toString()))
                    .expect(200);
            window.go("/board");
            shows(window.page.locator(".board-row").first());
            window.page.waitForTimeout(1500);
            say(asB, room, Map.of("text", "夜の話"));
            say(
                    asB,
                    room,
                    Map.of(
                            "text",
                            "急ぎの話",
                            "ackBy",
                            LocalDate.now(CITY).plusDays(1).toString()));
            window.page.waitForFunction("() => window.told.length >= 1");
            assertEquals(1, told(window));
            assertTrue(((String) window.ask("window.told[0]")).endsWith("|急ぎの話"));
            // It leads to the room.
            window.ask("window.shown.dispatchEvent(new Event('click'))");
            that(window.page).hasURL(Pattern.compile("/chat/" + room));
            shows(row(window, "急ぎの話"));
        }
    }

    private static void prefer(Client client, long room, boolean muted, String alerts) {
        client.put(
                        "/api/chat/rooms/" + room + "/preferences",
                        Map.of("favourite", false, "muted", muted, "alerts", alerts))
                .expect(204);
    }

    private static void signInShared(Window window, Person person) {
        window.go("/");
        window.field("ログインID").fill(person.login());
        window.field("パスワード").fill(Kairan.PASSWORD);
        window.page.getByText("このパソコンは共用です").click();
        window.button("サインイン").click();
        shows(window.heading("ホーム"));
    }

    private static void signOut(Window window) {
        window.page.locator(".k-person-button").click();
        window.button("サインアウト").click();
        shows(window.field("ログインID"));
    }

    /** Everything that a page can leave on a machine. */
    private static String left(Window window) {
        return (String)
                window.ask(
                        "(async () => JSON.stringify({ databases: (await indexedDB.databases()).map(one => one.name), caches: await caches.keys(), local: Object.keys(localStorage), session: Object.keys(sessionStorage).filter(name => !name.startsWith('test.') && !name.startsWith('tsr-')), workers: (await navigator.serviceWorker.getRegistrations()).length }))()");
    }

    @Test
    void a_shared_pc_shows_no_content_on_the_desktop_and_keeps_nothing_after_signing_out() {
        var owner = kairan.somebody();
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, "共用の部屋 " + UUID.randomUUID(), b, owner);
        ChatPage.say(kairan.session(b.id()), room, "秘密の話");
        try (var window = listening()) {
            // Somebody to whom the PC seemed their own has been here before, and has not signed out.
            window.signedIn(owner.id());
            enter(window, room);
            shows(row(window, "秘密の話"));
            Wait.until(Duration.ofSeconds(20), "much is kept", () -> {
                var kept = left(window);
                return kept.contains("kairan.chat." + owner.id())
                        && kept.contains("kairan-shell-")
                        && kept.contains("kairan.session");
            });
            window.context.clearCookies();
            signInShared(window, a);
            turnOn(window);
            say(kairan.session(b.id()), room, Map.of("text", "もっと秘密の話"));
            window.page.waitForFunction("() => window.told.length >= 1");
            assertEquals("チャット|新しいメッセージがあります", window.ask("window.told[0]"));
            enter(window, room);
            shows(row(window, "もっと秘密の話"));
            field(window).fill("書きかけの秘密");
            window.page.waitForTimeout(4000);
            assertFalse(left(window).contains("kairan.chat." + a.id()), left(window));
            assertFalse(left(window).contains("kairan.session"), left(window));
            signOut(window);
            assertEquals("{\"databases\":[],\"caches\":[],\"local\":[],\"session\":[],\"workers\":0}", left(window));
        }
    }

    private static Window ofOwnPc(Person person) {
        return Window.open(new Browser.NewContextOptions().setServiceWorkers(ServiceWorkerPolicy.ALLOW))
                .signedIn(person.id())
                .expecting(LOST);
    }

    @Test
    void without_the_server_the_page_begins_is_read_and_written_in_and_what_was_written_goes_once() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, "庁外の部屋 " + UUID.randomUUID(), b);
        var other = group(a, "行かなかった部屋 " + UUID.randomUUID(), b);
        ChatPage.say(kairan.session(b.id()), room, "出かける前の話");
        ChatPage.say(kairan.session(b.id()), other, "読まなかった話");
        try (var window = ofOwnPc(a)) {
            enter(window, room);
            shows(row(window, "出かける前の話"));
            window.ask("navigator.serviceWorker.ready.then(() => true)");
            window.page.waitForFunction("() => navigator.serviceWorker.controller !== null");
            // A moment after it was shown it is kept.
            window.page.waitForTimeout(4000);
            window.context.setOffline(true);
            window.page.reload();
            shows(row(window, "出かける前の話"));
            shows(window.page.locator(".k-offline"));
            shows(window.page.locator(".chat-note"), "この端末に残っている");
            write(window, "現地で書きました");
            shows(window.page.locator("[data-state=waiting]"), "現地で書きました");
            // Another page, and the browser is closed and opened again.
            window.go("/chat");
            shows(window.page.locator("[data-room='" + other + "']"));
            window.go("/chat/" + room);
            shows(window.page.locator("[data-state=waiting]"), "現地で書きました");
            assertEquals(0, stored(room, "現地で書きました"));
            ChatPage.say(kairan.session(b.id()), room, "留守の間の話");
            window.context.setOffline(false);
            that(window.page.locator("[data-state=waiting]")).hasCount(0);
            shows(row(window, "留守の間の話"));
            shows(row(window, "現地で書きました"));
            assertEquals(1, stored(room, "現地で書きました"));
            // Whoever signs out takes with them what they could read; the bare page may stay.
            signOut(window);
            assertFalse(left(window).contains("kairan.chat."), left(window));
            assertFalse(left(window).contains("kairan.session"), left(window));
            window.context.setOffline(true);
            window.page.reload();
            that(window.page.getByText("出かける前の話")).hasCount(0);
            shows(window.page.locator(".k-empty"));
        }
    }

    @Test
    void the_worker_that_keeps_the_page_holds_this_build_and_no_answers() {
        var client = kairan.client();
        var worker = client.get("/sw.js").expect(200);
        assertEquals("no-cache", worker.header("Cache-Control").orElseThrow(), "the next build takes over at once");
        var script = Pattern.compile("/assets/[^\"]+\\.js")
                .matcher(client.get("/").expect(200).text());
        assertTrue(script.find());
        assertTrue(worker.text().contains(script.group()), "the page's own script");
        try (var window = ofOwnPc(kairan.somebody())) {
            window.go("/chat");
            shows(window.page.locator(".chat-list h1"));
            window.page.waitForFunction("() => navigator.serviceWorker.controller !== null");
            window.go("/board");
            shows(window.page.locator(".board-row").first());
            assertEquals(
                    true,
                    window.ask(
                            "(async () => { const names = await caches.keys(); const all = (await Promise.all(names.map(async name => (await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)))).flat(); return names.length === 1 && all.includes('/index.html') && !all.some(path => path.startsWith('/api')) })()"));
        }
    }

    @Test
    void where_a_websocket_is_refused_messages_come_all_the_same() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, "古い代理の奥 " + UUID.randomUUID(), b);
        try (var window = Window.of(a).expecting(LOST)) {
            window.page.routeWebSocket(Pattern.compile("/api/live"), WebSocketRoute::close);
            enter(window, room);
            window.page.waitForRequest(
                    request -> request.url().endsWith("/api/live/poll"),
                    () -> ChatPage.say(kairan.session(b.id()), room, "届きますか"));
            shows(row(window, "届きますか"));
            write(window, "届きました");
            in(barOf(window, "届きますか"), AriaRole.BUTTON, "承知しました").click();
            shows(row(window, "届きますか").locator(".chat-reaction"), "承知しました 1");
            ChatPage.say(kairan.session(b.id()), room, "続きです");
            shows(row(window, "続きです"));
            that(window.page.locator(".chat-row").filter(new Locator.FilterOptions().setHasText("届きました")))
                    .hasCount(1);
        }
    }
}
