package org.kairan.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Starts the processes of one run in a temporary folder, and ends them and it at the end, however that comes. */
public final class Servers implements AutoCloseable {

    /** A running Kairan. */
    public record Kairan(
            int port,
            String publicUrl,
            long launcherPid,
            JavaProcess server,
            long postgresPid,
            Path data,
            String jdbcUrl,
            String user,
            Path passwordFile) {

        public Http http() {
            return new Http("http://127.0.0.1:" + port, publicUrl);
        }
    }

    /** Where the repository is, with what has been built. */
    public static final Path HOME =
            Path.of(System.getProperty("kairan.home", ".")).toAbsolutePath().normalize();

    private final Path folder = Files.createTempDirectory("kairan-bench");
    private final Deque<ProcessHandle> started = new ArrayDeque<>();

    public Servers() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "bench-stop"));
    }

    public Path folder() {
        return folder;
    }

    /** A free port of the loopback address, below those of outgoing connections, one of which could take it before the server does. */
    public static int freePort() throws IOException {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(20_000, 32_768);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one then.
            }
        }
    }

    /** Gives the demo that runs on a folder, or starts one in the temporary folder. */
    public Kairan demo(Options options) throws IOException, InterruptedException {
        var given = options.text("data").map(Path::of);
        if (given.isPresent()) {
            return read(given.get());
        }
        return demoAgain();
    }

    /** Starts the demo on the temporary folder by the command that a person types, and gives it when it says that it is ready. */
    public Kairan demoAgain() throws IOException, InterruptedException {
        var data = folder.resolve("data");
        var process = start(
                "kairan",
                List.of(
                        "setsid",
                        HOME.resolve("kairan").toString(),
                        "demo",
                        "--port",
                        Integer.toString(freePort()),
                        "--data",
                        data.toString()));
        await("./kairan demo", process, 900, () -> Files.exists(data.resolve("kairan.run")));
        return read(data);
    }

    /** Waits until the demo has archived its classes for later starts, as it does some time after its first. */
    public void awaitClassArchive() throws IOException, InterruptedException {
        for (var i = 0; i < 300; i++) {
            try (var files = Files.walk(folder.resolve("data/runtime"), 2)) {
                if (files.anyMatch(path -> path.toString().endsWith(".jsa"))) {
                    return;
                }
            }
            Thread.sleep(1000);
        }
        throw new IOException("The demo has not archived its classes.");
    }

    /** Waits until a demo has done what follows its first start, such as indexing a year of bulletins: what is measured meanwhile is measured beside that. */
    public void awaitRest(Kairan kairan) throws IOException, InterruptedException {
        awaitClassArchive();
        for (var i = 0; i < 100; i++) {
            var before = kairan.server().cpuSeconds();
            Thread.sleep(3000);
            if (kairan.server().cpuSeconds() - before < 0.15) {
                return;
            }
        }
        throw new IOException("The demo has not come to rest.");
    }

    /** Ends a Kairan and waits until it has. */
    public void stop(Kairan kairan) throws IOException, InterruptedException {
        stop(kairan.launcherPid());
        Files.deleteIfExists(kairan.data().resolve("kairan.run"));
    }

    /** Ends a process and waits until it has. */
    public void stop(long pid) throws InterruptedException {
        var handle = ProcessHandle.of(pid);
        handle.ifPresent(ProcessHandle::destroy);
        for (var i = 0; i < 200 && handle.filter(ProcessHandle::isAlive).isPresent(); i++) {
            Thread.sleep(100);
        }
    }

    /** Starts the demo's own PostgreSQL on the demo's data, with nothing that uses it. */
    public JavaProcess postgres() throws IOException, InterruptedException {
        Path binary;
        try (var found = Files.list(folder.resolve("data/runtime"))) {
            binary = found.filter(path -> path.getFileName().toString().startsWith("postgres-"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("bin/postgres");
        }
        var port = freePort();
        var command = new ArrayList<String>();
        // PostgreSQL refuses to run as root; without a mapping of users it does not see that it is.
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(
                List.of(binary.toString(), "-D", folder.resolve("data/pg").toString(), "-p", Integer.toString(port)));
        var process = start("postgres", command);
        await("PostgreSQL", process, 60, () -> listens(port));
        return new JavaProcess(process.pid());
    }

    /** Starts Payara Micro as it comes, without Hazelcast. */
    public JavaProcess barePayara(Path war) throws IOException, InterruptedException {
        var port = freePort();
        var process = start(
                "bare",
                List.of(
                        java(),
                        "-Djava.io.tmpdir=" + folder,
                        "-jar",
                        HOME.resolve("launcher/target/server/payara-micro.jar").toString(),
                        "--nohazelcast",
                        "--disablephonehome",
                        "--port",
                        Integer.toString(port),
                        "--contextroot",
                        "/",
                        "--deploy",
                        war.toString()));
        var http = new Http("http://127.0.0.1:" + port, "http://127.0.0.1:" + port);
        await("Payara", process, 120, () -> http.isUp("/index.html"));
        return new JavaProcess(process.pid());
    }

    private static boolean listens(int port) {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts the demo as the launcher would, from another home than the repository. */
    public Kairan demo(Path home) throws IOException, InterruptedException {
        var data = folder.resolve("data");
        var process = start(
                "kairan",
                List.of(
                        "setsid",
                        java(),
                        "-Xmx48m",
                        "-Dkairan.home=" + home,
                        "-cp",
                        HOME.resolve("launcher/target/kairan-launcher.jar") + ":" + HOME.resolve("launcher/target/lib")
                                + "/*",
                        "org.kairan.launcher.Launcher",
                        "demo",
                        "--port",
                        Integer.toString(freePort()),
                        "--data",
                        data.toString()));
        await("the demo", process, 900, () -> Files.exists(data.resolve("kairan.run")));
        return read(data);
    }

    private static Kairan read(Path data) throws IOException {
        var run = Files.readString(data.resolve("kairan.run"));
        return new Kairan(
                (int) Json.whole(run, "port").orElseThrow(),
                Json.text(run, "publicUrl").orElseThrow(),
                Json.whole(run, "launcherPid").orElseThrow(),
                new JavaProcess(Json.whole(run, "serverPid").orElseThrow()),
                Json.whole(run, "postgresPid").orElse(-1),
                data,
                Json.text(run, "jdbcUrl").orElseThrow(),
                Json.text(run, "user").orElseThrow(),
                Path.of(Json.text(run, "passwordFile").orElseThrow()));
    }

    /** Gives ready cookies ({@code name=value}) of that many people of the demo. */
    public List<String> cookies(Kairan kairan, int count) throws IOException, InterruptedException {
        var file = folder.resolve("cookies");
        var process = new ProcessBuilder(
                        HOME.resolve("kairan").toString(),
                        "demo-sessions",
                        Integer.toString(count),
                        "--data",
                        kairan.data().toString())
                .redirectOutput(file.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("./kairan demo-sessions failed");
        }
        var cookies = Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.contains("=") ? line : "kairan_session=" + line)
                .toList();
        if (cookies.size() != count) {
            throw new IOException("./kairan demo-sessions gave " + cookies.size() + " cookies of " + count);
        }
        return cookies;
    }

    /** Starts a bare Payara Micro with one WAR, with the JVM options that Kairan's own server has. */
    public JavaProcess payara(Path war, int port) throws IOException, InterruptedException {
        var process = start(
                "payara",
                List.of(
                        java(),
                        "-Xmx1g",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + folder,
                        "-jar",
                        HOME.resolve("launcher/target/server/payara-micro.jar").toString(),
                        "--nohazelcast",
                        "--disablephonehome",
                        "--port",
                        Integer.toString(port),
                        "--contextroot",
                        "/",
                        "--deploy",
                        war.toString()));
        var http = new Http("http://127.0.0.1:" + port, "http://127.0.0.1:" + port);
        await("Payara", process, 120, () -> http.isUp("/health/ready"));
        return new JavaProcess(process.pid());
    }

    /** Starts a class of this program in a JVM of its own; it is ready when its port takes connections. */
    public JavaProcess java(Class<?> main, int port, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                java(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                Integer.toString(port)));
        command.addAll(List.of(arguments));
        var process = start(main.getSimpleName() + port, command);
        await(main.getSimpleName(), process, 30, () -> listens(port));
        return new JavaProcess(process.pid());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Process start(String name, List<String> command) throws IOException {
        var log = folder.resolve(name + ".log").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        started.push(process.toHandle());
        return process;
    }

    private interface Check {
        boolean done() throws InterruptedException;
    }

    private void await(String name, Process process, int seconds, Check check)
            throws IOException, InterruptedException {
        for (var i = 0; i < 20 * seconds; i++) {
            if (check.done()) {
                return;
            }
            if (!process.isAlive()) {
                break;
            }
            Thread.sleep(50);
        }
        throw new IOException(name + " did not start; its output: " + tail());
    }

    private String tail() throws IOException {
        var all = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                var lines =
                        Files.readString(file, StandardCharsets.UTF_8).lines().toList();
                all.addAll(lines.subList(Math.max(0, lines.size() - 15), lines.size()));
            }
        }
        return String.join("\n", all);
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            var process = started.pop();
            process.destroy();
            try {
                process.onExit().get(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                process.destroyForcibly();
            }
        }
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
