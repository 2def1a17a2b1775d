package org.kairan.storage.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.Ref;
import org.kairan.core.storage.BlobRef;

/** Keeps which content there is, in which state, and which things hold it. */
@ApplicationScoped
public class BlobRows {

    /** How far the virus scanner has come with content. */
    public enum Check {
        /** There was no scanner when it came; shown. */
        UNCHECKED,
        /** Hidden until the scanner has spoken. */
        WAITING,
        CLEAN,
        /** Removed. */
        INFECTED,
        /** More than the scanner takes; shown. */
        TOO_BIG;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        static Check of(String key) {
            return valueOf(key.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    /** Content as it is known; {@code type} as its bytes tell alone. */
    public record Blob(BlobRef ref, long size, String type, Check check) {}

    /** What there is in all, for administrators. */
    public record Totals(long blobs, long bytes, long held, long uploads, Map<Check, Long> checks) {}

    private static final String ROWS = "select sha256, size, type, state from storage.blob ";

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Notes content that has come, or come again, and locks its row until the transaction ends; gives it as it was known before, if it was. */
    public Blob put(BlobRef ref, long size, String type, Check check) {
        return jdbi.withHandle(h -> h.createQuery(
                        "insert into storage.blob (sha256, size, type, state, touched_at) values (:sha256, :size, :type, :state, :now)"
                                + " on conflict (sha256) do update set touched_at = excluded.touched_at returning sha256, size, type, state")
                .bind("sha256", ref.sha256())
                .bind("size", size)
                .bind("type", type)
                .bind("state", check.key())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .map((rs, c) -> row(rs))
                .one());
    }

    public List<Blob> find(Collection<BlobRef> refs) {
        if (refs.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(h -> h.createQuery(ROWS + "where sha256 = any(:refs)")
                .bindArray(
                        "refs",
                        String.class,
                        refs.stream().map(BlobRef::sha256).distinct().toArray())
                .map((rs, c) -> row(rs))
                .list());
    }

    public Optional<Blob> find(BlobRef ref) {
        return find(List.of(ref)).stream().findFirst();
    }

    public void hold(BlobRef ref, Ref holder) {
        jdbi.useHandle(h -> h.createUpdate(
                        "insert into storage.holding (holder, sha256) values (:holder, :sha256) on conflict do nothing")
                .bind("holder", holder.toString())
                .bind("sha256", ref.sha256())
                .execute());
    }

    public void release(BlobRef ref, Ref holder) {
        jdbi.useHandle(h -> {
            h.createUpdate("delete from storage.holding where holder = :holder and sha256 = :sha256")
                    .bind("holder", holder.toString())
                    .bind("sha256", ref.sha256())
                    .execute();
            h.createUpdate("update storage.blob set touched_at = :now where sha256 = :sha256")
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .bind("sha256", ref.sha256())
                    .execute();
        });
    }

    /** Gives up to 500 contents that nobody holds and that nobody has touched since. */
    public List<BlobRef> loose(Instant before) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select sha256 from storage.blob b where touched_at < :before and state <> 'infected'"
                                + " and not exists (select from storage.holding where sha256 = b.sha256) and not exists (select from storage.upload where sha256 = b.sha256) limit 500")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .mapTo(String.class)
                .map(BlobRef::new)
                .list());
    }

    /** Forgets content if still nobody holds it, and keeps its row locked until the transaction ends; whoever wants to hold it waits so long, and then finds it gone. */
    public boolean forget(BlobRef ref, Instant before) {
        return jdbi.withHandle(h -> {
            h.createQuery("select 1 from storage.blob where sha256 = :sha256 for update")
                    .bind("sha256", ref.sha256())
                    .mapTo(Integer.class)
                    .findOne();
            // A statement of its own: it sees what others have committed while this one waited for the row.
            return h.createUpdate(
                                    "delete from storage.blob b where sha256 = :sha256 and touched_at < :before"
                                            + " and not exists (select from storage.holding where sha256 = b.sha256) and not exists (select from storage.upload where sha256 = b.sha256)")
                            .bind("sha256", ref.sha256())
                            .bind("before", before.atOffset(ZoneOffset.UTC))
                            .execute()
                    == 1;
        });
    }

    /** Gives content that the scanner has not seen, what is hidden first. */
    public List<BlobRef> unscanned(int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select sha256 from storage.blob where state in ('unchecked', 'waiting') order by state desc, touched_at limit :limit")
                .bind("limit", limit)
                .mapTo(String.class)
                .map(BlobRef::new)
                .list());
    }

    public void checked(BlobRef ref, Check check, Optional<String> virus) {
        jdbi.useHandle(
                h -> h.createUpdate("update storage.blob set state = :state, virus = :virus where sha256 = :sha256")
                        .bind("state", check.key())
                        .bind("virus", virus.orElse(null))
                        .bind("sha256", ref.sha256())
                        .execute());
    }

    public Totals totals() {
        return jdbi.withHandle(h -> {
            var checks = h
                    .createQuery("select state, count(*) from storage.blob group by state")
                    .map((rs, c) -> Map.entry(Check.of(rs.getString(1)), rs.getLong(2)))
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            return h.createQuery("select (select count(*) from storage.blob where state <> 'infected'),"
                            + " (select coalesce(sum(size), 0) from storage.blob where state <> 'infected'),"
                            + " (select coalesce(sum(b.size), 0) from storage.holding h join storage.blob b using (sha256) where b.state <> 'infected'),"
                            + " (select count(*) from storage.upload where not stored)")
                    .map((rs, c) -> new Totals(rs.getLong(1), rs.getLong(2), rs.getLong(3), rs.getLong(4), checks))
                    .one();
        });
    }

    private static Blob row(ResultSet rs) throws SQLException {
        return new Blob(
                new BlobRef(rs.getString("sha256")),
                rs.getLong("size"),
                rs.getString("type"),
                Check.of(rs.getString("state")));
    }
}
