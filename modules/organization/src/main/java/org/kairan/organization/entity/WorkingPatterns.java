package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.WorkingWeek;
import org.kairan.core.time.WorkingWeek.Hours;

/** Keeps the hours of those who do not work as most do. */
@ApplicationScoped
public class WorkingPatterns {

    @Inject
    Jdbi jdbi;

    static Map<PersonId, WorkingWeek> all(Handle h) {
        var days = new HashMap<PersonId, Map<DayOfWeek, Hours>>();
        h.createQuery("select person_id, weekday, starts, ends from organization.working_hours")
                .map((rs, c) -> days.computeIfAbsent(new PersonId(rs.getLong(1)), id -> new EnumMap<>(DayOfWeek.class))
                        .put(
                                DayOfWeek.of(rs.getInt(2)),
                                new Hours(rs.getObject(3, LocalTime.class), rs.getObject(4, LocalTime.class))))
                .list();
        var weeks = new HashMap<PersonId, WorkingWeek>();
        days.forEach((person, week) -> weeks.put(person, new WorkingWeek(week)));
        return weeks;
    }

    /** Replaces somebody's week; without any day they work the usual hours again. */
    public void put(PersonId person, Map<DayOfWeek, Hours> week) {
        jdbi.useHandle(h -> {
            h.createUpdate("delete from organization.working_hours where person_id = :person")
                    .bind("person", person.value())
                    .execute();
            week.forEach((day, hours) -> h.createUpdate(
                            "insert into organization.working_hours (person_id, weekday, starts, ends) values (:person, :day, :from::time, :until::time)")
                    .bind("person", person.value())
                    .bind("day", day.getValue())
                    .bind("from", hours.from().toString())
                    .bind("until", hours.until().toString())
                    .execute());
        });
    }
}
