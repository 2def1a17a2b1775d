package org.kairan.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Kairan with modules from outside: the WAR with their jars in it.
 *
 * <p>A module's jar must hold one module, as org.kairan.core says what that is, and no other may have its id. In the WAR it is called
 * {@code kairan-outside-…}, since only what is called kairan-… is searched for beans.
 *
 * @param jars file of each module from outside, by its id
 */
record Assembly(Path war, Map<String, Path> jars) {

    private static final String LIB = "WEB-INF/lib/";
    private static final Pattern OWN = Pattern.compile(Pattern.quote(LIB) + "kairan-([a-z]+)-\\d.*\\.jar");

    private static final Pattern MIGRATION = Pattern.compile("db/migration/([a-z]+)/V([0-9]+)[_.].*\\.sql");

    /**
     * Looks into each jar.
     *
     * @throws Problem naming the first that is no module, or whose id is taken
     */
    static Assembly of(Path war, List<Path> files) throws Problem, IOException {
        Map<String, Path> jars = new LinkedHashMap<>();
        if (!files.isEmpty()) {
            Path core = Files.createTempFile("kairan-core", ".jar");
            try {
                List<String> own = own(war, core);
                for (Path file : files) {
                    String id = id(file, core);
                    if (own.contains(id)) {
                        throw new Problem("The module in " + file + " calls itself " + id
                                + ", as one of Kairan's own does: it needs another id.");
                    }
                    Path other = jars.put(id, file);
                    if (other != null) {
                        throw new Problem("The modules in " + other + " and " + file + " both call themselves " + id
                                + ": take one of them away.");
                    }
                }
            } finally {
                Files.delete(core);
            }
        }
        return new Assembly(war, jars);
    }

    /** Those in the data folder. */
    static List<Path> dropped(DataFolder data) throws IOException {
        Path folder = data.root.resolve("modules");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** Ids of Kairan's own modules; core is copied out, to load others against it. */
    private static List<String> own(Path war, Path core) throws IOException {
        List<String> ids = new ArrayList<>();
        try (ZipFile zip = ZipFile.builder().setPath(war).get()) {
            for (ZipArchiveEntry entry : java.util.Collections.list(zip.getEntries())) {
                Matcher matcher = OWN.matcher(entry.getName());
                if (matcher.matches()) {
                    ids.add(matcher.group(1));
                    if (matcher.group(1).equals("core")) {
                        try (InputStream in = zip.getInputStream(entry)) {
                            Files.copy(in, core, StandardCopyOption.REPLACE_EXISTING);
                        }
                    }
                }
            }
        }
        return ids;
    }

    /** The newest version of the tables that the WAR's own modules bring, by their ids. */
    static Map<String, Integer> versions(Path war) throws IOException {
        Map<String, Integer> versions = new LinkedHashMap<>();
        try (ZipFile zip = ZipFile.builder().setPath(war).get()) {
            for (ZipArchiveEntry entry : java.util.Collections.list(zip.getEntries())) {
                if (OWN.matcher(entry.getName()).matches()) {
                    try (ZipInputStream jar = new ZipInputStream(zip.getInputStream(entry))) {
                        for (ZipEntry file = jar.getNextEntry(); file != null; file = jar.getNextEntry()) {
                            Matcher migration = MIGRATION.matcher(file.getName());
                            if (migration.matches()) {
                                versions.merge(migration.group(1), Integer.valueOf(migration.group(2)), Math::max);
                            }
                        }
                    }
                }
            }
        }
        return versions;
    }

    private static String id(Path file, Path core) throws Problem {
        List<String> ids = new ArrayList<>();
        try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(file.toFile());
                URLClassLoader loader = new URLClassLoader(
                        new URL[] {file.toUri().toURL(), core.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            if (zip.getEntry("META-INF/beans.xml") == null) {
                throw new Problem(file + " has no META-INF/beans.xml, so nothing in it would be found.");
            }
            Class<?> module = loader.loadClass("org.kairan.core.Module");
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                if (entry.getName().matches("(?!META-INF/).*(?<!-info)\\.class")) {
                    Class<?> type = load(entry.getName(), loader);
                    if (type != null && module.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                        Object id = module.getMethod("id")
                                .invoke(type.getDeclaredConstructor().newInstance());
                        ids.add(id.toString());
                    }
                }
            }
        } catch (IOException e) {
            throw new Problem(file + " is no jar that can be read: " + DataFolder.reason(e), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Problem("The module in " + file + " does not say its id: " + cause, e);
        }
        if (ids.size() != 1) {
            throw new Problem(file
                    + (ids.isEmpty()
                            ? " holds no module: no class in it implements org.kairan.core.Module."
                            : " holds more than one module: " + String.join(", ", ids) + "."));
        }
        return ids.get(0);
    }

    /** Null when it needs what is not there, and so is no module. */
    private static Class<?> load(String entry, ClassLoader loader) throws ClassNotFoundException {
        try {
            return Class.forName(
                    entry.substring(0, entry.length() - ".class".length()).replace('/', '.'), false, loader);
        } catch (LinkageError e) {
            return null;
        }
    }

    /** The WAR to start: Kairan's own, or one made in the runtime folder as often as a jar or Kairan's own changes. */
    Path war(DataFolder data, Consumer<String> progress) throws IOException, Problem {
        Path wanted = data.folder("runtime").resolve("kairan-" + key() + ".war");
        try (Stream<Path> others = Files.list(data.runtime())) {
            for (Path other : others.filter(
                            path -> path.getFileName().toString().matches("kairan-.*\\.war(\\.part)?")
                                    && !(path.equals(wanted) && !jars.isEmpty()))
                    .toList()) {
                Files.delete(other);
            }
        }
        if (jars.isEmpty()) {
            return war;
        }
        if (!Files.exists(wanted)) {
            progress.accept(
                    "Putting in the module" + (jars.size() == 1 ? " " : "s ") + String.join(", ", jars.keySet()));
            write(wanted);
        }
        return wanted;
    }

    private String key() throws IOException {
        StringBuilder text = new StringBuilder(Files.size(war) + " " + Files.getLastModifiedTime(war));
        for (Path jar : jars.values()) {
            text.append(' ').append(jar.getFileName()).append(Manifest.hex(Manifest.digest(), Files.readAllBytes(jar)));
        }
        return ServerRuntime.sha(text.toString());
    }

    /** Writes a WAR with the modules in it. */
    void write(Path target) throws IOException {
        replace(war, target, "", out -> {
            for (Map.Entry<String, Path> jar : jars.entrySet()) {
                add(out, LIB + "kairan-outside-" + jar.getKey() + ".jar", jar.getValue());
            }
        });
    }

    /** Writes an EAR like that one, with this WAR in it. */
    static void ear(Path ear, Path war, Path target) throws IOException {
        replace(ear, target, "kairan.war", out -> add(out, "kairan.war", war));
    }

    private interface Addition {
        void to(ZipArchiveOutputStream out) throws IOException;
    }

    private static void replace(Path source, Path target, String without, Addition addition) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (ZipFile zip = ZipFile.builder().setPath(source).get();
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(part)) {
            zip.copyRawEntries(out, entry -> !entry.getName().equals(without));
            addition.to(out);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void add(ZipArchiveOutputStream out, String name, Path file) throws IOException {
        out.putArchiveEntry(new ZipArchiveEntry(name));
        Files.copy(file, out);
        out.closeArchiveEntry();
    }
}
