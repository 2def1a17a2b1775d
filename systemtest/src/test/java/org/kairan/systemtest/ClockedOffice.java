package org.kairan.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A small office whose clock can be put forward, by a module that only a test drops into its data folder. */
public final class ClockedOffice implements AutoCloseable {

    public static final ZoneId CITY = ZoneId.of("Asia/Tokyo");

    /** Somebody of the office; {@code section} is a path as the import writes it, {@code title} may be empty. */
    public record Staff(String login, String name, String kana, String section, String title) {

        String row() {
            return Office.row(
                    login, name, kana, "s" + login + "@aise.example.jp", "本務", "藍瀬市/" + section, title, "2001");
        }
    }

    private final Path work;
    private final Kairan kairan;
    private final Client admin;
    private final Map<String, Long> ids = new HashMap<>();
    private Duration ahead = Duration.ZERO;

    private ClockedOffice(Path work, Kairan kairan) {
        this.work = work;
        this.kairan = kairan;
        admin = Office.administrator(kairan);
    }

    /** An office with these people, who all have {@link Office#PASSWORD}. */
    public static ClockedOffice of(Staff... people) throws IOException, InterruptedException {
        var work = Kairan.temporaryFolder();
        var data = work.resolve("data");
        var jar = OutsideModule.build("clock-module", "days.jar", work);
        Files.copy(jar, Files.createDirectories(data.resolve("modules")).resolve("days.jar"));
        var office = new ClockedOffice(work, Kairan.up(data, Map.of()));
        var rows = new StringBuilder(Office.PEOPLE_HEADINGS + "\r\n");
        Arrays.stream(people).forEach(person -> rows.append(person.row()));
        Office.bring(office.admin, Office.today(), Office.sections());
        Office.bring(office.admin, Office.today(), rows.toString());
        Office.codes(office.admin)
                .forEach((login, code) ->
                        Office.activate(office.kairan.client(), login, code).expect(201));
        for (var person : people) {
            office.ids.put(
                    person.login(),
                    office.kairan.number("select id from organization.person where staff_number = ?", person.login()));
        }
        return office;
    }

    public Kairan kairan() {
        return kairan;
    }

    public long id(Staff person) {
        return ids.get(person.login());
    }

    /** Signed in now; who was overnight is not any more. */
    public Client as(Staff person) {
        return kairan.signIn(person.login(), Office.PASSWORD);
    }

    public Duration ahead() {
        return ahead;
    }

    /** What the office's clock says. */
    public Instant now() {
        return Instant.now().plus(ahead);
    }

    public LocalDateTime wall() {
        return LocalDateTime.ofInstant(now(), CITY);
    }

    public LocalDate today() {
        return wall().toLocalDate();
    }

    /** Puts the clock forward to this time, or up to a second beyond. */
    public void until(LocalDateTime wall) {
        var by = Duration.between(now(), wall.atZone(CITY))
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(1);
        if (by.isNegative()) {
            throw new AssertionError("it is " + wall() + ", later than " + wall);
        }
        ahead = ahead.plus(by);
        kairan.client().post("/api/days", Map.of("seconds", by.toSeconds())).expect(204);
    }

    /** Puts the clock forward to a time of the next day on which the city works. */
    public void untilNextBusinessDay(int hour, int minute) {
        var from = today().plusDays(1);
        for (var day : admin().get("/api/calendar/occurrences?from=" + from + "&to=" + from.plusDays(20))
                .expect(200)
                .json()
                .get("days")) {
            if (!day.get("closed").asBoolean()) {
                until(LocalDate.parse(day.get("day").asText()).atTime(hour, minute));
                return;
            }
        }
        throw new AssertionError("the city works on none of 20 days");
    }

    private Client admin() {
        return kairan.signIn("admin", Office.PASSWORD);
    }

    @Override
    public void close() {
        kairan.close();
        Kairan.delete(work);
    }
}
