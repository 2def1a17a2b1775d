package org.kairan.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** A running installation, started by the real launcher on a free port and a data folder of its own. */
public final class Kairan implements AutoCloseable {

    /** The demo's password. */
    public static final String PASSWORD = "kairan-demo";

    private static final Duration START = Duration.ofMinutes(8);

    /** How many of their section a test may want beside somebody. */
    private static final int COLLEAGUES = 6;

    private static Kairan demo;

    /** Somebody of the installation who can sign in. */
    public record Person(long id, String login, String name, long section) {}

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Launch launch;
    private final Path data;
    private final JsonNode run;
    private final boolean temporary;
    private final Set<Long> taken = new HashSet<>();

    private Kairan(Launch launch, Path data, boolean temporary) {
        this.launch = launch;
        this.data = data;
        this.temporary = temporary;
        try {
            run = Answer.JSON.readTree(Files.readString(data.resolve("kairan.run")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The demo city with 1,400 people, started once and shared by all tests of this JVM; take people by {@link #somebody()}, so that tests do not disturb each other. With the system property kairan.demo.data it is the demo that already runs on that folder. */
    public static synchronized Kairan demo() {
        var running = System.getProperty("kairan.demo.data");
        if (demo == null && running != null) {
            demo = new Kairan(null, Path.of(running), false);
        }
        if (demo == null) {
            var data = temporaryFolder();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> demo.close(), "end-demo"));
            demo = start(data, true, Map.of(), "demo", "--people", "1400");
        }
        return demo;
    }

    /** An office on this data folder, new or known; the folder stays when it is stopped. */
    public static Kairan up(Path data, Map<String, String> environment) {
        return start(data, false, environment, "up");
    }

    /** A new, empty office in a folder that is deleted at {@link #close()}. */
    public static Kairan up() {
        return start(temporaryFolder(), true, Map.of(), "up");
    }

    /** Starts any command on a free port and waits until it is ready. */
    public static Kairan start(Path data, boolean temporary, Map<String, String> environment, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", data.toString()));
        if (!all.contains("--port")) {
            all.addAll(List.of("--port", Integer.toString(freePort())));
        }
        if (words[0].equals("up")) {
            all.addAll(List.of("--config", emptyConfiguration().toString()));
        }
        var launch = Launch.of(environment, all.toArray(String[]::new));
        try {
            launch.awaitReady(START);
            return new Kairan(launch, data, temporary);
        } catch (RuntimeException | AssertionError e) {
            launch.end();
            e.addSuppressed(new AssertionError(lastOf(data.resolve("logs"))));
            throw e;
        }
    }

    private static Path emptyConfiguration() {
        try {
            var file = Files.createTempFile("kairan", ".properties");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("kairan-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below the ports of outgoing connections, one of which could take it before the server does. */
    public static int freePort() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(20_000, 32_768);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public Launch launch() {
        return launch;
    }

    public Path data() {
        return data;
    }

    public int port() {
        return run.get("port").asInt();
    }

    public URI url() {
        return URI.create(run.get("publicUrl").asText());
    }

    public long launcherPid() {
        return run.get("launcherPid").asLong();
    }

    public long serverPid() {
        return run.get("serverPid").asLong();
    }

    public long postgresPid() {
        return run.get("postgresPid").asLong();
    }

    /** The token of the one-time link that the first start printed. */
    public String setupToken() {
        return launch.output().stream()
                .filter(line -> line.contains("/setup#"))
                .map(line -> line.substring(line.indexOf("/setup#") + 7).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no one-time link in " + launch.output()));
    }

    /** A browser in which nobody is signed in. */
    public Client client() {
        return new Client(url());
    }

    public Client signIn(String login, String password) {
        return client().signIn(login, password);
    }

    /** In the demo: signed in as this person. */
    public Client as(Person person) {
        return signIn(person.login(), PASSWORD);
    }

    /** Signed in without a password, by a session written into the database; for tests in which many people act. */
    public Client session(long person) {
        var token = UUID.randomUUID().toString() + UUID.randomUUID();
        try {
            execute(
                    "insert into organization.session (id, token_hash, person_id, shared_pc, started_at, last_seen_at, expires_at, address, user_agent) values (?, ?, ?, false, now(), now(), now() + interval '1 day', '127.0.0.1', 'systemtest')",
                    UUID.randomUUID(),
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)),
                    person);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        return client().cookie("kairan_session", token);
    }

    /** In the demo: the administrator. */
    public Client admin() {
        return signIn("admin", PASSWORD);
    }

    public Connection database() {
        try {
            return DriverManager.getConnection(
                    run.get("jdbcUrl").asText(),
                    run.get("user").asText(),
                    Files.readString(Path.of(run.get("passwordFile").asText())).strip());
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public <T> List<T> query(Row<T> row, String sql, Object... values) {
        try (var connection = database();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    public long number(String sql, Object... values) {
        return query(row -> row.getLong(1), sql, values).get(0);
    }

    public int execute(String sql, Object... values) {
        try (var connection = database();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** After a change of people, sections or assignments by SQL. */
    public void organizationChanged() {
        execute("update organization.state set version = version + 1");
    }

    /** Somebody whom no other test has taken: not an administrator, with one assignment, which is open. */
    public synchronized Person somebody() {
        return somebody("true");
    }

    /** Somebody in this section and nowhere else. */
    public synchronized Person somebodyIn(long section) {
        return somebody("a.section_id = " + section);
    }

    public synchronized Person somebodyNotIn(long section) {
        return somebody("a.section_id <> " + section);
    }

    /** Gives somebody another section from today on, as an import does. */
    public void transfer(Person person, long section) {
        var code = query(row -> row.getString(1), "select code from organization.section where id = ?", section)
                .get(0);
        Office.bring(
                admin(),
                Office.today(),
                "職員番号,氏名,所属コード,役職コード,本務・兼務\r\n" + person.login() + "," + person.name() + "," + code + ",,本務\r\n");
    }

    private Person somebody(String condition) {
        var free = query(
                        row -> new Person(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)),
                        """
        select p.id, c.login, p.name, a.section_id from organization.person p join organization.account c on c.person_id = p.id join organization.assignment a on a.person_id = p.id
        where not exists (select from organization.granted g where g.target = 'person:' || p.id) and c.password_hash is not null and a.valid_until is null and a.valid_from < current_date - 400 and a.kind = 'primary'
          and (select count(*) from organization.assignment o where o.person_id = p.id and (o.valid_until is null or o.valid_until > current_date - 2)) = 1
          and %s order by p.id desc""".formatted(condition))
                .stream()
                .filter(p -> !taken.contains(p.id()))
                .toList();
        // There are sections of one.
        var left = free.stream().collect(Collectors.groupingBy(Person::section, Collectors.counting()));
        var person = free.stream()
                .filter(p -> left.get(p.section()) >= COLLEAGUES)
                .findFirst()
                .or(() -> free.stream().findFirst())
                .orElseThrow(() -> new AssertionError("nobody left with " + condition));
        taken.add(person.id());
        return person;
    }

    /** The last lines of the server's log, for messages. */
    public String log() {
        return lastOf(data.resolve("logs"));
    }

    private static String lastOf(Path logs) {
        try {
            var file = logs.resolve("server.log");
            if (!Files.exists(file)) {
                return "no log";
            }
            var lines = Files.readAllLines(file);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Stops it as Ctrl-C does, and kills what has not ended after 15 s. */
    public void stop() {
        launch.end();
        for (var pid : List.of(serverPid(), postgresPid())) {
            ProcessHandle.of(pid).ifPresent(handle -> {
                if (launch.isAlive()) {
                    handle.destroyForcibly();
                }
            });
        }
    }

    @Override
    public void close() {
        stop();
        if (temporary) {
            delete(data);
        }
    }

    public static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("left behind: " + folder, e);
        }
    }

    /** For messages. */
    @Override
    public String toString() {
        return "Kairan at " + url() + " on " + data;
    }

    /** The value, or nothing when the path leads nowhere. */
    public static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
