package org.kairan.audit.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps the record. One transaction at a time appends: the chain's row is locked until it ends, so the entries stand in the order of their commits. */
@ApplicationScoped
public class Entries {

    private static final String COLUMNS =
            "id, at, act, person_id, who, on_behalf_of, subject, details, address, request, hash";

    /** What is looked for; {@code until} is exclusive, {@code text} stands anywhere in the entry. */
    public record Filter(
            Optional<Long> person,
            Optional<String> act,
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<String> text) {}

    /** An entry with its hash in hexadecimal digits. */
    public record Linked(Entry entry, String hash) {}

    /**
     * What a look at the whole chain has found.
     *
     * @param anchor the last entry that is no longer kept; 0 if all are
     * @param head hash of the last entry: whoever has noted it elsewhere proves by it that nothing was rewritten since
     * @param broken the first entry that is not as it was recorded; empty if all are
     */
    public record Verification(long entries, long anchor, long last, String head, Optional<Long> broken) {}

    private record Chain(long lastId, byte[] lastHash, long anchorId, byte[] anchorHash) {}

    @Inject
    Jdbi jdbi;

    /** Appends an act; the entry's id is given here. */
    public void append(Entry act) {
        jdbi.useHandle(h -> {
            var chain = chain(h, " for update");
            var entry = new Entry(
                    chain.lastId() + 1,
                    act.at(),
                    act.act(),
                    act.person(),
                    act.who(),
                    act.onBehalfOf(),
                    act.subject(),
                    act.details(),
                    act.address(),
                    act.request());
            var hash = entry.hash(chain.lastHash());
            h.createUpdate(
                            "insert into audit.entry (" + COLUMNS
                                    + ") values (:id, :at, :act, :person, :who, :behalf, :subject, :details, :address, :request, :hash)")
                    .bind("id", entry.id())
                    .bind("at", at(entry.at()))
                    .bind("act", entry.act())
                    .bind("person", entry.person().orElse(null))
                    .bind("who", entry.who())
                    .bind("behalf", entry.onBehalfOf().orElse(null))
                    .bind("subject", entry.subject().orElse(null))
                    .bind("details", entry.details())
                    .bind("address", entry.address())
                    .bind("request", entry.request())
                    .bind("hash", hash)
                    .execute();
            h.createUpdate("insert into audit.act (name) values (:act) on conflict do nothing")
                    .bind("act", entry.act())
                    .execute();
            h.createUpdate("update audit.chain set last_id = :id, last_hash = :hash")
                    .bind("id", entry.id())
                    .bind("hash", hash)
                    .execute();
        });
    }

    /** Removes the entries from before that moment and anchors the chain behind them; gives how many there were. */
    public int retire(Instant before) {
        return jdbi.withHandle(h -> {
            chain(h, " for update");
            // The chain is cut once, before the oldest that is kept, even if a clock was set back meanwhile.
            var last = h.createQuery(
                            "select id, hash from audit.entry where id = (select id - 1 from audit.entry where at >= :before order by id limit 1)")
                    .bind("before", at(before))
                    .map((rs, c) -> Map.entry(rs.getLong(1), rs.getBytes(2)))
                    .findOne();
            if (last.isEmpty()) {
                return 0;
            }
            h.createQuery("select set_config('kairan.audit_kept_since', :before, true)")
                    .bind("before", at(before).toString())
                    .mapTo(String.class)
                    .one();
            var removed = h.createUpdate("delete from audit.entry where id <= :id")
                    .bind("id", last.get().getKey())
                    .execute();
            h.createUpdate("update audit.chain set anchor_id = :id, anchor_hash = :hash")
                    .bind("id", last.get().getKey())
                    .bind("hash", last.get().getValue())
                    .execute();
            return removed;
        });
    }

    /** Gives the newest entries before a cursor. */
    public List<Linked> find(Filter filter, long before, int limit) {
        var where = new StringBuilder("id < :before");
        var values = new HashMap<String, Object>();
        values.put("before", before);
        add(where, values, filter.person(), "person", " and person_id = :person");
        add(where, values, filter.act(), "act", " and act = :act");
        add(where, values, filter.from().map(Entries::at), "from", " and at >= :from");
        add(where, values, filter.until().map(Entries::at), "until", " and at < :until");
        add(
                where,
                values,
                filter.text().map(text -> "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%"),
                "text",
                " and concat_ws(' ', act, who, subject, details, address, request) ilike :text");
        return jdbi.withHandle(h -> h.createQuery(
                        "select " + COLUMNS + " from audit.entry where " + where + " order by id desc limit :limit")
                .bindMap(values)
                .bind("limit", limit)
                .map((rs, c) -> new Linked(entry(rs), HexFormat.of().formatHex(rs.getBytes("hash"))))
                .list());
    }

    /** Gives the acts that were ever recorded. */
    public List<String> acts() {
        return jdbi.withHandle(h -> h.createQuery("select name from audit.act order by name")
                .mapTo(String.class)
                .list());
    }

    /** Computes the whole chain anew, from the anchor to the last entry; within a transaction, so that memory does not grow with the record. */
    public Verification verify() {
        return jdbi.withHandle(h -> {
            var chain = chain(h, "");
            var state = new Object() {
                long id = chain.anchorId();
                byte[] hash = chain.anchorHash();
                Optional<Long> broken = Optional.empty();
            };
            h.createQuery("select " + COLUMNS + " from audit.entry where id <= :last order by id")
                    .bind("last", chain.lastId())
                    .setFetchSize(1_000)
                    .map((rs, c) -> {
                        var entry = entry(rs);
                        var hash = rs.getBytes("hash");
                        if (state.broken.isEmpty()
                                && (entry.id() != state.id + 1 || !Arrays.equals(hash, entry.hash(state.hash)))) {
                            state.broken = Optional.of(state.id + 1);
                        }
                        state.id = entry.id();
                        state.hash = hash;
                        return true;
                    })
                    .forEach(entry -> {});
            if (state.broken.isEmpty()
                    && (state.id != chain.lastId() || !Arrays.equals(state.hash, chain.lastHash()))) {
                state.broken = Optional.of(state.id + 1);
            }
            return new Verification(
                    chain.lastId() - chain.anchorId(),
                    chain.anchorId(),
                    chain.lastId(),
                    HexFormat.of().formatHex(chain.lastHash()),
                    state.broken);
        });
    }

    private static void add(
            StringBuilder where, Map<String, Object> values, Optional<?> value, String name, String condition) {
        value.ifPresent(given -> {
            where.append(condition);
            values.put(name, given);
        });
    }

    private static Chain chain(Handle h, String lock) {
        return h.createQuery("select last_id, last_hash, anchor_id, anchor_hash from audit.chain" + lock)
                .map((rs, c) -> new Chain(rs.getLong(1), rs.getBytes(2), rs.getLong(3), rs.getBytes(4)))
                .one();
    }

    private static Entry entry(ResultSet rs) throws SQLException {
        return new Entry(
                rs.getLong("id"),
                rs.getObject("at", OffsetDateTime.class).toInstant(),
                rs.getString("act"),
                Optional.ofNullable(rs.getObject("person_id", Long.class)),
                rs.getString("who"),
                Optional.ofNullable(rs.getObject("on_behalf_of", Long.class)),
                Optional.ofNullable(rs.getString("subject")),
                rs.getString("details"),
                rs.getString("address"),
                rs.getString("request"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
