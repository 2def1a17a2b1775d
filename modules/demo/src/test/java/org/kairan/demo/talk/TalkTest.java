package org.kairan.demo.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kairan.demo.bulletin.WorkingDays;
import org.kairan.demo.bulletin.Year;
import org.kairan.demo.city.City;
import org.kairan.demo.city.CityMaker;

class TalkTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final City CITY = CityMaker.make(5, TODAY, 1_400);
    private static final List<Room> ROOMS = rooms(CITY, 1);

    private static List<Room> rooms(City city, int scale) {
        List<Room> rooms = new ArrayList<>();
        Talk.of(5, city, Year.days(city.today()), scale, rooms::add);
        return rooms;
    }

    private static long messages(List<Room> rooms) {
        return rooms.stream().mapToLong(room -> room.messages().size()).sum();
    }

    @Test
    void theSameSeedSaysTheSameWords() {
        assertEquals(words(ROOMS), words(rooms(CityMaker.make(5, TODAY, 1_400), 1)));
    }

    /** Without the arrays in it, which are only equal to themselves. */
    private static String words(List<Room> rooms) {
        return rooms.stream()
                .map(room -> room.name()
                        + room.messages()
                        + room.periods().stream()
                                .map(p -> p.person() + " " + p.receiptSeq())
                                .toList())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyKindOfRoomIsThereAndTalkedIn() {
        Map<String, Long> kinds = ROOMS.stream()
                .filter(room -> room.messages().size() > 1)
                .collect(Collectors.groupingBy(Room::kind, Collectors.counting()));
        assertEquals(Set.of("announcement", "section", "consultation", "group", "meeting", "direct"), kinds.keySet());
        assertTrue(kinds.get("section") > 80, kinds.toString());
        assertTrue(kinds.get("direct") > 500, kinds.toString());
        assertTrue(messages(ROOMS) > 15_000, "only " + messages(ROOMS));
    }

    @ParameterizedTest
    @ValueSource(ints = {CityMaker.FEWEST_PEOPLE, 300, 700})
    void aSmallCityMeetsToo(int people) {
        List<Room> rooms = rooms(CityMaker.make(5, TODAY, people), 1);
        assertTrue(
                rooms.stream()
                        .anyMatch(room ->
                                room.kind().equals("meeting") && room.messages().size() > 1),
                () -> people + " people have no meeting among " + rooms.size() + " rooms");
    }

    @Test
    void aLargerScaleHasTheSameRoomsAndMoreInThem() {
        List<Room> more = rooms(CITY, 3);
        assertEquals(
                ROOMS.stream().map(Room::name).toList(),
                more.stream().map(Room::name).toList());
        assertTrue(messages(more) > 2 * messages(ROOMS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20", "2026-01-05", "2026-04-01", "2027-03-31"})
    void nobodySpeaksWhoIsNotThereAndNothingIsSaidAtNightOrTomorrow(String day) {
        City city = CityMaker.make(5, LocalDate.parse(day), 1_400);
        for (Room room : rooms(city, 1)) {
            long before = 0;
            for (int i = 0; i < room.messages().size(); i++) {
                Room.Message message = room.messages().get(i);
                int number = i + 1;
                assertTrue(message.at() >= before, room.name());
                before = message.at();
                LocalDate on = OfficeHours.day(message.at());
                assertTrue(on.isBefore(city.today()) && WorkingDays.isWorkingDay(on), room.name() + " " + on);
                long minute = (message.at() - OfficeHours.midnight(on)) / 60;
                assertTrue(minute >= 8 * 60 && minute <= 18 * 60, message.text());
                assertTrue(
                        room.periods().stream()
                                .anyMatch(p -> p.person() == message.sender()
                                        && p.joinedSeq() < number
                                        && (p.leftAt() == 0 || p.leftSeq() >= number)),
                        room.name() + " " + number);
                assertTrue(message.reply() < number);
                assertFalse(message.text().matches("(?s).*[{}].*"), message.text());
            }
        }
    }

    @Test
    void revisionsCountEveryChangeOnceAndInOrder() {
        for (Room room : ROOMS) {
            Set<Long> seen = new HashSet<>();
            long before = 0;
            for (Room.Message message : room.messages()) {
                assertTrue(message.revision() > before && message.revision() <= room.revision(), room.name());
                before = message.revision();
                seen.add(before);
            }
            for (Room.Period period : room.periods()) {
                assertFalse(seen.contains(period.joinedRev()), room.name());
                assertTrue(period.joinedRev() > 0 && period.joinedRev() <= room.revision());
            }
        }
    }

    @Test
    void receiptsGoForwardAndTheLastReaderIsWhenAllHadRead() {
        int all = 0;
        for (Room room : ROOMS) {
            Map<Integer, Long> latest = new HashMap<>();
            for (Room.Period period : room.periods()) {
                long from = period.joinedSeq();
                long time = 0;
                for (long[] range : period.ranges()) {
                    assertTrue(
                            range[0] >= from
                                    && range[1] > range[0]
                                    && range[1] <= room.messages().size(),
                            room.name());
                    assertTrue(
                            range[2] >= time
                                    && range[2]
                                            >= room.messages()
                                                    .get((int) range[1] - 1)
                                                    .at(),
                            room.name());
                    from = range[1];
                    time = range[2];
                    for (long seq = range[0] + 1; seq <= range[1]; seq++) {
                        if (room.messages().get((int) seq - 1).sender() != period.person()) {
                            latest.merge((int) seq, range[2], Math::max);
                        }
                    }
                }
                assertTrue(period.receiptSeq() >= from);
            }
            for (int i = 0; i < room.messages().size(); i++) {
                if (room.messages().get(i).allReadAt() != 0) {
                    all++;
                    assertEquals(latest.get(i + 1), room.messages().get(i).allReadAt(), room.name() + " " + (i + 1));
                }
            }
        }
        assertTrue(all > messages(ROOMS) / 4, "only " + all + " of " + messages(ROOMS) + " are read by all");
        assertTrue(all < messages(ROOMS), "somebody must have something left to read");
    }

    @Test
    void meetingsHaveDecisionsHomeworkAndAnAgenda() {
        List<Room> meetings =
                ROOMS.stream().filter(room -> room.kind().equals("meeting")).toList();
        for (Room room : meetings) {
            assertTrue(room.agenda().size() >= 2, room.name());
        }
        assertTrue(meetings.stream().filter(room -> room.closedAt() > 0).count() > 30);
        assertTrue(meetings.stream().anyMatch(room -> room.closedAt() == 0));
        for (String mark : List.of("decision", "homework", "question")) {
            assertTrue(
                    meetings.stream()
                                    .filter(room -> room.messages().stream()
                                            .anyMatch(m -> m.mark().equals(mark)))
                                    .count()
                            > 30,
                    mark);
        }
    }
}
