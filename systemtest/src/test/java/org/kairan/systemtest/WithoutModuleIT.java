package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertAll;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** To remove a module, its folder and its two lines in poms are deleted: this does it to each feature module in turn, in a copy of the repository, and looks for what is left. */
@Tag("all")
class WithoutModuleIT {

    private static final Duration BUILD = Duration.ofMinutes(15);
    private static final Duration START = Duration.ofMinutes(5);

    /** What everything stands on, the port that others cannot do without, and what is no part of the server. */
    private static final Set<String> STAY = Set.of("core", "organization", "storage", "demo");

    private final Path copy = Kairan.temporaryFolder();
    private final Path data = Kairan.temporaryFolder();
    private Process office;
    private Client client;
    private JsonNode run;

    static Stream<String> modules() throws IOException {
        try (var folders = Files.list(Launch.HOME.resolve("modules"))) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(id -> !STAY.contains(id))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void the_product_builds_and_starts_without(String id) throws IOException, InterruptedException {
        copy();
        Kairan.delete(copy.resolve("modules").resolve(id));
        removeLine("pom.xml", "<module>modules/" + id + "</module>");
        removeLine("webapp/pom.xml", "<artifactId>kairan-" + id + "</artifactId>");
        var log = copy.resolve("build.log");
        var build = run(log, "./kairan", "build");
        assertTrue(build.waitFor(BUILD.toSeconds(), TimeUnit.SECONDS), "the build takes longer than " + BUILD);
        assertEquals(0, build.exitValue(), () -> read(log));
        start();
        assertAll(
                () -> noMenuEntryIsLeft(id),
                () -> noRouteIsLeft(id),
                () -> noClassAndNoTextIsLeft(id),
                () -> noTableIsLeft(id));
    }

    private void start() throws IOException {
        var configuration = Files.createFile(copy.resolve("empty.properties"));
        var output = copy.resolve("up.log");
        office = run(
                output,
                "./kairan",
                "up",
                "--port",
                Integer.toString(Kairan.freePort()),
                "--data",
                data.toString(),
                "--config",
                configuration.toString());
        Wait.until(START, "the office to be ready", () -> {
            assertTrue(office.isAlive(), () -> read(output));
            return read(output).contains("Stop with Ctrl-C");
        });
        run = Answer.JSON.readTree(Files.readString(data.resolve("kairan.run")));
        client = new Client(URI.create(run.get("publicUrl").asText()));
        var token = (read(output) + read(data.resolve("logs/server.log"))).replaceFirst("(?s).*/setup#(\\S+).*", "$1");
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

    @AfterEach
    void clean() throws InterruptedException {
        if (office != null) {
            office.destroy();
            if (!office.waitFor(20, TimeUnit.SECONDS)) {
                office.destroyForcibly();
            }
        }
        Kairan.delete(copy);
        Kairan.delete(data);
    }

    private void noMenuEntryIsLeft(String id) {
        var ids = client.get("/api/modules").expect(200).json().findValuesAsText("id");
        assertTrue(ids.contains("organization"), ids.toString());
        assertFalse(ids.contains(id), ids.toString());
    }

    /** Each route that the module has where it is there. */
    private void noRouteIsLeft(String id) {
        var document = Launch.HOME.resolve("modules/" + id + "/target/classes/META-INF/openapi/kairan-" + id + ".json");
        if (Files.exists(document)) {
            json(document).path("paths").fieldNames().forEachRemaining(path -> {
                var route = "/api" + path.replaceFirst("^/api", "").replaceAll("\\{[^}]*}", "1");
                client.get(route).expect(404, "core.not-found");
            });
        }
        var left = client.get("/api/openapi.json").expect(200).json().path("paths");
        assertTrue(left.has("/api/organization/people"), left.toString());
        left.fieldNames().forEachRemaining(path -> assertFalse(path.startsWith("/api/" + id + "/"), path));
    }

    private void noClassAndNoTextIsLeft(String id) throws IOException {
        var texts = ownTexts(id);
        assertTrue(!id.equals("board") || texts.size() > 50, "the board has texts of its own: " + texts);
        var found = new TreeSet<String>();
        try (var war = new ZipFile(copy.resolve("webapp/target/kairan.war").toFile())) {
            for (var entry : Collections.list(war.entries())) {
                if (entry.getName()
                        .matches("WEB-INF/(lib/kairan-" + id + "-.*|classes/org/kairan/" + id + "/.*)|assets/" + id
                                + "(\\.feature-.*|-[\\w-]{8}\\.css)")) {
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
        assertEquals(Set.of(), found);
    }

    private void noTableIsLeft(String id) throws IOException, SQLException {
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
            assertFalse(schemas.contains(id), schemas.toString());
        }
    }

    /** The module's texts that occur in no other's; single English words occur in any program. */
    private static Set<String> ownTexts(String id) throws IOException {
        var others = new ArrayList<String>();
        try (var modules = Files.list(Launch.HOME.resolve("modules"))) {
            modules.filter(module -> !module.endsWith(id))
                    .forEach(module -> others.addAll(texts(module.resolve("ui/messages"))));
        }
        others.addAll(texts(Launch.HOME.resolve("webapp/ui/src/messages")));
        var own = new TreeSet<>(texts(Launch.HOME.resolve("modules/" + id + "/ui/messages")));
        own.removeIf(text -> text.length() < 4
                || text.matches("\\p{ASCII}*") && !text.contains(" ")
                || others.stream().anyMatch(other -> other.contains(text)));
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
        return node.isTextual() ? Stream.of(node.asText()) : node.valueStream().flatMap(WithoutModuleIT::leaves);
    }

    private static JsonNode json(Path file) {
        try {
            return Answer.JSON.readTree(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies what is or would be committed, what has been built of it, and the npm packages, which would otherwise be fetched. */
    private void copy() throws IOException, InterruptedException {
        var script = """
        set -e
        git ls-files -co --exclude-standard -z | sort -zu | while IFS= read -r -d '' file; do if [ -f "$file" ]; then printf '%s\\0' "$file"; fi; done | tar cf - --null -T - | tar xf - -C "$1"
        if [ -d node_modules ]; then cp -a node_modules "$1"/; fi
        for target in config/target modules/*/target launcher/target; do if [ -d "$target" ]; then cp -a "$target" "$1/$target"; fi; done
        """;
        var log = copy.resolve("copy.log");
        var copying = new ProcessBuilder("bash", "-c", script, "copy", copy.toString())
                .directory(Launch.HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertEquals(0, copying.waitFor(), () -> read(log));
    }

    private void removeLine(String file, String content) throws IOException {
        var path = copy.resolve(file);
        var lines = Files.readAllLines(path);
        var left = lines.stream().filter(line -> !line.contains(content)).toList();
        assertEquals(lines.size() - 1, left.size(), file + " has one line with " + content);
        Files.write(path, left);
    }

    private Process run(Path log, String... command) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(copy.toFile())
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
