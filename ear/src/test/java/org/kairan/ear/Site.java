package org.kairan.ear;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;

/** Stands for the office that deploys the EAR: runs a PostgreSQL with a role and a database for Kairan, and a Payara domain that is told where it is; all on loopback, all stopped in the end. */
public final class Site implements LoadableExtension {

    static final URI ADDRESS = URI.create("http://localhost:" + Integer.getInteger("test.http"));

    private static final String DOMAIN = "kairan";
    private static final String PASSWORD = "Kairan's own, 看板";
    private static final Path WORK = Path.of(System.getProperty("test.work"));
    private static final Path DOMAINS = WORK.resolve("domains");
    private static final int PATIENCE_MINUTES = 10;

    private static EmbeddedPostgres postgres;

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Lifecycle.class);
    }

    /** Works round Arquillian's own container: before it asks for the server, and after it has let go. */
    public static final class Lifecycle {

        public void open(@Observes(precedence = 100) BeforeSuite suite) throws IOException, SQLException {
            Files.createDirectories(WORK);
            Runtime.getRuntime().addShutdownHook(new Thread(Lifecycle::killServer));
            killServer();
            postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(WORK.resolve("postgres").toFile())
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .start();
            try (var connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
                    var statement = connection.createStatement()) {
                statement.execute("create role kairan login password '" + PASSWORD.replace("'", "''") + "'");
                statement.execute("create database kairan owner kairan");
            }
            if (Files.exists(DOMAINS.resolve(DOMAIN))) {
                require(asadmin(Map.of(), "delete-domain", "--domaindir", DOMAINS.toString(), DOMAIN));
            }
            require(asadmin(
                    Map.of(),
                    "create-domain",
                    "--nopassword",
                    "--portbase",
                    System.getProperty("test.portbase"),
                    "--domaindir",
                    DOMAINS.toString(),
                    DOMAIN));
            keepToThisMachine(DOMAINS.resolve(DOMAIN).resolve("config/domain.xml"));
            require(asadmin(
                    Map.of(
                            "KAIRAN_DB_URL",
                            url(),
                            "KAIRAN_DB_USER",
                            "kairan",
                            "KAIRAN_DB_PASSWORD",
                            PASSWORD,
                            "KAIRAN_PUBLIC_URL",
                            ADDRESS.toString()),
                    "start-domain",
                    "--domaindir",
                    DOMAINS.toString(),
                    DOMAIN));
        }

        public void close(@Observes(precedence = -100) AfterSuite suite) throws IOException {
            asadmin(Map.of(), "stop-domain", "--domaindir", DOMAINS.toString(), DOMAIN);
            killServer();
            if (postgres != null) {
                postgres.close();
            }
        }

        private static void require(int exitCode) throws IOException {
            if (exitCode != 0) {
                throw new IllegalStateException(
                        "asadmin failed with " + exitCode + ":\n" + Files.readString(WORK.resolve("asadmin.log")));
            }
        }

        /** Ends a server that is still there, also one of an earlier run that was killed. */
        private static void killServer() {
            try {
                var pid = DOMAINS.resolve(DOMAIN).resolve("config/pid");
                if (Files.exists(pid)) {
                    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                            .filter(process -> process.info()
                                    .commandLine()
                                    .filter(line -> line.contains(DOMAINS.toString()))
                                    .isPresent())
                            .ifPresent(ProcessHandle::destroyForcibly);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Connection database() throws SQLException {
        return DriverManager.getConnection(url(), "kairan", PASSWORD);
    }

    private static String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/kairan?stringtype=unspecified";
    }

    /** The file that users are given. */
    static File ear() {
        return new File(System.getProperty("test.ear"));
    }

    /** The file that the server was given by Arquillian; it keeps what it was sent. */
    static File deployedEar() {
        return DOMAINS.resolve(DOMAIN)
                .resolve("applications/__internal/kairan/kairan.ear")
                .toFile();
    }

    static String log() throws IOException {
        return Files.readString(DOMAINS.resolve(DOMAIN).resolve("logs/server.log"));
    }

    private static void keepToThisMachine(Path configuration) throws IOException {
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
                        .replace("<network-listener port=", "<network-listener address=\"127.0.0.1\" port=")
                        .replace(
                                "<hazelcast-config-specific-configuration>",
                                "<hazelcast-config-specific-configuration enabled=\"false\">")
                        // Without it the server adds one that listens to the whole network.
                        .replaceFirst(
                                "<admin-service",
                                "<jms-service type=\"DISABLED\" default-jms-host=\"default_JMS_host\"><jms-host name=\"default_JMS_host\" host=\"localhost\"/></jms-service><admin-service"));
    }

    private static int asadmin(Map<String, String> settings, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                "sh",
                Path.of(System.getProperty("test.payara"), "bin", "asadmin").toString()));
        command.addAll(List.of(arguments));
        // Into a file: the server inherits it, and a pipe would stay open as long as the server lives.
        var log = ProcessBuilder.Redirect.appendTo(WORK.resolve("asadmin.log").toFile());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        builder.environment().putAll(settings);
        var process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("asadmin " + arguments[0] + " did not end in " + PATIENCE_MINUTES + " minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
