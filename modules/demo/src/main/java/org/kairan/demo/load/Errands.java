package org.kairan.demo.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.kairan.demo.city.Assignment;
import org.kairan.demo.city.City;

/** Writes what people have said by hand of where they are on the day on which the city is loaded, beside what stands in their calendars. */
final class Errands {

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    /** Of so many people one has said something. */
    private static final int ONE_OF = 23;

    private record Errand(String status, String place, String note, int backHour) {}

    private static final List<Errand> ALL = List.of(
            new Errand("out", "現地調査", "携帯へ", 15),
            new Errand("away", "書庫", "", 11),
            new Errand("out", "県の出先機関", "", 16),
            new Errand("telework", "", "チャットへどうぞ", 17),
            new Errand("out", "銀行・郵便局", "", 11),
            new Errand("away", "窓口応援", "", 12),
            new Errand("trip", "県庁", "直帰します", 18),
            new Errand("out", "市内巡回", "", 14));

    private final Connection connection;

    Errands(Connection connection) {
        this.connection = connection;
    }

    /** Gives how many. */
    int write(City city, LocalDate today) throws SQLException {
        int written = 0;
        int seen = 0;
        try (Copy rows = new Copy(
                connection, "presence.override (person_id, status, place, note, back_at, ends, set_by, set_at)")) {
            for (Assignment a : city.assignments()) {
                if (!a.primary() || !a.on(today) || ++seen % ONE_OF != 0) {
                    continue;
                }
                Errand errand = ALL.get(written++ % ALL.size());
                Instant back = at(today, errand.backHour(), 0);
                rows.row(
                        a.personId(),
                        errand.status(),
                        errand.place(),
                        errand.note(),
                        back,
                        back,
                        a.personId(),
                        at(today, 8, 40));
            }
            rows.end();
        }
        return written;
    }

    private static Instant at(LocalDate day, int hour, int minute) {
        return day.atTime(LocalTime.of(hour, minute)).atZone(ZONE).toInstant();
    }
}
