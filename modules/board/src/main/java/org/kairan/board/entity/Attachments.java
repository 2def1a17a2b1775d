package org.kairan.board.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.storage.BlobRef;
import org.kairan.core.storage.StoredFile;

/** Keeps which files bulletins carry, in the order their authors gave them. */
@ApplicationScoped
public class Attachments {

    private static final String ROWS = "select id, bulletin_id, sha256, name, type, size from board.attachment ";

    @Inject
    Jdbi jdbi;

    public List<Attachment> of(long bulletin) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where bulletin_id = :bulletin order by position, id")
                .bind("bulletin", bulletin)
                .map((rs, c) -> row(rs))
                .list());
    }

    public Optional<Attachment> find(long id) {
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where id = :id")
                .bind("id", id)
                .map((rs, c) -> row(rs))
                .findOne());
    }

    /** Gives the number of an attachment that is about to be made, by which it holds its content. */
    public long next() {
        return jdbi.withHandle(h -> h.createQuery("select nextval(pg_get_serial_sequence('board.attachment', 'id'))")
                .mapTo(Long.class)
                .one());
    }

    public void add(Attachment attachment, int position) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into board.attachment (id, bulletin_id, position, sha256, name, type, size) values (:id, :bulletin, :position, :sha256, :name, :type, :size)")
                .bind("id", attachment.id())
                .bind("bulletin", attachment.bulletin())
                .bind("position", position)
                .bind("sha256", attachment.file().blob().sha256())
                .bind("name", attachment.file().name())
                .bind("type", attachment.file().type())
                .bind("size", attachment.file().size())
                .execute());
    }

    public void move(long id, int position) {
        jdbi.useHandle(h -> h.createUpdate("update board.attachment set position = :position where id = :id")
                .bind("position", position)
                .bind("id", id)
                .execute());
    }

    public void remove(long id) {
        jdbi.useHandle(h -> h.createUpdate("delete from board.attachment where id = :id")
                .bind("id", id)
                .execute());
    }

    private static Attachment row(ResultSet rs) throws SQLException {
        return new Attachment(
                rs.getLong("id"),
                rs.getLong("bulletin_id"),
                new StoredFile(
                        new BlobRef(rs.getString("sha256")),
                        rs.getString("name"),
                        rs.getString("type"),
                        rs.getLong("size")));
    }
}
