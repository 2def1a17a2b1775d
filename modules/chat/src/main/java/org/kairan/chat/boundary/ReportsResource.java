package org.kairan.chat.boundary;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.kairan.chat.ChatModule;
import org.kairan.chat.boundary.Listings.PersonRef;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Reports;
import org.kairan.chat.entity.Reports.Report;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.problem.NotFound;
import org.kairan.core.rest.Keyset;

/** Shows what has been reported to those who administer chat, who see of foreign rooms that one message and hide it or let it stay; each look and each decision is audited. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat/reports")
public class ReportsResource {

    private static final int PAGE = 50;

    /** @param text what was reported as it is now; empty if it is gone */
    public record ReportListing(
            long id,
            long room,
            String roomName,
            long seq,
            PersonRef author,
            String text,
            PersonRef by,
            String reason,
            Instant at,
            Optional<Instant> decidedAt,

            @Schema(enumeration = {"hidden", "dismissed"}) Optional<String> decision) {}

    public record ReportsPage(List<ReportListing> items, Optional<String> next) {}

    @Inject
    Reports reports;

    @Inject
    Rooms rooms;

    @Inject
    Messages messages;

    @Inject
    MessageEdits edits;

    @Inject
    Shown shown;

    @Inject
    Event<Audited> audited;

    @Inject
    Caller caller;

    /** @param after number of the last report seen */
    @GET
    public ReportsPage list(@QueryParam("after") @DefaultValue("9223372036854775807") long after) {
        check();
        var page = Keyset.page(
                reports.list(after, PAGE + 1).stream().flatMap(this::listing).toList(),
                PAGE,
                report -> Long.toString(report.id()));
        audited.fire(new Audited(
                "chat.reports-looked-at",
                Optional.of(caller.person()),
                Optional.empty(),
                Map.of("count", Integer.toString(page.items().size()))));
        return new ReportsPage(page.items(), page.next());
    }

    /** Hides the message from all its readers. */
    @POST
    @Path("{id}/hiding")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response hide(@PathParam("id") long id) {
        var report = find(id);
        rooms.hold(report.room()).orElseThrow(NotFound::new);
        messages.find(report.room(), report.seq())
                .filter(message -> !message.isDeleted())
                .ifPresent(message -> edits.takeAway(message, caller.person(), true));
        return decided(report, "hidden");
    }

    /** Lets the message stay. */
    @POST
    @Path("{id}/dismissal")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response dismiss(@PathParam("id") long id) {
        return decided(find(id), "dismissed");
    }

    private Response decided(Report report, String decision) {
        if (report.decision().isEmpty()) {
            reports.decide(report.room(), report.seq(), decision, caller.person());
            audited.fire(new Audited(
                    "chat.report-decided",
                    Optional.of(caller.person()),
                    Optional.of(ChatModule.room(report.room())),
                    Map.of("decision", decision, "message", Long.toString(report.seq()))));
        }
        return Response.noContent().build();
    }

    private void check() {
        if (!caller.may(ChatModule.ADMINISTER)) {
            throw new NotFound();
        }
    }

    private Report find(long id) {
        check();
        return reports.find(id).orElseThrow(NotFound::new);
    }

    private Stream<ReportListing> listing(Report report) {
        var room = rooms.find(report.room());
        var message = messages.find(report.room(), report.seq());
        if (room.isEmpty() || message.isEmpty()) {
            return Stream.empty();
        }
        var people = shown.people(Stream.of(report.person(), message.get().sender()));
        return Stream.of(new ReportListing(
                report.id(),
                report.room(),
                room.get().name(),
                report.seq(),
                people.get(Long.toString(message.get().sender().value())),
                message.get().isDeleted() ? "" : message.get().text(),
                people.get(Long.toString(report.person().value())),
                report.reason(),
                report.at(),
                report.decidedAt(),
                report.decision()));
    }
}
