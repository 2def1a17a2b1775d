package org.kairan.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is configured for files; the keys are explained in config/server/kairan.properties. */
@ApplicationScoped
public class Limits {

    @Inject
    @ConfigProperty(name = "kairan.data")
    Optional<String> data;

    @Inject
    @ConfigProperty(name = "kairan.upload.max", defaultValue = "5g")
    String uploadMax;

    @Inject
    @ConfigProperty(name = "kairan.upload.chunk", defaultValue = "64m")
    String uploadChunk;

    @Inject
    @ConfigProperty(name = "kairan.upload.days", defaultValue = "7")
    int uploadDays;

    @Inject
    @ConfigProperty(name = "kairan.storage.reserve", defaultValue = "200m")
    String reserve;

    @Inject
    @ConfigProperty(name = "kairan.clamd")
    Optional<String> clamd;

    /** The folder of the installation; empty where nobody has named one, and then nothing can be kept. */
    public Optional<Path> data() {
        return data.filter(text -> !text.isBlank()).map(Path::of);
    }

    /** In bytes, for one file. */
    public long uploadMax() {
        return bytes(uploadMax);
    }

    /** In bytes, for one request of an upload. */
    public long uploadChunk() {
        return bytes(uploadChunk);
    }

    /** How long an upload waits to be taken up again, or its file to be used. */
    public Duration uploadKept() {
        return Duration.ofDays(uploadDays);
    }

    /** In bytes, what uploads leave free for the database beside them. */
    public long reserve() {
        return bytes(reserve);
    }

    /** Host and port of the virus scanner; empty if there is none. */
    public Optional<String> clamd() {
        return clamd.filter(text -> !text.isBlank());
    }

    /**
     * Reads everything once, so that a mistake shows at the start.
     *
     * @throws IllegalArgumentException naming what cannot be right
     */
    public void check() {
        bytes(uploadMax);
        bytes(uploadChunk);
        bytes(reserve);
    }

    /**
     * Reads a size such as 512m.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static long bytes(String text) {
        var size = text.strip().toLowerCase(Locale.ROOT);
        if (!size.matches("[0-9]{1,15}[kmgt]?")) {
            throw new IllegalArgumentException("not a size such as 512m: " + text);
        }
        var unit = "kmgt".indexOf(size.charAt(size.length() - 1)) + 1;
        return Long.parseLong(unit == 0 ? size : size.substring(0, size.length() - 1)) << (10 * unit);
    }
}
