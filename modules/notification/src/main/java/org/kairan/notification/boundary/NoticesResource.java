package org.kairan.notification.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Card;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Directory;
import org.kairan.core.people.Person;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Keyset;
import org.kairan.core.rest.Open;
import org.kairan.notification.entity.Activities;
import org.kairan.notification.entity.Choices;
import org.kairan.notification.entity.Notice;

/** Lists and counts the caller's notices, and takes their word that they know of them. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/notification")
public class NoticesResource {

    private static final int COUNT_MOST = 99;

    /**
     * What happened, to be worded by the module that {@code type} begins with: its text {@code notice.<word>}, with {@code args}, {@code actor} and {@code title}.
     *
     * @param title of the subject as it is now
     * @param detail whose the subject is
     * @param path of the subject's page in the browser
     */
    public record NoticeListing(
            long id,
            String type,
            Map<String, String> args,
            Optional<String> actor,
            String title,
            Optional<String> detail,
            String path,
            Instant at,
            boolean unread) {}

    public record NoticePage(List<NoticeListing> items, Optional<String> next) {}

    /** Counts up to a bound; {@code more} if there is more than {@code count}. */
    public record NoticeCount(int count, boolean more) {}

    private record Shown(Notice notice, Card card) {}

    @Inject
    Activities activities;

    @Inject
    Choices choices;

    @Inject
    Kinds kinds;

    @Inject
    SubjectCards cards;

    @Inject
    Directory directory;

    @Inject
    Reading reading;

    @Inject
    Event<Hint> hints;

    @Inject
    Caller caller;

    /** Lists, newest first, all notices or those that are unread. */
    @GET
    @Path("notices")
    @Open(value = SIGNED_IN, because = "each caller gets their own")
    public NoticePage list(
            @QueryParam("state") @DefaultValue("all") String state,
            @QueryParam("after") Long after,
            @QueryParam("limit") @DefaultValue("30") int limit) {
        if (!state.equals("all") && !state.equals("unread")) {
            throw Refused.invalid("core.invalid", Map.of("field", "state"));
        }
        var size = Math.max(1, Math.min(limit, Keyset.MOST));
        var page = Keyset.page(
                shown(state.equals("unread"), after == null ? Long.MAX_VALUE : after, size + 1),
                size,
                shown -> Long.toString(shown.notice().id()));
        var actors = directory.people(
                page.items().stream().map(s -> s.notice().actor()).distinct().toList());
        return new NoticePage(
                page.items().stream()
                        .map(s -> new NoticeListing(
                                s.notice().id(),
                                s.notice().type(),
                                s.notice().args(),
                                Optional.ofNullable(actors.get(s.notice().actor()))
                                        .map(Person::name),
                                s.card().title(),
                                s.card().detail(),
                                s.card().path(),
                                s.notice().happenedAt(),
                                s.notice().unread()))
                        .toList(),
                page.next());
    }

    @GET
    @Path("unread")
    @Open(value = SIGNED_IN, because = "it is the caller's own")
    public NoticeCount unread() {
        var count = shown(true, Long.MAX_VALUE, COUNT_MOST + 1).size();
        return new NoticeCount(Math.min(count, COUNT_MOST), count > COUNT_MOST);
    }

    /** Notes that the caller knows of one. */
    @POST
    @Path("notices/{id}/readings")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response read(@PathParam("id") long id) {
        if (id == Long.MAX_VALUE
                || shown(false, id + 1, 1).stream().noneMatch(s -> s.notice().id() == id)) {
            throw new NotFound();
        }
        activities.read(caller.person(), id);
        hints.fire(Reading.told(caller));
        return Response.noContent().build();
    }

    /** Notes that the caller knows of all there are. */
    @POST
    @Path("readings")
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    @APIResponse(responseCode = "204")
    public Response readAll() {
        reading.all(caller, reading.settled());
        return Response.noContent().build();
    }

    /** The first notices that the caller may see, whatever lies between them that they may not. */
    private List<Shown> shown(boolean unread, long before, int limit) {
        var types = kinds.listed(choices.of(caller.person()));
        var found = new ArrayList<Shown>();
        var from = before;
        while (true) {
            var rows = activities.of(caller, types, unread, from, limit);
            var seen = cards.of(rows, caller);
            for (var row : rows) {
                var card = seen.get(row.subject());
                if (card != null && found.size() < limit) {
                    found.add(new Shown(row, card));
                }
            }
            if (rows.size() < limit || found.size() >= limit) {
                return found;
            }
            from = rows.get(rows.size() - 1).id();
        }
    }
}
