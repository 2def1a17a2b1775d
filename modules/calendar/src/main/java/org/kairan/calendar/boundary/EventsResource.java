package org.kairan.calendar.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.calendar.boundary.Listings.ChangeList;
import org.kairan.calendar.boundary.Listings.ChangeListing;
import org.kairan.calendar.boundary.Listings.DifferenceListing;
import org.kairan.calendar.boundary.Listings.EventDetail;
import org.kairan.calendar.boundary.Listings.NewEvent;
import org.kairan.calendar.boundary.Listings.PersonRef;
import org.kairan.calendar.control.Edits;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.control.Expansion;
import org.kairan.calendar.control.Instance;
import org.kairan.calendar.control.Recurrence;
import org.kairan.calendar.control.Succession;
import org.kairan.calendar.entity.Attendee;
import org.kairan.calendar.entity.Change;
import org.kairan.calendar.entity.ClientCopies;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.History;
import org.kairan.calendar.entity.Proposals;
import org.kairan.calendar.entity.Reminders;
import org.kairan.calendar.entity.Series;
import org.kairan.calendar.entity.Variant;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.CityTime;

/** Makes, shows, changes and cancels events, one instance, this and all following, or all of a series. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/calendar/events")
public class EventsResource {

    private static final int CHANGES_SHOWN = 200;

    /** How much of a series is meant. */
    private enum Scope {
        ONE,
        FOLLOWING,
        ALL;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Inject
    Events events;

    @Inject
    EventForms forms;

    @Inject
    EventDetails details;

    @Inject
    Scheduling scheduling;

    @Inject
    Telling telling;

    @Inject
    History history;

    @Inject
    Proposals proposals;

    @Inject
    ClientCopies copies;

    @Inject
    Succession succession;

    @Inject
    Reminders reminders;

    @Inject
    EventFiles files;

    @Inject
    BusinessDays days;

    @Inject
    Directory directory;

    @Inject
    Clock clock;

    @Inject
    Caller caller;

    /** Makes an event; with the same {@code Idempotency-Key} again it answers what the first request made. */
    @POST
    @Transactional
    @Open(value = SIGNED_IN, because = "everybody has a calendar")
    @APIResponseSchema(value = EventDetail.class, responseCode = "201")
    public Response make(@HeaderParam("Idempotency-Key") UUID key, NewEvent in) {
        var checked = forms.check(in, caller, Optional.empty(), Set.of());
        var content = checked.content();
        var rule = checked.rule().map(text -> rule(text, content));
        var event = new Event(
                0,
                checked.owner(),
                content,
                checked.visibility(),
                CityTime.ZONE,
                rule.map(Recurrence::toString),
                Optional.empty(),
                rule.isPresent() ? checked.shift() : "none",
                scheduling.window().until(),
                OptionalLong.empty(),
                1,
                caller.person(),
                clock.instant(),
                Optional.empty(),
                Optional.empty());
        withinWindow(event);
        var draft = new Series(
                event.expanded(scheduling.writtenUntil(event)),
                List.of(),
                checked.invited().stream()
                        .map(one -> Attendee.invited(one.person(), one.optional()))
                        .toList());
        var made = events.make(draft, Optional.ofNullable(key).map(id -> new Events.Request(id, checked.hash())));
        if (made.reused()) {
            throw Refused.invalid("core.request-reused");
        }
        var series = events.find(made.id()).orElseThrow(NotFound::new);
        if (!made.repeated()) {
            scheduling.place(series, List.of(), caller);
            history.add(made.id(), caller.person(), "made", Scope.ALL.key(), Optional.empty(), List.of());
            telling.made(series, caller.person());
        }
        return answer(
                Response.created(URI.create("calendar/events/" + made.id())),
                series,
                series.event().content(),
                Optional.empty());
    }

    /** Notes that the caller has looked at an event, so that notices about it are old news to them. */
    @POST
    @Path("{id}/readings")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response read(@PathParam("id") long id) {
        telling.seen(visible(id), caller.person());
        return Response.noContent().build();
    }

    @GET
    @Path("{id}")
    @APIResponseSchema(value = EventDetail.class, responseCode = "200")
    public Response show(@PathParam("id") long id, @QueryParam("occurrence") String occurrence) {
        var series = visible(id);
        var recurrence = EventForms.recurrence(occurrence);
        return answer(Response.ok(), series, recurrence);
    }

    /**
     * Changes an event that still has the version of {@code If-Match}.
     *
     * @param scope {@code one}, {@code following} or {@code all}; nothing is all
     * @param occurrence the instance whose page is changed; the series moves by as much as it does
     */
    @PUT
    @Path("{id}")
    @Transactional
    @APIResponseSchema(value = EventDetail.class, responseCode = "200")
    public Response edit(
            @PathParam("id") long id,
            @QueryParam("scope") String scope,
            @QueryParam("occurrence") String occurrence,
            @HeaderParam("If-Match") String ifMatch,
            NewEvent in) {
        var series = editable(id, ifMatch);
        if (series.event().deletedAt().isPresent()) {
            throw Refused.conflict("calendar.event-cancelled");
        }
        var recurrence = EventForms.recurrence(occurrence);
        var instance = instance(series, recurrence);
        var staying = series.people().stream().collect(Collectors.toSet());
        var checked = forms.check(in, caller, Optional.of(series.event().owner()), staying);
        return switch (scope(scope, series, recurrence)) {
            case ONE -> editOne(series, instance, checked);
            case FOLLOWING -> editFollowing(series, instance, checked);
            case ALL -> editAll(series, instance, recurrence, checked);
        };
    }

    private Response editOne(Series series, Instance instance, EventForms.Checked checked) {
        if (!checked.visibility().equals(series.event().visibility())) {
            throw Refused.invalid("calendar.visibility-of-all");
        }
        var changed = new Edits(days).one(series, instance, checked.content(), checked.invited());
        save(series, changed);
        var here = Optional.of(instance.recurrence());
        note(
                series.event().id(),
                "changed",
                Scope.ONE,
                here,
                differences(
                        series.event(),
                        instance.content(),
                        series.attendees(here),
                        series.event(),
                        checked.content(),
                        changed.attendees(here)));
        telling.changed(series, changed, here, instance.content(), checked.content(), caller.person());
        return answer(Response.ok(), saved(changed), here);
    }

    private Response editAll(
            Series series, Instance instance, Optional<LocalDateTime> recurrence, EventForms.Checked checked) {
        var old = series.event();
        var content = Edits.applied(old.content(), instance.content(), checked.content());
        var event = old.with(content, checked.visibility(), rule(old, old.rule(), content, checked), shift(checked))
                .uncut(Optional.empty());
        withinWindow(event);
        var usual = series.attendees(Optional.empty());
        var invited = recurrence.isEmpty()
                ? checked.invited()
                : Edits.invited(usual, series.attendees(recurrence), checked.invited());
        var changed = new Edits(days).all(series, event, invited);
        save(series, changed);
        note(
                old.id(),
                "changed",
                Scope.ALL,
                Optional.empty(),
                differences(old, old.content(), usual, event, content, changed.attendees(Optional.empty())));
        telling.changed(series, changed, Optional.empty(), old.content(), content, caller.person());
        return answer(Response.ok(), saved(changed), Optional.empty());
    }

    private Response editFollowing(Series series, Instance instance, EventForms.Checked checked) {
        var recurrence = Optional.of(instance.recurrence());
        var old = series.event();
        if (isFirst(series, instance.recurrence())) {
            return editAll(series, instance, recurrence, checked);
        }
        var edits = new Edits(days);
        var halves = edits.cut(series, instance.recurrence());
        var rest = halves.rest();
        var content = Edits.applied(rest.event().content(), instance.content(), checked.content());
        var event = rest.event()
                .with(content, checked.visibility(), rule(rest.event(), old.rule(), content, checked), shift(checked));
        var invited =
                Edits.invited(series.attendees(Optional.empty()), series.attendees(recurrence), checked.invited());
        var changed = edits.all(rest, event, invited);
        var held = scheduling.held(old.id());
        // Those of both halves before either is placed, for the order's sake.
        scheduling.lock(held, halves.before(), changed);
        save(series, halves.before());
        var id = events.make(changed.with(event.expanded(scheduling.writtenUntil(event))), Optional.empty())
                .id();
        var made = events.find(id).orElseThrow(NotFound::new);
        copies.inherit(old.id(), id);
        scheduling.place(made, held, caller);
        reminders.copy(old.id(), id);
        files.copy(old.id(), id, caller.person());
        var differences = differences(
                old,
                rest.event().content(),
                series.attendees(Optional.empty()),
                event,
                content,
                made.attendees(Optional.empty()));
        note(old.id(), "changed", Scope.FOLLOWING, recurrence, differences);
        note(id, "made", Scope.FOLLOWING, recurrence, differences);
        telling.changed(rest, made, Optional.empty(), rest.event().content(), content, caller.person());
        telling.indexed(halves.before());
        return answer(Response.ok(), made, Optional.empty());
    }

    /** Cancels an event, one instance, or one and all that follow; what is cancelled already stays so. */
    @DELETE
    @Path("{id}")
    @Transactional
    @APIResponse(responseCode = "204")
    public Response cancel(
            @PathParam("id") long id,
            @QueryParam("scope") String scope,
            @QueryParam("occurrence") String occurrence,
            @HeaderParam("If-Match") String ifMatch) {
        events.lock(id);
        var before = mayEdit(id);
        var recurrence = EventForms.recurrence(occurrence);
        if (isCancelled(before, recurrence)) {
            return Response.noContent().build();
        }
        var series = editable(id, ifMatch);
        var meant = scope(scope, series, recurrence);
        if (meant == Scope.FOLLOWING && isFirst(series, recurrence.orElseThrow(NotFound::new))) {
            meant = Scope.ALL;
        }
        var shown = instance(series, recurrence).content();
        var event = series.event();
        switch (meant) {
            case ONE ->
                save(
                        series,
                        series.with(new Variant(
                                recurrence.orElseThrow(),
                                true,
                                series.variant(recurrence.orElseThrow()).flatMap(Variant::content))));
            case FOLLOWING ->
                save(
                        series,
                        series.with(event.with(Optional.of(Expansion.rule(event)
                                        .orElseThrow()
                                        .until(recurrence
                                                .orElseThrow()
                                                .toLocalDate()
                                                .minusDays(1))
                                        .toString()))
                                .uncut(event.rule())));
            case ALL -> delete(series);
        }
        var told = meant == Scope.ALL ? Optional.<LocalDateTime>empty() : recurrence;
        note(id, "cancelled", meant, told, List.of());
        telling.cancelled(series, told, shown, caller.person());
        return Response.noContent().build();
    }

    /** Puts back what was cancelled, with its rooms if nobody has taken them meanwhile. */
    @POST
    @Path("{id}/restoration")
    @Transactional
    @APIResponseSchema(value = EventDetail.class, responseCode = "200")
    public Response restore(
            @PathParam("id") long id, @QueryParam("scope") String scope, @QueryParam("occurrence") String occurrence) {
        events.lock(id);
        var series = mayEdit(id);
        var event = series.event();
        var recurrence = EventForms.recurrence(occurrence);
        var variant = recurrence.flatMap(series::variant).filter(Variant::cancelled);
        if (event.deletedAt().isPresent()) {
            restored(series, series.with(event.restored()), Scope.ALL, Optional.empty());
        } else if (variant.isPresent()) {
            var back = variant.get().content().isPresent()
                    ? series.with(new Variant(
                            variant.get().recurrence(), false, variant.get().content()))
                    : series.without(variant.get().recurrence());
            restored(series, back, Scope.ONE, recurrence);
        } else if (event.uncut().isPresent() && "following".equals(scope)) {
            restored(
                    series,
                    series.with(event.with(event.uncut()).uncut(Optional.empty())),
                    Scope.FOLLOWING,
                    recurrence);
        }
        var now = events.find(id).orElseThrow(NotFound::new);
        return answer(Response.ok(), now, now.event().content(), Optional.empty());
    }

    private void restored(Series before, Series after, Scope scope, Optional<LocalDateTime> recurrence) {
        save(before, after);
        note(before.event().id(), "restored", scope, recurrence, List.of());
        telling.restored(after, recurrence, caller.person());
    }

    /** The last 200 things that were done with an event, the newest first. */
    @GET
    @Path("{id}/history")
    public ChangeList history(@PathParam("id") long id) {
        visible(id);
        var changes = history.of(id, CHANGES_SHOWN);
        var named = directory.people(changes.stream()
                .flatMap(change -> Stream.concat(Stream.of(change.by()), change.behalf().stream()))
                .collect(Collectors.toSet()));
        return new ChangeList(changes.stream()
                .map(change -> new ChangeListing(
                        change.at(),
                        PersonRef.of(named.get(change.by())),
                        change.behalf().map(named::get).map(PersonRef::of),
                        change.what(),
                        change.scope(),
                        change.recurrence().map(LocalDateTime::toString),
                        change.differences().stream()
                                .map(d -> new DifferenceListing(d.field(), d.before(), d.after()))
                                .toList()))
                .toList());
    }

    // ---- what is there

    private Series visible(long id) {
        return events.find(id)
                .filter(series -> EventPolicy.mayOpen(caller, series) || succession.mayTakeOver(caller, series.event()))
                .orElseThrow(NotFound::new);
    }

    private Series mayEdit(long id) {
        var series = visible(id);
        if (!EventPolicy.mayEdit(caller, series.event()) && !succession.mayTakeOver(caller, series.event())) {
            throw new NotFound();
        }
        if (proposals.of(id).isPresent()) {
            throw Refused.conflict("calendar.slot-of-proposal");
        }
        return series;
    }

    private Series editable(long id, String ifMatch) {
        mayEdit(id);
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refused(Refused.Kind.UNCONDITIONAL, "core.condition-required", Map.of(), List.of());
        }
        events.lock(id);
        var series = mayEdit(id);
        if (!ifMatch.strip()
                .replace("\"", "")
                .equals(Integer.toString(series.event().version()))) {
            throw Refused.changedMeanwhile();
        }
        return series;
    }

    private Instance instance(Series series, Optional<LocalDateTime> recurrence) {
        var event = series.event();
        return recurrence.isEmpty() || event.deletedAt().isPresent()
                ? new Instance(event.content().start(), event.content())
                : Expansion.one(series, recurrence.get(), days).orElseThrow(NotFound::new);
    }

    private boolean isFirst(Series series, LocalDateTime recurrence) {
        return recurrence.equals(series.event().content().start());
    }

    private boolean isCancelled(Series series, Optional<LocalDateTime> recurrence) {
        return series.event().deletedAt().isPresent()
                || recurrence
                        .flatMap(series::variant)
                        .filter(Variant::cancelled)
                        .isPresent();
    }

    private static Scope scope(String text, Series series, Optional<LocalDateTime> recurrence) {
        if (!series.event().recurring() || text == null || text.equals("all")) {
            return Scope.ALL;
        }
        if (recurrence.isEmpty() || !Set.of("one", "following").contains(text)) {
            throw Refused.invalid("calendar.scope-invalid");
        }
        return text.equals("one") ? Scope.ONE : Scope.FOLLOWING;
    }

    // ---- rules

    private static Recurrence rule(String text, Content content) {
        if (content.undecided()) {
            throw Refused.invalid("calendar.undecided-rule");
        }
        return Recurrence.parse(text, content.start(), content.allDay(), CityTime.ZONE)
                .startingAt(content.start());
    }

    /** A rule that comes back as it was moves along with the series; another one is taken as it is. */
    private static Optional<String> rule(
            Event before, Optional<String> shown, Content content, EventForms.Checked checked) {
        if (checked.rule().isEmpty() || !checked.rule().equals(shown)) {
            return checked.rule().map(text -> rule(text, content).toString());
        }
        return Expansion.rule(before)
                .map(rule -> rule.moved(
                        before.content().start().toLocalDate(), content.start().toLocalDate(), content.allDay()))
                .map(rule -> rule(rule.toString(), content).toString());
    }

    private static String shift(EventForms.Checked checked) {
        return checked.rule().isPresent() ? checked.shift() : "none";
    }

    private void withinWindow(Event event) {
        var window = scheduling.window();
        var day = event.content().start().toLocalDate();
        if (event.recurring() && (day.isBefore(window.from()) && event.id() == 0 || !day.isBefore(window.until()))) {
            throw Refused.invalid(
                    "calendar.series-out-of-range",
                    Map.of(
                            "from",
                            window.from().toString(),
                            "until",
                            window.until().toString()));
        }
    }

    // ---- what is written

    private void save(Series before, Series after) {
        if (!events.save(after.with(after.event().expanded(scheduling.writtenUntil(after.event()))))) {
            throw Refused.changedMeanwhile();
        }
        scheduling.place(after, scheduling.held(before.event().id()), caller);
    }

    private void delete(Series series) {
        save(series, series.with(series.event().deleted(clock.instant())));
    }

    private Series saved(Series series) {
        return events.find(series.event().id()).orElseThrow(NotFound::new);
    }

    private void note(
            long id,
            String what,
            Scope scope,
            Optional<LocalDateTime> recurrence,
            List<Change.Difference> differences) {
        history.add(id, caller.person(), what, scope.key(), recurrence, differences);
    }

    private List<Change.Difference> differences(
            Event before, Content was, List<Attendee> came, Event after, Content is, List<Attendee> come) {
        var old = plain(before, was, came);
        var now = plain(after, is, come);
        return new TreeSet<>(now.keySet())
                .stream()
                        .filter(field -> !now.get(field).equals(old.get(field)))
                        .map(field -> new Change.Difference(field, old.get(field), now.get(field)))
                        .toList();
    }

    private Map<String, String> plain(Event event, Content content, List<Attendee> attendees) {
        var named = directory.people(attendees.stream().map(Attendee::person).toList());
        var texts = new HashMap<String, String>();
        texts.put("title", content.title());
        texts.put("place", content.place());
        texts.put("notes", content.notes());
        texts.put("kind", content.kind());
        texts.put("visibility", event.visibility());
        texts.put("start", Listings.start(content));
        texts.put("end", Listings.end(content));
        texts.put("allDay", Boolean.toString(content.allDay()));
        texts.put("undecided", Boolean.toString(content.undecided()));
        texts.put("rrule", event.rule().orElse(""));
        texts.put("shift", event.shift());
        texts.put("travelBefore", Integer.toString(content.travelBefore()));
        texts.put("travelAfter", Integer.toString(content.travelAfter()));
        texts.put(
                "attendees",
                attendees.stream()
                        .map(Attendee::person)
                        .sorted(java.util.Comparator.comparingLong(person -> person.value()))
                        .map(named::get)
                        .flatMap(Stream::ofNullable)
                        .map(person -> person.name())
                        .collect(Collectors.joining("、")));
        texts.put("rooms", details.rooms(content));
        return texts;
    }

    // ---- what is shown

    private Response answer(Response.ResponseBuilder response, Series series, Optional<LocalDateTime> recurrence) {
        return answer(
                response,
                series,
                instance(series, recurrence).content(),
                series.event().recurring() ? recurrence : Optional.empty());
    }

    private Response answer(
            Response.ResponseBuilder response, Series series, Content content, Optional<LocalDateTime> recurrence) {
        return response.entity(details.of(series, content, recurrence, caller))
                .tag(new EntityTag(Integer.toString(series.event().version())))
                .build();
    }
}
