package org.kairan.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.ObjectName;

/**
 * The first class of the server's process: watches the pipe from the launcher, then hands over to Payara Micro.
 *
 * <p>When the pipe closes the launcher is gone, and the process ends at once; the database keeps what was acknowledged. A line
 * {@code archive FILE} writes the classes loaded so far to a CDS archive for faster later starts.
 */
public final class ServerMain {

    private ServerMain() { }

    /** Arguments are Payara Micro's. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(ServerMain::watch, "kairan-launcher-watch");
        watch.setDaemon(true);
        watch.start();
        Class.forName("fish.payara.micro.impl.RootDirLauncher").getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    private static void watch() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 256)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("archive ")) {
                    archive(line.substring("archive ".length()));
                }
            }
        } catch (IOException e) {
            System.err.println("The pipe from the launcher broke: " + e);
        }
        Runtime.getRuntime().halt(1);
    }

    private static void archive(String file) {
        try {
            Object said = ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmCds",
                    new Object[] {new String[] {"dynamic_dump", '"' + file + '"'}}, new String[] {String[].class.getName()});
            System.out.println("Class archive: " + said);
        } catch (JMException | JMRuntimeException e) {
            // Only slower later starts; this thread must live on.
            System.out.println("No class archive could be written: " + e);
        }
    }
}
