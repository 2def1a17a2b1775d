package org.kairan.chat.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.kairan.chat.boundary.Listings.CardListing;
import org.kairan.chat.boundary.Listings.CardsPage;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Cards;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;

/** Shows what links in messages lead to, as far as whoever reads them may see it. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat/cards")
public class CardsResource {

    private static final int MOST = 20;

    @Inject
    @Any
    Instance<Cards> modules;

    @Inject
    Caller caller;

    /**
     * Gives the cards of pages; what the caller may not see, and what is no page of a thing, is missing from the answer.
     *
     * @param paths addresses without the host, {@code /board/12} say
     */
    @GET
    @Open(value = SIGNED_IN, because = "each caller gets what they may see")
    public CardsPage cards(@QueryParam("path") List<String> paths) {
        if (paths.size() > MOST) {
            throw Refused.invalid("core.invalid");
        }
        var all = new ArrayList<CardListing>();
        for (var module : modules) {
            var pages = new LinkedHashMap<Ref, String>();
            paths.forEach(path -> module.at(path).ifPresent(ref -> pages.putIfAbsent(ref, path)));
            if (!pages.isEmpty()) {
                module.cards(pages.keySet(), caller)
                        .forEach((ref, card) -> all.add(new CardListing(
                                pages.get(ref), ref.module().toString(), ref.kind(), card.title(), card.detail())));
            }
        }
        return new CardsPage(all);
    }
}
