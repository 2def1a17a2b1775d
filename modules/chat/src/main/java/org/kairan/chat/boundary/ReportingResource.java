package org.kairan.chat.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.Texts;
import org.kairan.chat.entity.Reports;
import org.kairan.core.access.Caller;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.Refused;

/** Lets members report a message to those who administer chat. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat/rooms/{id}/messages")
public class ReportingResource {

    public record NewReport(String reason) {}

    @Inject
    MessageEdits edits;

    @Inject
    Reports reports;

    @Inject
    Event<Hint> hints;

    @Inject
    Caller caller;

    /** Reports a message; again by the same person changes nothing. */
    @POST
    @Path("{seq}/report")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response report(@PathParam("id") long id, @PathParam("seq") long seq, NewReport in) {
        var held = edits.find(caller, id, seq);
        if (in == null || in.reason() == null || in.reason().isBlank()) {
            throw Refused.invalid("chat.reason-empty");
        }
        var reason = Texts.purpose(in.reason());
        if (held.message().isDeleted()) {
            throw Refused.conflict("chat.message-deleted");
        }
        if (reports.add(id, seq, caller.person(), reason)) {
            hints.fire(new Hint(
                    Audience.of(GroupId.permission(ChatModule.ADMINISTER.name())),
                    "chat.reported",
                    ChatModule.message(held.message().id())));
        }
        return Response.noContent().build();
    }
}
