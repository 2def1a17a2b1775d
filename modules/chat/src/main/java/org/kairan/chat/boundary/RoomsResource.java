package org.kairan.chat.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.chat.ChatModule;
import org.kairan.chat.boundary.Listings.ChatLimits;
import org.kairan.chat.boundary.Listings.NewDirectRoom;
import org.kairan.chat.boundary.Listings.NewRoom;
import org.kairan.chat.boundary.Listings.OpenRoom;
import org.kairan.chat.boundary.Listings.OpenRooms;
import org.kairan.chat.boundary.Listings.PersonRef;
import org.kairan.chat.boundary.Listings.RoomDetail;
import org.kairan.chat.boundary.Listings.RoomEdit;
import org.kairan.chat.boundary.Listings.RoomsPage;
import org.kairan.chat.boundary.Listings.RuleListing;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.control.Texts;
import org.kairan.chat.entity.AgendaItem;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Member.Role;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Place;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.Room.Kind;
import org.kairan.chat.entity.Room.Pair;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;

/** Lists, makes, shows, changes and closes rooms. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/chat")
public class RoomsResource {

    private static final int AGENDA_MAX = 100;
    private static final int GROUPS_MAX = 100;
    private static final int PINS_MAX = 100;
    private static final int FIRST_MEMBERS = 50;
    private static final int FOUND_MAX = 100;
    private static final Duration PAST = Duration.ofDays(366);
    private static final Duration FUTURE = Duration.ofDays(3660);

    @Inject
    Rooms rooms;

    @Inject
    Members members;

    @Inject
    Messages messages;

    @Inject
    Membership membership;

    @Inject
    Shown shown;

    @Inject
    RoomLog log;

    @Inject
    PolicyBook book;

    @Inject
    Directory directory;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /** Lists the rooms in which the caller is, those with the latest news first. */
    @GET
    @Path("rooms")
    @Open(value = SIGNED_IN, because = "each caller gets their own rooms")
    public RoomsPage list() {
        var limits = book.limits();
        return new RoomsPage(
                shown.rooms(rooms.of(caller, targets(caller)), caller, clock.instant()),
                new ChatLimits(
                        limits.characters(),
                        Sending.FILES_MAX,
                        limits.bytes(),
                        limits.members(),
                        Sending.CONFIRM_ABOVE,
                        MessageEdits.REACTIONS_MAX));
    }

    /** In which ways a message may name somebody. */
    static List<String> targets(Caller caller) {
        var targets =
                new ArrayList<String>(List.of("all", "person:" + caller.person().value()));
        caller.groups().keySet().stream()
                .filter(group -> group.kind() == GroupId.Kind.SECTION || group.kind() == GroupId.Kind.TITLE)
                .map(GroupId::toString)
                .forEach(targets::add);
        return targets;
    }

    /** Finds rooms in which everybody may ask. */
    @GET
    @Path("open-rooms")
    @Open(value = SIGNED_IN, because = "consultation rooms are open to all staff")
    public OpenRooms open(@QueryParam("query") @DefaultValue("") String query) {
        var mine = rooms.of(caller, List.of()).stream()
                .map(listed -> listed.place().room().id())
                .collect(Collectors.toSet());
        return new OpenRooms(rooms.consultations(query.strip(), FOUND_MAX).stream()
                .map(room ->
                        new OpenRoom(room.id(), room.name(), room.purpose(), room.members(), mine.contains(room.id())))
                .toList());
    }

    /** Makes a room; with the same {@code Idempotency-Key} again it answers what the first request made. */
    @POST
    @Path("rooms")
    @Transactional
    @Open(value = SIGNED_IN, because = "every member of staff may make rooms, of which kinds is checked")
    @APIResponseSchema(value = RoomDetail.class, responseCode = "201")
    public Response create(@HeaderParam("Idempotency-Key") UUID key, NewRoom in) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        var kind = Kind.of(in.kind())
                .filter(k -> k != Kind.DIRECT)
                .orElseThrow(() -> Refused.invalid("core.invalid", Map.of("field", "kind")));
        book.checkMaker(kind, caller);
        var name = Texts.line(in.name(), "chat.name-empty");
        var purpose = Texts.purpose(in.purpose());
        var groups = groups(in.groups());
        var people = people(in);
        var agenda = agenda(kind, in.agenda());
        checkTimes(kind, in.opensAt(), in.closesAt());
        var section = checkRule(kind, groups);
        if (!kind.byRule()) {
            membership.wanted(groups).forEach(person -> people.putIfAbsent(person, Role.MEMBER));
            people.putIfAbsent(caller.person(), Role.OWNER);
            people.computeIfPresent(caller.person(), (me, role) -> role == Role.MEMBER ? Role.OWNER : role);
        }
        var made = rooms.create(new Rooms.Draft(
                kind,
                name,
                purpose,
                section,
                Optional.empty(),
                caller.person(),
                in.opensAt(),
                in.closesAt(),
                Optional.ofNullable(key),
                hash(in)));
        if (made.reused()) {
            throw Refused.invalid("core.request-reused");
        }
        if (!made.repeated()) {
            rooms.setAgenda(made.id(), agenda);
            if (kind.byRule()) {
                rooms.addGroups(made.id(), groups);
                membership.join(
                        made.id(),
                        Map.of(caller.person(), Role.OWNER),
                        kind == Kind.SECTION,
                        Optional.of(caller.person()));
                membership.follow(made.id());
            } else {
                membership.join(made.id(), people, false, Optional.of(caller.person()));
            }
        }
        return answer(Response.created(URI.create("chat/rooms/" + made.id())), made.id());
    }

    /** Opens the room that the caller has with somebody; there is one for the two, for ever. */
    @POST
    @Path("direct-rooms")
    @Transactional
    @Open(value = SIGNED_IN, because = "all staff may write to each other")
    @APIResponseSchema(value = RoomDetail.class, responseCode = "200")
    public Response direct(NewDirectRoom in) {
        if (in == null
                || in.person().isEmpty()
                || in.person().get() == caller.person().value()) {
            throw Refused.invalid("core.invalid", Map.of("field", "person"));
        }
        var other = staff(in.person().get());
        if (rooms.find(Pair.of(caller.person(), other)).isEmpty()) {
            book.checkMaker(Kind.DIRECT, caller);
        }
        var made = rooms.create(new Rooms.Draft(
                Kind.DIRECT,
                "",
                "",
                OptionalLong.empty(),
                Optional.of(Pair.of(caller.person(), other)),
                caller.person(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new byte[0]));
        // Also when there is one: who had left and is back finds their place again.
        membership.join(
                made.id(),
                Map.of(caller.person(), Role.MEMBER, other, Role.MEMBER),
                false,
                Optional.of(caller.person()));
        return answer(Response.ok(), made.id());
    }

    @GET
    @Path("rooms/{id}")
    @APIResponseSchema(value = RoomDetail.class, responseCode = "200")
    public Response show(@PathParam("id") long id) {
        return answer(Response.ok(), id);
    }

    /** Changes the settings of a room that still has the version of {@code If-Match}. */
    @PUT
    @Path("rooms/{id}")
    @Transactional
    @APIResponseSchema(value = RoomDetail.class, responseCode = "200")
    public Response edit(@PathParam("id") long id, @HeaderParam("If-Match") String ifMatch, RoomEdit in) {
        var place = managed(id);
        var room = place.room();
        var version = version(ifMatch);
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        if (room.version() != version) {
            throw Refused.changedMeanwhile();
        }
        if (room.isClosed(clock.instant())) {
            throw Refused.conflict("chat.room-closed");
        }
        checkTimes(room.kind(), in.opensAt(), in.closesAt());
        var name = Texts.line(in.name(), "chat.name-empty");
        var purpose = Texts.purpose(in.purpose());
        if (in.agenda().size() > AGENDA_MAX
                || room.kind() != Kind.MEETING && !in.agenda().isEmpty()) {
            throw Refused.invalid("core.invalid", Map.of("field", "agenda"));
        }
        var agenda = in.agenda().stream()
                .map(item -> new AgendaItem(
                        item.id().orElse(0L),
                        Texts.line(item.title(), "chat.name-empty"),
                        "closed".equals(item.state())))
                .toList();
        if (!rooms.setAgenda(id, agenda)) {
            throw Refused.invalid("chat.agenda-unknown");
        }
        rooms.edit(id, name, purpose, in.opensAt(), in.closesAt());
        tellChanged(id);
        giveRole(room, in.owner(), Role.OWNER);
        giveRole(room, in.chair(), Role.CHAIR);
        giveRole(room, in.recorder(), Role.RECORDER);
        return answer(Response.ok(), id);
    }

    /** A chair and a recorder are one each: who was it before is a member again. */
    private void giveRole(Room room, Optional<Long> wanted, Role role) {
        if (wanted.isEmpty()) {
            return;
        }
        if (role != Role.OWNER && room.kind() != Kind.MEETING) {
            throw Refused.invalid("core.invalid", Map.of("field", role.key()));
        }
        var present = members.present(room.id());
        var meant = present.stream()
                .filter(m -> m.person().value() == wanted.get())
                .findFirst()
                .orElseThrow(() -> Refused.invalid("chat.member-unknown"));
        if (meant.role() == role) {
            return;
        }
        if (role != Role.OWNER) {
            present.stream()
                    .filter(m -> m.role() == role)
                    .forEach(m -> membership.role(room.id(), m.person(), Role.MEMBER, Optional.of(caller.person())));
        }
        membership.role(room.id(), meant.person(), role, Optional.of(caller.person()));
    }

    /** Ends a room: what was said stays to be read, nothing is added. */
    @POST
    @Path("rooms/{id}/closing")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response close(@PathParam("id") long id) {
        return setClosed(id, true);
    }

    @POST
    @Path("rooms/{id}/reopening")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response reopen(@PathParam("id") long id) {
        return setClosed(id, false);
    }

    private Response setClosed(long id, boolean closed) {
        var room = managed(id).room();
        if (room.isClosed(clock.instant()) != closed
                || closed && room.closedAt().isEmpty()) {
            rooms.close(id, closed, Optional.of(caller.person()));
            tellChanged(id);
        }
        return Response.noContent().build();
    }

    private void tellChanged(long id) {
        var advanced = rooms.advance(id, false).orElseThrow();
        log.write(advanced, Shown.changed(advanced, rooms.agenda(id)), Optional.of(caller.person()), clock.instant());
    }

    // ---- what comes in

    private static Set<GroupId> groups(List<String> written, Directory directory, Caller caller) {
        var groups = new LinkedHashSet<GroupId>();
        for (var text : written) {
            groups.add(GroupId.parse(text)
                    .filter(group -> directory.label(group, caller.person()).isPresent())
                    .orElseThrow(() ->
                            Refused.invalid("organization.unknown-group", Map.of("group", String.valueOf(text)))));
        }
        return groups;
    }

    private Set<GroupId> groups(List<String> written) {
        if (written.size() > GROUPS_MAX) {
            throw Refused.invalid("core.invalid", Map.of("field", "groups"));
        }
        return groups(written, directory, caller);
    }

    private Map<PersonId, Role> people(NewRoom in) {
        if (in.people().size() > book.limits().members()) {
            throw Refused.invalid(
                    "chat.too-many-members", Map.of("max", book.limits().members()));
        }
        var people = new LinkedHashMap<PersonId, Role>();
        in.people().forEach(id -> people.put(staff(id), Role.MEMBER));
        if (in.kind().equals(Kind.MEETING.key())) {
            in.recorder().ifPresent(id -> people.put(staff(id), Role.RECORDER));
            in.chair().ifPresent(id -> people.put(staff(id), Role.CHAIR));
        }
        return people;
    }

    private PersonId staff(Long id) {
        return staff(id, directory);
    }

    static PersonId staff(Long id, Directory directory) {
        if (id == null || directory.label(GroupId.person(new PersonId(id))).isEmpty()) {
            throw Refused.invalid("chat.person-unknown");
        }
        return new PersonId(id);
    }

    private static List<AgendaItem> agenda(Kind kind, List<String> titles) {
        if (titles.size() > AGENDA_MAX || kind != Kind.MEETING && !titles.isEmpty()) {
            throw Refused.invalid("core.invalid", Map.of("field", "agenda"));
        }
        return titles.stream()
                .map(title -> new AgendaItem(0, Texts.line(title, "chat.name-empty"), false))
                .toList();
    }

    private void checkTimes(Kind kind, Optional<Instant> opensAt, Optional<Instant> closesAt) {
        var now = clock.instant();
        for (var at : List.of(opensAt, closesAt)) {
            if (at.filter(t -> kind != Kind.MEETING || t.isBefore(now.minus(PAST)) || t.isAfter(now.plus(FUTURE)))
                    .isPresent()) {
                throw Refused.invalid("chat.times");
            }
        }
        if (opensAt.isPresent()
                && closesAt.filter(at -> !at.isAfter(opensAt.get())).isPresent()) {
            throw Refused.invalid("chat.times");
        }
    }

    /** Section rooms are made by those who belong to the section, announcement rooms by whom the city has chosen. */
    private OptionalLong checkRule(Kind kind, Set<GroupId> groups) {
        switch (kind) {
            case SECTION -> {
                if (groups.isEmpty()
                        || !groups.stream()
                                .allMatch(group ->
                                        (group.kind() == GroupId.Kind.SECTION || group.kind() == GroupId.Kind.TREE)
                                                && caller.holds(group))) {
                    throw Refused.invalid("chat.section-foreign");
                }
                return OptionalLong.of(groups.iterator().next().targetId());
            }
            case ANNOUNCEMENT -> {
                if (!caller.may(ChatModule.ANNOUNCE)) {
                    throw Refused.conflict("chat.not-allowed");
                }
                if (groups.isEmpty()) {
                    throw Refused.invalid("chat.nobody");
                }
            }
            default -> {}
        }
        return OptionalLong.empty();
    }

    private static byte[] hash(NewRoom in) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(in.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static int version(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "core.condition-required", Map.of(), List.of());
        }
        try {
            return Integer.parseInt(ifMatch.strip().replace("\"", ""));
        } catch (NumberFormatException e) {
            throw Refused.changedMeanwhile();
        }
    }

    // ---- what goes out

    private Place managed(long id) {
        rooms.place(id, caller).orElseThrow(NotFound::new);
        rooms.hold(id).orElseThrow(NotFound::new);
        return rooms.place(id, caller)
                .filter(place -> RoomPolicy.mayManage(place.room(), place.member(), caller))
                .orElseThrow(NotFound::new);
    }

    private Response answer(Response.ResponseBuilder response, long id) {
        var listed = rooms.of(caller, targets(caller)).stream()
                .filter(l -> l.place().room().id() == id)
                .findFirst()
                .orElseThrow(NotFound::new);
        var room = listed.place().room();
        var from = RoomPolicy.visibleFrom(room, listed.place().member());
        var first = members.present(id).stream().limit(FIRST_MEMBERS).toList();
        var people = directory.people(java.util.stream.Stream.concat(
                        first.stream().map(Member::person), java.util.stream.Stream.of(room.createdBy()))
                .distinct()
                .toList());
        return response.entity(new RoomDetail(
                        shown.rooms(List.of(listed), caller, clock.instant()).get(0),
                        Shown.agenda(rooms.agenda(id)),
                        messages.pins(id, from, PINS_MAX),
                        rooms.groups(id).stream()
                                .map(group -> new RuleListing(
                                        group.toString(), directory.label(group).orElse("")))
                                .toList(),
                        MembersResource.listings(first, people),
                        room.createdAt(),
                        PersonRef.of(people.get(room.createdBy())),
                        from,
                        room.version()))
                .tag(new EntityTag(Integer.toString(room.version())))
                .build();
    }
}
