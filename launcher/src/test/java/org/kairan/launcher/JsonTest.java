package org.kairan.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void whatIsWrittenIsRead() {
        String json = Json.object(Map.of("path", "/a \"b\" \\c", "pid", 42L));
        assertEquals("/a \"b\" \\c", Json.text(json, "path"));
        assertEquals(42, Json.number(json, "pid"));
        assertNull(Json.text(json, "other"));
        assertEquals(-1, Json.number("", "pid"));
    }
}
