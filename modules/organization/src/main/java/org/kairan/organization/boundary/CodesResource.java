package org.kairan.organization.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.boundary.People.PersonRef;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Accounts;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/** Makes the one-time codes that an administrator prints for the people of a section who have no password yet; they are shown this once. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/codes")
public class CodesResource {

    private static final SecureRandom RANDOM = new SecureRandom();

    public record NewCodes(long sectionId, boolean below) {}

    public record PrintedCode(String section, PersonRef person, String login, String code) {}

    /** {@code validUntil} is exclusive. */
    public record CodeSheet(Instant validUntil, List<PrintedCode> items) {}

    @Inject
    Rosters rosters;

    @Inject
    Accounts accounts;

    @Inject
    Rights rights;

    @Inject
    Event<Audited> audited;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    @POST
    @Transactional
    @APIResponseSchema(value = CodeSheet.class, responseCode = "201")
    public Response print(NewCodes in) {
        if (!caller.may(OrganizationModule.ADMINISTER_SECTION)) {
            throw new NotFound();
        }
        var roster = rosters.today();
        if (in == null || roster.section(in.sectionId()).isEmpty()) {
            throw Refused.invalid("organization.section-unknown");
        }
        if (!rights.administers(caller, roster, in.sectionId())) {
            throw Refused.invalid("organization.section-foreign");
        }
        var audience = Audience.of(in.below() ? GroupId.tree(in.sectionId()) : GroupId.section(in.sectionId()));
        var members = roster.members(audience, roster.day()).stream()
                .filter(m -> rights.administers(caller, roster, m))
                .toList();
        var fresh = accounts.withoutPassword(
                members.stream().map(m -> m.person().id()).toList());
        var until = clock.instant().plus(Accounts.CODE_LIFE);
        var items = members.stream()
                .filter(m -> fresh.contains(m.person().id()))
                .map(m -> issue(m, roster, until))
                .toList();
        audited.fire(new Audited(
                "organization.codes-printed",
                Optional.of(caller.person()),
                Optional.of(new Ref(OrganizationModule.ID, "section", in.sectionId())),
                Map.of("section", roster.path(in.sectionId()), "people", Integer.toString(items.size()))));
        return Response.status(Response.Status.CREATED)
                .entity(new CodeSheet(until, items))
                .build();
    }

    private PrintedCode issue(Roster.Member member, Roster roster, Instant until) {
        var code = Codes.make(RANDOM);
        accounts.issueCode(member.person().id(), code, until.atOffset(ZoneOffset.UTC));
        var login = accounts.ofPerson(member.person().id())
                .map(Accounts.Account::login)
                .orElseThrow();
        return new PrintedCode(
                member.person().sectionId().map(roster::path).orElse(""),
                PersonRef.of(member.person()),
                login,
                Codes.printed(code));
    }
}
