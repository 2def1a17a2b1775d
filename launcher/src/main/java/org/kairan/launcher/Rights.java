package org.kairan.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Commands for a PostgreSQL that refuses to run as root.
 *
 * <p>In a user namespace without a mapping (unshare -U) the process is nobody in its own eyes, while the system still sees root and its
 * files stay root's. Where namespaces are forbidden, as in many containers, it becomes nobody in truth and keeps just the right to
 * pass through root's folders.
 */
record Rights(List<String> prefix, boolean nobody) {

    private static final int NOBODY = 65534;

    /** @param folder where PostgreSQL must be able to enter */
    static Rights find(Path folder) throws Problem {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Rights(List.of(), false);
        }
        List<String> namespace = List.of("unshare", "-U");
        if (works(namespace, folder)) {
            return new Rights(namespace, false);
        }
        List<String> nobody = List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                // Without the last bit access(2), which PostgreSQL asks, would look at the user only and not at that
                // right.
                "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override",
                "--securebits=+no_setuid_fixup");
        if (works(nobody, folder)) {
            return new Rights(nobody, true);
        }
        throw new Problem(
                "PostgreSQL does not run as root, and neither unshare -U nor setpriv works here: start Kairan as another user, or set kairan.db.url.");
    }

    private static boolean works(List<String> prefix, Path folder) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("test", "-x", folder + "/."));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives what PostgreSQL must own to the user it will run as. */
    void own(Path path) throws IOException, InterruptedException {
        if ("root".equals(System.getProperty("user.name"))) {
            String owner = nobody ? NOBODY + ":" + NOBODY : "0:0";
            new ProcessBuilder("chown", "-R", owner, path.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    List<String> command(String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        return command;
    }
}
