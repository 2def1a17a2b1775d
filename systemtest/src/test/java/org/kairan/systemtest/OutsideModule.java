package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A module made by a Maven project outside of the tree, to be dropped into a data folder. */
public final class OutsideModule {

    private OutsideModule() {}

    /** Builds a project in {@code src/test} as its maker does, with core in a local repository of its own; the rest of that is the one that this build uses. */
    public static Path build(String folder, String jar, Path work) throws IOException, InterruptedException {
        var project = work.resolve(folder);
        copy(Launch.HOME.resolve("systemtest/src/test").resolve(folder), project);
        var repository = Files.createDirectories(work.resolve("repository"));
        var known =
                Path.of(System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
        link(known, repository, "org");
        link(known.resolve("org"), Files.createDirectories(repository.resolve("org")), "kairan");
        var core = Files.createDirectories(repository.resolve("org/kairan/kairan-core/1.0.0-SNAPSHOT"));
        try (var files = Files.list(Launch.HOME.resolve("modules/core/target"))) {
            Files.copy(
                    files.filter(file -> file.toString().endsWith("SNAPSHOT.jar"))
                            .findFirst()
                            .orElseThrow(),
                    core.resolve("kairan-core-1.0.0-SNAPSHOT.jar"));
        }
        Files.writeString(
                core.resolve("kairan-core-1.0.0-SNAPSHOT.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.kairan</groupId><artifactId>kairan-core</artifactId><version>1.0.0-SNAPSHOT</version></project>");
        var log = work.resolve("build.log");
        var builder = new ProcessBuilder(
                        "mvn",
                        "-q",
                        "-B",
                        "-o",
                        "-Dmaven.repo.local=" + repository,
                        "-Dmaven.test.skip=true",
                        "package")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertEquals(0, builder.start().waitFor(), () -> {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                return e.toString();
            }
        });
        var built = project.resolve("target").resolve(jar);
        assertNotEquals(0, Files.size(built));
        return built;
    }

    private static void link(Path from, Path to, String without) throws IOException {
        try (var entries = Files.list(from)) {
            for (var entry : entries.toList()) {
                if (!entry.getFileName().toString().equals(without)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.writeString(target, Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        }
    }
}
