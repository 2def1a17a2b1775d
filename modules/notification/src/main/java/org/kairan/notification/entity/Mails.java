package org.kairan.notification.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.Audience;
import org.kairan.core.people.PersonId;

/** Keeps mails on their way: whom an activity is to be mailed to, what is collected into one mail, and what has become of it. */
@ApplicationScoped
public class Mails {

    /** An activity for which those who want a mail have not been found yet. */
    public record Pending(
            long id, String type, PersonId actor, Audience audience, Instant happenedAt, LocalDate happenedOn) {}

    /** One mail to one person; {@code messageId} stays the same however often it is tried. */
    public record Mail(long id, PersonId person, String messageId, Instant createdAt, int attempts) {}

    /** A mail that was given up. */
    public record Undelivered(
            long id, PersonId person, Optional<String> address, Optional<String> reason, String state, Instant at) {}

    /** How many mails wait, and since when the oldest does. */
    public record Queue(long waiting, Optional<Instant> since) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Gives some pending activities and keeps other nodes from them until the transaction ends. */
    public List<Pending> pending(int most) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select id, type, actor_id, happened_at, happened_on from notification.activity where not expanded order by id limit :most for update skip locked")
                .bind("most", most)
                .map((rs, c) -> new Pending(
                        rs.getLong(1),
                        rs.getString(2),
                        new PersonId(rs.getLong(3)),
                        Activities.audience(h, List.of(rs.getLong(1))),
                        Activities.instant(rs, "happened_at").orElseThrow(),
                        rs.getObject(5, LocalDate.class)))
                .list());
    }

    /** Notes that these people are to get a mail of an activity, and that nobody else is. */
    public void expand(long activity, Collection<PersonId> people) {
        jdbi.useHandle(h -> {
            h.createUpdate(
                            "insert into notification.mail_item (person_id, activity_id, collected_at) select person, :activity, :now from unnest(:people) as t(person) on conflict do nothing")
                    .bind("activity", activity)
                    .bind("now", Activities.at(clock.instant()))
                    .bindArray("people", Long.class, numbers(people))
                    .execute();
            h.createUpdate("update notification.activity set expanded = true where id = :activity")
                    .bind("activity", activity)
                    .execute();
        });
    }

    /** Gives those for whom something has been collected since this moment or longer. */
    public List<PersonId> collectedBefore(Instant moment) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select person_id from notification.mail_item where mail_id is null group by person_id having min(collected_at) <= :moment order by person_id")
                .bind("moment", Activities.at(moment))
                .map((rs, c) -> new PersonId(rs.getLong(1)))
                .list());
    }

    /** Makes one mail of all that is collected for a person. */
    public void make(PersonId person, String host) {
        jdbi.useHandle(h -> {
            var now = Activities.at(clock.instant());
            long id = h.createQuery(
                            "insert into notification.mail (person_id, message_id, created_at, next_at, state) values (:person, :messageId, :now, :now, 'waiting') returning id")
                    .bind("person", person.value())
                    .bind("messageId", "<" + UUID.randomUUID() + "@" + host + ">")
                    .bind("now", now)
                    .mapTo(Long.class)
                    .one();
            h.createUpdate(
                            "update notification.mail_item set mail_id = :id where person_id = :person and mail_id is null")
                    .bind("id", id)
                    .bind("person", person.value())
                    .execute();
        });
    }

    /** Keeps other nodes from making mails until the transaction ends; false if one of them is just doing so. */
    public boolean lock() {
        return jdbi.withHandle(h -> h.createQuery("select pg_try_advisory_xact_lock(hashtext('notification.mail'))")
                .mapTo(Boolean.class)
                .one());
    }

    /** Gives the mail whose turn it is and keeps other nodes from it until the transaction ends. */
    public Optional<Mail> next() {
        return jdbi.withHandle(h -> h.createQuery(
                        "select id, person_id, message_id, created_at, attempts from notification.mail where state = 'waiting' and next_at <= :now order by next_at, id limit 1 for update skip locked")
                .bind("now", Activities.at(clock.instant()))
                .map((rs, c) -> new Mail(
                        rs.getLong(1),
                        new PersonId(rs.getLong(2)),
                        rs.getString(3),
                        Activities.instant(rs, "created_at").orElseThrow(),
                        rs.getInt(5)))
                .findOne());
    }

    /**
     * Gives what a mail has to tell: not what was withdrawn, nor what the person knows meanwhile.
     *
     * @param listed the kinds that the person sees in the product, where they may have marked all as read
     */
    public List<Notice> items(Mail mail, Set<String> listed) {
        return jdbi.withHandle(h -> h.createQuery("select " + Activities.COLUMNS + """
             from notification.mail_item i join notification.activity a on a.id = i.activity_id
            where i.mail_id = :mail and a.withdrawn_at is null
              and not exists (select from notification.reading r where r.person_id = :person and r.activity_id = a.id)
              and (a.type <> all(:listed) or a.id > coalesce((select watermark from notification.reader where person_id = :person), 0))
            order by a.id""")
                .bind("mail", mail.id())
                .bind("person", mail.person().value())
                .bindArray("listed", String.class, listed.toArray())
                .map((rs, c) -> Activities.notice(rs, true))
                .list());
    }

    public void postpone(Mail mail, Instant next, int attempts, Optional<String> reason) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update notification.mail set next_at = :next, attempts = :attempts, reason = :reason where id = :id")
                .bind("next", Activities.at(next))
                .bind("attempts", attempts)
                .bind("reason", reason.orElse(null))
                .bind("id", mail.id())
                .execute());
    }

    /** Ends a mail's way: {@code sent}, {@code needless}, {@code refused} or {@code expired}. */
    public void end(Mail mail, String state, Optional<String> address, Optional<String> reason) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update notification.mail set state = :state, address = :address, reason = coalesce(:reason, reason), ended_at = :now where id = :id")
                .bind("state", state)
                .bind("address", address.orElse(null))
                .bind("reason", reason.orElse(null))
                .bind("now", Activities.at(clock.instant()))
                .bind("id", mail.id())
                .execute());
    }

    public Queue queue() {
        return jdbi.withHandle(h -> h.createQuery(
                        "select count(*), min(created_at) as since from notification.mail where state = 'waiting'")
                .map((rs, c) -> new Queue(rs.getLong(1), Activities.instant(rs, "since")))
                .one());
    }

    /** Gives the mails that were given up, the latest of each person, newest first. */
    public List<Undelivered> undelivered(long before, int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
            select m.id, m.person_id, m.address, m.reason, m.state, m.ended_at from notification.mail m
            where m.state in ('refused', 'expired') and m.id < :before
              and not exists (select from notification.mail later where later.person_id = m.person_id and later.id > m.id and later.state in ('refused', 'expired', 'sent'))
            order by m.id desc limit :limit""")
                .bind("before", before)
                .bind("limit", limit)
                .map((rs, c) -> new Undelivered(
                        rs.getLong(1),
                        new PersonId(rs.getLong(2)),
                        Optional.ofNullable(rs.getString(3)),
                        Optional.ofNullable(rs.getString(4)),
                        rs.getString(5),
                        Activities.instant(rs, "ended_at").orElseThrow()))
                .list());
    }

    /** Forgets mails that ended before this moment. */
    public void forget(Instant before) {
        jdbi.useHandle(h -> h.createUpdate("delete from notification.mail where ended_at < :before")
                .bind("before", Activities.at(before))
                .execute());
    }

    private static Object[] numbers(Collection<PersonId> people) {
        return people.stream().map(PersonId::value).toArray();
    }
}
