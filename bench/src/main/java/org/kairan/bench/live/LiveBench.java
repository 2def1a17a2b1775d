package org.kairan.bench.live;

import static org.kairan.bench.Bench.say;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kairan.bench.Bench;
import org.kairan.bench.Http;
import org.kairan.bench.JavaProcess;
import org.kairan.bench.Json;
import org.kairan.bench.Options;
import org.kairan.bench.Report;
import org.kairan.bench.Servers;
import org.kairan.bench.Servers.Kairan;
import org.kairan.bench.Stats;
import org.kairan.bench.live.limit.BareServer;

/**
 * Publishes bulletins to 1,400 open sockets, and compares with servers that only pass a frame on: Tyrus's own broadcast on a bare Payara, and plain NIO. They are measured in turn, by the same
 * client under the same load of 8 authors, so that what else runs on the machine meets them alike; the client runs on the same cores as they do.
 *
 * <p>Options: {@code --sockets 1400 --bulletins 200 --turns 3 --data FOLDER} (a running demo instead of a new one) {@code --cookies FILE} (its sessions, one a line).
 */
public final class LiveBench implements Bench.Program {

    private static final int AUTHORS = 8;
    private static final int STALLED = 20;

    /** Hints of some 90 bytes until a socket that does not read has filled what the kernel holds for it, and then what we do; three times this until it is closed. */
    private static final int BURST = 2000;

    private static final String ORIGIN = "http://localhost";
    private static final String KAIRAN = "Kairan";
    private static final String TYRUS = "Tyrus broadcast";
    private static final String BARE = "bare NIO";
    private static final String JOINED = "bare NIO, joined";

    private static final Pattern PERSON =
            Pattern.compile("\"person\"\\s*:\\s*\\{[^}]*?\"id\"\\s*:\\s*(\\d+).*?\"sections\"\\s*:\\s*\\[(.*?)\\]");

    /** Whom a session belongs to, and the sections they work for today. */
    private record Person(long id, List<Long> sections) {}

    /** What one run gave. */
    private record Run(double perSecond, long p50, long p99, double cpu, double publishedPerSecond) {
        @Override
        public String toString() {
            return String.format(
                    "%,9.0f deliveries/s   p50 %4d ms   p99 %4d ms   server CPU %5.2f s   %,5.0f bulletins/s",
                    perSecond, p50, p99, cpu, publishedPerSecond);
        }
    }

    /** A server with its sockets and authors. */
    private record Side(String name, JavaProcess process, Sockets sockets, Authors authors) {}

    private Report report;
    private int bulletins;

    @Override
    public Report run(Options options) throws Exception {
        report = new Report();
        bulletins = options.number("bulletins", 200);
        var count = options.number("sockets", 1400);
        try (var servers = new Servers()) {
            say("Starting Kairan's demo …");
            var kairan = servers.demo(options);
            var cookies = options.text("cookies").isPresent()
                    ? Files.readAllLines(Path.of(options.text("cookies").get()))
                    : servers.cookies(kairan, count);
            say("%d people have signed in.", count);
            var people = people(kairan, cookies);

            say("%nOne warm-up of each, not counted");
            var authors = new Authors(kairan.http(), cookies.subList(0, AUTHORS));
            try (var sockets = new Sockets(kairan.port(), kairan.publicUrl(), cookies)) {
                run(new Side(KAIRAN, kairan.server(), sockets, authors), "everyone");
            }
            idle(kairan, cookies);

            try (var sockets = new Sockets(kairan.port(), kairan.publicUrl(), cookies)) {
                var own = new Side(KAIRAN, kairan.server(), sockets, authors);
                compare(own, servers, cookies, options.number("turns", 3));
                rooms(own, kairan, cookies.get(0), people);
                stalled(own, kairan, cookies);
                report.figure("rssMiB", kairan.server().resident() >> 20);
                report.figure("closedByServer", sockets.lost());
            }
            authors.close();
            return report;
        }
    }

    private static List<Person> people(Kairan kairan, List<String> cookies) throws IOException, InterruptedException {
        var http = kairan.http();
        var people = new ArrayList<Person>();
        for (var cookie : cookies) {
            var session = http.get("/api/session", cookie);
            var matcher = PERSON.matcher(session);
            if (!matcher.find()) {
                throw new IOException("No person in " + session);
            }
            people.add(new Person(Long.parseLong(matcher.group(1)), Json.wholes(matcher.group(2), "id")));
        }
        return people;
    }

    // ---- everyone, beside the limit

    private void compare(Side own, Servers servers, List<String> cookies, int turns) throws Exception {
        var payaraPort = Servers.freePort();
        var payara = servers.payara(LimitWar.pack(servers.folder().resolve("limit.war")), payaraPort);
        var barePort = Servers.freePort();
        var bare = servers.java(BareServer.class, barePort);
        var joinedPort = Servers.freePort();
        var joined = servers.java(BareServer.class, joinedPort, "joined");
        try (var tyrusSockets = new Sockets(payaraPort, ORIGIN, cookies);
                var bareSockets = new Sockets(barePort, ORIGIN, cookies);
                var joinedSockets = new Sockets(joinedPort, ORIGIN, cookies);
                var tyrusAuthors = authors(payaraPort, cookies);
                var bareAuthors = authors(barePort, cookies);
                var joinedAuthors = authors(joinedPort, cookies)) {
            var plain = new Side(BARE, bare, bareSockets, bareAuthors);
            var sides = List.of(
                    own,
                    new Side(TYRUS, payara, tyrusSockets, tyrusAuthors),
                    plain,
                    new Side(JOINED, joined, joinedSockets, joinedAuthors));
            for (var side : sides.subList(1, sides.size())) {
                run(side, "everyone");
            }
            say(
                    "%n%d bulletins to everyone, %d sockets, %d authors, as fast as they can",
                    bulletins, own.sockets.size(), AUTHORS);
            var runs = new HashMap<String, List<Run>>();
            for (var turn = 0; turn < turns; turn++) {
                for (var side : sides) {
                    var run = run(side, "everyone");
                    runs.computeIfAbsent(side.name, any -> new ArrayList<>()).add(run);
                    say("  %-16s %s", side.name, run);
                }
            }
            sides.forEach(side -> report.figure(side.name.replaceAll("[ ,]", ""), figures(runs.get(side.name))));
            var limit = Math.max(rate(runs.get(TYRUS)), rate(runs.get(BARE)));
            var share = rate(runs.get(KAIRAN)) / limit;
            say(
                    "  medians: Kairan %,.0f; the limit, the faster of Tyrus's broadcast and bare NIO, %,.0f: Kairan is at %.2f of it",
                    rate(runs.get(KAIRAN)), limit, share);
            say(
                    "  (bare NIO that joins waiting frames into one write, as Kairan does, without database or sessions: %,.0f; no target)",
                    rate(runs.get(JOINED)));
            report.atLeast("deliveries per second, of the limit's", share, 0.5);

            say("%n%d bulletins to everyone at 10 per second", bulletins);
            paced(plain);
            report.atMost("p99 from commit to arrival at 10 per second (ms)", paced(own).p99, 250);
        }
    }

    private static Authors authors(int port, List<String> cookies) {
        return new Authors(new Http("http://127.0.0.1:" + port, ORIGIN), cookies.subList(0, AUTHORS));
    }

    private Run paced(Side side) throws IOException, InterruptedException {
        var all = new BitSet();
        all.set(0, side.sockets.size());
        var run = run(side, bulletins, List.of("everyone"), Map.of("everyone", all), 10);
        say("  %-16s p50 %d ms, p99 %d ms, server CPU %.2f s", side.name, run.p50, run.p99, run.cpu);
        report.figure(
                side.name.replaceAll("[ ,]", "") + "Paced",
                Map.of("p50ms", run.p50, "p99ms", run.p99, "cpuSeconds", run.cpu));
        return run;
    }

    private static double rate(List<Run> runs) {
        return Stats.median(runs.stream().mapToDouble(Run::perSecond).toArray());
    }

    private static Map<String, Object> figures(List<Run> runs) {
        return Map.of(
                "deliveriesPerSecond",
                rate(runs),
                "p50ms",
                Stats.median(runs.stream().mapToDouble(Run::p50).toArray()),
                "p99ms",
                Stats.median(runs.stream().mapToDouble(Run::p99).toArray()),
                "cpuSeconds",
                Stats.median(runs.stream().mapToDouble(Run::cpu).toArray()));
    }

    private Run run(Side side, String audience) throws IOException, InterruptedException {
        var all = new BitSet();
        all.set(0, side.sockets.size());
        return run(side, bulletins, List.of(audience), Map.of(audience, all), 0);
    }

    private static Run run(Side side, int count, List<String> audiences, Map<String, BitSet> members, int perSecond)
            throws IOException, InterruptedException {
        var round = side.sockets.begin();
        var cpu = side.process.cpuSeconds();
        var start = System.nanoTime();
        var ids = side.authors.publish(count, audiences, perSecond);
        var published = (System.nanoTime() - start) / 1e9;
        var expected = new HashMap<Long, BitSet>();
        ids.forEach((id, bulletin) -> expected.put(id, withAuthor(members.get(bulletin.audience()), bulletin)));
        settle(round, expected);
        return new Run(
                round.deliveries() * 1000.0 / round.span(ids.keySet()),
                round.latencies().percentile(0.5),
                round.latencies().percentile(0.99),
                side.process.cpuSeconds() - cpu,
                count / published);
    }

    /** Authors are told of their own bulletins like everyone else, so that all their pages are up to date; the first sockets are theirs. */
    private static BitSet withAuthor(BitSet members, Authors.Published published) {
        var receivers = (BitSet) members.clone();
        receivers.set(published.author());
        return receivers;
    }

    /** Waits until all has arrived, and checks it. */
    private static void settle(Round round, Map<Long, BitSet> expected) throws IOException, InterruptedException {
        var total = expected.values().stream().mapToLong(BitSet::cardinality).sum();
        var last = -1L;
        for (var quiet = 0;
                quiet < 100 && round.deliveries() < total;
                quiet = round.deliveries() == last ? quiet + 1 : 0) {
            last = round.deliveries();
            Thread.sleep(50);
        }
        // What should not come gets its chance to.
        Thread.sleep(200);
        var faults = round.check(expected);
        if (faults.any()) {
            throw new IOException("Not everything arrived exactly once where it should, and nowhere else: " + faults);
        }
    }

    // ---- rooms

    private void rooms(Side own, Kairan kairan, String cookie, List<Person> people)
            throws IOException, InterruptedException {
        var parents = new HashMap<Long, Long>();
        var trees = new ArrayList<Long>();
        var section = Pattern.compile("\\{[^{}]*\\}").matcher(kairan.http().get("/api/organization/sections", cookie));
        while (section.find()) {
            var id = Json.whole(section.group(), "id").orElseThrow();
            parents.put(id, Json.whole(section.group(), "parentId").orElse(0));
            var below = Json.whole(section.group(), "peopleBelow").orElse(0);
            if (below >= 40 && below <= 400 && trees.size() < 7) {
                trees.add(id);
            }
        }
        var rooms = new HashMap<String, BitSet>();
        for (var tree : trees) {
            var receivers = new BitSet();
            for (var i = 0; i < people.size(); i++) {
                receivers.set(i, people.get(i).sections.stream().anyMatch(held -> isBelow(held, tree, parents)));
            }
            rooms.put("tree:" + tree, receivers);
        }
        var sizes = rooms.values().stream().map(BitSet::cardinality).sorted().toList();
        say(
                "%n%d bulletins in turn to %d parts of the organization (%s sockets), as fast as they can",
                bulletins, rooms.size(), sizes);
        run(own, bulletins, List.copyOf(rooms.keySet()), rooms, 0);
        var run = run(own, bulletins, List.copyOf(rooms.keySet()), rooms, 0);
        say("  %-16s %s", own.name, run);
        report.figure(
                "rooms",
                Map.of(
                        "sizes",
                        sizes,
                        "deliveriesPerSecond",
                        run.perSecond,
                        "p50ms",
                        run.p50,
                        "p99ms",
                        run.p99,
                        "cpuSeconds",
                        run.cpu));
    }

    private static boolean isBelow(long section, long tree, Map<Long, Long> parents) {
        for (var at = section; at != 0; at = parents.getOrDefault(at, 0L)) {
            if (at == tree) {
                return true;
            }
        }
        return false;
    }

    // ---- memory of idle connections

    private void idle(Kairan kairan, List<String> cookies) throws Exception {
        Thread.sleep(5000);
        var without = kairan.server().heapAfterCollection();
        long with;
        try (var sockets = new Sockets(kairan.port(), kairan.publicUrl(), cookies)) {
            Thread.sleep(3000);
            with = kairan.server().heapAfterCollection();
            if (sockets.lost() > 0) {
                throw new IOException(sockets.lost() + " idle sockets were closed");
            }
        }
        Thread.sleep(5000);
        var again = kairan.server().heapAfterCollection();
        var each = (with - Math.max(without, again)) / 1024.0 / cookies.size();
        // The greater difference counts against us.
        var worst = (with - Math.min(without, again)) / 1024.0 / cookies.size();
        say(
                "%nHeap after collection: %.1f MiB without connections, %.1f MiB with %d, %.1f MiB when they have gone: %.1f to %.1f KB each",
                without / 1048576.0, with / 1048576.0, cookies.size(), again / 1048576.0, each, worst);
        report.figure(
                "idle",
                Map.of(
                        "heapMiBWithout",
                        without / 1048576.0,
                        "heapMiBWith",
                        with / 1048576.0,
                        "heapMiBAfter",
                        again / 1048576.0));
        report.atMost("heap after collection per idle connection (KB)", worst, 50);
    }

    // ---- sockets that never read

    private void stalled(Side own, Kairan kairan, List<String> cookies) throws Exception {
        var victim = cookies.get(cookies.size() - 1);
        var person = "person:" + people(kairan, List.of(victim)).get(0).id;
        // One session may have 20 sockets, and one is in use.
        var same = Collections.nCopies(STALLED - 1, victim);
        say(
                "%n%d hints to one person with %d more sockets, as fast as they can, and everyone told at 10 per second meanwhile",
                BURST, same.size());
        Stats reading;
        try (var readers = new Sockets(kairan.port(), kairan.publicUrl(), same)) {
            reading = besides(own, person);
            say(
                    "  their sockets read:  the others' p50 %d ms, p99 %d ms",
                    reading.percentile(0.5), reading.percentile(0.99));
            if (readers.lost() > 0) {
                throw new IOException(readers.lost() + " sockets that read were closed");
            }
        }
        Thread.sleep(2000);
        var open = stall(kairan, same);
        var unread = besides(own, person);
        say("  they never read:     the others' p50 %d ms, p99 %d ms", unread.percentile(0.5), unread.percentile(0.99));
        close(open);
        Thread.sleep(5000);

        var before = kairan.server().heapAfterCollection();
        open = stall(kairan, same);
        var most = 0.0;
        for (var part = 0; part < 3; part++) {
            own.authors.publish(BURST, List.of(person), 0);
            var each = (kairan.server().heapAfterCollection() - before) / 1048576.0 / same.size();
            say("  after %d hints unread: %.2f MiB of heap each", (part + 1) * BURST, each);
            most = Math.max(most, each);
        }
        close(open);
        report.figure(
                "neverReading",
                Map.of(
                        "p99msBesideReaders",
                        reading.percentile(0.99),
                        "p99msBesideNeverReading",
                        unread.percentile(0.99),
                        "heapMiBEach",
                        most));
        report.atMost("heap per socket that never reads (MiB)", most, 1);
        // Half as much again and 20 ms: below that, two runs of the very same thing differ as much.
        report.atMost(
                "the others' p99 beside sockets that never read (ms)",
                unread.percentile(0.99),
                1.5 * reading.percentile(0.99) + 20);
    }

    private static List<SocketChannel> stall(Kairan kairan, List<String> cookies) throws IOException {
        var open = new ArrayList<SocketChannel>();
        for (var cookie : cookies) {
            open.add(Sockets.open(kairan.port(), kairan.publicUrl(), cookie, Optional.of(4096)));
        }
        return open;
    }

    private static void close(List<SocketChannel> open) throws IOException {
        for (var channel : open) {
            channel.close();
        }
    }

    /** Latencies of bulletins to everyone, while one person is flooded. */
    private Stats besides(Side own, String person) throws IOException, InterruptedException {
        var all = new BitSet();
        all.set(0, own.sockets.size());
        var one = new BitSet();
        one.set(own.sockets.size() - 1);
        var round = own.sockets.begin();
        round.apart(own.sockets.size() - 1);
        var flood = own.authors.begin(BURST, List.of(person), 0);
        var expected = new HashMap<Long, BitSet>();
        while (!flood.isDone()) {
            own.authors.publish(10, List.of("everyone"), 10).keySet().forEach(id -> expected.put(id, all));
        }
        Authors.done(flood).forEach((id, bulletin) -> expected.put(id, withAuthor(one, bulletin)));
        settle(round, expected);
        return round.latencies();
    }
}
