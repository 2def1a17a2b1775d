package org.kairan.ear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** The EAR, file for file as it is shipped, seen from outside. */
@ArquillianTest
class EarIT {

    private static final String READER = "token-of-one-who-reads-the-first-bulletin";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Deployment(testable = false)
    static EnterpriseArchive ear() {
        return ShrinkWrap.create(ZipImporter.class, "kairan.ear")
                .importFrom(Site.ear())
                .as(EnterpriseArchive.class);
    }

    @Test
    void what_runs_is_what_is_shipped() throws IOException {
        assertEquals(Entries.of(Site.ear()), Entries.of(Site.deployedEar()));
        assertEquals(Entries.of(Site.ear(), "kairan.war"), Entries.of(Site.deployedEar(), "kairan.war"));
    }

    @Test
    void it_reports_that_it_is_ready() throws Exception {
        var answer = send(
                HttpRequest.newBuilder(Site.ADDRESS.resolve("/health/ready")).build());
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"status\":\"UP\""), answer.body());
    }

    @Test
    void it_is_at_the_root_and_answers_every_page_address_with_the_one_page() throws Exception {
        var home = send(HttpRequest.newBuilder(Site.ADDRESS.resolve("/")).build());
        assertEquals(200, home.statusCode());
        assertTrue(home.body().contains("<script"), home.body());
        assertEquals(
                home.body(),
                send(HttpRequest.newBuilder(Site.ADDRESS.resolve("/board/12")).build())
                        .body());
    }

    @Test
    void it_answers_signed_out_people_with_401_and_foreign_pages_with_403() throws Exception {
        assertEquals(
                401,
                send(HttpRequest.newBuilder(Site.ADDRESS.resolve("/api/board/bulletins"))
                                .build())
                        .statusCode());
        assertEquals(
                403,
                send(post("/api/session", "{}")
                                .setHeader("Origin", "http://elsewhere.example")
                                .build())
                        .statusCode());
    }

    @Test
    void the_administrator_made_by_the_link_in_the_log_publishes_and_another_reads_and_hears_of_it_once()
            throws Exception {
        var link = Pattern.compile("KAIRAN-SETUP " + Site.ADDRESS + "/setup#(\\S+?)[]\\s]")
                .matcher(Site.log());
        assertTrue(link.find(), "the log has the link");
        var made = send(post(
                        "/api/organization/setups",
                        "{\"token\":\"%s\",\"login\":\"admin\",\"name\":\"管理者\",\"kana\":\"かんりしゃ\",\"password\":\"correct horse battery\"}"
                                .formatted(link.group(1)))
                .build());
        assertEquals(201, made.statusCode(), made.body());
        var admin = made.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("kairan_session="))
                .findFirst()
                .orElseThrow()
                .split(";")[0];

        Staff.member("EAR-1", "読む 人", READER);
        try (var browser = Browser.open(Site.ADDRESS, READER)) {
            var published = send(post(
                            "/api/board/bulletins",
                            "{\"title\":\"はじめに\",\"text\":\"EAR で動いています。\",\"audience\":[\"everyone\"],\"importance\":\"normal\"}")
                    .header("Cookie", admin)
                    .build());
            assertEquals(201, published.statusCode(), published.body());
            var id = Staff.bulletin("はじめに");
            assertEquals(
                    List.of("{\"type\":\"board.bulletin-published\",\"ref\":\"board:bulletin:" + id + "\"}"),
                    browser.hear("board.", 1));

            var unread = send(HttpRequest.newBuilder(Site.ADDRESS.resolve("/api/board/bulletins?state=unread"))
                    .header("Cookie", "kairan_session=" + READER)
                    .build());
            assertEquals(200, unread.statusCode(), unread.body());
            assertTrue(unread.body().contains("\"title\":\"はじめに\""), unread.body());
        }
    }

    private static HttpRequest.Builder post(String path, String json) {
        return HttpRequest.newBuilder(Site.ADDRESS.resolve(path))
                .header("Content-Type", "application/json")
                .header("Origin", Site.ADDRESS.toString())
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
