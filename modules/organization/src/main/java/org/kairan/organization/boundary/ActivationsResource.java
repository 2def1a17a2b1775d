package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.ANYONE;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.organization.control.Passwords;
import org.kairan.organization.entity.Accounts;

/** Takes the first sign-in with a printed code: the code is used up, the password set, the session opened. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/activations")
public class ActivationsResource {

    public record NewActivation(String login, String code, String password) {}

    @Inject
    SignOn signOn;

    @Inject
    Passwords passwords;

    @Inject
    Accounts accounts;

    @Inject
    SessionForms forms;

    @Context
    HttpServletRequest request;

    @Resource
    ManagedExecutorService executor;

    @POST
    @Open(value = ANYONE, because = "who has a printed code has no session yet")
    @APIResponseSchema(value = SessionForms.SessionDetail.class, responseCode = "201")
    public CompletionStage<Response> activate(NewActivation in, @CookieParam("kairan_device") String device) {
        var given = Optional.ofNullable(in);
        SessionForms.required(Map.of(
                "login",
                given.map(NewActivation::login),
                "code",
                given.map(NewActivation::code),
                "password",
                given.map(NewActivation::password)));
        var code = Codes.read(in.code());
        var attempt = signOn.attempt(in.login(), SessionForms.origin(request, device, false));
        // Checked before the costly hash, so that guessing codes does not take the one core for passwords.
        if (!accounts.knowsCode(in.login().strip(), code)) {
            signOn.failed(attempt);
            throw wrongCode();
        }
        return passwords
                .hash(in.password())
                .thenApplyAsync(
                        hash -> forms.created(
                                signOn.activate(attempt, in.login(), code, hash)
                                        .orElseThrow(ActivationsResource::wrongCode),
                                false),
                        executor);
    }

    private static Refused wrongCode() {
        return Refused.invalid("organization.code-invalid");
    }
}
