package org.kairan.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs demo, up or dev until it is told to stop or one of its children ends; demo-sessions, check-storage, search, backup, restore and pack until they are done. */
public final class Launcher {

    /** Ctrl-C to nothing left takes less than five seconds. */
    private static final long LONGEST_STOP_NANOS = 4_300_000_000L;

    /** How the server begins a line that says why it does not start. */
    private final Arguments arguments;

    private final Path home;
    private final List<String> announced = new ArrayList<>();
    private boolean demo;

    private volatile EmbeddedDatabase database;
    private volatile Server server;
    private volatile DemoCity city;
    private volatile Process pages;
    private volatile boolean ready;
    private volatile boolean stopping;

    private Launcher(Arguments arguments, Path home) {
        this.arguments = arguments;
        this.home = home;
        this.demo = arguments.command().matches("demo|dev|demo-sessions");
    }

    /** Exit code 1 and one line on standard error when something is in the way; 130 and 143 when told to stop. */
    public static void main(String[] words) {
        try {
            Launcher launcher = new Launcher(
                    Arguments.parse(words),
                    Path.of(System.getProperty("kairan.home", "."))
                            .toAbsolutePath()
                            .normalize());
            try {
                switch (launcher.arguments.command()) {
                    case "demo-sessions" -> launcher.sessions();
                    case "check-storage" -> System.exit(launcher.checkStorage());
                    case "search" -> launcher.search();
                    case "backup" -> launcher.backup();
                    case "restore" -> launcher.restore();
                    case "pack" -> launcher.pack();
                    default -> launcher.run();
                }
            } catch (Problem | IOException e) {
                if (launcher.stopping) {
                    // What breaks now breaks because of the stop; the process ends when the stop is through.
                    Thread.sleep(Long.MAX_VALUE);
                }
                fail(e instanceof IOException io ? DataFolder.reason(io) : e.getMessage());
            }
        } catch (Problem e) {
            fail(e.getMessage());
        } catch (InterruptedException e) {
            fail("interrupted");
        }
    }

    private static void fail(String line) {
        System.err.println("kairan: " + line);
        System.exit(1);
    }

    private void run() throws Problem, IOException, InterruptedException {
        Settings settings = settings();
        Path folder = folder(settings);
        DataFolder data = DataFolder.open(folder, demo ? "demo" : "office");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data), "kairan-stop"));
        if (Files.exists(data.restoring())) {
            throw new Problem("A restore into " + folder
                    + " broke off: give ./kairan restore the same file once more, or delete the folder.");
        }
        if (demo) {
            DemoCity.checkSize(data, arguments);
        }
        checkPort(settings.httpBind(), settings.port(), "kairan.port", data);
        if (settings.tls()) {
            checkPort(settings.bind(), settings.tlsPort(), "kairan.tls.port", data);
            Certificate.of(settings).warning(java.time.Instant.now()).ifPresent(System.out::println);
        }
        DataFolder.delete(data.tmp());

        DatabaseAccess access = database(data, settings);
        startServer(data, settings, access);
        if (demo) {
            city = new DemoCity(data, home.resolve("launcher/target/demo"), access);
            if (!city.loaded()) {
                progress("Loading the demo city (once)");
                city.load(arguments);
            }
        }
        data.write(data.runFile(), runFile(data, settings, access));
        welcome(settings);
        if (arguments.command().equals("dev")) {
            develop(data, settings, access);
        }
        await();
    }

    private void backup() throws Problem, IOException, InterruptedException {
        Path file = arguments.file().orElseThrow();
        DataFolder found = DataFolder.peek(arguments.path("--data").orElse(Path.of("/nonexistent")));
        demo = found.kind().equals("demo");
        Settings settings = settings();
        Path folder = folder(settings);
        found = DataFolder.peek(folder);
        String kind = found.kind();
        if (kind.isEmpty()) {
            throw new Problem("There is no Kairan in " + folder + ": say with --data or --config where it is.");
        }
        if (!Files.exists(found.restoring())) {
            Optional<String> run = running(found);
            DatabaseAccess access;
            if (run.isPresent()) {
                access = access(run.get());
            } else {
                DataFolder data = DataFolder.open(folder, kind);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data), "kairan-stop"));
                access = database(data, settings);
            }
            progress("Backing up " + folder);
            List<String> odd = Backup.write(file, folder, kind, access, this::progress);
            System.out.println("The backup is complete: " + file);
            if (!odd.isEmpty()) {
                throw new Problem("But " + odd.size() + " file" + (odd.size() == 1 ? " was" : "s were")
                        + " damaged before: the content of " + odd.get(0) + " is not what its name says.");
            }
            return;
        }
        throw new Problem("A restore into " + folder + " broke off; there is nothing to back up.");
    }

    private void restore() throws Problem, IOException, InterruptedException {
        Path file = arguments.file().orElseThrow();
        progress("Checking " + file);
        Restore restore = Restore.verified(file);
        // Kairan would start on tables that it does not know, and then fail at one request or another.
        restore.manifest().checkAgainst(Assembly.versions(home.resolve("webapp/target/kairan.war")));
        demo = "demo".equals(restore.manifest().head().get("kind"));
        Settings settings = settings();
        Path folder = folder(settings);
        DataFolder data = DataFolder.open(folder, demo ? "demo" : "office");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data), "kairan-stop"));
        restore.claim(data);
        restore.load(data, database(data, settings), this::progress);
        System.out.println("The backup of " + restore.manifest().head().get("made") + " is in " + folder
                + ". Start it with ./kairan " + (demo ? "demo" : "up") + " and the same --data or --config.");
    }

    private void pack() throws Problem, IOException {
        Path jar = arguments.path("--with").orElseThrow();
        if (!Files.isRegularFile(jar)) {
            throw new Problem("There is no file " + jar + ".");
        }
        Path folder = arguments.path("--out").orElse(Path.of("").toAbsolutePath());
        Path war = folder.resolve("kairan.war");
        Path ear = folder.resolve("kairan.ear");
        Assembly assembly = Assembly.of(home.resolve("webapp/target/kairan.war"), List.of(jar));
        Files.createDirectories(folder);
        assembly.write(war);
        Assembly.ear(home.resolve("ear/target/kairan.ear"), war, ear);
        System.out.println(
                "With the module " + String.join(", ", assembly.jars().keySet()) + ": " + war + ", " + ear);
    }

    /** What the launcher that runs on the folder wrote down, if there is one. */
    private static Optional<String> running(DataFolder data) throws IOException {
        String run = Files.exists(data.runFile()) ? Files.readString(data.runFile()) : "";
        return ProcessHandle.of(Json.number(run, "launcherPid"))
                .filter(ProcessHandle::isAlive)
                .map(process -> run);
    }

    private static DatabaseAccess access(String run) throws IOException {
        return new DatabaseAccess(
                Json.text(run, "jdbcUrl"),
                Json.text(run, "user"),
                Files.readString(Path.of(Json.text(run, "passwordFile"))).strip());
    }

    private void sessions() throws Problem, IOException, InterruptedException {
        Path folder = arguments.path("--data").orElse(demoFolder());
        DataFolder data = DataFolder.peek(folder);
        String run = running(data)
                .orElseThrow(() -> new Problem("No demo runs on " + folder + ": start ./kairan demo first."));
        if (!"demo".equals(Json.text(run, "kind"))) {
            throw new Problem("An office runs on " + folder + ", not the demo.");
        }
        new DemoCity(data, home.resolve("launcher/target/demo"), access(run))
                .sessions(arguments.number().orElseThrow());
    }

    /** With the database of the server that runs there, or else one that is started for as long as this takes. */
    private int checkStorage() throws Problem, IOException, InterruptedException {
        Path libraries = home.resolve("launcher/target/check");
        Settings settings = settings();
        Path folder = folder(settings);
        DataFolder data = DataFolder.peek(folder);
        Path kind = folder.resolve("kind");
        if (!Files.exists(kind)) {
            throw new Problem("There is no installation in " + folder + ".");
        }
        String run = Files.exists(data.runFile()) ? Files.readString(data.runFile()) : "";
        if (ProcessHandle.of(Json.number(run, "launcherPid"))
                .map(ProcessHandle::isAlive)
                .orElse(false)) {
            String password =
                    Files.readString(Path.of(Json.text(run, "passwordFile"))).strip();
            return StorageCheckup.run(
                    libraries, folder, new DatabaseAccess(Json.text(run, "jdbcUrl"), Json.text(run, "user"), password));
        }
        String found = Files.readString(kind).strip();
        try (DataFolder own = DataFolder.open(folder, found)) {
            // The demo never sees an office's database.
            DatabaseAccess access = found.equals("demo")
                    ? (database = EmbeddedDatabase.start(own, settings.port(), this::progress)).access()
                    : database(own, settings);
            try {
                return StorageCheckup.run(libraries, folder, access);
            } finally {
                if (database != null) {
                    database.stop(LONGEST_STOP_NANOS / 1_000_000);
                }
            }
        }
    }

    /** Asks the server that runs on the data folder to compare its search index with the database, or to make it anew. */
    private void search() throws Problem, IOException, InterruptedException {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        arguments.option("--data").ifPresent(path -> given.put(Setting.DATA, path));
        Path configuration = arguments.path("--config").orElse(home.resolve("config/server/kairan.properties"));
        String data = Settings.merge(configuration, System.getenv(), given)
                .get(Setting.DATA)
                .orElse("~/.kairan/data");
        SearchTask.run(
                Path.of(data.startsWith("~/") ? System.getProperty("user.home") + data.substring(1) : data)
                        .toAbsolutePath()
                        .normalize(),
                arguments.act().orElseThrow());
    }

    private Settings settings() throws Problem {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        arguments.option("--port").ifPresent(port -> given.put(Setting.PORT, port));
        arguments.option("--data").ifPresent(path -> given.put(Setting.DATA, path));
        if (!demo) {
            return Settings.merge(
                    arguments.path("--config").orElse(home.resolve("config/server/kairan.properties")),
                    System.getenv(),
                    given);
        }
        // The demo never sees an office's folder or database, whatever the environment says.
        Map<String, String> environment = new java.util.HashMap<>(System.getenv());
        for (Setting setting : List.of(Setting.DATA, Setting.DB_URL, Setting.DB_USER, Setting.DB_PASSWORD)) {
            environment.remove(setting.variable());
        }
        return Settings.merge(null, environment, given);
    }

    private Path folder(Settings settings) {
        return settings.get(Setting.DATA)
                .map(text ->
                        Path.of(text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text))
                .orElse(demo ? demoFolder() : Path.of(System.getProperty("user.home"), ".kairan", "data"))
                .toAbsolutePath()
                .normalize();
    }

    private static Path demoFolder() {
        return Path.of(System.getProperty("user.home"), ".kairan", "demo");
    }

    private void checkPort(String bind, int port, String key, DataFolder data) throws Problem, InterruptedException {
        boolean killed = Files.exists(data.runFile());
        for (int i = 0; ; i++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
                return;
            } catch (java.net.UnknownHostException e) {
                throw new Problem("kairan.bind is '" + bind + "', which is no address of this machine.", e);
            } catch (IOException e) {
                boolean taken = String.valueOf(e.getMessage()).contains("in use");
                // The server of a launcher that was killed a moment ago is just about to end.
                if (!taken || !killed || i >= 40) {
                    throw new Problem(
                            "Port " + port
                                    + (taken
                                            ? " is in use by another program"
                                            : " cannot be used on " + bind + " (" + e.getMessage() + ")")
                                    + ": choose another with "
                                    + (key.equals("kairan.port") ? "--port or " : "") + key + ".",
                            e);
                }
                Thread.sleep(50);
            }
        }
    }

    private DatabaseAccess database(DataFolder data, Settings settings)
            throws Problem, IOException, InterruptedException {
        Optional<String> own = settings.get(Setting.DB_URL);
        if (own.isPresent()) {
            DatabaseAccess access = DatabaseAccess.of(
                    own.get(),
                    settings.get(Setting.DB_USER).orElse(null),
                    settings.get(Setting.DB_PASSWORD).orElse(null));
            access.check();
            data.folder("secrets");
            data.write(data.secretFile("external"), access.password() + "\n");
            return access;
        }
        progress("Starting the database");
        database = EmbeddedDatabase.start(data, settings.port(), this::progress);
        return database.access();
    }

    private void startServer(DataFolder data, Settings settings, DatabaseAccess access)
            throws Problem, IOException, InterruptedException {
        Path war = home.resolve("webapp/target/kairan.war");
        Path payara = home.resolve("launcher/target/server/payara-micro.jar");
        for (Path needed : List.of(war, payara)) {
            if (!Files.exists(needed)) {
                throw new Problem(needed + " is missing: build with ./kairan build.");
            }
        }
        Path whole = Assembly.of(war, Assembly.dropped(data)).war(data, this::progress);
        ServerRuntime runtime = ServerRuntime.unpack(data, payara, this::progress);
        progress("Starting the server");
        server = Server.start(data, runtime, launcherJar(), whole, settings, access, demo, this::announce);
        server.awaitReady(this::progress);
        server.archiveClasses();
    }

    private static Path launcherJar() {
        try {
            return Path.of(Launcher.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String runFile(DataFolder data, Settings settings, DatabaseAccess access) throws Problem {
        Map<String, Object> run = new java.util.LinkedHashMap<>();
        run.put("kind", demo ? "demo" : "office");
        run.put("launcherPid", ProcessHandle.current().pid());
        run.put("serverPid", server.pid());
        run.put("postgresPid", database == null ? -1L : database.pid());
        run.put("port", (long) settings.port());
        run.put("publicUrl", settings.publicUrl());
        run.put("jdbcUrl", access.url());
        run.put("user", access.user());
        run.put(
                "passwordFile",
                data.secretFile(database == null ? "external" : "database").toString());
        run.put("log", server.logFile().toString());
        return Json.object(run);
    }

    private synchronized void announce(String line) {
        if (demo) {
            return;
        }
        if (ready) {
            System.out.println(worded(line));
        } else {
            announced.add(line);
        }
    }

    /** Said in one piece, so that whoever waits for the first line has the others too. */
    private synchronized void welcome(Settings settings) throws IOException {
        ready = true;
        List<String> lines = new ArrayList<>(List.of("Kairan is ready: " + settings.publicUrl() + "/"));
        if (demo) {
            lines.add("Sign in with the password "
                    + Optional.ofNullable(System.getenv("KAIRAN_DEMO_PASSWORD"))
                            .filter(word -> !word.isBlank())
                            .map(word -> "in KAIRAN_DEMO_PASSWORD")
                            .orElse("kairan-demo")
                    + " as");
            city.signIns().forEach(line -> lines.add("  " + line.replace("\t", "  ")));
        }
        announced.forEach(line -> lines.add(worded(line)));
        if (settings.plain()) {
            lines.add(
                    "Without https, browsers on other machines offer no notifications, no camera, no copying by a button and no installing as an app,");
            lines.add(
                    "and passwords can be read on the way: set kairan.tls.certificate and kairan.tls.key, or a proxy's https address as kairan.public.url.");
        }
        lines.add("Stop with Ctrl-C.");
        System.out.println(String.join(System.lineSeparator(), lines));
    }

    private static String worded(String announcement) {
        return announcement.startsWith("KAIRAN-SETUP ")
                ? "Make the first administrator here (works once): " + announcement.substring("KAIRAN-SETUP ".length())
                : announcement;
    }

    private void progress(String step) {
        if (!stopping) {
            System.out.println(step + " …");
        }
    }

    /** Vite beside the server, and a new server at each press of Enter. */
    private void develop(DataFolder data, Settings settings, DatabaseAccess access)
            throws Problem, IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("npm", "run", "dev")
                .directory(home.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("KAIRAN_DEV_SERVER", "http://localhost:" + settings.port());
        pages = builder.start();
        System.out.println("The pages reload by themselves; press Enter to build and restart the server.");
        while (System.in.read() >= 0) {
            Process build = new ProcessBuilder(
                            "mvn", "-q", "-B", "-o", "-DskipTests", "-pl", "webapp", "-am", "package")
                    .directory(home.toFile())
                    .inheritIO()
                    .start();
            if (build.waitFor() == 0) {
                Server old = server;
                server = null;
                old.stop();
                startServer(data, settings, access);
                System.out.println("The server is new.");
            }
        }
    }

    /** Returns never: when a child ends the launcher does too. */
    private void await() throws Problem, InterruptedException {
        List<CompletableFuture<String>> ends = new ArrayList<>();
        ends.add(server.ended()
                .thenApply(process ->
                        "The server ended (exit code " + process.exitValue() + "); see " + server.logFile()));
        if (database != null) {
            ends.add(database.ended()
                    .thenApply(process -> "The database ended (exit code " + process.exitValue()
                            + "); see the logs beside " + server.logFile()));
        }
        String line = (String)
                CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).join();
        throw new Problem(line);
    }

    /** Server first, so that what it does can be written to the end; the folder stays locked until nothing runs on it. */
    private void stop(DataFolder data) {
        stopping = true;
        long deadline = System.nanoTime() + LONGEST_STOP_NANOS;
        if (ready) {
            System.out.println("Stopping …");
        }
        if (city != null) {
            city.stop();
        }
        if (pages != null) {
            pages.descendants().forEach(ProcessHandle::destroy);
            pages.destroy();
        }
        if (server != null) {
            server.stop();
        }
        if (database != null) {
            database.stop(Math.max(1500, (deadline - System.nanoTime()) / 1_000_000));
        }
        data.close();
    }
}
