package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.ChatPage.*;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Kairan.Person;
import org.kairan.systemtest.Wait;

/** Rooms of every kind, what is in their messages, and how one finds one's way among them. */
class ChatRoomsPageIT {

    private final Kairan kairan = Kairan.demo();

    private static String name(String what) {
        return what + " " + UUID.randomUUID().toString().substring(0, 8);
    }

    private static void kind(Window window, String kind) {
        window.go("/chat");
        window.button("新しいルーム").click();
        window.page
                .locator(".k-dialog")
                .getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + kind)))
                .check(new Locator.CheckOptions().setForce(true));
    }

    @Test
    void rooms_of_every_kind_are_made_and_found_and_show_who_came_and_who_left() {
        var a = kairan.somebody();
        var b = kairan.somebodyNotIn(a.section());
        var colleague = kairan.somebodyIn(a.section());
        try (var one = Window.of(a);
                var two = Window.of(b)) {
            // One to one.
            kind(one, "個人");
            one.page
                    .getByLabel("話す相手", new Page.GetByLabelOptions().setExact(true))
                    .fill(b.login());
            one.page
                    .locator(".k-dialog")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(b.name() + "を選ぶ"))
                    .first()
                    .click();
            dialog(one, "ルームを開く").click();
            shows(one.page.locator(".chat-room-head h1"), b.name());
            write(one, "二人の話");
            two.go("/chat");
            shows(two.page.locator(".chat-room-row").filter(new Locator.FilterOptions().setHasText("二人の話")));

            // One in which everybody may ask: found, joined, left; the others see it.
            var asking = name("相談の部屋");
            kind(one, "相談");
            one.field("ルームの名前").fill(asking);
            dialog(one, "ルームをつくる").click();
            shows(one.page.locator(".chat-room-head h1"), asking);
            write(one, "何でも聞いてください");
            two.go("/chat/find");
            two.field("ルームの名前・内容で探す").fill(asking);
            two.button(asking + "に参加する").click();
            shows(row(two, "何でも聞いてください"));
            shows(one.page.locator(".chat-coming"), b.name() + "が参加しました");
            write(two, "参加しました。よろしく");
            panel(two, "ルームの詳細");
            two.button("ルームから抜ける").click();
            dialog(two, "ルームから抜ける").click();
            that(two.page).hasURL(Pattern.compile("/chat$"));
            shows(one.page.locator(".chat-coming").last(), b.name() + "が抜けました");
            one.page.reload();
            that(one.page.locator(".chat-coming")).hasCount(2);
            assertTrue(
                    (Boolean)
                            one.ask(
                                    "(() => { const rows = [...document.querySelectorAll('.chat-rows > li')].map(row => row.textContent); return rows.findIndex(text => text.includes('が参加しました')) < rows.findIndex(text => text.includes('参加しました。よろしく')) && rows.findIndex(text => text.includes('参加しました。よろしく')) < rows.findIndex(text => text.includes('が抜けました')) })()"),
                    "each where it happened");

            // That of a section follows the organization.
            var section = name("課の部屋");
            kind(one, "所属");
            one.field("ルームの名前").fill(section);
            dialog(one, "ルームをつくる").click();
            shows(one.page.locator(".chat-room-head h1"), section);
            var room = one.page.url().substring(one.page.url().lastIndexOf('/') + 1);
            write(one, "課の連絡です");
            try (var three = Window.of(colleague)) {
                three.go("/chat/" + room);
                shows(row(three, "課の連絡です"));
                that(three.page.locator(".chat-leave")).hasCount(0);
                kairan.transfer(colleague, b.section());
                shows(one.page.locator(".chat-coming"), colleague.name() + "が異動などにより抜けました");
                shows(three.page.locator(".chat-room"), "このルームは見られません");
                kairan.transfer(colleague, a.section());
                shows(one.page.locator(".chat-coming").last(), colleague.name() + "が所属により参加しました");
            }
            panel(one, "ルームの詳細");
            shows(one.page.locator(".chat-details"), "自動で参加：");
        }
        try (var admin = Window.ofAdministrator();
                var two = Window.of(b)) {
            var news = name("お知らせの部屋");
            kind(admin, "お知らせ");
            admin.field("ルームの名前").fill(news);
            admin.page
                    .locator(".k-dialog")
                    .getByRole(AriaRole.TAB, new Locator.GetByRoleOptions().setName("人"))
                    .click();
            admin.page.locator(".k-dialog [role=combobox]").last().fill(b.login());
            admin.page
                    .locator(".k-dialog .k-suggestions [role=option]")
                    .filter(new Locator.FilterOptions().setHasText(b.name()))
                    .first()
                    .click();
            dialog(admin, "ルームをつくる").click();
            shows(admin.page.locator(".chat-room-head h1"), news);
            write(admin, "庁舎の停電について");
            two.go(admin.page.url().substring(admin.page.url().indexOf("/chat/")));
            shows(row(two, "庁舎の停電"));
            shows(two.page.locator(".chat-readonly"), "書き込めるのは決まった人だけ");
            that(two.page.locator(".chat-composer")).hasCount(0);
            in(barOf(two, "庁舎の停電"), AriaRole.BUTTON, "確認しました").click();
            shows(row(admin, "庁舎の停電").locator(".chat-reaction"), "確認しました 1");
        }
    }

    @Test
    void a_link_is_a_card_for_whoever_may_see_its_page_and_a_bare_link_for_others() {
        var author = kairan.somebody();
        var reader = kairan.somebodyNotIn(author.section());
        var stranger = kairan.somebodyNotIn(author.section());
        var title = name("秘密の掲示");
        var bulletin = kairan.session(author.id())
                .publish(title, "本文です。", "person:" + reader.id())
                .get("id")
                .asLong();
        var inner = name("内輪の部屋");
        var other = group(author, inner, reader);
        var seq = say(kairan.session(author.id()), other, "内輪の言葉です");
        var room = group(author, name("みんなの部屋"), reader, stranger);
        try (var one = enter(Window.of(author), room);
                var two = enter(Window.of(reader), room);
                var three = Window.of(stranger)) {
            var answers = new CopyOnWriteArrayList<Response>();
            three.page.onResponse(answers::add);
            enter(three, room);
            write(
                    one,
                    "資料です %1$s/board/%2$d 担当 %1$s/people/%3$d 経緯 %1$s/chat/%4$d?m=%5$d"
                            .formatted(Window.url().replaceAll("/$", ""), bulletin, reader.id(), other, seq));
            var cards = row(two, "資料です").locator(".chat-card");
            that(cards).hasCount(3);
            shows(cards.filter(new Locator.FilterOptions().setHasText(title)), "掲示");
            shows(cards.filter(new Locator.FilterOptions().setHasText("内輪の言葉です")), inner);
            shows(cards.filter(new Locator.FilterOptions().setHasText(reader.name())));
            // A colleague everybody may look up; of the rest nothing is told.
            that(row(three, "資料です").locator(".chat-card")).hasCount(1);
            shows(row(three, "資料です").locator(".chat-card"), reader.name());
            that(row(three, "資料です")
                            .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("/board/" + bulletin)))
                    .hasCount(1);
            for (var answer : answers) {
                if (answer.url().contains("/api/chat/cards")) {
                    assertFalse(answer.text().contains(title), answer.text());
                    assertFalse(answer.text().contains("内輪"), answer.text());
                }
            }
            assertTrue(answers.stream().anyMatch(answer -> answer.url().contains("/api/chat/cards")));
            cards.filter(new Locator.FilterOptions().setHasText(title)).click();
            shows(two.heading(title));
        }
    }

    @Test
    void naming_more_than_a_hundred_people_is_asked_back_whatever_they_are_called_by() {
        var a = kairan.somebody();
        var title = kairan.query(
                        row -> row.getString(1),
                        "select t.name from organization.assignment a join organization.title t on t.id = a.title_id where a.valid_until is null group by t.name having count(distinct a.person_id) > 150 order by t.name limit 1")
                .get(0);
        var people = kairan.query(
                row -> new Person(row.getLong(1), "", "", 0),
                "select distinct a.person_id from organization.assignment a join organization.title t on t.id = a.title_id where a.valid_until is null and a.valid_from < current_date and a.person_id <> "
                        + a.id() + " and t.name = '" + title + "' order by 1 limit 120");
        var room = group(a, name("多人数"), people.toArray(Person[]::new));
        try (var window = enter(Window.of(a), room)) {
            var sent = 0;
            for (var called : new String[] {"全員", title}) {
                var text = called + "への連絡";
                field(window).pressSequentially("@" + called);
                window.page
                        .locator(".chat-candidate strong")
                        .getByText("@" + called, new Locator.GetByTextOptions().setExact(true))
                        .click();
                that(field(window)).hasValue("@" + called + " ");
                window.page.keyboard().type(text);
                window.page.keyboard().press("Enter");
                shows(window.role(AriaRole.ALERTDIALOG, "多くの人に通知します"), "120名");
                dialog(window, "書き直す").click();
                that(field(window)).hasValue("@" + called + " " + text);
                assertEquals(sent, messages(room), "not sent");
                field(window).press("Enter");
                dialog(window, "120名に送る").click();
                shows(row(window, text).locator(".chat-mention"), "@" + called);
                var now = ++sent;
                Wait.until(Duration.ofSeconds(20), "sent", () -> messages(room) == now);
            }
        }
    }

    private long messages(long room) {
        return kairan.number("select count(*) from chat.message where room_id = ?", room);
    }

    @Test
    void files_are_dropped_and_pasted_and_the_others_save_them() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, name("資料"), b);
        try (var one = enter(Window.of(a), room);
                var two = enter(Window.of(b), room)) {
            bring(one, "drop", "落とした表.csv", 1200);
            bring(one, "paste", "貼った図.bin", 300);
            that(one.page.locator(".chat-uploads [data-state=done]")).hasCount(2);
            write(one, "二つ送ります");
            var files = row(two, "二つ送ります").locator(".chat-file");
            that(files).hasCount(2);
            var saved = two.page.waitForDownload(
                    () -> files.first().getByRole(AriaRole.LINK).click());
            assertEquals("落とした表.csv", saved.suggestedFilename());
            assertEquals(1200, saved.path().toFile().length());
            bring(one, "drop", "やめた.txt", 5);
            one.button("やめた.txtを外す").click();
            that(one.page.locator(".chat-uploads")).hasCount(0);
        }
    }

    @Test
    void an_acknowledgement_is_asked_until_a_day_counted_and_those_who_wait_are_reminded() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var c = kairan.somebody();
        var room = group(a, name("期限のある話"), b, c);
        try (var one = enter(Window.of(a), room);
                var two = Window.of(b)) {
            one.button("確認を求める").click();
            var due = LocalDate.now(ZoneId.of("Asia/Tokyo")).plusDays(2);
            one.page.locator(".k-dialog").getByLabel("期限").fill(due.toString());
            dialog(one, "確認を求める").click();
            write(one, "避難計画を確認してください");
            shows(row(one, "避難計画").locator(".chat-ack"), "確認済み 0 / 2名");
            enter(two, room);
            shows(row(two, "避難計画").locator(".chat-ack"), "要確認");
            shows(row(one, "避難計画").locator(".chat-receipt"), "既読 1");
            row(two, "避難計画")
                    .locator(".chat-ack")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("確認しました"))
                    .click();
            shows(row(one, "避難計画").locator(".chat-ack"), "確認済み 1 / 2名");
            // Who read what it said before is told as such.
            choose(one, "避難計画", "編集する");
            write(one, "避難計画（改訂版）を確認してください");
            shows(row(two, "改訂版"), "編集済み");
            row(one, "改訂版").locator(".chat-receipt").click();
            shows(one.page.locator(".k-dialog"), b.name());
            shows(one.page.locator(".k-dialog"), "編集前に既読");
            one.tab("確認済み").click();
            shows(one.page.locator(".k-dialog"), c.name());
            dialog(one, "未確認の1名に催促する").click();
            shows(one.page.locator(".k-dialog"), "前回の催促");
            assertTrue(kairan.session(c.id())
                    .get("/api/notification/notices")
                    .expect(200)
                    .text()
                    .contains("chat.reminded"));
            one.page.keyboard().press("Escape");
            // Who leaves without having read holds nobody up.
            panel(one, "ルームの詳細");
            one.button(c.name() + "をルームから外す").click();
            shows(one.page.locator(".chat-coming"), c.name() + "が抜けました");
            shows(row(one, "改訂版").locator(".chat-receipt"), "全員既読");
            row(one, "改訂版").locator(".chat-receipt").click();
            one.tab("対象外").click();
            shows(one.page.locator(".k-dialog"), "全員既読には数えません");
            shows(one.page.locator(".k-dialog"), c.name());
        }
    }

    @Test
    void what_is_ones_own_is_found_again_and_what_one_does_not_want_to_hear_is_quiet() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var title = name("髙﨑橋の工事");
        var room = group(a, title, b);
        var loud = name("にぎやか");
        var other = group(b, loud, a);
        var asB = kairan.session(b.id());
        var word = "灯台" + UUID.randomUUID().toString().substring(0, 6).toUpperCase();
        say(asB, room, "昔の話 ﾊﾞｽの件");
        kairan.execute("update chat.message set at = at - interval '40 days' where room_id = ?", room);
        for (int i = 0; i < 60; i++) {
            say(asB, room, "その後の話 " + i);
        }
        say(asB, room, "髙﨑様へ " + word + " の件");
        try (var window = enter(Window.of(a), room)) {
            window.page
                    .locator(".chat-floating")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("新着|最新へ")))
                    .click();
            choose(window, word, "ピン留めする");
            choose(window, word, "ブックマークする");
            shows(row(window, word), "ピン留め");
            var day = LocalDate.now(ZoneId.of("Asia/Tokyo")).minusDays(40);
            window.button("日付へ移動").click();
            window.page.getByLabel("移動する日").fill(day.toString());
            window.button("移動").click();
            shows(row(window, "昔の話"));
            window.button("お気に入りに入れる").click();
            shows(window.page.locator(".chat-rooms-head").first(), "お気に入り");
            panel(window, "ルームの詳細");
            window.page
                    .locator(".chat-details .chat-found-row")
                    .filter(new Locator.FilterOptions().setHasText(Pattern.compile(word + "|ピン留め")))
                    .click();
            shows(row(window, word).first());

            // In the room, with another spelling of everything.
            panel(window, "ルーム内を検索");
            var search = window.page.locator(".chat-search input");
            search.fill("バス");
            search.press("Enter");
            shows(window.page.locator(".chat-found-row"), "昔の話");
            window.page.locator(".chat-found-row").click();
            shows(row(window, "昔の話"));

            // Everywhere, by whom, where and when.
            window.go("/chat/search");
            var all = window.page.locator(".chat-view-body input");
            for (var found : new String[] {
                "高崎 " + word.toLowerCase(),
                word + " ルーム:高崎橋",
                word + " 差出人:" + b.name().substring(0, 1)
            }) {
                all.fill(found);
                all.press("Enter");
                that(window.page.locator(".chat-view-body .chat-messages li")).hasCount(1);
                shows(window.page.locator(".chat-view-body .chat-messages li"), word);
            }
            all.fill("話 ルーム:" + title.substring(title.length() - 8) + " 以前:" + day.plusDays(1));
            all.press("Enter");
            that(window.page.locator(".chat-view-body .chat-messages li")).hasCount(1);
            shows(window.page.locator(".chat-view-body .chat-messages li"), "昔の話");

            window.go("/chat/bookmarks");
            shows(window.page.locator(".chat-messages li").filter(new Locator.FilterOptions().setHasText(word)));

            // A room that is muted is not counted, but for what names one.
            say(asB, other, "静かにしておく話");
            enter(window, other);
            panel(window, "ルームの詳細");
            window.page.locator(".chat-details").getByText("通知を止める").click();
            window.page.locator(".chat-details").getByText("あなたあてだけ").click();
            Wait.until(
                    Duration.ofSeconds(15),
                    "kept",
                    () -> kairan.number(
                                    "select count(*) from chat.preference where room_id = ? and muted and alerts = 'mentions'",
                                    other)
                            == 1);
            window.go("/chat");
            say(asB, other, "まだの話");
            say(asB, other, "@[person:" + a.id() + "] 名指しの話");
            var entry = window.page.locator("[data-room='" + other + "']");
            shows(entry.getByText("通知を止めています").first());
            shows(entry.getByText("あなたあて 1件"));

            // The first page tells of it, and all that is unread is together.
            window.go("/");
            var home = window.page.locator(".chat-home [data-room]");
            shows(home.first(), loud);
            window.go("/chat/unread");
            shows(window.page.locator(".chat-of-room").filter(new Locator.FilterOptions().setHasText(loud)), "名指しの話");
            window.page
                    .locator(".chat-of-room")
                    .filter(new Locator.FilterOptions().setHasText(loud))
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("すべて既読にする"))
                    .click();
            that(window.page.locator(".chat-of-room").filter(new Locator.FilterOptions().setHasText(loud)))
                    .hasCount(0);

            // The suite's own search finds it too.
            Wait.until(
                    Duration.ofSeconds(30),
                    "indexed",
                    () -> kairan.session(a.id())
                            .get("/api/search/hits?q="
                                    + java.net.URLEncoder.encode(word, java.nio.charset.StandardCharsets.UTF_8))
                            .text()
                            .contains("/chat/" + room));
            window.go("/search?q=" + word);
            var hit = window.page.locator(".search-hit").filter(new Locator.FilterOptions().setHasText(word));
            hit.getByRole(AriaRole.LINK).first().click();
            shows(row(window, word));
        }
    }

    @Test
    void a_message_is_sent_at_its_time_or_in_working_hours_and_can_be_taken_back() {
        var a = kairan.somebody();
        var b = kairan.somebody();
        var room = group(a, name("後で"), b);
        try (var window = enter(Window.of(a), room)) {
            field(window).fill("勤務時間に届く話");
            window.button("日時を決めて送る").click();
            dialog(window, "予約する").click();
            shows(window.page.locator(".k-toasts"), "次の勤務時間に送ります");
            that(field(window)).hasValue("");
            field(window).fill("明日の朝に届く話");
            window.button("日時を決めて送る").click();
            window.page.locator(".k-dialog").getByText("日時を指定する").click();
            dialog(window, "予約する").click();
            Wait.until(
                    Duration.ofSeconds(15),
                    "both wait or are sent",
                    () -> kairan.number("select count(*) from chat.scheduled where room_id = ?", room)
                                    + kairan.number("select count(*) from chat.message where room_id = ?", room)
                            == 2);
            window.go("/chat/scheduled");
            var waiting =
                    window.page.locator(".chat-messages li").filter(new Locator.FilterOptions().setHasText("明日の朝"));
            shows(waiting, "9:00に送信");
            waiting.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("予約を取り消す"))
                    .click();
            dialog(window, "予約を取り消す").click();
            that(waiting).hasCount(0);
            assertEquals(0, stored(room, "明日の朝に届く話"));
        }
    }

    @Test
    void a_room_prints_as_it_stands_without_the_screen_around_it() {
        var a = kairan.somebody();
        var room = group(a, name("紙に出す話"), kairan.somebody());
        say(kairan.session(a.id()), room, "紙に残す言葉");
        try (var window = enter(Window.of(a), room)) {
            shows(row(window, "紙に残す言葉"));
            window.ask("window.print = () => { window.printed = true }");
            window.button("印刷する").click();
            assertEquals(true, window.ask("window.printed"));
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            for (var part : new String[] {
                "header.k-header", "nav.k-side", ".chat-list", ".chat-composer", ".chat-room-acts", ".chat-acts"
            }) {
                for (var one : window.page.locator(part).all()) {
                    that(one).isHidden();
                }
            }
            shows(window.page.locator(".chat-room-head h1"));
            shows(row(window, "紙に残す言葉"));
            assertTrue(
                    (Boolean) window.ask(
                            "getComputedStyle(document.querySelector('.chat-scroll')).overflow === 'visible'"),
                    "nothing is cut off");
        }
    }
}
