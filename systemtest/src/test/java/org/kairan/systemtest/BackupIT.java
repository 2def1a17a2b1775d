package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Backup and restore (N-RUN-2): what comes back is what was there, row by row and file by file, and a broken try changes nothing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupIT {

    private static final Duration SHORT = Duration.ofMinutes(3);
    private static final Path WORK = Kairan.temporaryFolder();
    private static final Path QUIET = WORK.resolve("quiet.backup");
    private static Kairan kairan;
    private static List<Kairan.Person> people;

    /** A schema as a module from outside may have it, with whatever else a migration can make. */
    private static final String OUTSIDE = """
            create schema outside;
            create table outside.flyway_schema_history (installed_rank int primary key, version text, success boolean not null);
            insert into outside.flyway_schema_history values (1, '7', true);
            create function outside.refuse() returns trigger language plpgsql as $$ begin raise exception 'append only; not %', old.id; end $$;
            create table outside.chain (
              id bigint generated always as identity (start with 50 increment by 50) primary key,
              text text collate "ja-x-icu" not null default 'it''s {a} ?', loud text generated always as (upper(text)) stored,
              data bytea, day date, at timestamptz default now(), parent bigint references outside.chain, constraint "not empty" check (text <> '')) with (fillfactor = 70);
            create trigger keep before update or delete on outside.chain for each row execute function outside.refuse();
            create trigger sleeps before update on outside.chain for each row execute function outside.refuse();
            alter table outside.chain disable trigger sleeps;
            create table outside."Odd name" ("a b" serial primary key, "c,d" jsonb, "user" text[]);
            create unlogged table outside.cache (k text);
            create index on outside.chain (lower(text)) where text like 'x%';
            create view outside.seen as select id, loud from outside.chain where parent is null;
            comment on table outside.chain is 'with a '' in it';
            comment on column outside.chain.text is '説明';
            insert into outside.chain (text, data, day, at) values (E'tab\\tnew\\nline\\\\N\\\\.', '\\x00ff0a5c', 'infinity', '-infinity'), ('𠮷野家 🍣', null, '0044-03-15 BC', '2026-11-25 12:34:56.789012+09');
            insert into outside.chain (parent) values (50);
            insert into outside."Odd name" ("c,d", "user") values ('{"a": [1, null, "\\u3042"]}', array['a,b', null, '{"']), (null, '{}');
            create table outside.kept (sha text primary key);
            """;

    @BeforeAll
    static void a_small_city() throws SQLException {
        kairan = Kairan.start(WORK.resolve("city"), false, Map.of(), "demo", "--people", "200");
        people = List.of(kairan.somebody(), kairan.somebody(), kairan.somebody());
        try (var connection = kairan.database();
                var statement = connection.createStatement()) {
            statement.execute(OUTSIDE);
        }
    }

    @AfterAll
    static void end() {
        kairan.close();
        Kairan.delete(WORK);
    }

    @Test
    @Order(1)
    void under_load_a_backup_is_one_instant_and_has_what_was_acknowledged_before() throws Exception {
        var file = WORK.resolve("load.backup");
        var acknowledged = new ConcurrentLinkedQueue<Long>();
        var faults = new ConcurrentLinkedQueue<String>();
        var over = new boolean[1];
        var threads = new ArrayList<Thread>();
        for (var person : people) {
            var client = kairan.as(person);
            threads.add(new Thread(() -> {
                while (!over[0]) {
                    var answer = client.publishing("負荷の中で", "本文", "everyone");
                    if (answer.status() == 201) {
                        acknowledged.add(answer.json().get("id").asLong());
                    } else {
                        faults.add(answer.toString());
                    }
                }
            }));
        }
        // Two tables that always say the same; the backup reads one long before the other.
        threads.add(writer(over, faults, (connection, i) -> {
            execute(connection, "update organization.state set version = version + 1");
            execute(
                    connection,
                    "insert into board.reader values (-1, (select version from organization.state)) on conflict (person_id) do update set watermark = excluded.watermark");
        }));
        // The content first, then the row that names it: as storage does it.
        threads.add(writer(over, faults, (connection, i) -> {
            var sha = blob(kairan.data(), new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)});
            execute(connection, "insert into outside.kept values ('" + sha + "') on conflict do nothing");
        }));
        threads.forEach(Thread::start);
        List<Long> before;
        try {
            Wait.until(SHORT, "some load", () -> acknowledged.size() > 30);
            before = List.copyOf(acknowledged);
            works("backup", file, kairan.data());
            assertTrue(acknowledged.size() > before.size(), "there was load all the time");
        } finally {
            over[0] = true;
            for (var thread : threads) {
                thread.join();
            }
        }
        assertEquals(List.of(), List.copyOf(faults));
        Files.write(WORK.resolve("older"), Files.readAllBytes(file));
        works("backup", QUIET, kairan.data());

        var folder = WORK.resolve("from-load");
        works("restore", file, folder);
        try (var restored = Kairan.start(folder, false, Map.of(), "demo")) {
            assertEquals(
                    restored.number("select version from organization.state"),
                    restored.number("select watermark from board.reader where person_id = -1"),
                    "one instant");
            var ids = restored.query(row -> row.getLong(1), "select id from board.bulletin");
            assertTrue(ids.containsAll(before), "acknowledged before, so contained");
            assertEquals(
                    0,
                    restored.number(
                            "select count(*) from board.bulletin b where not exists (select 1 from board.audience a where a.bulletin_id = b.id)"));
            var shas = restored.query(row -> row.getString(1), "select sha from outside.kept");
            assertFalse(shas.isEmpty());
            var files = blobs(folder);
            for (var sha : shas) {
                assertEquals(sha, files.get(path(sha)), "a file that a row names is there and whole");
            }
            var next = restored.as(people.get(0))
                    .publish("その後", "本文", "everyone")
                    .get("id")
                    .asLong();
            assertFalse(ids.contains(next), "numbers go on behind those that were given");
        }
    }

    @Test
    @Order(2)
    void restored_into_an_empty_folder_it_equals_the_original_table_by_table_and_file_by_file() throws SQLException {
        var original = content(kairan.database());
        assertTrue(original.size() > 60, original.keySet().toString());
        var files = blobs(kairan.data());
        assertFalse(files.isEmpty());
        var folder = WORK.resolve("from-quiet");
        works("restore", QUIET, folder);
        try (var restored = Kairan.start(folder, false, Map.of(), "demo")) {
            assertEquals(original, content(restored.database()));
            assertEquals(files, blobs(folder));
        }
        // Stopped, it can be backed up too, and every row is written as it was the first time.
        var again = WORK.resolve("stopped.backup");
        works("backup", again, folder);
        assertEquals(rows(QUIET), rows(again));
    }

    @Test
    @Order(3)
    void a_folder_or_a_database_with_data_is_refused() {
        fails(run("restore", QUIET, WORK.resolve("from-quiet")), "already holds data", "empty folder");
        fails(run("restore", QUIET, kairan.data()), "already runs");
        fails(run("backup", WORK.resolve("x.backup"), WORK.resolve("nowhere")), "no Kairan", "nowhere");
    }

    @Test
    @Order(4)
    void a_damaged_file_is_refused_and_nothing_is_changed() throws IOException {
        var whole = Files.readAllBytes(QUIET);
        var random = new Random(26);
        var damaged = WORK.resolve("damaged.backup");
        var folder = WORK.resolve("untouched");
        for (int i = 0; i < 6; i++) {
            var bytes = whole.clone();
            int at = (int) ((whole.length - 20_000L) * i / 5) + random.nextInt(200);
            // Between two parts there are zeros that mean nothing.
            while (whole[at] == 0) {
                at++;
            }
            // Not a bit by which a digit becomes the blank that tar reads alike.
            bytes[at] ^= 0x02;
            Files.write(damaged, bytes);
            fails(run("restore", damaged, folder), "damaged", "nothing was changed");
            assertFalse(Files.exists(folder), "byte " + at);
        }
        Files.write(damaged, java.util.Arrays.copyOf(whole, whole.length / 2));
        fails(run("restore", damaged, folder), "damaged", "nothing was changed");
        Files.writeString(damaged, "no backup");
        fails(run("restore", damaged, folder), "is no backup of Kairan");
        fails(run("restore", WORK.resolve("missing"), folder), "There is no file");
        assertFalse(Files.exists(folder));
    }

    @Test
    @Order(5)
    void a_disk_that_takes_no_more_is_told_and_the_older_backup_stays() throws IOException {
        var file = WORK.resolve("full.backup");
        Files.writeString(file, "older");
        var launch = Launch.under(
                List.of("prlimit", "--fsize=65536"),
                Map.of(),
                "backup",
                file.toString(),
                "--data",
                kairan.data().toString());
        fails(launch, "could not be written", "too large");
        assertEquals("older", Files.readString(file));
        assertFalse(Files.exists(WORK.resolve("full.backup.part")), "nothing half is left");
    }

    @Test
    @Order(6)
    void what_a_backup_could_not_carry_and_what_is_too_new_to_restore_is_named() throws SQLException {
        try (var connection = kairan.database()) {
            execute(connection, "create type outside.mood as enum ('good')");
            fails(run("backup", WORK.resolve("x.backup"), kairan.data()), "outside.mood", "cannot carry");
            execute(connection, "drop type outside.mood");
            assertFalse(Files.exists(WORK.resolve("x.backup")));
            execute(
                    connection,
                    "insert into board.flyway_schema_history select 99, '99', 'x', 'SQL', 'x', 0, 'x', now(), 0, true");
            works("backup", WORK.resolve("newer.backup"), kairan.data());
            fails(run("restore", WORK.resolve("newer.backup"), WORK.resolve("newer")), "newer Kairan", "board", "99");
            assertFalse(Files.exists(WORK.resolve("newer")));
            execute(connection, "delete from board.flyway_schema_history where version = '99'");
        }
    }

    @Test
    @Order(7)
    @Tag("all")
    void a_blob_that_was_damaged_before_is_kept_as_it_is_and_told() throws IOException {
        var sha = blob(kairan.data(), "heil".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        var path = kairan.data().resolve("blobs").resolve(path(sha));
        Files.writeString(path, "hohl");
        var file = WORK.resolve("odd.backup");
        fails(run("backup", file, kairan.data()), "damaged before", sha);
        var folder = WORK.resolve("from-odd");
        works("restore", file, folder);
        assertEquals("hohl", Files.readString(folder.resolve("blobs").resolve(path(sha))));
        Files.delete(path);
    }

    @Test
    @Order(8)
    void a_restore_that_was_killed_says_so_and_is_done_again() {
        var folder = WORK.resolve("killed");
        var launch = run("restore", QUIET, folder);
        Wait.until(SHORT, "the rows to come", () -> launch.output().stream().anyMatch(line -> line.contains("rows")));
        Launch.signal("KILL", launch.pid());
        assertNotEquals(0, launch.awaitExit(SHORT));
        fails(
                Launch.of(Map.of(), "demo", "--data", folder.toString(), "--port", Integer.toString(Kairan.freePort())),
                "restore",
                "broke off");
        fails(run("backup", WORK.resolve("x.backup"), folder), "broke off");
        works("restore", QUIET, folder);
        assertFalse(Files.exists(folder.resolve("restoring")));
        assertEquals(blobs(WORK.resolve("from-quiet")), blobs(folder));
    }

    @Test
    @Order(9)
    @Tag("all")
    void a_backup_that_was_killed_leaves_the_older_one() throws IOException {
        var file = WORK.resolve("kill.backup");
        Files.copy(QUIET, file, StandardCopyOption.REPLACE_EXISTING);
        var part = WORK.resolve("kill.backup.part");
        for (int i = 0; i < 5; i++) {
            int size = i * 100_000;
            var launch = run("backup", file, kairan.data());
            Wait.until(
                    SHORT,
                    "the file to grow",
                    () -> (Files.exists(part) && Files.size(part) > size) || !launch.isAlive());
            Launch.signal("KILL", launch.pid());
            launch.awaitExit(SHORT);
            if (Files.exists(part)) {
                assertArrayEquals(Files.readAllBytes(QUIET), Files.readAllBytes(file));
            } else {
                Files.copy(QUIET, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        works("backup", file, kairan.data());
        assertFalse(Files.exists(part));
        assertFalse(java.util.Arrays.equals(Files.readAllBytes(QUIET), Files.readAllBytes(file)));
    }

    @Test
    @Order(10)
    @Tag("all")
    void a_backup_moves_an_office_to_another_version_of_postgresql_and_back() throws Exception {
        var server = new DatabaseIT.Debian();
        try {
            var own = Map.of(
                    "KAIRAN_DB_URL",
                    server.url(),
                    "KAIRAN_DB_USER",
                    "office",
                    "KAIRAN_DB_PASSWORD",
                    "ein Geheimnis & mehr");
            var file = WORK.resolve("office.backup");
            SortedMap<String, String> original;
            try (var office = Kairan.up(WORK.resolve("office"), Map.of())) {
                try (var connection = office.database()) {
                    execute(connection, OUTSIDE);
                }
                var admin = Office.administrator(office);
                Office.bring(admin, Office.today(), Office.sections());
                Office.bring(admin, Office.today(), Office.people(80));
                admin.publish("引っ越し", "本文", "everyone");
                blob(office.data(), new byte[] {1, 2, 3});
                works("backup", file, office.data());
                original = content(office.database());
            }
            var moved = WORK.resolve("moved");
            works(own, "restore", file, moved);
            fails(run(own, "restore", file, WORK.resolve("moved-twice")), "already holds Kairan's tables");
            var back = WORK.resolve("back.backup");
            try (var office = Kairan.up(moved, own);
                    var connection = office.database()) {
                assertNotEquals(17, connection.getMetaData().getDatabaseMajorVersion(), "another major version");
                assertEquals(original, content(office.database()));
                assertEquals(blobs(WORK.resolve("office")), blobs(moved));
                office.signIn("admin", Office.PASSWORD).publish("着いた", "本文", "everyone");
                works("backup", back, moved);
                original = content(office.database());
            }
            works("restore", back, WORK.resolve("home"));
            try (var office = Kairan.up(WORK.resolve("home"), Map.of())) {
                assertEquals(original, content(office.database()));
                office.signIn("admin", Office.PASSWORD);
            }
        } finally {
            server.stop();
        }
    }

    @FunctionalInterface
    private interface Step {
        void write(Connection connection, int i) throws SQLException;
    }

    private static Thread writer(boolean[] over, ConcurrentLinkedQueue<String> faults, Step step) {
        return new Thread(() -> {
            try (var connection = kairan.database()) {
                connection.setAutoCommit(false);
                for (int i = 0; !over[0]; i++) {
                    step.write(connection, i);
                    connection.commit();
                }
            } catch (SQLException e) {
                faults.add(e.toString());
            }
        });
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Launch run(String command, Path file, Path data) {
        return run(Map.of(), command, file, data);
    }

    private static Launch run(Map<String, String> environment, String command, Path file, Path data) {
        try {
            var configuration = WORK.resolve("empty.properties");
            Files.writeString(configuration, "");
            return Launch.of(
                    environment,
                    command,
                    file.toString(),
                    "--data",
                    data.toString(),
                    "--config",
                    configuration.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void works(String command, Path file, Path data) {
        works(Map.of(), command, file, data);
    }

    private static void works(Map<String, String> environment, String command, Path file, Path data) {
        var launch = run(environment, command, file, data);
        assertEquals(0, launch.awaitExit(SHORT), launch.output().toString());
    }

    private static void fails(Launch launch, String... words) {
        assertEquals(1, launch.awaitExit(SHORT), launch.output().toString());
        var lines = launch.output().stream()
                .filter(line -> line.startsWith("kairan: "))
                .toList();
        assertEquals(1, lines.size(), launch.output().toString());
        for (var word : words) {
            assertTrue(lines.get(0).contains(word), lines.get(0));
        }
    }

    /** How far the index has come is no part of what is kept: whatever is started makes its own. */
    private static boolean isProgress(String line) {
        return line.endsWith(" search.queue") || line.endsWith(" search.state");
    }

    /** Names and hashes of the pieces of rows, as the list of contents has them. */
    private static List<String> rows(Path backup) {
        try {
            var tar = new ProcessBuilder("tar", "xOf", backup.toString(), "manifest").start();
            var text = new String(tar.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            var tables = text.lines().filter(line -> line.startsWith("rows ")).toList();
            return text.lines()
                    .filter(line -> line.contains(" rows/"))
                    .filter(line ->
                            !isProgress(tables.get(Integer.parseInt(line.replaceFirst(".* rows/([0-9]+)/.*", "$1")))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(String sha) {
        return sha.substring(0, 2) + "/" + sha.substring(2, 4) + "/" + sha;
    }

    /** Writes a blob as storage lays it down, and gives its name. */
    private static String blob(Path data, byte[] content) {
        try {
            var sha = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            var path = data.resolve("blobs").resolve(path(sha));
            Files.createDirectories(path.getParent());
            var part = Files.createTempFile(data.resolve("blobs"), "part", "");
            Files.write(part, content);
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            return sha;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Path and SHA-256 of every blob. */
    private static SortedMap<String, String> blobs(Path data) {
        var all = new TreeMap<String, String>();
        var folder = data.resolve("blobs");
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var sha = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                all.put(folder.relativize(file).toString(), HexFormat.of().formatHex(sha));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        return all;
    }

    /** All that a database holds, in a form that two can be compared by: rows and hashes of tables, definitions of everything, positions of sequences. */
    private static SortedMap<String, String> content(Connection database) throws SQLException {
        var all = new TreeMap<String, String>();
        try (database;
                var statement = database.createStatement()) {
            statement.execute("set search_path = ''");
            var queries = new ArrayList<String>();
            try (var rows = statement.executeQuery(
                    "select format('select %L, count(*) || '' '' || md5(coalesce(string_agg(t::text, E''\\n'' order by t::text), '''')) from %s t', oid::regclass, oid::regclass) from pg_class where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"
                            // How far the index has come, which is no part of a backup and is made anew, and up to
                            // when people have been reminded, which goes on as long as a server runs.
                            + " and oid::regclass::text not in ('search.queue', 'search.state', 'calendar.reminding')")) {
                while (rows.next()) {
                    queries.add(rows.getString(1));
                }
            }
            var own = "relnamespace::regnamespace::text !~ '^(pg_|information_schema|public)'";
            queries.add(
                    "select attrelid::regclass || '.' || attname, concat_ws(' ', attnum - (select count(*) from pg_attribute x where x.attrelid = c.oid and x.attisdropped and x.attnum < a.attnum), format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attcollation::regcollation, pg_get_expr(adbin, adrelid), col_description(c.oid, attnum)) from pg_attribute a join pg_class c on c.oid = attrelid left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum where relkind = 'r' and attnum > 0 and not attisdropped and "
                            + own);
            queries.add(
                    "select 'constraint ' || conrelid::regclass || ' ' || conname, pg_get_constraintdef(k.oid) || convalidated::text from pg_constraint k join pg_class c on c.oid = conrelid where "
                            + own);
            queries.add(
                    "select 'index ' || indexrelid::regclass, pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indexrelid where "
                            + own);
            queries.add(
                    "select 'trigger ' || tgrelid::regclass || tgname, pg_get_triggerdef(t.oid) || tgenabled::text from pg_trigger t join pg_class c on c.oid = tgrelid where not tgisinternal and "
                            + own);
            queries.add(
                    "select 'relation ' || c.oid::regclass, concat_ws(' ', relkind, relpersistence, reloptions, obj_description(c.oid, 'pg_class'), case relkind when 'v' then replace(pg_get_viewdef(c.oid), 'chain.', '') end) from pg_class c where "
                            + own);
            queries.add(
                    "select 'sequence ' || schemaname || '.' || sequencename, (to_jsonb(s) - 'sequenceowner')::text from pg_sequences s");
            queries.add(
                    "select 'function ' || p.oid::regprocedure, pg_get_functiondef(p.oid) from pg_proc p where pronamespace::regnamespace::text !~ '^(pg_|information_schema|public)'");
            queries.add("select 'extension ' || extname, extnamespace::regnamespace::text from pg_extension");
            for (var query : queries) {
                try (var rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        all.put(rows.getString(1), rows.getString(2));
                    }
                }
            }
        }
        return all;
    }
}
