package org.kairan.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

class ServerTest {

    @Test
    void announcementsAreTakenFromPlainLinesAndKairansOwnLog() {
        assertEquals("KAIRAN-SETUP http://x/setup#1", announcement("KAIRAN-SETUP http://x/setup#1"));
        assertEquals(
                "KAIRAN-SETUP http://x/setup#1",
                announcement(
                        "2026-11-23T16:02:19.380+0000 INFO org.kairan.organization.boundary.FirstAdministrator: KAIRAN-SETUP http://x/setup#1"));
    }

    @Test
    void otherLinesAreNone() {
        assertFalse(Server.ANNOUNCEMENT
                .matcher("2026-11-23T16:02:19.380+0000 INFO com.example.Other: KAIRAN-SETUP http://evil")
                .matches());
        assertFalse(Server.ANNOUNCEMENT
                .matcher("2026-11-23T16:02:19.380+0000 INFO org.kairan.board.X: title is KAIRAN-SETUP http://evil")
                .matches());
        assertFalse(Server.ANNOUNCEMENT.matcher(" KAIRAN-SETUP http://evil").matches());
    }

    private static String announcement(String line) {
        Matcher matcher = Server.ANNOUNCEMENT.matcher(line);
        assertTrue(matcher.matches());
        return matcher.group(1);
    }
}
