package org.kairan.board.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.kairan.board.entity.Bulletin.Importance;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.CityTime;

/** Keeps bulletins and whom they are addressed to. Lists walk the index of each group the caller holds and stop at the page's end, whatever else exists. */
@ApplicationScoped
public class Bulletins {

    private static final String ROWS =
            "select b.id, b.author_id, b.section_id, b.title, %s as body, b.importance, b.published_at, b.published_on, b.edited_at, b.edited_by, b.withdrawn_at, b.version,"
                    + " (select array_agg(a.group_key) from board.audience a where a.bulletin_id = b.id) as audience,"
                    + " (select count(*) from board.attachment f where f.bulletin_id = b.id) as attachments,"
                    + " (select r.first_read_at from board.reading r where r.person_id = :me and r.bulletin_id = b.id) as read_at"
                    + " from board.bulletin b ";
    private static final String EXCERPT = "left(b.body, 400)";
    private static final long NOBODY = 0;

    /** What a person has not read above the watermark and above another bound: per group held, newest first, from the first bulletin since the group is held. */
    private static final String WALK = """
        select found.id from held cross join mark cross join lateral (
          select a.bulletin_id as id from board.audience a join board.bulletin b on b.id = a.bulletin_id
          where a.group_key = held.key and a.bulletin_id > greatest(held.floor, mark.mark, %s) and a.bulletin_id < :before and b.withdrawn_at is null and b.author_id <> :me
            and a.bulletin_id not in (select id from looked)
          order by a.bulletin_id desc limit :limit) found
        where (held.key = 'everyone') = %s""";

    /** Everybody's bulletins first: where they fill the page, nobody walks the other groups beyond its end. What has been read above the watermark is little, since readings move it, and is fetched once. */
    private static final String UNREAD =
            """
      with held as (
        select h.key, h.since, coalesce((select b.id from board.bulletin b where b.published_on < h.since order by b.published_on desc, b.id desc limit 1), 0) as floor
        from unnest(:keys, :since) as h(key, since)),
      mark as (select coalesce((select watermark from board.reader where person_id = :me), 0) as mark),
      looked as materialized (select r.bulletin_id as id from board.reading r cross join mark where r.person_id = :me and r.bulletin_id > mark.mark),
      wide as (%s),
      bound as (select case when count(*) >= :limit then min(id) else 0 end as id from wide)
      select id from (
        (select id from wide)
        union (%s)
        union
        (select k.bulletin_id from board.backlog k join board.bulletin b on b.id = k.bulletin_id
          where k.person_id = :me and k.bulletin_id < :before and b.withdrawn_at is null
            and exists (select from board.audience a join held on held.key = a.group_key where a.bulletin_id = k.bulletin_id and held.since <= b.published_on)
          order by k.bulletin_id desc limit :limit)
      ) unread order by id desc limit :limit""".formatted(WALK.formatted("0", "true"), WALK.formatted("(select id from bound)", "false"));

    private static final String VISIBLE = """
      select id from (
        (select found.id from unnest(:keys) as held(key) cross join lateral (
          select a.bulletin_id as id from board.audience a join board.bulletin b on b.id = a.bulletin_id
          where a.group_key = held.key and a.bulletin_id < :before and b.withdrawn_at is null order by a.bulletin_id desc limit :limit) found)
        union (select id from board.bulletin where author_id = :me and id < :before and withdrawn_at is null order by id desc limit :limit)
        union (select found.id from unnest(:sections) as own(section) cross join lateral (
          select id from board.bulletin where section_id = own.section and id < :before and withdrawn_at is null order by id desc limit :limit) found)
      ) visible order by id desc limit :limit""";

    /** What is to be published; {@code requestHash} tells a repeated request from a request id used twice. */
    public record Draft(
            PersonId author,
            OptionalLong section,
            String title,
            String body,
            Importance importance,
            Audience audience,
            Optional<UUID> requestId,
            byte[] requestHash) {}

    /** Says which bulletin a publishing request made; {@code repeated} if an earlier, equal request already had, {@code reused} if the earlier one was another. */
    public record Published(long id, boolean repeated, boolean reused) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Publishes; a request id seen before makes no second bulletin, also when both requests run at once. */
    public Published publish(Draft draft) {
        return jdbi.withHandle(h -> {
            var now = clock.instant();
            var made = h.createQuery(
                            "insert into board.bulletin (author_id, section_id, title, body, importance, published_at, published_on, request_id, request_hash)"
                                    + " values (:author, :section, :title, :body, :importance, :now, :today, :request, :hash) on conflict (author_id, request_id) do nothing returning id")
                    .bind("author", draft.author().value())
                    .bind(
                            "section",
                            draft.section().isPresent() ? (Long) draft.section().getAsLong() : null)
                    .bind("title", draft.title())
                    .bind("body", draft.body())
                    .bind("importance", draft.importance().key())
                    .bind("now", at(now))
                    .bind("today", LocalDate.ofInstant(now, CityTime.ZONE))
                    .bind("request", draft.requestId().orElse(null))
                    .bind("hash", draft.requestHash())
                    .mapTo(Long.class)
                    .findOne();
            if (made.isPresent()) {
                address(h, made.get(), draft.audience().keys());
                return new Published(made.get(), false, false);
            }
            return h.createQuery(
                            "select id, request_hash = :hash from board.bulletin where author_id = :author and request_id = :request")
                    .bind("hash", draft.requestHash())
                    .bind("author", draft.author().value())
                    .bind("request", draft.requestId().orElseThrow())
                    .map((rs, c) -> new Published(rs.getLong(1), true, !rs.getBoolean(2)))
                    .one();
        });
    }

    /** Changes a bulletin if it still has the version; false if somebody else was faster. */
    public boolean edit(
            long id, int version, PersonId by, String title, String body, Importance importance, Audience audience) {
        return jdbi.withHandle(h -> {
            var changed = h.createUpdate(
                                    "update board.bulletin set title = :title, body = :body, importance = :importance, edited_at = :now, edited_by = :by, version = version + 1 where id = :id and version = :version")
                            .bind("title", title)
                            .bind("body", body)
                            .bind("importance", importance.key())
                            .bind("now", at(clock.instant()))
                            .bind("by", by.value())
                            .bind("id", id)
                            .bind("version", version)
                            .execute()
                    == 1;
            if (changed) {
                h.createUpdate("delete from board.audience where bulletin_id = :id and group_key <> all(:keys)")
                        .bind("id", id)
                        .bindArray("keys", String.class, audience.keys().toArray())
                        .execute();
                address(h, id, audience.keys());
            }
            return changed;
        });
    }

    /** Withdraws a bulletin or puts it back; whom it reaches again has not lost what they had read. */
    public void withdraw(long id, boolean withdrawn) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update board.bulletin set withdrawn_at = :at, version = version + 1 where id = :id and (withdrawn_at is null) = :withdrawn")
                .bind("at", withdrawn ? at(clock.instant()) : null)
                .bind("withdrawn", withdrawn)
                .bind("id", id)
                .execute());
    }

    /** Finds a bulletin with its whole text, whoever may see it; the policy decides. */
    public Optional<Bulletin> find(long id, PersonId reader) {
        return jdbi.withHandle(h -> h.createQuery(ROWS.formatted("b.body") + "where b.id = :id")
                .bind("me", reader.value())
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** Finds bulletins with their whole texts, whoever may see them; the policy decides. */
    public List<Bulletin> find(Collection<Long> ids) {
        return jdbi.withHandle(h -> h.createQuery(ROWS.formatted("b.body") + "where b.id = any(:ids)")
                .bind("me", NOBODY)
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, c) -> row(rs))
                .list());
    }

    /** Finds bulletins without their texts, whoever may see them; the policy decides. */
    public List<Bulletin> find(Collection<Long> ids, PersonId reader) {
        return jdbi.withHandle(h -> h.createQuery(ROWS.formatted("''") + "where b.id = any(:ids)")
                .bind("me", reader.value())
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, c) -> row(rs))
                .list());
    }

    /** The numbers of all bulletins after one, in ascending order. */
    public List<Long> ids(long after, int limit) {
        return jdbi.withHandle(
                h -> h.createQuery("select id from board.bulletin where id > :after order by id limit :limit")
                        .bind("after", after)
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .list());
    }

    /** The caller's unread bulletins before a number, newest first. */
    public List<Bulletin> unread(Caller caller, long before, int limit) {
        return unread(caller, before, limit, rowsOf(UNREAD), (rs, c) -> row(rs));
    }

    /** How many the caller has not read, counted up to {@code most}. */
    public int countUnread(Caller caller, int most) {
        return unread(
                        caller,
                        Long.MAX_VALUE,
                        most,
                        "select count(*) from (" + UNREAD + ") unread",
                        (rs, c) -> rs.getInt(1))
                .stream()
                .findFirst()
                .orElse(0);
    }

    /** What the caller may see before a number, newest first. */
    public List<Bulletin> visible(Caller caller, long before, int limit) {
        var sections = caller.groups().keySet().stream()
                .filter(g -> g.kind() == GroupId.Kind.SECTION)
                .map(GroupId::targetId)
                .toArray();
        return jdbi.withHandle(h -> h.createQuery(rowsOf(VISIBLE))
                .bindArray(
                        "keys",
                        String.class,
                        caller.groups().keySet().stream().map(GroupId::toString).toArray())
                .bindArray("sections", Long.class, sections)
                .bind("me", caller.person().value())
                .bind("before", before)
                .bind("limit", limit)
                .map((rs, c) -> row(rs))
                .list());
    }

    /** What a person has published, withdrawn ones included, before a number, newest first. */
    public List<Bulletin> by(PersonId author, long before, int limit) {
        return jdbi.withHandle(h -> h.createQuery(ROWS.formatted(EXCERPT)
                        + "where b.author_id = :me and b.id < :before order by b.id desc limit :limit")
                .bind("me", author.value())
                .bind("before", before)
                .bind("limit", limit)
                .map((rs, c) -> row(rs))
                .list());
    }

    private <T> List<T> unread(Caller caller, long before, int limit, String query, RowMapper<T> mapper) {
        var held = caller.groups().entrySet().stream()
                .filter(e -> !e.getValue().equals(LocalDate.MAX))
                .toList();
        if (held.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(h -> h.createQuery(query)
                .bindArray(
                        "keys",
                        String.class,
                        held.stream().map(e -> e.getKey().toString()).toArray())
                .bindArray(
                        "since",
                        LocalDate.class,
                        held.stream().map(Map.Entry::getValue).toArray())
                .bind("me", caller.person().value())
                .bind("before", before)
                .bind("limit", limit)
                .map(mapper)
                .list());
    }

    /** The rows of a statement that gives their numbers, the newest first, in one way to the database. */
    private static String rowsOf(String ids) {
        return ROWS.formatted(EXCERPT) + "join (" + ids + ") chosen on chosen.id = b.id order by b.id desc";
    }

    private static void address(Handle h, long id, List<String> keys) {
        h.createUpdate(
                        "insert into board.audience (group_key, bulletin_id) select key, :id from unnest(:keys) as t(key) on conflict do nothing")
                .bind("id", id)
                .bindArray("keys", String.class, keys.toArray())
                .execute();
    }

    private static Bulletin row(ResultSet rs) throws SQLException {
        var section = rs.getObject("section_id", Long.class);
        var keys = rs.getArray("audience");
        Set<GroupId> groups = keys == null
                ? Set.of()
                : Arrays.stream((String[]) keys.getArray())
                        .map(key -> GroupId.parse(key).orElseThrow())
                        .collect(Collectors.toUnmodifiableSet());
        return new Bulletin(
                rs.getLong("id"),
                new PersonId(rs.getLong("author_id")),
                section == null ? OptionalLong.empty() : OptionalLong.of(section),
                rs.getString("title"),
                rs.getString("body"),
                Importance.valueOf(rs.getString("importance").toUpperCase(java.util.Locale.ROOT)),
                instant(rs, "published_at").orElseThrow(),
                rs.getObject("published_on", LocalDate.class),
                instant(rs, "edited_at"),
                Optional.ofNullable(rs.getObject("edited_by", Long.class)).map(PersonId::new),
                instant(rs, "withdrawn_at"),
                rs.getInt("version"),
                new Audience(groups),
                rs.getInt("attachments"),
                instant(rs, "read_at"));
    }

    private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
        return Optional.ofNullable(rs.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
