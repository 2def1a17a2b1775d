package org.kairan.board.boundary;

import java.util.List;
import org.kairan.board.entity.Bulletin;
import org.kairan.core.people.Directory;
import org.kairan.core.people.Person;

/** Says who is counted for a bulletin: today's members of its audience who already were on the day of publishing, without the author. */
final class Addressed {

    private Addressed() {}

    static List<Person> to(Bulletin bulletin, Directory directory) {
        return directory.members(bulletin.audience(), bulletin.publishedOn()).stream()
                .filter(person -> !person.id().equals(bulletin.author()))
                .toList();
    }
}
