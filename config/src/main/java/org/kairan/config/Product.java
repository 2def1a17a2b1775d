package org.kairan.config;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The part of the product that is under test: one Maven module's own classes and sources.
 *
 * @param root package of which each direct sub-package is a module: {@code org.kairan}
 * @param coreBudget how many types core may have
 */
record Product(String root, Path classFolder, Path sourceFolder, JavaClasses classes, int coreBudget) {

    private static final Map<Path, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

    static {
        // ArchUnit logs through SLF4J; that nothing listens is no news.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    /** Gives what stands beside a test: {@code target/classes} beside {@code target/test-classes}, and {@code src/main/java}. */
    static Product beside(Class<?> test) {
        var folder = home(test).resolve("target/classes");
        return new Product("org.kairan", folder, home(test).resolve("src/main/java"), read(folder), 60);
    }

    /** Gives the folder of the Maven module that a test stands in. */
    static Path home(Class<?> test) {
        try {
            return Path.of(test.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getParent()
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static JavaClasses read(Path folder) {
        return IMPORTED.computeIfAbsent(folder, path -> new ClassFileImporter().importPath(path));
    }

    boolean holds(JavaClass type) {
        return type.getPackageName().startsWith(root + ".");
    }

    /** Gives the id of the module that a type of the product stands in. */
    String module(JavaClass type) {
        return part(type, 0);
    }

    /** Gives {@code boundary}, {@code control}, {@code entity}, another first package within the module, or an empty text. */
    String layer(JavaClass type) {
        return part(type, 1);
    }

    private String part(JavaClass type, int index) {
        var parts = type.getPackageName().substring(root.length() + 1).split("\\.");
        return index < parts.length ? parts[index] : "";
    }

    /** Gives all files below a folder with this ending, in the order of their paths. */
    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
