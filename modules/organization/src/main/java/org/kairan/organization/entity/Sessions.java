package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.kairan.core.people.PersonId;

/**
 * Keeps who is signed in where. A session's secret is known to the browser only; the database has its SHA-256.
 *
 * <p>It ends after {@link #IDLE} without use and after {@link #ABSOLUTE} at the latest; on a shared PC after {@link #IDLE_SHARED} and {@link #ABSOLUTE_SHARED}.
 */
@ApplicationScoped
public class Sessions {

    static final Duration IDLE = Duration.ofHours(12);
    static final Duration ABSOLUTE = Duration.ofDays(7);
    static final Duration IDLE_SHARED = Duration.ofMinutes(15);
    static final Duration ABSOLUTE_SHARED = Duration.ofHours(10);

    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final String COLUMNS =
            "s.id, s.person_id, s.shared_pc, s.started_at, s.last_seen_at, s.expires_at, s.address, s.user_agent, a.login, (select version from organization.state) as version";
    private static final String LIVE =
            "s.expires_at > :now and s.last_seen_at + case when s.shared_pc then interval '15 minutes' else interval '12 hours' end > :now";
    private static final RowMapper<Session> ROW = (rs, c) -> new Session(
            rs.getObject("id", UUID.class),
            new PersonId(rs.getLong("person_id")),
            rs.getBoolean("shared_pc"),
            rs.getObject("started_at", OffsetDateTime.class).toInstant(),
            rs.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
            rs.getObject("expires_at", OffsetDateTime.class).toInstant(),
            rs.getString("address"),
            rs.getString("user_agent"),
            rs.getString("login"),
            rs.getLong("version"));

    /** A live session with what its account says, read in one statement since every request needs it. */
    public record Session(
            UUID id,
            PersonId person,
            boolean sharedPc,
            Instant startedAt,
            Instant lastSeenAt,
            Instant expiresAt,
            String address,
            String userAgent,
            String login,
            long version) {

        /** When it ends if nothing more is asked; exclusive. */
        public Instant until() {
            var idle = lastSeenAt.plus(sharedPc ? IDLE_SHARED : IDLE);
            return idle.isBefore(expiresAt) ? idle : expiresAt;
        }
    }

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    private final SecureRandom random = new SecureRandom();

    /** Opens a session for a person whose identity is proven, and gives its secret. */
    public String open(PersonId person, boolean sharedPc, String address, String userAgent) {
        var token = secret();
        var now = clock.instant();
        jdbi.useHandle(h -> {
            h.createUpdate("delete from organization.session where expires_at < :now")
                    .bind("now", at(now))
                    .execute();
            h.createUpdate(
                            "insert into organization.session (id, token_hash, person_id, shared_pc, started_at, last_seen_at, expires_at, address, user_agent)"
                                    + " values (:id, :hash, :person, :shared, :now, :now, :until, :address, :agent)")
                    .bind("id", UUID.randomUUID())
                    .bind("hash", hash(token))
                    .bind("person", person.value())
                    .bind("shared", sharedPc)
                    .bind("now", at(now))
                    .bind("until", at(now.plus(sharedPc ? ABSOLUTE_SHARED : ABSOLUTE)))
                    .bind("address", address)
                    .bind("agent", userAgent.substring(0, Math.min(300, userAgent.length())))
                    .execute();
        });
        return token;
    }

    /** Finds a live session by its secret, and if it is used by its person now notes that, at most once a minute. */
    public Optional<Session> byToken(String token, boolean used) {
        var now = clock.instant();
        return jdbi.withHandle(h -> {
            var found = h.createQuery("select " + COLUMNS
                            + " from organization.session s join organization.account a using (person_id) where s.token_hash = :hash and "
                            + LIVE)
                    .bind("hash", hash(token))
                    .bind("now", at(now))
                    .map(ROW)
                    .findOne();
            found.filter(s -> used && s.lastSeenAt().isBefore(now.minus(NOTED_EVERY)))
                    .ifPresent(s -> h.createUpdate("update organization.session set last_seen_at = :now where id = :id")
                            .bind("now", at(now))
                            .bind("id", s.id())
                            .execute());
            return found;
        });
    }

    public List<Session> live(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(h -> h.createQuery("select " + COLUMNS
                        + " from organization.session s join organization.account a using (person_id) where s.id = any(:ids) and "
                        + LIVE)
                .bindArray("ids", UUID.class, ids.toArray())
                .bind("now", at(clock.instant()))
                .map(ROW)
                .list());
    }

    public List<Session> ofPerson(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery("select " + COLUMNS
                        + " from organization.session s join organization.account a using (person_id) where s.person_id = :person and "
                        + LIVE + " order by s.last_seen_at desc")
                .bind("person", person.value())
                .bind("now", at(clock.instant()))
                .map(ROW)
                .list());
    }

    /** Ends one session of a person; empty if there is none of that id. */
    public Set<UUID> end(PersonId person, UUID id) {
        return ended("id = :id and person_id = :person", Optional.of(id), List.of(person.value()));
    }

    /** Ends all sessions of the people but one, and tells which. */
    public Set<UUID> endAll(Collection<PersonId> people, Optional<UUID> but) {
        return ended(
                "(cast(:id as uuid) is null or id <> :id) and person_id = any(:people)",
                but,
                people.stream().map(PersonId::value).toList());
    }

    private Set<UUID> ended(String which, Optional<UUID> id, List<Long> people) {
        return Set.copyOf(jdbi.withHandle(h -> {
            var query = h.createQuery("delete from organization.session where " + which + " returning id")
                    .bind("id", id.orElse(null));
            if (which.contains(":people")) {
                query.bindArray("people", Long.class, people.toArray());
            } else {
                query.bind("person", people.get(0));
            }
            return query.mapTo(UUID.class).list();
        }));
    }

    /** Makes a secret of 256 random bits, written in base64url. */
    public String secret() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
