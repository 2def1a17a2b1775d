package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.ANYONE;
import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.core.Exempt;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.organization.boundary.SessionForms.SessionDetail;
import org.kairan.organization.control.Passwords;
import org.kairan.organization.entity.Accounts;
import org.kairan.organization.entity.Sessions;

/** Signs in, tells who is signed in, signs out. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/session")
@Exempt(
        rule = "pathsBeginWithTheModulesId",
        because = "the address of signing in is fixed, whichever module does it; programs outside use it")
public class SessionResource {

    /** Asks for a session; {@code sharedPc} shortens its life. */
    public record NewSession(String login, String password, boolean sharedPc) {}

    @Inject
    SignOn signOn;

    @Inject
    Passwords passwords;

    @Inject
    Sessions sessions;

    @Inject
    SessionForms forms;

    @Inject
    Caller caller;

    @Context
    HttpServletRequest request;

    @Resource
    ManagedExecutorService executor;

    @POST
    @Open(value = ANYONE, because = "it makes the session")
    @APIResponseSchema(value = SessionDetail.class, responseCode = "201")
    public CompletionStage<Response> signIn(NewSession in, @CookieParam("kairan_device") String device) {
        var given = Optional.ofNullable(in);
        SessionForms.required(
                Map.of("login", given.map(NewSession::login), "password", given.map(NewSession::password)));
        var attempt = signOn.attempt(in.login(), SessionForms.origin(request, device, in.sharedPc()));
        return passwords
                .matches(in.password(), attempt.account().flatMap(Accounts.Account::passwordHash))
                .thenApplyAsync(
                        good -> {
                            if (!good) {
                                signOn.failed(attempt);
                                throw new Refused(
                                        Refused.Kind.UNPROVEN, "organization.wrong-credentials", Map.of(), List.of());
                            }
                            return forms.created(signOn.proven(attempt), in.sharedPc());
                        },
                        executor);
    }

    @GET
    @Open(value = SIGNED_IN, because = "it is the caller's own")
    public SessionDetail session() {
        return forms.detail(
                sessions.live(List.of(caller.session())).stream().findFirst().orElseThrow(NotFound::new));
    }

    @DELETE
    @Open(value = SIGNED_IN, because = "it is the caller's own")
    @APIResponse(responseCode = "204")
    public Response signOut() {
        signOn.end(caller.person(), caller.session(), "organization.signed-out", caller.person());
        return Response.noContent().cookie(forms.endedCookie()).build();
    }
}
