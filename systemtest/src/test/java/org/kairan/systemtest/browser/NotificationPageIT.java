package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;

/** The bell: new things appear by themselves, lead to what they are about, and go away when they are known. */
class NotificationPageIT {

    private final Kairan kairan = Kairan.demo();
    private final Kairan.Person author = kairan.somebody();
    private final Kairan.Person reader = kairan.somebodyIn(author.section());

    private long publish(String title) {
        return kairan.session(author.id())
                .publish(title, "本文です。", "section:" + author.section())
                .get("id")
                .asLong();
    }

    @Test
    void the_bell_counts_live_opens_what_it_tells_of_and_can_be_emptied() {
        kairan.session(reader.id()).post("/api/notification/readings", null).expect(204);
        try (var window = Window.of(reader)) {
            window.go("/people");
            shows(window.button("お知らせ"));
            publish("一つめの知らせ");
            shows(window.button("お知らせ（未読 1件）"));
            publish("二つめの知らせ");
            shows(window.button("お知らせ（未読 2件）"));
            window.button("お知らせ（未読 2件）").click();
            var rows = window.page.locator(".notice-popover .notice-row");
            that(rows.first()).containsText("掲示「二つめの知らせ」が公開されました");
            assertEquals(List.of(), Axe.of(window.page).everything());
            window.link("掲示「一つめの知らせ」が公開されました").click();
            shows(window.heading("一つめの知らせ"));
            that(rows).hasCount(0);
            shows(window.button("お知らせ（未読 1件）"));
            window.button("お知らせ（未読 1件）").click();
            window.button("すべて既読にする").click();
            window.page.keyboard().press("Escape");
            shows(window.button("お知らせ"));
        }
    }

    @Test
    void a_phone_has_a_page_for_it() {
        publish("電話で見る知らせ");
        try (var window = Window.open(new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setColorScheme(ColorScheme.DARK))
                .signedIn(reader.id())) {
            window.go("/");
            window.page.locator(".notice-bell").click();
            shows(window.heading("お知らせ"));
            that(window.page.locator(".notice-row").first()).containsText("電話で見る知らせ");
            assertEquals(List.of(), Axe.of(window.page).everything());
            window.button("すべて既読にする").click();
            shows(window.text("すべて既読にしました"));
            window.tab("未読").click();
            shows(window.page.getByText(Pattern.compile("未読のお知らせはありません")));
        }
    }

    @Test
    void who_has_not_read_can_be_asked_from_the_page_of_readers() {
        var id = publish("急ぎの確認");
        try (var window = Window.of(author)) {
            window.go("/board/" + id + "/readers");
            window.button("未読の人に確認を求める").click();
            window.button("送る").click();
            shows(window.page.getByText(Pattern.compile("名に確認を求めました")).first());
            that(window.button("未読の人に確認を求める")).hasCount(0);
            shows(window.page.getByText(Pattern.compile("^確認を求めた時刻")).first());
        }
        try (var window = Window.of(reader)) {
            window.go("/notification");
            shows(window.link("まだお読みでない掲示「急ぎの確認」の確認をお願いします"));
        }
    }
}
