package org.kairan.storage.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.kairan.core.storage.BlobRef;
import org.kairan.storage.entity.BlobFiles;

/** Has pictures of content made, each once, by a child process with bounds on time and memory. */
@ApplicationScoped
public class Pictures {

    private static final Logger LOG = Logger.getLogger(Pictures.class.getName());
    private static final long SECONDS = 30;
    private static final String MEMORY = "-Xmx256m";

    @Inject
    BlobFiles files;

    private final Semaphore children = new Semaphore(2, true);

    /**
     * Gives a PNG of a page; empty if none can be made, which is tried once.
     *
     * @param type as {@link FileType} found it
     * @param page from 1; an image has one
     * @param side the longest side, in pixels
     */
    public Optional<Path> picture(BlobRef blob, String type, int page, int side) throws IOException {
        var folder = files.pictures(blob);
        var picture = folder.resolve("page-" + page + "-" + side + ".png");
        var failed = folder.resolve("page-" + page + ".failed");
        if (!FileType.isPictured(type) || Files.exists(failed)) {
            return Optional.empty();
        }
        if (Files.exists(picture)) {
            return Optional.of(picture);
        }
        Files.createDirectories(folder);
        try {
            children.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            if (!Files.exists(picture) && !made(blob, type, page, side, picture)) {
                Files.write(failed, new byte[0]);
                return Optional.empty();
            }
            return Optional.of(picture);
        } finally {
            children.release();
        }
    }

    /** How many pages there are pictures of to be had; 0 if none can be made. */
    public int pages(BlobRef blob, String type) throws IOException {
        var number = files.pictures(blob).resolve("pages");
        if (!Files.exists(number) && picture(blob, type, 1, 320).isEmpty()) {
            return 0;
        }
        return Files.exists(number) ? Integer.parseInt(Files.readString(number)) : 0;
    }

    private boolean made(BlobRef blob, String type, int page, int side, Path picture) throws IOException {
        var work = Files.createTempDirectory("kairan-picture");
        try {
            var made = work.resolve("picture.png");
            var pages = work.resolve("pages");
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            MEMORY,
                            "-Xss512k",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-Djava.awt.headless=true",
                            "-Djava.io.tmpdir=" + work,
                            "-Dpdfbox.fontcache=" + work,
                            "-cp",
                            classPath(),
                            Picturing.class.getName(),
                            files.path(blob).toString(),
                            type,
                            Integer.toString(page),
                            Integer.toString(side),
                            made.toString(),
                            pages.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            // Not the database's password and whatever else stands there.
            builder.environment().clear();
            var child = builder.start();
            child.getOutputStream().close();
            try {
                if (!child.waitFor(SECONDS, TimeUnit.SECONDS) || child.exitValue() != 0) {
                    LOG.info(() -> "no picture of " + blob + ", page " + page);
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                child.destroyForcibly();
            }
            if (!Files.exists(made) || !Files.exists(pages)) {
                return false;
            }
            keep(pages, picture.resolveSibling("pages"));
            keep(made, picture);
            return true;
        } finally {
            try (Stream<Path> left = Files.list(work)) {
                for (var file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(work);
        }
    }

    private static void keep(Path made, Path to) throws IOException {
        var beside = to.resolveSibling(
                to.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String classPath() {
        return Stream.of(
                        Picturing.class,
                        PDDocument.class,
                        RandomAccessRead.class,
                        FontBoxFont.class,
                        org.apache.commons.logging.LogFactory.class)
                .map(Pictures::jar)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
