package org.kairan.launcher;

import java.util.Arrays;
import java.util.Optional;

/** Every key an administrator may set, in kairan.properties or in the environment. */
enum Setting {

    /** The address people type; decides Origin checks, links and Secure cookies. */
    PUBLIC_URL("kairan.public.url", null),
    /** TCP port of the server. */
    PORT("kairan.port", "8080"),
    /** Address the server listens on. */
    BIND("kairan.bind", "127.0.0.1"),
    /** PEM file with the certificate and those between it and the authority; with it Kairan serves https itself. */
    TLS_CERTIFICATE("kairan.tls.certificate", null),
    /** PEM file with the certificate's private key. */
    TLS_KEY("kairan.tls.key", null),
    /** TCP port for https. */
    TLS_PORT("kairan.tls.port", "8443"),
    /** Addresses and networks of proxies that are believed when they say for whom they ask. */
    TRUSTED_PROXIES("kairan.trusted.proxies", null),
    /** Data folder. */
    DATA("kairan.data", null),
    /** JDBC URL of one's own PostgreSQL; empty means the embedded one. */
    DB_URL("kairan.db.url", null),
    /** Its user, unless the URL names one. */
    DB_USER("kairan.db.user", null),
    /** Its password, unless the URL carries one. */
    DB_PASSWORD("kairan.db.password", null),
    /** Upper bound of the server's heap, as -Xmx takes it. */
    HEAP("kairan.heap", "512m"),
    /** More options for the server's JVM, separated by blanks. */
    JVM_OPTIONS("kairan.jvm.options", null),
    /** How many years the audit is kept. */
    AUDIT_YEARS("kairan.audit.years", "5"),
    /** How many chat messages one person may send at once. */
    CHAT_BURST("kairan.chat.burst", null),
    /** How many a second for long. */
    CHAT_RATE("kairan.chat.rate", null),
    /** Mail server; without it nothing is mailed. */
    MAIL_HOST("kairan.mail.host", null),
    /** Its port; by default 25, with tls 465. */
    MAIL_PORT("kairan.mail.port", null),
    /** With whom to sign in there, if it asks. */
    MAIL_USER("kairan.mail.user", null),
    /** The password for that. */
    MAIL_PASSWORD("kairan.mail.password", null),
    /** Sender of all mails. */
    MAIL_FROM("kairan.mail.from", null),
    /** starttls, tls or none. */
    MAIL_TLS("kairan.mail.tls", null),
    /** How long is collected into one mail. */
    MAIL_DIGEST("kairan.mail.digest", null),
    /** How long after a first failure it is tried again. */
    MAIL_RETRY("kairan.mail.retry", null),
    /** After how long a mail is given up. */
    MAIL_KEEP("kairan.mail.keep", null),
    /** Largest file that is taken in. */
    UPLOAD_MAX("kairan.upload.max", null),
    /** Largest piece of a file in one request. */
    UPLOAD_CHUNK("kairan.upload.chunk", null),
    /** Days for which an upload waits to be taken up again. */
    UPLOAD_DAYS("kairan.upload.days", null),
    /** What uploads leave free on the disk. */
    STORAGE_RESERVE("kairan.storage.reserve", null),
    /** Host and port of the virus scanner. */
    CLAMD("kairan.clamd", null);

    final String key;
    final String fallback;

    Setting(String key, String fallback) {
        this.key = key;
        this.fallback = fallback;
    }

    /** The variable that overrides the key: upper case, dots become underscores, as MicroProfile Config does it. */
    String variable() {
        return key.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }
}
