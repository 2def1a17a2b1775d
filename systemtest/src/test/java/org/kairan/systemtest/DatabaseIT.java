package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An office on a PostgreSQL of its own, which Kairan did not start, and which is restarted while Kairan runs. */
@Tag("all")
class DatabaseIT {

    /** A server to which the test may do what an administrator does. */
    interface Server {
        String url();

        void restart() throws IOException, InterruptedException;

        void stop() throws IOException, InterruptedException;
    }

    /** PostgreSQL as Debian ships it, run by nobody as its rules want when the test is root. */
    static final class Debian implements Server {

        private final Path folder = Kairan.temporaryFolder();
        private final int port = Kairan.freePort();
        private final Path bin = install();

        Debian() throws IOException, InterruptedException {
            if (Apt.root()) {
                run("chown", "nobody", folder.toString());
            }
            command(
                    "initdb",
                    "-D",
                    folder + "/pg",
                    "-U",
                    "postgres",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8");
            start();
            try (var connection = DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
                    var statement = connection.createStatement()) {
                statement.execute("create role office login password 'ein Geheimnis & mehr'");
                statement.execute("create database office owner office");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** With any version that is there. */
        private static Path install() throws IOException, InterruptedException {
            if (newest() == null) {
                Apt.install("postgresql", Path.of("/usr/lib/postgresql"));
            }
            return Objects.requireNonNull(
                    newest(), "only parts of PostgreSQL are here: as root, apt-get install postgresql");
        }

        private static Path newest() throws IOException {
            var all = Path.of("/usr/lib/postgresql");
            if (!Files.isDirectory(all)) {
                return null;
            }
            try (var versions = Files.list(all)) {
                return versions.map(version -> version.resolve("bin"))
                        .filter(b -> Files.exists(b.resolve("postgres")))
                        .sorted()
                        .reduce((a, b) -> b)
                        .orElse(null);
            }
        }

        private void command(String program, String... words) throws IOException, InterruptedException {
            var all = new ArrayList<String>();
            if (Apt.root()) {
                all.addAll(List.of("setpriv", "--reuid=nobody", "--clear-groups"));
            }
            all.add(bin.resolve(program).toString());
            all.addAll(List.of(words));
            run(all.toArray(String[]::new));
        }

        private static void run(String... words) throws IOException, InterruptedException {
            var out = Files.createTempFile("kairan-pg", ".log");
            var process = new ProcessBuilder(words)
                    .directory(Path.of("/tmp").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), String.join(" ", words) + " hangs");
            assertEquals(0, process.exitValue(), () -> {
                try {
                    return String.join(" ", words) + ": " + Files.readString(out);
                } catch (IOException e) {
                    return e.toString();
                }
            });
            Files.delete(out);
        }

        private void start() throws IOException, InterruptedException {
            command(
                    "pg_ctl",
                    "-D",
                    folder + "/pg",
                    "-w",
                    "-t",
                    "60",
                    "-l",
                    folder + "/log",
                    "-o",
                    "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
                    "start");
        }

        @Override
        public String url() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/office";
        }

        @Override
        public void restart() throws IOException, InterruptedException {
            command("pg_ctl", "-D", folder + "/pg", "-m", "fast", "-w", "stop");
            start();
        }

        @Override
        public void stop() throws IOException, InterruptedException {
            command("pg_ctl", "-D", folder + "/pg", "-m", "immediate", "-w", "stop");
            run("rm", "-rf", folder.toString());
        }
    }

    /** PostgreSQL 17 by zonky's library. */
    private static final class Zonky implements Server {

        private final Path folder = Kairan.temporaryFolder();
        private final int port = Kairan.freePort();
        private EmbeddedPostgres postgres;

        Zonky() throws IOException {
            start();
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create role office login password 'ein Geheimnis & mehr'");
                statement.execute("create database office owner office");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        private void start() throws IOException {
            postgres = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("pg"))
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
        }

        @Override
        public String url() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/office";
        }

        @Override
        public void restart() throws IOException {
            postgres.close();
            start();
        }

        @Override
        public void stop() throws IOException {
            postgres.close();
            Kairan.delete(folder);
        }
    }

    @Test
    void an_office_lives_on_debians_postgresql() throws IOException, InterruptedException {
        lives(new Debian());
    }

    @Test
    void an_office_lives_on_a_postgresql_17_of_its_own() throws IOException, InterruptedException {
        lives(new Zonky());
    }

    private static void lives(Server server) throws IOException, InterruptedException {
        var data = Kairan.temporaryFolder();
        var environment = Map.of(
                "KAIRAN_DB_URL",
                server.url(),
                "KAIRAN_DB_USER",
                "office",
                "KAIRAN_DB_PASSWORD",
                "ein Geheimnis & mehr");
        try {
            String session;
            long id;
            try (var kairan = Kairan.up(data, environment)) {
                assertFalse(Files.exists(data.resolve("pg")), "no database of Kairan's own");
                assertEquals(-1, kairan.postgresPid());
                var admin = kairan.client();
                var setup = Office.setup(kairan);
                admin.post("/api/organization/setups", setup).expect(201);
                kairan.client().post("/api/organization/setups", setup).expect(404, "core.not-found");
                Office.bring(admin, Office.today(), Office.sections());
                Office.bring(admin, Office.today(), Office.people(80));
                var codes = Office.codes(admin);
                var author = kairan.client();
                Office.activate(author, Office.staffNumber(0), codes.get(Office.staffNumber(0)))
                        .expect(201);
                var reader = kairan.client();
                Office.activate(reader, Office.staffNumber(1), codes.get(Office.staffNumber(1)))
                        .expect(201);
                id = author.publish("自前の箱", "本文", "everyone").get("id").asLong();
                reader.post("/api/board/bulletins/" + id + "/readings", null).expect(204);
                session = reader.cookie("kairan_session").orElseThrow();

                try (var live = reader.openLive()) {
                    server.restart();
                    Wait.until(
                            Duration.ofMinutes(2),
                            "ready again after the database's restart",
                            () -> kairan.client().get("/health/ready").status() == 200);
                    Wait.until(
                            Duration.ofMinutes(1),
                            "publishing works again",
                            () -> author.publishing("再び", "本文", "everyone").status() == 201);
                    live.ping();
                    assertTrue(live.closed().isEmpty(), "the socket has survived");
                    var again =
                            author.publish("届くか", "本文", "everyone").get("id").asLong();
                    live.await("board.bulletin-published", again);
                }
                for (int i = 0; i < 30; i++) {
                    assertEquals(
                            200, reader.get("/api/board/bulletins").status(), "every pooled connection is a good one");
                }
                assertTrue(ProcessHandle.of(kairan.serverPid()).isPresent(), "the server went on");
            }
            try (var kairan = Kairan.up(data, environment)) {
                assertTrue(
                        kairan.launch().output().stream().noneMatch(line -> line.contains("/setup#")),
                        "an office with people offers no link");
                var reader = kairan.client().cookie("kairan_session", session);
                assertFalse(reader.get("/api/board/bulletins/" + id)
                        .expect(200)
                        .json()
                        .get("unread")
                        .asBoolean());
            }
        } finally {
            server.stop();
            Kairan.delete(data);
        }
    }
}
