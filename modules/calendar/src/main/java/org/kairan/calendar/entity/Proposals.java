package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kairan.calendar.entity.Events.Made;
import org.kairan.calendar.entity.Events.Request;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/**
 * Keeps proposals and which events are their slots.
 *
 * <p>Whoever changes one locks the rooms first, then the proposal, then its slots, so that nobody waits in a circle.
 */
@ApplicationScoped
public class Proposals {

    private static final String COLUMNS =
            "p.id, p.owner, p.state, p.until, p.lapses_at, p.event_id, p.version, p.created_by, p.created_at, p.edited_at, p.decided_by, p.decided_at";

    private static final String ROWS = "select " + COLUMNS + " from calendar.proposal p ";

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Makes a proposal without slots; a request id seen before makes no second one, also when both requests run at once. */
    public Made make(
            GroupId owner, Optional<LocalDate> until, Instant lapsesAt, PersonId by, Optional<Request> request) {
        return jdbi.withHandle(h -> {
            var made = h.createQuery(
                            "insert into calendar.proposal (owner, until, lapses_at, created_by, created_at, request_id, request_hash)"
                                    + " values (:owner, :until, :lapses, :by, :now, :request, :hash) on conflict (created_by, request_id) do nothing returning id")
                    .bind("owner", owner.toString())
                    .bind("until", until.orElse(null))
                    .bind("lapses", Events.at(lapsesAt))
                    .bind("by", by.value())
                    .bind("now", Events.at(clock.instant()))
                    .bind("request", request.map(Request::id).orElse(null))
                    .bind("hash", request.map(Request::hash).orElse(null))
                    .mapTo(Long.class)
                    .findOne();
            if (made.isPresent()) {
                return new Made(made.get(), false, false);
            }
            return h.createQuery(
                            "select id, request_hash = :hash from calendar.proposal where created_by = :by and request_id = :request")
                    .bind("hash", request.orElseThrow().hash())
                    .bind("by", by.value())
                    .bind("request", request.orElseThrow().id())
                    .map((rs, c) -> new Made(rs.getLong(1), true, !rs.getBoolean(2)))
                    .one();
        });
    }

    /** Makes an event a slot. */
    public void hold(long proposal, long event) {
        jdbi.useHandle(h -> h.createUpdate("update calendar.event set proposal_id = :proposal where id = :event")
                .bind("proposal", proposal)
                .bind("event", event)
                .execute());
    }

    /** Notes a change that leaves it open. */
    public void edited(long id, Optional<LocalDate> until, Instant lapsesAt) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update calendar.proposal set until = :until, lapses_at = :lapses, edited_at = :now, version = version + 1 where id = :id")
                .bind("until", until.orElse(null))
                .bind("lapses", Events.at(lapsesAt))
                .bind("now", Events.at(clock.instant()))
                .bind("id", id)
                .execute());
    }

    /** Makes a slot an ordinary event, and the proposal decided. */
    public void confirm(long id, long event, PersonId by, Instant at) {
        end(id, Proposal.CONFIRMED, OptionalLong.of(event), Optional.of(by), at);
        jdbi.useHandle(h -> h.createUpdate(
                        "update calendar.event set proposal_id = null, edited_at = :at, version = version + 1 where id = :event")
                .bind("at", Events.at(at))
                .bind("event", event)
                .execute());
    }

    /** Ends a proposal of which nothing comes; nobody ends one whose time was over. */
    public void end(long id, String state, Optional<PersonId> by, Instant at) {
        end(id, state, OptionalLong.empty(), by, at);
    }

    private void end(long id, String state, OptionalLong event, Optional<PersonId> by, Instant at) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update calendar.proposal set state = :state, event_id = :event, decided_by = :by, decided_at = :at, version = version + 1 where id = :id")
                .bind("state", state)
                .bind("event", event.isPresent() ? (Long) event.getAsLong() : null)
                .bind("by", by.map(PersonId::value).orElse(null))
                .bind("at", Events.at(at))
                .bind("id", id)
                .execute());
    }

    /** Lets go of slots, of the people's time and the rooms that they hold; their rows must be locked. */
    public void free(Collection<Long> events, Instant at) {
        jdbi.useHandle(h -> {
            var ids = events.toArray();
            h.createUpdate(
                            "update calendar.event set deleted_at = :at, edited_at = :at, version = version + 1 where id = any(:ids) and deleted_at is null")
                    .bind("at", Events.at(at))
                    .bindArray("ids", Long.class, ids)
                    .execute();
            h.createUpdate("delete from calendar.occurrence where event_id = any(:ids)")
                    .bindArray("ids", Long.class, ids)
                    .execute();
            h.createUpdate("delete from calendar.booking where event_id = any(:ids)")
                    .bindArray("ids", Long.class, ids)
                    .execute();
        });
    }

    public Optional<Proposal> find(long id) {
        return find(List.of(id)).stream().findFirst();
    }

    public List<Proposal> find(Collection<Long> ids) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where p.id = any(:ids) order by p.id")
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, c) -> proposal(rs))
                .list());
    }

    /** Keeps others from changing a proposal or one of its slots until the transaction ends. */
    public void lock(long id) {
        jdbi.useHandle(h -> {
            h.createQuery("select id from calendar.proposal where id = :id for no key update")
                    .bind("id", id)
                    .mapTo(Long.class)
                    .findOne();
            h.createQuery("select id from calendar.event where proposal_id = :id order by id for no key update")
                    .bind("id", id)
                    .mapTo(Long.class)
                    .list();
        });
    }

    /** Finds those that are open although their time is over, and keeps others from changing them; in the order of their numbers, as everybody does who locks more than one. */
    public List<Proposal> due(Instant now, int limit) {
        return jdbi.withHandle(h -> h.createQuery(ROWS
                        + "where p.state = 'open' and p.lapses_at <= :now order by p.id limit :limit for no key update")
                .bind("now", Events.at(now))
                .bind("limit", limit)
                .map((rs, c) -> proposal(rs))
                .list());
    }

    /** The slots of a proposal, the earliest first. */
    public List<Long> slots(long id) {
        return slots(List.of(id)).getOrDefault(id, List.of());
    }

    /** The slots of each of these proposals, the earliest first. */
    public Map<Long, List<Long>> slots(Collection<Long> ids) {
        return jdbi.withHandle(h -> {
            var slots = new HashMap<Long, List<Long>>();
            h.createQuery("select p.id, e.id as slot from calendar.proposal p join lateral ("
                            + "select e.id, e.start_local from calendar.event e where e.id = p.event_id union all"
                            + " select e.id, e.start_local from calendar.event e where e.proposal_id = p.id and (e.deleted_at is null or e.deleted_at = p.decided_at)"
                            + ") e on true where p.id = any(:ids) order by p.id, e.start_local, e.id")
                    .bindArray("ids", Long.class, ids.toArray())
                    .map((rs, c) -> Map.entry(rs.getLong("id"), rs.getLong("slot")))
                    .forEach(row -> slots.computeIfAbsent(row.getKey(), id -> new ArrayList<>())
                            .add(row.getValue()));
            return slots;
        });
    }

    /** Of which proposal an event is or was a slot; empty for ordinary events, to which belongs what was confirmed. */
    public Optional<Long> of(long event) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select proposal_id from calendar.event where id = :event and proposal_id is not null")
                .bind("event", event)
                .mapTo(Long.class)
                .findOne());
    }

    /** Those of these events that are or were slots. */
    public Set<Long> among(Collection<Long> events) {
        return jdbi.withHandle(
                h -> h.createQuery("select id from calendar.event where id = any(:ids) and proposal_id is not null")
                        .bindArray("ids", Long.class, events.toArray())
                        .mapTo(Long.class)
                        .collect(Collectors.toSet()));
    }

    /**
     * Lists what the caller has proposed, what their sections have, and what they are asked, the newest first.
     *
     * @param all also what is decided
     * @param after those with smaller numbers only
     */
    public List<Proposal> concerning(Caller caller, boolean all, long after, int limit) {
        return jdbi.withHandle(h -> Occurrences.seenBy(
                        caller,
                        h.createQuery(ROWS + "where p.id < :after and (:all or p.state = 'open')"
                                + " and (p.created_by = :person or p.owner = :me or p.owner = any(:calendars) and not exists (select from calendar.event e"
                                + " where e.visibility = 'private' and (e.id = p.event_id or e.proposal_id = p.id))"
                                + " or p.id in (select q.id from calendar.attendee a join calendar.event e on e.id = a.event_id join calendar.proposal q on q.id = e.proposal_id"
                                + " where a.person_id = :person and not a.absent and (e.deleted_at is null or e.deleted_at = q.decided_at)"
                                + " union all select q.id from calendar.attendee a join calendar.proposal q on q.event_id = a.event_id where a.person_id = :person and not a.absent))"
                                + " order by p.id desc limit :limit"))
                .bind("after", after)
                .bind("all", all)
                .bind("limit", limit)
                .map((rs, c) -> proposal(rs))
                .list());
    }

    private static Proposal proposal(ResultSet rs) throws SQLException {
        var event = rs.getObject("event_id", Long.class);
        var by = rs.getObject("decided_by", Long.class);
        return new Proposal(
                rs.getLong("id"),
                GroupId.parse(rs.getString("owner")).orElseThrow(),
                rs.getString("state"),
                Optional.ofNullable(rs.getObject("until", LocalDate.class)),
                Events.instant(rs, "lapses_at").orElseThrow(),
                event == null ? OptionalLong.empty() : OptionalLong.of(event),
                rs.getInt("version"),
                new PersonId(rs.getLong("created_by")),
                Events.instant(rs, "created_at").orElseThrow(),
                Events.instant(rs, "edited_at"),
                Optional.ofNullable(by).map(PersonId::new),
                Events.instant(rs, "decided_at"));
    }
}
