package org.kairan.audit.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kairan.audit.entity.Entries;
import org.kairan.audit.entity.Entry;
import org.kairan.core.audit.Audited;
import org.kairan.core.audit.Source;
import org.kairan.core.people.Directory;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.CityTime;

/** Writes what is told into the record, in the transaction of the act: either both stand or neither. Once a day it lets go of what need not be kept any more. */
@ApplicationScoped
public class Recorder {

    private static final Jsonb JSON = JsonbBuilder.create();

    @Inject
    Entries entries;

    @Inject
    Directory directory;

    @Inject
    Clock clock;

    @Inject
    HttpServletRequest request;

    @Inject
    Event<Audited> audited;

    @Inject
    @ConfigProperty(name = "kairan.audit.years", defaultValue = "5")
    int years;

    private volatile LocalDate retiredOn;

    @Transactional
    public void record(@Observes Audited act) {
        var source = act.from().orElseGet(this::here);
        entries.append(new Entry(
                0,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                act.act(),
                act.by().map(PersonId::value),
                act.by().map(this::who).orElse(""),
                act.behalf().map(PersonId::value),
                act.subject().map(Object::toString),
                JSON.toJson(new TreeMap<>(act.details())),
                source.address(),
                source.request()));
        var today = CityTime.today(clock);
        if (!today.equals(retiredOn)) {
            retiredOn = today;
            var before = today.minusYears(years).atStartOfDay(CityTime.ZONE).toInstant();
            var removed = entries.retire(before);
            if (removed > 0) {
                audited.fire(new Audited(
                        "audit.retired",
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("entries", Integer.toString(removed), "before", before.toString()),
                        Optional.of(Source.SERVER)));
            }
        }
    }

    private String who(PersonId id) {
        return Optional.ofNullable(directory.people(List.of(id)).get(id))
                .map(person -> person.staffNumber() + " " + person.name())
                .orElse("");
    }

    private Source here() {
        try {
            return request.getAttribute(Source.ATTRIBUTE) instanceof Source source ? source : Source.SERVER;
        } catch (ContextNotActiveException | IllegalStateException e) {
            // Nobody asked: the server does it by itself.
            return Source.SERVER;
        }
    }
}
