package org.kairan.board.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kairan.board.boundary.Listings.BulletinListing;
import org.kairan.board.boundary.Listings.BulletinPage;
import org.kairan.board.boundary.Listings.PersonRef;
import org.kairan.board.boundary.Listings.ReadRate;
import org.kairan.board.boundary.Listings.UnreadCount;
import org.kairan.board.control.BulletinPolicy;
import org.kairan.board.entity.Bulletin;
import org.kairan.board.entity.Bulletins;
import org.kairan.board.entity.Readings;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Keyset;
import org.kairan.core.rest.Open;

/** Lists bulletins and counts the unread; apart from what writes, since each thing injected costs every request. */
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Path("/board")
public class ListingsResource {

    private static final int COUNT_MOST = 100;
    private static final int MINE_MOST = 20;

    @Inject
    Bulletins bulletins;

    @Inject
    Readings readings;

    @Inject
    Directory directory;

    @Inject
    Caller caller;

    /** Lists, newest first, what is unread, what one may see, or what one has published. */
    @GET
    @Path("bulletins")
    @Open(value = SIGNED_IN, because = "each caller gets what they may see")
    public BulletinPage list(
            @QueryParam("state") @DefaultValue("all") String state,
            @QueryParam("after") Long after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        long before = after == null ? Long.MAX_VALUE : after;
        int size = Math.max(1, Math.min(limit, state.equals("mine") ? MINE_MOST : Keyset.MOST));
        var rows = switch (state) {
            case "unread" -> bulletins.unread(caller, before, size + 1);
            case "mine" -> bulletins.by(caller.person(), before, size + 1);
            case "all" -> bulletins.visible(caller, before, size + 1);
            default -> throw Refused.invalid("core.invalid", Map.of("field", "state"));
        };
        var page = Keyset.page(rows, size, b -> Long.toString(b.id()));
        var authors = directory.people(
                page.items().stream().map(Bulletin::author).distinct().toList());
        var sections = directory.sections();
        var rates = state.equals("mine") ? rates(page.items()) : Map.<Long, ReadRate>of();
        return new BulletinPage(
                page.items().stream()
                        .map(b -> listing(b, authors, sections, Optional.ofNullable(rates.get(b.id()))))
                        .toList(),
                page.next());
    }

    @GET
    @Path("unread")
    @Open(value = SIGNED_IN, because = "it is the caller's own")
    public UnreadCount unread() {
        var count = bulletins.countUnread(caller, COUNT_MOST + 1);
        return new UnreadCount(Math.min(count, COUNT_MOST), count > COUNT_MOST);
    }

    private Map<Long, ReadRate> rates(List<Bulletin> mine) {
        var readers = readings.readers(mine.stream().map(Bulletin::id).toList());
        var rates = new HashMap<Long, ReadRate>();
        for (var bulletin : mine) {
            var read = readers.getOrDefault(bulletin.id(), Set.of());
            var addressed = Addressed.to(bulletin, directory);
            rates.put(
                    bulletin.id(),
                    new ReadRate(
                            (int) addressed.stream()
                                    .map(Person::id)
                                    .filter(read::contains)
                                    .count(),
                            addressed.size()));
        }
        return rates;
    }

    private BulletinListing listing(
            Bulletin b, Map<PersonId, Person> people, Map<Long, String> sections, Optional<ReadRate> rate) {
        return new BulletinListing(
                b.id(),
                b.title(),
                PersonRef.of(people.get(b.author())),
                Listings.section(b, sections),
                b.importance().key(),
                b.publishedAt(),
                b.editedAt(),
                b.withdrawnAt(),
                BulletinPolicy.isUnread(caller, b),
                Excerpt.of(b.body()),
                b.attachments(),
                rate);
    }
}
