package org.kairan.core.audit;

/**
 * Where a request comes from, as the edge saw it; the edge leaves it in the request's attribute named {@link #ATTRIBUTE}.
 *
 * @param address of the client, IPv4 or IPv6; empty for what the server does by itself
 * @param request the id that the answer carries as X-Request-Id; empty for what the server does by itself
 */
public record Source(String address, String request) {

    public static final String ATTRIBUTE = "org.kairan.source";

    public static final Source SERVER = new Source("", "");
}
