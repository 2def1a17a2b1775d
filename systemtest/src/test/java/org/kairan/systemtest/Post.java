package org.kairan.systemtest;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An office that mails to a mail server of the test. */
final class Post implements AutoCloseable {

    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    /** A mail as it arrived. */
    record Letter(String id, String to, String subject, String text) {}

    final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    final MailGate gate;
    final Map<String, String> environment;
    final Path data;
    Kairan kairan;
    Client admin;

    Post() {
        this(Kairan.temporaryFolder());
    }

    /** An office whose data lie in this folder, which is removed at the end. */
    Post(Path data) {
        this.data = data;
        mail.start();
        gate = new MailGate(mail.getSmtp().getPort());
        gate.open();
        environment = Map.of(
                "KAIRAN_MAIL_HOST", "127.0.0.1",
                "KAIRAN_MAIL_PORT", Integer.toString(gate.port()),
                "KAIRAN_MAIL_FROM", "kairan@aise.example.jp",
                "KAIRAN_MAIL_TLS", "none",
                "KAIRAN_MAIL_DIGEST", "2s",
                "KAIRAN_MAIL_RETRY", "1s");
        kairan = Kairan.up(data, environment);
        admin = kairan.client();
        admin.post(
                        "/api/organization/setups",
                        Map.of(
                                "token",
                                kairan.setupToken(),
                                "login",
                                "first",
                                "name",
                                "山田 花子",
                                "kana",
                                "ヤマダ ハナコ",
                                "password",
                                Office.PASSWORD))
                .expect(201);
        Office.bring(admin, Office.today(), Office.sections());
        Office.bring(admin, Office.today(), Office.people(20));
    }

    long person(int i) {
        return kairan.number("select id from organization.person where staff_number = ?", Office.staffNumber(i));
    }

    static String address(int i) {
        return "s" + Office.staffNumber(i) + "@aise.example.jp";
    }

    Client as(int i) {
        return kairan.session(person(i));
    }

    /** Signed in, and wanting mails of bulletins. */
    Client wantingMail(int i) {
        var client = as(i);
        client.put(
                        "/api/notification/choices",
                        Map.of("items", List.of(Map.of("type", "board.published", "channel", "both"))))
                .expect(200);
        return client;
    }

    List<Letter> letters(String to) {
        return Arrays.stream(mail.getReceivedMessages())
                .map(Post::letter)
                .filter(letter -> letter.to().equals(to))
                .toList();
    }

    Map<String, Integer> copiesByMessageId() {
        var copies = new TreeMap<String, Integer>();
        for (var message : mail.getReceivedMessages()) {
            copies.merge(letter(message).id(), 1, Integer::sum);
        }
        return copies;
    }

    List<Letter> await(String to, int letters) {
        Wait.until(ARRIVAL, letters + " mails to " + to, () -> letters(to).size() >= letters);
        return letters(to);
    }

    /** Nothing is on its way any more. */
    void settle() {
        Wait.until(
                ARRIVAL,
                "no mail to be on its way",
                () -> kairan.number("select count(*) from notification.activity where not expanded")
                                + kairan.number("select count(*) from notification.mail_item where mail_id is null")
                                + kairan.number("select count(*) from notification.mail where state = 'waiting'")
                        == 0);
    }

    private static Letter letter(MimeMessage message) {
        try {
            return new Letter(
                    message.getMessageID(),
                    message.getRecipients(Message.RecipientType.TO)[0].toString(),
                    message.getSubject(),
                    message.getContent().toString().replace("\r\n", "\n"));
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kairan.close();
        gate.close();
        mail.stop();
        Kairan.delete(data);
    }
}
