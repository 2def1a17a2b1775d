package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;
import org.kairan.core.storage.BlobRef;
import org.kairan.core.storage.StoredFile;

/** Keeps which file is a person's photo; one at most. */
@ApplicationScoped
public class Photos {

    public record Photo(long id, PersonId person, StoredFile file) {}

    private static final String ROWS = "select id, person_id, sha256, name, type, size from organization.photo ";

    @Inject
    Jdbi jdbi;

    public Optional<Photo> of(PersonId person) {
        return find(ROWS + "where person_id = :key", person.value());
    }

    public Optional<Photo> find(long id) {
        return find(ROWS + "where id = :key", id);
    }

    private Optional<Photo> find(String query, long key) {
        return jdbi.withHandle(h ->
                h.createQuery(query).bind("key", key).map((rs, c) -> row(rs)).findOne());
    }

    /** Gives the number of a photo that is about to be made, by which it holds its content. */
    public long next() {
        return jdbi.withHandle(h -> h.createQuery("select nextval(pg_get_serial_sequence('organization.photo', 'id'))")
                .mapTo(Long.class)
                .one());
    }

    /** Lets this be the person's photo, and gives the one it replaces. Two at once come one after the other. */
    public Optional<Photo> replace(Photo photo) {
        jdbi.withHandle(h -> h.createQuery("select id from organization.person where id = :person for no key update")
                .bind("person", photo.person().value())
                .mapTo(Long.class)
                .one());
        var before = remove(photo.person());
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into organization.photo (id, person_id, sha256, name, type, size) values (:id, :person, :sha256, :name, :type, :size)")
                .bind("id", photo.id())
                .bind("person", photo.person().value())
                .bind("sha256", photo.file().blob().sha256())
                .bind("name", photo.file().name())
                .bind("type", photo.file().type())
                .bind("size", photo.file().size())
                .execute());
        return before;
    }

    /** Takes the person's photo away, and gives it. */
    public Optional<Photo> remove(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery(
                        "delete from organization.photo where person_id = :person returning id, person_id, sha256, name, type, size")
                .bind("person", person.value())
                .map((rs, c) -> row(rs))
                .findOne());
    }

    private static Photo row(ResultSet rs) throws SQLException {
        return new Photo(
                rs.getLong("id"),
                new PersonId(rs.getLong("person_id")),
                new StoredFile(
                        new BlobRef(rs.getString("sha256")),
                        rs.getString("name"),
                        rs.getString("type"),
                        rs.getLong("size")));
    }
}
