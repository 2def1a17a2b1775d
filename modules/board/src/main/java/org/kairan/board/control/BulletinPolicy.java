package org.kairan.board.control;

import org.kairan.board.BoardModule;
import org.kairan.board.entity.Bulletin;
import org.kairan.core.access.Caller;
import org.kairan.core.people.GroupId;

/** Says who may see and do what with a bulletin. The section in whose name it was published corrects its own (N-BOARD-3). */
public final class BulletinPolicy {

    private BulletinPolicy() {}

    public static boolean maySee(Caller caller, Bulletin bulletin) {
        if (bulletin.withdrawnAt().isPresent()) {
            return mayEdit(caller, bulletin);
        }
        return bulletin.audience().reaches(caller.groups().keySet()) || mayEdit(caller, bulletin);
    }

    public static boolean mayEdit(Caller caller, Bulletin bulletin) {
        return isAuthor(caller, bulletin)
                || (bulletin.section().isPresent()
                        && caller.holds(GroupId.section(bulletin.section().getAsLong())));
    }

    public static boolean maySeeReaders(Caller caller, Bulletin bulletin) {
        return isAuthor(caller, bulletin) || (caller.may(BoardModule.SEE_READERS) && maySee(caller, bulletin));
    }

    /** Whether the bulletin counts as addressed to the caller: they held one of its groups on the day of publishing. */
    public static boolean isAddressed(Caller caller, Bulletin bulletin) {
        return !isAuthor(caller, bulletin)
                && bulletin.audience().groups().stream()
                        .map(caller.groups()::get)
                        .anyMatch(since -> since != null && !since.isAfter(bulletin.publishedOn()));
    }

    private static boolean isAuthor(Caller caller, Bulletin bulletin) {
        return bulletin.author().equals(caller.person());
    }

    /** Whether the caller is still to read it. */
    public static boolean isUnread(Caller caller, Bulletin bulletin) {
        return bulletin.readAt().isEmpty() && bulletin.withdrawnAt().isEmpty() && isAddressed(caller, bulletin);
    }
}
