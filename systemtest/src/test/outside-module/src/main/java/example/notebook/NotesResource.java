package example.notebook;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

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
import java.util.List;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;

/** Lists and adds the caller's notes. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/notebook/notes")
public class NotesResource {

    public record NotePage(List<Notes.Note> items) {}

    public record NewNote(String text) {}

    @Inject
    Notes notes;

    @Inject
    Caller caller;

    @Inject
    Event<Hint> hints;

    @GET
    @Open(value = SIGNED_IN, because = "each caller gets their own")
    public NotePage list() {
        return new NotePage(notes.of(caller.person()));
    }

    @GET
    @Path("/{note}")
    public Notes.Note show(@PathParam("note") long note) {
        return notes.find(caller.person(), note).orElseThrow(NotFound::new);
    }

    @POST
    @Transactional
    @Open(value = SIGNED_IN, because = "everybody has a notebook")
    public Notes.Note add(NewNote in) {
        if (in == null || in.text() == null || in.text().isBlank()) {
            throw Refused.invalid("notebook.text-empty");
        }
        var id = notes.add(caller.person(), in.text());
        hints.fire(new Hint(
                Audience.of(GroupId.person(caller.person())),
                "notebook.note-added",
                new Ref(NotebookModule.ID, "note", id)));
        return notes.find(caller.person(), id).orElseThrow(NotFound::new);
    }
}
