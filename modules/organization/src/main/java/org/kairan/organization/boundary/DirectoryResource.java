package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.NameSearch;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Keyset;
import org.kairan.core.rest.Open;
import org.kairan.core.time.CityTime;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.boundary.People.PersonDetail;
import org.kairan.organization.boundary.People.PersonListing;
import org.kairan.organization.entity.Photos;
import org.kairan.organization.entity.Roster;
import org.kairan.organization.entity.Rosters;

/** Shows sections, titles and people to everybody who works for the city. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization")
public class DirectoryResource {

    private static final String COLLEAGUES = "every member of staff may look up colleagues";

    /** {@code people} counts those directly in the section, {@code peopleBelow} with all sections below. */
    public record SectionListing(
            long id, String code, Optional<Long> parentId, String name, int order, int people, int peopleBelow) {}

    public record SectionList(List<SectionListing> items) {}

    public record TitleListing(long id, String code, String name, int order, long people) {}

    public record TitleList(List<TitleListing> items) {}

    public record PeoplePage(List<PersonListing> items, Optional<String> next, int total) {}

    public record AudienceSize(int people) {}

    @Inject
    Rosters rosters;

    @Inject
    Photos photos;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    @GET
    @Path("sections")
    @Open(value = SIGNED_IN, because = COLLEAGUES)
    public SectionList sections(@QueryParam("on") String on) {
        var roster = on == null || on.isBlank() ? rosters.today() : rosters.on(day(on));
        return new SectionList(
                roster.sections().stream().map(s -> listing(roster, s)).toList());
    }

    @GET
    @Path("titles")
    @Open(value = SIGNED_IN, because = COLLEAGUES)
    public TitleList titles() {
        var roster = rosters.today();
        return new TitleList(roster.titles().stream()
                .map(t -> new TitleListing(t.id(), t.code(), t.name(), t.order(), roster.holders(t.id())))
                .toList());
    }

    /** Finds people by the beginning of a word of name or kana, by staff number or extension; by kana, or within a section in its own order. */
    @GET
    @Path("people")
    @Open(value = SIGNED_IN, because = COLLEAGUES)
    public PeoplePage people(
            @QueryParam("q") @DefaultValue("") String q,
            @QueryParam("section") Long section,
            @QueryParam("below") boolean below,
            @QueryParam("title") Long title,
            @QueryParam("all") boolean all,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        var search = NameSearch.of(q);
        var group = Optional.ofNullable(section).map(id -> below ? GroupId.tree(id) : GroupId.section(id));
        var holding = Optional.ofNullable(title).map(GroupId::title);
        var roster = rosters.today();
        // Who has left or not begun is of no use but to those who administer people.
        var known = all && caller.may(OrganizationModule.ADMINISTER_SECTION)
                ? roster.everybody()
                : roster.ordered().stream();
        var found = known.filter(m -> group.map(m.groups()::containsKey).orElse(true)
                        && holding.map(m.groups()::containsKey).orElse(true))
                .filter(m -> search.matches(
                        m.details().name(),
                        m.details().kana(),
                        Stream.concat(Stream.of(m.details().staffNumber()), m.details().extension().stream())));
        if (group.isEmpty()) {
            found = found.sorted(
                    Comparator.comparing((Roster.Member m) -> m.details().kana())
                            .thenComparing(m -> m.details().staffNumber()));
        }
        var everyone = found.toList();
        var page = Keyset.within(
                        everyone,
                        m -> true,
                        after,
                        limit,
                        m -> Long.toString(m.details().id()))
                .map(PersonListing::of);
        return new PeoplePage(page.items(), page.next(), everyone.size());
    }

    @GET
    @Path("people/{id}")
    @Open(value = SIGNED_IN, because = COLLEAGUES)
    public PersonDetail person(@PathParam("id") long id) {
        var roster = rosters.today();
        return roster.member(new PersonId(id))
                .map(m -> PersonDetail.of(
                        m,
                        roster,
                        photos.of(m.person().id())
                                .map(photo -> PhotosResource.ref(photo.id()).toString())))
                .orElseThrow(NotFound::new);
    }

    /**
     * Counts whom an audience reaches today, each person once.
     *
     * @param without a person who is not counted: the author, say
     * @param heldOn counts those only who had come into one of the groups by this day
     */
    @GET
    @Path("audiences")
    @Open(value = SIGNED_IN, because = COLLEAGUES)
    public AudienceSize audience(
            @QueryParam("group") List<String> groups,
            @QueryParam("without") Long without,
            @QueryParam("heldOn") String heldOn) {
        var roster = rosters.today();
        var parsed = new LinkedHashSet<GroupId>();
        for (var text : groups) {
            parsed.add(GroupId.parse(text)
                    .filter(group -> roster.exists(group, caller.person()))
                    .orElseThrow(() -> Refused.invalid("organization.unknown-group", Map.of("group", text))));
        }
        var members = roster.members(Audience.of(parsed), heldOn == null ? roster.day() : day(heldOn));
        return new AudienceSize((int) members.stream()
                .filter(member -> without == null || member.person().id().value() != without)
                .count());
    }

    private LocalDate day(String text) {
        try {
            var day = LocalDate.parse(text);
            var today = CityTime.today(clock);
            if (day.isBefore(today.minusYears(100)) || day.isAfter(today.plusYears(100))) {
                throw Refused.invalid("core.date-invalid", Map.of("value", text));
            }
            return day;
        } catch (DateTimeParseException e) {
            throw new Refused(Refused.Kind.INVALID, "core.date-invalid", Map.of("value", text), List.of());
        }
    }

    private static SectionListing listing(Roster roster, Roster.Section s) {
        var count = roster.count(s.id());
        return new SectionListing(s.id(), s.code(), s.parentId(), s.name(), s.order(), count[0], count[1]);
    }
}
