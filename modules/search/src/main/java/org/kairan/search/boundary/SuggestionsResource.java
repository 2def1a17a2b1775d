package org.kairan.search.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.kairan.core.access.Caller;
import org.kairan.core.rest.Open;
import org.kairan.search.control.Indexing;

/** Completes what is being typed by titles and names of what the caller may see. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/search")
public class SuggestionsResource {

    private static final int MOST = 20;

    public record Suggestion(String module, String kind, long id, String title, Optional<String> detail, String path) {}

    public record SuggestionList(List<Suggestion> items) {}

    @Inject
    Indexing indexing;

    @Inject
    Shown shown;

    @Inject
    Caller caller;

    @GET
    @Path("suggestions")
    @Open(value = SIGNED_IN, because = "each caller is offered what they may see")
    public SuggestionList suggest(
            @QueryParam("q") @DefaultValue("") String q, @QueryParam("limit") @DefaultValue("8") int limit) {
        indexing.catchUp();
        var refs = indexing.begin(q, indexing.groups(caller), Math.max(1, Math.min(limit, MOST)));
        var cards = shown.cards(refs);
        return new SuggestionList(refs.stream()
                .map(cards::get)
                .filter(Objects::nonNull)
                .map(card -> new Suggestion(
                        card.ref().module().value(),
                        card.ref().kind(),
                        card.ref().id(),
                        card.title(),
                        card.detail(),
                        card.path()))
                .toList());
    }
}
