package org.kairan.systemtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One run of the launcher, started as {@code ./kairan} does after its build step, in a process group of its own. */
public final class Launch {

    /** The folder with the built product; the repository unless the system property kairan.home says otherwise. */
    public static final Path HOME = home();

    private static final Set<Launch> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Launch::end), "end-installations"));
    }

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private Launch(Process process) {
        this.process = process;
        reader = new Thread(this::read, "launcher-output");
        reader.setDaemon(true);
        reader.start();
    }

    private static Path home() {
        var given =
                Path.of(System.getProperty("kairan.home", "")).toAbsolutePath().normalize();
        for (var folder = given; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("launcher")) && Files.isDirectory(folder.resolve("webapp"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no Kairan above " + given);
    }

    /** Starts {@code ./kairan <words>}; the environment's own KAIRAN_ variables are not inherited. */
    public static Launch of(Map<String, String> environment, String... words) {
        return under(List.of(), environment, words);
    }

    /** The same under another command, such as one that sets limits. */
    public static Launch under(List<String> prefix, Map<String, String> environment, String... words) {
        var jar = HOME.resolve("launcher/target/kairan-launcher.jar");
        if (!Files.exists(jar) || !Files.exists(HOME.resolve("webapp/target/kairan.war"))) {
            throw new IllegalStateException("the product is not built: ./kairan build");
        }
        // Java is started without a shell's rule that background processes ignore Ctrl-C.
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                "env",
                "--default-signal=INT,TERM",
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Set.of("backup", "restore").contains(words[0]) ? "-Xmx512m" : "-Xmx48m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxMetaspaceSize=48m",
                "-Xshare:auto",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dkairan.home=" + HOME,
                "-cp",
                jar + ":" + HOME.resolve("launcher/target/lib") + "/*",
                "org.kairan.launcher.Launcher"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("KAIRAN_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        try {
            var launch = new Launch(builder.start());
            RUNNING.add(launch);
            return launch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            synchronized (lines) {
                lines.add("(output broke: " + e + ")");
            }
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public List<String> output() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Waits until the launcher has said that Kairan is ready, and all that it says then; fails when it ends before. */
    public void awaitReady(Duration most) {
        Wait.forValue(most, () -> "ready; it said " + output(), () -> {
            if (output().stream().anyMatch(line -> line.equals("Stop with Ctrl-C."))) {
                return Optional.of(true);
            }
            if (!process.isAlive()) {
                reader.join(2000);
                throw new AssertionError("the launcher ended with " + process.exitValue() + " and said " + output());
            }
            return Optional.empty();
        });
    }

    /** The exit code; fails when it does not end in time. */
    public int awaitExit(Duration most) {
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the launcher still runs after " + most + " and said " + output());
            }
            reader.join(2000);
            RUNNING.remove(this);
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a signal by name, as a terminal or an operator does. */
    public static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends it, kindly first. */
    public void end() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
        RUNNING.remove(this);
    }
}
