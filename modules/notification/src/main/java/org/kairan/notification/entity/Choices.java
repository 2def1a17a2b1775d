package org.kairan.notification.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.ActivityType.Channel;
import org.kairan.core.people.PersonId;

/** Keeps where each person wants which kind of notice, and when they want no mail. */
@ApplicationScoped
public class Choices {

    /** Wall times of the city; {@code until}, exclusive, before {@code from} means over midnight. */
    public record Quiet(LocalTime from, LocalTime until) {}

    @Inject
    Jdbi jdbi;

    /** Gives what a person has chosen, by kind. */
    public Map<String, Channel> of(PersonId person) {
        return jdbi.withHandle(h -> {
            var channels = new HashMap<String, Channel>();
            h.createQuery("select type, channel from notification.choice where person_id = :person")
                    .bind("person", person.value())
                    .map((rs, c) -> channels.put(rs.getString(1), channel(rs.getString(2))))
                    .list();
            return channels;
        });
    }

    /** Gives what those of the people have chosen who have chosen anything for this kind. */
    public Map<PersonId, Channel> of(String type, Collection<PersonId> people) {
        return jdbi.withHandle(h -> {
            var channels = new HashMap<PersonId, Channel>();
            h.createQuery(
                            "select person_id, channel from notification.choice where type = :type and person_id = any(:people)")
                    .bind("type", type)
                    .bindArray(
                            "people",
                            Long.class,
                            people.stream().map(PersonId::value).toArray())
                    .map((rs, c) -> channels.put(new PersonId(rs.getLong(1)), channel(rs.getString(2))))
                    .list();
            return channels;
        });
    }

    public Optional<Quiet> quiet(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select quiet_from, quiet_until from notification.quiet where person_id = :person")
                .bind("person", person.value())
                .map((rs, c) -> new Quiet(rs.getObject(1, LocalTime.class), rs.getObject(2, LocalTime.class)))
                .findOne());
    }

    /** Replaces what a person has chosen. */
    public void put(PersonId person, Map<String, Channel> channels, Optional<Quiet> quiet) {
        jdbi.useHandle(h -> {
            delete(h, "notification.choice", person);
            channels.forEach((type, channel) -> h.createUpdate(
                            "insert into notification.choice (person_id, type, channel) values (:person, :type, :channel)")
                    .bind("person", person.value())
                    .bind("type", type)
                    .bind("channel", channel.name().toLowerCase(Locale.ROOT))
                    .execute());
            delete(h, "notification.quiet", person);
            quiet.ifPresent(q -> h.createUpdate(
                            "insert into notification.quiet (person_id, quiet_from, quiet_until) values (:person, cast(:from as time), cast(:until as time))")
                    .bind("person", person.value())
                    .bind("from", q.from().toString())
                    .bind("until", q.until().toString())
                    .execute());
        });
    }

    private static void delete(Handle h, String table, PersonId person) {
        h.createUpdate("delete from " + table + " where person_id = :person")
                .bind("person", person.value())
                .execute();
    }

    private static Channel channel(String text) {
        return Channel.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
