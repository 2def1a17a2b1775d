package org.kairan.organization.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.boundary.People.PersonRef;
import org.kairan.organization.boundary.SessionsResource.SessionListing;
import org.kairan.organization.control.LastAdministrator;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Accounts;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;
import org.kairan.organization.entity.Sessions;

/** Shows how a person (whose id is the account's) signs in, and gives a new start to those who have forgotten their password; for administrators, and for section administrators within their sections. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/accounts/{id}")
public class AccountsResource {

    /** A reset is handed over at once, on the telephone or across a desk. */
    private static final Duration RESET_LIFE = Duration.ofHours(24);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** {@code codeUntil}: there is a code that has not been used; exclusive. */
    public record AccountDetail(
            String login, boolean hasPassword, Optional<Instant> codeUntil, List<SessionListing> sessions) {}

    /** Shown this once; {@code validUntil} is exclusive. */
    public record ResetCode(PersonRef person, String login, String code, Instant validUntil) {}

    @Inject
    Rosters rosters;

    @Inject
    Rights rights;

    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    SignOn signOn;

    @Inject
    LastAdministrator lastAdministrator;

    @Inject
    Event<Audited> audited;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    @GET
    public AccountDetail show(@PathParam("id") long id) {
        var person = find(id).person().id();
        var account = accounts.ofPerson(person).orElseThrow(NotFound::new);
        return new AccountDetail(
                account.login(),
                account.passwordHash().isPresent(),
                accounts.codeUntil(person),
                sessions.ofPerson(person).stream()
                        .map(s -> SessionListing.of(s, caller))
                        .toList());
    }

    /** Voids the person's password, ends their sessions and gives a code with which they choose another; the code is good for a day. */
    @POST
    @Path("codes")
    @Transactional
    @APIResponseSchema(value = ResetCode.class, responseCode = "201")
    public Response reset(@PathParam("id") long id) {
        var member = find(id);
        var person = member.person().id();
        var account = accounts.ofPerson(person).orElseThrow(NotFound::new);
        var code = Codes.make(RANDOM);
        var until = clock.instant().plus(RESET_LIFE);
        lastAdministrator.kept(() -> {
            accounts.reset(person, code, until.atOffset(ZoneOffset.UTC));
            return true;
        });
        signOn.endAll(person);
        audited.fire(new Audited(
                "organization.code-issued",
                Optional.of(caller.person()),
                Optional.of(OrganizationModule.person(person)),
                Map.of(
                        "name", member.person().name(),
                        "staffNumber", member.person().staffNumber())));
        return Response.status(Response.Status.CREATED)
                .entity(new ResetCode(PersonRef.of(member.person()), account.login(), Codes.printed(code), until))
                .build();
    }

    private Roster.Member find(long id) {
        var roster = rosters.today();
        return roster.member(new PersonId(id))
                .filter(member -> rights.administers(caller, roster, member))
                .orElseThrow(NotFound::new);
    }
}
