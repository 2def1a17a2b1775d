package org.kairan.storage.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;
import org.kairan.core.storage.BlobRef;

/** Keeps what is known of uploads; how far one has come is said here, whatever its file holds beyond that. */
@ApplicationScoped
public class Uploads {

    private static final String ROWS =
            "select id, person_id, name, length, received, sha256, stored from storage.upload ";

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    public Upload add(PersonId person, String name, long length) {
        var upload = new Upload(UUID.randomUUID(), person, name, length, 0, Optional.empty(), false);
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into storage.upload (id, person_id, name, length, touched_at) values (:id, :person, :name, :length, :now)")
                .bind("id", upload.id())
                .bind("person", person.value())
                .bind("name", name)
                .bind("length", length)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute());
        return upload;
    }

    /** Gives somebody's own upload. */
    public Optional<Upload> find(UUID id, PersonId person) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where id = :id and person_id = :person")
                .bind("id", id)
                .bind("person", person.value())
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** How many uploads of a person are under way or wait to be used. */
    public int count(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery("select count(*) from storage.upload where person_id = :person")
                .bind("person", person.value())
                .mapTo(Integer.class)
                .one());
    }

    /** Notes what has reached the disk, and with the last byte what the content is; false if the upload is gone. */
    public boolean advance(UUID id, long received, Optional<BlobRef> content) {
        return jdbi.withHandle(h -> h.createUpdate(
                                "update storage.upload set received = :received, sha256 = :sha256, touched_at = :now where id = :id")
                        .bind("received", received)
                        .bind("sha256", content.map(BlobRef::sha256).orElse(null))
                        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .bind("id", id)
                        .execute()
                == 1);
    }

    public void stored(UUID id) {
        jdbi.useHandle(h -> h.createUpdate("update storage.upload set stored = true where id = :id")
                .bind("id", id)
                .execute());
    }

    /** Ends an upload whose content is in place, since something holds the content now; false if it was ended already, or is not whole. */
    public boolean take(UUID id) {
        return jdbi.withHandle(h -> h.createUpdate("delete from storage.upload where id = :id and stored")
                        .bind("id", id)
                        .execute()
                == 1);
    }

    public void delete(UUID id) {
        jdbi.useHandle(h -> h.createUpdate("delete from storage.upload where id = :id")
                .bind("id", id)
                .execute());
    }

    /** Gives up to 500 uploads that nobody has touched since. */
    public List<UUID> abandoned(Instant before) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select id from storage.upload where touched_at < :before order by touched_at limit 500")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .mapTo(UUID.class)
                .list());
    }

    private static Upload row(ResultSet rs) throws SQLException {
        return new Upload(
                rs.getObject("id", UUID.class),
                new PersonId(rs.getLong("person_id")),
                rs.getString("name"),
                rs.getLong("length"),
                rs.getLong("received"),
                Optional.ofNullable(rs.getString("sha256")).map(BlobRef::new),
                rs.getBoolean("stored"));
    }
}
