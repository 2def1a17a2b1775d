/**
 * Tests of the whole product as its users meet it: over HTTP, WebSocket and the command line, against the server, the launcher and the PostgreSQL that are shipped. Nothing is mocked.
 *
 * <p>{@link org.kairan.systemtest.Kairan} starts an installation; {@link org.kairan.systemtest.Client} is a signed-in browser without a page; {@link org.kairan.systemtest.Live} its socket.
 */
package org.kairan.systemtest;
