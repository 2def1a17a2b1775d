package org.kairan.organization.boundary;

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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.OrganizationChanged;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.boundary.People.PersonRef;
import org.kairan.organization.control.LastAdministrator;
import org.kairan.organization.entity.Groups;
import org.kairan.organization.entity.Organizations;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Roster.CustomGroup;
import org.kairan.organization.entity.Rosters;

/** Lets people put groups together, for themselves or for all. A private group exists for its owner only; a shared one is everybody's to use and its owner's to change. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/groups")
public class GroupsResource {

    private static final int LONGEST_NAME = 100;
    private static final int MOST_MEMBERS = 2_000;
    private static final int MOST_GROUPS = 100;

    /** {@code people} counts those who work for the city today. */
    public record GroupListing(
            long id, String group, String name, boolean shared, boolean own, PersonRef owner, int people) {}

    public record GroupList(List<GroupListing> items) {}

    /** @param granted whether rights hang on it, so that only administrators may change it */
    public record GroupDetail(
            long id,
            String group,
            String name,
            boolean shared,
            boolean own,
            boolean granted,
            boolean mayEdit,
            PersonRef owner,
            List<PersonRef> members) {}

    public record NewGroup(String name, boolean shared, List<Long> members) {}

    @Inject
    Groups groups;

    @Inject
    Rosters rosters;

    @Inject
    Organizations organizations;

    @Inject
    LastAdministrator lastAdministrator;

    @Inject
    Event<OrganizationChanged> changed;

    @Inject
    Event<Hint> hints;

    @Inject
    Event<Audited> audited;

    @Inject
    Caller caller;

    /** Lists the caller's own groups, then those that others share, by name. */
    @GET
    @Open(value = SIGNED_IN, because = "everybody may have groups and use the shared ones")
    public GroupList list() {
        var roster = rosters.today();
        return new GroupList(roster.groups().stream()
                .filter(group -> group.isOpenTo(caller.person()))
                .sorted(java.util.Comparator.comparing((CustomGroup g) -> !isOwn(g))
                        .thenComparing(CustomGroup::name)
                        .thenComparing(CustomGroup::id))
                .map(group -> new GroupListing(
                        group.id(),
                        GroupId.group(group.id()).toString(),
                        group.name(),
                        group.shared(),
                        isOwn(group),
                        person(roster, group.owner()),
                        (int) group.members().keySet().stream()
                                .filter(id -> roster.exists(GroupId.person(id)))
                                .count()))
                .toList());
    }

    @POST
    @Transactional
    @Open(value = SIGNED_IN, because = "everybody may put groups together")
    @APIResponseSchema(value = GroupDetail.class, responseCode = "201")
    public Response add(NewGroup in) {
        organizations.lock();
        var roster = rosters.today();
        var members = checked(roster, in, Set.of());
        if (roster.groups().stream().filter(this::isOwn).count() >= MOST_GROUPS) {
            throw Refused.invalid("organization.group-too-many", Map.of("max", MOST_GROUPS));
        }
        var id = groups.add(caller.person(), in.name().strip(), in.shared());
        groups.setMembers(id, members, roster.day());
        tell("organization.group-created", id, members, Set.of());
        return answer(Response.created(URI.create("organization/groups/" + id)), id);
    }

    @GET
    @Path("{id}")
    @APIResponseSchema(value = GroupDetail.class, responseCode = "200")
    public Response show(@PathParam("id") long id) {
        find(id);
        return answer(Response.ok(), id);
    }

    @PUT
    @Path("{id}")
    @Transactional
    @APIResponseSchema(value = GroupDetail.class, responseCode = "200")
    public Response edit(@PathParam("id") long id, @HeaderParam("If-Match") String match, NewGroup in) {
        organizations.lock();
        var group = mayEdit(find(id));
        var version = version(match);
        var roster = rosters.today();
        var members = checked(roster, in, group.members().keySet());
        if (isGranted(roster, group) && !in.shared()) {
            throw Refused.conflict("organization.group-granted");
        }
        lastAdministrator.kept(() -> {
            if (!groups.edit(id, version, in.name().strip(), in.shared())) {
                throw Refused.changedMeanwhile();
            }
            groups.setMembers(id, members, roster.day());
            return true;
        });
        tell("organization.group-changed", id, members, group.members().keySet());
        return answer(Response.ok(), id);
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response remove(@PathParam("id") long id) {
        organizations.lock();
        var group = mayEdit(find(id));
        if (isGranted(rosters.today(), group)) {
            throw Refused.conflict("organization.group-granted");
        }
        groups.remove(id);
        tell("organization.group-removed", id, List.of(), group.members().keySet());
        return Response.noContent().build();
    }

    private CustomGroup find(long id) {
        return rosters.today()
                .group(id)
                .filter(group -> group.isOpenTo(caller.person()))
                .orElseThrow(NotFound::new);
    }

    /** A group on which rights hang is an administrator's to change: its owner could let in whom they like. */
    private CustomGroup mayEdit(CustomGroup group) {
        if (caller.may(OrganizationModule.ADMINISTER) && group.shared()) {
            return group;
        }
        if (!isOwn(group)) {
            throw new NotFound();
        }
        if (isGranted(rosters.today(), group)) {
            throw Refused.conflict("organization.group-granted");
        }
        return group;
    }

    private boolean isOwn(CustomGroup group) {
        return group.owner().equals(caller.person());
    }

    private static boolean isGranted(Roster roster, CustomGroup group) {
        var target = GroupId.group(group.id());
        return roster.grants().stream().anyMatch(grant -> grant.target().equals(target));
    }

    /** People who have left may stay in a group; they cannot come into one. */
    private static Collection<PersonId> checked(Roster roster, NewGroup in, Set<PersonId> before) {
        if (in == null || in.name() == null || in.name().isBlank()) {
            throw Refused.invalid("organization.group-nameless");
        }
        if (in.name().strip().codePointCount(0, in.name().strip().length()) > LONGEST_NAME) {
            throw Refused.invalid("organization.too-long", Map.of("max", LONGEST_NAME));
        }
        var members = new LinkedHashSet<PersonId>();
        for (var id : Optional.ofNullable(in.members()).orElse(List.of())) {
            var person = new PersonId(Optional.ofNullable(id).orElse(0L));
            if (!before.contains(person) && !roster.exists(GroupId.person(person))) {
                throw Refused.invalid("organization.unknown-group", Map.of("group", "person:" + id));
            }
            members.add(person);
        }
        if (members.size() > MOST_MEMBERS) {
            throw Refused.invalid("organization.group-too-big", Map.of("max", MOST_MEMBERS));
        }
        return members;
    }

    private static int version(String match) {
        if (match == null || match.isBlank()) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "core.condition-required", Map.of(), List.of());
        }
        var number = match.replaceAll("^W/|\"", "");
        if (!number.matches("[0-9]{1,9}")) {
            throw Refused.changedMeanwhile();
        }
        return Integer.parseInt(number);
    }

    private void tell(String act, long id, Collection<PersonId> now, Set<PersonId> before) {
        organizations.touch();
        var roster = rosters.today();
        changed.fire(new OrganizationChanged(roster.day()));
        var ref = new Ref(OrganizationModule.ID, "group", id);
        var concerned = Stream.of(now, before, List.of(caller.person()))
                .flatMap(Collection::stream)
                .map(GroupId::person)
                .distinct()
                .toList();
        hints.fire(new Hint(Audience.of(concerned), "organization.groups-changed", ref));
        audited.fire(new Audited(
                act,
                Optional.of(caller.person()),
                Optional.of(ref),
                Map.of(
                        "added",
                        Long.toString(
                                now.stream().filter(p -> !before.contains(p)).count()),
                        "removed",
                        Long.toString(
                                before.stream().filter(p -> !now.contains(p)).count()))));
    }

    private Response answer(Response.ResponseBuilder answer, long id) {
        var roster = rosters.today();
        var group = roster.group(id).orElseThrow(NotFound::new);
        var granted = isGranted(roster, group);
        var administrator = caller.may(OrganizationModule.ADMINISTER);
        return answer.tag(new EntityTag(Integer.toString(group.version())))
                .entity(new GroupDetail(
                        id,
                        GroupId.group(id).toString(),
                        group.name(),
                        group.shared(),
                        isOwn(group),
                        granted,
                        isOwn(group) && !granted || administrator && group.shared(),
                        person(roster, group.owner()),
                        group.members().keySet().stream()
                                .flatMap(person -> roster.member(person).stream())
                                .sorted(java.util.Comparator.comparing(
                                        m -> m.details().kana()))
                                .map(m -> PersonRef.of(m.person()))
                                .toList()))
                .build();
    }

    private static PersonRef person(Roster roster, PersonId id) {
        return roster.member(id).map(m -> PersonRef.of(m.person())).orElseThrow();
    }
}
