package org.kairan.systemtest.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks axe about a page, all its rules. It runs in a world of its own beside the page's, since the page's policy lets no foreign script in. */
final class Axe {

    private static final String SOURCE = source();

    private final CDPSession devtools;
    private int world;

    private Axe(Page page) {
        devtools = page.context().newCDPSession(page);
    }

    static Axe of(Page page) {
        return new Axe(page);
    }

    private static String source() {
        try (var in = com.deque.html.axecore.playwright.AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it finds, each with rule, element and reason; empty when all is well. */
    List<String> everything() {
        return run("{resultTypes: ['violations']}");
    }

    /** Only what colours decide: for the same page in another colour scheme. */
    List<String> colours() {
        return run("{resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block']}");
    }

    private List<String> run(String options) {
        enter();
        var found = evaluate("axe.run(document, " + options + """
        ).then(result => JSON.stringify(result.violations.flatMap(rule => rule.nodes.map(node =>
          rule.id + ' ' + node.target.join(' ') + ': ' + (node.failureSummary ?? rule.help).replace(/\\s+/g, ' ') + ' ' + node.html.slice(0, 300)))))""", true);
        var list = new ArrayList<String>();
        for (JsonElement one : JsonParser.parseString(found.getAsString()).getAsJsonArray()) {
            list.add(one.getAsString());
        }
        return list;
    }

    /** A new document has no world yet. */
    private void enter() {
        if (world != 0) {
            try {
                if (evaluate("typeof axe", false).getAsString().equals("object")) {
                    return;
                }
            } catch (com.microsoft.playwright.PlaywrightException e) {
                world = 0; // The document it belonged to is gone.
            }
        }
        var frame = devtools.send("Page.getFrameTree")
                .getAsJsonObject("frameTree")
                .getAsJsonObject("frame")
                .get("id")
                .getAsString();
        var parameters = new JsonObject();
        parameters.addProperty("frameId", frame);
        parameters.addProperty("worldName", "axe");
        world = devtools.send("Page.createIsolatedWorld", parameters)
                .get("executionContextId")
                .getAsInt();
        evaluate(SOURCE + ";typeof axe", false);
    }

    private JsonElement evaluate(String expression, boolean promised) {
        var parameters = new JsonObject();
        parameters.addProperty("expression", expression);
        parameters.addProperty("contextId", world);
        parameters.addProperty("awaitPromise", promised);
        parameters.addProperty("returnByValue", true);
        var answer = devtools.send("Runtime.evaluate", parameters);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(answer.get("exceptionDetails").toString());
        }
        return answer.getAsJsonObject("result").get("value");
    }
}
