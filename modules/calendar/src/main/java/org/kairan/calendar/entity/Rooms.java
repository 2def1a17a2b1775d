package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;

/** Keeps rooms, cars and equipment. */
@ApplicationScoped
public class Rooms {

    private static final String ROWS =
            "select id, kind, name, building, capacity, equipment, opens, closes, setup, days_ahead, longest, bookers, owner_section, approval, active, version from calendar.room ";

    @Inject
    Jdbi jdbi;

    /** All of them, by kind, building and name. */
    public List<Room> all() {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "order by kind desc, building, name, id")
                .map((rs, c) -> room(rs))
                .list());
    }

    public Optional<Room> find(long id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    public Map<Long, Room> find(Collection<Long> ids) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where id = any(:ids)")
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, c) -> room(rs))
                .collect(Collectors.toMap(Room::id, room -> room)));
    }

    /** Finds rooms and keeps others from booking them until the transaction ends; all who book take them in the same order, so that nobody waits in a circle. */
    public Map<Long, Room> lock(Collection<Long> ids) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where id = any(:ids) order by id for no key update")
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, c) -> room(rs))
                .collect(Collectors.toMap(Room::id, room -> room)));
    }

    /** Adds a room; empty if there is one of this kind, building and name. */
    public Optional<Long> add(Room room) {
        return jdbi.withHandle(h -> bind(
                        h.createQuery(
                                "insert into calendar.room (kind, name, building, capacity, equipment, opens, closes, setup, days_ahead, longest, bookers, owner_section, approval, active)"
                                        + " values (:kind, :name, :building, :capacity, :equipment, :opens::time, :closes::time, :setup, :ahead, :longest, :bookers, :owner, :approval, :active) on conflict do nothing returning id"),
                        room)
                .mapTo(Long.class)
                .findOne());
    }

    /** Whether another room has the same kind, building and name. */
    public boolean taken(Room room) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select exists (select from calendar.room where kind = :kind and building = :building and name = :name and id <> :id)")
                .bind("kind", room.kind())
                .bind("building", room.building())
                .bind("name", room.name())
                .bind("id", room.id())
                .mapTo(Boolean.class)
                .one());
    }

    /** Changes a room that still has this version. */
    public boolean edit(Room room) {
        return jdbi.withHandle(h -> bind(
                                h.createUpdate(
                                        "update calendar.room set kind = :kind, name = :name, building = :building, capacity = :capacity, equipment = :equipment, opens = :opens::time, closes = :closes::time,"
                                                + " setup = :setup, days_ahead = :ahead, longest = :longest, bookers = :bookers, owner_section = :owner, approval = :approval, active = :active, version = version + 1 where id = :id and version = :version"),
                                room)
                        .bind("id", room.id())
                        .bind("version", room.version())
                        .execute()
                == 1);
    }

    private static <T extends SqlStatement<T>> T bind(T statement, Room room) {
        return statement
                .bind("kind", room.kind())
                .bind("name", room.name())
                .bind("building", room.building())
                .bind("capacity", room.capacity().orElse(null))
                .bindArray("equipment", String.class, room.equipment().toArray())
                .bind("opens", room.opens().map(LocalTime::toString).orElse(null))
                .bind("closes", room.closes().map(LocalTime::toString).orElse(null))
                .bind("setup", room.setup())
                .bind("ahead", room.daysAhead().orElse(null))
                .bind("longest", room.longest().orElse(null))
                .bindArray(
                        "bookers", String.class, room.terms().bookers().keys().toArray())
                .bind("owner", room.terms().owner().orElse(null))
                .bind("approval", room.terms().approval())
                .bind("active", room.active());
    }

    private static Room room(ResultSet rs) throws SQLException {
        return new Room(
                rs.getLong("id"),
                rs.getString("kind"),
                rs.getString("name"),
                rs.getString("building"),
                Optional.ofNullable(rs.getObject("capacity", Integer.class)),
                Occurrences.texts(rs.getArray("equipment")),
                Optional.ofNullable(rs.getObject("opens", LocalTime.class)),
                Optional.ofNullable(rs.getObject("closes", LocalTime.class)),
                rs.getInt("setup"),
                Optional.ofNullable(rs.getObject("days_ahead", Integer.class)),
                Optional.ofNullable(rs.getObject("longest", Integer.class)),
                new Terms(
                        Audience.of(Occurrences.texts(rs.getArray("bookers")).stream()
                                .flatMap(text -> GroupId.parse(text).stream())
                                .toList()),
                        Optional.ofNullable(rs.getObject("owner_section", Long.class)),
                        rs.getBoolean("approval")),
                rs.getBoolean("active"),
                rs.getInt("version"));
    }
}
