package org.kairan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Hands a task to the running server by a row in the database, whose password only the owner of the data folder can read, and waits for the answer. */
final class SearchTask {

    private static final String NO_TABLE = "42P01";
    private static final long POLL_MILLIS = 200;

    private SearchTask() {}

    /**
     * Prints what was found.
     *
     * @throws Problem when nothing runs on the folder, when its product has no search, or when not all was as it should be
     */
    static void run(Path folder, String act) throws Problem, IOException, InterruptedException {
        Path file = DataFolder.peek(folder).runFile();
        String run = Files.exists(file) ? Files.readString(file) : "";
        long server = Json.number(run, "serverPid");
        if (!isAlive(server)) {
            throw new Problem("No Kairan runs on " + folder + ": start it first, or name another folder with --data.");
        }
        String password =
                Files.readString(Path.of(Json.text(run, "passwordFile"))).strip();
        try (Connection connection =
                DriverManager.getConnection(Json.text(run, "jdbcUrl"), Json.text(run, "user"), password)) {
            long id = add(connection, act);
            while (!isDone(connection, id)) {
                if (!isAlive(server)) {
                    throw new Problem("The server ended before it had answered.");
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (SQLException e) {
            throw new Problem(
                    NO_TABLE.equals(e.getSQLState())
                            ? "The Kairan on " + folder + " has no search."
                            : "The database did not answer: " + e.getMessage(),
                    e);
        }
    }

    private static boolean isAlive(long pid) {
        return pid > 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static long add(Connection connection, String act) throws SQLException {
        try (var statement = connection.prepareStatement("insert into search.task (act) values (?) returning id")) {
            statement.setString(1, act);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static boolean isDone(Connection connection, long id) throws SQLException, Problem {
        try (var statement = connection.prepareStatement(
                "select fine, report from search.task where id = ? and done_at is not null")) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                if (!row.getBoolean(1)) {
                    throw new Problem(row.getString(2));
                }
                System.out.println(row.getString(2));
                return true;
            }
        }
    }
}
