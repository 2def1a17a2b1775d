package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.organization.control.Passwords;
import org.kairan.organization.entity.Accounts;

/** Changes one's own password; all other sessions of the person end. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/password")
public class PasswordResource {

    public record NewPassword(String current, String next) {}

    @Inject
    SignOn signOn;

    @Inject
    Passwords passwords;

    @Inject
    Accounts accounts;

    @Inject
    SessionForms forms;

    @Inject
    Caller caller;

    @Context
    HttpServletRequest request;

    @Resource
    ManagedExecutorService executor;

    @PUT
    @Open(value = SIGNED_IN, because = "it is the caller's own")
    @APIResponse(responseCode = "204")
    public CompletionStage<Response> change(NewPassword in) {
        var given = Optional.ofNullable(in);
        SessionForms.required(Map.of("current", given.map(NewPassword::current), "next", given.map(NewPassword::next)));
        Passwords.checkStrength(in.next());
        var me = caller;
        var source = SessionForms.source(request);
        var account = accounts.ofPerson(me.person()).orElseThrow(NotFound::new);
        var attempt = signOn.attempt(account.login(), SessionForms.origin(request, null, false));
        return passwords
                .matches(in.current(), account.passwordHash())
                .thenApplyAsync(
                        good -> {
                            if (!good) {
                                signOn.failed(attempt);
                                throw Refused.invalid("organization.wrong-password");
                            }
                            return good;
                        },
                        executor)
                .thenCompose(good -> passwords.hash(in.next()))
                .thenApplyAsync(
                        hash -> {
                            signOn.changePassword(me.person(), me.session(), hash, source);
                            return Response.noContent().build();
                        },
                        executor);
    }
}
