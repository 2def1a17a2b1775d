package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.calendar.boundary.Listings.FacilityRef;
import org.kairan.calendar.control.RoomPolicy;
import org.kairan.calendar.control.RoomUse;
import org.kairan.calendar.control.RoomUse.Result;
import org.kairan.calendar.control.RoomUse.Used;
import org.kairan.calendar.entity.Bookings;
import org.kairan.calendar.entity.Room;
import org.kairan.calendar.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.people.Directory;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.CityTime;

/** Tells those who look after rooms how much each was used in a month and by which sections. */
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/room-use")
public class RoomUseResource {

    public record SectionUse(String name, int bookings, long minutes) {}

    /**
     * A room's month.
     *
     * @param minutes of all its bookings within the month
     * @param within of those the minutes within its hours on working days
     * @param open the minutes of these hours
     * @param sections whose people have booked, who used it most first
     */
    public record UseListing(
            FacilityRef room,

            @Schema(enumeration = {"room", "car", "equipment"})
            String kind,

            int bookings,
            long minutes,
            long within,
            long open,
            List<SectionUse> sections) {}

    public record UseList(String month, List<UseListing> items) {}

    @Inject
    Rooms rooms;

    @Inject
    Bookings bookings;

    @Inject
    Directory directory;

    @Inject
    BusinessDays days;

    @Inject
    Event<Audited> audited;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /**
     * Counts the rooms of the caller's sections, for administrators all; what waits for approval is not counted.
     *
     * @param month as {@code 2026-11}; the present one if none is given
     */
    @GET
    @Open(value = SIGNED_IN, because = "each caller gets the rooms that their sections own, most people none")
    public UseList list(@QueryParam("month") String month) {
        var wanted = month(month, clock);
        return new UseList(wanted.toString(), counted(wanted));
    }

    /** The same for a spreadsheet, a row for each room and section. */
    @GET
    @Path("csv")
    @Produces("text/csv;charset=UTF-8")
    @Transactional
    @Open(value = SIGNED_IN, because = "each caller gets the rooms that their sections own, most people none")
    @APIResponseSchema(value = String.class, responseCode = "200")
    public Response csv(@QueryParam("month") String month) {
        var wanted = month(month, clock);
        var csv = new Csv().row("種類", "庁舎", "名称", "所属", "件数", "時間", "利用率（％）");
        for (var use : counted(wanted)) {
            csv.row(
                    kind(use.kind()),
                    use.room().building(),
                    use.room().name(),
                    "（合計）",
                    use.bookings(),
                    hours(use.minutes()),
                    use.open() == 0 ? "" : Math.round(use.within() * 100.0 / use.open()));
            use.sections()
                    .forEach(section -> csv.row(
                            kind(use.kind()),
                            use.room().building(),
                            use.room().name(),
                            section.name(),
                            section.bookings(),
                            hours(section.minutes()),
                            ""));
        }
        audited.fire(new Audited(
                "calendar.use-exported",
                Optional.of(caller.person()),
                Optional.empty(),
                Map.of("month", wanted.toString())));
        return Response.ok(csv.toString())
                .header("Content-Disposition", "attachment; filename=\"room-use-" + wanted + ".csv\"")
                .build();
    }

    /** Reads a month of a question. */
    static YearMonth month(String text, Clock clock) {
        if (text == null || text.isBlank()) {
            return YearMonth.from(CityTime.today(clock));
        }
        try {
            var month = YearMonth.parse(text);
            if (!month.atDay(1).isBefore(EventForms.FIRST)
                    && !month.atEndOfMonth().isAfter(EventForms.LAST)) {
                return month;
            }
        } catch (DateTimeParseException e) {
            throw Refused.invalid("core.date-invalid", Map.of("value", text));
        }
        throw Refused.invalid("core.date-invalid", Map.of("value", text));
    }

    private List<UseListing> counted(YearMonth month) {
        var own = rooms.all().stream()
                .filter(room -> RoomPolicy.oversees(caller, room))
                .toList();
        if (own.isEmpty()) {
            return List.of();
        }
        var all = month.atDay(1).datesUntil(month.plusMonths(1).atDay(1)).toList();
        var closed = days.closed(month.atDay(1), month.atEndOfMonth());
        var working = all.stream().filter(day -> !closed.containsKey(day)).collect(Collectors.toSet());
        var used = bookings
                .used(
                        own.stream().map(Room::id).toList(),
                        month.atDay(1).atStartOfDay(CityTime.ZONE).toInstant(),
                        month.plusMonths(1).atDay(1).atStartOfDay(CityTime.ZONE).toInstant())
                .stream()
                .map(one ->
                        new Used(one.room(), one.by(), Scheduling.local(one.starts()), Scheduling.local(one.ends())))
                .collect(Collectors.groupingBy(Used::room));
        var sections = sections(
                used.values().stream().flatMap(List::stream).map(Used::by).collect(Collectors.toSet()),
                month.atEndOfMonth());
        return own.stream()
                .map(room -> listing(
                        room, RoomUse.of(room, used.getOrDefault(room.id(), List.of()), all, working, sections)))
                .toList();
    }

    /** The section somebody was in at the end of the month, or now if they had not begun or had left. */
    private Function<PersonId, String> sections(java.util.Set<PersonId> people, LocalDate day) {
        var today = CityTime.today(clock);
        var then = directory.people(people, day.isAfter(today) ? today : day);
        return person -> then.get(person).section().orElse("");
    }

    private static UseListing listing(Room room, Result use) {
        return new UseListing(
                new FacilityRef(room.id(), room.name(), room.building()),
                room.kind(),
                use.total().bookings(),
                use.total().minutes(),
                use.within(),
                use.open(),
                use.sections().entrySet().stream()
                        .map(entry -> new SectionUse(
                                entry.getKey(),
                                entry.getValue().bookings(),
                                entry.getValue().minutes()))
                        .sorted(Comparator.comparingLong(SectionUse::minutes)
                                .reversed()
                                .thenComparing(SectionUse::name))
                        .toList());
    }

    private static String kind(String kind) {
        return switch (kind) {
            case "car" -> "公用車";
            case "equipment" -> "備品";
            default -> "会議室";
        };
    }

    private static String hours(long minutes) {
        return java.math.BigDecimal.valueOf(minutes)
                .divide(java.math.BigDecimal.valueOf(60), 2, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
