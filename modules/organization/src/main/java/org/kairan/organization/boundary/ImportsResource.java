package org.kairan.organization.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
import org.kairan.organization.boundary.People.PersonRef;
import org.kairan.organization.control.ImportFile;
import org.kairan.organization.control.ImportPlan;
import org.kairan.organization.control.LastAdministrator;
import org.kairan.organization.entity.Imports;
import org.kairan.organization.entity.Imports.Import;
import org.kairan.organization.entity.Organizations;
import org.kairan.organization.entity.Rosters;

/** Brings in sections and people from CSV files: shows first what would happen, then does all of it or nothing. For administrators only. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/imports")
public class ImportsResource {

    private static final int SHOWN = 5_000;
    private static final int LISTED = 50;
    private static final Jsonb JSON = JsonbBuilder.create();

    public record ImportListing(
            long id,
            String name,
            LocalDate effective,
            Instant createdAt,
            PersonRef createdBy,
            Optional<Instant> appliedAt,
            @Schema(enumeration = {"pending", "applied"}) String state) {}

    public record ImportList(List<ImportListing> items) {}

    public record ImportCounts(int added, int moved, int left, int changed, int unchanged) {}

    public record ImportColumn(String heading, Optional<String> field, boolean known) {}

    public record ImportChange(
            int row,

            @Schema(enumeration = {"new", "moved", "left", "changed"})
            String kind,

            @Schema(enumeration = {"section", "title", "person"})
            String subject,

            String key,
            String name,
            Optional<String> before,
            Optional<String> after) {

        static ImportChange of(ImportPlan.Change c) {
            return new ImportChange(
                    c.row(),
                    c.kind(),
                    c.subject(),
                    c.key(),
                    c.name(),
                    Optional.ofNullable(c.before()),
                    Optional.ofNullable(c.after()));
        }
    }

    public record ImportFault(
            int row, Optional<String> column, Optional<String> value, String code, Map<String, Object> args) {}

    /**
     * What a file would do on its effective day, or has done.
     *
     * @param state {@code faulty}, {@code ready} or {@code applied}
     * @param changes the first 5,000; {@code counts} counts all
     */
    public record ImportDetail(
            long id,
            String name,
            LocalDate effective,

            @Schema(enumeration = {"sections", "titles", "people", "both"})
            Optional<String> kind,

            String encoding,
            int rows,
            List<ImportColumn> columns,

            @Schema(enumeration = {"faulty", "ready", "applied"})
            String state,

            ImportCounts counts,
            List<ImportChange> changes,
            List<ImportFault> faults,
            Optional<Instant> appliedAt) {}

    @Inject
    Imports imports;

    @Inject
    Organizations organizations;

    @Inject
    LastAdministrator lastAdministrator;

    @Inject
    Rosters rosters;

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

    @GET
    public ImportList list() {
        administrator();
        var roster = rosters.today();
        return new ImportList(imports.latest(LISTED).stream()
                .map(i -> new ImportListing(
                        i.id(),
                        i.name(),
                        i.effective(),
                        i.createdAt(),
                        roster.member(i.createdBy())
                                .map(m -> PersonRef.of(m.person()))
                                .orElseThrow(),
                        i.appliedAt(),
                        i.appliedAt().isPresent() ? "applied" : "pending"))
                .toList());
    }

    /** Takes a file and shows what it would do; nothing is changed yet. */
    @POST
    @Consumes({"text/csv", "application/octet-stream"})
    @Transactional
    @APIResponseSchema(value = ImportDetail.class, responseCode = "201")
    public Response add(
            @QueryParam("effective") String effective,
            @QueryParam("name") String name,
            @HeaderParam("Idempotency-Key") UUID key,
            byte[] content) {
        administrator();
        if (content.length > ImportFile.MAX_MEGABYTES << 20) {
            throw Refused.invalid("organization.file-too-big", Map.of("max", ImportFile.MAX_MEGABYTES));
        }
        var shortName = name == null || name.isBlank()
                ? "import.csv"
                : name.strip().substring(0, Math.min(200, name.strip().length()));
        var id = imports.add(shortName, day(effective), content, caller.person(), Optional.ofNullable(key));
        return Response.created(URI.create("organization/imports/" + id))
                .entity(show(id))
                .build();
    }

    @GET
    @Path("{id}")
    public ImportDetail show(@PathParam("id") long id) {
        administrator();
        var found = imports.find(id).orElseThrow(NotFound::new);
        if (found.report().isPresent()) {
            return JSON.fromJson(found.report().get(), ImportDetail.class);
        }
        var file = ImportFile.read(imports.content(id));
        return detail(found, file, ImportPlan.of(file, organizations.read(found.effective()), found.effective()));
    }

    /** Does what the preview showed, in one transaction; the plan is made again on the present state, so that nothing stale is applied. */
    @POST
    @Path("{id}/applications")
    @Transactional
    @APIResponseSchema(value = ImportDetail.class, responseCode = "201")
    public Response apply(@PathParam("id") long id) {
        administrator();
        organizations.lock();
        var found = imports.find(id).orElseThrow(NotFound::new);
        if (found.appliedAt().isPresent()) {
            throw Refused.conflict("organization.import-applied");
        }
        var file = ImportFile.read(imports.content(id));
        var plan = ImportPlan.of(file, organizations.read(found.effective()), found.effective());
        if (!plan.faults().isEmpty()) {
            throw Refused.conflict("organization.import-faulty");
        }
        lastAdministrator.kept(() -> {
            organizations.apply(plan.operations());
            return true;
        });
        var done = detail(
                new Import(
                        found.id(),
                        found.name(),
                        found.effective(),
                        found.createdAt(),
                        found.createdBy(),
                        Optional.of(clock.instant()),
                        Optional.empty()),
                file,
                plan);
        imports.applied(id, JSON.toJson(done));
        if (!plan.operations().isEmpty()) {
            changed.fire(new OrganizationChanged(found.effective()));
            hints.fire(new Hint(
                    Audience.of(GroupId.EVERYONE),
                    "organization.changed",
                    new Ref(OrganizationModule.ID, "import", id)));
        }
        audited.fire(new Audited(
                "organization.import-applied",
                Optional.of(caller.person()),
                Optional.of(new Ref(OrganizationModule.ID, "import", id)),
                Map.of(
                        "name", found.name(),
                        "effective", found.effective().toString(),
                        "added", Integer.toString(done.counts().added()),
                        "moved", Integer.toString(done.counts().moved()),
                        "left", Integer.toString(done.counts().left()),
                        "changed", Integer.toString(done.counts().changed()))));
        return Response.created(URI.create("organization/imports/" + id))
                .entity(done)
                .build();
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response discard(@PathParam("id") long id) {
        administrator();
        imports.find(id).orElseThrow(NotFound::new);
        if (!imports.discard(id)) {
            throw Refused.conflict("organization.import-applied");
        }
        return Response.noContent().build();
    }

    private void administrator() {
        if (!caller.may(OrganizationModule.ADMINISTER)) {
            throw new NotFound();
        }
    }

    private LocalDate day(String text) {
        if (text == null || text.isBlank()) {
            return CityTime.today(clock);
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refused(Refused.Kind.INVALID, "core.date-invalid", Map.of("value", text), List.of());
        }
    }

    private static ImportDetail detail(Import i, ImportFile file, ImportPlan plan) {
        var counts = plan.counts();
        return new ImportDetail(
                i.id(),
                i.name(),
                i.effective(),
                Optional.ofNullable(plan.kind()).map(ImportFile.Kind::id),
                Optional.ofNullable(file.encoding()).orElse(""),
                file.size(),
                file.columns().stream()
                        .map(c -> new ImportColumn(c.heading(), Optional.ofNullable(c.field()), c.known()))
                        .toList(),
                i.appliedAt().isPresent() ? "applied" : plan.faults().isEmpty() ? "ready" : "faulty",
                new ImportCounts(counts.added(), counts.moved(), counts.left(), counts.changed(), counts.unchanged()),
                plan.changes().stream().limit(SHOWN).map(ImportChange::of).toList(),
                plan.faults().stream()
                        .limit(SHOWN)
                        .map(f -> new ImportFault(
                                f.row(),
                                Optional.ofNullable(f.column()),
                                Optional.ofNullable(f.value()),
                                f.code(),
                                f.args()))
                        .toList(),
                i.appliedAt());
    }
}
