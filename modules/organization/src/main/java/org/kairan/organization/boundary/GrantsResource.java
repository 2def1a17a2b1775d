package org.kairan.organization.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.boundary.People.PersonRef;
import org.kairan.organization.boundary.People.SectionRef;
import org.kairan.organization.control.LastAdministrator;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Grants;
import org.kairan.organization.entity.Organizations;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/** Grants roles and permissions to people, titles, sections and groups, and takes them back; for administrators only. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/grants")
public class GrantsResource {

    /**
     * A grant as it stands.
     *
     * @param what a role ({@code administrator}, {@code section-administrator}) or a permission
     * @param label the target's name today; empty if the target is no more
     * @param people how many hold the target today
     * @param section which a section administrator administers, with all below
     */
    public record GrantListing(
            long id,
            String what,
            String target,
            Optional<String> label,
            int people,
            Optional<SectionRef> section,
            Optional<PersonRef> grantedBy,
            Instant grantedAt) {}

    /** {@code grantable}: the roles and permissions that there are. */
    public record GrantList(List<GrantListing> items, Collection<String> grantable) {}

    public record NewGrant(String what, String target, Optional<Long> sectionId) {}

    @Inject
    Grants grants;

    @Inject
    Rosters rosters;

    @Inject
    Organizations organizations;

    @Inject
    RosterDirectory directory;

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
    Caller caller;

    @GET
    public GrantList list() {
        administrator();
        var roster = rosters.today();
        return new GrantList(
                roster.grants().stream().map(grant -> listing(roster, grant)).toList(), rights.grantable());
    }

    @POST
    @Transactional
    @APIResponseSchema(value = GrantListing.class, responseCode = "201")
    public Response add(NewGrant in) {
        administrator();
        organizations.lock();
        var roster = rosters.today();
        if (in == null || in.what() == null || !rights.grantable().contains(in.what())) {
            throw Refused.invalid("organization.grant-unknown");
        }
        var target = GroupId.parse(in.target())
                .filter(roster::exists)
                .orElseThrow(() -> Refused.invalid(
                        "organization.unknown-group",
                        Map.of("group", Optional.ofNullable(in.target()).orElse(""))));
        var role = in.what().indexOf('.') < 0;
        if (target.equals(GroupId.EVERYONE) && (role || in.what().equals(OrganizationModule.ADMINISTER.name()))) {
            throw Refused.invalid("organization.grant-too-wide");
        }
        // Whoever owns a private group could let in whom they like, unseen.
        if (target.kind() == GroupId.Kind.GROUP
                && !roster.group(target.targetId())
                        .map(Roster.CustomGroup::shared)
                        .orElse(false)) {
            throw Refused.invalid("organization.group-private");
        }
        var section = Optional.ofNullable(in.sectionId())
                .flatMap(id -> id)
                .filter(id -> in.what().equals(Rights.SECTION_ADMINISTRATOR));
        if (in.what().equals(Rights.SECTION_ADMINISTRATOR)
                && section.flatMap(roster::section).isEmpty()) {
            throw Refused.invalid("organization.section-unknown");
        }
        var id = grants.add(in.what(), target, section, caller.person())
                .orElseThrow(() -> Refused.conflict("organization.grant-doubled"));
        organizations.touch();
        var added = rosters.today().grants().stream()
                .filter(grant -> grant.id() == id)
                .findFirst()
                .orElseThrow();
        tell("organization.granted", roster, added);
        return Response.created(URI.create("organization/grants/" + id))
                .entity(listing(roster, added))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response remove(@PathParam("id") long id) {
        administrator();
        lastAdministrator.kept(() -> {
            var roster = rosters.today();
            var grant = roster.grants().stream()
                    .filter(g -> g.id() == id)
                    .findFirst()
                    .orElseThrow(NotFound::new);
            grants.remove(id);
            organizations.touch();
            tell("organization.grant-removed", roster, grant);
            return grant;
        });
        return Response.noContent().build();
    }

    private void administrator() {
        if (!caller.may(OrganizationModule.ADMINISTER)) {
            throw new NotFound();
        }
    }

    private void tell(String act, Roster roster, Roster.Grant grant) {
        changed.fire(new OrganizationChanged(roster.day()));
        var ref = new Ref(OrganizationModule.ID, "grant", grant.id());
        hints.fire(new Hint(Audience.of(grant.target()), "organization.rights-changed", ref));
        var details = new TreeMap<String, String>();
        details.put("what", grant.what());
        details.put("target", grant.target().toString());
        directory
                .label(grant.target())
                .filter(label -> !label.isEmpty())
                .ifPresent(label -> details.put("name", label));
        grant.section().map(roster::path).ifPresent(path -> details.put("section", path));
        audited.fire(new Audited(act, Optional.of(caller.person()), Optional.of(ref), details));
    }

    private GrantListing listing(Roster roster, Roster.Grant grant) {
        return new GrantListing(
                grant.id(),
                grant.what(),
                grant.target().toString(),
                directory.label(grant.target()),
                roster.members(Audience.of(grant.target()), roster.day()).size(),
                grant.section().flatMap(roster::section).map(s -> new SectionRef(s.id(), roster.path(s.id()))),
                grant.by().flatMap(roster::member).map(m -> PersonRef.of(m.person())),
                grant.at());
    }
}
