package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps what is one person's own: preferences, drafts and bookmarks, on all their devices and for nobody else. */
@ApplicationScoped
public class Personal {

    /** What somebody has begun to write in a room. */
    public record Draft(long room, String text, OptionalLong reply, Instant updatedAt) {}

    /** A message that somebody wants to find again. */
    public record Bookmark(long room, long seq, Instant at) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    public Preference preference(long room, PersonId person) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select favourite, muted, alerts, unread_from from chat.preference where room_id = :room and person_id = :person")
                .bind("room", room)
                .bind("person", person.value())
                .map((rs, c) -> new Preference(
                        rs.getBoolean("favourite"),
                        rs.getBoolean("muted"),
                        rs.getString("alerts"),
                        Columns.numberIf(rs, "unread_from")))
                .findOne()
                .orElse(Preference.NONE));
    }

    public void prefer(long room, PersonId person, boolean favourite, boolean muted, String alerts) {
        jdbi.useHandle(h -> h.createUpdate("""
            insert into chat.preference (room_id, person_id, favourite, muted, alerts) values (:room, :person, :favourite, :muted, :alerts)
            on conflict (person_id, room_id) do update set favourite = excluded.favourite, muted = excluded.muted, alerts = excluded.alerts""")
                .bind("room", room)
                .bind("person", person.value())
                .bind("favourite", favourite)
                .bind("muted", muted)
                .bind("alerts", alerts)
                .execute());
    }

    /** Puts a room back to unread from a message on, or ends that; true if something changed. */
    public boolean unreadFrom(long room, PersonId person, OptionalLong seq) {
        return jdbi.withHandle(h -> h.createUpdate(
                                seq.isPresent()
                                        ? "insert into chat.preference as p (room_id, person_id, unread_from) values (:room, :person, :seq) on conflict (person_id, room_id) do update set unread_from = excluded.unread_from where p.unread_from is null or p.unread_from <> excluded.unread_from"
                                        : "update chat.preference set unread_from = :seq where room_id = :room and person_id = :person and unread_from is not null")
                        .bind("room", room)
                        .bind("person", person.value())
                        .bind("seq", Columns.boxed(seq))
                        .execute()
                == 1);
    }

    // ---- drafts

    public Optional<Draft> draft(long room, PersonId person) {
        return drafts(person).stream().filter(draft -> draft.room() == room).findFirst();
    }

    /** Gives what somebody has begun to write in the rooms in which they are, the latest first. */
    public List<Draft> drafts(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery("""
            select d.room_id, d.text, d.reply_seq, d.updated_at from chat.draft d
            join chat.member m on m.room_id = d.room_id and m.person_id = d.person_id and m.left_seq is null
            where d.person_id = :person order by d.updated_at desc""")
                .bind("person", person.value())
                .map((rs, c) -> new Draft(
                        rs.getLong("room_id"),
                        rs.getString("text"),
                        Columns.numberIf(rs, "reply_seq"),
                        Columns.instant(rs, "updated_at")))
                .list());
    }

    public void keepDraft(long room, PersonId person, String text, OptionalLong reply) {
        jdbi.useHandle(h -> h.createUpdate("""
            insert into chat.draft (room_id, person_id, text, reply_seq, updated_at) values (:room, :person, :text, :reply, :now)
            on conflict (person_id, room_id) do update set text = excluded.text, reply_seq = excluded.reply_seq, updated_at = excluded.updated_at""")
                .bind("room", room)
                .bind("person", person.value())
                .bind("text", text)
                .bind("reply", Columns.boxed(reply))
                .bind("now", Columns.at(clock.instant()))
                .execute());
    }

    public boolean dropDraft(long room, PersonId person) {
        return jdbi.withHandle(
                h -> h.createUpdate("delete from chat.draft where room_id = :room and person_id = :person")
                                .bind("room", room)
                                .bind("person", person.value())
                                .execute()
                        == 1);
    }

    // ---- bookmarks

    public void bookmark(long room, long seq, PersonId person, boolean on) {
        jdbi.useHandle(h -> {
            var statement = on
                    ? h.createUpdate(
                                    "insert into chat.bookmark (room_id, seq, person_id, at) values (:room, :seq, :person, :now) on conflict do nothing")
                            .bind("now", Columns.at(clock.instant()))
                    : h.createUpdate(
                            "delete from chat.bookmark where room_id = :room and seq = :seq and person_id = :person");
            statement
                    .bind("room", room)
                    .bind("seq", seq)
                    .bind("person", person.value())
                    .execute();
        });
    }

    /** Gives those among the messages that somebody has bookmarked. */
    public Set<Long> bookmarked(long room, Collection<Long> seqs, PersonId person) {
        return new HashSet<>(jdbi.withHandle(h -> h.createQuery(
                        "select seq from chat.bookmark where room_id = :room and seq = any(:seqs) and person_id = :person")
                .bind("room", room)
                .bindArray("seqs", Long.class, seqs.toArray())
                .bind("person", person.value())
                .mapTo(Long.class)
                .list()));
    }

    /** Gives somebody's bookmarks in the rooms in which they are, the latest first. */
    public List<Bookmark> bookmarks(PersonId person, int limit) {
        return jdbi.withHandle(h -> h.createQuery("""
            select b.room_id, b.seq, b.at from chat.bookmark b
            join chat.member m on m.room_id = b.room_id and m.person_id = b.person_id and m.left_seq is null
            where b.person_id = :person order by b.at desc, b.room_id, b.seq limit :limit""")
                .bind("person", person.value())
                .bind("limit", limit)
                .map((rs, c) -> new Bookmark(rs.getLong("room_id"), rs.getLong("seq"), Columns.instant(rs, "at")))
                .list());
    }
}
