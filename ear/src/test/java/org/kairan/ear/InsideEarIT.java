package org.kairan.ear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.kairan.board.boundary.BulletinsResource;
import org.kairan.board.boundary.Listings.BulletinDetail;
import org.kairan.board.boundary.Listings.BulletinListing;
import org.kairan.board.boundary.Listings.NewBulletin;
import org.kairan.board.boundary.ListingsResource;
import org.kairan.board.boundary.ReadingsResource;
import org.kairan.core.access.Callers;
import org.kairan.core.problem.NotFound;

/** The shipped EAR with nothing but this test put into its WAR: one story, told by turns inside the server, through the injected boundary, and outside, in the browsers of three people. */
@ArquillianTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InsideEarIT {

    private static final String AUTHOR = "token-of-the-author";
    private static final String READER = "token-of-the-reader";
    private static final String STRANGER = "token-of-a-stranger";
    private static final String COMMITTED = "水道管の工事について";
    private static final String ROLLED_BACK = "取り消された知らせ";
    private static final Map<String, Browser> BROWSERS = new HashMap<>();

    @Inject
    Instance<BulletinsResource> bulletins;

    @Inject
    Instance<ListingsResource> listings;

    @Inject
    Instance<ReadingsResource> readings;

    @Inject
    Callers callers;

    @Inject
    HttpServletRequest request;

    @Inject
    UserTransaction transaction;

    @Deployment
    static EnterpriseArchive earWithThisTest() {
        var ear = ShrinkWrap.create(ZipImporter.class, "kairan.ear")
                .importFrom(Site.ear())
                .as(EnterpriseArchive.class);
        var war = ShrinkWrap.create(ZipImporter.class, "kairan.war")
                .importFrom(ear.delete("/kairan.war").getAsset().openStream())
                .as(WebArchive.class);
        war.addAsLibrary(ShrinkWrap.create(JavaArchive.class, "ear-test.jar")
                .addClasses(InsideEarIT.class, Browser.class, RunnerFirst.class)
                .addAsServiceProvider(ServletContainerInitializer.class, RunnerFirst.class));
        return ear.addAsModule(war);
    }

    @Test
    @Order(1)
    @RunAsClient
    void the_shipped_files_are_all_there_unchanged() throws IOException {
        var deployed = Entries.of(Site.deployedEar());
        var shipped = Entries.of(Site.ear());
        shipped.remove("kairan.war");
        assertTrue(deployed.entrySet().containsAll(shipped.entrySet()));
        assertTrue(Entries.of(Site.deployedEar(), "kairan.war")
                .entrySet()
                .containsAll(Entries.of(Site.ear(), "kairan.war").entrySet()));
    }

    @Test
    @Order(2)
    @RunAsClient
    void three_people_sign_in_and_open_their_browsers() throws Exception {
        Staff.member("EAR-2", "書く 人", AUTHOR);
        Staff.member("EAR-3", "読む 人", READER);
        Staff.member("EAR-4", "外の 人", STRANGER);
        for (var token : List.of(AUTHOR, READER, STRANGER)) {
            BROWSERS.put(token, Browser.open(Site.ADDRESS, token));
        }
    }

    @Test
    @Order(3)
    void what_is_rolled_back_was_seen_by_nobody_but_its_own_transaction() throws Exception {
        transaction.begin();
        var id = publish(ROLLED_BACK);
        assertTrue(unread(READER, ROLLED_BACK).isPresent(), "until then it is there");
        transaction.rollback();

        assertEquals(Optional.empty(), unread(READER, ROLLED_BACK));
        assertThrows(NotFound.class, () -> as(READER, bulletins).show(id));
        assertThrows(NotFound.class, () -> as(AUTHOR, bulletins).show(id));
        assertTrue(as(AUTHOR, listings).list("mine", null, 20).items().isEmpty());
    }

    @Test
    @Order(4)
    void what_one_publishes_another_reads_and_a_stranger_does_not_see() {
        var id = publish(COMMITTED);

        assertTrue(unread(READER, COMMITTED).isPresent());
        assertEquals(Optional.empty(), unread(STRANGER, COMMITTED));
        assertThrows(NotFound.class, () -> as(STRANGER, bulletins).show(id));
        assertThrows(NotFound.class, () -> as(STRANGER, readings).read(id));

        var shown = (BulletinDetail) as(READER, bulletins).show(id).getEntity();
        assertEquals("三日間、断水します。", shown.text());
        assertFalse(shown.mayEdit());
        assertEquals(204, as(READER, readings).read(id).getStatus());
        assertEquals(204, as(READER, readings).read(id).getStatus());

        assertEquals(Optional.empty(), unread(READER, COMMITTED));
        var mine = as(AUTHOR, listings).list("mine", null, 20).items();
        assertEquals(
                List.of(COMMITTED), mine.stream().map(BulletinListing::title).toList());
        assertEquals(1, mine.get(0).readers().orElseThrow().read());
    }

    @Test
    @Order(5)
    @RunAsClient
    void browsers_outside_heard_of_what_was_committed_once_and_of_nothing_else() throws Exception {
        var id = Staff.bulletin(COMMITTED);
        var heard = List.of(
                "{\"type\":\"board.bulletin-published\",\"ref\":\"board:bulletin:" + id + "\"}",
                "{\"type\":\"board.bulletin-read\",\"ref\":\"board:bulletin:" + id + "\"}");
        try {
            assertEquals(heard, BROWSERS.get(READER).hear("board.", heard.size()));
            assertEquals(heard, BROWSERS.get(AUTHOR).hear("board.", heard.size()));
            assertEquals(List.of(), BROWSERS.get(STRANGER).hear("", 0));
            assertEquals(0, Staff.bulletins(ROLLED_BACK));
        } finally {
            BROWSERS.values().forEach(Browser::close);
        }
    }

    private long publish(String title) {
        var answer = as(AUTHOR, bulletins)
                .publish(
                        null,
                        new NewBulletin(
                                title,
                                "三日間、断水します。",
                                List.of("person:"
                                        + callers.byToken(READER, true)
                                                .orElseThrow()
                                                .person()
                                                .value()),
                                "normal",
                                Optional.empty(),
                                List.of()));
        assertEquals(201, answer.getStatus());
        return ((BulletinDetail) answer.getEntity()).id();
    }

    private Optional<BulletinListing> unread(String token, String title) {
        return as(token, listings).list("unread", null, 50).items().stream()
                .filter(bulletin -> bulletin.title().equals(title))
                .findFirst();
    }

    /** Gives the boundary as it stands in a request of that person: the edge would have put the caller there, and each request has a boundary of its own. */
    private <T> T as(String token, Instance<T> boundary) {
        request.setAttribute("org.kairan.caller", callers.byToken(token, true).orElseThrow());
        boundary.destroy(boundary.get());
        return boundary.get();
    }
}
