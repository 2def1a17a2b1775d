package org.kairan.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void optionsAreTakenWithBlankOrEqualsSign() throws Problem {
        Arguments arguments = Arguments.parse("demo", "--port", "9000", "--data=/a b", "--people", "200");
        assertEquals(Optional.of("9000"), arguments.option("--port"));
        assertEquals("/a b", arguments.path("--data").orElseThrow().toString());
        assertEquals(Optional.empty(), arguments.option("--scale"));
    }

    @Test
    void theNumberOfSessionsIsTaken() throws Problem {
        assertEquals(
                "verify",
                Arguments.parse("search", "--data", "/d", "verify").act().orElseThrow());
        Arguments arguments = Arguments.parse("demo-sessions", "--data", "/d", "1400");
        assertEquals(Optional.of(1400), arguments.number());
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertTrue(fault("fly").contains("'fly'"));
        assertTrue(fault().contains("command"));
        assertTrue(fault("demo", "--prot", "1").contains("'--prot'"));
        assertTrue(fault("demo", "--config", "x").contains("'--config'"));
        assertTrue(fault("up", "--people", "3").contains("'--people'"));
        assertTrue(fault("demo", "--port").contains("--port"));
        assertTrue(fault("demo", "--port", "x").contains("'x'"));
        assertTrue(fault("demo", "--scale", "0").contains("--scale"));
        assertTrue(fault("demo-sessions").contains("How many"));
        assertTrue(fault("search").contains("verify"));
        assertTrue(fault("search", "everything").contains("'everything'"));
        assertTrue(fault("demo-sessions", "-5").contains("'-5'"));
        assertTrue(fault("backup").contains("Which file"));
        assertTrue(fault("backup", "a", "b").contains("'b'"));
        assertTrue(fault("restore", "--port", "1").contains("'--port'"));
        assertTrue(fault("pack").contains("Which module"));
        assertTrue(fault("demo-sessions", "5", "6").contains("'6'"));
    }

    private static String fault(String... words) {
        return assertThrows(Problem.class, () -> Arguments.parse(words)).getMessage();
    }
}
