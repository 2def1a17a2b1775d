package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kairan.chat.entity.Room.Kind;
import org.kairan.chat.entity.Room.Pair;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;

/** Keeps rooms and gives the numbers under which what happens in them becomes visible. */
@ApplicationScoped
public class Rooms {

    static final String ROWS =
            "r.id, r.kind, r.name, r.purpose, r.section_id, r.direct_low, r.direct_high, r.seq, r.rev, r.members, r.version, r.created_by, r.created_at, r.opens_at, r.closes_at, r.closed_at";

    /** How far unread messages are counted; what is more is as much to a reader. */
    public static final int COUNT_MOST = 1000;

    /** What is to be made; {@code requestHash} tells a repeated request from a request id used twice. */
    public record Draft(
            Kind kind,
            String name,
            String purpose,
            OptionalLong section,
            Optional<Pair> pair,
            PersonId by,
            Optional<Instant> opensAt,
            Optional<Instant> closesAt,
            Optional<UUID> requestId,
            byte[] requestHash) {}

    /** Says which room a request made; {@code repeated} if there was one already, {@code reused} if the earlier request was another. */
    public record Made(long id, boolean repeated, boolean reused) {}

    /** What a room's last message looks like in a list. */
    public record Last(long seq, PersonId sender, String text, Instant at, boolean deleted) {}

    /** A room as one of its members sees it in their list. */
    public record Listed(Place place, Preference preference, Optional<Last> last, int unread, int mentions) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Makes a room without members; the same request, or the same pair of people, again makes no second one. */
    public Made create(Draft draft) {
        return jdbi.withHandle(h -> {
            var made = h.createQuery(
                            "insert into chat.room (kind, name, purpose, section_id, direct_low, direct_high, created_by, created_at, opens_at, closes_at, request_id, request_hash)"
                                    + " values (:kind, :name, :purpose, :section, :low, :high, :by, :now, :opens, :closes, :request, :hash) on conflict do nothing returning id")
                    .bind("kind", draft.kind().key())
                    .bind("name", draft.name())
                    .bind("purpose", draft.purpose())
                    .bind("section", Columns.boxed(draft.section()))
                    .bind("low", draft.pair().map(pair -> pair.low().value()).orElse(null))
                    .bind("high", draft.pair().map(pair -> pair.high().value()).orElse(null))
                    .bind("by", draft.by().value())
                    .bind("now", Columns.at(clock.instant()))
                    .bind("opens", Columns.at(draft.opensAt()))
                    .bind("closes", Columns.at(draft.closesAt()))
                    .bind("request", draft.requestId().orElse(null))
                    .bind("hash", draft.requestHash())
                    .mapTo(Long.class)
                    .findOne();
            if (made.isPresent()) {
                return new Made(made.get(), false, false);
            }
            if (draft.pair().isPresent()) {
                var pair = draft.pair().get();
                return h.createQuery("select id from chat.room where direct_low = :low and direct_high = :high")
                        .bind("low", pair.low().value())
                        .bind("high", pair.high().value())
                        .map((rs, c) -> new Made(rs.getLong(1), true, false))
                        .one();
            }
            return h.createQuery(
                            "select id, request_hash = :hash from chat.room where created_by = :by and request_id = :request")
                    .bind("hash", draft.requestHash())
                    .bind("by", draft.by().value())
                    .bind("request", draft.requestId().orElseThrow())
                    .map((rs, c) -> new Made(rs.getLong(1), true, !rs.getBoolean(2)))
                    .one();
        });
    }

    private static Object[] held(Caller caller) {
        return caller.groups().keySet().stream().map(GroupId::toString).toArray();
    }

    public Optional<Room> find(long id) {
        return jdbi.withHandle(h -> h.createQuery("select " + ROWS + " from chat.room r where r.id = :id")
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** Finds the room of two people, if they have one. */
    public Optional<Room> find(Pair pair) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select " + ROWS + " from chat.room r where r.direct_low = :low and r.direct_high = :high")
                .bind("low", pair.low().value())
                .bind("high", pair.high().value())
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** Whom the organization has put into a room must still hold one of its groups, also in the moment before the organization's change has been followed. */
    private static final String STILL =
            " and (not m.by_rule or exists (select from chat.room_group g where g.room_id = m.room_id and g.group_key = any(:held)))";

    /** Gives somebody's place in a room; empty if they are not in it now. */
    public Optional<Place> place(long id, Caller caller) {
        return jdbi.withHandle(h -> h.createQuery("select " + ROWS + ", " + Members.ROWS
                        + " from chat.room r join chat.member m on m.room_id = r.id and m.left_seq is null and m.person_id = :me"
                        + STILL + " where r.id = :id")
                .bind("id", id)
                .bind("me", caller.person().value())
                .bindArray("held", String.class, held(caller))
                .map((rs, c) -> new Place(row(rs), Members.row(rs)))
                .findOne());
    }

    /** Gives the rooms in which somebody is now. */
    public List<Long> ids(Caller caller) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select m.room_id from chat.member m where m.person_id = :me and m.left_seq is null" + STILL)
                .bind("me", caller.person().value())
                .bindArray("held", String.class, held(caller))
                .mapTo(Long.class)
                .list());
    }

    /**
     * Takes the room for this transaction and counts a change, and a message if it is one; whoever comes at the same time waits, so that changes become visible in the order of their numbers.
     *
     * @return the room with its new numbers; empty if there is none
     */
    public Optional<Room> advance(long id, boolean message) {
        return jdbi.withHandle(h -> h.createQuery(
                        "update chat.room r set rev = rev + 1, seq = seq + :messages where id = :id returning " + ROWS)
                .bind("messages", message ? 1 : 0)
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** Takes the room for this transaction without counting anything. */
    public Optional<Room> hold(long id) {
        return jdbi.withHandle(h -> h.createQuery("select " + ROWS + " from chat.room r where id = :id for update")
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** Lists the rooms in which somebody is, those with the latest news first; {@code targets} are the ways in which a message may name them. */
    public List<Listed> of(Caller caller, Collection<String> targets) {
        return jdbi.withHandle(h -> h.createQuery("select " + ROWS + ", " + Members.ROWS + ", " + """
                p.favourite, p.muted, coalesce(p.alerts, 'all') as alerts, p.unread_from,
                l.seq as last_seq, l.sender_id as last_sender, left(l.text, 200) as last_text, l.at as last_at, l.deleted_at is not null as last_deleted,
                (select count(*) from (select from chat.message x where x.room_id = r.id and x.seq > u.base and x.sender_id <> :me and x.deleted_at is null limit :most) c) as unread,
                (select count(*) from (select distinct n.seq from chat.mention n join chat.message x on x.room_id = n.room_id and x.seq = n.seq
                  where n.target = any(:targets) and n.room_id = r.id and n.seq > u.base and x.sender_id <> :me and x.deleted_at is null limit :most) c) as mentions
                from chat.member m join chat.room r on r.id = m.room_id
                left join chat.preference p on p.person_id = m.person_id and p.room_id = m.room_id
                left join chat.message l on l.room_id = r.id and l.seq = r.seq
                cross join lateral (select least(m.receipt_seq, coalesce(p.unread_from - 1, m.receipt_seq)) as base) u
                where m.person_id = :me and m.left_seq is null""" + STILL
                        + " order by coalesce(l.at, r.created_at) desc, r.id desc")
                .bind("me", caller.person().value())
                .bindArray("held", String.class, held(caller))
                .bind("most", COUNT_MOST)
                .bindArray("targets", String.class, targets.toArray())
                .map((rs, c) -> new Listed(
                        new Place(row(rs), Members.row(rs)),
                        new Preference(
                                rs.getBoolean("favourite"),
                                rs.getBoolean("muted"),
                                rs.getString("alerts"),
                                Columns.numberIf(rs, "unread_from")),
                        Columns.numberIf(rs, "last_seq").isEmpty()
                                        || Members.row(rs).joinedSeq() >= rs.getLong("last_seq")
                                                && row(rs).kind() == Kind.GROUP
                                ? Optional.empty()
                                : Optional.of(new Last(
                                        rs.getLong("last_seq"),
                                        new PersonId(rs.getLong("last_sender")),
                                        rs.getString("last_text"),
                                        Columns.instant(rs, "last_at"),
                                        rs.getBoolean("last_deleted"))),
                        rs.getInt("unread"),
                        rs.getInt("mentions")))
                .list());
    }

    /** Lists the open consultation rooms whose name or purpose has the text in it, by name. */
    public List<Room> consultations(String text, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select " + ROWS
                                + " from chat.room r where r.kind = 'consultation' and r.closed_at is null and (position(lower(:text) in lower(r.name)) > 0 or position(lower(:text) in lower(r.purpose)) > 0) order by r.name, r.id limit :limit")
                .bind("text", text)
                .bind("limit", limit)
                .map((rs, c) -> row(rs))
                .list());
    }

    /** Writes a room's settings; its version grows. */
    public void edit(long id, String name, String purpose, Optional<Instant> opensAt, Optional<Instant> closesAt) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update chat.room set name = :name, purpose = :purpose, opens_at = :opens, closes_at = :closes, version = version + 1 where id = :id")
                .bind("id", id)
                .bind("name", name)
                .bind("purpose", purpose)
                .bind("opens", Columns.at(opensAt))
                .bind("closes", Columns.at(closesAt))
                .execute());
    }

    /** Closes a room, or opens it again without an end. */
    public void close(long id, boolean closed, Optional<PersonId> by) {
        jdbi.useHandle(h -> h.createUpdate(
                        "update chat.room set closed_at = :at, closed_by = :by, closes_at = case when :closed then closes_at end, version = version + 1 where id = :id")
                .bind("id", id)
                .bind("closed", closed)
                .bind("at", closed ? Columns.at(clock.instant()) : null)
                .bind("by", closed ? by.map(PersonId::value).orElse(null) : null)
                .execute());
    }

    /** Gives the rooms whose time is over and that are not closed yet. */
    public List<Long> due() {
        return jdbi.withHandle(
                h -> h.createQuery("select id from chat.room where closed_at is null and closes_at <= :now order by id")
                        .bind("now", Columns.at(clock.instant()))
                        .mapTo(Long.class)
                        .list());
    }

    public void count(long id, int more) {
        jdbi.useHandle(h -> h.createUpdate("update chat.room set members = members + :more where id = :id")
                .bind("more", more)
                .bind("id", id)
                .execute());
    }

    // ---- agenda

    public List<AgendaItem> agenda(long room) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select id, title, state = 'closed' from chat.agenda where room_id = :room order by position, id")
                .bind("room", room)
                .map((rs, c) -> new AgendaItem(rs.getLong(1), rs.getString(2), rs.getBoolean(3)))
                .list());
    }

    /** Gives a room exactly these items in this order: those with a number keep it, those with 0 are new, others go unless messages belong to them. False if a number is not the room's. */
    public boolean setAgenda(long room, List<AgendaItem> wanted) {
        return jdbi.withHandle(h -> {
            var kept = new HashSet<Long>();
            agenda(room).forEach(item -> kept.add(item.id()));
            var named = new ArrayList<Long>();
            var position = 0;
            for (var item : wanted) {
                if (item.id() == 0) {
                    named.add(h.createQuery(
                                    "insert into chat.agenda (room_id, position, title, state) values (:room, :position, :title, :state) returning id")
                            .bind("room", room)
                            .bind("position", position++)
                            .bind("title", item.title())
                            .bind("state", item.closed() ? "closed" : "open")
                            .mapTo(Long.class)
                            .one());
                } else if (kept.contains(item.id()) && !named.contains(item.id())) {
                    named.add(item.id());
                    h.createUpdate(
                                    "update chat.agenda set position = :position, title = :title, state = :state where id = :id")
                            .bind("id", item.id())
                            .bind("position", position++)
                            .bind("title", item.title())
                            .bind("state", item.closed() ? "closed" : "open")
                            .execute();
                } else {
                    return false;
                }
            }
            h.createUpdate(
                            "delete from chat.agenda a where a.room_id = :room and a.id <> all(:named) and not exists (select from chat.message m where m.room_id = :room and m.agenda_id = a.id)")
                    .bind("room", room)
                    .bindArray("named", Long.class, named.toArray())
                    .execute();
            return true;
        });
    }

    // ---- rules

    public Set<GroupId> groups(long room) {
        return new HashSet<>(jdbi.withHandle(
                h -> h.createQuery("select group_key from chat.room_group where room_id = :room")
                        .bind("room", room)
                        .map((rs, c) -> GroupId.parse(rs.getString(1)).orElseThrow())
                        .list()));
    }

    public void addGroups(long room, Collection<GroupId> groups) {
        jdbi.useHandle(h -> {
            for (var group : groups) {
                h.createUpdate(
                                "insert into chat.room_group (room_id, group_key) values (:room, :group) on conflict do nothing")
                        .bind("room", room)
                        .bind("group", group.toString())
                        .execute();
            }
        });
    }

    /** Gives the rooms whose members follow the organization. */
    public List<Long> byRule() {
        return jdbi.withHandle(h -> h.createQuery(
                        "select id from chat.room where kind in ('section', 'announcement') and closed_at is null order by id")
                .mapTo(Long.class)
                .list());
    }

    static Room row(ResultSet rs) throws SQLException {
        var low = Columns.numberIf(rs, "direct_low");
        return new Room(
                rs.getLong("id"),
                Kind.of(rs.getString("kind")).orElseThrow(),
                rs.getString("name"),
                rs.getString("purpose"),
                Columns.numberIf(rs, "section_id"),
                low.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Pair(new PersonId(low.getAsLong()), new PersonId(rs.getLong("direct_high")))),
                rs.getLong("seq"),
                rs.getLong("rev"),
                rs.getInt("members"),
                rs.getInt("version"),
                new PersonId(rs.getLong("created_by")),
                Columns.instant(rs, "created_at"),
                Columns.instantIf(rs, "opens_at"),
                Columns.instantIf(rs, "closes_at"),
                Columns.instantIf(rs, "closed_at"));
    }
}
