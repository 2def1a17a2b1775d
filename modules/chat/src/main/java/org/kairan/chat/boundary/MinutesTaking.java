package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kairan.chat.control.Texts;
import org.kairan.chat.control.minutes.Attendances;
import org.kairan.chat.control.minutes.Minutes;
import org.kairan.chat.control.minutes.Minutes.Attendance;
import org.kairan.chat.control.minutes.Minutes.Entry;
import org.kairan.chat.control.minutes.Minutes.Item;
import org.kairan.chat.control.minutes.Minutes.Removal;
import org.kairan.chat.control.minutes.Minutes.Who;
import org.kairan.chat.entity.Attachments;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.Rooms;
import org.kairan.chat.entity.Transcripts;
import org.kairan.core.people.Directory;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.time.CityTime;

/** Makes the minutes of a stretch of a room from what is kept of it. */
@ApplicationScoped
public class MinutesTaking {

    /** More than that nobody reads, and it would take the server's memory. */
    static final int MOST = 5_000;

    private static final Pattern MENTION = Pattern.compile("@\\[(?:all|((?:person|section|title):[0-9]+))\\]");

    @Inject
    Rooms rooms;

    @Inject
    Members members;

    @Inject
    Transcripts transcripts;

    @Inject
    Attachments attachments;

    @Inject
    Directory directory;

    /**
     * Takes the minutes from the first to the last message, both inclusive.
     *
     * @throws Refused if there is no message in it, or too many
     */
    public Minutes take(Room room, long first, long last, Optional<Long> agenda, boolean marked) {
        var items = rooms.agenda(room.id());
        var chosen = agenda.map(id -> items.stream()
                .filter(item -> item.id() == id)
                .findFirst()
                .orElseThrow(() -> Refused.invalid("core.invalid", Map.of("field", "agenda"))));
        var messages = transcripts.messages(room.id(), first, last, Listings.unboxed(agenda), marked, MOST + 1);
        if (messages.isEmpty()) {
            throw Refused.invalid("chat.minutes-empty");
        }
        if (messages.size() > MOST) {
            throw Refused.invalid("chat.minutes-too-long", Map.of("max", MOST));
        }
        var periods = members.all(room.id());
        var attendances = new Attendances(messages, periods);
        var files = attachments
                .of(room.id(), messages.stream().map(Message::seq).toList())
                .stream()
                .collect(Collectors.groupingBy(
                        file -> file.seq(),
                        Collectors.mapping(file -> file.file().name(), Collectors.toList())));
        var people = new People();
        var entries = new TreeMap<Long, List<Entry>>();
        for (var message : messages) {
            var id = message.agenda();
            entries.computeIfAbsent(id.isPresent() ? id.getAsLong() : 0, any -> new ArrayList<>())
                    .add(entry(
                            message,
                            attendances.rate(message.seq()),
                            files.getOrDefault(message.seq(), List.of()),
                            people));
        }
        var listed = new ArrayList<Item>();
        items.stream()
                .filter(item -> entries.containsKey(item.id()))
                .forEach(item -> listed.add(new Item(Optional.of(item.id()), item.title(), entries.remove(item.id()))));
        entries.values()
                .forEach(rest -> listed.add(new Item(Optional.empty(), items.isEmpty() ? "発言" : "議題のない発言", rest)));
        return new Minutes(
                new Minutes.Room(
                        room.id(), name(room), room.purpose(), room.opensAt(), room.closesAt(), room.closedAt()),
                new Minutes.Range(
                        messages.get(0).seq(),
                        messages.get(messages.size() - 1).seq(),
                        room.rev(),
                        selection(chosen.map(item -> item.title()), marked)),
                attendances(
                        attendances, periods, messages.get(messages.size() - 1).at(), people),
                listed);
    }

    String name(Room room) {
        if (room.pair().isEmpty()) {
            return room.name();
        }
        var both = List.of(room.pair().get().low(), room.pair().get().high());
        var known = directory.people(both);
        return both.stream().map(known::get).map(Person::name).collect(Collectors.joining("・"));
    }

    private static Optional<String> selection(Optional<String> item, boolean marked) {
        var words = new ArrayList<String>();
        item.ifPresent(title -> words.add("議題「" + title + "」のみ"));
        if (marked) {
            words.add("決定・宿題・質問のみ");
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("、", words));
    }

    private Entry entry(Message message, Attendances.Rate rate, List<String> files, People people) {
        var removal = message.deletedAt().map(at -> new Removal(message.hidden(), at));
        return new Entry(
                message.seq(),
                message.at(),
                people.who(message.sender(), message.at()),
                removal.isPresent() ? "" : plain(message.text()),
                message.mark().map(mark -> Minutes.Mark.valueOf(mark.name())),
                message.reply().isPresent() ? Optional.of(message.reply().getAsLong()) : Optional.empty(),
                removal.isPresent() ? List.of() : files,
                message.editedAt(),
                removal,
                rate.read(),
                rate.of(),
                message.allReadAt());
    }

    /** The text without its markup and with those whom it names spelled out. */
    private String plain(String text) {
        return Texts.words(MENTION.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement("@" + label(Optional.ofNullable(match.group(1))))));
    }

    private String label(Optional<String> target) {
        return target.map(
                        group -> GroupId.parse(group).flatMap(directory::label).orElse("?"))
                .orElse("全員");
    }

    private List<Attendance> attendances(Attendances counted, List<Member> periods, Instant end, People people) {
        var last = new HashMap<PersonId, Member>();
        periods.forEach(period -> last.put(period.person(), period));
        var all = new ArrayList<Attendance>();
        counted.people().forEach((person, count) -> {
            var period = last.get(person);
            // Who has been transferred is shown as they were while they were there.
            var on = period.leftAt()
                    .filter(left -> left.isBefore(end))
                    .map(left -> day(left).minusDays(1))
                    .orElse(day(end));
            all.add(new Attendance(
                    person.value(),
                    people.who(person, on),
                    role(period.role()),
                    count.posted(),
                    count.addressed(),
                    count.read(),
                    count.exempt()));
        });
        return all;
    }

    private static Optional<String> role(Member.Role role) {
        return switch (role) {
            case MEMBER -> Optional.empty();
            case OWNER -> Optional.of("管理者");
            case CHAIR -> Optional.of("議長");
            case RECORDER -> Optional.of("記録者");
        };
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, CityTime.ZONE);
    }

    /** Those who have been asked for already, by day. */
    private final class People {

        private final Map<LocalDate, Map<PersonId, Who>> known = new LinkedHashMap<>();

        Who who(PersonId person, Instant at) {
            return who(person, day(at));
        }

        Who who(PersonId person, LocalDate on) {
            return known.computeIfAbsent(on, any -> new HashMap<>())
                    .computeIfAbsent(person, any -> asked(List.of(person), on));
        }

        private Who asked(Collection<PersonId> one, LocalDate on) {
            return directory.people(one, on).values().stream()
                    .map(found -> new Who(found.name(), found.section(), found.title()))
                    .findFirst()
                    .orElse(new Who("?", Optional.empty(), Optional.empty()));
        }
    }
}
