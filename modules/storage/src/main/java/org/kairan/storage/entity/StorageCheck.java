package org.kairan.storage.entity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.kairan.core.Exempt;

/**
 * Compares what the database says is kept with what lies on the disk, and removes what nothing leads to: a program of its own, for a server that runs or does not.
 *
 * <p>What has just come may belong to a request under way, and is left alone for an hour.
 */
@Exempt(rule = "nothingIsPrinted", because = "a program of its own, whose output is its result")
public final class StorageCheck {

    private static final long YOUNG_MILLIS = 3_600_000;

    private record Row(long size, boolean infected, boolean used) {}

    private final Connection database;
    private final Path data;
    private final long now;
    private long files;
    private long removed;
    private final List<String> missing = new ArrayList<>();

    private StorageCheck(Connection database, Path data, long now) {
        this.database = database;
        this.data = data;
        this.now = now;
    }

    /**
     * Exit code 0 if all is well now, 1 if content is missing.
     *
     * @param words the data folder, the database's URL and its user; the password is in KAIRAN_DB_PASSWORD
     */
    public static void main(String[] words) throws SQLException, IOException {
        boolean well;
        try (var database = DriverManager.getConnection(words[1], words[2], System.getenv("KAIRAN_DB_PASSWORD"));
                var time =
                        database.createStatement().executeQuery("select (extract(epoch from now()) * 1000)::bigint")) {
            time.next();
            well = new StorageCheck(database, Path.of(words[0]), time.getLong(1)).run();
        }
        System.exit(well ? 0 : 1);
    }

    private boolean run() throws SQLException, IOException {
        for (int i = 0; i < 256; i++) {
            compare(String.format("%02x", i));
        }
        parts();
        System.out.println("Checked " + files + " files; removed " + removed
                + " that nothing leads to; missing or damaged: " + missing.size() + ".");
        missing.forEach(System.out::println);
        return missing.isEmpty();
    }

    /** Compares all content whose digest begins like this, so that memory is bounded. */
    private void compare(String prefix) throws SQLException, IOException {
        var rows = rows(prefix);
        for (var second : list(data.resolve("blobs").resolve(prefix))) {
            for (var file : list(second)) {
                var row = rows.remove(file.getFileName().toString());
                files++;
                if (row == null || row.infected()) {
                    remove(file, row == null ? "content that no row names" : "content in which a virus was found");
                } else if (Files.size(file) != row.size()) {
                    missing.add("damaged: " + file + " has " + Files.size(file) + " bytes instead of " + row.size()
                            + holders(file.getFileName().toString()));
                }
            }
        }
        for (var lost : rows.entrySet()) {
            if (!lost.getValue().infected()) {
                if (lost.getValue().used()) {
                    missing.add("missing: " + lost.getKey() + holders(lost.getKey()));
                } else {
                    forget(lost.getKey());
                }
            }
        }
        for (var second : list(data.resolve("pictures").resolve(prefix))) {
            for (var pictures : list(second)) {
                if (!exists(
                        "select 1 from storage.blob where sha256 = ?",
                        pictures.getFileName().toString())) {
                    for (var picture : list(pictures)) {
                        Files.deleteIfExists(picture);
                    }
                    Files.deleteIfExists(pictures);
                }
            }
        }
    }

    private void parts() throws SQLException, IOException {
        for (var part : list(data.resolve("uploads"))) {
            files++;
            if (!exists(
                    "select 1 from storage.upload where id::text = ?",
                    part.getFileName().toString())) {
                remove(part, "part of an upload that is over");
            }
        }
    }

    private Map<String, Row> rows(String prefix) throws SQLException {
        var rows = new TreeMap<String, Row>();
        // An upload that a crash has kept from being finished leads to its content too.
        try (var statement = database.prepareStatement(
                "select sha256, size, state = 'infected',"
                        + " exists (select from storage.holding where sha256 = b.sha256) or exists (select from storage.upload where sha256 = b.sha256 and stored)"
                        + " from storage.blob b where sha256 like ? union all"
                        + " select sha256, length, false, false from storage.upload u where sha256 like ? and not exists (select from storage.blob where sha256 = u.sha256)")) {
            statement.setString(1, prefix + "%");
            statement.setString(2, prefix + "%");
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.put(
                            result.getString(1),
                            new Row(result.getLong(2), result.getBoolean(3), result.getBoolean(4)));
                }
            }
        }
        return rows;
    }

    private void remove(Path file, String what) throws IOException {
        if (now - Files.getLastModifiedTime(file).toMillis() > YOUNG_MILLIS) {
            System.out.println("removed " + what + ": " + file);
            Files.deleteIfExists(file);
            removed++;
        }
    }

    private void forget(String sha256) throws SQLException {
        try (var statement = database.prepareStatement(
                "delete from storage.blob b where sha256 = ? and touched_at < now() - interval '1 hour'"
                        + " and not exists (select from storage.holding where sha256 = b.sha256) and not exists (select from storage.upload where sha256 = b.sha256)")) {
            statement.setString(1, sha256);
            if (statement.executeUpdate() == 1) {
                System.out.println("forgot content that nobody holds and that is not there: " + sha256);
                removed++;
            }
        }
    }

    private String holders(String sha256) throws SQLException {
        var holders = new ArrayList<String>();
        try (var statement = database.prepareStatement(
                "select holder from storage.holding where sha256 = ? order by holder limit 20")) {
            statement.setString(1, sha256);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    holders.add(result.getString(1));
                }
            }
        }
        return ", held by " + holders;
    }

    private boolean exists(String sql, String value) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            statement.setString(1, value);
            try (var result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        }
    }
}
