package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The command line: one clear line and exit code 1 when something is in the way, an end of everything at Ctrl-C, and a second start that only starts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {

    private static final Duration SHORT = Duration.ofMinutes(1);
    private static Path data;
    private static Kairan kairan;

    @BeforeAll
    static void smallDemo() {
        data = Kairan.temporaryFolder();
        kairan = Kairan.start(data, false, Map.of(), "demo", "--people", "200");
    }

    @AfterAll
    static void end() {
        kairan.close();
        Kairan.delete(data);
    }

    /** The launcher fails with exit code 1 and one line that says why. */
    private static void fails(Launch launch, Duration most, String... words) {
        assertEquals(1, launch.awaitExit(most), launch.output().toString());
        var lines = launch.output().stream()
                .filter(line -> line.startsWith("kairan: "))
                .toList();
        assertEquals(1, lines.size(), launch.output().toString());
        for (var word : words) {
            assertTrue(lines.get(0).contains(word), lines.get(0));
        }
        assertFalse(
                launch.output().stream().anyMatch(line -> line.contains("Exception") || line.startsWith("\tat ")),
                launch.output().toString());
    }

    /** Processes that work in or on the folder. */
    private static Set<String> processesOn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(p -> {
                    try {
                        return Files.readString(Path.of("/proc/" + p.pid() + "/cmdline"))
                                        .contains(folder.toString())
                                || Files.readSymbolicLink(Path.of("/proc/" + p.pid() + "/cwd"))
                                        .startsWith(folder);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .map(p -> p.pid() + " " + p.info().command().orElse(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> signIns(Launch launch) {
        return launch.output().stream()
                .filter(line -> line.startsWith("  "))
                .filter(line -> line.matches("  (admin|\\d+) .*"))
                .toList();
    }

    @Test
    @Order(1)
    void the_demo_says_where_it_is_and_who_can_sign_in() {
        var output = kairan.launch().output();
        assertTrue(output.contains("Kairan is ready: http://localhost:" + kairan.port() + "/"), output.toString());
        var people = signIns(kairan.launch());
        assertTrue(people.size() >= 2, output.toString());
        for (var line : people) {
            kairan.signIn(line.strip().split("\\s+")[0], Kairan.PASSWORD);
        }
        assertTrue(output.stream().anyMatch(line -> line.contains("kairan-demo")), output.toString());
        assertTrue(output.stream().anyMatch(line -> line.endsWith("…")), "long steps show progress");
    }

    @Test
    @Order(2)
    void a_second_instance_on_the_same_data_is_refused() {
        fails(
                Launch.of(Map.of(), "demo", "--data", data.toString(), "--port", Integer.toString(Kairan.freePort())),
                SHORT,
                "already runs",
                data.toString());
        kairan.client().get("/health/ready").expect(200);
    }

    @Test
    @Order(3)
    void a_port_in_use_is_named() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var other = Kairan.temporaryFolder();
            fails(
                    Launch.of(
                            Map.of(),
                            "demo",
                            "--data",
                            other.toString(),
                            "--port",
                            Integer.toString(taken.getLocalPort())),
                    SHORT,
                    Integer.toString(taken.getLocalPort()),
                    "in use");
            Kairan.delete(other);
        }
    }

    @Test
    @Order(4)
    void a_folder_that_cannot_be_used_is_named() throws IOException {
        var file = Files.createTempFile("kairan", "file");
        fails(Launch.of(Map.of(), "demo", "--data", file.toString(), "--port", "18999"), SHORT, file.toString());
        fails(Launch.of(Map.of(), "demo", "--data", file + "/below", "--port", "18999"), SHORT, file.toString());
        Files.delete(file);
        fails(Launch.of(Map.of(), "demo", "--data", "/proc/kairan", "--port", "18999"), SHORT, "/proc/kairan");
        fails(
                Launch.of(Map.of(), "up", "--data", data.toString(), "--config", "/nowhere/kairan.properties"),
                SHORT,
                "/nowhere/kairan.properties");
    }

    @Test
    @Order(5)
    void mistakes_on_the_command_line_are_named() {
        fails(Launch.of(Map.of(), "demo", "--prot", "1"), SHORT, "--prot");
        fails(Launch.of(Map.of(), "demo", "--port"), SHORT, "--port");
        fails(Launch.of(Map.of(), "demo", "--port", "99999"), SHORT, "99999");
        fails(Launch.of(Map.of(), "demo", "--people", "many"), SHORT, "many");
        fails(Launch.of(Map.of(), "dance"), SHORT, "dance");
        fails(
                Launch.of(
                        Map.of("KAIRAN_DB_URL", "jdbc:oracle:thin"),
                        "up",
                        "--config",
                        "/dev/null",
                        "--data",
                        "/tmp/kairan-never"),
                SHORT,
                "postgresql");
        var office = Kairan.temporaryFolder();
        fails(
                Launch.of(
                        Map.of("KAIRAN_DB_URL", "jdbc:postgresql://127.0.0.1:1/x", "KAIRAN_DB_USER", "x"),
                        "up",
                        "--config",
                        "/dev/null",
                        "--data",
                        office.toString(),
                        "--port",
                        Integer.toString(Kairan.freePort())),
                SHORT,
                "127.0.0.1:1");
        Kairan.delete(office);
    }

    @Test
    @Order(6)
    void ready_sessions_for_load_programs_are_printed() {
        var launch = Launch.of(Map.of(), "demo-sessions", "7", "--data", data.toString());
        assertEquals(0, launch.awaitExit(SHORT), launch.output().toString());
        assertEquals(7, launch.output().size(), launch.output().toString());
        for (var line : launch.output()) {
            var cookie = line.replaceFirst("^.*kairan_session=", "").strip();
            kairan.client().cookie("kairan_session", cookie).get("/api/session").expect(200);
        }
    }

    @Test
    @Order(7)
    void ctrl_c_ends_everything_within_five_seconds() {
        try (var live = kairan.admin().openLive()) {
            live.ping();
            // An idle machine needs a second; that is what the five are for.
            var before = System.nanoTime();
            Launch.signal("INT", kairan.launcherPid());
            var code = kairan.launch().awaitExit(Duration.ofSeconds(20));
            var took = (System.nanoTime() - before) / 1e9;
            assertEquals(130, code);
            assertTrue(took < 5.5, "took " + took + " s");
        }
        assertEquals(Set.of(), processesOn(data));
        assertFalse(Files.exists(data.resolve("kairan.run")));
    }

    @Test
    @Order(8)
    void the_second_start_neither_unpacks_nor_imports_and_knows_what_was() throws IOException {
        var loaded = Files.getLastModifiedTime(data.resolve("demo.loaded"));
        var first = signIns(kairan.launch());
        kairan = Kairan.start(data, false, Map.of(), "demo");
        var output = new ArrayList<>(kairan.launch().output());
        assertFalse(
                output.stream()
                        .anyMatch(line -> line.contains("Loading")
                                || line.contains("Unpacking")
                                || line.contains("Making")
                                || line.contains("Building")),
                output.toString());
        assertEquals(loaded, Files.getLastModifiedTime(data.resolve("demo.loaded")));
        assertEquals(first, signIns(kairan.launch()));
        assertTrue(kairan.number("select count(*) from organization.account") >= 200, "the people are there");
    }

    @Test
    @Order(9)
    void a_demo_and_an_office_never_share_a_folder() {
        kairan.stop();
        fails(
                Launch.of(
                        Map.of(),
                        "up",
                        "--data",
                        data.toString(),
                        "--config",
                        "/dev/null",
                        "--port",
                        Integer.toString(Kairan.freePort())),
                SHORT,
                "demo");
        fails(
                Launch.of(
                        Map.of(),
                        "demo",
                        "--people",
                        "300",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(Kairan.freePort())),
                SHORT,
                "--people");
    }

    @Test
    @Order(10)
    void a_deployment_that_fails_is_told_in_one_line() throws IOException {
        // A table in the way of the first migration: the schema's history says nothing is there yet.
        var office = Kairan.temporaryFolder();
        var other = Kairan.up(office, Map.of());
        other.execute("drop table board.flyway_schema_history");
        other.stop();
        var launch = Launch.of(
                Map.of(),
                "up",
                "--data",
                office.toString(),
                "--config",
                "/dev/null",
                "--port",
                Integer.toString(Kairan.freePort()));
        fails(launch, Duration.ofSeconds(50), "the module board cannot be brought up to date");
        assertEquals(Set.of(), processesOn(office));
        Kairan.delete(office);
    }
}
