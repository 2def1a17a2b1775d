package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The days on which the city is closed: what the rules say, and what administrators decide for single days. */
class ClosedDaysIT {

    private static final String DAYS = "/api/organization/closed-days";

    private final Kairan kairan = Kairan.demo();
    private final Client admin = kairan.admin();
    private final Client somebody = kairan.as(kairan.somebody());

    @AfterEach
    void forget() {
        kairan.execute("delete from organization.closed_day");
    }

    private Map<String, JsonNode> year(int year) {
        var items = somebody.get(DAYS + "?year=" + year).expect(200).json().get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .collect(Collectors.toMap(item -> item.get("day").asText(), item -> item));
    }

    @Test
    void everybody_sees_holidays_and_the_turn_of_the_year() {
        var days = year(2026);
        assertEquals("国民の休日", days.get("2026-09-22").get("name").asText());
        assertEquals("substitute-holiday", days.get("2026-05-06").get("key").asText());
        assertEquals("year-end", days.get("2026-12-29").get("key").asText());
        assertEquals(
                18 + 5,
                days.size(),
                "18 holidays of 2026, one of them at the turn of the year with its other five days");
        somebody.get(DAYS + "?year=1900").expect(422, "core.date-invalid");
    }

    @Test
    void what_is_decided_for_a_day_stands_until_it_is_taken_back() {
        admin.put(DAYS + "/2026-07-01", Map.of("name", " 市制記念日 ", "open", false))
                .expect(204);
        admin.put(DAYS + "/2026-11-23", Map.of("name", "休日開庁", "open", true)).expect(204);
        var days = year(2026);
        assertEquals("市制記念日", days.get("2026-07-01").get("name").asText());
        assertEquals(true, days.get("2026-11-23").get("open").asBoolean());
        admin.put(DAYS + "/2026-07-01", Map.of("name", "開市記念日", "open", false)).expect(204);
        assertEquals("開市記念日", year(2026).get("2026-07-01").get("name").asText());
        admin.delete(DAYS + "/2026-11-23").expect(204);
        admin.delete(DAYS + "/2026-11-23").expect(404, "core.not-found");
        assertEquals(
                "labour-thanksgiving-day",
                year(2026).get("2026-11-23").get("key").asText());
    }

    @Test
    void only_administrators_decide_and_only_what_can_be_read() {
        somebody.put(DAYS + "/2026-07-01", Map.of("name", "休み", "open", false)).expect(404, "core.not-found");
        somebody.delete(DAYS + "/2026-07-01").expect(404, "core.not-found");
        admin.put(DAYS + "/2026-02-30", Map.of("name", "無い日", "open", false)).expect(422, "core.date-invalid");
        admin.put(DAYS + "/1900-01-01", Map.of("name", "昔", "open", false)).expect(422, "core.date-invalid");
        admin.put(DAYS + "/2026-07-01", Map.of("name", " ", "open", false)).expect(422, "core.invalid");
        admin.put(DAYS + "/2026-07-01", Map.of("name", "長".repeat(61), "open", false))
                .expect(422, "organization.closed-day-name-too-long");
        admin.put(DAYS + "/2026-07-01", "null").expect(422, "core.invalid");
    }
}
