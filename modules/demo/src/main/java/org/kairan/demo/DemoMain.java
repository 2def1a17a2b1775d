package org.kairan.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kairan.demo.city.CityMaker;
import org.kairan.demo.load.CityLoader;
import org.kairan.demo.load.Sessions;
import org.kairan.demo.load.SignIns;

/**
 * The example city from the command line: {@code load}, {@code sign-ins} and {@code sessions N}. Ends with 0, or with 1 and
 * one line on standard error.
 */
public final class DemoMain {
    private static final ZoneId CITY_ZONE = ZoneId.of("Asia/Tokyo");
    private static final List<String> OPTIONS =
            List.of("--jdbc", "--user", "--password", "--scale", "--people", "--demo-password", "--until", "--data");
    private static final String USAGE = """
      usage: DemoMain load     --jdbc URL --user U [--password P] [--scale N] [--people N] [--demo-password P] [--until YYYY-MM-DD] [--data FOLDER]
             DemoMain sign-ins --jdbc URL --user U [--password P]
             DemoMain sessions N --jdbc URL --user U [--password P]
      environment: KAIRAN_DB_PASSWORD, KAIRAN_DEMO_PASSWORD""";

    private final Map<String, String> options = new HashMap<>();
    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintStream out;

    private DemoMain(Map<String, String> environment, Clock clock, PrintStream out) {
        this.environment = environment;
        this.clock = clock;
        this.out = out;
    }

    public static void main(String[] args) {
        // UTF-8 whatever the terminal's locale: names are Japanese and the lines are read by programs.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // Password4j logs through SLF4J; that nothing listens is no news to whoever loads an example.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int status = new DemoMain(System.getenv(), Clock.system(CITY_ZONE), out).run(args, err);
        if (status != 0) {
            System.exit(status);
        }
    }

    private int run(String[] args, PrintStream err) {
        try {
            List<String> words = read(args);
            switch (words.isEmpty() ? "" : words.get(0)) {
                case "load" -> load();
                case "sign-ins" -> signIns();
                case "sessions" -> sessions(words);
                default -> throw new IllegalArgumentException(USAGE);
            }
            return 0;
        } catch (SQLException e) {
            // The driver's first line says what is wrong; the rest is for its authors.
            err.println("database: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getSQLState()));
            return 1;
        } catch (IllegalArgumentException | IllegalStateException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private List<String> read(String[] args) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                words.add(args[i]);
            } else if (!OPTIONS.contains(args[i])) {
                throw new IllegalArgumentException("unknown option " + args[i]);
            } else if (++i == args.length) {
                throw new IllegalArgumentException(args[i - 1] + " needs a value");
            } else {
                options.put(args[i - 1], args[i]);
            }
        }
        return words;
    }

    private void load() throws SQLException {
        int people = number("--people", 1_400, CityMaker.FEWEST_PEOPLE, 40_000);
        int scale = number("--scale", 1, 1, 200);
        LocalDate today = until();
        String password = options.getOrDefault(
                "--demo-password", environment.getOrDefault("KAIRAN_DEMO_PASSWORD", "kairan-demo"));
        try (Connection connection = connect()) {
            new CityLoader(connection, out, clock)
                    .load(
                            today,
                            people,
                            scale,
                            password,
                            Optional.ofNullable(options.get("--data")).map(Path::of));
            SignIns.print(connection, today, out);
        }
    }

    private void signIns() throws SQLException {
        try (Connection connection = connect()) {
            SignIns.print(connection, LocalDate.now(clock), out);
        }
    }

    private void sessions(List<String> words) throws SQLException {
        if (words.size() != 2 || !words.get(1).matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException("sessions needs a number");
        }
        try (Connection connection = connect()) {
            Sessions.make(connection, clock, Integer.parseInt(words.get(1)), out);
        }
    }

    private Connection connect() throws SQLException {
        String url = options.get("--jdbc");
        String user = options.get("--user");
        if (url == null || user == null) {
            throw new IllegalArgumentException("--jdbc and --user are needed");
        }
        return DriverManager.getConnection(
                url, user, options.getOrDefault("--password", environment.get("KAIRAN_DB_PASSWORD")));
    }

    private int number(String option, int otherwise, int least, int most) {
        String value = options.get(option);
        if (value == null) {
            return otherwise;
        }
        int number = value.matches("[0-9]{1,8}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException(option + " is a number from " + least + " to " + most);
        }
        return number;
    }

    private LocalDate until() {
        String value = options.get("--until");
        try {
            return value == null ? LocalDate.now(clock) : LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--until is a day such as 2026-11-20", e);
        }
    }
}
