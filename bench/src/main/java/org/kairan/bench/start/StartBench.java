package org.kairan.bench.start;

import static org.kairan.bench.Bench.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.kairan.bench.Bench;
import org.kairan.bench.Options;
import org.kairan.bench.Report;
import org.kairan.bench.Servers;
import org.kairan.bench.Stats;
import org.kairan.bench.live.Burst;

/**
 * Measures from the command to 'ready' at a second start, and the memory of all processes after 1,400 sockets have got 200 bulletins; beside it, in turn, a bare Payara Micro (as it comes, without Hazelcast) with an
 * empty WAR and an idle PostgreSQL on a copy of the same data.
 *
 * <p>Memory is the proportional share (PSS), so that pages shared by PostgreSQL's processes count once. Options: {@code --turns 3}.
 */
public final class StartBench implements Bench.Program {

    @Override
    public Report run(Options options) throws Exception {
        var report = new Report();
        try (var servers = new Servers()) {
            say("First start of the demo, not counted …");
            var kairan = servers.demo(new Options(java.util.Map.of()));
            servers.awaitClassArchive();
            servers.stop(kairan);
            var empty = emptyWar(servers.folder().resolve("empty.war"));
            var own = new ArrayList<Double>();
            var bare = new ArrayList<Double>();
            var bareMemory = new ArrayList<Double>();
            for (var turn = 0; turn < options.number("turns", 3); turn++) {
                var began = System.nanoTime();
                kairan = servers.demoAgain();
                own.add((System.nanoTime() - began) / 1e9);
                servers.stop(kairan);
                began = System.nanoTime();
                var database = servers.postgres();
                var payara = servers.barePayara(empty);
                bare.add((System.nanoTime() - began) / 1e9);
                Thread.sleep(3000);
                bareMemory.add((double) (memory(payara.pid()) + memory(database.pid())));
                servers.stop(payara.pid());
                servers.stop(database.pid());
                say(
                        "  Kairan %.1f s, bare Payara Micro and PostgreSQL %.1f s, %d MiB",
                        own.get(turn), bare.get(turn), bareMemory.get(turn).longValue() >> 20);
            }
            kairan = servers.demoAgain();
            say("1,400 sockets, 200 bulletins to everyone …");
            Burst.run(kairan, servers.cookies(kairan, 1400), 200);
            var launcher = kairan.launcherPid();
            var server = memory(kairan.server().pid());
            var database = memory(kairan.postgresPid());
            var small = memoryOf(launcher);
            say("  server %d MiB, database %d MiB, launcher %d MiB", server >> 20, database >> 20, small >> 20);
            report.figure("startSeconds", median(own));
            report.figure("bareStartSeconds", median(bare));
            report.figure("memoryMiB", (server + database + small) >> 20);
            report.figure("bareMemoryMiB", (long) median(bareMemory) >> 20);
            report.atMost("second start, of the bare one's", median(own) / median(bare), 2);
            report.atMost("memory after live, of the bare one's", (server + database + small) / median(bareMemory), 2);
            return report;
        }
    }

    private static double median(List<Double> figures) {
        return Stats.median(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The proportional memory of a process and all below it. */
    private static long memory(long pid) throws IOException {
        var sum = memoryOf(pid);
        for (var child : ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .toList()) {
            sum += memoryOf(child.pid());
        }
        return sum;
    }

    private static long memoryOf(long pid) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("Process " + pid + " has ended");
    }

    private static Path emptyWar(Path file) throws IOException {
        try (var war = new ZipOutputStream(Files.newOutputStream(file))) {
            war.putNextEntry(new ZipEntry("index.html"));
            war.write("empty".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        return file;
    }
}
