package org.kairan.demo.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the hand-written word lists that lie beside the classes. */
public final class Lines {
    private Lines() {}

    /** The lines of org/kairan/demo/{@code path}, comments (#) and empty lines left out. */
    public static List<String> of(String path) {
        return all(path).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** Every line of org/kairan/demo/{@code path}. */
    public static List<String> all(String path) {
        try (InputStream in = Lines.class.getResourceAsStream("/org/kairan/demo/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("no word list " + path);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
