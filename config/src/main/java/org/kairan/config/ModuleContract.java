package org.kairan.config;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The plug-in contract, for the module that a subclass stands in: {@code class BoardModuleTest extends ModuleContract {}} in the module's own package.
 *
 * <p>All of it follows from the id. Core comes later in the build and is known by names only.
 */
public abstract class ModuleContract {

    private static final String MODULE = "org.kairan.core.Module";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TABLE = Pattern.compile(
            "(?i)\\b(?:create\\s+(?:unlogged\\s+)?(?:table|view|materialized\\s+view|sequence)(?:\\s+if\\s+not\\s+exists)?|alter\\s+table|references)\\s+([\\w.\"]+)");

    private final String id = getClass().getPackageName().substring("org.kairan.".length());
    private final Path home = Product.home(getClass());
    private final Path classes = home.resolve("target/classes");

    @Test
    void theModuleIsOneBeanInTheModulesPackage() {
        var beans = beans();
        assertEquals(1, beans.size(), "classes that implement " + MODULE + ": " + beans);
        assertEquals("org.kairan." + id, beans.get(0).getPackageName());
        assertTrue(
                beans.get(0).isAnnotatedWith("jakarta.enterprise.context.ApplicationScoped"),
                beans.get(0).getName() + " needs @ApplicationScoped to be found");
        assertTrue(
                Files.exists(classes.resolve("META-INF/beans.xml")),
                "without META-INF/beans.xml no bean of the jar is found");
    }

    @Test
    void theIdIsTheLastPartOfThePackageAndOfTheArtifact() {
        assertEquals(id, text(call(module(), "id")));
        assertTrue(
                read(home.resolve("pom.xml")).contains("<artifactId>kairan-" + id + "</artifactId>"),
                "the artifact is called kairan-" + id);
        assertEquals(id, home.getFileName().toString(), "the folder is called like the module");
    }

    @Test
    void permissionsBeginWithTheId() {
        texts(call(module(), "permissions"))
                .forEach(permission ->
                        assertTrue(permission.matches(id + "\\.[a-z]+(-[a-z]+)*"), "permission " + permission));
    }

    @Test
    void menuEntriesHaveTextsInBothLanguages() {
        for (var entry : (Collection<?>) call(module(), "menu")) {
            var key = text(call(entry, "key"));
            assertTrue(text(call(entry, "path")).matches("/[a-z-]+(/[a-z-]+)*"), () -> "menu path of " + key);
            for (var language : List.of("ja", "en")) {
                var at = json(ui().resolve("messages/" + language + ".json")).at("/" + key.replace('.', '/'));
                assertTrue(
                        at.isTextual() && !at.asText().isBlank(),
                        key + " has no text in ui/messages/" + language + ".json");
            }
        }
    }

    @Test
    void activityTypesBeginWithTheIdAndHaveTextsInBothLanguages() {
        for (var type : (Collection<?>) call(module(), "activityTypes")) {
            var name = text(call(type, "name"));
            assertTrue(name.matches(id + "\\.[a-z]+(-[a-z]+)*"), "activity type " + name);
            for (var language : List.of("ja", "en")) {
                for (var key : List.of("notice", "kind")) {
                    var at = json(ui().resolve("messages/" + language + ".json"))
                            .at("/" + key + "/" + name.substring(id.length() + 1));
                    assertTrue(
                            at.isTextual() && !at.asText().isBlank(),
                            key + " of " + name + " has no text in ui/messages/" + language + ".json");
                }
            }
        }
    }

    @Test
    void theScreensCarryTheId() {
        if (Files.isDirectory(ui())) {
            assertTrue(
                    read(ui().resolve(id + ".feature.ts")).matches("(?s).*\\bid: '" + id + "'.*"),
                    "the feature's id is '" + id + "'");
        }
    }

    @Test
    void migrationsStandInTheModulesFolderAndNameNoSchema() {
        var folder = classes.resolve("db/migration");
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var found = Files.list(folder)) {
            assertEquals(
                    List.of(id),
                    found.map(file -> file.getFileName().toString()).toList(),
                    "folders in db/migration");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var file : Product.files(folder, "")) {
            if (Files.isRegularFile(file)) {
                assertTrue(
                        file.getFileName().toString().matches("V\\d+(_\\d+)*__[a-z0-9_]+\\.sql"),
                        "migration " + file.getFileName());
                var sql = read(file).replaceAll("--[^\n]*", "");
                assertFalse(
                        Pattern.compile("(?i)\\bcreate\\s+schema|\\bset\\s+search_path")
                                .matcher(sql)
                                .find(),
                        file.getFileName() + ": the schema is made and chosen by its id");
                TABLE.matcher(sql)
                        .results()
                        .map(table -> table.group(1))
                        .forEach(table ->
                                assertFalse(table.contains("."), file.getFileName() + " names a schema: " + table));
            }
        }
    }

    @Test
    void statementsNameNoOtherModulesTables() {
        var others = Pattern.compile("(?i)\\b(?:from|join|into|update|table)\\s+([a-z_]+)\\.[a-z_]+");
        for (var file : Product.files(home.resolve("src/main/java"), ".java")) {
            others.matcher(read(file).replaceAll("(?m)^import .*$|//.*$|^\\s*\\*.*$|^\\s*/\\*\\*.*$", ""))
                    .results()
                    .map(found -> found.group(1))
                    .filter(schema -> !Set.of(id, "java", "org", "pg_catalog").contains(schema))
                    .forEach(schema ->
                            assertEquals(id, schema, home.relativize(file) + " names a table of another schema"));
        }
    }

    @Test
    void theOpenApiPartExistsAndStaysBelowTheId() {
        var part = json(classes.resolve("META-INF/openapi/kairan-" + id + ".json"));
        var names = new ArrayList<String>();
        part.path("paths").fieldNames().forEachRemaining(names::add);
        assertFalse(names.isEmpty(), "no path is described");
        assertEquals(
                List.of(),
                names.stream()
                        .filter(path -> !path.startsWith("/" + id + "/")
                                && !exemptPaths().contains(path))
                        .toList(),
                "described paths outside of /" + id + "/");
    }

    @Test
    void hintsBeginWithTheId() {
        var types = Hints.fired(Product.files(classes, ".class"));
        assertEquals(
                Set.of(),
                new TreeSet<>(types.stream()
                        .filter(type -> !type.startsWith(id + "."))
                        .toList()),
                "types of hints that another module would have to fire");
    }

    private Path ui() {
        return home.resolve("ui");
    }

    private List<JavaClass> beans() {
        return Product.read(classes).stream()
                .filter(type -> !type.isInterface() && type.isAssignableTo(MODULE))
                .toList();
    }

    private Object module() {
        try {
            return beans().get(0).reflect().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("a module has a constructor without parameters", e);
        }
    }

    /** Gives the paths of resources whose exemption lets them answer elsewhere. */
    private Set<String> exemptPaths() {
        var paths = new HashSet<String>();
        for (var type : Product.read(classes)) {
            var exempt = type.tryGetAnnotationOfType("org.kairan.core.Exempt")
                    .filter(e -> e.get("rule").equals(Optional.of("pathsBeginWithTheModulesId")));
            exempt.flatMap(e -> type.tryGetAnnotationOfType("jakarta.ws.rs.Path"))
                    .flatMap(path -> path.get("value"))
                    .map(Object::toString)
                    .ifPresent(paths::add);
        }
        return paths;
    }

    private static Object call(Object target, String method) {
        try {
            return target.getClass().getMethod(method).invoke(target);
        } catch (InvocationTargetException e) {
            throw new AssertionError(method + " fails", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    private static Stream<String> texts(Object values) {
        return ((Collection<?>) values).stream().map(ModuleContract::text);
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(read(file));
        } catch (IOException e) {
            throw new AssertionError(file + " is no JSON", e);
        }
    }

    private static String read(Path file) {
        try {
            assertTrue(
                    Files.exists(file),
                    () -> file + " is missing; there are "
                            + Product.files(file.getParent(), "").stream()
                                    .map(Path::getFileName)
                                    .map(Path::toString)
                                    .collect(joining(", ")));
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
