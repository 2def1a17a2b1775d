package org.kairan.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.kairan.bench.board.BoardBench;
import org.kairan.bench.calendar.CalendarBench;
import org.kairan.bench.chat.ChatBench;
import org.kairan.bench.live.LiveBench;
import org.kairan.bench.search.SearchBench;
import org.kairan.bench.start.StartBench;
import org.kairan.bench.storage.StorageBench;

/** Runs one benchmark by its name; exit code 1 if a target is missed or it cannot run. */
public final class Bench {

    /** One benchmark. */
    @FunctionalInterface
    public interface Program {

        /** Measures, says on the way what it does, and gives the figures. */
        Report run(Options options) throws Exception;
    }

    private static final Map<String, Program> PROGRAMS = new TreeMap<>(Map.of(
            "board", new BoardBench(),
            "calendar", new CalendarBench(),
            "chat", new ChatBench(),
            "live", new LiveBench(),
            "search", new SearchBench(),
            "start", new StartBench(),
            "storage", new StorageBench()));

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var program = arguments.length == 0 ? null : PROGRAMS.get(arguments[0]);
        if (program == null) {
            System.err.println("kairan: Which benchmark? " + String.join(", ", PROGRAMS.keySet()));
            System.exit(1);
        }
        Report report;
        try {
            report = program.run(Options.of(Arrays.asList(arguments).subList(1, arguments.length)));
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("kairan: " + e.getMessage()
                    + (e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")"));
            System.exit(1);
            throw e;
        }
        System.out.println();
        report.targets().forEach(target -> System.out.println((target.met() ? "met     " : "MISSED  ") + target));
        System.out.println(report.line(arguments[0]));
        System.exit(report.met() ? 0 : 1);
    }

    /** Tells what is being done, on a line of its own. */
    public static void say(String format, Object... arguments) {
        System.out.println(String.format(format, arguments));
    }
}
