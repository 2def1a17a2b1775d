package org.kairan.launcher;

import java.io.IOException;

/**
 * The first class of the server's process: watches the pipe from the launcher, then hands over to Payara Micro.
 *
 * <p>When the pipe closes the launcher is gone, and the process ends at once; the database keeps what was acknowledged.
 */
public final class ServerMain {

    private ServerMain() {}

    /** Arguments are Payara Micro's. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(ServerMain::watch, "kairan-launcher-watch");
        watch.setDaemon(true);
        watch.start();
        Class.forName("fish.payara.micro.impl.RootDirLauncher")
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said on this pipe; only its end counts.
            }
        } catch (IOException e) {
            System.err.println("The pipe from the launcher broke: " + e);
        }
        Runtime.getRuntime().halt(1);
    }
}
