package org.kairan.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads what a running JVM on this machine has used (Linux). */
public record JavaProcess(long pid) {

    private static final Pattern USED =
            Pattern.compile("^ *(?!Metaspace|class space)\\S.*\\bused (\\d+)K", Pattern.MULTILINE);

    /** Seconds of CPU since its start, both in user and in system mode. */
    public double cpuSeconds() throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    /** Bytes of its heap in use after full collections. */
    public long heapAfterCollection() throws IOException, InterruptedException {
        jcmd("GC.run");
        Thread.sleep(500);
        jcmd("GC.run");
        var used = 0L;
        var matcher = USED.matcher(jcmd("GC.heap_info"));
        while (matcher.find()) {
            used += Long.parseLong(matcher.group(1)) * 1024;
        }
        return used;
    }

    /** Bytes of memory that it holds, heap and all. */
    public long resident() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("Process " + pid + " has ended");
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + answer);
        }
        return answer;
    }
}
