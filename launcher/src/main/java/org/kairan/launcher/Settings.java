package org.kairan.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** The values in force: command line before environment before file before default. */
record Settings(Map<Setting, String> values) {

    private static final Pattern DURATION = Pattern.compile("[0-9]{1,5}[smhd]");
    private static final Pattern NETWORK = Pattern.compile(
            "([0-9]{1,3}(\\.[0-9]{1,3}){3}(/([12]?[0-9]|3[0-2]))?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(/[0-9]{1,3})?)");
    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kKmMgG]");

    /**
     * Merges the sources; blank values count as not given.
     *
     * @param file a properties file in UTF-8, or null for none
     * @param environment which variables are read is decided by the keys of {@link Setting}
     * @param given values from the command line
     * @throws Problem naming the key when the file holds an unknown one, or when a value cannot be right
     */
    static Settings merge(Path file, Map<String, String> environment, Map<Setting, String> given) throws Problem {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            put(values, setting, setting.fallback);
        }
        if (file != null) {
            Properties properties = read(file);
            for (String key : properties.stringPropertyNames()) {
                Setting setting = Setting.of(key)
                        .orElseThrow(() -> new Problem("Unknown key '" + key + "' in " + file
                                + "; config/server/kairan.properties lists them all."));
                put(values, setting, properties.getProperty(key));
            }
        }
        for (Setting setting : Setting.values()) {
            put(values, setting, environment.get(setting.variable()));
        }
        given.forEach((setting, value) -> put(values, setting, value));
        Settings merged = new Settings(Map.copyOf(values));
        merged.check();
        return merged;
    }

    private static void put(Map<Setting, String> values, Setting setting, String value) {
        if (value != null && !value.isBlank()) {
            values.put(setting, value.strip());
        }
    }

    private static Properties read(Path file) throws Problem {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            throw new Problem("There is no configuration file " + file + ".", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new Problem("The configuration file " + file + " cannot be read: " + e.getMessage(), e);
        }
        return properties;
    }

    private void check() throws Problem {
        port();
        if (tls()) {
            if (get(Setting.TLS_KEY).isEmpty()) {
                throw new Problem("kairan.tls.certificate is set without kairan.tls.key.");
            }
            if (tlsPort() == port()) {
                throw new Problem("kairan.tls.port and kairan.port must differ.");
            }
        } else if (get(Setting.TLS_KEY).isPresent()) {
            throw new Problem("kairan.tls.key is set without kairan.tls.certificate.");
        }
        for (String network : get(Setting.TRUSTED_PROXIES).orElse("").split("[,\\s]+")) {
            if (!network.isEmpty() && !NETWORK.matcher(network).matches()) {
                throw new Problem("kairan.trusted.proxies names '" + network
                        + "' but takes addresses and networks such as 10.1.2.3 or 10.0.0.0/8.");
            }
        }
        if (!HEAP.matcher(heap()).matches()) {
            throw new Problem("kairan.heap is '" + heap() + "' but must be a size such as 512m or 2g.");
        }
        if (!values.get(Setting.AUDIT_YEARS).matches("[1-9][0-9]?")) {
            throw new Problem("kairan.audit.years is '" + values.get(Setting.AUDIT_YEARS)
                    + "' but must be a number of years from 1 to 99.");
        }
        for (Setting setting : List.of(Setting.CHAT_BURST, Setting.CHAT_RATE)) {
            if (get(setting).filter(value -> !value.matches("[1-9][0-9]{0,5}")).isPresent()) {
                throw new Problem(setting.key + " is '" + values.get(setting) + "' but must be a whole number from 1.");
            }
        }
        try {
            URI url = URI.create(publicUrl());
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean bare = url.getRawPath() == null
                    || url.getRawPath().isEmpty()
                    || url.getRawPath().equals("/");
            if (!web
                    || url.getHost() == null
                    || !bare
                    || url.getRawQuery() != null
                    || url.getRawFragment() != null
                    || url.getRawUserInfo() != null) {
                throw new IllegalArgumentException();
            }
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    "kairan.public.url is '" + publicUrl()
                            + "' but must be like https://kairan.city.example without a path.",
                    e);
        }
        checkMail();
        if (get(Setting.DB_URL).isPresent() && !get(Setting.DB_URL).get().startsWith("jdbc:postgresql:")) {
            throw new Problem(
                    "kairan.db.url must start with jdbc:postgresql: (Kairan keeps its data in PostgreSQL only).");
        }
    }

    private void checkMail() throws Problem {
        for (Setting setting : List.of(Setting.MAIL_DIGEST, Setting.MAIL_RETRY, Setting.MAIL_KEEP)) {
            if (get(setting).isPresent()
                    && !DURATION.matcher(values.get(setting)).matches()) {
                throw new Problem(setting.key + " is '" + values.get(setting)
                        + "' but must be a number with s, m, h or d behind it, such as 5m.");
            }
        }
        if (!Set.of("starttls", "tls", "none").contains(get(Setting.MAIL_TLS).orElse("none"))) {
            throw new Problem(
                    "kairan.mail.tls is '" + values.get(Setting.MAIL_TLS) + "' but must be starttls, tls or none.");
        }
        if (get(Setting.MAIL_PORT).isPresent()
                && !(values.get(Setting.MAIL_PORT).matches("[1-9][0-9]{0,4}")
                        && Integer.parseInt(values.get(Setting.MAIL_PORT)) < 65536)) {
            throw new Problem("kairan.mail.port is '" + values.get(Setting.MAIL_PORT)
                    + "' but must be a number from 1 to 65535.");
        }
        if (get(Setting.MAIL_HOST).isPresent()
                && !get(Setting.MAIL_FROM).orElse("").matches("[^@\\s]+@[^@\\s]+")) {
            throw new Problem(
                    "kairan.mail.from must be the address that mails come from, such as kairan@city.example, when kairan.mail.host is set.");
        }
    }

    Optional<String> get(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    int port() throws Problem {
        return port(Setting.PORT);
    }

    int tlsPort() throws Problem {
        return port(Setting.TLS_PORT);
    }

    private int port(Setting setting) throws Problem {
        String text = values.get(setting);
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new Problem(setting.key + " is '" + text + "' but must be a number from 1 to 65535.", e);
        }
        throw new Problem(setting.key + " is '" + text + "' but must be a number from 1 to 65535.");
    }

    /** Where people reach the server. */
    String bind() {
        return values.get(Setting.BIND);
    }

    /** Where it speaks http: with https of its own that is for this machine only, for its health and figures. */
    String httpBind() {
        return tls() ? "127.0.0.1" : bind();
    }

    /** Whether Kairan serves https itself. */
    boolean tls() {
        return get(Setting.TLS_CERTIFICATE).isPresent();
    }

    /** Whether people reach it without encryption from other machines: then browsers withhold much of what they can do. */
    boolean plain() {
        URI url = URI.create(publicUrl());
        return "http".equals(url.getScheme())
                && !List.of("localhost", "127.0.0.1", "[::1]").contains(url.getHost());
    }

    String heap() {
        return values.get(Setting.HEAP);
    }

    /** Without a slash at the end. */
    String publicUrl() {
        String url = get(Setting.PUBLIC_URL)
                .orElse(
                        tls()
                                ? "https://localhost:" + values.get(Setting.TLS_PORT)
                                : "http://localhost:" + values.get(Setting.PORT));
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** What the log and the terminal may show: no password. */
    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
