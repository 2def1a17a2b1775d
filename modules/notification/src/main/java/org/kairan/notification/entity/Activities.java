package org.kairan.notification.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.activity.Activity;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.CityTime;

/** Keeps what happened and who has read of it. A person's list walks the index of each group they hold, from the newest down, and stops at the page's end; what happened costs one row and its groups. */
@ApplicationScoped
public class Activities {

    static final String COLUMNS =
            "a.id, a.type, a.subject_module, a.subject_kind, a.subject_id, a.actor_id, a.args, a.happened_at";

    /** Concerned is who holds one of the groups today and held it on the day; never the actor. */
    private static final String NOTICES = """
      with held as (
        select h.key, h.since, coalesce((select a.id from notification.activity a where a.happened_on < h.since order by a.happened_on desc, a.id desc limit 1), 0) as floor
        from unnest(:keys, :since) as h(key, since)),
      mark as (select coalesce((select watermark from notification.reader where person_id = :me), 0) as mark)
      select %s, a.id > mark.mark and not exists (select from notification.reading r where r.person_id = :me and r.activity_id = a.id) as unread
      from (select distinct found.id from held cross join mark cross join lateral (
          select c.activity_id as id from notification.audience c join notification.activity a on a.id = c.activity_id
          where c.group_key = held.key and c.activity_id > greatest(held.floor, case when :unread then mark.mark else 0 end) and c.activity_id < :before
            and a.happened_on >= held.since and a.withdrawn_at is null and a.actor_id <> :me and a.type = any(:types)
            and not (:unread and exists (select from notification.reading r where r.person_id = :me and r.activity_id = a.id))
          order by c.activity_id desc limit :limit) found) page
        join notification.activity a on a.id = page.id cross join mark
      order by a.id desc limit :limit""".formatted(COLUMNS);

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Writes down what happened, and gives its number. */
    public long add(Activity activity) {
        var now = clock.instant();
        return jdbi.withHandle(h -> {
            long id = h.createQuery(
                            "insert into notification.activity (type, subject_module, subject_kind, subject_id, actor_id, args, happened_at, happened_on)"
                                    + " values (:type, :module, :kind, :subject, :actor, cast(:args as jsonb), :now, :today) returning id")
                    .bind("type", activity.type())
                    .bind("module", activity.subject().module().value())
                    .bind("kind", activity.subject().kind())
                    .bind("subject", activity.subject().id())
                    .bind("actor", activity.actor().value())
                    .bind("args", Args.write(activity.args()))
                    .bind("now", at(now))
                    .bind("today", LocalDate.ofInstant(now, CityTime.ZONE))
                    .mapTo(Long.class)
                    .one();
            h.createUpdate(
                            "insert into notification.audience (group_key, activity_id) select key, :id from unnest(:keys) as t(key)")
                    .bind("id", id)
                    .bindArray(
                            "keys",
                            String.class,
                            activity.audience().groups().stream()
                                    .map(GroupId::toString)
                                    .toArray())
                    .execute();
            return id;
        });
    }

    /** Hides what was told of a thing; gives whom it had concerned. */
    public Audience withdraw(Ref subject) {
        return jdbi.withHandle(h -> {
            var ids = h.createQuery(
                            "update notification.activity set withdrawn_at = :now where subject_module = :module and subject_kind = :kind and subject_id = :id and withdrawn_at is null returning id")
                    .bind("now", at(clock.instant()))
                    .bind("module", subject.module().value())
                    .bind("kind", subject.kind())
                    .bind("id", subject.id())
                    .mapTo(Long.class)
                    .list();
            return audience(h, ids);
        });
    }

    /** Notes that a person knows what was told of a thing so far; true if that was news. */
    public boolean see(PersonId person, Ref subject) {
        return jdbi.withHandle(h -> h.createUpdate("""
            insert into notification.reading (person_id, activity_id)
            select :person, a.id from notification.activity a
            where a.subject_module = :module and a.subject_kind = :kind and a.subject_id = :id and a.withdrawn_at is null
              and a.id > coalesce((select watermark from notification.reader where person_id = :person), 0)
            on conflict do nothing""")
                        .bind("person", person.value())
                        .bind("module", subject.module().value())
                        .bind("kind", subject.kind())
                        .bind("id", subject.id())
                        .execute()
                > 0);
    }

    /** The caller's notices of these kinds before a number, newest first. */
    public List<Notice> of(Caller caller, Set<String> types, boolean unread, long before, int limit) {
        var held = caller.groups().entrySet().stream()
                .filter(e -> !e.getValue().equals(LocalDate.MAX))
                .toList();
        return jdbi.withHandle(h -> h.createQuery(NOTICES)
                .bindArray(
                        "keys",
                        String.class,
                        held.stream().map(e -> e.getKey().toString()).toArray())
                .bindArray(
                        "since",
                        LocalDate.class,
                        held.stream().map(Map.Entry::getValue).toArray())
                .bindArray("types", String.class, types.toArray())
                .bind("me", caller.person().value())
                .bind("unread", unread)
                .bind("before", before)
                .bind("limit", limit)
                .map((rs, c) -> notice(rs, rs.getBoolean("unread")))
                .list());
    }

    public void read(PersonId person, long id) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into notification.reading (person_id, activity_id) values (:person, :id) on conflict do nothing")
                .bind("person", person.value())
                .bind("id", id)
                .execute());
    }

    /** Gives a number below which nothing can appear any more: numbers are given in order but commit out of order, so this waits for those under way. To be called in a transaction of its own. */
    public long settled() {
        return jdbi.withHandle(h -> {
            h.execute("lock table notification.activity in share mode");
            return h.createQuery("select coalesce(max(id), 0) from notification.activity")
                    .mapTo(Long.class)
                    .one();
        });
    }

    /** Notes that a person knows everything up to a settled number. */
    public void readAll(PersonId person, long settled) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into notification.reader (person_id, watermark) values (:person, :settled)"
                                + " on conflict (person_id) do update set watermark = greatest(reader.watermark, excluded.watermark)")
                .bind("person", person.value())
                .bind("settled", settled)
                .execute());
    }

    /** Forgets what happened before a day, with all that was noted of it. */
    public void forget(LocalDate before) {
        jdbi.useHandle(h -> h.createUpdate("delete from notification.activity where happened_on < :before")
                .bind("before", before)
                .execute());
    }

    static Audience audience(Handle h, Collection<Long> ids) {
        return new Audience(h
                .createQuery("select distinct group_key from notification.audience where activity_id = any(:ids)")
                .bindArray("ids", Long.class, ids.toArray())
                .mapTo(String.class)
                .list()
                .stream()
                .map(key -> parse(key))
                .collect(Collectors.toSet()));
    }

    private static GroupId parse(String key) {
        var permission = GroupId.Kind.PERMISSION.name().toLowerCase(java.util.Locale.ROOT) + ":";
        return key.startsWith(permission)
                ? GroupId.permission(key.substring(permission.length()))
                : GroupId.parse(key).orElseThrow();
    }

    static Notice notice(ResultSet rs, boolean unread) throws SQLException {
        return new Notice(
                rs.getLong("id"),
                rs.getString("type"),
                new Ref(
                        new ModuleId(rs.getString("subject_module")),
                        rs.getString("subject_kind"),
                        rs.getLong("subject_id")),
                new PersonId(rs.getLong("actor_id")),
                Args.read(rs.getString("args")),
                rs.getObject("happened_at", OffsetDateTime.class).toInstant(),
                unread);
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
        return Optional.ofNullable(rs.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
