package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kairan.calendar.control.Edits;
import org.kairan.calendar.control.Edits.Invited;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.control.exchange.CalendarWriter;
import org.kairan.calendar.control.exchange.Draft;
import org.kairan.calendar.control.exchange.Item;
import org.kairan.calendar.control.exchange.Rejected;
import org.kairan.calendar.entity.ClientCopies;
import org.kairan.calendar.entity.ClientCopy;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Event;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.History;
import org.kairan.calendar.entity.Import;
import org.kairan.calendar.entity.Imports;
import org.kairan.calendar.entity.Imports.Outcome;
import org.kairan.calendar.entity.Series;
import org.kairan.calendar.entity.Variant;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.CityTime;

/** Takes events of files over, each in a transaction of its own, so that one that cannot be leaves the others alone. */
@ApplicationScoped
public class Intake {

    /** What becomes of an event of a file; {@code why} is the reason where it is refused. */
    record Verdict(Outcome outcome, Optional<Refused> why) {

        static Verdict of(Outcome outcome) {
            return new Verdict(outcome, Optional.empty());
        }

        static Verdict refused(Refused why) {
            return new Verdict(Outcome.REFUSED, Optional.of(why));
        }
    }

    /** What is there already, by the names of one calendar. */
    private record Present(
            Map<String, Long> ids, Map<Long, Series> series, Map<Long, ClientCopy> copies, Set<String> attended) {

        Optional<Series> series(Draft draft) {
            return Optional.ofNullable(ids.get(draft.uid())).map(series::get);
        }
    }

    @Inject
    Imports imports;

    @Inject
    Events events;

    @Inject
    ClientCopies copies;

    @Inject
    Scheduling scheduling;

    @Inject
    History history;

    @Inject
    Telling telling;

    @Inject
    jakarta.enterprise.event.Event<Audited> audited;

    @Inject
    BusinessDays days;

    @Inject
    Clock clock;

    // ---- what would become of it

    /** Says of each event of a file what would become of it now. */
    List<Verdict> judged(List<Item> items, Caller caller) {
        var byOwner = items.stream()
                .filter(Draft.class::isInstance)
                .map(Draft.class::cast)
                .collect(Collectors.groupingBy(Draft::owner));
        var present = new HashMap<GroupId, Present>();
        byOwner.forEach((owner, drafts) -> present.put(
                owner, present(owner, drafts.stream().map(Draft::uid).toList(), caller)));
        var verdicts = new ArrayList<Verdict>();
        for (var item : items) {
            verdicts.add(
                    item instanceof Draft draft
                            ? verdict(draft, present.get(draft.owner()), caller)
                            : Verdict.refused(why((Rejected) item)));
        }
        return verdicts;
    }

    private static Refused why(Rejected rejected) {
        return Refused.invalid(rejected.code(), rejected.args());
    }

    private Present present(GroupId owner, Collection<String> uids, Caller caller) {
        var ids = copies.find(owner, uids);
        var known = events.find(ids.values()).stream()
                .collect(Collectors.toMap(series -> series.event().id(), Function.identity()));
        return new Present(
                ids,
                known,
                copies.of(ids.values()),
                owner.equals(GroupId.person(caller.person())) ? copies.attended(caller.person(), uids) : Set.of());
    }

    private Verdict verdict(Draft draft, Present present, Caller caller) {
        if (present.attended().contains(draft.uid())) {
            return Verdict.of(Outcome.UNCHANGED);
        }
        var there = present.series(draft);
        if (there.isPresent()
                && draft.fixed()
                && there.get().event().deletedAt().isEmpty()) {
            return Verdict.of(Outcome.UNCHANGED);
        }
        if (there.isPresent() && !EventPolicy.mayEdit(caller, there.get().event())) {
            return Verdict.refused(Refused.conflict("calendar.import-not-yours"));
        }
        if (there.isEmpty() || there.get().event().deletedAt().isPresent()) {
            return draft.cancelled()
                    ? Verdict.refused(Refused.invalid("calendar.import-called-off"))
                    : Verdict.of(Outcome.ADDED);
        }
        var event = there.get().event();
        var copy = present.copies().get(event.id());
        if (draft.sequence() < copy.sequence(event.version())) {
            return isSame(draft, there.get())
                    ? Verdict.of(Outcome.UNCHANGED)
                    : Verdict.refused(Refused.conflict("calendar.import-older"));
        }
        return !draft.cancelled()
                        && isSame(draft, there.get())
                        && CalendarWriter.foreign(draft.raw()).equals(CalendarWriter.foreign(copy.text()))
                ? Verdict.of(Outcome.UNCHANGED)
                : Verdict.of(Outcome.CHANGED);
    }

    private static boolean isSame(Draft draft, Series series) {
        var event = series.event();
        return furnished(draft.content(), event.content().rooms()).equals(event.content())
                && draft.visibility().equals(event.visibility())
                && draft.rule().equals(event.rule())
                && draft.shift().equals(event.shift())
                && compared(variants(draft, series)).equals(compared(series.variants()));
    }

    private static Set<Variant> compared(List<Variant> variants) {
        return variants.stream()
                .map(variant ->
                        variant.cancelled() ? new Variant(variant.recurrence(), true, Optional.empty()) : variant)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** What is different about single instances: the file knows nothing of rooms, these stay. */
    private static List<Variant> variants(Draft draft, Series series) {
        return draft.variants().stream()
                .map(variant -> new Variant(
                        variant.recurrence(),
                        variant.cancelled(),
                        variant.content()
                                .map(content -> furnished(
                                        content,
                                        series.variant(variant.recurrence())
                                                .flatMap(Variant::content)
                                                .orElse(series.event().content())
                                                .rooms()))))
                .toList();
    }

    private static Content furnished(Content content, List<Long> rooms) {
        return new Content(
                content.title(),
                content.place(),
                content.notes(),
                content.kind(),
                content.start(),
                content.end(),
                content.allDay(),
                content.undecided(),
                content.travelBefore(),
                content.travelAfter(),
                content.undecided() ? List.of() : rooms);
    }

    // ---- doing it

    /**
     * Takes the event at a place of the file over and gives what was written; nothing happens if another request has come to it first.
     *
     * @throws Refused if it cannot be, and then nothing of it is done
     */
    @Transactional
    public Optional<Series> take(Import file, int place, Item item, Caller caller) {
        if (item instanceof Rejected rejected) {
            throw why(rejected);
        }
        var draft = (Draft) item;
        copies.find(draft.owner(), List.of(draft.uid())).values().forEach(events::lock);
        var present = present(draft.owner(), List.of(draft.uid()), caller);
        var verdict = verdict(draft, present, caller);
        verdict.why().ifPresent(why -> {
            throw why;
        });
        if (!imports.advance(file.id(), place, verdict.outcome(), Optional.empty())) {
            return Optional.empty();
        }
        var there = present.series(draft);
        return switch (verdict.outcome()) {
            case ADDED ->
                Optional.of(there.isPresent() ? change(draft, there.get(), caller, "restored") : make(draft, caller));
            case CHANGED ->
                Optional.of(change(draft, there.orElseThrow(), caller, draft.cancelled() ? "cancelled" : "changed"));
            default -> Optional.empty();
        };
    }

    /** Notes that the event at a place of the file was refused, with the reason as JSON. */
    @Transactional
    public void refuse(Import file, int place, String reason) {
        imports.advance(file.id(), place, Outcome.REFUSED, Optional.of(reason));
    }

    /** Tells open pages, once for each calendar, and puts on record what has to be. */
    @Transactional
    public void tell(Collection<Series> written, Optional<Audited> act) {
        written.forEach(telling::hint);
        act.ifPresent(audited::fire);
    }

    private Series make(Draft draft, Caller caller) {
        var event = new Event(
                0,
                draft.owner(),
                draft.content(),
                draft.visibility(),
                CityTime.ZONE,
                draft.rule(),
                Optional.empty(),
                draft.shift(),
                scheduling.window().until(),
                OptionalLong.empty(),
                1,
                caller.person(),
                clock.instant(),
                Optional.empty(),
                Optional.empty());
        var made = events.make(
                new Series(event.expanded(scheduling.writtenUntil(event)), draft.variants(), List.of()),
                Optional.empty());
        var series = events.find(made.id()).orElseThrow(NotFound::new);
        scheduling.place(series, List.of(), caller);
        keep(series, draft);
        history.add(made.id(), caller.person(), "made", "all", Optional.empty(), List.of());
        telling.indexed(series);
        return series;
    }

    private Series change(Draft draft, Series before, Caller caller, String what) {
        var old = before.event();
        if (isSame(draft, before) && what.equals("changed")) {
            // Only what is not kept here is different.
            keep(before, draft);
            return before;
        }
        var after = what.equals("cancelled") ? before.with(old.deleted(clock.instant())) : changed(draft, before);
        var held = scheduling.held(old.id());
        if (!events.save(after.with(after.event().expanded(scheduling.writtenUntil(after.event()))))) {
            throw Refused.changedMeanwhile();
        }
        scheduling.place(after, held, caller);
        var saved = events.find(old.id()).orElseThrow(NotFound::new);
        keep(saved, draft);
        history.add(old.id(), caller.person(), what, "all", Optional.empty(), List.of());
        switch (what) {
            case "cancelled" -> telling.cancelled(saved, Optional.empty(), old.content(), caller.person());
            case "restored" -> telling.restored(saved, Optional.empty(), caller.person());
            default ->
                telling.changed(
                        before,
                        saved,
                        Optional.empty(),
                        old.content(),
                        saved.event().content(),
                        caller.person());
        }
        return saved;
    }

    private Series changed(Draft draft, Series before) {
        var old = before.event();
        var event = old.restored()
                .with(
                        furnished(draft.content(), old.content().rooms()),
                        draft.visibility(),
                        draft.rule(),
                        draft.rule().isPresent() ? draft.shift() : "none")
                .uncut(Optional.empty());
        var invited = before.attendees(Optional.empty()).stream()
                .map(attendee -> new Invited(attendee.person(), attendee.optional()))
                .toList();
        var edited = new Edits(days).all(before, event, invited);
        return new Series(event, variants(draft, before), edited.attendees());
    }

    private void keep(Series series, Draft draft) {
        var event = series.event();
        var copy = new ClientCopy(
                draft.uid(), draft.sequence(), event.version(), draft.raw().getBytes(StandardCharsets.UTF_8));
        if (!copies.keep(event.id(), event.owner(), copy)) {
            throw Refused.changedMeanwhile();
        }
    }
}
