package org.kairan.launcher;

import java.nio.file.Path;

/** The JDK this launcher runs on; its children run on the same. */
final class Java {

    private Java() {}

    static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
