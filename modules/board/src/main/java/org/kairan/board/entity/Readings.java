package org.kairan.board.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.access.Caller;
import org.kairan.core.people.PersonId;

/** Keeps who has read what since when, and for each reader the watermark below which what is unread stands in the backlog. */
@ApplicationScoped
public class Readings {

    /** How far the newest bulletin may be above a reader's watermark before it is moved up; bounds what a list has to pass over. */
    private static final int SLACK = 200;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Notes the first time that a person has read a bulletin; false if they had read it before, whose time stays. */
    public boolean add(PersonId person, long bulletin) {
        return jdbi.withHandle(h -> {
            var first = h.createUpdate(
                                    "insert into board.reading (person_id, bulletin_id, first_read_at) values (:person, :bulletin, :now) on conflict do nothing")
                            .bind("person", person.value())
                            .bind("bulletin", bulletin)
                            .bind("now", Bulletins.at(clock.instant()))
                            .execute()
                    == 1;
            if (first) {
                h.createUpdate("delete from board.backlog where person_id = :person and bulletin_id = :bulletin")
                        .bind("person", person.value())
                        .bind("bulletin", bulletin)
                        .execute();
            }
            return first;
        });
    }

    /** Gives the first time of reading by person. */
    public Map<PersonId, Instant> of(long bulletin) {
        return jdbi.withHandle(h -> {
            var times = new HashMap<PersonId, Instant>();
            h.createQuery("select person_id, first_read_at from board.reading where bulletin_id = :bulletin")
                    .bind("bulletin", bulletin)
                    .map((rs, c) -> times.put(
                            new PersonId(rs.getLong(1)),
                            rs.getObject(2, OffsetDateTime.class).toInstant()))
                    .list();
            return times;
        });
    }

    /** Gives who has read each of the bulletins. */
    public Map<Long, java.util.Set<PersonId>> readers(Collection<Long> bulletins) {
        return jdbi.withHandle(h -> {
            var readers = new HashMap<Long, java.util.Set<PersonId>>();
            h.createQuery("select bulletin_id, person_id from board.reading where bulletin_id = any(:ids)")
                    .bindArray("ids", Long.class, bulletins.toArray())
                    .map((rs, c) -> readers.computeIfAbsent(rs.getLong(1), id -> new java.util.HashSet<>())
                            .add(new PersonId(rs.getLong(2))))
                    .list();
            return readers;
        });
    }

    /** Says whether a reader's watermark has fallen so far behind that it should be moved. */
    public boolean behind(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select coalesce((select max(id) from board.bulletin), 0) - coalesce((select watermark from board.reader where person_id = :person), 0) > :slack")
                .bind("person", person.value())
                .bind("slack", SLACK)
                .mapTo(Boolean.class)
                .one());
    }

    /** Gives a number below which no bulletin can appear any more: numbers are given in order but commit out of order, so this waits for those under way. To be called in a transaction of its own. */
    public long settled() {
        return jdbi.withHandle(h -> {
            h.execute("lock table board.bulletin in share mode");
            return h.createQuery("select coalesce(max(id), 0) from board.bulletin")
                    .mapTo(Long.class)
                    .one();
        });
    }

    /** Moves a reader's watermark up to a settled number and puts what they have not read below it into the backlog. */
    public void advance(Caller caller, long settled) {
        var held = caller.groups().entrySet().stream()
                .filter(e -> !e.getValue().equals(LocalDate.MAX))
                .toList();
        jdbi.useHandle(h -> {
            long mark = h.createQuery(
                            "insert into board.reader (person_id, watermark) values (:me, 0) on conflict (person_id) do update set watermark = reader.watermark returning watermark")
                    .bind("me", caller.person().value())
                    .mapTo(Long.class)
                    .one();
            if (mark >= settled) {
                return;
            }
            h.createUpdate("""
              insert into board.backlog (person_id, bulletin_id)
              select distinct :me, b.id from unnest(:keys, :since) as held(key, since) join board.audience a on a.group_key = held.key and a.bulletin_id > :mark and a.bulletin_id <= :settled
                join board.bulletin b on b.id = a.bulletin_id and b.published_on >= held.since and b.author_id <> :me
              where not exists (select from board.reading r where r.person_id = :me and r.bulletin_id = b.id)
              on conflict do nothing""")
                    .bind("me", caller.person().value())
                    .bindArray(
                            "keys",
                            String.class,
                            held.stream().map(e -> e.getKey().toString()).toArray())
                    .bindArray(
                            "since",
                            LocalDate.class,
                            held.stream().map(Map.Entry::getValue).toArray())
                    .bind("mark", mark)
                    .bind("settled", settled)
                    .execute();
            h.createUpdate("update board.reader set watermark = :settled where person_id = :me")
                    .bind("settled", settled)
                    .bind("me", caller.person().value())
                    .execute();
        });
    }

    /** Moves watermarks that are past the day back to its beginning: who belongs where since then has changed. What the backlog holds above them does no harm. */
    public void rewind(LocalDate from) {
        jdbi.useHandle(h -> h.createUpdate("""
            update board.reader set watermark = before.id
            from (select coalesce((select id from board.bulletin where published_on < :from order by published_on desc, id desc limit 1), 0) as id) before
            where watermark > before.id""").bind("from", from).execute());
    }

    /** Makes a bulletin unread for people who are newly addressed and whose watermark has passed it. */
    public void addToBacklog(long bulletin, List<PersonId> people) {
        jdbi.useHandle(h -> h.createUpdate("""
            insert into board.backlog (person_id, bulletin_id)
            select w.person_id, :bulletin from board.reader w where w.person_id = any(:people) and w.watermark >= :bulletin
              and not exists (select from board.reading r where r.person_id = w.person_id and r.bulletin_id = :bulletin)
            on conflict do nothing""")
                .bind("bulletin", bulletin)
                .bindArray(
                        "people",
                        Long.class,
                        people.stream().map(PersonId::value).toArray())
                .execute());
    }
}
