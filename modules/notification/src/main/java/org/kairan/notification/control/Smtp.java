package org.kairan.notification.control;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.regex.Pattern;

/** One connection to the mail server, for as many letters as there are. */
public final class Smtp implements AutoCloseable {

    private static final String TIMEOUT = "20000";

    /** A reply of the mail server (RFC 5321, section 4.2), at the beginning of an exception's message. */
    private static final Pattern REPLY = Pattern.compile("(?s)\\s*([245]\\d\\d)[ -].*");

    /** The mail server cannot be reached, or takes nothing from us: no letter's fault. */
    public static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreachable(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** The mail server will never take a letter to this address. */
    public static final class AddressRefused extends Exception {
        private static final long serialVersionUID = 1L;

        AddressRefused(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** The mail server does not take this letter now. */
    public static final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;

        NotNow(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    private final MailSettings settings;
    private final Session session;
    private final Transport transport;

    private Smtp(MailSettings settings, Session session, Transport transport) {
        this.settings = settings;
        this.session = session;
        this.transport = transport;
    }

    public static Smtp connect(MailSettings settings) throws Unreachable {
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT);
        properties.setProperty("mail.smtp.timeout", TIMEOUT);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT);
        properties.setProperty("mail.smtp.localhost", settings.publicHost());
        properties.setProperty("mail.smtp.from", settings.from());
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        properties.setProperty(
                "mail.smtp.ssl.enable", Boolean.toString(settings.tls().equals("tls")));
        properties.setProperty(
                "mail.smtp.starttls.enable", Boolean.toString(settings.tls().equals("starttls")));
        properties.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(settings.tls().equals("starttls")));
        var session = Session.getInstance(properties);
        try {
            var transport = session.getTransport("smtp");
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.user().orElse(null),
                    settings.user().map(user -> settings.password()).orElse(null));
            return new Smtp(settings, session, transport);
        } catch (MessagingException e) {
            throw new Unreachable(reason(e), e);
        }
    }

    /** Sends; when it returns, the mail server has taken the letter over. */
    public void send(Letter letter, String to, String messageId, Instant at)
            throws Unreachable, AddressRefused, NotNow {
        MimeMessage message;
        InternetAddress[] addresses;
        try {
            addresses = new InternetAddress[] {new InternetAddress(to, true)};
        } catch (AddressException e) {
            throw new AddressRefused(reason(e), e);
        }
        try {
            message = new Numbered(session, messageId);
            message.setFrom(new InternetAddress(settings.from()));
            message.setRecipients(Message.RecipientType.TO, addresses);
            message.setSubject(letter.subject(), "UTF-8");
            message.setText(letter.text(), "UTF-8");
            message.setSentDate(Date.from(at));
            // RFC 3834: so that absence notes do not answer.
            message.setHeader("Auto-Submitted", "auto-generated");
            message.saveChanges();
            transport.sendMessage(message, addresses);
        } catch (SendFailedException e) {
            if (e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0) {
                throw new AddressRefused(reason(e), e);
            }
            failed(e);
        } catch (MessagingException e) {
            failed(e);
        }
    }

    private void failed(MessagingException e) throws Unreachable, NotNow {
        var reason = reason(e);
        // 421 says that the server is going away; without any reply the line has broken.
        if (!REPLY.matcher(reason).matches() || reason.startsWith("421") || !transport.isConnected()) {
            throw new Unreachable(reason, e);
        }
        throw new NotNow(reason, e);
    }

    /** The server's own words where there are any, else ours. */
    private static String reason(MessagingException e) {
        for (Exception at = e;
                at != null;
                at = at instanceof MessagingException next ? next.getNextException() : null) {
            if (at.getMessage() != null && REPLY.matcher(at.getMessage()).matches()) {
                return at.getMessage().strip();
            }
        }
        var last = e;
        while (last.getNextException() instanceof MessagingException next) {
            last = next;
        }
        return String.valueOf(last.getMessage()).strip();
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (MessagingException e) {
            // What was taken over stays taken over, however the line ends.
            return;
        }
    }

    /** A message that keeps the id it was given, so that a mail server or reader can tell a repetition. */
    private static final class Numbered extends MimeMessage {

        private final String id;

        Numbered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
