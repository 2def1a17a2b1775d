package org.kairan.systemtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** A browser without a page: keeps cookies, sends Origin with whatever changes something, speaks HTTP/1.1. Safe for use by several threads. */
public final class Client {

    static {
        // Less than the server's 30 s: else a request now and then meets a connection that is just being closed.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
    }

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final URI base;
    private final URI origin;
    private final HttpClient http;
    private final Duration patience;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Client(URI base) {
        this(base, base, HTTP, Duration.ofSeconds(120));
    }

    private Client(URI base, URI origin, HttpClient http, Duration patience) {
        this.base = base;
        this.origin = origin;
        this.http = http;
        this.patience = patience;
    }

    /** One that believes the certificates of this context. */
    static Client trusting(URI base, SSLContext context) {
        return new Client(
                base,
                base,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(context)
                        .build(),
                Duration.ofSeconds(120));
    }

    public URI base() {
        return base;
    }

    public HttpClient http() {
        return http;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** Sends JSON; {@code body} is a JSON text, or anything Jackson can write, or null for no body. */
    public Answer post(String path, Object body, String... headers) {
        return send("POST", path, bytes(body), headers);
    }

    public Answer put(String path, Object body, String... headers) {
        return send("PUT", path, bytes(body), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** Sends these bytes, with Content-Type application/json and our own Origin unless the headers (name, value, …) say otherwise; a header with the value null is left out. */
    public Answer send(String method, String path, byte[] body, String... headers) {
        try {
            return answer(
                    method + " " + path,
                    http.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new Unanswered(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted", e);
        }
    }

    public CompletableFuture<Answer> sendLater(String method, String path, Object body, String... headers) {
        return http.sendAsync(request(method, path, bytes(body), headers), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(r -> answer(method + " " + path, r));
    }

    /** No answer came: the connection was refused or broke. */
    public static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unanswered(String what, Throwable cause) {
            super(what, cause);
        }
    }

    private HttpRequest request(String method, String path, byte[] body, String... headers) {
        var all = new LinkedHashMap<String, String>();
        if (!method.equals("GET")) {
            all.put("Origin", origin.toString());
        }
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        var jar = cookieHeader();
        if (!jar.isEmpty()) {
            all.put("Cookie", jar);
        }
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        all.forEach((name, value) -> {
            if (value != null) {
                request.header(name, value);
            }
        });
        return request.build();
    }

    private Answer answer(String request, HttpResponse<byte[]> response) {
        synchronized (cookies) {
            for (var line : response.headers().allValues("Set-Cookie")) {
                var pair = line.split(";", 2)[0].split("=", 2);
                if (pair[1].isEmpty() || line.contains("Max-Age=0")) {
                    cookies.remove(pair[0]);
                } else {
                    cookies.put(pair[0], pair[1]);
                }
            }
        }
        return new Answer(request, response.statusCode(), response.headers(), response.body());
    }

    String cookieHeader() {
        synchronized (cookies) {
            return cookies.entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining("; "));
        }
    }

    public Optional<String> cookie(String name) {
        synchronized (cookies) {
            return Optional.ofNullable(cookies.get(name));
        }
    }

    public Client cookie(String name, String value) {
        synchronized (cookies) {
            cookies.put(name, value);
        }
        return this;
    }

    /** The same browser seen through another address, for instance a proxy's. */
    public Client at(URI other) {
        return withCookies(new Client(other, other, http, patience));
    }

    /** The same browser on a line of its own to the same server; what has not been answered within this time is taken as lost. */
    Client over(URI line, Duration patience) {
        return withCookies(new Client(
                line,
                origin,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(patience)
                        .build(),
                patience));
    }

    private Client withCookies(Client client) {
        synchronized (cookies) {
            client.cookies.putAll(cookies);
        }
        return client;
    }

    public Answer trySignIn(String login, String password) {
        return post("/api/session", Map.of("login", login, "password", password));
    }

    public Client signIn(String login, String password) {
        trySignIn(login, password).expect(201);
        return this;
    }

    /** A socket that has been opened, when the server has said hello. */
    public Live openLive() {
        return Live.open(this, origin.toString());
    }

    /** A socket, or nothing if the line does not let it come about in time. */
    Optional<Live> tryLive() {
        return Live.tryOpen(this, origin.toString(), patience);
    }

    /** Publishes, and gives the bulletin's detail. */
    public JsonNode publish(String title, String text, String... audience) {
        return publishing(title, text, audience).expect(201).json();
    }

    public Answer publishing(String title, String text, String... audience) {
        return post(
                "/api/board/bulletins",
                Map.of("title", title, "text", text, "audience", List.of(audience), "importance", "normal"),
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    /** Begins an upload, and gives its path. */
    public String beginUpload(String name, long size) {
        return post(
                        "/api/storage/uploads",
                        null,
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        Long.toString(size),
                        "Upload-Metadata",
                        "filename " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)))
                .expect(201)
                .header("Location")
                .map(location -> "/api/storage/uploads/" + location.substring(location.lastIndexOf('/') + 1))
                .orElseThrow();
    }

    /** Goes on with an upload. */
    public Answer sendPiece(String path, long offset, byte[] piece) {
        return send(
                "PATCH",
                path,
                piece,
                "Content-Type",
                "application/offset+octet-stream",
                "Tus-Resumable",
                "1.0.0",
                "Upload-Offset",
                Long.toString(offset));
    }

    /** Sends a whole file, and gives the number by which it can be claimed. */
    public String upload(String name, byte[] content) {
        var path = beginUpload(name, content.length);
        if (content.length > 0) {
            sendPiece(path, 0, content).expect(204);
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Publishes with these uploads, and gives the bulletin's detail. */
    public JsonNode publishWith(List<String> uploads, String title, String... audience) {
        return post(
                        "/api/board/bulletins",
                        Map.of(
                                "title",
                                title,
                                "text",
                                "添付のとおり",
                                "audience",
                                List.of(audience),
                                "importance",
                                "normal",
                                "attachments",
                                uploads.stream().map(id -> Map.of("upload", id)).toList()),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json();
    }

    /** The ids that a list gives when it is walked page by page. */
    public List<Long> ids(String path, int limit) {
        var ids = new java.util.ArrayList<Long>();
        var after = Optional.<String>empty();
        do {
            var page = get(path + (path.contains("?") ? "&" : "?") + "limit=" + limit
                            + after.map(a -> "&after=" + a).orElse(""))
                    .expect(200)
                    .json();
            page.path("items").forEach(item -> ids.add(item.path("id").asLong()));
            after = Optional.ofNullable(page.get("next"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        } while (after.isPresent());
        return ids;
    }

    private static byte[] bytes(Object body) {
        try {
            return body == null
                    ? null
                    : body instanceof byte[] raw
                            ? raw
                            : body instanceof String text
                                    ? text.getBytes(StandardCharsets.UTF_8)
                                    : Answer.JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(Arrays.toString(new Object[] {body}), e);
        }
    }
}
