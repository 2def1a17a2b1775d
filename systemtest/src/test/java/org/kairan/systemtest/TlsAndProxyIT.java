package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Kairan's own https from a PEM pair, and proxies that are believed only where they are named (N-RUN-1). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsAndProxyIT {

    /** The proxy that is trusted, another address of this machine than the one that everybody else uses. */
    private static final String TRUSTED = "127.0.0.2";

    private static final String PUBLIC = "https://localhost:";
    private static final Path WORK = Kairan.temporaryFolder();
    private static final Pem PEM = Pem.make(WORK);
    private static final int TLS = Kairan.freePort();
    private static final Set<Integer> ANSWERS_WHILE_STARTING = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger SHUT = new AtomicInteger();
    private static volatile Kairan kairan;

    @BeforeAll
    static void an_office_with_https_and_a_trusted_proxy() {
        var early = new Thread(() -> {
            var client = secure();
            while (kairan == null) {
                try {
                    ANSWERS_WHILE_STARTING.add(client.get("/api/session").status());
                } catch (Client.Unanswered e) {
                    // The door is shut: that is what whoever comes early is to meet.
                    SHUT.incrementAndGet();
                }
            }
        });
        early.setDaemon(true);
        early.start();
        kairan = Kairan.up(
                WORK.resolve("data"),
                Map.of(
                        "KAIRAN_TLS_CERTIFICATE",
                        PEM.certificate().toString(),
                        "KAIRAN_TLS_KEY",
                        PEM.key().toString(),
                        "KAIRAN_TLS_PORT",
                        Integer.toString(TLS),
                        "KAIRAN_BIND",
                        "0.0.0.0",
                        "KAIRAN_TRUSTED_PROXIES",
                        TRUSTED + ", 2001:db8::/32"));
    }

    @AfterAll
    static void end() {
        kairan.close();
        Kairan.delete(WORK);
    }

    private static Client secure() {
        return Client.trusting(URI.create(PUBLIC + TLS), PEM.context());
    }

    @Test
    @Order(0)
    void whoever_knocks_while_it_starts_meets_a_shut_door_and_never_a_wrong_answer() {
        assertTrue(SHUT.get() > 0, "somebody came early");
        assertTrue(Set.of(401).containsAll(ANSWERS_WHILE_STARTING), ANSWERS_WHILE_STARTING.toString());
    }

    @Test
    @Order(1)
    void over_https_everything_works_and_cookies_stay_on_it() {
        assertEquals(PUBLIC + TLS, kairan.url().toString(), "the address is the one of https");
        var client = secure();
        var answer =
                client.post("/api/organization/setups", Office.setup(kairan)).expect(201);
        for (var cookie : answer.headers().allValues("Set-Cookie")) {
            assertTrue(cookie.contains("Secure") && cookie.contains("HttpOnly"), cookie);
        }
        var page = client.get("/").expect(200);
        assertTrue(page.headers().firstValue("Strict-Transport-Security").isPresent());
        assertFalse(page.headers().firstValue("Server").isPresent(), "nobody learns what the server is");
        try (var live = client.openLive()) {
            var id = client.publish("暗号化", "本文", "everyone").get("id").asLong();
            live.await("board.bulletin-published", id);
        }
    }

    @Test
    @Order(2)
    void beyond_this_machine_there_is_only_https() throws IOException {
        new Client(URI.create("http://127.0.0.1:" + kairan.port()))
                .get("/health/ready")
                .expect(200);
        var address = outside();
        if (address.isPresent()) {
            assertThrows(ConnectException.class, () -> connect(address.get(), kairan.port()));
            connect(address.get(), TLS);
        }
        // As the kernel has it: a socket of IPv6 that stands for one of IPv4 is in the second list.
        var listening = Files.readString(Path.of("/proc/net/tcp")) + Files.readString(Path.of("/proc/net/tcp6"));
        var port = String.format("%04X", kairan.port());
        assertTrue(listening.matches("(?s).*0100007F:" + port + " 0+:0000 0A .*"), "on this machine");
        assertFalse(listening.matches("(?s).*[ 0]0{8}:" + port + " 0+:0000 0A .*"), "and nowhere else");
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 3000);
        }
    }

    private static Optional<InetAddress> outside() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }

    @Test
    @Order(3)
    void a_trusted_proxy_says_who_asks_and_by_what_address() throws IOException {
        var answer = signIn(TRUSTED, "admin", Office.PASSWORD, "X-Forwarded-For: 198.51.100.1, 203.0.113.7");
        assertTrue(answer.startsWith("HTTP/1.1 201"), answer);
        assertEquals("203.0.113.7", newestSession());
        signIn(TRUSTED, "admin", Office.PASSWORD, "Forwarded: for=\"[2001:db9::7]:4711\";proto=https");
        assertEquals("2001:db9:0:0:0:0:0:7", newestSession());

        var cookie = answer.replaceFirst("(?s).*kairan_session=([^;]+);.*", "$1");
        var made = send(
                TRUSTED,
                "POST /api/board/bulletins",
                "{\"title\":\"t\",\"text\":\"t\",\"audience\":[\"everyone\"],\"importance\":\"normal\"}",
                "Cookie: kairan_session=" + cookie,
                "Idempotency-Key: 4f5b1c0e-0000-4000-8000-000000000001",
                "X-Forwarded-For: 203.0.113.7",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: kairan.city.example");
        assertTrue(made.startsWith("HTTP/1.1 201"), made);
        assertTrue(made.contains("ocation: https://kairan.city.example/api/board/bulletins/"), made);
    }

    @Test
    @Order(4)
    void nobody_else_is_believed() throws IOException {
        for (var claim : List.of("X-Forwarded-For: 203.0.113.8", "Forwarded: for=203.0.113.8")) {
            assertTrue(signIn("127.0.0.1", "admin", Office.PASSWORD, claim).startsWith("HTTP/1.1 201"));
            assertEquals("127.0.0.1", newestSession());
        }
    }

    @Test
    @Order(5)
    void failed_tries_slow_down_the_address_that_made_them_and_no_other() throws IOException {
        var wrong = "falsch falsch falsch";
        for (int i = 0; i < 7; i++) {
            signIn(TRUSTED, "admin", wrong, "X-Forwarded-For: 203.0.113.66");
            // A stranger that changes its claim at each try.
            signIn("127.0.0.1", "admin", wrong, "X-Forwarded-For: 203.0.113." + (100 + i));
        }
        assertTrue(signIn(TRUSTED, "admin", Office.PASSWORD, "X-Forwarded-For: 203.0.113.66")
                .startsWith("HTTP/1.1 429"));
        assertTrue(signIn("127.0.0.1", "admin", Office.PASSWORD, "X-Forwarded-For: 203.0.113.200")
                .startsWith("HTTP/1.1 429"));
        assertTrue(signIn(TRUSTED, "admin", Office.PASSWORD, "X-Forwarded-For: 203.0.113.67")
                .startsWith("HTTP/1.1 201"));
    }

    @Test
    @Order(6)
    void what_is_wrong_with_the_pair_or_the_list_is_told() throws IOException {
        var other = Pem.make(WORK);
        refused(PEM.certificate().toString(), other.key().toString(), "", "not the one of the first certificate");
        refused(PEM.certificate().toString(), "/nowhere/key.pem", "", "kairan.tls.key is /nowhere/key.pem");
        refused(PEM.key().toString(), PEM.key().toString(), "", "no certificate");
        refused(PEM.certificate().toString(), PEM.certificate().toString(), "", "no private key");
        refused(PEM.certificate().toString(), "", "", "without kairan.tls.key");
        refused("", "", "proxy.example", "kairan.trusted.proxies names 'proxy.example'");
        var old = Files.writeString(
                WORK.resolve("old.pem"), Files.readString(PEM.key()).replace("PRIVATE KEY", "EC PRIVATE KEY"));
        refused(PEM.certificate().toString(), old.toString(), "", "openssl pkcs8 -topk8");
    }

    private static void refused(String certificate, String key, String proxies, String words) {
        var launch = Launch.of(
                Map.of(
                        "KAIRAN_TLS_CERTIFICATE",
                        certificate,
                        "KAIRAN_TLS_KEY",
                        key,
                        "KAIRAN_TRUSTED_PROXIES",
                        proxies,
                        "KAIRAN_TLS_PORT",
                        Integer.toString(Kairan.freePort())),
                "up",
                "--data",
                WORK.resolve("refused").toString(),
                "--port",
                Integer.toString(Kairan.freePort()));
        assertEquals(1, launch.awaitExit(Duration.ofMinutes(1)), launch.output().toString());
        assertTrue(
                launch.output().stream().anyMatch(line -> line.startsWith("kairan: ") && line.contains(words)),
                launch.output().toString());
    }

    @Test
    @Order(7)
    void a_page_that_is_no_longer_plain_is_warned_of_only_where_it_is() {
        assertTrue(kairan.launch().output().stream().noneMatch(line -> line.startsWith("Without https")));
        assertTrue(
                kairan.launch().output().stream().anyMatch(line -> line.startsWith("The certificate for https ends"))
                        == false,
                "30 days are enough");
    }

    /** The sample of config/server, with the ports and files of this test in it and nothing else changed. */
    @Test
    @Order(8)
    @Tag("all")
    void the_sample_for_nginx_does_what_it_says() throws IOException, InterruptedException {
        Apt.install("nginx", Path.of("/usr/sbin/nginx"));
        var https = Kairan.freePort();
        var http = Kairan.freePort();
        var data = WORK.resolve("behind-nginx");
        try (var office =
                Kairan.up(data, Map.of("KAIRAN_PUBLIC_URL", PUBLIC + https, "KAIRAN_TRUSTED_PROXIES", "127.0.0.1"))) {
            var sample = Files.readString(Launch.HOME.resolve("config/server/nginx.conf"));
            var site = sample.replace("127.0.0.1:8080", "127.0.0.1:" + office.port())
                    .replaceAll("listen (\\[::]:)?80;", "listen $1" + http + ";")
                    .replaceAll("listen (\\[::]:)?443 ", "listen $1" + https + " ")
                    .replace("/etc/ssl/kairan/fullchain.pem", PEM.certificate().toString())
                    .replace("/etc/ssl/kairan/key.pem", PEM.key().toString());
            var folder = Files.createDirectory(WORK.resolve("nginx"));
            var main = Files.writeString(
                    folder.resolve("nginx.conf"),
                    "daemon off; pid " + folder + "/pid; error_log " + folder
                            + "/error.log; events {} http { access_log off; client_body_temp_path " + folder
                            + "/body; proxy_temp_path " + folder + "/proxy; fastcgi_temp_path " + folder
                            + "/f; uwsgi_temp_path " + folder + "/u; scgi_temp_path " + folder + "/s;\n" + site
                            + "\n}\n");
            var nginx = new ProcessBuilder("/usr/sbin/nginx", "-c", main.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
            try {
                Wait.until(Duration.ofSeconds(20), "nginx", () -> {
                    assertTrue(nginx.isAlive(), Files.readString(folder.resolve("said")));
                    try {
                        connect(InetAddress.getLoopbackAddress(), https);
                        return true;
                    } catch (ConnectException e) {
                        return false;
                    }
                });
                var client = Client.trusting(URI.create(PUBLIC + https), PEM.context());
                client.post("/api/organization/setups", Office.setup(office), "X-Forwarded-For", "203.0.113.9")
                        .expect(201);
                assertEquals(
                        "127.0.0.1",
                        office.query(
                                        row -> row.getString(1),
                                        "select address from organization.session order by started_at desc limit 1")
                                .get(0),
                        "what a browser claims does not count");
                try (var live = client.openLive()) {
                    var id = client.publish("通り抜け", "本文", "everyone").get("id").asLong();
                    live.await("board.bulletin-published", id);
                }
                for (var path : List.of("/health", "/health/ready", "/metrics")) {
                    client.get(path).expect(404);
                }
                var plain = new Client(URI.create("http://localhost:" + http)).get("/board");
                assertEquals(301, plain.status());
            } finally {
                nginx.destroy();
                nginx.waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    private static String newestSession() {
        return kairan.query(
                        row -> row.getString(1),
                        "select address from organization.session order by started_at desc limit 1")
                .get(0);
    }

    private static String signIn(String from, String login, String password, String header) throws IOException {
        return send(
                from, "POST /api/session", "{\"login\":\"" + login + "\",\"password\":\"" + password + "\"}", header);
    }

    /** Sends from that address of this machine over http, as a proxy on it does, and gives the whole answer. */
    private static String send(String from, String request, String body, String... headers) throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", kairan.port()), 5000);
            socket.setSoTimeout(60_000);
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var text = request
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nOrigin: "
                    + PUBLIC + TLS + "\r\nContent-Length: " + bytes.length + "\r\n" + String.join("\r\n", headers)
                    + "\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
