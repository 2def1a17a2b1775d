package org.kairan.demo.agenda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kairan.demo.bulletin.WorkingDays;
import org.kairan.demo.city.City;
import org.kairan.demo.city.CityMaker;

class AgendaTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final City CITY = CityMaker.make(5, TODAY, 1_400);
    private static final List<Entry> ENTRIES = Agenda.of(5, CITY, 1);

    @Test
    void theSameSeedGivesTheSameYear() {
        assertEquals(ENTRIES, Agenda.of(5, CityMaker.make(5, TODAY, 1_400), 1));
    }

    @Test
    void sixtyRoomsCarsAndThingsAreThere() {
        assertEquals(60, Agenda.facilities().size());
        assertEquals(
                Set.of("room", "car", "equipment"),
                Agenda.facilities().stream().map(Facility::kind).collect(Collectors.toSet()));
    }

    @Test
    void eachHasAnOwnerInTheCityAndWhatIsForSomeAloneOnlyTheyHaveBooked() {
        for (Facility facility : Agenda.facilities()) {
            CITY.sectionNamed(facility.owner());
            if (!facility.bookers().isEmpty()) {
                int id = CITY.sectionNamed(facility.bookers()).id();
                Set<Integer> people = CITY.assignments().stream()
                        .filter(a -> a.primary() && a.on(TODAY) && a.sectionId() == id)
                        .map(a -> a.personId())
                        .collect(Collectors.toSet());
                assertTrue(
                        ENTRIES.stream()
                                .filter(entry -> entry.rooms().contains(facility.id()))
                                .allMatch(entry -> people.contains(entry.by())),
                        facility.toString());
            }
        }
        assertTrue(Agenda.facilities().stream().filter(Facility::approval).count() >= 5);
    }

    @Test
    void everybodyHasAYearAndEveryKindOfEventIsInIt() {
        assertEquals(
                Set.of("meeting", "trip", "out", "leave", "telework", "visitor", "other"),
                ENTRIES.stream().map(Entry::kind).collect(Collectors.toSet()));
        assertEquals(
                Set.of("public", "busy", "private"),
                ENTRIES.stream().map(Entry::visibility).collect(Collectors.toSet()));
        Map<String, Integer> perPerson = new HashMap<>();
        for (Entry entry : ENTRIES) {
            perPerson.merge(entry.owner(), entry.days().size(), Integer::sum);
            entry.guests()
                    .forEach(guest -> perPerson.merge(
                            "person:" + guest.person(), entry.days().size(), Integer::sum));
        }
        long busy = perPerson.values().stream().filter(n -> n >= 40).count();
        assertTrue(busy > 1_000, busy + " calendars with an entry a week");
        var days = ENTRIES.stream().flatMap(entry -> entry.days().stream()).toList();
        assertEquals(
                TODAY.minusMonths(9), days.stream().min(LocalDate::compareTo).orElseThrow());
        assertTrue(days.stream().anyMatch(day -> day.isAfter(TODAY.plusMonths(2))));
    }

    @Test
    void nothingTakesPlaceWhenTheHallIsClosedAndWhatTheRuleNamesThenIsCancelled() {
        assertTrue(ENTRIES.stream().flatMap(entry -> entry.days().stream()).allMatch(WorkingDays::isWorkingDay));
        assertTrue(ENTRIES.stream().anyMatch(entry -> !entry.cancelled().isEmpty()));
    }

    @Test
    void someMeetingsAreNotDecidedYetAndHaveSeveralTimesToCome() {
        Map<Integer, List<Entry>> proposals =
                ENTRIES.stream().filter(entry -> entry.proposal() > 0).collect(Collectors.groupingBy(Entry::proposal));
        assertTrue(proposals.size() >= 10, proposals.size() + " proposals");
        proposals.values().forEach(slots -> {
            assertTrue(slots.size() >= 2, slots.toString());
            assertEquals(1, slots.stream().map(Entry::title).distinct().count());
            assertTrue(
                    slots.stream().allMatch(slot -> slot.start().toLocalDate().isAfter(TODAY)), slots.toString());
            assertTrue(slots.stream()
                    .allMatch(slot ->
                            slot.guests().size() == slots.get(0).guests().size()));
        });
    }

    @Test
    void noRoomIsHeldTwice() {
        Map<Integer, TreeMap<LocalDateTime, LocalDateTime>> held = new HashMap<>();
        for (Entry entry : ENTRIES) {
            for (LocalDate day : entry.days()) {
                for (int room : entry.rooms()) {
                    LocalDateTime start = day.atTime(entry.start().toLocalTime());
                    LocalDateTime end = start.plus(Duration.between(entry.start(), entry.end()));
                    LocalDateTime from =
                            start.minusMinutes(Agenda.facilities().get(room - 1).setup());
                    var ofRoom = held.computeIfAbsent(room, id -> new TreeMap<>());
                    var before = ofRoom.floorEntry(end.minusMinutes(1));
                    assertTrue(
                            before == null || !before.getValue().isAfter(from),
                            () -> room + " is held twice: " + entry + " and until " + before);
                    ofRoom.put(from, end);
                }
            }
        }
        assertTrue(held.size() > 50, held.size() + " are booked at all");
    }
}
