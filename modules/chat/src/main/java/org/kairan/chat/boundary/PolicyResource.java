package org.kairan.chat.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.ChatPolicy;
import org.kairan.chat.entity.Policies;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.people.Directory;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;

/** Shows and sets who may make which rooms, how long their messages are kept, and how much is taken. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat/policy")
public class PolicyResource {

    /**
     * The policy.
     *
     * @param makers by kind of room, the groups whose people may make it; a kind that is missing is everybody's
     * @param days by kind of room, after how many days its messages are removed; a kind that is missing keeps them
     * @param limits {@code characters} of a message, {@code megabytes} of a file, {@code members} of a room, messages {@code perMinute} of one person; one that is missing is the usual one
     * @param version to be given as If-Match
     */
    public record PolicyDetail(
            Map<String, List<String>> makers, Map<String, Integer> days, Map<String, Integer> limits, int version) {}

    public record PolicyEdit(Map<String, List<String>> makers, Map<String, Integer> days, Map<String, Integer> limits) {

        public PolicyEdit {
            makers = makers == null ? Map.of() : makers;
            days = days == null ? Map.of() : days;
            limits = limits == null ? Map.of() : limits;
        }
    }

    @Inject
    Policies policies;

    @Inject
    PolicyBook book;

    @Inject
    Directory directory;

    @Inject
    Event<Audited> audited;

    @Inject
    Caller caller;

    @GET
    @APIResponseSchema(value = PolicyDetail.class, responseCode = "200")
    public Response show() {
        check();
        return answer();
    }

    @PUT
    @Transactional
    @APIResponseSchema(value = PolicyDetail.class, responseCode = "200")
    public Response set(@HeaderParam("If-Match") String ifMatch, PolicyEdit in) {
        check();
        if (ifMatch == null) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "core.if-match-missing", Map.of(), List.of());
        }
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        var wanted = ChatPolicy.of(in.makers(), in.days(), in.limits());
        for (var group : wanted.makers().values().stream().flatMap(List::stream).toList()) {
            if (directory.label(group, caller.person()).isEmpty()) {
                throw Refused.invalid("chat.group-unknown");
            }
        }
        var version = ifMatch.replace("\"", "");
        if (!version.matches("[0-9]{1,9}")
                || !policies.set(
                        PolicyBook.json(new PolicyBook.Written(in.makers(), in.days(), in.limits())),
                        Integer.parseInt(version))) {
            throw Refused.changedMeanwhile();
        }
        audited.fire(new Audited(
                PolicyBook.SET,
                Optional.of(caller.person()),
                Optional.empty(),
                Map.of(
                        "makers",
                        in.makers().toString(),
                        "days",
                        in.days().toString(),
                        "limits",
                        in.limits().toString())));
        return answer();
    }

    private Response answer() {
        var version = policies.find().map(Policies.Kept::version).orElse(0);
        var written = book.written();
        return Response.ok(new PolicyDetail(written.makers(), written.days(), written.limits(), version))
                .tag(Integer.toString(version))
                .build();
    }

    private void check() {
        if (!caller.may(ChatModule.ADMINISTER)) {
            throw new NotFound();
        }
    }
}
