package org.kairan.ear;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes people with an account and a session straight into the database, as an import and their signing in would have done. */
final class Staff {

    private Staff() {}

    /** Makes a section with somebody in it, who is signed in with the token. */
    static void member(String code, String name, String token) throws SQLException, NoSuchAlgorithmException {
        try (var connection = Site.database()) {
            var section = id(connection, "insert into organization.section (code) values (?) returning id", code);
            id(
                    connection,
                    "insert into organization.section_period (section_id, name, valid_from) values (?, ?, date '2020-04-01') returning id",
                    section,
                    code + "課");
            var person = id(
                    connection,
                    "insert into organization.person (staff_number, name, kana) values (?, ?, ?) returning id",
                    code,
                    name,
                    name);
            id(
                    connection,
                    "insert into organization.assignment (person_id, section_id, kind, valid_from) values (?, ?, 'primary', date '2020-04-01') returning id",
                    person,
                    section);
            id(
                    connection,
                    "insert into organization.account (person_id, login) values (?, ?) returning person_id",
                    person,
                    code);
            id(
                    connection,
                    "insert into organization.session (id, token_hash, person_id, shared_pc, started_at, last_seen_at, expires_at, address, user_agent)"
                            + " values (gen_random_uuid(), ?, ?, false, now(), now(), now() + interval '1 day', '127.0.0.1', 'EAR test') returning person_id",
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)),
                    person);
            id(connection, "update organization.state set version = version + 1 returning version");
        }
    }

    /** Tells how many bulletins with the title there are. */
    static long bulletins(String title) throws SQLException {
        try (var connection = Site.database()) {
            return id(connection, "select count(*) from board.bulletin where title = ?", title);
        }
    }

    /** Gives the number of the one bulletin with the title. */
    static long bulletin(String title) throws SQLException {
        try (var connection = Site.database()) {
            return id(connection, "select id from board.bulletin where title = ?", title);
        }
    }

    private static long id(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
