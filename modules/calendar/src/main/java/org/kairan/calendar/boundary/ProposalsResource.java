package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.calendar.boundary.ProposalListings.AnswersEdit;
import org.kairan.calendar.boundary.ProposalListings.Confirmation;
import org.kairan.calendar.boundary.ProposalListings.NewProposal;
import org.kairan.calendar.boundary.ProposalListings.ProposalDetail;
import org.kairan.calendar.boundary.ProposalListings.ProposalPage;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.Proposal;
import org.kairan.calendar.entity.Proposals;
import org.kairan.calendar.entity.Series;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.core.rest.Keyset;
import org.kairan.core.rest.Open;

/** Holds several times for a meeting while people are asked which of them will do, and confirms one, which frees the others. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/proposals")
public class ProposalsResource {

    private static final int ROWS_MAX = 50;

    @Inject
    Proposals proposals;

    @Inject
    Events events;

    @Inject
    Proposing proposing;

    @Inject
    ProposalDetails details;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /**
     * Lists what the caller has proposed, what their sections have, and what they are asked, the newest first.
     *
     * @param all also what is decided; otherwise only what is open
     * @param after the {@code next} of the page before
     */
    @GET
    @Open(value = SIGNED_IN, because = "each caller gets what concerns them")
    public ProposalPage list(
            @QueryParam("all") boolean all,
            @QueryParam("after") Long after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        var size = Math.max(1, Math.min(limit, ROWS_MAX));
        var page = Keyset.page(
                proposals.concerning(caller, all, after == null ? Long.MAX_VALUE : after, size + 1),
                size,
                proposal -> "" + proposal.id());
        var slots = proposals.slots(page.items().stream().map(Proposal::id).toList());
        var found = events.find(slots.values().stream().flatMap(List::stream).toList()).stream()
                .collect(Collectors.toMap(series -> series.event().id(), series -> series));
        var shown = new LinkedHashMap<Proposal, List<Series>>();
        page.items()
                .forEach(proposal -> shown.put(
                        proposal,
                        slots.getOrDefault(proposal.id(), List.of()).stream()
                                .map(found::get)
                                .toList()));
        return new ProposalPage(details.listed(shown, caller), page.next());
    }

    /** Proposes times and holds them; with the same {@code Idempotency-Key} again it answers what the first request made. */
    @POST
    @Transactional
    @Open(value = SIGNED_IN, because = "everybody has a calendar")
    @APIResponseSchema(value = ProposalDetail.class, responseCode = "201")
    public Response make(@HeaderParam("Idempotency-Key") UUID key, NewProposal in) {
        var id = proposing.make(in, caller, Optional.ofNullable(key));
        return answer(Response.created(URI.create("calendar/proposals/" + id)), id);
    }

    @GET
    @Path("{id}")
    @APIResponseSchema(value = ProposalDetail.class, responseCode = "200")
    public Response show(@PathParam("id") long id) {
        proposing.visible(id, caller);
        return answer(Response.ok(), id);
    }

    /** Changes a proposal that is open and still has the version of {@code If-Match}; slots that are not named any more are let go. */
    @PUT
    @Path("{id}")
    @Transactional
    @APIResponseSchema(value = ProposalDetail.class, responseCode = "200")
    public Response edit(@PathParam("id") long id, @HeaderParam("If-Match") String ifMatch, NewProposal in) {
        proposing.edit(id, in, caller, ifMatch);
        return answer(Response.ok(), id);
    }

    /** Calls a proposal off and lets go of all its slots; one that is called off already stays so. */
    @DELETE
    @Path("{id}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response cancel(@PathParam("id") long id, @HeaderParam("If-Match") String ifMatch) {
        proposing.cancel(id, caller, ifMatch);
        return Response.noContent().build();
    }

    /** Keeps what the caller answers to slots; those that are not named stay as they are. */
    @PUT
    @Path("{id}/answers")
    @Transactional
    @APIResponseSchema(value = ProposalDetail.class, responseCode = "200")
    public Response answers(@PathParam("id") long id, AnswersEdit in) {
        proposing.answer(id, in, caller);
        return answer(Response.ok(), id);
    }

    /** Makes one slot an event and lets go of the others; the same again changes nothing. */
    @POST
    @Path("{id}/confirmation")
    @Transactional
    @APIResponseSchema(value = ProposalDetail.class, responseCode = "200")
    public Response confirm(@PathParam("id") long id, Confirmation in) {
        proposing.confirm(id, in, caller);
        return answer(Response.ok(), id);
    }

    private Response answer(Response.ResponseBuilder response, long id) {
        var proposal = proposals.find(id).orElseThrow(NotFound::new);
        var slots = proposing.slots(id);
        return response.entity(details.of(proposal, slots, caller))
                .tag(new EntityTag(Integer.toString(proposal.version())))
                .build();
    }
}
