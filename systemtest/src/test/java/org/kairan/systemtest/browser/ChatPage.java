package org.kairan.systemtest.browser;

import static org.kairan.systemtest.browser.Window.shows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.kairan.systemtest.Client;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Kairan.Person;

/** What tests do on the pages of chat again and again. */
final class ChatPage {

    static final String LOST = "ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION|WebSocket";

    private ChatPage() {}

    static long group(Person maker, String name, Person... others) {
        return Kairan.demo()
                .session(maker.id())
                .post(
                        "/api/chat/rooms",
                        Map.of(
                                "kind",
                                "group",
                                "name",
                                name,
                                "purpose",
                                "",
                                "people",
                                Arrays.stream(others).map(Person::id).toList()),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json()
                .at("/room/id")
                .asLong();
    }

    static long say(Client client, long room, String text) {
        return client.post(
                        "/api/chat/rooms/" + room + "/messages",
                        Map.of("text", text),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json()
                .get("seq")
                .asLong();
    }

    static long stored(long room, String text) {
        return Kairan.demo().number("select count(*) from chat.message where room_id = ? and text = ?", room, text);
    }

    static Window phoneOf(Person person) {
        return Window.open(Window.phone()).signedIn(person.id());
    }

    static Window enter(Window window, long room) {
        window.go("/chat/" + room);
        shows(window.page.locator(".chat-log"));
        return window;
    }

    static Locator field(Window window) {
        return window.page.locator(".chat-field textarea");
    }

    static void write(Window window, String text) {
        field(window).fill(text);
        field(window).press("Enter");
    }

    /** The row of a message, by its words. */
    static Locator row(Window window, String text) {
        return window.page.locator(".chat-row").filter(new Locator.FilterOptions().setHasText(text));
    }

    static Locator in(Locator row, AriaRole role, String name) {
        return row.getByRole(role, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Puts the bar of a message on the screen, as a mouse does. */
    static Locator barOf(Window window, String text) {
        var row = row(window, text);
        row.hover();
        return row.locator(".chat-acts");
    }

    static void choose(Window window, String text, String act) {
        in(barOf(window, text), AriaRole.BUTTON, "その他の操作").click();
        window.page
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(act))
                .click();
    }

    static void panel(Window window, String name) {
        window.page
                .locator(".chat-room-acts")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
        shows(window.page.locator(".chat-panel"));
    }

    static Locator dialog(Window window, String button) {
        return window.page
                .locator(".k-dialog")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    /** Lets go of a file over the place where one writes, or pastes it, as the browser would tell it. */
    static void bring(Window window, String event, String name, int bytes) {
        window.page.evaluate("""
                ([event, name, bytes]) => {
                  const files = new DataTransfer()
                  files.items.add(new File([new Uint8Array(bytes)], name))
                  const on = document.querySelector(event === 'drop' ? '.chat-composer' : '.chat-field textarea')
                  if (event === 'drop') on.dispatchEvent(new DragEvent('dragover', { dataTransfer: files, bubbles: true, cancelable: true }))
                  on.dispatchEvent(event === 'drop'
                    ? new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true })
                    : new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true }))
                }""", new Object[] {event, name, bytes});
    }
}
