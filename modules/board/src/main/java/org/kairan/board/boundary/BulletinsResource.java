package org.kairan.board.boundary;

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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.board.BoardModule;
import org.kairan.board.boundary.Listings.AudienceLabel;
import org.kairan.board.boundary.Listings.BulletinDetail;
import org.kairan.board.boundary.Listings.NewAttachment;
import org.kairan.board.boundary.Listings.NewBulletin;
import org.kairan.board.boundary.Listings.PersonRef;
import org.kairan.board.control.BulletinPolicy;
import org.kairan.board.entity.Bulletin;
import org.kairan.board.entity.Bulletin.Importance;
import org.kairan.board.entity.Bulletins;
import org.kairan.board.entity.Readings;
import org.kairan.core.ActivityType;
import org.kairan.core.access.Caller;
import org.kairan.core.activity.Activity;
import org.kairan.core.activity.Withdrawn;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.core.rest.Open;
import org.kairan.core.search.Changed;

/** Publishes, shows, edits and withdraws bulletins. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/board")
public class BulletinsResource {

    static final int TITLE_MAX = 200;
    static final int TEXT_MAX = 50_000;
    static final int AUDIENCE_MAX = 500;

    @Inject
    Bulletins bulletins;

    @Inject
    Readings readings;

    @Inject
    AttachedFiles files;

    @Inject
    Directory directory;

    /** One for hints, activities, withdrawals and changes: each injected event costs a request its making. */
    @Inject
    Event<Object> events;

    @Inject
    Caller caller;

    /** Publishes a bulletin; with the same {@code Idempotency-Key} again it answers what the first request made. */
    @POST
    @Path("bulletins")
    @Transactional
    @Open(value = SIGNED_IN, because = "every member of staff may publish")
    @APIResponseSchema(value = BulletinDetail.class, responseCode = "201")
    public Response publish(@HeaderParam("Idempotency-Key") UUID key, NewBulletin in) {
        var checked = check(in, Audience.of());
        var section = section(in);
        var published = bulletins.publish(new Bulletins.Draft(
                caller.person(),
                section,
                checked.title(),
                checked.body(),
                checked.importance(),
                checked.audience(),
                Optional.ofNullable(key),
                checked.hash(section)));
        if (published.reused()) {
            throw Refused.invalid("core.request-reused");
        }
        if (!published.repeated()) {
            files.set(caller, published.id(), checked.attachments());
            hint(checked.audience(), "board.bulletin-published", published.id());
            tellPublished(published.id(), checked.importance(), checked.audience());
        }
        return answer(Response.created(URI.create("board/bulletins/" + published.id())), visible(published.id()));
    }

    @GET
    @Path("bulletins/{id}")
    @APIResponseSchema(value = BulletinDetail.class, responseCode = "200")
    public Response show(@PathParam("id") long id) {
        return answer(Response.ok(), visible(id));
    }

    /** Changes a bulletin that still has the version of {@code If-Match}. */
    @PUT
    @Path("bulletins/{id}")
    @Transactional
    @APIResponseSchema(value = BulletinDetail.class, responseCode = "200")
    public Response edit(@PathParam("id") long id, @HeaderParam("If-Match") String ifMatch, NewBulletin in) {
        var before = editable(id);
        var version = version(ifMatch);
        var checked = check(in, before.audience());
        if (before.version() != version
                || !bulletins.edit(
                        id,
                        version,
                        caller.person(),
                        checked.title(),
                        checked.body(),
                        checked.importance(),
                        checked.audience())) {
            throw Refused.changedMeanwhile();
        }
        files.set(caller, id, checked.attachments());
        var added = new HashSet<>(checked.audience().groups());
        added.removeAll(before.audience().groups());
        if (!added.isEmpty()) {
            readings.addToBacklog(
                    id,
                    directory.members(Audience.of(added), before.publishedOn()).stream()
                            .map(Person::id)
                            .filter(person -> !person.equals(before.author()))
                            .toList());
        }
        var concerned = new HashSet<>(before.audience().groups());
        concerned.addAll(added);
        hint(Audience.of(concerned), "board.bulletin-edited", id);
        if (checked.importance() == Importance.IMPORTANT && before.withdrawnAt().isEmpty()) {
            tell(
                    before.importance() == Importance.IMPORTANT ? BoardModule.EDITED : BoardModule.IMPORTANT,
                    id,
                    checked.audience());
        } else if (!added.isEmpty() && before.withdrawnAt().isEmpty()) {
            tellPublished(id, checked.importance(), Audience.of(added));
        }
        return answer(Response.ok(), visible(id));
    }

    @POST
    @Path("bulletins/{id}/withdrawals")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response withdraw(@PathParam("id") long id) {
        return setWithdrawn(id, true);
    }

    /** Puts a withdrawn bulletin back. */
    @DELETE
    @Path("bulletins/{id}/withdrawals")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response putBack(@PathParam("id") long id) {
        return setWithdrawn(id, false);
    }

    private Response setWithdrawn(long id, boolean withdrawn) {
        var bulletin = editable(id);
        bulletins.withdraw(id, withdrawn);
        hint(bulletin.audience(), withdrawn ? "board.bulletin-withdrawn" : "board.bulletin-published", id);
        if (withdrawn) {
            events.fire(new Withdrawn(BoardModule.bulletin(id)));
        } else if (bulletin.withdrawnAt().isPresent()) {
            tellPublished(id, bulletin.importance(), bulletin.audience());
        }
        return Response.noContent().build();
    }

    private Bulletin visible(long id) {
        return bulletins
                .find(id, caller.person())
                .filter(b -> BulletinPolicy.maySee(caller, b))
                .orElseThrow(NotFound::new);
    }

    private Bulletin editable(long id) {
        var bulletin = visible(id);
        if (!BulletinPolicy.mayEdit(caller, bulletin)) {
            throw new NotFound();
        }
        return bulletin;
    }

    private void hint(Audience audience, String type, long id) {
        var groups = new LinkedHashSet<>(audience.groups());
        groups.add(GroupId.person(caller.person()));
        events.fire(new Hint(Audience.of(groups), type, BoardModule.bulletin(id)));
        events.fire(new Changed(BoardModule.ID, BoardModule.BULLETIN, id));
    }

    private void tellPublished(long id, Importance importance, Audience audience) {
        tell(importance == Importance.IMPORTANT ? BoardModule.IMPORTANT : BoardModule.PUBLISHED, id, audience);
    }

    private void tell(ActivityType type, long id, Audience audience) {
        events.fire(new Activity(type.name(), BoardModule.bulletin(id), caller.person(), audience, Map.of()));
    }

    private static int version(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "core.condition-required", Map.of(), List.of());
        }
        try {
            return Integer.parseInt(ifMatch.strip().replace("\"", ""));
        } catch (NumberFormatException e) {
            throw Refused.changedMeanwhile();
        }
    }

    private record Checked(
            String title, String body, Importance importance, Audience audience, List<NewAttachment> attachments) {

        byte[] hash(OptionalLong section) {
            try {
                return MessageDigest.getInstance("SHA-256")
                        .digest(String.join(
                                        "\u0000",
                                        title,
                                        body,
                                        importance.key(),
                                        audience.keys().toString(),
                                        section.toString(),
                                        attachments.toString())
                                .getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** What it was addressed to before, it may stay addressed to: a colleague's own group is not the editor's. */
    private Checked check(NewBulletin in, Audience before) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        var faults = new ArrayList<Fault>();
        var title = in.title() == null ? "" : in.title().strip();
        var body = in.text() == null ? "" : in.text().strip().replace("\r\n", "\n");
        if (title.isEmpty()) {
            faults.add(new Fault("title", "board.title-empty", Map.of()));
        } else if (title.length() > TITLE_MAX) {
            faults.add(new Fault("title", "board.title-too-long", Map.of("max", TITLE_MAX)));
        }
        if (body.length() > TEXT_MAX) {
            faults.add(new Fault("text", "board.text-too-long", Map.of("max", TEXT_MAX)));
        }
        // PostgreSQL keeps neither NUL nor half a surrogate pair; other control characters have no business in a title.
        if (title.chars().anyMatch(Character::isISOControl) || !wellFormed(title)) {
            faults.add(new Fault("title", "core.character-invalid", Map.of()));
        }
        if (body.indexOf(0) >= 0 || !wellFormed(body)) {
            faults.add(new Fault("text", "core.character-invalid", Map.of()));
        }
        var importance = "important".equals(in.importance()) ? Importance.IMPORTANT : Importance.NORMAL;
        if (in.importance() != null && !in.importance().equals(importance.key())) {
            faults.add(new Fault("importance", "core.invalid", Map.of()));
        }
        var groups = new LinkedHashSet<GroupId>();
        for (var text : in.audience()) {
            GroupId.parse(text)
                    .filter(g ->
                            g.kind() == GroupId.Kind.GROUP && before.groups().contains(g)
                                    || directory.label(g, caller.person()).isPresent())
                    .ifPresentOrElse(
                            groups::add,
                            () -> faults.add(new Fault(
                                    "audience", "organization.unknown-group", Map.of("group", String.valueOf(text)))));
        }
        if (in.audience().isEmpty()) {
            faults.add(new Fault("audience", "board.audience-empty", Map.of()));
        } else if (in.audience().size() > AUDIENCE_MAX) {
            faults.add(new Fault("audience", "board.audience-too-big", Map.of("max", AUDIENCE_MAX)));
        }
        AttachedFiles.fault(in.attachments()).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    faults.size() == 1 ? faults.get(0).code() : "core.invalid",
                    faults.size() == 1 ? faults.get(0).args() : Map.of(),
                    faults);
        }
        return new Checked(title, body, importance, Audience.of(groups), in.attachments());
    }

    private static boolean wellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private OptionalLong section(NewBulletin in) {
        if (in.sectionId().isPresent()) {
            long wanted = in.sectionId().get();
            if (!caller.holds(GroupId.section(wanted))) {
                var fault = new Fault("sectionId", "board.section-foreign", Map.of());
                throw new Refused(Refused.Kind.INVALID, fault.code(), Map.of(), List.of(fault));
            }
            return OptionalLong.of(wanted);
        }
        var me = directory.people(List.of(caller.person())).get(caller.person());
        return me == null || me.sectionId().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(me.sectionId().get());
    }

    private Response answer(Response.ResponseBuilder response, Bulletin b) {
        var named = directory.people(
                Stream.concat(Stream.of(b.author()), b.editedBy().stream()).toList());
        var labels = b.audience().keys().stream()
                .map(key -> GroupId.parse(key).orElseThrow())
                .map(g -> new AudienceLabel(
                        g.toString(),
                        g.kind().name().toLowerCase(java.util.Locale.ROOT),
                        directory.label(g, caller.person()).orElse("")))
                .toList();
        var detail = new BulletinDetail(
                b.id(),
                b.title(),
                b.body(),
                PersonRef.of(named.get(b.author())),
                Listings.section(b, directory.sections()),
                b.importance().key(),
                b.publishedAt(),
                b.editedAt(),
                b.editedBy().map(named::get).map(PersonRef::of),
                b.withdrawnAt(),
                BulletinPolicy.isUnread(caller, b),
                b.readAt(),
                labels,
                files.of(b.id()),
                Addressed.to(b, directory).size(),
                BulletinPolicy.mayEdit(caller, b),
                BulletinPolicy.mayEdit(caller, b),
                BulletinPolicy.maySeeReaders(caller, b),
                b.version());
        return response.entity(detail)
                .tag(new EntityTag(Integer.toString(b.version())))
                .build();
    }
}
