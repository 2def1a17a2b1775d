package org.kairan.presence.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Directory;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.CityTime;
import org.kairan.core.time.Engagements;
import org.kairan.core.time.Engagements.Engagement;
import org.kairan.core.time.WorkingHours;
import org.kairan.presence.boundary.Listings.PersonRef;
import org.kairan.presence.boundary.Listings.PresenceListing;
import org.kairan.presence.control.Derivation;
import org.kairan.presence.control.Presence;
import org.kairan.presence.control.WorkDay;
import org.kairan.presence.entity.Overrides;
import org.kairan.presence.entity.SaidByHand;

/** Finds out where people are, with one statement for what was said by hand and one of each module that knows what they are engaged in. */
@ApplicationScoped
public class Presences {

    @Inject
    Overrides overrides;

    /** None, if the product is made without a calendar. */
    @Inject
    @Any
    Instance<Engagements> engagements;

    @Inject
    Directory directory;

    @Inject
    BusinessDays days;

    @Inject
    WorkingHours hours;

    @Inject
    Clock clock;

    /** Where these people are now, as far as the reader may know it, in the order in which they are given. */
    Map<PersonId, Presence> of(Collection<PersonId> people, Caller reader) {
        var found = new LinkedHashMap<PersonId, Presence>();
        derivations(people, reader, overrides.of(people, clock.instant()))
                .forEach((person, derivation) -> found.put(person, derivation.presence()));
        return found;
    }

    /** How one person's presence follows if nothing is said by hand. */
    Derivation unsaid(PersonId person, Caller reader) {
        return derivations(List.of(person), reader, Map.of()).get(person);
    }

    private Map<PersonId, Derivation> derivations(
            Collection<PersonId> people, Caller reader, Map<PersonId, SaidByHand> said) {
        var now = clock.instant();
        var today = CityTime.today(clock);
        var open = days.isBusinessDay(today);
        var weeks = hours.of(people);
        var engaged = engaged(people, now, midnight(), reader);
        var all = new LinkedHashMap<PersonId, Derivation>();
        for (var person : people) {
            all.put(
                    person,
                    new Derivation(
                            engaged.getOrDefault(person, List.of()),
                            Optional.ofNullable(said.get(person)),
                            WorkDay.of(today, weeks.get(person), open),
                            now));
        }
        return all;
    }

    /** When the city's day ends. */
    Instant midnight() {
        return CityTime.today(clock).plusDays(1).atStartOfDay(CityTime.ZONE).toInstant();
    }

    private Map<PersonId, List<Engagement>> engaged(
            Collection<PersonId> people, Instant from, Instant until, Caller reader) {
        return engagements.stream()
                .flatMap(known -> known.between(people, from, until, reader).stream())
                .collect(Collectors.groupingBy(Engagement::person));
    }

    /** In the form in which clients see it. */
    List<PresenceListing> shown(Map<PersonId, Presence> presences) {
        var named = directory.people(presences.values().stream()
                .flatMap(one -> one.byHand().stream())
                .map(SaidByHand::setBy)
                .collect(Collectors.toSet()));
        return presences.entrySet().stream()
                .map(one -> shown(
                        one.getKey(),
                        one.getValue(),
                        one.getValue().byHand().map(said -> PersonRef.of(named.get(said.setBy())))))
                .toList();
    }

    private static PresenceListing shown(PersonId person, Presence presence, Optional<PersonRef> setBy) {
        return new PresenceListing(
                person.value(),
                presence.status().key(),
                presence.activity(),
                presence.place(),
                presence.backAt(),
                presence.goneToday(),
                presence.byHand().map(SaidByHand::note).filter(note -> !note.isEmpty()),
                setBy,
                presence.changes());
    }
}
