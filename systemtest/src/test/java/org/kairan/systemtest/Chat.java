package org.kairan.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.kairan.systemtest.Kairan.Person;

/** What a client of chat does, by docs/chat-protocol.md and nothing else. */
final class Chat {

    private Chat() {}

    static String key() {
        return UUID.randomUUID().toString();
    }

    static String room(long room) {
        return "/api/chat/rooms/" + room;
    }

    static String message(long room, long seq) {
        return room(room) + "/messages/" + seq;
    }

    /** Makes a room, and gives its number. */
    static long make(Client client, String kind, String name, Object... more) {
        return making(client, key(), kind, name, more)
                .expect(201)
                .json()
                .at("/room/id")
                .asLong();
    }

    static Answer making(Client client, String key, String kind, String name, Object... more) {
        var body = new LinkedHashMap<String, Object>(Map.of("kind", kind, "name", name, "purpose", ""));
        for (var i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return client.post("/api/chat/rooms", body, "Idempotency-Key", key);
    }

    static long group(Client client, Person... people) {
        return make(
                client,
                "group",
                "打合せ",
                "people",
                java.util.Arrays.stream(people).map(Person::id).toList());
    }

    static Answer sending(Client client, long room, String key, Map<String, ?> body) {
        return client.post(room(room) + "/messages", body, "Idempotency-Key", key);
    }

    /** Sends, and gives the message's number. */
    static long say(Client client, long room, String text) {
        return sending(client, room, key(), Map.of("text", text))
                .expect(201)
                .json()
                .get("seq")
                .asLong();
    }

    static Answer read(Client client, long room, long seq) {
        return client.put(room(room) + "/receipt", Map.of("seq", seq)).expect(204);
    }

    static JsonNode page(Client client, long room) {
        return client.get(room(room) + "/messages?limit=200").expect(200).json();
    }

    /** One message as a client gets it now. */
    static JsonNode shown(Client client, long room, long seq) {
        for (var message : client.get(room(room) + "/messages?limit=1&after=" + (seq - 1))
                .expect(200)
                .json()
                .get("messages")) {
            if (message.get("seq").asLong() == seq) {
                return message;
            }
        }
        throw new AssertionError("no message " + seq);
    }

    static JsonNode listed(Client client, long room) {
        for (var one : client.get("/api/chat/rooms").expect(200).json().get("rooms")) {
            if (one.get("id").asLong() == room) {
                return one;
            }
        }
        throw new AssertionError("room " + room + " is not listed");
    }

    static Live follow(Client client, String stream, long after) {
        var live = client.openLive();
        live.send("{\"type\":\"follow\",\"stream\":\"" + stream + "\",\"after\":" + after + "}");
        return live;
    }

    static List<JsonNode> entries(Live live, String stream) {
        return live.frames().stream()
                .map(Live.Frame::json)
                .filter(json -> json.path("stream").asText().equals(stream) && json.has("cursor"))
                .toList();
    }

    /** Waits until an entry with this revision or a later one has come. */
    static void awaitRev(Live live, long room, long rev) {
        live.await(
                f -> f.json().path("stream").asText().equals("chat.room:" + room)
                        && f.json().path("cursor").asLong() >= rev,
                Duration.ofSeconds(30));
    }

    /**
     * A room as a client keeps it: a snapshot to which it applies what comes.
     *
     * <p>What depends on one reader, or on who has read, is no part of it: it has ways of its own.
     */
    static final class Replica {

        final TreeMap<Long, ObjectNode> messages = new TreeMap<>();
        final ObjectNode room = Answer.JSON.createObjectNode();
        final Map<Long, String> roles = new HashMap<>();

        private static final List<String> PERSONAL = List.of("read", "of", "allReadAt", "bookmarked", "key");

        static Replica snapshot(Client client, long id) {
            var replica = new Replica();
            var detail = client.get(room(id)).expect(200).json();
            replica.take(detail.get("room"), detail);
            for (var message : page(client, id).get("messages")) {
                replica.messages.put(message.get("seq").asLong(), shared(message));
            }
            for (var member : client.get(room(id) + "/members?limit=200")
                    .expect(200)
                    .json()
                    .get("items")) {
                replica.roles.put(
                        member.at("/person/id").asLong(), member.get("role").asText());
            }
            return replica;
        }

        private void take(JsonNode from, JsonNode detail) {
            for (var field : List.of("name", "purpose", "opensAt", "closesAt", "closedAt")) {
                set(room, field, from.get(field));
            }
            room.set("agenda", detail.get("agenda"));
            room.set("version", detail.get("version"));
            if (from.has("members")) {
                room.set("members", from.get("members"));
            }
        }

        private static void set(ObjectNode object, String field, JsonNode value) {
            if (value == null) {
                object.remove(field);
            } else {
                object.set(field, value);
            }
        }

        private static ObjectNode shared(JsonNode message) {
            var shared = ((ObjectNode) message).deepCopy();
            PERSONAL.forEach(shared::remove);
            if (shared.get("ack") instanceof ObjectNode ack) {
                ack.remove(List.of("of", "mine"));
            }
            return shared;
        }

        /** Applies one entry of the stream; again does no harm. */
        void apply(JsonNode entry) {
            var body = entry.get("body");
            var about = messages.get(body.path("seq").asLong());
            if (body.has("seq") && about == null) {
                // Of a message that the client does not keep, or that is gone by now.
                return;
            }
            switch (entry.get("type").asText()) {
                case "chat.message-sent", "chat.message-edited", "chat.message-deleted" -> {
                    var message = shared(body.get("message"));
                    messages.put(message.get("seq").asLong(), message);
                    messages.values().forEach(other -> {
                        if (other.get("reply") instanceof ObjectNode reply
                                && reply.get("seq").asLong()
                                        == message.get("seq").asLong()) {
                            reply.set("excerpt", message.get("excerpt"));
                        }
                    });
                }
                case "chat.reaction-changed" -> about.set("reactions", body.get("reactions"));
                case "chat.pin-changed" -> about.set("pinned", body.get("pinned"));
                case "chat.mark-changed" -> set(about, "mark", body.get("mark"));
                case "chat.acknowledged" -> ((ObjectNode) about.get("ack")).set("done", body.get("done"));
                case "chat.messages-removed" -> {
                    var through = body.get("through").asLong();
                    messages.headMap(through, true).clear();
                    messages.values().forEach(other -> {
                        if (other.path("reply").path("seq").asLong(Long.MAX_VALUE) <= through) {
                            other.remove("reply");
                        }
                    });
                }
                case "chat.member-joined" -> {
                    room.set("members", body.get("members"));
                    body.get("who")
                            .forEach(who -> roles.putIfAbsent(who.get("id").asLong(), "member"));
                }
                case "chat.member-left" -> {
                    room.set("members", body.get("members"));
                    body.get("who").forEach(who -> roles.remove(who.get("id").asLong()));
                }
                case "chat.role-changed" ->
                    roles.put(body.at("/who/id").asLong(), body.get("role").asText());
                case "chat.room-changed" -> take(body, body);
                default -> throw new AssertionError("a client does not know what to do with " + entry);
            }
        }

        /** All of it as one text, to be compared. */
        String text() {
            var all = Answer.JSON.createObjectNode();
            all.set("room", sorted(room));
            ArrayNode list = all.putArray("messages");
            messages.values().forEach(message -> list.add(sorted(message)));
            all.putPOJO("roles", new TreeMap<>(roles).toString());
            return all.toPrettyString();
        }

        private static ObjectNode sorted(ObjectNode object) {
            var sorted = Answer.JSON.createObjectNode();
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            names.sort(Comparator.naturalOrder());
            names.forEach(name -> sorted.set(name, object.get(name)));
            return sorted;
        }
    }
}
