package org.kairan.bench.live;

import java.io.IOException;
import java.util.List;
import org.kairan.bench.Servers.Kairan;

/** The load of {@code live} in short, for who only wants to know what the server looks like after it. */
public final class Burst {

    private Burst() {}

    /** Publishes to everyone as fast as 8 authors can while a socket for each cookie listens, and leaves when all has arrived. */
    public static void run(Kairan kairan, List<String> cookies, int bulletins)
            throws IOException, InterruptedException {
        try (var sockets = new Sockets(kairan.port(), kairan.publicUrl(), cookies);
                var authors = new Authors(kairan.http(), cookies.subList(0, 8))) {
            var round = sockets.begin();
            authors.publish(bulletins, List.of("everyone"), 0);
            for (var waited = 0; waited < 600 && round.deliveries() < (long) bulletins * cookies.size(); waited++) {
                Thread.sleep(50);
            }
            if (round.deliveries() < (long) bulletins * cookies.size()) {
                throw new IOException(
                        "Only " + round.deliveries() + " of " + (long) bulletins * cookies.size() + " hints arrived");
            }
        }
    }
}
