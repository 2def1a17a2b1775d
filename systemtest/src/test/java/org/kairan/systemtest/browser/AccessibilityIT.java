package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kairan.systemtest.browser.Window.shows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.MouseButton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kairan.systemtest.Client;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Office;

/** Every screen, in every state, in both languages, light and dark, on a PC and on a phone: axe finds nothing, nothing sticks out, the console is silent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityIT {

    /** While one screen is being made, the others need not be looked at again. */
    private static final String ONLY = System.getProperty("kairan.test.states", "");

    private static final int[][] SIZES = {{1366, 768}, {390, 844}};

    /** A series of which nobody may know what it is for. */
    private static final String APPROVALS =
            "{\"items\":[{\"id\":1,\"revision\":1,\"room\":{\"id\":1,\"name\":\"市民ホール\",\"building\":\"本庁舎\"},\"by\":{\"id\":1,\"name\":\"山田 花子\",\"kana\":\"ヤマダ ハナコ\",\"section\":\"総務課\"},"
                    + "\"extension\":\"2345\",\"start\":\"2026-12-01T09:00\",\"end\":\"2026-12-01T10:30\",\"instances\":4,\"last\":\"2026-12-22T09:00\"}],\"owner\":true,\"overseer\":true}";

    /** A screen in one state: how one gets there from an empty page, and what to wait for. Everything is told in the language of the texts. */
    record State(String name, Consumer<Visit> reach) {
        /** What hangs on a button closes when the window changes, and some parts exist in one size alone. */
        private static final List<String> ANEW = List.of(
                "home, person menu",
                "phone menu",
                "calendar, menu of an event",
                "readers, order chosen",
                "people, section dialog");

        boolean isAnewInEachSize() {
            return ANEW.contains(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** One look at one state. */
    record Visit(Window window, Texts texts, World world) {
        Page page() {
            return window.page;
        }

        String t(String module, String key, String... values) {
            return texts.of(module, key, values);
        }

        void go(String path, String wait) {
            window.go(path);
            shows(page().locator(wait).first());
        }

        void press(String module, String key) {
            page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(t(module, key)))
                    .locator("visible=true")
                    .first()
                    .click();
        }

        void await(String css) {
            shows(page().locator(css).first());
        }

        /** What the server would say to this is answered here: 500, or this JSON. */
        void answer(String url, String json) {
            page().route(Pattern.compile(url), route -> {
                if (!route.request().method().equals("GET")) {
                    route.fallback();
                } else if (json == null) {
                    route.fulfill(new Route.FulfillOptions()
                            .setStatus(500)
                            .setContentType("application/problem+json")
                            .setBody("{\"status\":500,\"code\":\"core.failed\",\"title\":\"failed\",\"args\":{}}"));
                } else {
                    route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(json));
                }
            });
        }

        void fails(String url) {
            window.expecting("status of 500");
            answer(url, null);
        }
    }

    /** What the states need to exist. */
    record World(
            long bulletin,
            long important,
            long withdrawn,
            long faulty,
            long ready,
            long applied,
            long person,
            long author,
            long room,
            long meeting,
            long quiet,
            long event,
            String occurrence,
            long proposal) {}

    private final Kairan kairan = Kairan.demo();
    private World world;
    private Window window;
    private Window outside;

    @BeforeAll
    void prepare() {
        var admin = Window.administrator();
        var client = kairan.session(admin);
        var text = "# 見出し\n\n本文です。https://www.city.example/ を見てください。\n\n## 小見出し\n\n- 一つ目\n- 二つ目\n\n1. 初め\n2. 次";
        var people = kairan.somebody();
        var section = "section:" + people.section();
        var bulletin = client.publish("庁舎の停電について", text, section).get("id").asLong();
        kairan.session(people.id())
                .post("/api/board/bulletins/" + bulletin + "/readings", null)
                .expect(204);
        var important = client.post(
                        "/api/board/bulletins",
                        java.util.Map.of(
                                "title",
                                "とても長い件名の掲示です。".repeat(5),
                                "text",
                                text,
                                "audience",
                                List.of(section, "tree:" + people.section(), "person:" + people.id()),
                                "importance",
                                "important"),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json()
                .get("id")
                .asLong();
        var withdrawn = client.publish("取り下げた掲示", text, section).get("id").asLong();
        client.post("/api/board/bulletins/" + withdrawn + "/withdrawals", null).expect(204);
        var number = Long.toString(System.currentTimeMillis() % 10_000_000L + 30_000_000L);
        var today = Office.today();
        var event = client.post(
                        "/api/calendar/events",
                        Map.of(
                                "title",
                                "毎日の打合せ",
                                "start",
                                today + "T09:00",
                                "end",
                                today + "T10:00",
                                "rrule",
                                "FREQ=DAILY;COUNT=5",
                                "attendees",
                                List.of(Map.of("person", people.id()))),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json()
                .get("id")
                .asLong();
        var proposal = client.post(
                        "/api/calendar/proposals",
                        Map.of(
                                "title",
                                "日程の決まらない打合せ",
                                "slots",
                                List.of(
                                        Map.of(
                                                "start",
                                                today.plusDays(20) + "T09:00",
                                                "end",
                                                today.plusDays(20) + "T10:00"),
                                        Map.of(
                                                "start",
                                                today.plusDays(21) + "T09:00",
                                                "end",
                                                today.plusDays(21) + "T10:00")),
                                "attendees",
                                List.of(Map.of("person", people.id()))),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json();
        var slot = proposal.at("/slots/0/id").asLong();
        kairan.session(people.id())
                .put(
                        "/api/calendar/proposals/" + proposal.get("id").asLong() + "/answers",
                        Map.of("answers", List.of(Map.of("slot", slot, "answer", "accepted"))))
                .expect(200);
        world = new World(
                bulletin,
                important,
                withdrawn,
                StaffFile.faulty(client, number),
                StaffFile.ready(client, number + "1"),
                StaffFile.applied(client, number + "2"),
                people.id(),
                admin,
                room(client, "group", people.id()),
                room(client, "meeting", people.id()),
                quiet(client, people.id()),
                event,
                today.plusDays(1) + "T09:00",
                proposal.get("id").asLong());
        window = Window.ofAdministrator();
        outside = Window.open();
    }

    /** A room in which all that a message can carry is to be seen. */
    private long room(Client client, String kind, long member) {
        var body = new java.util.HashMap<String, Object>(java.util.Map.of(
                "kind", kind, "name", "とても長い名前の打ち合わせのルームです".repeat(2), "purpose", "説明の文です", "people", List.of(member)));
        if (kind.equals("meeting")) {
            body.put("agenda", List.of("最初の議題", "二番目の議題"));
        }
        var made = client.post(
                        "/api/chat/rooms",
                        body,
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json();
        var room = made.at("/room/id").asLong();
        var other = kairan.session(member);
        var path = "/api/chat/rooms/" + room + "/messages";
        var first = say(
                client,
                path,
                java.util.Map.of(
                        "text",
                        "**太字** `code` https://www.city.example/ "
                                + Window.url().replaceAll("/$", "") + "/people/" + member + "\n- 一つ目\n- 二つ目\n> 引用"));
        say(other, path, java.util.Map.of("text", "@[all] @[person:" + member + "] お願いします", "reply", first));
        var asked = say(
                client,
                path,
                java.util.Map.of(
                        "text",
                        "確認してください",
                        "ackBy",
                        java.time.LocalDate.now(java.time.ZoneId.of("Asia/Tokyo"))
                                .plusDays(5)
                                .toString()));
        var gone = say(other, path, java.util.Map.of("text", "消します"));
        other.put(path + "/" + first + "/reactions/understood", java.util.Map.of())
                .expect(204);
        other.put(path + "/" + asked + "/mark", java.util.Map.of("mark", "decision"))
                .expect(204);
        client.put(path + "/" + first + "/pin", java.util.Map.of()).expect(204);
        client.put(path + "/" + first + "/bookmark", java.util.Map.of()).expect(204);
        client.put(path + "/" + asked, java.util.Map.of("text", "確認してください。", "baseVersion", 1))
                .expect(204);
        other.delete(path + "/" + gone).expect(204);
        other.put("/api/chat/rooms/" + room + "/receipt", java.util.Map.of("seq", 4))
                .expect(204);
        say(other, path, java.util.Map.of("text", "まだ読んでいない話"));
        return room;
    }

    private static long say(Client client, String path, Object body) {
        return client.post(path, body, "Idempotency-Key", UUID.randomUUID().toString())
                .expect(201)
                .json()
                .get("seq")
                .asLong();
    }

    /** A room in which nothing has been said. */
    private static long quiet(Client client, long member) {
        return client.post(
                        "/api/chat/rooms",
                        java.util.Map.of("kind", "group", "name", "静かなルーム", "purpose", "", "people", List.of(member)),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json()
                .at("/room/id")
                .asLong();
    }

    @AfterAll
    void end() {
        if (window != null) {
            window.abandon();
            outside.abandon();
        }
    }

    static Stream<State> states() {
        var states = new ArrayList<State>();
        // Home
        add(states, "home", v -> v.go("/", ".board-home li"));
        add(states, "home, nothing unread", v -> {
            v.answer("/api/board/bulletins\\?", "{\"items\":[]}");
            v.answer("/api/board/unread", "{\"count\":0,\"more\":false}");
            v.go("/", ".k-empty");
        });
        add(states, "home, failing", v -> {
            v.fails("/api/board/bulletins\\?");
            v.go("/", ".k-empty");
        });
        add(states, "home, person menu", v -> {
            v.go("/", ".board-home li");
            v.page().locator(".k-person-button").click();
            v.await(".k-person-dialog");
        });
        add(states, "home, palette", v -> {
            v.go("/", ".board-home li");
            v.page().keyboard().press("Control+k");
            v.await("[role=option]");
            v.page().keyboard().type("さとう");
            v.page()
                    .waitForFunction(
                            "() => document.querySelectorAll('.k-palette-list [role=group]').length > 0 && [...document.querySelectorAll('.k-palette-detail')].length > 2");
        });
        add(states, "home, palette without a hit", v -> {
            v.go("/", ".board-home li");
            v.page().keyboard().press("Control+k");
            v.await("[role=option]");
            v.page().keyboard().type("qqqq");
            v.page().waitForFunction("() => document.querySelectorAll('[role=option]').length === 0");
        });
        add(states, "home, shortcuts", v -> {
            v.go("/", ".board-home li");
            v.page().keyboard().press("?");
            v.await(".k-keys");
        });
        add(states, "home, offline", v -> {
            v.window().expecting("ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket");
            v.page().routeWebSocket(Pattern.compile("/api/live"), socket -> socket.close());
            v.page().route(Pattern.compile("/api/live/poll"), Route::abort);
            v.go("/", ".board-home li");
            v.await(".k-offline");
        });
        add(states, "home, no modules", v -> {
            v.fails("/api/modules");
            v.go("/", ".k-front .k-empty");
        });
        add(states, "home, unreachable", v -> {
            v.fails("/api/session$");
            v.go("/", ".k-front .k-empty");
        });
        add(states, "home, session lost", v -> {
            v.go("/", ".board-home li");
            v.page()
                    .route(
                            Pattern.compile("/api/board/"),
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setStatus(401)
                                    .setContentType("application/problem+json")
                                    .setBody("{\"status\":401,\"code\":\"core.signed-out\",\"args\":{}}")));
            v.window().menu(v.t("board", "menu.board")).first().click();
            v.await("[role=dialog] input[type=password]");
        });
        add(states, "no such page", v -> v.go("/nowhere", ".k-empty"));
        // Chat
        add(states, "chat, list", v -> v.go("/chat", ".chat-room-row"));
        add(states, "chat, list, none", v -> {
            v.answer(
                    "/api/chat/rooms$",
                    "{\"rooms\":[],\"limits\":{\"body\":8000,\"files\":10,\"members\":2000,\"confirm\":100,\"reactions\":20}}");
            v.go("/chat", ".chat-list .k-empty");
        });
        add(states, "chat, list, failing", v -> {
            v.fails("/api/chat/rooms$");
            v.go("/chat", ".chat-list .k-empty");
        });
        add(states, "chat, room", v -> v.go("/chat/" + v.world().room(), ".chat-reaction"));
        add(states, "chat, room, card", v -> v.go("/chat/" + v.world().room(), ".chat-card"));
        add(states, "chat, room, message at hand", v -> {
            v.go("/chat/" + v.world().room(), ".chat-reaction");
            v.page().locator(".chat-message").last().focus();
            v.await(".chat-acts");
        });
        add(states, "chat, room, nothing said", v -> v.go("/chat/" + v.world().quiet(), ".chat-beginning"));
        add(states, "chat, room, failing", v -> {
            v.fails("/api/chat/rooms/\\d+/messages");
            v.go("/chat/" + v.world().room(), ".chat-room .k-empty");
        });
        add(states, "chat, room, gone", v -> v.go("/chat/999999999", ".chat-room .k-empty"));
        add(states, "chat, room, details", v -> {
            v.go("/chat/" + v.world().room(), ".chat-reaction");
            v.press("chat", "room.details");
            v.await(".chat-people .k-person");
        });
        add(states, "chat, room, search", v -> {
            v.go("/chat/" + v.world().room(), ".chat-reaction");
            v.press("chat", "room.search");
            v.page().locator(".chat-search input").fill("お願い");
            v.page().keyboard().press("Enter");
            v.await(".chat-found-row");
        });
        add(states, "chat, room, mention", v -> {
            v.go("/chat/" + v.world().room(), ".chat-reaction");
            v.page().locator(".chat-field textarea").fill("");
            v.page().locator(".chat-field textarea").pressSequentially("@");
            v.await(".chat-candidates [role=option]");
        });
        add(states, "chat, readers", v -> {
            v.go("/chat/" + v.world().room(), ".chat-receipt");
            v.page().locator(".chat-receipt").last().click();
            v.await(".k-dialog .k-tabs");
        });
        add(states, "chat, new room", v -> {
            v.go("/chat", ".chat-room-row");
            v.press("chat", "list.new");
            v.await(".k-dialog .k-radios");
        });
        add(states, "chat, new meeting", v -> {
            v.go("/chat", ".chat-room-row");
            v.press("chat", "list.new");
            v.page()
                    .getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(v.t("chat", "roomKind.meeting")))
                    .check(new Locator.CheckOptions().setForce(true));
            v.await(".k-dialog .chat-agenda-edit");
            v.await(".k-dialog .k-tree");
        });
        add(states, "chat, meeting", v -> v.go("/chat/" + v.world().meeting(), ".chat-agenda-items"));
        add(states, "chat, minutes", v -> {
            v.go("/chat/" + v.world().meeting(), ".chat-agenda-items");
            v.press("chat", "minutes.open");
            v.await(".k-dialog .k-radios");
        });
        add(states, "chat, unread", v -> v.go("/chat/unread", ".chat-messages li, .chat-view-body .k-empty"));
        add(states, "chat, drafts, none", v -> {
            v.answer("/api/chat/drafts$", "{\"items\":[]}");
            v.go("/chat/drafts", ".chat-view-body .k-empty");
        });
        add(states, "chat, scheduled, failing", v -> {
            v.fails("/api/chat/scheduled$");
            v.go("/chat/scheduled", ".chat-view-body .k-empty");
        });
        add(states, "chat, bookmarks", v -> v.go("/chat/bookmarks", ".chat-messages li"));
        add(states, "chat, search", v -> {
            v.go("/chat/search", ".chat-view-body input");
            v.page().locator(".chat-view-body input").fill("お願い");
            v.page().keyboard().press("Enter");
            v.await(".chat-view-body .chat-messages li");
        });
        add(states, "chat, find rooms", v -> v.go("/chat/find", ".chat-view-body .k-empty, .chat-open-room"));
        add(states, "chat, administration", v -> v.go("/chat-administration", ".chat-fieldset .k-select"));
        add(states, "chat, exports", v -> {
            v.go("/chat-exports", ".k-page input");
            v.page().locator(".k-page input").fill("ルーム");
            v.await(".k-page .k-table tbody tr");
        });
        // Bulletins
        add(states, "bulletins", v -> v.go("/board", ".board-row"));
        add(states, "bulletins, none", v -> {
            v.answer("/api/board/bulletins\\?", "{\"items\":[]}");
            v.answer("/api/board/unread", "{\"count\":0,\"more\":false}");
            v.go("/board", ".k-empty");
        });
        add(states, "bulletins, failing", v -> {
            v.fails("/api/board/bulletins\\?");
            v.go("/board", ".k-empty");
        });
        add(states, "my bulletins", v -> v.go("/board?tab=mine", ".board-row"));
        add(states, "my bulletins, none", v -> {
            v.answer("/api/board/bulletins\\?", "{\"items\":[]}");
            v.go("/board?tab=mine", ".k-empty");
        });
        add(states, "bulletin", v -> v.go("/board/" + v.world().bulletin(), ".board-article li"));
        add(states, "bulletin, important", v -> v.go("/board/" + v.world().important(), ".board-article li"));
        add(states, "bulletin, withdrawn", v -> v.go("/board/" + v.world().withdrawn(), ".board-notice"));
        add(states, "bulletin, gone", v -> v.go("/board/999999999", ".k-empty"));
        add(states, "bulletin, failing", v -> {
            v.fails("/api/board/bulletins/\\d+$");
            v.go("/board/" + v.world().bulletin(), ".k-empty");
        });
        add(
                states,
                "writing",
                v -> v.go(
                        "/board/new",
                        ".board-editor .k-audience [role=treegrid], .board-editor .k-audience [role=tree]"));
        add(states, "writing, faults", v -> {
            v.go("/board/new", ".board-editor .k-audience .k-tree");
            v.page().locator(".board-editor-acts button[type=submit]").click();
            v.await(".k-field-error");
        });
        add(states, "writing, sections chosen", v -> {
            v.go("/board/new", ".board-editor .k-audience .k-tree");
            v.page()
                    .locator(".k-tree-item:has-text('総務部')")
                    .first()
                    .locator(".k-checkbox")
                    .first()
                    .click();
            v.await(".k-segments");
            v.page().waitForFunction("() => /\\d/.test(document.querySelector('.k-audience-count').textContent)");
        });
        add(states, "writing, people searched", v -> {
            v.go("/board/new", ".board-editor .k-audience .k-tree");
            v.page()
                    .getByRole(
                            AriaRole.TAB,
                            new Page.GetByRoleOptions()
                                    .setName(v.t("shell", "kit.audience.byPerson"))
                                    .setExact(true))
                    .click();
            v.page().getByRole(AriaRole.COMBOBOX).first().fill("さとう");
            v.await(".k-listbox .k-person");
        });
        add(states, "writing, titles", v -> {
            v.go("/board/new", ".board-editor .k-audience .k-tree");
            v.page()
                    .getByRole(
                            AriaRole.TAB,
                            new Page.GetByRoleOptions()
                                    .setName(v.t("shell", "kit.audience.byTitle"))
                                    .setExact(true))
                    .click();
            v.await(".k-title-choices");
        });
        add(states, "writing, preview and everyone", v -> {
            v.go("/board/new", ".board-editor .k-audience .k-tree");
            v.page().locator(".board-editor textarea").fill("# 見出し\n\n- https://www.city.example/");
            v.page()
                    .getByRole(
                            AriaRole.TAB,
                            new Page.GetByRoleOptions()
                                    .setName(v.t("shell", "kit.markup.preview"))
                                    .setExact(true))
                    .click();
            v.page()
                    .getByRole(
                            AriaRole.RADIO, new Page.GetByRoleOptions().setName(v.t("shell", "kit.audience.everyone")))
                    .check(new Locator.CheckOptions().setForce(true));
            v.await(".k-preview li a");
        });
        add(states, "writing, refused", v -> {
            v.window().expecting("status of 500");
            v.go("/board/new", ".board-editor .k-audience .k-tree");
            v.page()
                    .route(
                            Pattern.compile("/api/board/bulletins$"),
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setStatus(500)
                                    .setContentType("application/problem+json")
                                    .setBody("{\"status\":500,\"code\":\"core.failed\",\"args\":{}}")));
            v.page().locator(".board-editor input[name=title]").fill("件名");
            v.page().locator(".board-editor textarea").fill("本文");
            v.page()
                    .getByRole(
                            AriaRole.RADIO, new Page.GetByRoleOptions().setName(v.t("shell", "kit.audience.everyone")))
                    .check(new Locator.CheckOptions().setForce(true));
            v.page().waitForFunction("() => /\\d/.test(document.querySelector('.k-audience-count').textContent)");
            v.page().locator(".board-editor-acts button[type=submit]").click();
            v.await(".k-problem");
        });
        add(states, "correcting, two windows", v -> {
            v.go("/board/" + v.world().bulletin() + "/edit", ".board-editor .k-audience .k-tag");
            v.page().route(Pattern.compile("/api/board/bulletins/\\d+$"), route -> {
                if (route.request().method().equals("PUT")) {
                    route.fulfill(new Route.FulfillOptions()
                            .setStatus(412)
                            .setContentType("application/problem+json")
                            .setBody("{\"status\":412,\"code\":\"core.changed-meanwhile\",\"args\":{}}"));
                } else {
                    route.fallback();
                }
            });
            v.page().locator(".board-editor textarea").fill("別の本文");
            v.page()
                    .waitForFunction(
                            "() => /\\d/.test(document.querySelector('.board-editor-acts button').textContent)");
            v.page().locator(".board-editor-acts button[type=submit]").click();
            v.await(".board-compare");
        });
        add(states, "correcting, not allowed", v -> v.go("/board/999999999/edit", ".k-empty"));
        add(
                states,
                "readers",
                v -> v.go("/board/" + v.world().bulletin() + "/readers", ".board-readers-list .k-table"));
        add(states, "readers, who has read", v -> {
            v.go("/board/" + v.world().bulletin() + "/readers", ".board-readers-list .k-table");
            v.page().getByRole(AriaRole.TAB).nth(1).click();
            v.await(".board-readers-list time");
        });
        add(states, "readers, nobody found", v -> {
            v.go("/board/" + v.world().bulletin() + "/readers", ".board-readers-list .k-table");
            v.page().locator(".board-readers-filters input").fill("qqqq");
            v.await(".k-empty");
        });
        add(states, "readers, order chosen", v -> {
            v.go("/board/" + v.world().bulletin() + "/readers", ".board-readers-list .k-table");
            v.page()
                    .locator(".k-table-sort button.k-select:visible, .k-table thead .k-sort:visible")
                    .first()
                    .click();
            v.await("[role=listbox], th[aria-sort=ascending]");
        });
        add(states, "readers, failing", v -> {
            v.fails("/api/board/bulletins/\\d+/readers");
            v.go("/board/" + v.world().bulletin() + "/readers", ".k-empty");
        });
        // People
        add(states, "people", v -> v.go("/people?q=%E3%81%95%E3%81%A8%E3%81%86", ".k-table tbody tr"));
        add(states, "people, none", v -> v.go("/people?q=qqqq", ".k-empty"));
        add(states, "people, of a section", v -> v.go("/people?section=4", ".k-table tbody tr"));
        add(states, "people, failing", v -> {
            v.fails("/api/organization/people\\?");
            v.go("/people", ".k-empty");
        });
        add(states, "people, section dialog", v -> {
            v.go("/people?q=%E3%81%95%E3%81%A8%E3%81%86", ".k-table tbody tr");
            if (v.page().locator(".org-people-pick button").isVisible()) {
                v.page().locator(".org-people-pick button").click();
                v.await("[role=dialog] .k-tree");
            }
        });
        add(states, "person", v -> v.go("/people/" + v.world().person(), ".org-assignments li"));
        add(states, "person, gone", v -> v.go("/people/999999999", ".k-empty"));
        add(states, "person, failing", v -> {
            v.fails("/api/organization/people/\\d+");
            v.go("/people/" + v.world().person(), ".k-empty");
        });
        // Administration
        add(states, "imports", v -> v.go("/organization/imports", ".k-table tbody tr"));
        add(states, "imports, none", v -> {
            v.answer("/api/organization/imports$", "{\"items\":[]}");
            v.go("/organization/imports", ".k-empty");
        });
        add(states, "imports, failing", v -> {
            v.fails("/api/organization/imports$");
            v.go("/organization/imports", ".k-empty");
        });
        add(states, "new import, faults", v -> {
            v.go("/organization/imports/new", ".k-file");
            v.page().locator(".org-details summary").click();
            v.page().locator(".org-acts button[type=submit]").click();
            v.await(".k-field-error");
        });
        add(
                states,
                "import, faulty",
                v -> v.go("/organization/imports/" + v.world().faulty(), ".org-faults tbody tr"));
        add(
                states,
                "import, ready",
                v -> v.go("/organization/imports/" + v.world().ready(), ".org-decide"));
        add(
                states,
                "import, applied",
                v -> v.go("/organization/imports/" + v.world().applied(), ".org-result"));
        add(states, "import, apply dialog", v -> {
            v.go("/organization/imports/" + v.world().ready(), ".org-decide");
            v.page().locator(".org-decide button").first().click();
            v.await("[role=alertdialog]");
        });
        add(states, "import, gone", v -> v.go("/organization/imports/999999999", ".k-empty"));
        add(states, "import, failing", v -> {
            v.fails("/api/organization/imports/\\d+");
            v.go("/organization/imports/" + v.world().ready(), ".k-empty");
        });
        add(states, "closed days", v -> {
            v.go("/organization/closed-days", ".k-table tbody tr");
            v.page().locator("button[type=submit]").click();
            v.await(".k-field-error");
        });
        add(states, "codes", v -> {
            v.go("/organization/codes", ".k-tree");
            v.page().locator(".org-acts button[type=submit]").click();
            v.await(".k-field-error");
        });
        add(states, "codes, made", v -> {
            v.page()
                    .route(
                            Pattern.compile("/api/organization/codes"),
                            route -> route.fulfill(
                                    new Route.FulfillOptions()
                                            .setStatus(201)
                                            .setContentType("application/json")
                                            .setBody(
                                                    "{\"validUntil\":\"2026-12-07T00:00:00Z\",\"items\":[{\"section\":\"総務課\",\"person\":{\"id\":1,\"name\":\"佐藤　花子\",\"kana\":\"サトウ　ハナコ\"},\"login\":\"100001\",\"code\":\"ABCD-EFGH-JKLM\"}]}")));
            v.go("/organization/codes", ".k-tree");
            v.page().locator(".k-tree-item").nth(1).click();
            v.page().locator(".org-acts button[type=submit]").click();
            v.await(".org-slip");
        });
        add(states, "codes, for nobody", v -> {
            v.page()
                    .route(
                            Pattern.compile("/api/organization/codes"),
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setStatus(201)
                                    .setContentType("application/json")
                                    .setBody("{\"validUntil\":\"2026-12-07T00:00:00Z\",\"items\":[]}")));
            v.go("/organization/codes", ".k-tree");
            v.page().locator(".k-tree-item").nth(1).click();
            v.page().locator(".org-acts button[type=submit]").click();
            v.await(".k-empty");
        });
        // Presence
        add(states, "presence, board", v -> v.go("/presence", ".presence-board tbody tr"));
        add(states, "presence, own panel", v -> {
            v.go("/presence", ".presence-board tbody tr");
            v.page().locator(".presence-own").click();
            v.await(".presence-panel");
        });
        add(states, "presence, saying where one is", v -> {
            v.go("/presence", ".presence-board tbody tr");
            v.page().locator(".presence-own").click();
            v.press("presence", "own.more");
            v.await(".k-dialog");
        });
        add(states, "presence, choosing a section", v -> {
            v.go("/presence", ".presence-board tbody tr");
            v.press("presence", "board.choose");
            v.await(".k-tree");
        });
        add(states, "presence, somebody awaited", v -> {
            v.answer(
                    "/api/presence/waitings",
                    "{\"items\":[{\"person\":{\"id\":5,\"name\":\"髙橋　彩\",\"kana\":\"タカハシ アヤ\"},\"since\":\"2026-11-30T00:00:00Z\"}]}");
            v.go("/presence", ".presence-waitings");
        });
        add(states, "presence, nobody", v -> {
            v.answer("/api/presence/board", "{\"now\":\"2026-11-30T00:00:00Z\",\"items\":[]}");
            v.go("/presence", ".k-empty");
        });
        add(states, "presence, failing", v -> {
            v.fails("/api/presence/board");
            v.go("/presence", ".k-empty");
        });
        add(states, "presence, managers", v -> v.go("/presence/managers", ".presence-board tbody tr"));
        add(states, "presence, managers, titles", v -> {
            v.go("/presence/managers", ".presence-board tbody tr");
            v.press("presence", "managers.choose");
            v.await(".presence-titles");
        });
        add(states, "presence, managers, no title", v -> v.go("/presence/managers?titles=", ".k-empty"));
        // The calendar
        add(
                states,
                "calendar, week",
                v -> v.go("/calendar?view=week", ".cal-sheet button.cal-mark, .cal-list button.cal-mark"));
        add(states, "calendar, day", v -> v.go("/calendar?view=day", ".cal-sheet"));
        add(states, "calendar, month", v -> v.go("/calendar?view=month", ".cal-month button.cal-mark"));
        add(states, "calendar, list", v -> v.go("/calendar?view=list", ".cal-list button.cal-mark"));
        add(states, "calendar, list, none", v -> {
            v.answer("/api/calendar/occurrences", "{\"rows\":[],\"days\":[]}");
            v.go("/calendar?view=list", ".k-empty");
        });
        add(states, "calendar, failing", v -> {
            v.fails("/api/calendar/occurrences");
            v.go("/calendar?view=week", ".k-empty");
        });
        add(states, "calendar, event dialog", v -> {
            v.go("/calendar?view=list", ".cal-list button.cal-mark");
            v.page().locator(".cal-list button.cal-mark").first().click();
            v.await(".k-dialog .cal-facts");
        });
        add(states, "calendar, event", v -> {
            v.go("/calendar/events/" + v.world().event(), ".cal-facts");
            v.press("calendar", "history.title");
            v.await(".cal-history ol li");
        });
        add(states, "calendar, event, which of a series", v -> {
            v.go(
                    "/calendar/events/" + v.world().event() + "?occurrence="
                            + v.world().occurrence(),
                    ".cal-facts");
            v.press("calendar", "view.edit");
            v.await(".k-dialog .k-radio");
        });
        add(states, "calendar, event, reminders and files", v -> {
            v.go("/calendar/events/" + v.world().event(), ".cal-files");
            v.press("calendar", "remind.change");
            v.await(".cal-reminders ul");
        });
        add(states, "calendar, of whom one acts for", v -> {
            v.answer(
                    "/api/organization/delegations/principals",
                    "{\"items\":[{\"id\":" + v.world().person()
                            + ",\"name\":\"市長　太郎\",\"kana\":\"シチョウ\",\"title\":\"市長\"}]}");
            v.go("/calendar?view=week&of=person:" + v.world().person(), ".cal-team .k-field");
        });
        add(states, "calendar, event, gone", v -> v.go("/calendar/events/999999999", ".k-empty"));
        add(states, "calendar, event, failing", v -> {
            v.fails("/api/calendar/events/\\d+");
            v.go("/calendar/events/" + v.world().event(), ".k-empty");
        });
        add(states, "calendar, new, faults", v -> {
            v.go("/calendar/new", ".cal-editor");
            v.page().locator(".cal-editor button[type=submit]").click();
            v.await(".k-field-error");
        });
        add(states, "calendar, edit", v -> v.go("/calendar/events/" + v.world().event() + "/edit", ".cal-repeat"));
        add(states, "calendar, new, rooms", v -> {
            v.go("/calendar/new", ".cal-editor");
            v.press("calendar", "rooms.choose");
            v.await(".k-dialog .cal-found li");
        });
        add(states, "calendar, group", v -> v.go("/calendar/group", ".cal-group tbody tr"));
        add(states, "calendar, group, choose", v -> {
            v.go("/calendar/group", ".cal-group tbody tr");
            v.press("calendar", "group.choose");
            v.await(".k-dialog .k-tree");
        });
        add(states, "calendar, group, nobody", v -> {
            v.answer("/api/calendar/occurrences", "{\"rows\":[],\"days\":[]}");
            v.go("/calendar/group", ".k-empty");
        });
        add(states, "calendar, group, failing", v -> {
            v.fails("/api/calendar/occurrences");
            v.go("/calendar/group", ".k-empty");
        });
        add(states, "calendar, rooms", v -> v.go("/calendar/rooms", ".cal-rooms .cal-gap"));
        add(states, "calendar, rooms, none", v -> {
            v.answer("/api/calendar/rooms/timeline", "{\"day\":\"2026-11-30\",\"rooms\":[]}");
            v.go("/calendar/rooms", ".k-empty");
        });
        add(states, "calendar, rooms, failing", v -> {
            v.fails("/api/calendar/rooms/timeline");
            v.go("/calendar/rooms", ".k-empty");
        });
        add(states, "calendar, free times", v -> v.go("/calendar/free-times", ".cal-people .cal-chosen"));
        add(states, "calendar, free times, found", v -> {
            v.go("/calendar/free-times", ".cal-people .cal-chosen");
            v.page().locator(".cal-free-form button[type=submit]").click();
            v.await(".cal-slot-list li");
        });
        add(states, "calendar, proposals", v -> v.go("/calendar/proposals", ".cal-proposals li"));
        add(states, "calendar, proposals, none", v -> {
            v.answer("/api/calendar/proposals", "{\"items\":[]}");
            v.go("/calendar/proposals", ".k-empty");
        });
        add(
                states,
                "calendar, proposal",
                v -> v.go("/calendar/proposals/" + v.world().proposal(), ".cal-matrix"));
        add(states, "calendar, proposal, confirming", v -> {
            v.go("/calendar/proposals/" + v.world().proposal(), ".cal-matrix");
            v.page().locator(".cal-proposed-acts .k-button").last().click();
            v.await(".k-dialog");
        });
        add(states, "calendar, proposal, gone", v -> v.go("/calendar/proposals/999999999", ".k-empty"));
        add(states, "calendar, proposal, new, faults", v -> {
            v.go("/calendar/proposals/new", ".cal-slot-fields");
            v.page().locator(".cal-editor button[type=submit]").click();
            v.await(".k-field-error");
        });
        add(
                states,
                "calendar, proposal, edit",
                v -> v.go("/calendar/proposals/" + v.world().proposal() + "/edit", ".cal-slot-fields"));
        add(states, "calendar, exchange", v -> v.go("/calendar/exchange", ".k-file-row"));
        add(states, "calendar, exchange, preview", v -> {
            v.go("/calendar/exchange", ".k-file-row");
            v.page()
                    .waitForFileChooser(
                            () -> v.page().locator(".k-file-row button").click())
                    .setFiles(new com.microsoft.playwright.options.FilePayload(
                            "a.ics",
                            "text/calendar",
                            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:a\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nDTSTART:20270101T000000Z\nEND:VEVENT\nEND:VCALENDAR\n"
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            v.press("calendar", "exchange.preview");
            v.await(".cal-import tbody tr");
        });
        add(states, "calendar, exchange, address", v -> {
            v.go("/calendar/exchange", ".k-file-row");
            v.press("calendar", "feeds.make");
            v.await(".cal-notice input");
        });
        add(states, "calendar, room administration", v -> v.go("/calendar/room-administration", ".k-table tbody tr"));
        add(states, "calendar, room administration, one with bookings, retired", v -> {
            v.go("/calendar/room-administration", ".k-table tbody tr");
            v.page().locator(".k-table tbody tr button").first().click();
            v.await(".k-dialog input[name=equipment]");
            v.page()
                    .locator(
                            ".k-dialog .k-checkbox",
                            new Page.LocatorOptions().setHasText(v.t("calendar", "admin.isActive")))
                    .click();
            v.await(".k-dialog .cal-notice");
        });
        add(states, "calendar, menu of an event", v -> {
            v.go("/calendar?view=list", ".cal-list button.cal-mark");
            v.page()
                    .locator("[data-event='" + v.world().event() + "']")
                    .first()
                    .click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            v.await(".cal-menu-list");
        });
        add(states, "calendar, another time for an event", v -> {
            v.go("/calendar?view=list", ".cal-list button.cal-mark");
            v.page()
                    .locator("[data-event='" + v.world().event() + "']")
                    .first()
                    .click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            v.await(".cal-menu-list");
            v.page().keyboard().press("Enter");
            v.await(".k-dialog input[type=time]");
        });
        add(states, "calendar, approvals, none", v -> {
            v.answer("/api/calendar/approvals", "{\"items\":[],\"owner\":true,\"overseer\":true}");
            v.go("/calendar/approvals", ".k-empty");
        });
        add(states, "calendar, approvals", v -> {
            v.answer("/api/calendar/approvals", APPROVALS);
            v.go("/calendar/approvals", ".cal-slot-list li");
        });
        add(states, "calendar, approvals, rejecting", v -> {
            v.answer("/api/calendar/approvals", APPROVALS);
            v.go("/calendar/approvals", ".cal-slot-list li");
            v.page().locator(".cal-slot-list button").last().click();
            v.await(".k-dialog textarea");
        });
        add(states, "calendar, approvals, failing", v -> {
            v.fails("/api/calendar/approvals");
            v.go("/calendar/approvals", ".k-empty");
        });
        add(states, "calendar, use of rooms", v -> v.go("/calendar/room-use", ".k-table tbody tr"));
        add(states, "calendar, log of a car", v -> {
            v.go("/calendar/room-use", ".k-table tbody tr a");
            v.page().locator(".k-table tbody tr a").first().click();
            v.await(".k-table tbody tr, .k-empty");
        });
        add(
                states,
                "calendar, log of a car, not for the reader",
                v -> v.go("/calendar/rooms/999999999/trips", ".k-empty"));
        add(states, "calendar, room administration, new", v -> {
            v.go("/calendar/room-administration", ".k-table tbody tr");
            v.press("calendar", "admin.new");
            v.await(".k-dialog input[name=equipment]");
        });
        // One's own account
        add(states, "audit", v -> v.go("/audit", ".k-table tbody tr"));
        add(states, "groups", v -> v.go("/organization/groups", ".k-table tbody tr"));
        add(states, "grants", v -> v.go("/organization/grants", ".k-audience"));
        add(states, "new person", v -> v.go("/organization/edits/people/new", ".org-work"));
        add(
                states,
                "edit person",
                v -> v.go("/organization/edits/people/" + v.world().person(), "form[aria-label] .org-two"));
        add(states, "settings, working hours and delegates", v -> {
            v.go("/settings", ".org-two");
            v.page().getByText(v.t("organization", "hours.own")).click();
            v.page().getByText(v.t("organization", "delegates.titleKind")).click();
            v.await(".org-week");
        });
        add(states, "own sessions", v -> v.go("/account/sessions", ".k-list-item"));
        add(states, "own sessions, failing", v -> {
            v.fails("/api/organization/sessions");
            v.go("/account/sessions", ".k-problem");
        });
        add(states, "password, faults", v -> {
            v.go("/account/password", "input[name=current]");
            v.page().locator("input[name=current]").fill("a");
            v.page().locator("input[autocomplete=new-password]").first().fill("short");
            v.page().locator("input[autocomplete=new-password]").last().fill("other");
            v.page().locator("main button[type=submit]").click();
            v.await(".k-field-error");
        });
        add(states, "phone menu", v -> {
            v.go("/", ".board-home li");
            if (v.page().locator("nav.k-bottom button").isVisible()) {
                v.page().locator("nav.k-bottom button").click();
                v.await(".k-drawer");
            }
        });
        return states.stream().filter(state -> state.name().startsWith(ONLY));
    }

    static Stream<State> outsideStates() {
        var states = new ArrayList<State>();
        add(states, "sign-in", v -> v.go("/", "input[type=password]"));
        add(states, "sign-in, wrong", v -> {
            v.go("/", "input[type=password]");
            v.page().locator("input[name=login]").fill("nobody-" + UUID.randomUUID());
            v.page().locator("input[name=password]").fill("wrong password");
            v.page().locator("button[type=submit]").click();
            v.await(".k-problem");
        });
        add(states, "sign-in, empty", v -> {
            v.go("/", "input[type=password]");
            v.page().locator("button[type=submit]").click();
            v.await(".k-field-error");
        });
        add(states, "first sign-in", v -> v.go("/activate", "input[name=code]"));
        add(states, "first sign-in, faults", v -> {
            v.go("/activate", "input[name=code]");
            v.page().locator("input[name=login]").fill("nobody");
            v.page().locator("input[name=code]").fill("ABCD");
            v.page().locator("input[autocomplete=new-password]").first().fill("short");
            v.page().locator("input[autocomplete=new-password]").last().fill("short");
            v.page().locator("button[type=submit]").click();
            v.await(".k-field-error");
        });
        add(states, "first administrator", v -> v.go("/setup#x", "input[name=kana]"));
        return states.stream();
    }

    private static void add(List<State> states, String name, Consumer<Visit> reach) {
        states.add(new State(name, reach));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void a_screen_inside_has_no_fault(State state) {
        look(window, state);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outsideStates")
    void a_screen_before_the_sign_in_has_no_fault(State state) {
        look(outside, state);
    }

    /** The page is opened once in each language and then looked at in each size and scheme; another scheme changes colours alone. */
    private void look(Window window, State state) {
        var found = new ArrayList<String>();
        for (var language : List.of("ja", "en")) {
            for (var size : SIZES) {
                var where = language + " " + size[0] + " px ";
                try {
                    if (size == SIZES[0] || state.isAnewInEachSize()) {
                        window.freshPage(language, size[0], size[1]);
                        state.reach().accept(new Visit(window, Texts.in(language), world));
                    }
                    window.page.setViewportSize(size[0], size[1]);
                    scheme(window, ColorScheme.LIGHT);
                    // What is read out of a button stays for some seconds, though the button has gone.
                    window.page.waitForFunction(
                            "() => [...document.querySelectorAll('[data-live-announcer] [aria-labelledby]')].every(e => document.getElementById(e.getAttribute('aria-labelledby')))");
                    var axe = Axe.of(window.page);
                    axe.everything().forEach(fault -> found.add(where + fault));
                    scheme(window, ColorScheme.DARK);
                    axe.colours().forEach(fault -> found.add(where + "dark " + fault));
                    if (size[0] < 1000) {
                        overflow(window).forEach(fault -> found.add(where + fault));
                        if (!state.isAnewInEachSize()) {
                            window.page.setViewportSize(360, 780);
                            overflow(window).forEach(fault -> found.add(language + " 360 px " + fault));
                        }
                    }
                    window.complaints().forEach(fault -> found.add(where + "console: " + fault));
                } catch (RuntimeException | AssertionError e) {
                    found.add(where + "not reached: "
                            + e.getMessage()
                                    .lines()
                                    .filter(line -> !line.isBlank())
                                    .limit(14)
                                    .toList() + " " + window.complaints());
                    break;
                }
            }
        }
        assertEquals("", found.stream().distinct().collect(Collectors.joining("\n")));
    }

    /** The browser says yes before the page has taken the colours. */
    private static void scheme(Window window, ColorScheme scheme) {
        window.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        window.page.waitForFunction(
                "dark => matchMedia('(prefers-color-scheme: dark)').matches === dark", scheme == ColorScheme.DARK);
        window.ask("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
    }

    /** What is wider than the screen, so that one would have to scroll sideways. */
    private static List<String> overflow(Window window) {
        return ((List<?>) window.ask("""
        () => {
          const width = document.documentElement.clientWidth
          if (document.documentElement.scrollWidth <= width) return []
          return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 3).map(e => `sticks out to ${Math.round(e.getBoundingClientRect().right)}: ${e.outerHTML.slice(0, 120)}`).concat(['scrolls sideways'])
        }""")).stream().map(Object::toString).toList();
    }
}
