package org.kairan.ear;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/** What is in an archive: the hash of each file's bytes by its name. */
final class Entries {

    private Entries() {}

    static Map<String, Integer> of(File archive) throws IOException {
        try (var in = Files.newInputStream(archive.toPath())) {
            return of(in);
        }
    }

    /** Looks into an archive that is in the archive. */
    static Map<String, Integer> of(File archive, String nested) throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(archive.toPath()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(nested)) {
                    return of(new ByteArrayInputStream(zip.readAllBytes()));
                }
            }
        }
        throw new IOException("There is no " + nested + " in " + archive);
    }

    private static Map<String, Integer> of(InputStream in) throws IOException {
        var entries = new TreeMap<String, Integer>();
        try (var zip = new ZipInputStream(in)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), Arrays.hashCode(zip.readAllBytes()));
                }
            }
        }
        return entries;
    }
}
