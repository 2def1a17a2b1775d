package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.time.CityTime;

/** Gives the organization as of a day; today's is kept in memory until its version changes or the day ends. */
@ApplicationScoped
public class Rosters {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    private volatile Roster kept;

    public Roster today() {
        return today(jdbi.withHandle(Rosters::version));
    }

    /** Gives today's roster for a version just read, so that who has read it with something else saves a statement. */
    public Roster today(long version) {
        var day = CityTime.today(clock);
        var roster = kept;
        if (roster == null || roster.version() != version || !roster.day().equals(day)) {
            roster = on(day);
            kept = roster;
        }
        return roster;
    }

    public Roster on(LocalDate day) {
        return jdbi.withHandle(h -> read(h, day));
    }

    private static long version(Handle h) {
        return h.createQuery("select version from organization.state")
                .mapTo(Long.class)
                .one();
    }

    private static Roster read(Handle h, LocalDate day) {
        // The version is read first: what changes in between makes the roster newer than it says, and it is read again.
        var version = version(h);
        var sections = h.createQuery(
                        "select s.id, s.code, p.parent_id, p.name, p.sort_order from organization.section s join organization.section_period p on p.section_id = s.id"
                                + " where daterange(p.valid_from, p.valid_until) @> :day")
                .bind("day", day)
                .map((rs, c) -> new Roster.Section(
                        rs.getLong(1),
                        rs.getString(2),
                        Optional.ofNullable(rs.getObject(3, Long.class)),
                        rs.getString(4),
                        rs.getInt(5)))
                .list();
        var titles = h.createQuery("select id, code, name, sort_order from organization.title")
                .map((rs, c) -> new Roster.Title(rs.getLong(1), rs.getString(2), rs.getString(3), rs.getInt(4)))
                .list();
        var people = h.createQuery("select id, staff_number, name, kana, mail, extension from organization.person")
                .map((rs, c) -> new Roster.Details(
                        rs.getLong(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        Optional.ofNullable(rs.getString(5)),
                        Optional.ofNullable(rs.getString(6))))
                .list();
        var assignments = h.createQuery(
                        "select person_id, section_id, title_id, kind = 'primary', valid_from, valid_until from organization.assignment order by valid_from")
                .map((rs, c) -> new Roster.Assignment(
                        rs.getLong(1),
                        rs.getLong(2),
                        Optional.ofNullable(rs.getObject(3, Long.class)),
                        rs.getBoolean(4),
                        rs.getObject(5, LocalDate.class),
                        Optional.ofNullable(rs.getObject(6, LocalDate.class))))
                .list();
        return new Roster(day, version, sections, titles, people, assignments);
    }
}
