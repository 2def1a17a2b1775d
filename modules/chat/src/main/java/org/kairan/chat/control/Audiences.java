package org.kairan.chat.control;

import java.util.List;
import java.util.Set;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Message;
import org.kairan.core.people.PersonId;

/** Counts who is concerned by a message and who has read it: those who were in the room when it came, without its sender; who left without having read it is asked no more. */
public final class Audiences {

    /** @param of how many are concerned */
    public record Count(int done, int of) {}

    private Audiences() {}

    public static Count read(List<Member> periods, Message message) {
        var read = 0;
        var of = 0;
        for (var period : periods) {
            if (isConcerned(period, message)) {
                if (period.receiptSeq() >= message.seq()) {
                    read++;
                    of++;
                } else if (period.isPresent()) {
                    of++;
                }
            }
        }
        return new Count(read, of);
    }

    public static Count acknowledged(List<Member> periods, Message message, Set<PersonId> acknowledged) {
        var of = 0;
        for (var period : periods) {
            if (isConcerned(period, message) && (period.isPresent() || acknowledged.contains(period.person()))) {
                of++;
            }
        }
        return new Count(acknowledged.size(), of);
    }

    public static boolean isConcerned(Member period, Message message) {
        return period.isConcernedBy(message.seq()) && !period.person().equals(message.sender());
    }
}
