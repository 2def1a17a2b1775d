package org.kairan.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks one server as a browser of its own pages would: by HTTP/1.1, with a session cookie and the page's Origin. */
public final class Http {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String base;
    private final String origin;

    /** @param base address without a slash at the end: {@code http://127.0.0.1:8080} */
    public Http(String base, String origin) {
        this.base = base;
        this.origin = origin;
    }

    /**
     * Gives the answer's body.
     *
     * @param cookie {@code name=value}
     * @throws IOException if the answer is not a 2xx
     */
    public String get(String path, String cookie) throws IOException, InterruptedException {
        return ask(request(path, cookie).GET().build()).body();
    }

    /** Like {@link #get}, in the caller's own thread: for what is measured beside something that needs no client. */
    public String getDirectly(String path, String cookie) throws IOException {
        var connection = URI.create(base + path).toURL().openConnection();
        connection.setRequestProperty("Cookie", cookie);
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Gives the number at the end of the Location that the server gave to what was made. */
    public long create(String path, String cookie, String json) throws IOException, InterruptedException {
        var answer = ask(request(path, cookie)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
        var location = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("POST " + path + " gave no Location"));
        return Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
    }

    /** Sends JSON and gives the answer's body. */
    public String send(String method, String path, String cookie, String json, String... headers)
            throws IOException, InterruptedException {
        var request = request(path, cookie)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        return ask((headers.length == 0 ? request : request.headers(headers)).build())
                .body();
    }

    public void put(String path, String cookie, byte[] bytes) throws IOException, InterruptedException {
        ask(request(path, cookie)
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build());
    }

    /** Does what needs no body. */
    public void post(String path, String cookie) throws IOException, InterruptedException {
        ask(request(path, cookie).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    /** Tells whether there is an answer 200. */
    public boolean isUp(String path) throws InterruptedException {
        try {
            get(path, "none=none");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path, String cookie) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Cookie", cookie)
                .header("Origin", origin);
    }

    private HttpResponse<String> ask(HttpRequest request) throws IOException, InterruptedException {
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    request.method() + " " + request.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
