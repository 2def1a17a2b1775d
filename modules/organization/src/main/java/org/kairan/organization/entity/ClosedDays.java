package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.kairan.core.people.PersonId;

/** Keeps the days for which the city has decided otherwise than the rules say. */
@ApplicationScoped
public class ClosedDays {

    private static final RowMapper<ClosedDay> ROW =
            (rs, c) -> new ClosedDay(rs.getObject("day", LocalDate.class), rs.getString("name"), rs.getBoolean("open"));

    /** {@code open} for a day on which the city works although the rules say otherwise. */
    public record ClosedDay(LocalDate day, String name, boolean open) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Gives the days of a span, both ends inclusive, in their order. */
    public List<ClosedDay> between(LocalDate from, LocalDate to) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select day, name, open from organization.closed_day where day between :from and :to order by day")
                .bind("from", from)
                .bind("to", to)
                .map(ROW)
                .list());
    }

    /** Gives all of them as {@link org.kairan.core.time.OfficeDays} takes them. */
    public Map<LocalDate, Optional<String>> decided() {
        var decided = new HashMap<LocalDate, Optional<String>>();
        jdbi.useHandle(h -> h.createQuery("select day, name, open from organization.closed_day")
                .map(ROW)
                .forEach(row -> decided.put(row.day(), row.open() ? Optional.empty() : Optional.of(row.name()))));
        return decided;
    }

    /** Decides for a day, also anew. */
    public void decide(ClosedDay day, PersonId by) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into organization.closed_day (day, name, open, decided_by, decided_at) values (:day, :name, :open, :by, :now)"
                                + " on conflict (day) do update set name = :name, open = :open, decided_by = :by, decided_at = :now")
                .bind("day", day.day())
                .bind("name", day.name())
                .bind("open", day.open())
                .bind("by", by.value())
                .bind("now", Sessions.at(clock.instant()))
                .execute());
    }

    /** Lets the rules decide again; false if they did already. */
    public boolean forget(LocalDate day) {
        return jdbi.withHandle(h -> h.createUpdate("delete from organization.closed_day where day = :day")
                        .bind("day", day)
                        .execute())
                > 0;
    }
}
