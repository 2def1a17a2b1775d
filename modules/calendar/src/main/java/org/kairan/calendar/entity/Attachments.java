package org.kairan.calendar.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;
import org.kairan.core.storage.BlobRef;
import org.kairan.core.storage.StoredFile;

/** Keeps which files events carry, in the order in which they came; those of a series belong to all of it. */
@ApplicationScoped
public class Attachments {

    private static final String ROWS = "select id, event_id, sha256, name, type, size from calendar.attachment ";

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    public List<Attachment> of(long event) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where event_id = :event order by id")
                .bind("event", event)
                .map((rs, c) -> row(rs))
                .list());
    }

    public Optional<Attachment> find(long id) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where id = :id")
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** Finds the file that an upload has become. */
    public Optional<Attachment> made(long event, UUID upload) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where event_id = :event and upload_id = :upload")
                .bind("event", event)
                .bind("upload", upload)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** Gives the number of a file that is about to be added, by which it holds its content. */
    public long next() {
        return jdbi.withHandle(h -> h.createQuery("select nextval(pg_get_serial_sequence('calendar.attachment', 'id'))")
                .mapTo(Long.class)
                .one());
    }

    public void add(Attachment attachment, PersonId by, Optional<UUID> upload) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into calendar.attachment (id, event_id, sha256, name, type, size, added_by, added_at, upload_id)"
                                + " values (:id, :event, :sha256, :name, :type, :size, :by, :now, :upload)")
                .bind("id", attachment.id())
                .bind("event", attachment.event())
                .bind("sha256", attachment.file().blob().sha256())
                .bind("name", attachment.file().name())
                .bind("type", attachment.file().type())
                .bind("size", attachment.file().size())
                .bind("by", by.value())
                .bind("now", Events.at(clock.instant()))
                .bind("upload", upload.orElse(null))
                .execute());
    }

    public void remove(long id) {
        jdbi.useHandle(h -> h.createUpdate("delete from calendar.attachment where id = :id")
                .bind("id", id)
                .execute());
    }

    private static Attachment row(ResultSet rs) throws SQLException {
        return new Attachment(
                rs.getLong("id"),
                rs.getLong("event_id"),
                new StoredFile(
                        new BlobRef(rs.getString("sha256")),
                        rs.getString("name"),
                        rs.getString("type"),
                        rs.getLong("size")));
    }
}
