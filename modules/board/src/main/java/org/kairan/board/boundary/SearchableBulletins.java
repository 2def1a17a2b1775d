package org.kairan.board.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kairan.board.BoardModule;
import org.kairan.board.control.BulletinPolicy;
import org.kairan.board.entity.Bulletin;
import org.kairan.board.entity.Bulletins;
import org.kairan.core.ModuleId;
import org.kairan.core.people.GroupId;
import org.kairan.core.search.Searchable;

/** Lets bulletins be found by title and text; {@link BulletinPolicy#maySee} in the form of groups. */
@ApplicationScoped
public class SearchableBulletins implements Searchable {

    @Inject
    Bulletins bulletins;

    @Override
    public ModuleId module() {
        return BoardModule.ID;
    }

    @Override
    public String kind() {
        return BoardModule.BULLETIN;
    }

    @Override
    public List<Entry> entries(Collection<Long> ids) {
        return bulletins.find(ids).stream()
                .map(bulletin -> new Entry(
                        BoardModule.bulletin(bulletin.id()),
                        readers(bulletin),
                        bulletin.title(),
                        List.of(),
                        Excerpt.plain(bulletin.body()),
                        Listings.boxed(bulletin.section()),
                        bulletin.publishedAt()))
                .toList();
    }

    private static Set<GroupId> readers(Bulletin bulletin) {
        var readers = new HashSet<GroupId>();
        readers.add(GroupId.person(bulletin.author()));
        bulletin.section().ifPresent(section -> readers.add(GroupId.section(section)));
        if (bulletin.withdrawnAt().isEmpty()) {
            readers.addAll(bulletin.audience().groups());
        }
        return readers;
    }

    @Override
    public List<Long> ids(long id, int limit) {
        return bulletins.ids(id, limit);
    }
}
