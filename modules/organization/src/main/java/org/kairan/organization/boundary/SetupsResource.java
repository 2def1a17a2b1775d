package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.ANYONE;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
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
import org.kairan.core.problem.NotFound;
import org.kairan.core.rest.Open;
import org.kairan.organization.control.Passwords;
import org.kairan.organization.entity.Accounts;

/** Makes the first administrator for whoever has the one-time link of the first start; used or wrong, it does not exist. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/setups")
public class SetupsResource {

    public record NewSetup(String token, String login, String name, String kana, String password) {}

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
    @Open(value = ANYONE, because = "the one-time link proves who installs")
    @APIResponseSchema(value = SessionForms.SessionDetail.class, responseCode = "201")
    public CompletionStage<Response> setUp(NewSetup in) {
        var given = Optional.ofNullable(in);
        SessionForms.required(Map.of(
                "token",
                given.map(NewSetup::token),
                "login",
                given.map(NewSetup::login),
                "name",
                given.map(NewSetup::name),
                "kana",
                given.map(NewSetup::kana),
                "password",
                given.map(NewSetup::password)));
        if (!accounts.offersSetup(in.token())) {
            throw new NotFound();
        }
        var origin = SessionForms.origin(request, null, false);
        return passwords
                .hash(in.password())
                .thenApplyAsync(
                        hash -> forms.created(
                                signOn.setUp(in.token(), in.login(), in.name(), in.kana(), hash, origin), false),
                        executor);
    }
}
