package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;

import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.kairan.systemtest.Client;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.Launch;
import org.kairan.systemtest.Office;
import org.kairan.systemtest.OutsideModule;

/** A module made by a Maven project outside of the tree (src/test/outside-module), whose jar is dropped into the data folder and taken out again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutsideModuleIT {

    private static final Duration SHORT = Duration.ofMinutes(3);
    private static final Path WORK = Kairan.temporaryFolder();
    private static final Path DATA = WORK.resolve("data");
    private static final Path DROPPED = DATA.resolve("modules/notebook.jar");
    private static Path jar;
    private static Kairan kairan;
    private static Client admin;

    @BeforeAll
    static void the_jar_is_built_and_dropped() throws IOException, InterruptedException {
        jar = OutsideModule.build("outside-module", "notebook.jar", WORK);
        Files.createDirectories(DROPPED.getParent());
        // First with a migration that cannot work: nothing starts, and one line says why.
        with(jar, DROPPED, "db/migration/notebook/V2__bad.sql", "alter table nothing add column x int;");
        var launch = launch("up");
        refused(launch, "notebook", "V2__bad.sql", "\"nothing\" does not exist");
        Files.copy(jar, DROPPED, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        kairan = Kairan.up(DATA, Map.of());
        admin = Office.administrator(kairan);
    }

    @AfterAll
    static void end() {
        if (kairan != null) {
            kairan.close();
        }
        Kairan.delete(WORK);
    }

    @Test
    @Order(1)
    void it_has_a_menu_entry_a_table_and_a_resource() {
        assertTrue(
                admin.get("/api/modules").expect(200).text().contains("\"/x/notebook\""),
                "the menu leads to the module's page");
        var id = admin.post("/api/notebook/notes", Map.of("text", "外から来たメモ"))
                .expect(200)
                .json()
                .get("id")
                .asLong();
        assertEquals(1, kairan.number("select count(*) from notebook.note"));
        assertEquals(
                1,
                kairan.number("select count(*) from notebook.flyway_schema_history where version = '1' and success"));
        admin.get("/api/notebook/notes/" + id).expect(200);
        admin.post("/api/notebook/notes", Map.of("text", " ")).expect(422, "notebook.text-empty");
    }

    @Test
    @Order(2)
    void strangers_get_nothing() {
        kairan.client().get("/api/notebook/notes").expect(401);
        var foreign = kairan.number("insert into notebook.note (person_id, text) values (-1, '他人の') returning id");
        var there = admin.get("/api/notebook/notes/" + foreign).expect(404);
        assertEquals(
                there.text(),
                admin.get("/api/notebook/notes/987654").expect(404).text());
        assertFalse(admin.get("/api/notebook/notes").expect(200).text().contains("他人の"));
    }

    @Test
    @Order(3)
    void its_page_is_a_table_in_both_languages_that_follows_what_happens() {
        try (var window = Window.at(kairan, admin)) {
            window.go("/");
            window.menu("メモ帳").click();
            shows(window.heading("メモ帳"));
            shows(window.role(AriaRole.COLUMNHEADER, "内容"));
            shows(window.role(AriaRole.COLUMNHEADER, "記入日時"));
            shows(window.text("外から来たメモ"));
            admin.post("/api/notebook/notes", Map.of("text", "その場で現れる")).expect(200);
            shows(window.text("その場で現れる"));
            window.freshPage("en", 390, 844);
            window.go("/x/notebook");
            shows(window.heading("Notebook"));
            shows(window.text("外から来たメモ"));
            assertEquals(List.of(), Axe.of(window.page).everything());
        }
    }

    @Test
    @Order(4)
    @Tag("all")
    void a_war_and_an_ear_with_it_can_be_packed() throws IOException {
        var ear = Launch.HOME.resolve("ear/target/kairan.ear");
        assertTrue(Files.exists(ear), "the EAR is built");
        var out = WORK.resolve("packed");
        var launch = Launch.of(Map.of(), "pack", "--with", jar.toString(), "--out", out.toString());
        assertEquals(0, launch.awaitExit(SHORT), launch.output().toString());
        var war = entries(Files.readAllBytes(out.resolve("kairan.war")));
        assertTrue(
                war.containsKey("WEB-INF/lib/kairan-outside-notebook.jar"),
                war.keySet().toString());
        try (var zip = new ZipFile(out.resolve("kairan.ear").toFile())) {
            assertTrue(zip.getEntry("META-INF/application.xml") != null);
            var inner = zip.getInputStream(zip.getEntry("kairan.war")).readAllBytes();
            assertEquals(war, entries(inner), "the same WAR");
        }
    }

    private static Map<String, Long> entries(byte[] zip) throws IOException {
        var entries = new TreeMap<String, Long>();
        try (var in = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), (long) in.readAllBytes().length);
            }
        }
        return entries;
    }

    @Test
    @Order(5)
    void a_jar_that_cannot_work_is_named_and_the_product_starts_without_it() throws IOException {
        kairan.stop();
        var other = DATA.resolve("modules/other.jar");
        Files.writeString(other, "no jar");
        refused(launch("up"), "other.jar", "no jar that can be read");
        try (var modules = Files.list(Launch.HOME.resolve("modules/core/target"))) {
            Files.copy(
                    modules.filter(file -> file.toString().endsWith("SNAPSHOT.jar"))
                            .findFirst()
                            .orElseThrow(),
                    other,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        refused(launch("up"), "other.jar", "holds no module");
        Files.copy(jar, other, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        refused(launch("up"), "notebook.jar", "other.jar", "both call themselves notebook");
        try (var modules = Files.list(Launch.HOME.resolve("modules/board/target"))) {
            Files.copy(
                    modules.filter(file -> file.toString().endsWith("SNAPSHOT.jar"))
                            .findFirst()
                            .orElseThrow(),
                    other,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        refused(launch("up"), "other.jar", "board", "needs another id");
        Files.delete(other);
        Files.delete(DROPPED);

        kairan = Kairan.up(DATA, Map.of());
        var client = kairan.signIn("admin", Office.PASSWORD);
        assertFalse(client.get("/api/modules").expect(200).text().contains("notebook"));
        client.get("/api/notebook/notes").expect(404, "core.not-found");
        client.get("/modules/notebook/ja.json").expect(404);
        assertFalse(client.get("/api/openapi.json").expect(200).text().contains("notebook"));
        assertEquals(2, kairan.number("select count(*) from notebook.note where person_id > 0"), "its rows stay");
        try (var runtime = Files.list(DATA.resolve("runtime"))) {
            assertTrue(runtime.noneMatch(file -> file.toString().endsWith(".war")), "and nothing else");
        }
    }

    private static Launch launch(String command) {
        try {
            var configuration = Files.writeString(WORK.resolve("empty.properties"), "");
            return Launch.of(
                    Map.of(),
                    command,
                    "--data",
                    DATA.toString(),
                    "--port",
                    Integer.toString(Kairan.freePort()),
                    "--config",
                    configuration.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void refused(Launch launch, String... words) {
        assertEquals(1, launch.awaitExit(SHORT), launch.output().toString());
        var lines = launch.output().stream()
                .filter(line -> line.startsWith("kairan: "))
                .toList();
        assertEquals(1, lines.size(), launch.output().toString());
        for (var word : words) {
            assertTrue(lines.get(0).contains(word), lines.get(0));
        }
    }

    /** A copy of the jar with one more file in it. */
    private static void with(Path jar, Path copy, String name, String content) throws IOException {
        Files.copy(jar, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (var zip = FileSystems.newFileSystem(URI.create("jar:" + copy.toUri()), Map.of())) {
            Files.writeString(zip.getPath(name), content);
        }
    }
}
