package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.entity.Reminders;
import org.kairan.calendar.entity.Reminders.Due;
import org.kairan.core.activity.Activity;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;

/**
 * Reminds people of what is about to begin.
 *
 * <p>In one transaction are told all whose time has come since the last turn, and it is noted up to when that is: nobody is reminded twice, and nobody is forgotten, whenever the server ends. After a pause those are
 * told whose events have not begun yet.
 */
@ApplicationScoped
public class Reminding {

    /** How long before an event one can be reminded, in minutes. */
    static final List<Integer> MINUTES = List.of(5, 10, 15, 30, 60, 120, 24 * 60, 2 * 24 * 60, 7 * 24 * 60);

    /** Reminders of a whole day are reckoned from when the hall opens. */
    private static final Duration DAY_START = Duration.ofMinutes(8 * 60 + 30);

    private record Instance(long event, LocalDateTime recurrence, Instant begins) {}

    @Inject
    Reminders reminders;

    @Inject
    Event<Activity> activities;

    @Inject
    Clock clock;

    @Transactional
    public void send() {
        // As the database keeps it, so that the next turn begins where this one has ended.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        reminders.sentUntil(now).filter(until -> until.isBefore(now)).ifPresent(until -> {
            reminders.due(until, now, MINUTES, DAY_START).stream()
                    .collect(Collectors.groupingBy(
                            due -> new Instance(due.event(), due.recurrence(), due.begins()),
                            Collectors.mapping(Due::person, Collectors.toList())))
                    .forEach((instance, people) -> activities.fire(new Activity(
                            CalendarModule.REMINDED.name(),
                            CalendarModule.event(instance.event()),
                            Activity.NOBODY,
                            Audience.of(people.stream().map(GroupId::person).toList()),
                            Map.of(
                                    "when",
                                    Scheduling.local(instance.begins())
                                            .toString()
                                            .replace('T', ' ')))));
            reminders.sent(now);
        });
    }
}
