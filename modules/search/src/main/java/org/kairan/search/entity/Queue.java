package org.kairan.search.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps what is to be indexed anew.
 *
 * <p>Rows are read as soon as they are visible, but a position only moves past what is settled: rows of transactions older than every one that still runs, of which no further row can appear. What was read beyond
 * the position is remembered by number and not read twice.
 */
@ApplicationScoped
public class Queue {

    private static final String AFTER =
            " from search.queue q where (xid, seq) > (cast(cast(:xid as text) as xid8), :seq) and not exists (select from unnest(:seen) as seen(seq) where seen.seq = q.seq)";

    /** A place in the queue: all rows up to it (inclusive) are done. */
    public record Position(long xid, long seq) implements Comparable<Position> {

        public static final Position START = new Position(0, 0);

        @Override
        public int compareTo(Position other) {
            return xid != other.xid ? Long.compare(xid, other.xid) : Long.compare(seq, other.seq);
        }
    }

    /** A row; {@code thing} is 0 for all of the kind. */
    public record Row(Position position, String module, String kind, long thing) {}

    /**
     * What is new.
     *
     * @param settled every row of a transaction below this number that ever will be is visible in {@code rows}, unless they were cut off at the limit
     */
    public record News(long settled, List<Row> rows) {}

    /**
     * Which database this is.
     *
     * @param mark changes whenever positions of before mean nothing any more
     * @param cleared rows up to here may be missing
     * @param highest the last number given to a row
     */
    public record State(UUID mark, Position cleared, long highest) {}

    @Inject
    Jdbi jdbi;

    /** Adds a row in the caller's transaction. */
    public void add(String module, String kind, long thing) {
        jdbi.useHandle(
                h -> h.createUpdate("insert into search.queue (module, kind, thing) values (:module, :kind, :thing)")
                        .bind("module", module)
                        .bind("kind", kind)
                        .bind("thing", thing)
                        .execute());
    }

    /** Gives what is visible after a position and not yet seen, in order. */
    public News after(Position position, Collection<Long> seen, int limit) {
        return jdbi.withHandle(h -> {
            // Read first: whatever is below was committed before the rows are read, and so is among them.
            var settled = settled(h);
            // q.xid is the number; xid alone would be the text in front of it, and 1000 would come before 999.
            var rows = h.createQuery("select cast(xid as text), seq, module, kind, thing" + AFTER
                            + " order by q.xid, q.seq limit :limit")
                    .bind("xid", Long.toString(position.xid()))
                    .bind("seq", position.seq())
                    .bindArray("seen", Long.class, seen.toArray())
                    .bind("limit", limit)
                    .map((rs, c) -> new Row(
                            new Position(Long.parseLong(rs.getString(1)), rs.getLong(2)),
                            rs.getString(3),
                            rs.getString(4),
                            rs.getLong(5)))
                    .list();
            return new News(settled, rows);
        });
    }

    /** Says whether something is visible after a position that was not yet seen. */
    public boolean pending(Position position, Collection<Long> seen) {
        return jdbi.withHandle(h -> h.createQuery("select exists (select" + AFTER + ")")
                .bind("xid", Long.toString(position.xid()))
                .bind("seq", position.seq())
                .bindArray("seen", Long.class, seen.toArray())
                .mapTo(Boolean.class)
                .one());
    }

    /** Gives a position such that whatever is committed at or before it is visible to every later statement. */
    public Position now() {
        return jdbi.withHandle(h -> new Position(settled(h) - 1, Long.MAX_VALUE));
    }

    private static long settled(Handle h) {
        return Long.parseLong(h.createQuery("select cast(pg_snapshot_xmin(pg_current_snapshot()) as text)")
                .mapTo(String.class)
                .one());
    }

    /** Looks whether this is still the database it was; rows that came from another one by a restore are dropped, since their transactions were counted elsewhere. */
    public State state() {
        return jdbi.inTransaction(h -> {
            var identity = h.createQuery(
                            "select c.system_identifier || '/' || d.oid from pg_control_system() c, pg_database d where d.datname = current_database()")
                    .mapTo(String.class)
                    .one();
            h.execute("lock table search.state in share row exclusive mode");
            var same = h.createQuery("select exists (select from search.state where identity = :identity)")
                    .bind("identity", identity)
                    .mapTo(Boolean.class)
                    .one();
            if (!same) {
                h.execute("delete from search.queue");
                h.createUpdate(
                                "insert into search.state (identity, mark, cleared_xid, cleared_seq) values (:identity, gen_random_uuid(), '0', 0)"
                                        + " on conflict (singleton) do update set identity = excluded.identity, mark = excluded.mark, cleared_xid = '0', cleared_seq = 0")
                        .bind("identity", identity)
                        .execute();
            }
            return h.createQuery(
                            "select mark, cast(cleared_xid as text), cleared_seq, coalesce(pg_sequence_last_value(pg_get_serial_sequence('search.queue', 'seq')), 0) from search.state")
                    .map((rs, c) -> new State(
                            rs.getObject(1, UUID.class),
                            new Position(Long.parseLong(rs.getString(2)), rs.getLong(3)),
                            rs.getLong(4)))
                    .one();
        });
    }

    /** Clears away rows that are done here and older than some days, for nodes that were away meanwhile; one that was away longer begins anew. */
    public void clear(Position done, int days) {
        jdbi.useTransaction(h -> h.createUpdate("""
            with gone as (
              delete from search.queue where (xid, seq) <= (cast(cast(:xid as text) as xid8), :seq) and at < now() - make_interval(days => :days) returning xid, seq),
            last as (select xid, seq from gone order by xid desc, seq desc limit 1)
            update search.state set cleared_xid = last.xid, cleared_seq = last.seq from last where (cleared_xid, cleared_seq) < (last.xid, last.seq)""")
                .bind("xid", Long.toString(done.xid()))
                .bind("seq", done.seq())
                .bind("days", days)
                .execute());
    }
}
