package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.CityTime;

/** Keeps what people answer to a message without writing one: reactions and acknowledgements, and the reminders to those who have not. */
@ApplicationScoped
public class Responses {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Adds or takes away a reaction; false if it was so already. */
    public boolean react(long room, long seq, String key, PersonId person, boolean on) {
        return jdbi.withHandle(h -> {
            var statement = on
                    ? h.createUpdate(
                                    "insert into chat.reaction (room_id, seq, key, person_id, at) values (:room, :seq, :key, :person, :now) on conflict do nothing")
                            .bind("now", Columns.at(clock.instant()))
                    : h.createUpdate(
                            "delete from chat.reaction where room_id = :room and seq = :seq and key = :key and person_id = :person");
            return statement
                            .bind("room", room)
                            .bind("seq", seq)
                            .bind("key", key)
                            .bind("person", person.value())
                            .execute()
                    == 1;
        });
    }

    /** Gives the reactions of messages: by message, then by key in the order in which each came first, who reacted. */
    public Map<Long, Map<String, List<Long>>> reactions(long room, Collection<Long> seqs) {
        return jdbi.withHandle(h -> {
            var reactions = new HashMap<Long, Map<String, List<Long>>>();
            h.createQuery(
                            "select seq, key, array_agg(person_id order by at, person_id) as people from chat.reaction where room_id = :room and seq = any(:seqs) group by seq, key order by seq, min(at), key")
                    .bind("room", room)
                    .bindArray("seqs", Long.class, seqs.toArray())
                    .map((rs, c) -> reactions
                            .computeIfAbsent(rs.getLong("seq"), any -> new LinkedHashMap<>())
                            .put(rs.getString("key"), List.of((Long[])
                                    rs.getArray("people").getArray())))
                    .list();
            return reactions;
        });
    }

    /** Notes that somebody has acknowledged a message; false if they had. */
    public boolean acknowledge(long room, long seq, PersonId person, Instant now) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "insert into chat.acknowledgement (room_id, seq, person_id, at) values (:room, :seq, :person, :now) on conflict do nothing")
                        .bind("room", room)
                        .bind("seq", seq)
                        .bind("person", person.value())
                        .bind("now", Columns.at(now))
                        .execute()
                == 1);
    }

    /** Gives who has acknowledged which message, and when. */
    public Map<Long, Map<PersonId, Instant>> acknowledgements(long room, Collection<Long> seqs) {
        return jdbi.withHandle(h -> {
            var acks = new HashMap<Long, Map<PersonId, Instant>>();
            h.createQuery(
                            "select seq, person_id, at from chat.acknowledgement where room_id = :room and seq = any(:seqs) order by at, person_id")
                    .bind("room", room)
                    .bindArray("seqs", Long.class, seqs.toArray())
                    .map((rs, c) -> acks.computeIfAbsent(rs.getLong("seq"), any -> new LinkedHashMap<>())
                            .put(new PersonId(rs.getLong("person_id")), Columns.instant(rs, "at")))
                    .list();
            return acks;
        });
    }

    /** Notes that those who have not answered are asked to now; false if that has been done today, also by somebody else in the same moment. */
    public boolean remind(long room, long seq, PersonId by) {
        var now = clock.instant();
        return jdbi.withHandle(h -> h.createUpdate(
                                "insert into chat.reminder (room_id, seq, reminded_on, reminded_at, reminded_by) values (:room, :seq, :today, :now, :by) on conflict do nothing")
                        .bind("room", room)
                        .bind("seq", seq)
                        .bind("today", LocalDate.ofInstant(now, CityTime.ZONE))
                        .bind("now", Columns.at(now))
                        .bind("by", by.value())
                        .execute()
                == 1);
    }

    /** When they were asked last. */
    public Optional<Instant> reminded(long room, long seq) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select max(reminded_at) as at from chat.reminder where room_id = :room and seq = :seq")
                .bind("room", room)
                .bind("seq", seq)
                .map((rs, c) -> Columns.instantIf(rs, "at"))
                .one());
    }
}
