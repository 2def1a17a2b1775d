package org.kairan.calendar.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.calendar.boundary.Listings.EventFile;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.entity.Change;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.History;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;

/** Adds files to events and takes them away; those of a series belong to all its instances. They are downloaded from storage. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/events/{id}/files")
public class EventFilesResource {

    /** {@code upload} is a finished upload of the caller's. */
    public record NewEventFile(UUID upload) {}

    @Inject
    Events events;

    @Inject
    EventFiles files;

    @Inject
    History history;

    @Inject
    Telling telling;

    @Inject
    Caller caller;

    /** Adds an upload; the same one again answers what it has become. */
    @POST
    @Transactional
    @APIResponseSchema(value = EventFile.class, responseCode = "201")
    public Response add(@PathParam("id") long id, NewEventFile in) {
        var series = editable(id);
        if (in == null || in.upload() == null) {
            throw Refused.invalid("core.invalid");
        }
        var made = files.made(id, in.upload()).orElseGet(() -> {
            var added = files.add(id, in.upload(), caller.person());
            note(series, "", added.name());
            return added;
        });
        return Response.created(URI.create("calendar/events/" + id + "/files/" + made.id()))
                .entity(made)
                .build();
    }

    @DELETE
    @Path("{file}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response remove(@PathParam("id") long id, @PathParam("file") long file) {
        var series = editable(id);
        var gone = files.find(id, file).orElseThrow(NotFound::new);
        files.remove(gone);
        note(series, gone.file().name(), "");
        return Response.noContent().build();
    }

    private Series editable(long id) {
        events.lock(id);
        return events.find(id)
                .filter(series -> EventPolicy.mayOpen(caller, series)
                        && EventPolicy.mayEdit(caller, series.event())
                        && series.event().deletedAt().isEmpty())
                .orElseThrow(NotFound::new);
    }

    private void note(Series series, String before, String after) {
        history.add(
                series.event().id(),
                caller.person(),
                "changed",
                "all",
                Optional.empty(),
                List.of(new Change.Difference("files", before, after)));
        telling.filed(series, caller.person());
    }
}
