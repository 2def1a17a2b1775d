package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Events;
import org.kairan.calendar.entity.Proposals;
import org.kairan.calendar.entity.Series;
import org.kairan.core.ModuleId;
import org.kairan.core.people.GroupId;
import org.kairan.core.search.Searchable;

/** Lets events be found by title, place and notes; {@link EventPolicy#maySee} in the form of groups. */
@ApplicationScoped
public class SearchableEvents implements Searchable {

    @Inject
    Events events;

    @Inject
    Proposals proposals;

    @Override
    public ModuleId module() {
        return CalendarModule.ID;
    }

    @Override
    public String kind() {
        return CalendarModule.EVENT;
    }

    @Override
    public List<Entry> entries(Collection<Long> ids) {
        // What is found is what takes place; of a proposal that is decided first.
        var slots = proposals.among(ids);
        return events.find(ids).stream()
                .filter(series -> series.event().deletedAt().isEmpty()
                        && !slots.contains(series.event().id()))
                .map(series -> new Entry(
                        CalendarModule.event(series.event().id()),
                        readers(series),
                        series.event().content().title(),
                        List.of(),
                        text(series),
                        section(series.event().owner()),
                        series.event()
                                .content()
                                .start()
                                .atZone(series.event().zone())
                                .toInstant()))
                .toList();
    }

    private static String text(Series series) {
        return Stream.concat(
                        Stream.of(series.event().content()),
                        series.variants().stream().flatMap(variant -> variant.content().stream()))
                .flatMap(SearchableEvents::texts)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> texts(Content content) {
        return Stream.of(content.place(), content.notes());
    }

    private static Set<GroupId> readers(Series series) {
        var event = series.event();
        if (event.visibility().equals("public")) {
            return Set.of(GroupId.EVERYONE);
        }
        var readers = new HashSet<GroupId>();
        if (event.owner().kind() == GroupId.Kind.SECTION) {
            readers.add(GroupId.person(event.createdBy()));
        }
        series.people().forEach(person -> readers.add(GroupId.person(person)));
        if (event.visibility().equals("busy")) {
            Stream.concat(EventPolicy.owner(event).stream(), series.people().stream())
                    .forEach(person -> readers.add(GroupId.delegates(person)));
        }
        if (event.owner().kind() == GroupId.Kind.PERSON || event.visibility().equals("busy")) {
            readers.add(event.owner());
        }
        return readers;
    }

    private static Optional<Long> section(GroupId owner) {
        return Optional.of(owner)
                .filter(group -> group.kind() == GroupId.Kind.SECTION)
                .map(GroupId::targetId);
    }

    @Override
    public List<Long> ids(long id, int limit) {
        return events.ids(id, limit);
    }
}
