package org.kairan.demo.load;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Makes sessions of distinct people for programs that put load on a server. */
public final class Sessions {
    private static final Duration LIFE = Duration.ofHours(12);

    private Sessions() {}

    /** Prints one {@code kairan_session=<token>} a line; the database keeps only the tokens' hashes. */
    public static void make(Connection connection, Clock clock, int count, PrintStream out) throws SQLException {
        List<Long> people = people(connection, LocalDate.now(clock), count);
        if (people.size() < count) {
            throw new IllegalStateException("only " + people.size() + " people can sign in, not " + count);
        }
        SecureRandom random = new SecureRandom();
        Timestamp now = Timestamp.from(clock.instant());
        Timestamp end = Timestamp.from(clock.instant().plus(LIFE));
        List<String> tokens = new ArrayList<>();
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into organization.session (id, token_hash, person_id,"
                        + " shared_pc, started_at, last_seen_at, expires_at, address, user_agent)"
                        + " values (?, ?, ?, false, ?, ?, ?, '127.0.0.1', 'demo-sessions')")) {
            for (long person : people) {
                byte[] secret = new byte[32];
                random.nextBytes(secret);
                String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
                tokens.add(token);
                insert.setObject(1, UUID.randomUUID());
                insert.setBytes(2, sha256(token));
                insert.setLong(3, person);
                insert.setTimestamp(4, now);
                insert.setTimestamp(5, now);
                insert.setTimestamp(6, end);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
        tokens.forEach(token -> out.println("kairan_session=" + token));
    }

    private static List<Long> people(Connection connection, LocalDate today, int count) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select c.person_id from organization.account c"
                        + " where exists (select from organization.assignment a where a.person_id = c.person_id"
                        + " and a.valid_from <= ? and (a.valid_until is null or a.valid_until > ?)) order by c.person_id limit ?")) {
            query.setDate(1, Date.valueOf(today));
            query.setDate(2, Date.valueOf(today));
            query.setInt(3, count);
            try (ResultSet rows = query.executeQuery()) {
                List<Long> people = new ArrayList<>();
                while (rows.next()) {
                    people.add(rows.getLong(1));
                }
                return people;
            }
        }
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
