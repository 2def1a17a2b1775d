package org.kairan.systemtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the server answered, whole. */
public record Answer(String request, int status, HttpHeaders headers, byte[] body) {

    static final ObjectMapper JSON = new ObjectMapper();

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(this + " is no JSON", e);
        }
    }

    /** The {@code code} of a problem; empty text when it has none. */
    public String code() {
        return json().path("code").asText();
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** This answer, or a failure that shows the whole of it. */
    public Answer expect(int wanted) {
        if (status != wanted) {
            throw new AssertionError("expected " + wanted + " but was " + this);
        }
        return this;
    }

    public Answer expect(int wanted, String code) {
        expect(wanted);
        if (!code().equals(code)) {
            throw new AssertionError("expected " + wanted + " " + code + " but was " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        var text = text();
        return request + " → " + status + " " + (text.length() > 2000 ? text.substring(0, 2000) + "…" : text);
    }
}
