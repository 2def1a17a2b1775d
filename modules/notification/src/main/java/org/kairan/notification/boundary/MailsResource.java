package org.kairan.notification.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.Person;
import org.kairan.core.problem.NotFound;
import org.kairan.core.rest.Keyset;
import org.kairan.notification.NotificationModule;
import org.kairan.notification.control.MailSettings;
import org.kairan.notification.entity.Mails;

/** Shows an administrator whether mails leave, and to whom they could not be delivered. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/notification/mails")
public class MailsResource {

    /**
     * A mail that was given up.
     *
     * @param state {@code refused} by the mail server for its address, or {@code expired} after too many tries
     * @param reason the mail server's own words
     */
    public record MailListing(
            long id,
            String name,
            Optional<String> section,
            Optional<String> address,
            Optional<String> reason,
            String state,
            Instant at) {}

    /**
     * Whether mails leave.
     *
     * @param on whether a mail server is configured
     * @param waiting how many are on their way
     * @param waitingSince since when the oldest is
     * @param outage what the mail server, or the line to it, says for as long as nothing can be sent
     */
    public record MailPage(
            boolean on,
            long waiting,
            Optional<Instant> waitingSince,
            Optional<Instant> outageSince,
            Optional<String> outage,
            List<MailListing> items,
            Optional<String> next) {}

    @Inject
    Mails mails;

    @Inject
    MailSettings settings;

    @Inject
    Mailroom mailroom;

    @Inject
    Directory directory;

    @Inject
    Caller caller;

    @GET
    public MailPage list(@QueryParam("after") Long after, @QueryParam("limit") @DefaultValue("50") int limit) {
        if (!caller.may(NotificationModule.SEE_MAILS)) {
            throw new NotFound();
        }
        var size = Math.max(1, Math.min(limit, Keyset.MOST));
        var page = Keyset.page(
                mails.undelivered(after == null ? Long.MAX_VALUE : after, size + 1),
                size,
                mail -> Long.toString(mail.id()));
        var people = directory.people(
                page.items().stream().map(Mails.Undelivered::person).toList());
        var queue = mails.queue();
        var outage = mailroom.outage();
        return new MailPage(
                settings.on(),
                queue.waiting(),
                queue.since(),
                outage.map(Mailroom.Outage::since),
                outage.map(Mailroom.Outage::reason),
                page.items().stream()
                        .map(mail -> new MailListing(
                                mail.id(),
                                Optional.ofNullable(people.get(mail.person()))
                                        .map(Person::name)
                                        .orElse(""),
                                Optional.ofNullable(people.get(mail.person())).flatMap(Person::section),
                                mail.address(),
                                mail.reason(),
                                mail.state(),
                                mail.at()))
                        .toList(),
                page.next());
    }
}
