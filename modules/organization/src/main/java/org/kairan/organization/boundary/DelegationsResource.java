package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.OrganizationChanged;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.core.rest.Open;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.boundary.People.PersonRef;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Delegates;
import org.kairan.organization.entity.Organizations;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/** Lets people name who acts for them, by name or by title, and take it back; whoever administers a person can do it for them, for somebody on leave say. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/delegations")
public class DelegationsResource {

    private static final String OWN =
            "everybody may say who acts for them; of others it exists for whoever administers them only";
    private static final int MOST = 20;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2099;

    /**
     * Who acts for a person.
     *
     * @param delegate {@code person:5}, or {@code title:3}: whoever holds it in one of the person's sections or below
     * @param label name of the person or the title today; empty if it is no more
     * @param people who acts by it today
     * @param until inclusive; missing if it has no end
     */
    public record DelegationListing(
            long id,
            String delegate,
            Optional<String> label,
            List<PersonRef> people,
            LocalDate from,
            Optional<LocalDate> until,
            PersonRef namedBy) {}

    public record DelegationList(PersonRef person, List<DelegationListing> items) {}

    public record PrincipalList(List<PersonRef> items) {}

    /**
     * Who is to act for a person.
     *
     * @param person the caller if it is missing
     * @param from {@code YYYY-MM-DD}; today if it is missing
     * @param until {@code YYYY-MM-DD}, inclusive; without end if it is missing
     */
    public record NewDelegation(Optional<Long> person, String delegate, Optional<String> from, Optional<String> until) {

        public NewDelegation {
            person = person == null ? Optional.empty() : person;
            from = from == null ? Optional.empty() : from;
            until = until == null ? Optional.empty() : until;
        }
    }

    @Inject
    Delegates delegates;

    @Inject
    Rosters rosters;

    @Inject
    Organizations organizations;

    @Inject
    RosterDirectory directory;

    @Inject
    Rights rights;

    /** One for all: each injected event costs a request its making. */
    @Inject
    Event<Object> events;

    @Inject
    Caller caller;

    /**
     * Lists who acts for a person, those included whose days have not begun or are over.
     *
     * @param person the caller if it is missing
     */
    @GET
    @Open(value = SIGNED_IN, because = OWN)
    public DelegationList list(@QueryParam("person") Long person) {
        var roster = rosters.today();
        var member = managed(roster, Optional.ofNullable(person));
        return new DelegationList(
                PersonRef.of(member.person()),
                roster.delegations().stream()
                        .filter(delegation ->
                                delegation.person().equals(member.person().id()))
                        .map(delegation -> listing(roster, delegation))
                        .toList());
    }

    /** Lists those for whom the caller acts today. */
    @GET
    @Path("principals")
    @Open(value = SIGNED_IN, because = "it is about the caller")
    public PrincipalList principals() {
        var roster = rosters.today();
        return new PrincipalList(roster.principals(caller.person()).stream()
                .flatMap(person -> roster.member(person).stream())
                .map(member -> PersonRef.of(member.person()))
                .sorted(Comparator.comparing(PersonRef::kana).thenComparing(PersonRef::id))
                .toList());
    }

    /** Names a delegate; whoever is one already gets the days given. */
    @POST
    @Transactional
    @Open(value = SIGNED_IN, because = OWN)
    @APIResponseSchema(value = DelegationListing.class, responseCode = "201")
    public Response name(NewDelegation in) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        organizations.lock();
        var roster = rosters.today();
        var member = managed(roster, in.person());
        var person = member.person().id();
        var delegate = GroupId.parse(in.delegate())
                .filter(group -> group.kind() == GroupId.Kind.PERSON || group.kind() == GroupId.Kind.TITLE)
                .filter(roster::exists)
                .orElseThrow(() -> refused("delegate", "organization.delegate-unknown"));
        if (delegate.equals(GroupId.person(person))) {
            throw refused("delegate", "organization.delegate-self");
        }
        var from = in.from()
                .filter(text -> !text.isBlank())
                .map(text -> day("from", text))
                .orElse(roster.day());
        var until = in.until().filter(text -> !text.isBlank()).map(text -> day("until", text));
        if (until.isPresent() && until.get().isBefore(from)) {
            throw refused("until", "organization.delegation-backwards");
        }
        if (until.isPresent() && until.get().isBefore(roster.day())) {
            throw refused("until", "organization.delegation-over");
        }
        var named = roster.delegations().stream()
                .filter(delegation -> delegation.person().equals(person))
                .toList();
        var known = named.stream()
                .filter(delegation -> delegation.delegate().equals(delegate))
                .findFirst();
        if (known.isEmpty() && named.size() >= MOST) {
            throw Refused.invalid("organization.delegates-too-many", Map.of("max", MOST));
        }
        var end = until.map(day -> day.plusDays(1));
        if (known.filter(same -> same.from().equals(from) && same.until().equals(end))
                .isPresent()) {
            return created(listing(roster, known.get()));
        }
        var id = delegates.name(person, delegate, from, end, caller.person());
        organizations.touch();
        var now = rosters.today();
        var added = find(now, id).orElseThrow();
        tell("organization.delegate-named", roster, added);
        return created(listing(now, added));
    }

    /** Ends at once that somebody acts for a person. */
    @DELETE
    @Path("{id}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response remove(@PathParam("id") long id) {
        organizations.lock();
        var roster = rosters.today();
        var delegation = find(roster, id).orElseThrow(NotFound::new);
        managed(roster, Optional.of(delegation.person().value()));
        delegates.remove(id);
        organizations.touch();
        tell("organization.delegate-removed", roster, delegation);
        return Response.noContent().build();
    }

    /** The person whose delegates the caller may name: themselves, or whom they administer. */
    private Roster.Member managed(Roster roster, Optional<Long> person) {
        var id = person.map(PersonId::new).orElse(caller.person());
        return roster.member(id)
                .filter(member -> id.equals(caller.person()) || rights.administers(caller, roster, member))
                .orElseThrow(NotFound::new);
    }

    private static Optional<Roster.Delegation> find(Roster roster, long id) {
        return roster.delegations().stream()
                .filter(delegation -> delegation.id() == id)
                .findFirst();
    }

    private static LocalDate day(String field, String text) {
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeParseException e) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    "core.date-invalid",
                    Map.of("value", text),
                    List.of(new Fault(field, "core.date-invalid", Map.of("value", text))));
        }
        throw Refused.invalid("core.date-invalid", Map.of("value", text));
    }

    private static Refused refused(String field, String code) {
        return new Refused(Refused.Kind.INVALID, code, Map.of(), List.of(new Fault(field, code, Map.of())));
    }

    private static Response created(DelegationListing listing) {
        return Response.created(URI.create("organization/delegations/" + listing.id()))
                .entity(listing)
                .build();
    }

    private void tell(String act, Roster roster, Roster.Delegation delegation) {
        // What people hold is different: open connections hear what they may hear now.
        events.fire(new OrganizationChanged(roster.day()));
        events.fire(new Hint(
                Audience.of(GroupId.person(delegation.person()), delegation.delegate()),
                "organization.delegations-changed",
                OrganizationModule.person(delegation.person())));
        var details = new TreeMap<String, String>();
        details.put("target", delegation.delegate().toString());
        directory.label(delegation.delegate()).ifPresent(label -> details.put("delegate", label));
        details.put("from", delegation.from().toString());
        delegation
                .until()
                .ifPresent(until -> details.put("until", until.minusDays(1).toString()));
        roster.member(delegation.person())
                .ifPresent(member -> details.put("name", member.person().name()));
        events.fire(new Audited(
                act,
                Optional.of(caller.person()),
                Optional.of(OrganizationModule.person(delegation.person())),
                details));
    }

    private DelegationListing listing(Roster roster, Roster.Delegation delegation) {
        return new DelegationListing(
                delegation.id(),
                delegation.delegate().toString(),
                directory.label(delegation.delegate()),
                acting(roster, delegation),
                delegation.from(),
                delegation.until().map(until -> until.minusDays(1)),
                roster.member(delegation.by())
                        .map(member -> PersonRef.of(member.person()))
                        .orElseThrow());
    }

    private static List<PersonRef> acting(Roster roster, Roster.Delegation delegation) {
        if (!delegation.covers(roster.day())) {
            return List.of();
        }
        return roster.members(Audience.of(delegation.delegate()), roster.day()).stream()
                .filter(member -> roster.principals(member.person().id()).contains(delegation.person()))
                .map(member -> PersonRef.of(member.person()))
                .toList();
    }
}
