package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps the logs of cars. Whoever writes has locked the car, so that no two see the same meter. */
@ApplicationScoped
public class Trips {

    private static final String ROWS =
            "select room_id, event_id, recurrence_id, starts, ends, driver, destination, departure, arrival, version from calendar.trip where room_id = :room and ";

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    public Optional<Trip> find(long room, long event, LocalDateTime recurrence) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "event_id = :event and recurrence_id = :recurrence")
                .bind("room", room)
                .bind("event", event)
                .bind("recurrence", recurrence)
                .map((rs, c) -> trip(rs))
                .findOne());
    }

    /** The last journey of a car that began before an instant. */
    public Optional<Trip> before(long room, Instant at) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "starts < :at order by starts desc, arrival desc limit 1")
                .bind("room", room)
                .bind("at", Events.at(at))
                .map((rs, c) -> trip(rs))
                .findOne());
    }

    /** The first journey of a car that began after an instant. */
    public Optional<Trip> after(long room, Instant at) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "starts > :at order by starts, departure limit 1")
                .bind("room", room)
                .bind("at", Events.at(at))
                .map((rs, c) -> trip(rs))
                .findOne());
    }

    /** The journeys of a car that began between two instants (the second exclusive), the earliest first. */
    public List<Trip> between(long room, Instant from, Instant until) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "starts >= :from and starts < :until order by starts")
                .bind("room", room)
                .bind("from", Events.at(from))
                .bind("until", Events.at(until))
                .map((rs, c) -> trip(rs))
                .list());
    }

    /** Writes a journey down, or writes it anew if it still has its version; 0 for one that is not there yet. */
    public boolean save(Trip trip, PersonId by) {
        return jdbi.withHandle(h -> h.createUpdate(
                                trip.version() == 0
                                        ? "insert into calendar.trip (room_id, event_id, recurrence_id, starts, ends, driver, destination, departure, arrival, entered_by, entered_at)"
                                                + " values (:room, :event, :recurrence, :starts, :ends, :driver, :destination, :departure, :arrival, :by, :now) on conflict do nothing"
                                        : "update calendar.trip set destination = :destination, departure = :departure, arrival = :arrival, entered_by = :by, entered_at = :now, version = version + 1"
                                                + " where room_id = :room and event_id = :event and recurrence_id = :recurrence and version = :version")
                        .bind("room", trip.room())
                        .bind("event", trip.event())
                        .bind("recurrence", trip.recurrence())
                        .bind("starts", Events.at(trip.starts()))
                        .bind("ends", Events.at(trip.ends()))
                        .bind("driver", trip.driver().value())
                        .bind("destination", trip.destination())
                        .bind("departure", trip.departure())
                        .bind("arrival", trip.arrival())
                        .bind("by", by.value())
                        .bind("now", Events.at(clock.instant()))
                        .bind("version", trip.version())
                        .execute()
                == 1);
    }

    private static Trip trip(ResultSet rs) throws SQLException {
        return new Trip(
                rs.getLong("room_id"),
                rs.getLong("event_id"),
                rs.getObject("recurrence_id", LocalDateTime.class),
                Events.instant(rs, "starts").orElseThrow(),
                Events.instant(rs, "ends").orElseThrow(),
                new PersonId(rs.getLong("driver")),
                rs.getString("destination"),
                rs.getInt("departure"),
                rs.getInt("arrival"),
                rs.getInt("version"));
    }
}
