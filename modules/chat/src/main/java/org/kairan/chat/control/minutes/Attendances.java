package org.kairan.chat.control.minutes;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Message;
import org.kairan.core.people.PersonId;

/** Counts who wrote and who read a stretch of a room; a message concerns those who were there when it came, without its author. */
public final class Attendances {

    /**
     * What one person did and saw.
     *
     * @param addressed messages of others that came while they were there
     * @param exempt those among them that they had not read when they left
     */
    public record Count(int posted, int addressed, int read, int exempt) {}

    /** How many had read a message, of how many; those who left without reading are in neither number. */
    public record Rate(int read, int of) {}

    private final Map<PersonId, Count> people = new LinkedHashMap<>();
    private final Map<Long, Rate> messages = new HashMap<>();

    public Attendances(List<Message> stretch, Collection<Member> periods) {
        var byPerson = new LinkedHashMap<PersonId, List<Member>>();
        periods.forEach(period -> byPerson.computeIfAbsent(period.person(), any -> new java.util.ArrayList<>())
                .add(period));
        var read = new int[stretch.size()];
        var of = new int[stretch.size()];
        byPerson.forEach((person, own) -> {
            var posted = 0;
            var addressed = 0;
            var seen = 0;
            var exempt = 0;
            for (var i = 0; i < read.length; i++) {
                var message = stretch.get(i);
                if (message.sender().equals(person)) {
                    posted++;
                    continue;
                }
                var period = period(own, message.seq());
                if (period == null) {
                    continue;
                }
                addressed++;
                if (period.receiptSeq() >= message.seq()) {
                    seen++;
                    read[i]++;
                    of[i]++;
                } else if (period.isPresent()) {
                    of[i]++;
                } else {
                    exempt++;
                }
            }
            if (posted + addressed > 0) {
                people.put(person, new Count(posted, addressed, seen, exempt));
            }
        });
        for (var i = 0; i < read.length; i++) {
            messages.put(stretch.get(i).seq(), new Rate(read[i], of[i]));
        }
    }

    private static Member period(List<Member> own, long seq) {
        for (var period : own) {
            if (period.isConcernedBy(seq)) {
                return period;
            }
        }
        return null;
    }

    /** Those who wrote or were there to read, in the order in which they first came. */
    public Map<PersonId, Count> people() {
        return people;
    }

    public Rate rate(long seq) {
        return messages.get(seq);
    }
}
