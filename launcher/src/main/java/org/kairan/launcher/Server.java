package org.kairan.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Payara Micro with Kairan's WAR, as a child process whose output goes to server.log. */
final class Server {

    private static final Pattern BOOTED = Pattern.compile(" ready in .* \\(ms\\)");
    /** Written plainly, or by a logger of Kairan's own; anything else may be text that somebody typed in. */
    static final Pattern ANNOUNCEMENT = Pattern.compile("(?:\\S+ [A-Z]+ org\\.kairan\\.[\\w.$]+: )?(KAIRAN-[A-Z]+ .*)");

    private static final Pattern GARBAGE_COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");
    private static final long LONGEST_START = 900;
    private static final String LINE_FORMAT = "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n";
    private static final String LOGGING = """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level=ALL
            java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
            .level=INFO
            org.hibernate.validator.internal.util.Version.level=WARNING
            javax.enterprise.system.ssl.security.level=SEVERE
            javax.enterprise.system.security.ssl.level=SEVERE
            fish.payara.boot.runtime.BootCommand.level=WARNING
            com.hazelcast.level=WARNING
            """;

    /** What follows is why it cannot start, said before it has a door to say it at. */
    private static final String FAULT = "KAIRAN-FAULT ";

    private final Process process;
    private final ServerLog log;
    private final Settings settings;
    private final Consumer<String> announcements;
    private final CompletableFuture<Void> booted = new CompletableFuture<>();
    private final Thread reader;
    private final Archiving archiving;
    private volatile Process archiver;
    private volatile String fault;

    private interface Archiving {
        Process start() throws IOException;
    }

    private Server(
            Process process, ServerLog log, Settings settings, Consumer<String> announcements, Archiving archiving) {
        this.archiving = archiving;
        this.process = process;
        this.log = log;
        this.settings = settings;
        this.announcements = announcements;
        this.reader = new Thread(this::read, "server-output");
        this.reader.setDaemon(true);
        this.reader.start();
    }

    /**
     * Starts the child; it is not ready yet.
     *
     * @param war what to deploy, a file or an exploded folder
     * @param announcements receives each line that the server writes for people, beginning with KAIRAN-; it is not logged, since it may hold a key
     */
    static Server start(
            DataFolder data,
            ServerRuntime runtime,
            Path launcherJar,
            Path war,
            Settings settings,
            DatabaseAccess database,
            boolean demo,
            Consumer<String> announcements)
            throws IOException, Problem {
        Path tmp = data.folder("tmp");
        Path logging = tmp.resolve("logging.properties");
        Files.writeString(logging, LOGGING);
        Path opening = tmp.resolve("opening");
        Files.writeString(opening, opening(settings));
        String more = settings.get(Setting.JVM_OPTIONS).orElse("");
        ClassArchive archive = ClassArchive.of(runtime, launcherJar, data);
        List<String> fixed = new ArrayList<>(runtime.moduleOptions());
        if (!GARBAGE_COLLECTOR.matcher(more).find()) {
            fixed.add("-XX:+UseSerialGC");
        }
        String classPath = runtime.jar() + ":" + launcherJar;

        List<String> command = new ArrayList<>(List.of(
                "setsid",
                Java.executable(),
                "-Xmx" + settings.heap(),
                "-Xss512k",
                "-XX:+ExitOnOutOfMemoryError",
                archive.option(),
                "-Xlog:cds=off",
                "-Djava.io.tmpdir=" + tmp,
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Djava.util.logging.SimpleFormatter.format=" + LINE_FORMAT,
                "-Dkairan.bind=" + settings.httpBind(),
                "-Dkairan.tls.bind=" + settings.bind(),
                "-Dkairan.tls.port=" + settings.tlsPort()));
        if (settings.tls()) {
            command.addAll(Certificate.of(settings).options(data));
        }
        command.addAll(fixed);
        command.addAll(Stream.of(more.split("\\s+"))
                .filter(option -> !option.isEmpty())
                .toList());
        command.addAll(List.of(
                "-cp",
                classPath,
                ServerMain.class.getName(),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                Integer.toString(settings.port()),
                "--logproperties",
                logging.toString(),
                "--postdeploycommandfile",
                opening.toString(),
                "--contextroot",
                "/",
                "--deploy",
                war.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(data.root.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("KAIRAN_"));
        for (Setting setting : Setting.values()) {
            settings.get(setting).ifPresent(value -> environment.put(setting.variable(), value));
        }
        environment.put("KAIRAN_DB_URL", database.url());
        environment.put("KAIRAN_DB_USER", database.user());
        environment.put("KAIRAN_DB_PASSWORD", database.password());
        environment.put("KAIRAN_PUBLIC_URL", settings.publicUrl());
        environment.put("KAIRAN_DATA", data.root.toString());
        environment.put("KAIRAN_DEMO", Boolean.toString(demo));
        Path archiveLog = data.logs().resolve("class-archive.log");
        return new Server(
                builder.start(),
                new ServerLog(data.logs()),
                settings,
                announcements,
                () -> archive.exists() ? null : archive.make(fixed, classPath, archiveLog));
    }

    /** The door stays shut until Kairan is deployed: whoever knocks earlier would be told by Payara that there is nothing (404). */
    private static String opening(Settings settings) {
        return (settings.tls() ? Stream.of("https-listener", "http-listener") : Stream.of("http-listener"))
                .map(
                        "set configs.config.server-config.network-config.network-listeners.network-listener.%s.enabled=true\n"
                                ::formatted)
                .collect(Collectors.joining());
    }

    private void read() {
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                log) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher announcement = ANNOUNCEMENT.matcher(line);
                if (announcement.matches()) {
                    String said = announcement.group(1);
                    if (said.startsWith(FAULT)) {
                        fault = said.substring(FAULT.length());
                    } else {
                        announcements.accept(said);
                    }
                } else {
                    log.write(line);
                    if (BOOTED.matcher(line).find()) {
                        booted.complete(null);
                    }
                }
            }
        } catch (IOException e) {
            // The disk is full or the pipe broke while stopping; a server whose output nobody reads would hang.
            process.destroy();
        }
    }

    /**
     * Waits until the server says that it is ready.
     *
     * @throws Problem when it ended, or when it booted but the application is not up (Payara goes on without it)
     */
    void awaitReady(Consumer<String> progress) throws Problem, InterruptedException {
        long start = System.nanoTime();
        long reported = 0;
        long asked = 0;
        long deadline = Long.MAX_VALUE;
        while (true) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            if (fault != null) {
                throw new Problem(fault);
            }
            if (!process.isAlive()) {
                throw new Problem(
                        "The server ended while starting (exit code " + process.exitValue() + "); see " + log.path());
            }
            // The log tells when to ask; without that line, of another Payara perhaps, ask now and then.
            if (booted.isDone() || seconds >= asked + 5) {
                asked = seconds;
                String health = health();
                if (health == null) {
                    return;
                }
                if (booted.isDone()) {
                    deadline = Math.min(deadline, seconds + 60);
                    if (health.contains("No Application deployed") || seconds >= deadline) {
                        throw new Problem("The server started, but Kairan in it did not; see " + log.path());
                    }
                }
            }
            if (seconds >= LONGEST_START) {
                throw new Problem("The server is not ready after " + LONGEST_START + " s; see " + log.path());
            }
            if (seconds / 10 > reported) {
                reported = seconds / 10;
                progress.accept("Still starting the server (" + seconds + " s)");
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    /** Null when it is up, else what it answered instead. */
    private String health() throws Problem {
        String bind = settings.httpBind();
        String host = bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) new URL("http", host, settings.port(), "/health/ready").openConnection();
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(10000);
            int code = connection.getResponseCode();
            try (var in = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String body = in == null ? "" : new String(in.readNBytes(4096), StandardCharsets.UTF_8);
                return code == 200 && body.contains("\"UP\"") && !body.contains("No Application deployed")
                        ? null
                        : body;
            }
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Makes an archive of the classes of this server, which must be ready, for faster later starts; if there is none, and not in the first moments, which belong to whoever waited for the start. */
    void archiveClasses() {
        CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS).execute(() -> {
            try {
                if (process.isAlive()) {
                    archiver = archiving.start();
                }
            } catch (IOException e) {
                System.err.println("kairan: later starts stay slow: " + DataFolder.reason(e));
            }
        });
    }

    Path logFile() {
        return log.path();
    }

    long pid() {
        return process.pid();
    }

    CompletableFuture<Process> ended() {
        return process.onExit();
    }

    /** Lets requests end for up to 2.2 seconds. */
    void stop() {
        process.destroy();
        if (archiver != null) {
            archiver.destroyForcibly();
        }
        try {
            if (!process.waitFor(2200, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(300, TimeUnit.MILLISECONDS);
            }
            reader.join(100);
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
