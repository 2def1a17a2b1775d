package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} in the one moment that SMTP leaves open: the mail server has a mail, and the server has not noted it. */
@Tag("all")
class MailKillIT {

    private static final int PEOPLE = 12;

    @Test
    void it_loses_no_mail_and_doubles_one_at_most_under_the_same_message_id() {
        try (var post = new Post()) {
            var audience = new String[PEOPLE];
            for (int i = 1; i <= PEOPLE; i++) {
                post.wantingMail(i);
                audience[i - 1] = "person:" + post.person(i);
            }
            var killed = new AtomicBoolean();
            post.gate.beforeAcceptance(() -> {
                if (post.mail.getReceivedMessages().length >= 5 && killed.compareAndSet(false, true)) {
                    ProcessHandle.of(post.kairan.serverPid()).orElseThrow().destroyForcibly();
                }
            });
            post.as(0).publish("送信中に落ちる", "本文", audience);
            Wait.until(Duration.ofSeconds(60), "the kill", killed::get);
            post.kairan.stop();
            post.kairan = Kairan.up(post.data, post.environment);
            post.settle();
            for (int i = 1; i <= PEOPLE; i++) {
                assertTrue(post.letters(Post.address(i)).size() >= 1, "nothing to " + Post.address(i));
            }
            var copies = post.copiesByMessageId();
            assertEquals(PEOPLE, copies.size(), copies.toString());
            assertTrue(copies.values().stream().mapToInt(n -> n - 1).sum() <= 1, copies.toString());
        }
    }
}
