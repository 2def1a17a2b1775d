package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.core.rest.Open;
import org.kairan.core.time.WorkingWeek;
import org.kairan.core.time.WorkingWeek.Hours;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.boundary.People.PersonRef;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Organizations;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;
import org.kairan.organization.entity.WorkingPatterns;

/** Keeps when people work who do not work as most do: they say it themselves, or whoever administers them. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/working-hours")
public class WorkingHoursResource {

    private static final String OWN =
            "everybody may say when they work; of others it exists for whoever administers them only";

    /**
     * A day on which somebody works.
     *
     * @param weekday 1 is Monday, 7 is Sunday
     * @param from wall time, {@code 08:30}
     * @param until wall time, exclusive
     */
    public record WorkingDay(int weekday, String from, String until) {}

    /**
     * Somebody's week.
     *
     * @param own whether it was said for them; if not, they work the usual hours on the days on which the city does
     * @param days a day that is missing is a day off
     */
    public record WorkingWeekDetail(PersonRef person, boolean own, List<WorkingDay> days) {}

    /** Without any day, the usual hours. */
    public record WorkingWeekEdit(List<WorkingDay> days) {

        public WorkingWeekEdit {
            days = days == null ? List.of() : days;
        }
    }

    @Inject
    WorkingPatterns patterns;

    @Inject
    Organizations organizations;

    @Inject
    Rosters rosters;

    @Inject
    Rights rights;

    /** One for all: each injected event costs a request its making. */
    @Inject
    Event<Object> events;

    @Inject
    Caller caller;

    /**
     * Shows somebody's week.
     *
     * @param person the caller if it is missing
     */
    @GET
    @Open(value = SIGNED_IN, because = OWN)
    public WorkingWeekDetail show(@QueryParam("person") Long person) {
        return detail(managed(person));
    }

    /**
     * Replaces somebody's week.
     *
     * @param person the caller if it is missing
     */
    @PUT
    @Transactional
    @Open(value = SIGNED_IN, because = OWN)
    public WorkingWeekDetail put(@QueryParam("person") Long person, WorkingWeekEdit in) {
        organizations.lock();
        var member = managed(person);
        var id = member.person().id();
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        var week = new EnumMap<DayOfWeek, Hours>(DayOfWeek.class);
        for (var day : in.days()) {
            if (day == null || day.weekday() < 1 || day.weekday() > 7) {
                throw Refused.invalid("core.invalid");
            }
            if (week.put(DayOfWeek.of(day.weekday()), hours(day)) != null) {
                throw refused(day, "organization.weekday-doubled");
            }
        }
        patterns.put(id, week);
        organizations.touch();
        events.fire(new Hint(
                Audience.of(GroupId.person(id)), "organization.working-hours-changed", OrganizationModule.person(id)));
        if (!id.equals(caller.person())) {
            events.fire(new Audited(
                    "organization.working-hours-set",
                    Optional.of(caller.person()),
                    Optional.of(OrganizationModule.person(id)),
                    Map.of("name", member.person().name(), "hours", plain(week))));
        }
        return detail(member);
    }

    private static String plain(Map<DayOfWeek, Hours> week) {
        return week.entrySet().stream()
                .map(day -> day.getKey().getValue() + " " + day.getValue().from() + "-"
                        + day.getValue().until())
                .collect(Collectors.joining(", "));
    }

    private Roster.Member managed(Long person) {
        var id = person == null ? caller.person() : new PersonId(person);
        var roster = rosters.today();
        return roster.member(id)
                .filter(member -> id.equals(caller.person()) || rights.administers(caller, roster, member))
                .orElseThrow(NotFound::new);
    }

    private WorkingWeekDetail detail(Roster.Member member) {
        var id = member.person().id();
        var own = rosters.today().week(id);
        return new WorkingWeekDetail(
                PersonRef.of(member.person()), own.isPresent(), days(own.orElse(WorkingWeek.USUAL)));
    }

    private static List<WorkingDay> days(WorkingWeek week) {
        return week.days().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(day -> new WorkingDay(
                        day.getKey().getValue(),
                        day.getValue().from().toString(),
                        day.getValue().until().toString()))
                .toList();
    }

    private static Hours hours(WorkingDay day) {
        var from = time(day, day.from());
        var until = time(day, day.until());
        if (!until.isAfter(from)) {
            throw refused(day, "organization.hours-backwards");
        }
        return new Hours(from, until);
    }

    private static LocalTime time(WorkingDay day, String text) {
        try {
            return LocalTime.parse(text == null ? "" : text).withSecond(0).withNano(0);
        } catch (DateTimeParseException e) {
            throw refused(day, "organization.time-invalid");
        }
    }

    private static Refused refused(WorkingDay day, String code) {
        var args = Map.of("weekday", day.weekday());
        return new Refused(Refused.Kind.INVALID, code, args, List.of(new Fault("day" + day.weekday(), code, args)));
    }
}
