package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.storage.BlobRef;
import org.kairan.core.storage.StoredFile;

/** Keeps which files messages carry, in the order their senders gave them. */
@ApplicationScoped
public class Attachments {

    private static final String ROWS = "select id, room_id, seq, sha256, name, type, size from chat.attachment ";

    @Inject
    Jdbi jdbi;

    public List<Attachment> of(long room, Collection<Long> seqs) {
        return jdbi.withHandle(
                h -> h.createQuery(ROWS + "where room_id = :room and seq = any(:seqs) order by seq, position, id")
                        .bind("room", room)
                        .bindArray("seqs", Long.class, seqs.toArray())
                        .map((rs, c) -> row(rs))
                        .list());
    }

    /** Gives the files of a stretch, both ends inclusive. */
    public List<Attachment> between(long room, long first, long last) {
        return jdbi.withHandle(
                h -> h.createQuery(ROWS + "where room_id = :room and seq between :first and :last order by id")
                        .bind("room", room)
                        .bind("first", first)
                        .bind("last", last)
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
        return jdbi.withHandle(h -> h.createQuery("select nextval(pg_get_serial_sequence('chat.attachment', 'id'))")
                .mapTo(Long.class)
                .one());
    }

    public void add(Attachment attachment, int position) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into chat.attachment (id, room_id, seq, position, sha256, name, type, size) values (:id, :room, :seq, :position, :sha256, :name, :type, :size)")
                .bind("id", attachment.id())
                .bind("room", attachment.room())
                .bind("seq", attachment.seq())
                .bind("position", position)
                .bind("sha256", attachment.file().blob().sha256())
                .bind("name", attachment.file().name())
                .bind("type", attachment.file().type())
                .bind("size", attachment.file().size())
                .execute());
    }

    private static Attachment row(ResultSet rs) throws SQLException {
        return new Attachment(
                rs.getLong("id"),
                rs.getLong("room_id"),
                rs.getLong("seq"),
                new StoredFile(
                        new BlobRef(rs.getString("sha256")),
                        rs.getString("name"),
                        rs.getString("type"),
                        rs.getLong("size")));
    }
}
