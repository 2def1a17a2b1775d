package org.kairan.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void commandLineWinsOverEnvironmentOverFileOverDefault() throws Exception {
        Path file = file("kairan.port=1001\nkairan.bind=0.0.0.0\nkairan.heap=1g\n");
        Settings settings =
                Settings.merge(file, Map.of("KAIRAN_PORT", "1002", "KAIRAN_HEAP", "2g"), Map.of(Setting.PORT, "1003"));
        assertEquals(1003, settings.port());
        assertEquals("2g", settings.heap());
        assertEquals("0.0.0.0", settings.bind());
        assertEquals("127.0.0.1", Settings.merge(null, Map.of(), Map.of()).bind());
    }

    @Test
    void blankCountsAsNotGiven() throws Exception {
        assertEquals(
                8080,
                Settings.merge(file("kairan.port=\n"), Map.of("KAIRAN_PORT", " "), Map.of())
                        .port());
    }

    @Test
    void anUnknownKeyIsNamed() throws Exception {
        Path file = file("kairan.prot=80\n");
        assertTrue(fault(file, Map.of()).contains("'kairan.prot'"));
    }

    @Test
    void aMissingFileIsNamed() {
        assertTrue(fault(folder.resolve("nowhere"), Map.of()).contains("nowhere"));
    }

    @Test
    void impossibleValuesAreNamed() {
        assertTrue(fault(null, Map.of("KAIRAN_PORT", "eighty")).contains("kairan.port"));
        assertTrue(fault(null, Map.of("KAIRAN_PORT", "70000")).contains("kairan.port"));
        assertTrue(fault(null, Map.of("KAIRAN_HEAP", "much")).contains("kairan.heap"));
        assertTrue(fault(null, Map.of("KAIRAN_DB_URL", "jdbc:mysql://x")).contains("kairan.db.url"));
        assertTrue(fault(null, Map.of("KAIRAN_TLS_KEY", "k")).contains("without kairan.tls.certificate"));
        assertTrue(fault(null, Map.of("KAIRAN_TLS_CERTIFICATE", "c")).contains("without kairan.tls.key"));
        for (String list : new String[] {"proxy", "10.0.0.0/33", "10.0.0", "1.1.1.1, x"}) {
            assertTrue(fault(null, Map.of("KAIRAN_TRUSTED_PROXIES", list)).contains("kairan.trusted.proxies"), list);
        }
        for (String url : new String[] {
            "kairan.city.example", "ftp://x", "https://x/path", "https://x?y", "https://u@x", "https://", "h ttp://x"
        }) {
            assertTrue(fault(null, Map.of("KAIRAN_PUBLIC_URL", url)).contains("kairan.public.url"), url);
        }
    }

    @Test
    void impossibleValuesForMailAreNamed() throws Exception {
        assertTrue(fault(null, Map.of("KAIRAN_MAIL_HOST", "mail.city.example")).contains("kairan.mail.from"));
        assertTrue(fault(null, Map.of("KAIRAN_MAIL_PORT", "99999")).contains("kairan.mail.port"));
        assertTrue(fault(null, Map.of("KAIRAN_MAIL_TLS", "yes")).contains("kairan.mail.tls"));
        assertTrue(fault(null, Map.of("KAIRAN_MAIL_DIGEST", "five")).contains("kairan.mail.digest"));
        Settings.merge(
                null,
                Map.of(
                        "KAIRAN_MAIL_HOST", "mail.city.example",
                        "KAIRAN_MAIL_FROM", "kairan@city.example",
                        "KAIRAN_MAIL_KEEP", "5d"),
                Map.of());
    }

    @Test
    void thePublicUrlFollowsThePortAndHasNoSlashAtTheEnd() throws Exception {
        assertEquals(
                "http://localhost:81",
                Settings.merge(null, Map.of("KAIRAN_PORT", "81"), Map.of()).publicUrl());
        assertEquals(
                "https://k.example",
                Settings.merge(null, Map.of("KAIRAN_PUBLIC_URL", "https://k.example/"), Map.of())
                        .publicUrl());
    }

    @Test
    void withHttpsOfItsOwnHttpIsForThisMachineOnly() throws Exception {
        Map<String, String> pair = Map.of(
                "KAIRAN_TLS_CERTIFICATE", "c", "KAIRAN_TLS_KEY", "k", "KAIRAN_BIND", "0.0.0.0", "KAIRAN_TLS_PORT", "1");
        Settings settings = Settings.merge(null, pair, Map.of());
        assertEquals("127.0.0.1", settings.httpBind());
        assertEquals("https://localhost:1", settings.publicUrl());
        assertTrue(!settings.plain());
        assertTrue(Settings.merge(null, Map.of("KAIRAN_PUBLIC_URL", "http://kairan"), Map.of())
                .plain());
        assertTrue(!Settings.merge(null, Map.of(), Map.of()).plain());
    }

    @Test
    void theSampleFileNamesEveryKeyWithItsDefaultAndIsValid() throws Exception {
        Path sample = Path.of("../config/server/kairan.properties");
        Settings.merge(sample, Map.of(), Map.of());
        String text = Files.readString(sample);
        for (Setting setting : Setting.values()) {
            assertTrue(
                    text.contains(
                            "\n#" + setting.key + "=" + (setting.fallback == null ? "" : setting.fallback + "\n")),
                    setting.key);
        }
    }

    @Test
    void noPasswordIsShown() throws Exception {
        assertTrue(!Settings.merge(null, Map.of("KAIRAN_DB_PASSWORD", "geheim"), Map.of())
                .toString()
                .contains("geheim"));
    }

    private String fault(Path file, Map<String, String> environment) {
        return assertThrows(Problem.class, () -> Settings.merge(file, environment, Map.of()))
                .getMessage();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("kairan.properties"), text);
    }
}
