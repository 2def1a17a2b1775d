package org.kairan.webapp.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Knows which proxies are believed when they say for whom they ask (kairan.trusted.proxies), by {@code Forwarded} (RFC 7239) or by
 * {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. What anybody else says in these headers counts for nothing.
 *
 * <p>Of a chain of proxies the nearest speaks last; the client is the last address in it that is no trusted proxy itself.
 */
final class Proxies {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
    private static final Pattern PAIR = Pattern.compile("\\s*([A-Za-z]+)=(?:\"([^\"]*)\"|([^\",;\\s]*))\\s*");

    private record Network(byte[] address, int bits) {

        static Network of(String text) {
            var cut = text.indexOf('/');
            var address = literal(cut < 0 ? text : text.substring(0, cut))
                    .orElseThrow(() -> new IllegalArgumentException(text + " is no address"))
                    .getAddress();
            var bits = cut < 0 ? address.length * 8 : Integer.parseInt(text.substring(cut + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException(text + " is no network");
            }
            return new Network(address, bits);
        }

        boolean contains(InetAddress other) {
            var bytes = other.getAddress();
            if (bytes.length != address.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if (((bytes[i / 8] ^ address[i / 8]) >> (7 - i % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What the nearest proxy says; absent is what it does not say. */
    private record Said(List<String> addresses, Optional<String> scheme, Optional<String> host) {}

    private final List<Network> trusted;

    /**
     * Takes addresses and networks such as {@code 10.0.0.0/8}, separated by commas or blanks.
     *
     * @throws IllegalArgumentException when one of them is neither
     */
    Proxies(String list) {
        trusted = Stream.of(list.split("[,\\s]+"))
                .filter(text -> !text.isEmpty())
                .map(Network::of)
                .toList();
    }

    /** The request as its sender meant it, when a trusted proxy brings it; else the request itself. */
    HttpServletRequest seen(HttpServletRequest request) {
        if (trusted.isEmpty() || !trusts(request.getRemoteAddr())) {
            return request;
        }
        var said = said(request);
        return new Forwarded(
                request,
                client(request.getRemoteAddr(), said.addresses()),
                said.scheme().orElse(request.getScheme()),
                said.host()
                        .orElseGet(() -> Optional.ofNullable(request.getHeader("Host"))
                                .filter(host -> HOST.matcher(host).matches())
                                .orElse(request.getServerName())));
    }

    private boolean trusts(String address) {
        return literal(address)
                .filter(known -> trusted.stream().anyMatch(network -> network.contains(known)))
                .isPresent();
    }

    private String client(String proxy, List<String> addresses) {
        var client = proxy;
        for (int i = addresses.size() - 1; i >= 0; i--) {
            var address = literal(bare(addresses.get(i)));
            if (address.isEmpty()) {
                return client;
            }
            client = address.get().getHostAddress();
            if (!trusts(client)) {
                return client;
            }
        }
        return client;
    }

    private static Said said(HttpServletRequest request) {
        var forwarded = joined(request, "Forwarded");
        if (forwarded.isBlank()) {
            return new Said(
                    Arrays.stream(joined(request, "X-Forwarded-For").split(","))
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .toList(),
                    scheme(last(joined(request, "X-Forwarded-Proto"))),
                    host(last(joined(request, "X-Forwarded-Host"))));
        }
        var addresses = new ArrayList<String>();
        var scheme = Optional.<String>empty();
        var host = Optional.<String>empty();
        for (var element : forwarded.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
            var address = "unknown";
            for (var pair : element.split(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
                var matcher = PAIR.matcher(pair);
                if (matcher.matches()) {
                    var value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
                    switch (matcher.group(1).toLowerCase(java.util.Locale.ROOT)) {
                        case "for" -> address = value;
                        case "proto" -> scheme = scheme(value);
                        case "host" -> host = host(value);
                        default -> {}
                    }
                }
            }
            addresses.add(address);
        }
        return new Said(addresses, scheme, host);
    }

    private static String joined(HttpServletRequest request, String name) {
        return String.join(",", Collections.list(request.getHeaders(name)));
    }

    private static String last(String list) {
        return list.substring(list.lastIndexOf(',') + 1).strip();
    }

    private static Optional<String> scheme(String text) {
        return Optional.of(text.toLowerCase(java.util.Locale.ROOT))
                .filter(scheme -> scheme.equals("http") || scheme.equals("https"));
    }

    private static Optional<String> host(String text) {
        return Optional.of(text).filter(host -> HOST.matcher(host).matches());
    }

    /** Without the port and the brackets that a proxy may add. */
    private static String bare(String node) {
        if (node.startsWith("[")) {
            return node.substring(1, Math.max(1, node.indexOf(']')));
        }
        return node.indexOf(':') == node.lastIndexOf(':') && node.indexOf(':') > 0
                ? node.substring(0, node.indexOf(':'))
                : node;
    }

    /** The address that is written there in figures; names are never looked up. */
    private static Optional<InetAddress> literal(String text) {
        var figures = text.contains("%") ? text.substring(0, text.indexOf('%')) : text;
        try {
            return ADDRESS.matcher(figures).matches() ? Optional.of(InetAddress.getByName(figures)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static final class Forwarded extends HttpServletRequestWrapper {

        private final String address;
        private final String scheme;
        private final String host;
        private final int port;

        Forwarded(HttpServletRequest request, String address, String scheme, String authority) {
            super(request);
            this.address = address;
            this.scheme = scheme;
            var parts = HOST.matcher(authority);
            var whole = parts.matches();
            this.host = whole ? parts.group(1) : authority;
            this.port = whole && parts.group(2) != null
                    ? Integer.parseInt(parts.group(2))
                    : scheme.equals("https") ? 443 : 80;
        }

        @Override
        public String getRemoteAddr() {
            return address;
        }

        @Override
        public String getRemoteHost() {
            return address;
        }

        @Override
        public String getScheme() {
            return scheme;
        }

        @Override
        public boolean isSecure() {
            return scheme.equals("https");
        }

        @Override
        public String getServerName() {
            return host;
        }

        @Override
        public int getServerPort() {
            return port;
        }

        @Override
        public StringBuffer getRequestURL() {
            var usual = port == (isSecure() ? 443 : 80);
            return new StringBuffer(scheme + "://" + host + (usual ? "" : ":" + port) + getRequestURI());
        }
    }
}
