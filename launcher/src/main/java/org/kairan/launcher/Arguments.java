package org.kairan.launcher;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was typed after {@code ./kairan}: a command, its options, for demo-sessions a number, for search what to do, for backup and restore a file. */
record Arguments(
        String command,
        Map<String, String> options,
        Optional<Integer> number,
        Optional<String> act,
        Optional<Path> file) {

    private static final Set<String> WITH_FILE = Set.of("backup", "restore");

    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "demo", Set.of("--port", "--data", "--scale", "--people"),
            "dev", Set.of("--port", "--data", "--scale", "--people"),
            "up", Set.of("--port", "--data", "--config"),
            "demo-sessions", Set.of("--data"),
            "check-storage", Set.of("--data", "--config"),
            "search", Set.of("--data", "--config"),
            "backup", Set.of("--data", "--config"),
            "restore", Set.of("--data", "--config"),
            "pack", Set.of("--with", "--out"));

    private static final Set<String> SEARCH_ACTS = Set.of("verify", "rebuild");

    /** @throws Problem naming what is not understood */
    static Arguments parse(String... words) throws Problem {
        if (words.length == 0 || !ALLOWED.containsKey(words[0])) {
            throw new Problem(
                    "Unknown command '" + (words.length == 0 ? "" : words[0]) + "'; ./kairan help lists them.");
        }
        String command = words[0];
        Map<String, String> options = new LinkedHashMap<>();
        Optional<Integer> number = Optional.empty();
        Optional<String> act = Optional.empty();
        Optional<Path> file = Optional.empty();
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            String name = word.startsWith("--") && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            if (command.equals("demo-sessions") && number.isEmpty() && !word.startsWith("-")) {
                number = Optional.of(positive("the number of sessions", word));
            } else if (command.equals("search") && act.isEmpty() && SEARCH_ACTS.contains(word)) {
                act = Optional.of(word);
            } else if (WITH_FILE.contains(command) && file.isEmpty() && !word.startsWith("-")) {
                file = Optional.of(Path.of(word).toAbsolutePath().normalize());
            } else if (!ALLOWED.get(command).contains(name)) {
                throw new Problem(
                        "./kairan " + command + " does not know '" + word + "'; ./kairan help lists its options.");
            } else if (!name.equals(word)) {
                options.put(name, word.substring(name.length() + 1));
            } else if (i + 1 < words.length) {
                options.put(name, words[++i]);
            } else {
                throw new Problem(name + " needs a value.");
            }
        }
        for (String name : Set.of("--scale", "--people", "--port")) {
            if (options.containsKey(name)) {
                positive(name, options.get(name));
            }
        }
        if (command.equals("demo-sessions") && number.isEmpty()) {
            throw new Problem("How many sessions? Say for example: ./kairan demo-sessions 100");
        }
        if (command.equals("search") && act.isEmpty()) {
            throw new Problem("Do what with the search? Say: ./kairan search verify, or ./kairan search rebuild");
        }
        if (command.equals("pack") && !options.containsKey("--with")) {
            throw new Problem("Which module? Say for example: ./kairan pack --with notebook.jar");
        }
        if (WITH_FILE.contains(command) && file.isEmpty()) {
            throw new Problem("Which file? Say for example: ./kairan " + command + " kairan.backup");
        }
        return new Arguments(command, Map.copyOf(options), number, act, file);
    }

    private static int positive(String what, String text) throws Problem {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Problem(what + " is '" + text + "' but must be a whole number above 0.", e);
        }
        throw new Problem(what + " is '" + text + "' but must be a whole number above 0.");
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    Optional<Path> path(String name) {
        return option(name).map(text -> Path.of(text).toAbsolutePath().normalize());
    }
}
