package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Keeps how people prove who they are: login, password hash, and the one-time code they get on paper before they have a password. */
@ApplicationScoped
public class Accounts {

    /** How long a printed code is good. */
    public static final Duration CODE_LIFE = Duration.ofDays(14);

    /** A known device spares its owner the throttling that strangers cause. */
    private static final Duration DEVICE_LIFE = Duration.ofDays(180);

    public record Account(PersonId person, String login, Optional<String> passwordHash) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    public Optional<Account> byLogin(String login) {
        return account("login = :key", login);
    }

    public Optional<Account> ofPerson(PersonId person) {
        return account("person_id = :key", person.value());
    }

    private Optional<Account> account(String where, Object key) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select person_id, login, password_hash from organization.account where " + where)
                .bind("key", key)
                .map((rs, c) ->
                        new Account(new PersonId(rs.getLong(1)), rs.getString(2), Optional.ofNullable(rs.getString(3))))
                .findOne());
    }

    public boolean none() {
        return jdbi.withHandle(h -> h.createQuery("select not exists (select from organization.account)")
                .mapTo(Boolean.class)
                .one());
    }

    /** Replaces the token of the link that makes the first administrator; the older one is void. */
    public void offerSetup(String token) {
        jdbi.useHandle(h -> {
            h.execute("delete from organization.setup");
            h.createUpdate("insert into organization.setup (token_hash, made_at) values (:hash, :now)")
                    .bind("hash", Sessions.hash(token))
                    .bind("now", now())
                    .execute();
        });
    }

    public boolean offersSetup(String token) {
        return jdbi.withHandle(
                h -> h.createQuery("select exists (select from organization.setup where token_hash = :hash)")
                        .bind("hash", Sessions.hash(token))
                        .mapTo(Boolean.class)
                        .one());
    }

    /** Uses up the link's token; false if it is not the one that is offered. Two at once: one of them waits for the row and finds it gone. */
    public boolean useSetup(String token) {
        return jdbi.withHandle(h -> h.createUpdate("delete from organization.setup where token_hash = :hash")
                        .bind("hash", Sessions.hash(token))
                        .execute())
                == 1;
    }

    /** Makes the first person, an administrator who works in no section yet. */
    public PersonId createFirst(String login, String name, String kana, String passwordHash) {
        return jdbi.withHandle(h -> {
            var id = h.createQuery(
                            "insert into organization.person (staff_number, name, kana) values (:login, :name, :kana) returning id")
                    .bind("login", login)
                    .bind("name", name)
                    .bind("kana", kana)
                    .mapTo(Long.class)
                    .one();
            h.createUpdate(
                            "insert into organization.account (person_id, login, password_hash) values (:id, :login, :hash)")
                    .bind("id", id)
                    .bind("login", login)
                    .bind("hash", passwordHash)
                    .execute();
            h.execute(
                    "insert into organization.granted (what, target) values ('administrator', ?)",
                    GroupId.person(new PersonId(id)).toString());
            h.execute("update organization.state set version = version + 1");
            return new PersonId(id);
        });
    }

    public void setPassword(PersonId person, String hash) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update organization.account set password_hash = :hash, code_hash = null, code_until = null where person_id = :person")
                .bind("hash", hash)
                .bind("person", person.value())
                .execute());
    }

    /** Gives those who have a password, with or without an open session. */
    public Set<PersonId> withPassword() {
        return Set.copyOf(jdbi.withHandle(
                h -> h.createQuery("select person_id from organization.account where password_hash is not null")
                        .mapTo(Long.class)
                        .map(PersonId::new)
                        .list()));
    }

    /** Voids the password and the known devices, and gives a code in its place; a code from before is void, too. */
    public void reset(PersonId person, String code, OffsetDateTime until) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update organization.account set password_hash = null, code_hash = :hash, code_until = :until where person_id = :person")
                .bind("hash", Sessions.hash(code))
                .bind("until", until)
                .bind("person", person.value())
                .execute());
        forgetDevices(person);
    }

    /** Until when a code that has not been used is good; empty if there is none. */
    public Optional<Instant> codeUntil(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select code_until from organization.account where person_id = :person and code_until > :now")
                .bind("person", person.value())
                .bind("now", now())
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
    }

    public Set<PersonId> withoutPassword(Collection<PersonId> people) {
        return Set.copyOf(jdbi.withHandle(h -> h.createQuery(
                        "select person_id from organization.account where password_hash is null and person_id = any(:people)")
                .bindArray(
                        "people",
                        Long.class,
                        people.stream().map(PersonId::value).toArray())
                .mapTo(Long.class)
                .map(PersonId::new)
                .list()));
    }

    /** Gives a person a new code; an older one is void. */
    public void issueCode(PersonId person, String code, OffsetDateTime until) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update organization.account set code_hash = :hash, code_until = :until where person_id = :person and password_hash is null")
                .bind("hash", Sessions.hash(code))
                .bind("until", until)
                .bind("person", person.value())
                .execute());
    }

    /** Turns a good code into a password, once; empty if login and code do not fit, or the code is used or too old. */
    public Optional<PersonId> activate(String login, String code, String passwordHash) {
        return jdbi.withHandle(h -> h.createQuery(
                        "update organization.account set password_hash = :new, code_hash = null, code_until = null"
                                + " where login = :login and code_hash = :hash and code_until > :now and password_hash is null returning person_id")
                .bind("new", passwordHash)
                .bind("login", login)
                .bind("hash", Sessions.hash(code))
                .bind("now", now())
                .mapTo(Long.class)
                .map(PersonId::new)
                .findOne());
    }

    public boolean knowsCode(String login, String code) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select exists (select from organization.account where login = :login and code_hash = :hash and code_until > :now and password_hash is null)")
                .bind("login", login)
                .bind("hash", Sessions.hash(code))
                .bind("now", now())
                .mapTo(Boolean.class)
                .one());
    }

    public void rememberDevice(PersonId person, String secret) {
        jdbi.useHandle(h -> {
            h.createUpdate("delete from organization.known_device where last_used_at < :old")
                    .bind("old", now().minus(DEVICE_LIFE))
                    .execute();
            h.createUpdate(
                            "insert into organization.known_device (token_hash, person_id, last_used_at) values (:hash, :person, :now)")
                    .bind("hash", Sessions.hash(secret))
                    .bind("person", person.value())
                    .bind("now", now())
                    .execute();
        });
    }

    public boolean knowsDevice(PersonId person, String secret) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "update organization.known_device set last_used_at = :now where token_hash = :hash and person_id = :person")
                        .bind("now", now())
                        .bind("hash", Sessions.hash(secret))
                        .bind("person", person.value())
                        .execute())
                == 1;
    }

    public void forgetDevices(PersonId person) {
        jdbi.useHandle(h -> h.createUpdate("delete from organization.known_device where person_id = :person")
                .bind("person", person.value())
                .execute());
    }

    private OffsetDateTime now() {
        return Sessions.at(clock.instant());
    }
}
