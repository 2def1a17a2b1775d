package org.kairan.demo.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.kairan.demo.talk.Room;

/** Writes rooms and what was said in them, some at a time so that a large scale needs no large memory. */
final class Conversations {

    static final String TABLES =
            "chat.room, chat.room_group, chat.agenda, chat.member, chat.message, chat.mention, chat.message_version, chat.reaction, chat.acknowledgement, chat.read_range, chat.event";

    private static final int AT_ONCE = 50_000;

    private final Connection connection;
    private final List<Room> rooms = new ArrayList<>();
    private int waiting;
    private int firstRoom = 1;
    private int firstItem = 1;
    private int firstMessage = 1;
    private long ranges;

    Conversations(Connection connection) {
        this.connection = connection;
    }

    void add(Room room) throws SQLException {
        rooms.add(room);
        waiting += room.messages().size();
        if (waiting >= AT_ONCE) {
            write();
        }
    }

    /** Writes the rest, and gives what there is in words. */
    String end() throws SQLException {
        write();
        try (var statement = connection.createStatement()) {
            advance(statement, "room", firstRoom - 1);
            advance(statement, "agenda", firstItem - 1);
            advance(statement, "message", firstMessage - 1);
            log(statement);
        }
        return firstMessage - 1 + " messages in " + (firstRoom - 1) + " rooms, " + ranges + " receipts";
    }

    private static void advance(java.sql.Statement statement, String table, int last) throws SQLException {
        statement.execute(
                "select setval(pg_get_serial_sequence('chat." + table + "', 'id'), " + Math.max(1, last) + ")");
    }

    private void write() throws SQLException {
        copy(
                "room (id, kind, name, purpose, section_id, direct_low, direct_high, seq, rev, members, created_by, created_at, opens_at, closes_at, closed_at, closed_by)",
                (rows, room, id, item, message) -> {
                    boolean direct = room.kind().equals("direct");
                    rows.row(
                            id,
                            room.kind(),
                            room.name(),
                            room.purpose(),
                            room.sectionId() == 0 ? null : room.sectionId(),
                            direct ? room.periods().get(0).person() : null,
                            direct ? room.periods().get(1).person() : null,
                            room.messages().size(),
                            room.revision(),
                            room.periods().stream().filter(p -> p.leftAt() == 0).count(),
                            room.createdBy(),
                            moment(room.createdAt()),
                            moment(room.opensAt()),
                            moment(room.closesAt()),
                            moment(room.closedAt()),
                            room.closedAt() == 0 ? null : room.createdBy());
                });
        copy("room_group (room_id, group_key)", (rows, room, id, item, message) -> {
            for (String group : room.groups()) {
                rows.row(id, group);
            }
        });
        copy("agenda (id, room_id, position, title, state)", (rows, room, id, item, message) -> {
            for (int i = 0; i < room.agenda().size(); i++) {
                rows.row(item + i, id, i, room.agenda().get(i), room.closedAt() > 0 ? "closed" : "open");
            }
        });
        copy(
                "member (room_id, person_id, role, by_rule, joined_seq, joined_rev, joined_at, left_seq, left_rev, left_at, receipt_seq, receipt_at)",
                (rows, room, id, item, message) -> {
                    for (Room.Period p : room.periods()) {
                        boolean left = p.leftAt() > 0;
                        rows.row(
                                id,
                                p.person(),
                                p.role(),
                                p.byRule(),
                                p.joinedSeq(),
                                p.joinedRev(),
                                moment(p.joinedAt()),
                                left ? p.leftSeq() : null,
                                left ? p.leftRev() : null,
                                moment(p.leftAt()),
                                p.receiptSeq(),
                                p.ranges().isEmpty()
                                        ? null
                                        : moment(p.ranges().get(p.ranges().size() - 1)[2]));
                    }
                });
        copy(
                "message (room_id, seq, id, sender_id, key, request_hash, rev, text, at, version, edited_at, deleted_at, deleted_by, reply_seq, agenda_id, mark, marked_by, pinned_at, pinned_by, ack_by, all_read_at)",
                (rows, room, id, item, first) -> {
                    for (int i = 0; i < room.messages().size(); i++) {
                        Room.Message m = room.messages().get(i);
                        rows.row(
                                id,
                                i + 1,
                                first + i,
                                m.sender(),
                                new UUID(0x6b616972616e4000L, 0x8000000000000000L | first + i),
                                "\\x00",
                                m.revision(),
                                m.text(),
                                moment(m.at()),
                                m.before().isEmpty() ? 1 : 2,
                                moment(m.editedAt()),
                                moment(m.deletedAt()),
                                m.deletedAt() == 0 ? null : m.sender(),
                                m.reply() == 0 ? null : m.reply(),
                                m.agenda() == 0 ? null : item + m.agenda() - 1,
                                m.mark().isEmpty() ? null : m.mark(),
                                m.mark().isEmpty() ? null : m.sender(),
                                m.pinned() ? moment(m.at() + 60) : null,
                                m.pinned() ? m.sender() : null,
                                m.ackBy(),
                                moment(m.allReadAt()));
                    }
                });
        copy("mention (room_id, seq, target)", each((rows, id, seq, m) -> {
            for (String target : m.mentions().stream().distinct().toList()) {
                rows.row(id, seq, target);
            }
        }));
        copy("message_version (room_id, seq, version, text, at)", each((rows, id, seq, m) -> {
            if (!m.before().isEmpty()) {
                rows.row(id, seq, 1, m.before(), moment(m.at()));
            }
        }));
        copy("reaction (room_id, seq, key, person_id, at)", each((rows, id, seq, m) -> {
            for (var reaction : m.reactions().entrySet()) {
                for (var one : new TreeMap<>(reaction.getValue()).entrySet()) {
                    rows.row(id, seq, reaction.getKey(), one.getKey(), moment(one.getValue()));
                }
            }
        }));
        copy("acknowledgement (room_id, seq, person_id, at)", each((rows, id, seq, m) -> {
            for (var one : m.acknowledged().entrySet()) {
                rows.row(id, seq, one.getKey(), moment(one.getValue()));
            }
        }));
        ranges +=
                copy("read_range (room_id, person_id, from_seq, to_seq, read_at)", (rows, room, id, item, message) -> {
                    for (Room.Period p : room.periods()) {
                        for (long[] range : p.ranges()) {
                            rows.row(id, p.person(), range[0], range[1], moment(range[2]));
                        }
                    }
                });
        for (Room room : rooms) {
            firstRoom++;
            firstItem += room.agenda().size();
            firstMessage += room.messages().size();
        }
        rooms.clear();
        waiting = 0;
    }

    private interface OfRoom {
        void rows(Copy rows, Room room, int id, int firstItem, int firstMessage) throws SQLException;
    }

    private interface OfMessage {
        void rows(Copy rows, int room, int seq, Room.Message message) throws SQLException;
    }

    private static OfRoom each(OfMessage of) {
        return (rows, room, id, item, message) -> {
            for (int i = 0; i < room.messages().size(); i++) {
                of.rows(rows, id, i + 1, room.messages().get(i));
            }
        };
    }

    private long copy(String table, OfRoom of) throws SQLException {
        try (Copy rows = new Copy(connection, "chat." + table)) {
            int id = firstRoom;
            int item = firstItem;
            int message = firstMessage;
            for (Room room : rooms) {
                of.rows(rows, room, id++, item, message);
                item += room.agenda().size();
                message += room.messages().size();
            }
            return rows.end();
        }
    }

    private static Instant moment(long seconds) {
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }

    /** The end of each room's log, as far as somebody who was away for a little would replay it: nobody has been here before. */
    private void log(java.sql.Statement statement) throws SQLException {
        statement.executeUpdate("""
            insert into chat.event (room_id, rev, kind, seq, actor_id, at, body)
            select m.room_id, m.rev, 'message-sent', m.seq, m.sender_id, m.at,
              json_build_object('at', to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'actor', m.sender_id, 'message', json_strip_nulls(json_build_object('seq', m.seq, 'id', m.id, 'author', m.sender_id, 'text', m.text, 'excerpt', left(m.text, 120), 'at', to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'version', m.version, 'hidden', false, 'agenda', m.agenda_id, 'mark', m.mark, 'mentions', '[]'::json, 'files', '[]'::json, 'reactions', '[]'::json, 'pinned', m.pinned_at is not null, 'read', 0, 'of', 0, 'bookmarked', false)),
                'people', json_build_object(m.sender_id::text, json_build_object('id', m.sender_id, 'name', p.name, 'kana', p.kana)))::text
            from chat.room r join chat.message m on m.room_id = r.id and m.rev > r.rev - 40 join organization.person p on p.id = m.sender_id where m.deleted_at is null""");
    }
}
