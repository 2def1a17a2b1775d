package org.kairan.webapp.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProxiesTest {

    private static final String OURS = "10.0.0.0/8, 192.168.7.1 2001:db8::/32";

    /** A request from this address with these headers (name, value, …). */
    private static HttpServletRequest request(String address, String... headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ProxiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "getRemoteAddr" -> address;
                    case "getScheme" -> "http";
                    case "getServerName" -> "inside";
                    case "getRequestURI" -> "/api/modules";
                    case "getHeaders" -> Collections.enumeration(values((String) given[0], headers));
                    case "getHeader" ->
                        values((String) given[0], headers).stream().findFirst().orElse(null);
                    default -> throw new AssertionError(method + Arrays.toString(given));
                });
    }

    private static List<String> values(String name, String... headers) {
        return IntStream.range(0, headers.length / 2)
                .filter(i -> headers[2 * i].equalsIgnoreCase(name))
                .mapToObj(i -> headers[2 * i + 1])
                .toList();
    }

    private static String client(String address, String... headers) {
        return new Proxies(OURS).seen(request(address, headers)).getRemoteAddr();
    }

    @Test
    void a_trusted_proxy_is_believed() {
        assertEquals("203.0.113.9", client("10.1.2.3", "X-Forwarded-For", "203.0.113.9"));
        assertEquals("203.0.113.9", client("192.168.7.1", "X-Forwarded-For", "203.0.113.9:4711"));
        assertEquals("203.0.113.9", client("2001:db8:0:0:0:0:0:1", "Forwarded", "for=203.0.113.9;proto=https"));
        assertEquals("2001:db9:0:0:0:0:0:5", client("10.0.0.1", "Forwarded", "For=\"[2001:db9::5]:80\""));
    }

    @Test
    void nobody_else_is() {
        for (var stranger : List.of("11.0.0.1", "192.168.7.2", "2001:db9:0:0:0:0:0:1", "127.0.0.1")) {
            var request = request(stranger, "X-Forwarded-For", "203.0.113.9", "Forwarded", "for=203.0.113.9");
            assertSame(request, new Proxies(OURS).seen(request));
        }
        var request = request("127.0.0.1", "X-Forwarded-For", "203.0.113.9");
        assertSame(request, new Proxies("").seen(request));
    }

    @Test
    void what_the_client_itself_put_in_front_counts_for_nothing() {
        assertEquals("203.0.113.9", client("10.0.0.1", "X-Forwarded-For", "1.1.1.1, 203.0.113.9"));
        assertEquals("203.0.113.9", client("10.0.0.1", "X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "203.0.113.9"));
        assertEquals("203.0.113.9", client("10.0.0.1", "Forwarded", "for=1.1.1.1, for=203.0.113.9;by=\"a,b;c\""));
    }

    @Test
    void a_chain_of_our_proxies_is_followed_to_its_beginning() {
        assertEquals("203.0.113.9", client("10.0.0.1", "X-Forwarded-For", "1.1.1.1, 203.0.113.9, 10.9.9.9"));
        assertEquals("10.2.0.1", client("10.0.0.1", "X-Forwarded-For", "10.2.0.1"), "a client inside");
    }

    @Test
    void what_is_no_address_ends_the_chain_at_the_last_proxy() {
        for (var odd : List.of("unknown", "_hidden", "example.org", "999.1.1.1", "", ":", "[", "[::", "1.2.3.4.5")) {
            assertEquals("10.0.0.1", client("10.0.0.1", "X-Forwarded-For", odd), odd);
            assertEquals("10.0.0.1", client("10.0.0.1", "Forwarded", "for=\"" + odd + "\""), odd);
        }
    }

    @Test
    void scheme_and_host_are_the_ones_that_the_client_used() {
        var seen = new Proxies(OURS)
                .seen(request(
                        "10.0.0.1", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "kairan.example", "Host", "x"));
        assertEquals("https://kairan.example/api/modules", seen.getRequestURL().toString());
        seen = new Proxies(OURS).seen(request("10.0.0.1", "Forwarded", "host=\"kairan.example:8443\";proto=HTTPS"));
        assertEquals(
                "https://kairan.example:8443/api/modules", seen.getRequestURL().toString());
        seen = new Proxies(OURS)
                .seen(request(
                        "10.0.0.1", "X-Forwarded-Proto", "gopher", "X-Forwarded-Host", "a b", "Host", "inner:81"));
        assertEquals("http://inner:81/api/modules", seen.getRequestURL().toString());
    }

    @Test
    void a_list_that_names_no_networks_is_refused() {
        for (var odd : List.of("proxy.example", "10.0.0.0/33", "10.0.0.0/x", "::/129")) {
            assertThrows(IllegalArgumentException.class, () -> new Proxies(odd), odd);
        }
    }
}
