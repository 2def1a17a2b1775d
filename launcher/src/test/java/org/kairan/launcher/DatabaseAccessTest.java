package org.kairan.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DatabaseAccessTest {

    @Test
    void userAndPasswordLeaveTheUrl() throws Problem {
        DatabaseAccess access =
                DatabaseAccess.of("jdbc:postgresql://h:1/k?user=a&sslmode=require&password=p%26q", null, null);
        assertEquals(
                new DatabaseAccess("jdbc:postgresql://h:1/k?sslmode=require&stringtype=unspecified", "a", "p&q"),
                access);
    }

    @Test
    void userAndPasswordGivenApartWin() throws Problem {
        DatabaseAccess access = DatabaseAccess.of("jdbc:postgresql://h/k?user=a&password=p", "b", "q");
        assertEquals("b", access.user());
        assertEquals("q", access.password());
    }

    @Test
    void theTypeOfStringsIsKeptWhenGiven() throws Problem {
        assertEquals(
                "jdbc:postgresql://h/k?stringtype=varchar",
                DatabaseAccess.of("jdbc:postgresql://h/k?stringtype=varchar", "a", null)
                        .url());
    }

    @Test
    void aMissingUserIsSaid() {
        assertTrue(assertThrows(Problem.class, () -> DatabaseAccess.of("jdbc:postgresql://h/k", null, null))
                .getMessage()
                .contains("kairan.db.user"));
    }

    @Test
    void aServerThatDoesNotAnswerIsSaidInOneLineWithoutThePassword() throws Problem {
        DatabaseAccess access = DatabaseAccess.of("jdbc:postgresql://127.0.0.1:1/k", "a", "geheim");
        String line = assertThrows(Problem.class, access::check).getMessage();
        assertEquals(1, line.lines().count());
        assertTrue(line.contains("127.0.0.1:1"), line);
        assertFalse((line + access).contains("geheim"));
    }
}
