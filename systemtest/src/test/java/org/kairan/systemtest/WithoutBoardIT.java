package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** To remove a module, its folder and its two lines in poms are deleted: this does it to the board, in a copy of the repository, and looks for what is left. */
@Tag("all")
class WithoutBoardIT {

    private static final Duration BUILD = Duration.ofMinutes(15);
    private static final Duration START = Duration.ofMinutes(5);

    private static final Path COPY = Kairan.temporaryFolder();
    private static final Path DATA = Kairan.temporaryFolder();
    private static Process office;
    private static Client client;
    private static JsonNode run;

    @BeforeAll
    static void an_office_without_the_board() throws IOException, InterruptedException {
        copy();
        Kairan.delete(COPY.resolve("modules/board"));
        removeLine("pom.xml", "<module>modules/board</module>");
        removeLine("webapp/pom.xml", "<artifactId>kairan-board</artifactId>");
        var log = COPY.resolve("build.log");
        var build = run(log, "./kairan", "build");
        assertTrue(build.waitFor(BUILD.toSeconds(), TimeUnit.SECONDS), "the build takes longer than " + BUILD);
        assertEquals(0, build.exitValue(), () -> read(log));

        var configuration = Files.createFile(COPY.resolve("empty.properties"));
        var output = COPY.resolve("up.log");
        office = run(
                output,
                "./kairan",
                "up",
                "--port",
                Integer.toString(Kairan.freePort()),
                "--data",
                DATA.toString(),
                "--config",
                configuration.toString());
        Wait.until(START, "the office to be ready", () -> {
            assertTrue(office.isAlive(), () -> read(output));
            return read(output).contains("Stop with Ctrl-C");
        });
        run = Answer.JSON.readTree(Files.readString(DATA.resolve("kairan.run")));
        client = new Client(URI.create(run.get("publicUrl").asText()));
        var token = (read(output) + read(DATA.resolve("logs/server.log"))).replaceFirst("(?s).*/setup#(\\S+).*", "$1");
        client.post(
                        "/api/organization/setups",
                        Map.of(
                                "token",
                                token,
                                "login",
                                "first",
                                "name",
                                "山田 花子",
                                "kana",
                                "ヤマダ ハナコ",
                                "password",
                                "correct horse battery staple"))
                .expect(201);
    }

    @AfterAll
    static void clean() throws InterruptedException {
        if (office != null) {
            office.destroy();
            if (!office.waitFor(20, TimeUnit.SECONDS)) {
                office.destroyForcibly();
            }
        }
        Kairan.delete(COPY);
        Kairan.delete(DATA);
    }

    @Test
    void no_menu_entry_is_left() {
        var modules = client.get("/api/modules").expect(200);
        assertTrue(modules.json().findValuesAsText("id").contains("organization"), modules.text());
        assertFalse(modules.text().contains("board"), modules.text());
    }

    @Test
    void no_route_is_left() {
        for (var path : List.of("/api/board", "/api/board/bulletins", "/api/board/bulletins/1", "/api/board/unread")) {
            client.get(path).expect(404, "core.not-found");
        }
        client.post("/api/board/bulletins", Map.of()).expect(404, "core.not-found");
    }

    @Test
    void no_description_is_left() {
        var document = client.get("/api/openapi.json").expect(200).text();
        assertTrue(document.contains("/api/organization/people"), document);
        assertFalse(
                document.contains("board") || document.toLowerCase(Locale.ROOT).contains("bulletin"), document);
    }

    @Test
    void no_class_and_no_text_is_left_in_what_is_delivered() throws IOException {
        var texts = ownTexts();
        assertTrue(texts.size() > 50, "the board has texts of its own: " + texts);
        var found = new TreeSet<String>();
        try (var war = new ZipFile(COPY.resolve("webapp/target/kairan.war").toFile())) {
            for (var entry : Collections.list(war.entries())) {
                if (entry.getName().contains("board")) {
                    found.add(entry.getName());
                }
                if (entry.getName().matches("(index\\.html|assets/.*\\.(js|css|json))")) {
                    var content = new String(bytes(war.getInputStream(entry)), StandardCharsets.UTF_8);
                    texts.stream()
                            .filter(content::contains)
                            .forEach(text -> found.add(text + " in " + entry.getName()));
                }
            }
        }
        // Of chunks only the module's own are meant: the clipboard and the keyboard have 'board' in their names too.
        found.removeIf(name -> name.matches("(?i).*(clip|key)board.*"));
        assertEquals(Set.of(), found);
    }

    @Test
    void no_table_is_left() throws IOException, SQLException {
        var password =
                Files.readString(Path.of(run.get("passwordFile").asText())).strip();
        try (var connection = DriverManager.getConnection(
                        run.get("jdbcUrl").asText(), run.get("user").asText(), password);
                var statement = connection.createStatement()) {
            var schemas = new TreeSet<String>();
            try (var rows = statement.executeQuery(
                    "select schema_name from information_schema.schemata where schema_name !~ '^(pg_|information_schema)'")) {
                while (rows.next()) {
                    schemas.add(rows.getString(1));
                }
            }
            assertTrue(schemas.contains("organization"), schemas.toString());
            assertFalse(schemas.contains("board"), schemas.toString());
        }
    }

    /** The board's texts that occur in no other module's. */
    private static Set<String> ownTexts() throws IOException {
        var others = new ArrayList<String>();
        try (var modules = Files.list(Launch.HOME.resolve("modules"))) {
            modules.filter(module -> !module.endsWith("board"))
                    .forEach(module -> others.addAll(texts(module.resolve("ui/messages"))));
        }
        others.addAll(texts(Launch.HOME.resolve("webapp/ui/src/messages")));
        var own = new TreeSet<>(texts(Launch.HOME.resolve("modules/board/ui/messages")));
        own.removeIf(text -> text.length() < 4 || others.stream().anyMatch(other -> other.contains(text)));
        return own;
    }

    private static List<String> texts(Path messages) {
        return Stream.of("ja.json", "en.json")
                .map(messages::resolve)
                .filter(Files::exists)
                .flatMap(file -> leaves(json(file)))
                .toList();
    }

    private static Stream<String> leaves(JsonNode node) {
        return node.isTextual() ? Stream.of(node.asText()) : node.valueStream().flatMap(WithoutBoardIT::leaves);
    }

    private static JsonNode json(Path file) {
        try {
            return Answer.JSON.readTree(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies what is or would be committed, and the npm packages, which would otherwise be fetched. */
    private static void copy() throws IOException, InterruptedException {
        var script = """
        set -e
        git ls-files -co --exclude-standard -z | sort -zu | while IFS= read -r -d '' file; do if [ -f "$file" ]; then printf '%s\\0' "$file"; fi; done | tar cf - --null -T - | tar xf - -C "$1"
        if [ -d node_modules ]; then cp -a node_modules "$1"/; fi
        """;
        var log = COPY.resolve("copy.log");
        var copying = new ProcessBuilder("bash", "-c", script, "copy", COPY.toString())
                .directory(Launch.HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertEquals(0, copying.waitFor(), () -> read(log));
    }

    private static void removeLine(String file, String content) throws IOException {
        var path = COPY.resolve(file);
        var lines = Files.readAllLines(path);
        var left = lines.stream().filter(line -> !line.contains(content)).toList();
        assertEquals(lines.size() - 1, left.size(), file + " has one line with " + content);
        Files.write(path, left);
    }

    private static Process run(Path log, String... command) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(COPY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KAIRAN_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static byte[] bytes(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
