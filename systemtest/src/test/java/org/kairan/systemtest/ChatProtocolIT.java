package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The description of the protocol names all that there is. */
class ChatProtocolIT {

    private final Kairan kairan = Kairan.demo();

    @Test
    void every_route_event_and_error_of_chat_stands_in_its_description() throws IOException {
        var document = Files.readString(Launch.HOME.resolve("docs/chat-protocol.md"));
        var routes = Api.operations(kairan).stream()
                .filter(operation -> operation.path().startsWith("/api/chat/"))
                .map(operation -> "| `" + operation.method() + " " + operation.path() + "` |")
                .toList();
        assertTrue(routes.size() > 40, "routes: " + routes);
        var missing = new ArrayList<>(
                routes.stream().filter(route -> !document.contains(route)).toList());
        RoomEvents.kinds().stream()
                .map(kind -> "| `chat." + kind + "` |")
                .filter(row -> !document.contains(row))
                .forEach(missing::add);
        var codes = Answer.JSON
                .readTree(
                        Launch.HOME.resolve("modules/chat/ui/messages/ja.json").toFile())
                .get("problem")
                .fieldNames();
        codes.forEachRemaining(code -> {
            if (!document.contains("`chat." + code + "`")) {
                missing.add("chat." + code);
            }
        });
        assertEquals(List.of(), missing);
    }
}
