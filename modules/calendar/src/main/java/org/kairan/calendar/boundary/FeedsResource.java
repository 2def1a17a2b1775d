package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.ANYONE;
import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.calendar.boundary.Calendars.Measure;
import org.kairan.calendar.boundary.ExchangeListings.FeedList;
import org.kairan.calendar.boundary.ExchangeListings.FeedListing;
import org.kairan.calendar.boundary.ExchangeListings.MadeFeed;
import org.kairan.calendar.boundary.ExchangeListings.NewFeed;
import org.kairan.calendar.boundary.Listings.OwnerRef;
import org.kairan.calendar.entity.Feed;
import org.kairan.calendar.entity.Feeds;
import org.kairan.calendar.entity.Occurrences;
import org.kairan.core.access.Caller;
import org.kairan.core.access.Callers;
import org.kairan.core.audit.Audited;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.core.rest.Open;
import org.kairan.core.time.CityTime;

/** Makes, lists and revokes secret addresses under which other programs read a calendar, and answers them. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/feeds")
public class FeedsResource {

    private static final int MOST = 20;
    private static final int LABEL_MAX = 100;

    /** 256 bits, as many as SHA-256 tells apart. */
    private static final int SECRET_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    Feeds feeds;

    @Inject
    Calendars calendars;

    @Inject
    Occurrences occurrences;

    @Inject
    EventDetails details;

    @Inject
    Scheduling scheduling;

    @Inject
    Callers callers;

    @Inject
    Event<Audited> audited;

    @Inject
    Caller caller;

    @GET
    @Open(value = SIGNED_IN, because = "everybody has their own")
    public FeedList list() {
        return new FeedList(
                feeds.of(caller.person()).stream().map(this::listing).toList());
    }

    /** Makes an address and tells it, this once. With the same {@code Idempotency-Key} again no second one is made; the last answer's is the one that is in force. */
    @POST
    @Transactional
    @Open(value = SIGNED_IN, because = "everybody has a calendar")
    @APIResponseSchema(value = MadeFeed.class, responseCode = "201")
    public Response make(@HeaderParam("Idempotency-Key") UUID key, NewFeed in) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        var scope = calendars.own(in.calendar().orElse(null), caller);
        var faults = new ArrayList<Fault>();
        var label = EventForms.text("label", in.label(), LABEL_MAX, false, faults);
        EventForms.refuse(faults);
        if (feeds.of(caller.person()).size() >= MOST) {
            throw Refused.conflict("calendar.feeds-too-many");
        }
        var secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        var id = feeds.add(caller.person(), scope, in.busyOnly(), label, hash(token), Optional.ofNullable(key));
        var made = feeds.of(caller.person()).stream()
                .filter(feed -> feed.id() == id)
                .findFirst()
                .orElseThrow(NotFound::new);
        tell("calendar.feed-made", made);
        return Response.created(URI.create("calendar/feeds/" + id))
                .entity(new MadeFeed(listing(made), "/api/calendar/feeds/" + token + ".ics"))
                .build();
    }

    /** Ends an address at once. */
    @DELETE
    @Path("{id}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response revoke(@PathParam("id") long id) {
        var feed = feeds.of(caller.person()).stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(NotFound::new);
        if (feeds.revoke(caller.person(), id)) {
            tell("calendar.feed-revoked", feed);
        }
        return Response.noContent().build();
    }

    /** The calendar of a secret address, from 13 months back to 24 ahead: what its person may see today, of what is private only that the time is taken. */
    @GET
    @Path("{token}.ics")
    @Produces(ExportsResource.TYPE)
    @Transactional
    @Open(value = ANYONE, because = "programs that subscribe have no session; the address itself is the secret")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/calendar", schema = @Schema(implementation = String.class)))
    public Response read(@PathParam("token") String token, @Context Request request) {
        var feed = feeds.byHash(hash(token)).orElseThrow(NotFound::new);
        // Whoever may not sign in any more, or has left the section, has no address any more either.
        var reader = Optional.ofNullable(callers.absent(List.of(feed.person())).get(feed.person()))
                .filter(one -> feed.scope().equals(GroupId.person(one.person())) || one.holds(feed.scope()))
                .orElseThrow(NotFound::new);
        var window = scheduling.window();
        var ids = occurrences.events(
                feed.scope(),
                window.from().atStartOfDay(CityTime.ZONE).toInstant(),
                window.until().atStartOfDay(CityTime.ZONE).toInstant(),
                ExportsResource.MOST);
        var text = calendars
                .written(
                        details.name(feed.scope()),
                        feed.scope(),
                        ids,
                        reader,
                        feed.busyOnly() ? Measure.BUSY : Measure.FEED)
                .getBytes(StandardCharsets.UTF_8);
        feeds.used(feed.id());
        var tag = new EntityTag(HexFormat.of().formatHex(hash(text), 0, 16));
        var unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(text) : unchanged)
                .tag(tag)
                .header("Cache-Control", "private, no-cache")
                .build();
    }

    private void tell(String act, Feed feed) {
        audited.fire(new Audited(
                act,
                Optional.of(caller.person()),
                Optional.empty(),
                Map.of("calendar", details.name(feed.scope()), "busyOnly", Boolean.toString(feed.busyOnly()))));
    }

    private FeedListing listing(Feed feed) {
        return new FeedListing(
                feed.id(),
                feed.label(),
                new OwnerRef(feed.scope().toString(), details.name(feed.scope())),
                feed.busyOnly(),
                feed.createdAt(),
                feed.usedAt());
    }

    private static byte[] hash(String token) {
        return hash(token.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
