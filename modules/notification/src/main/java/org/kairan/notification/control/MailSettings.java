package org.kairan.notification.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is configured for mail; the keys are explained in config/server/kairan.properties. */
@ApplicationScoped
public class MailSettings {

    @Inject
    @ConfigProperty(name = "kairan.mail.host")
    Optional<String> host;

    @Inject
    @ConfigProperty(name = "kairan.mail.port")
    Optional<Integer> port;

    @Inject
    @ConfigProperty(name = "kairan.mail.user")
    Optional<String> user;

    @Inject
    @ConfigProperty(name = "kairan.mail.password")
    Optional<String> password;

    @Inject
    @ConfigProperty(name = "kairan.mail.from")
    Optional<String> from;

    @Inject
    @ConfigProperty(name = "kairan.mail.tls", defaultValue = "starttls")
    String tls;

    @Inject
    @ConfigProperty(name = "kairan.mail.digest", defaultValue = "5m")
    String digest;

    @Inject
    @ConfigProperty(name = "kairan.mail.retry", defaultValue = "1m")
    String retry;

    @Inject
    @ConfigProperty(name = "kairan.mail.keep", defaultValue = "5d")
    String keep;

    @Inject
    @ConfigProperty(name = "kairan.public.url", defaultValue = "http://localhost:8080")
    URI publicUrl;

    /** Whether mails are sent at all. */
    public boolean on() {
        return host.isPresent();
    }

    public String host() {
        return host.orElseThrow();
    }

    public int port() {
        return port.orElse(tls.equals("tls") ? 465 : 25);
    }

    public Optional<String> user() {
        return user;
    }

    public String password() {
        return password.orElse("");
    }

    public String from() {
        return from.orElse("kairan@" + publicHost());
    }

    /** {@code starttls}, {@code tls} or {@code none}. */
    public String tls() {
        return tls;
    }

    /** How long is collected before one mail tells all of it. */
    public Duration digest() {
        return duration(digest);
    }

    /** How long after the first failure a mail is tried again; each further one doubles it. */
    public Duration retry() {
        return duration(retry);
    }

    /** After this time a mail that could not be delivered is given up. */
    public Duration keep() {
        return duration(keep);
    }

    /** The address at which people reach Kairan, without a slash at the end. */
    public String url() {
        var text = publicUrl.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    public String publicHost() {
        return publicUrl.getHost();
    }

    /** Reads a number with s, m, h or d behind it, as the launcher has checked it. */
    static Duration duration(String text) {
        var unit = text.charAt(text.length() - 1);
        var number = text.substring(0, text.length() - 1);
        return Duration.parse(unit == 'd' ? "P" + number + "D" : "PT" + number + Character.toUpperCase(unit));
    }
}
