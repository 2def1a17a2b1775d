package org.kairan.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The invented city, loaded once by a process of its own, so that no class of it is near an office's data. */
final class DemoCity {

    private static final String MAIN = "org.kairan.demo.DemoMain";
    private static final String SIGN_IN = "SIGN-IN ";
    private static final List<String> SIZES = List.of("--scale", "--people");

    private final DataFolder data;
    private final Path libraries;
    private final DatabaseAccess database;
    private volatile Process running;

    /** @param libraries folder with the demo's jar and what it needs */
    DemoCity(DataFolder data, Path libraries, DatabaseAccess database) {
        this.data = data;
        this.libraries = libraries;
        this.database = database;
    }

    /** Tells whether the size asked for is the size that is loaded; later starts without a size take what is there. */
    static void checkSize(DataFolder data, Arguments arguments) throws Problem, IOException {
        if (!Files.exists(data.demoLoaded())) {
            return;
        }
        List<String> lines = Files.readAllLines(data.demoLoaded());
        for (String option : SIZES) {
            String loaded = lines.stream()
                    .filter(line -> line.startsWith(option + "="))
                    .map(line -> line.substring(option.length() + 1))
                    .findFirst()
                    .orElse("");
            String asked = arguments.option(option).orElse(loaded);
            if (!asked.equals(loaded)) {
                throw new Problem("The demo in " + data.root + " was made with " + option + " "
                        + (loaded.isEmpty() ? "at its default" : loaded)
                        + ": delete the folder, or choose another with --data.");
            }
        }
    }

    boolean loaded() {
        return Files.exists(data.demoLoaded());
    }

    void load(Arguments arguments) throws Problem, IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("load", "--data", data.root.toString()));
        StringBuilder record = new StringBuilder();
        for (String option : SIZES) {
            arguments.option(option).ifPresent(value -> {
                words.addAll(List.of(option, value));
                record.append(option).append('=').append(value).append('\n');
            });
        }
        List<String> signIns = new ArrayList<>();
        run(words, line -> {
            if (line.startsWith(SIGN_IN)) {
                signIns.add(line);
            } else {
                System.out.println("  " + line);
            }
        });
        signIns.forEach(line -> record.append(line).append('\n'));
        data.write(data.demoLoaded(), record.toString());
    }

    /** Login, name and section of people to try first. */
    List<String> signIns() throws IOException {
        try (Stream<String> lines = Files.lines(data.demoLoaded())) {
            return lines.filter(line -> line.startsWith(SIGN_IN))
                    .map(line -> line.substring(SIGN_IN.length()))
                    .toList();
        }
    }

    void sessions(int number) throws Problem, IOException, InterruptedException {
        run(List.of("sessions", Integer.toString(number)), System.out::println);
    }

    private void run(List<String> words, Consumer<String> lines) throws Problem, IOException, InterruptedException {
        List<String> jars = new ArrayList<>();
        try (Stream<Path> files = Files.isDirectory(libraries) ? Files.list(libraries) : Stream.empty()) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(file -> jars.add(file.toString()));
        }
        List<String> all = new ArrayList<>(List.of(
                Java.executable(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-cp",
                String.join(File.pathSeparator, jars),
                MAIN));
        all.addAll(words);
        all.addAll(List.of("--jdbc", database.url(), "--user", database.user()));
        ProcessBuilder builder = new ProcessBuilder(all);
        Map<String, String> environment = builder.environment();
        // Not on the command line, which every user of the machine can read.
        environment.put("KAIRAN_DB_PASSWORD", database.password());
        Process process = builder.start();
        running = process;
        process.getOutputStream().close();
        Path errors = data.logs().resolve("demo.log");
        Thread drain = new Thread(() -> copy(process, errors), "demo-errors");
        drain.start();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.accept(line);
            }
        }
        int code = process.waitFor();
        drain.join();
        if (code != 0) {
            String first = Files.readAllLines(errors).stream().findFirst().orElse("exit code " + code);
            throw new Problem("The demo city could not be loaded: " + first + " (see " + errors + ")");
        }
    }

    private static void copy(Process process, Path errors) {
        try {
            Files.copy(process.getErrorStream(), errors, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            process.destroy();
        }
    }

    void stop() {
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
