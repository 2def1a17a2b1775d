package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Keeps events with their variants and attendees. */
@ApplicationScoped
public class Events {

    private static final String ROWS =
            "select id, owner, title, place, notes, kind, visibility, start_local, end_local, zone, all_day, undecided, rrule, uncut_rrule, shift, travel_before, travel_after, rooms,"
                    + " expanded_until, follows, version, created_by, created_at, edited_at, deleted_at from calendar.event ";
    /** Stands for the series itself where a column wants an instance. */
    private static final String SERIES = "-infinity";

    /** Says which event a request made; {@code repeated} if an earlier, equal request already had, {@code reused} if the earlier one was another. */
    public record Made(long id, boolean repeated, boolean reused) {}

    /** What tells a repeated request from a request id used twice. */
    public record Request(UUID id, byte[] hash) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Makes an event; a request id seen before makes no second one, also when both requests run at once. */
    public Made make(Series series, Optional<Request> request) {
        return jdbi.withHandle(h -> {
            var event = series.event();
            var made = bind(
                            h.createQuery(
                                    "insert into calendar.event (owner, title, place, notes, kind, visibility, start_local, end_local, zone, all_day, undecided, rrule, shift, travel_before, travel_after, rooms,"
                                            + " expanded_until, follows, created_by, created_at, request_id, request_hash)"
                                            + " values (:owner, :title, :place, :notes, :kind, :visibility, :start, :end, :zone, :allDay, :undecided, :rule, :shift, :before, :after, :rooms,"
                                            + " :expanded, :follows, :by, :now, :request, :hash) on conflict (created_by, request_id) do nothing returning id"),
                            event)
                    .bind("owner", event.owner().toString())
                    .bind("zone", event.zone().getId())
                    .bind(
                            "follows",
                            event.follows().isPresent() ? (Long) event.follows().getAsLong() : null)
                    .bind("by", event.createdBy().value())
                    .bind("now", at(clock.instant()))
                    .bind("request", request.map(Request::id).orElse(null))
                    .bind("hash", request.map(Request::hash).orElse(null))
                    .mapTo(Long.class)
                    .findOne();
            if (made.isPresent()) {
                replaceParts(h, made.get(), series);
                logged(h, made.get());
                return new Made(made.get(), false, false);
            }
            return h.createQuery(
                            "select id, request_hash = :hash from calendar.event where created_by = :by and request_id = :request")
                    .bind("hash", request.orElseThrow().hash())
                    .bind("by", event.createdBy().value())
                    .bind("request", request.orElseThrow().id())
                    .map((rs, c) -> new Made(rs.getLong(1), true, !rs.getBoolean(2)))
                    .one();
        });
    }

    /** Writes an event anew if it still has the version it was read with; false if somebody else was faster. */
    public boolean save(Series series) {
        return jdbi.withHandle(h -> {
            var event = series.event();
            var saved = bind(
                                    h.createUpdate(
                                            "update calendar.event set title = :title, place = :place, notes = :notes, kind = :kind, visibility = :visibility, start_local = :start, end_local = :end, all_day = :allDay,"
                                                    + " undecided = :undecided, rrule = :rule, uncut_rrule = :uncut, shift = :shift, travel_before = :before, travel_after = :after, rooms = :rooms, expanded_until = :expanded,"
                                                    + " edited_at = :now, deleted_at = :deleted, version = version + 1 where id = :id and version = :version"),
                                    event)
                            .bind("uncut", event.uncut().orElse(null))
                            .bind("now", at(clock.instant()))
                            .bind("deleted", event.deletedAt().map(Events::at).orElse(null))
                            .bind("id", event.id())
                            .bind("version", event.version())
                            .execute()
                    == 1;
            if (saved) {
                // Before the attendees are written anew too: who is no longer among them has a change as well.
                logged(h, event.id());
                h.createUpdate("delete from calendar.event_override where event_id = :id")
                        .bind("id", event.id())
                        .execute();
                h.createUpdate("delete from calendar.attendee where event_id = :id")
                        .bind("id", event.id())
                        .execute();
                replaceParts(h, event.id(), series);
                logged(h, event.id());
            }
            return saved;
        });
    }

    /** Keeps an answer, which is nobody's edit: the version stays. */
    public void answer(long id, Attendee attendee) {
        jdbi.useHandle(h -> {
            h.createUpdate(
                            "insert into calendar.attendee (event_id, recurrence_id, person_id, optional, absent, answer, answered_at)"
                                    + " values (:id, :recurrence::timestamp, :person, :optional, :absent, :answer, :at)"
                                    + " on conflict (event_id, person_id, recurrence_id) do update set answer = excluded.answer, answered_at = excluded.answered_at")
                    .bind("id", id)
                    .bind("recurrence", recurrence(attendee))
                    .bind("person", attendee.person().value())
                    .bind("optional", attendee.optional())
                    .bind("absent", attendee.absent())
                    .bind("answer", attendee.answer())
                    .bind("at", attendee.answeredAt().map(Events::at).orElse(null))
                    .execute();
            logged(h, id);
        });
    }

    /** Notes in each calendar in which an event stands that it has changed, for clients that ask what is new since they last did. */
    private static void logged(Handle h, long id) {
        h.createUpdate(
                        "insert into calendar.change (principal, event_id) select principal, :id from (select owner as principal from calendar.event where id = :id"
                                + " union select 'person:' || person_id from calendar.attendee where event_id = :id and not absent) concerned order by principal"
                                + " on conflict (principal, event_id) do update set seq = excluded.seq, written = excluded.written")
                .bind("id", id)
                .execute();
    }

    /** Keeps others from changing an event until the transaction ends. */
    public void lock(long id) {
        jdbi.useHandle(h -> h.createQuery("select id from calendar.event where id = :id for no key update")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne());
    }

    /** Finds an event, also a deleted one, whoever may see it; the policy decides. */
    public Optional<Series> find(long id) {
        return find(List.of(id)).stream().findFirst();
    }

    /** Finds events, also deleted ones, whoever may see them; the policy decides. */
    public List<Series> find(Collection<Long> ids) {
        return jdbi.withHandle(h -> {
            var events = h.createQuery(ROWS + "where id = any(:ids) order by id")
                    .bindArray("ids", Long.class, ids.toArray())
                    .map((rs, c) -> event(rs))
                    .list();
            var variants = new HashMap<Long, List<Variant>>();
            h.createQuery("select * from calendar.event_override where event_id = any(:ids) order by recurrence_id")
                    .bindArray("ids", Long.class, ids.toArray())
                    .map((rs, c) -> Map.entry(rs.getLong("event_id"), variant(rs)))
                    .forEach(row -> variants.computeIfAbsent(row.getKey(), id -> new java.util.ArrayList<>())
                            .add(row.getValue()));
            var attendees = new HashMap<Long, List<Attendee>>();
            h.createQuery(
                            "select event_id, person_id, case when recurrence_id = '-infinity' then null else recurrence_id end as recurrence, optional, absent, answer, answered_at"
                                    + " from calendar.attendee where event_id = any(:ids) order by person_id, recurrence_id")
                    .bindArray("ids", Long.class, ids.toArray())
                    .map((rs, c) -> Map.entry(rs.getLong("event_id"), attendee(rs)))
                    .forEach(row -> attendees
                            .computeIfAbsent(row.getKey(), id -> new java.util.ArrayList<>())
                            .add(row.getValue()));
            return events.stream()
                    .map(event -> new Series(
                            event,
                            variants.getOrDefault(event.id(), List.of()),
                            attendees.getOrDefault(event.id(), List.of())))
                    .toList();
        });
    }

    /** The numbers of all events after one that are not deleted, in ascending order. */
    public List<Long> ids(long after, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select id from calendar.event where id > :after and deleted_at is null order by id limit :limit")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    /** The series that are not yet written down up to a day. */
    public List<Long> behind(LocalDate until, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select id from calendar.event where rrule is not null and deleted_at is null and expanded_until < :until order by expanded_until limit :limit")
                .bind("until", until)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    /** Notes up to where a series is written down. */
    public void expanded(long id, LocalDate until) {
        jdbi.useHandle(h -> h.createUpdate("update calendar.event set expanded_until = :until where id = :id")
                .bind("until", until)
                .bind("id", id)
                .execute());
    }

    private static void replaceParts(Handle h, long id, Series series) {
        if (!series.variants().isEmpty()) {
            var rows = h.prepareBatch(
                    "insert into calendar.event_override (event_id, recurrence_id, cancelled, title, place, notes, kind, start_local, end_local, all_day, undecided, travel_before, travel_after, rooms)"
                            + " values (:id, :recurrence, :cancelled, :title, :place, :notes, :kind, :start, :end, :allDay, :undecided, :before, :after, :rooms)");
            for (var variant : series.variants()) {
                rows.bind("id", id).bind("recurrence", variant.recurrence()).bind("cancelled", variant.cancelled());
                if (variant.content().isPresent()) {
                    bind(rows, variant.content().get());
                } else {
                    for (var text : List.of("title", "place", "notes", "kind")) {
                        rows.bind(text, (String) null);
                    }
                    rows.bind("start", (LocalDateTime) null)
                            .bind("end", (LocalDateTime) null)
                            .bind("allDay", (Boolean) null)
                            .bind("undecided", (Boolean) null)
                            .bind("before", (Integer) null)
                            .bind("after", (Integer) null)
                            .bindArray("rooms", Long.class, new Object[0]);
                }
                rows.add();
            }
            rows.execute();
        }
        var attendees = series.attendees();
        if (!attendees.isEmpty()) {
            h.createUpdate(
                            "insert into calendar.attendee (event_id, recurrence_id, person_id, optional, absent, answer, answered_at)"
                                    + " select :id, recurrence::timestamp, person, optional, absent, answer, at from unnest(:recurrence, :person, :optional, :absent, :answer, :at)"
                                    + " as rows(recurrence, person, optional, absent, answer, at)")
                    .bind("id", id)
                    .bindArray("recurrence", String.class, column(attendees, Events::recurrence))
                    .bindArray(
                            "person",
                            Long.class,
                            column(attendees, a -> a.person().value()))
                    .bindArray("optional", Boolean.class, column(attendees, Attendee::optional))
                    .bindArray("absent", Boolean.class, column(attendees, Attendee::absent))
                    .bindArray("answer", String.class, column(attendees, Attendee::answer))
                    .bindArray(
                            "at",
                            OffsetDateTime.class,
                            column(
                                    attendees,
                                    a -> a.answeredAt().map(Events::at).orElse(null)))
                    .execute();
        }
    }

    private static Object[] column(List<Attendee> attendees, java.util.function.Function<Attendee, Object> value) {
        return attendees.stream().map(value).toArray();
    }

    private static String recurrence(Attendee attendee) {
        return attendee.recurrence().map(LocalDateTime::toString).orElse(SERIES);
    }

    private static <T extends SqlStatement<T>> T bind(T statement, Event event) {
        return bind(statement, event.content())
                .bind("visibility", event.visibility())
                .bind("rule", event.rule().orElse(null))
                .bind("shift", event.shift())
                .bind("expanded", event.expandedUntil());
    }

    private static <T extends SqlStatement<T>> T bind(T statement, Content content) {
        return statement
                .bind("title", content.title())
                .bind("place", content.place())
                .bind("notes", content.notes())
                .bind("kind", content.kind())
                .bind("start", content.start())
                .bind("end", content.end())
                .bind("allDay", content.allDay())
                .bind("undecided", content.undecided())
                .bind("before", content.travelBefore())
                .bind("after", content.travelAfter())
                .bindArray("rooms", Long.class, content.rooms().toArray());
    }

    private static Event event(ResultSet rs) throws SQLException {
        var follows = rs.getObject("follows", Long.class);
        return new Event(
                rs.getLong("id"),
                GroupId.parse(rs.getString("owner")).orElseThrow(),
                content(rs),
                rs.getString("visibility"),
                ZoneId.of(rs.getString("zone")),
                Optional.ofNullable(rs.getString("rrule")),
                Optional.ofNullable(rs.getString("uncut_rrule")),
                rs.getString("shift"),
                rs.getObject("expanded_until", LocalDate.class),
                follows == null ? OptionalLong.empty() : OptionalLong.of(follows),
                rs.getInt("version"),
                new PersonId(rs.getLong("created_by")),
                instant(rs, "created_at").orElseThrow(),
                instant(rs, "edited_at"),
                instant(rs, "deleted_at"));
    }

    private static Variant variant(ResultSet rs) throws SQLException {
        return new Variant(
                rs.getObject("recurrence_id", LocalDateTime.class),
                rs.getBoolean("cancelled"),
                rs.getString("title") == null ? Optional.empty() : Optional.of(content(rs)));
    }

    private static Content content(ResultSet rs) throws SQLException {
        return new Content(
                rs.getString("title"),
                rs.getString("place"),
                rs.getString("notes"),
                rs.getString("kind"),
                rs.getObject("start_local", LocalDateTime.class),
                rs.getObject("end_local", LocalDateTime.class),
                rs.getBoolean("all_day"),
                rs.getBoolean("undecided"),
                rs.getInt("travel_before"),
                rs.getInt("travel_after"),
                Arrays.stream((Long[]) rs.getArray("rooms").getArray()).collect(Collectors.toList()));
    }

    private static Attendee attendee(ResultSet rs) throws SQLException {
        return new Attendee(
                new PersonId(rs.getLong("person_id")),
                Optional.ofNullable(rs.getObject("recurrence", LocalDateTime.class)),
                rs.getBoolean("optional"),
                rs.getBoolean("absent"),
                rs.getString("answer"),
                instant(rs, "answered_at"));
    }

    static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
        return Optional.ofNullable(rs.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
