package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Notices by mail: who gets them, in one mail and in their language, and what happens when the mail server does not want. */
class MailIT {

    private static Post post;
    private static Client author;

    @BeforeAll
    static void an_office_with_a_mail_server() {
        post = new Post();
        author = post.as(0);
    }

    @AfterAll
    static void close() {
        post.close();
    }

    private static long publish(String title, int... people) {
        return author.publish(
                        title,
                        "本文はメールに載らない",
                        java.util.Arrays.stream(people)
                                .mapToObj(i -> "person:" + post.person(i))
                                .toArray(String[]::new))
                .get("id")
                .asLong();
    }

    @Test
    void one_mail_tells_all_that_came_within_a_little_while_in_the_readers_language() {
        post.wantingMail(1);
        post.wantingMail(2)
                .put("/api/organization/settings", Map.of("language", "en"))
                .expect(200);
        post.as(3);
        var first = publish("一つめ", 0, 1, 2, 3);
        publish("二つめ", 1);
        publish("三つめ\u200b", 1);
        var letters = post.await(Post.address(1), 1);
        assertEquals("【回覧】新しいお知らせ 3件", letters.get(0).subject());
        assertTrue(letters.get(0).text().contains("掲示「一つめ」が公開されました"), letters.toString());
        assertTrue(letters.get(0).text().contains("「二つめ」"), letters.toString());
        assertTrue(letters.get(0).text().contains(post.kairan.url() + "/board/" + first + "\n"), letters.toString());
        assertFalse(letters.get(0).text().contains("本文はメールに載らない"));
        assertEquals(
                "[Kairan] New bulletin: 一つめ",
                post.await(Post.address(2), 1).get(0).subject());
        post.settle();
        assertEquals(1, post.letters(Post.address(1)).size());
        assertEquals(
                0,
                post.kairan.number(
                        "select count(*) from notification.mail m where m.created_at < (select min(collected_at) from notification.mail_item where mail_id = m.id) + interval '2 seconds'"),
                "mails that did not wait as long as the office has configured");
        assertEquals(List.of(), post.letters(Post.address(0)), "the author");
        assertEquals(List.of(), post.letters(Post.address(3)), "who has not asked for mails");
    }

    @Test
    void no_mail_comes_in_quiet_hours_but_afterwards() {
        var quiet = post.wantingMail(4);
        var now = LocalTime.now(ZoneId.of("Asia/Tokyo")).truncatedTo(ChronoUnit.MINUTES);
        var items = List.of(Map.of("type", "board.published", "channel", "both"));
        quiet.put(
                        "/api/notification/choices",
                        Map.of(
                                "items",
                                items,
                                "quietFrom",
                                now.minusHours(1).toString(),
                                "quietUntil",
                                now.plusHours(1).toString()))
                .expect(200);
        post.wantingMail(5);
        publish("静かな時間", 4, 5);
        post.await(Post.address(5), 1);
        assertEquals(List.of(), post.letters(Post.address(4)));
        quiet.put("/api/notification/choices", Map.of("items", items)).expect(200);
        assertEquals(1, post.await(Post.address(4), 1).size());
    }

    @Test
    void an_address_that_the_mail_server_refuses_is_given_up_and_told_to_the_administrator() {
        post.wantingMail(6);
        post.wantingMail(7);
        post.gate.reply(Post.address(6), "550 5.1.1 no such user here");
        publish("届かない人がいる", 6, 7);
        post.await(Post.address(7), 1);
        Wait.until(
                Duration.ofSeconds(60),
                "the refused address on the administrator's page",
                () -> post.admin
                        .get("/api/notification/mails")
                        .expect(200)
                        .text()
                        .contains("no such user here"));
        var row = post.admin.get("/api/notification/mails").json().get("items").get(0);
        assertEquals(Post.address(6), row.get("address").asText());
        assertEquals("refused", row.get("state").asText());
        assertEquals(List.of(), post.letters(Post.address(6)));
        author.get("/api/notification/mails").expect(404, "core.not-found");
        post.gate.reply(Post.address(6), null);
        publish("もう届く", 6);
        assertTrue(post.await(Post.address(6), 1).get(0).subject().contains("もう届く"));
        assertEquals(
                0, post.admin.get("/api/notification/mails").json().get("items").size());
    }

    @Test
    void a_mail_server_that_is_busy_or_away_gets_every_mail_once_later() {
        post.wantingMail(8);
        post.wantingMail(9);
        post.gate.reply(Post.address(8), "451 4.3.0 later please");
        publish("混んでいるとき", 8);
        Wait.until(
                Duration.ofSeconds(60),
                "two tries",
                () -> post.kairan.number(
                                "select coalesce(max(attempts), 0) from notification.mail where person_id = ?",
                                post.person(8))
                        >= 2);
        post.gate.reply(Post.address(8), null);
        assertEquals(1, post.await(Post.address(8), 1).size());

        post.gate.close();
        publish("止まっているとき", 8, 9);
        Wait.until(
                Duration.ofSeconds(60),
                "the outage to be told",
                () -> post.admin.get("/api/notification/mails").json().hasNonNull("outageSince"));
        post.gate.open();
        post.await(Post.address(9), 1);
        post.await(Post.address(8), 2);
        post.settle();
        assertEquals(1, post.letters(Post.address(9)).size());
        assertEquals(2, post.letters(Post.address(8)).size());
        assertFalse(post.admin.get("/api/notification/mails").json().hasNonNull("outageSince"));
    }

    @Test
    void a_mail_server_that_stays_away_is_called_less_and_less_often() {
        post.wantingMail(15);
        post.gate.hangUp(true);
        publish("かけ直すとき", 15);
        Wait.until(Duration.ofSeconds(90), "four calls", () -> post.gate.calls().size() >= 4);
        post.gate.hangUp(false);
        var calls = post.gate.calls();
        // One second, two, four; it looks every two.
        var last = Duration.between(calls.get(2), calls.get(3));
        assertTrue(last.toMillis() > 3_000, last.toString());
        assertEquals(1, post.await(Post.address(15), 1).size());
    }

    @Test
    void a_mail_that_was_sent_but_could_not_be_noted_is_not_sent_again() {
        post.wantingMail(12);
        post.wantingMail(13);
        // A sequence counts what is rolled back too.
        post.kairan.execute("create sequence notification.tries");
        post.kairan.execute(
                "create function notification.full() returns trigger language plpgsql as $$ begin perform nextval('notification.tries'); raise 'no space left on device'; end $$");
        post.kairan.execute(
                "create trigger disk_full before update on notification.mail for each row when (new.state = 'sent') execute function notification.full()");
        publish("書き込めないとき", 12, 13);
        post.await(Post.address(12), 1);
        Wait.until(
                Duration.ofSeconds(60),
                "three rounds that fail",
                () -> post.kairan.number("select last_value from notification.tries") >= 3);
        post.kairan.execute("drop trigger disk_full on notification.mail");
        post.await(Post.address(13), 1);
        post.settle();
        assertEquals(1, post.letters(Post.address(12)).size());
        assertEquals(1, post.letters(Post.address(13)).size());
    }

    @Test
    void nobody_is_mailed_what_they_have_read_or_may_not_see_any_more() {
        var reader = post.wantingMail(10);
        post.wantingMail(11);
        var read = publish("先に読んだ", 10);
        reader.post("/api/board/bulletins/" + read + "/readings", null).expect(204);
        var withdrawn = publish("取り下げた", 11);
        author.post("/api/board/bulletins/" + withdrawn + "/withdrawals", null).expect(204);
        post.settle();
        assertEquals(List.of(), post.letters(Post.address(10)));
        assertEquals(List.of(), post.letters(Post.address(11)));
    }
}
