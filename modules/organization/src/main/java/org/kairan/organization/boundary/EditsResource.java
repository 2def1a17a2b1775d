package org.kairan.organization.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.OrganizationChanged;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.CityTime;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.boundary.ImportsResource.ImportChange;
import org.kairan.organization.boundary.ImportsResource.ImportCounts;
import org.kairan.organization.boundary.ImportsResource.ImportFault;
import org.kairan.organization.control.ImportFile;
import org.kairan.organization.control.ImportPlan;
import org.kairan.organization.control.LastAdministrator;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Operation;
import org.kairan.organization.entity.Organizations;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/**
 * Takes what is entered by hand about people, sections and titles: the same plan, the same checks and the same preview as an import, for as many rows as a form has.
 *
 * <p>For administrators; section administrators edit the people of their sections, so that before and after they administer whom they edit.
 */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/edits")
public class EditsResource {

    private static final int MOST_ROWS = 50;
    private static final int MOST_FIELDS = 30;
    private static final int LONGEST_NOTE = 500;

    /**
     * What is to be from a day on.
     *
     * @param effective the day, {@code YYYY-MM-DD}; today if it is missing
     * @param rows by the names of the import's fields ({@code staffNumber}, {@code name}, {@code sectionCode}, {@code titleCode}, {@code kind}, {@code state} …); a field that is there and empty is emptied
     */
    public record NewEdit(String effective, List<Map<String, String>> rows) {}

    /**
     * What the edit does.
     *
     * @param state {@code faulty}, {@code ready} or {@code applied}
     * @param faults their columns are the fields' names
     */
    public record EditDetail(
            LocalDate effective,

            @Schema(enumeration = {"faulty", "ready", "applied"})
            String state,

            ImportCounts counts,
            List<ImportChange> changes,
            List<ImportFault> faults) {}

    @Inject
    Organizations organizations;

    @Inject
    Rosters rosters;

    @Inject
    Rights rights;

    @Inject
    LastAdministrator lastAdministrator;

    @Inject
    Event<OrganizationChanged> changed;

    @Inject
    Event<Hint> hints;

    @Inject
    Event<Audited> audited;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transaction;

    /** Shows what the edit would do: it is done, looked at, and undone. The ETag is the state of things that the edit is based on. */
    @POST
    @Path("previews")
    @Transactional
    @APIResponseSchema(value = EditDetail.class, responseCode = "200")
    public Response preview(NewEdit in) {
        entitled();
        organizations.lock();
        var version = organizations.version();
        var plan = plan(in, day(in));
        if (plan.faults().isEmpty() && !plan.operations().isEmpty()) {
            apply(plan, day(in));
        }
        transaction.setRollbackOnly();
        return Response.ok(detail(in, plan, plan.faults().isEmpty() ? "ready" : "faulty"))
                .tag(new EntityTag(Long.toString(version)))
                .build();
    }

    /** Does all of it or nothing, if nothing about people and rights has changed since the preview. */
    @POST
    @Transactional
    @APIResponseSchema(value = EditDetail.class, responseCode = "201")
    public Response edit(@HeaderParam("If-Match") String match, NewEdit in) {
        entitled();
        if (match == null || match.isBlank()) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "core.condition-required", Map.of(), List.of());
        }
        organizations.lock();
        if (!match.replaceAll("^W/|\"", "").equals(Long.toString(organizations.version()))) {
            throw Refused.changedMeanwhile();
        }
        var day = day(in);
        var plan = plan(in, day);
        if (!plan.faults().isEmpty()) {
            throw Refused.conflict("organization.edit-faulty");
        }
        if (!plan.operations().isEmpty()) {
            apply(plan, day);
            tell(plan, day);
        }
        return Response.status(Response.Status.CREATED)
                .entity(detail(in, plan, "applied"))
                .build();
    }

    private void entitled() {
        if (!caller.may(OrganizationModule.ADMINISTER_SECTION)) {
            throw new NotFound();
        }
    }

    private ImportPlan plan(NewEdit in, LocalDate day) {
        return ImportPlan.of(file(in), organizations.read(day), day);
    }

    private static ImportFile file(NewEdit in) {
        var rows = Optional.ofNullable(in).map(NewEdit::rows).orElse(List.of());
        if (rows.isEmpty()
                || rows.size() > MOST_ROWS
                || rows.stream().anyMatch(row -> row == null || row.isEmpty() || row.size() > MOST_FIELDS)) {
            throw Refused.invalid("core.invalid");
        }
        try {
            return ImportFile.form(rows);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("core.invalid");
        }
    }

    private void apply(ImportPlan plan, LocalDate day) {
        var all = caller.may(OrganizationModule.ADMINISTER);
        var numbers = plan.operations().stream()
                .map(EditsResource::staffNumber)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        if (!all) {
            if (plan.operations().stream()
                    .anyMatch(operation -> staffNumber(operation).isEmpty())) {
                throw Refused.invalid("organization.edit-foreign");
            }
            withinBounds(rosters.on(CityTime.today(clock)), numbers, false);
        }
        lastAdministrator.kept(() -> {
            organizations.apply(plan.operations());
            return true;
        });
        if (!all) {
            withinBounds(rosters.on(day), numbers, true);
        }
    }

    /** Refuses people whom the caller does not administer; {@code after} the edit they may have no work left. */
    private void withinBounds(Roster roster, Set<String> numbers, boolean after) {
        var foreign = roster.everybody()
                .filter(member -> numbers.contains(member.details().staffNumber()))
                .filter(member -> !rights.administers(caller, roster, member))
                .anyMatch(member -> !after
                        || member.all().stream()
                                .anyMatch(a ->
                                        a.until().map(roster.day()::isBefore).orElse(true)));
        if (foreign) {
            throw Refused.invalid("organization.edit-foreign");
        }
    }

    private static Optional<String> staffNumber(Operation operation) {
        if (operation instanceof Operation.CreatePerson it) {
            return Optional.of(it.staffNumber());
        } else if (operation instanceof Operation.EditPerson it) {
            return Optional.of(it.staffNumber());
        } else if (operation instanceof Operation.Assign it) {
            return Optional.of(it.staffNumber());
        } else if (operation instanceof Operation.EndAssignment it) {
            return Optional.of(it.staffNumber());
        }
        return Optional.empty();
    }

    private void tell(ImportPlan plan, LocalDate day) {
        changed.fire(new OrganizationChanged(day));
        hints.fire(new Hint(
                Audience.of(GroupId.EVERYONE),
                "organization.changed",
                new Ref(OrganizationModule.ID, "person", caller.person().value())));
        var what = plan.changes().stream()
                .map(c -> String.join(
                        " ",
                        c.kind(),
                        c.subject(),
                        c.key(),
                        Optional.ofNullable(c.name()).orElse("")))
                .collect(Collectors.joining(", "));
        audited.fire(new Audited(
                "organization.edited",
                Optional.of(caller.person()),
                Optional.empty(),
                Map.of(
                        "effective",
                        day.toString(),
                        "changes",
                        what.length() > LONGEST_NOTE ? what.substring(0, LONGEST_NOTE) + "…" : what)));
    }

    private LocalDate day(NewEdit in) {
        var text = Optional.ofNullable(in).map(NewEdit::effective).orElse("");
        var today = CityTime.today(clock);
        try {
            var day = text.isBlank() ? today : LocalDate.parse(text);
            if (day.isBefore(today.minusYears(100)) || day.isAfter(today.plusYears(100))) {
                throw Refused.invalid("core.date-invalid", Map.of("value", text));
            }
            return day;
        } catch (DateTimeParseException e) {
            throw Refused.invalid("core.date-invalid", Map.of("value", text));
        }
    }

    private EditDetail detail(NewEdit in, ImportPlan plan, String state) {
        var fields = file(in).columns().stream()
                .filter(column -> column.field() != null)
                .collect(Collectors.toMap(ImportFile.Column::heading, ImportFile.Column::field, (one, other) -> one));
        var counts = plan.counts();
        return new EditDetail(
                day(in),
                state,
                new ImportCounts(counts.added(), counts.moved(), counts.left(), counts.changed(), counts.unchanged()),
                plan.changes().stream().map(ImportChange::of).toList(),
                plan.faults().stream()
                        .map(f -> new ImportFault(
                                f.row(),
                                Optional.ofNullable(f.column()).map(c -> fields.getOrDefault(c, c)),
                                Optional.ofNullable(f.value()),
                                f.code(),
                                f.args()))
                        .toList());
    }
}
