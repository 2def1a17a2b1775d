package org.kairan.launcher;

/** A reason not to go on that the person at the terminal can do something about; its message is one full line. */
final class Problem extends Exception {

    private static final long serialVersionUID = 1L;

    Problem(String line) {
        super(line);
    }

    Problem(String line, Throwable cause) {
        super(line, cause);
    }
}
