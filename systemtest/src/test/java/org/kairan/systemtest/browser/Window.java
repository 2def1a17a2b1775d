package org.kairan.systemtest.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.kairan.systemtest.Client;
import org.kairan.systemtest.Kairan;

/** One person's browser with one page: Japanese, 1366×768. What the page complains of on its console fails the test when the window is closed. */
final class Window implements AutoCloseable {

    static final double PATIENCE = 30_000;

    private static final Pattern ANSWERED =
            Pattern.compile("Failed to load resource: the server responded with a status of (\\d+)");

    final BrowserContext context;
    Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    private Window(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") && !isRefusal(message.text())) {
                complaints.add(message.text() + " (" + message.location() + ")");
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        page = context.newPage();
    }

    /** That the server refused something is part of its work, and the page shows it; a fault of its own is not. */
    private static boolean isRefusal(String text) {
        var answered = ANSWERED.matcher(text);
        return answered.find() && Integer.parseInt(answered.group(1)) < 500;
    }

    static Window open() {
        return open(new Browser.NewContextOptions());
    }

    static Window open(Browser.NewContextOptions options) {
        return open(url(), options);
    }

    /** A window on this address, in which nobody is signed in. */
    static Window open(String url, Browser.NewContextOptions options) {
        if (options.viewportSize == null) {
            options.setViewportSize(1366, 768);
        }
        // A worker would take requests away from those that a test answers itself.
        if (options.serviceWorkers == null) {
            options.setServiceWorkers(com.microsoft.playwright.options.ServiceWorkerPolicy.BLOCK);
        }
        if (options.locale == null) {
            options.setLocale("ja-JP");
        }
        return new Window(Chromium.get()
                .newContext(options.setBaseURL(url)
                        .setTimezoneId("Asia/Tokyo")
                        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)));
    }

    /** A window on another installation than the demo, with the cookies of this client, who is signed in there. */
    static Window at(Kairan installation, Client client) {
        var window = new Window(Chromium.get()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(installation.url().toString())
                        .setViewportSize(1366, 768)
                        .setServiceWorkers(com.microsoft.playwright.options.ServiceWorkerPolicy.BLOCK)
                        .setLocale("ja-JP")
                        .setTimezoneId("Asia/Tokyo")));
        window.context.addCookies(List.of(
                new Cookie("kairan_session", client.cookie("kairan_session").orElseThrow())
                        .setUrl(installation.url().toString())
                        .setHttpOnly(true)));
        return window;
    }

    /** As a telephone shows it. */
    static Browser.NewContextOptions phone() {
        return new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setHasTouch(true)
                .setIsMobile(true);
    }

    /** A window in which this person is signed in already. */
    static Window of(Kairan.Person person) {
        return open().signedIn(person.id());
    }

    static Window ofAdministrator() {
        return open().signedIn(administrator());
    }

    static long administrator() {
        return Kairan.demo().number("select person_id from organization.account where login = 'admin'");
    }

    static String url() {
        return System.getProperty("kairan.test.url", Kairan.demo().url().toString());
    }

    Window signedIn(long person) {
        context.addCookies(List.of(new Cookie(
                        "kairan_session",
                        Kairan.demo().session(person).cookie("kairan_session").orElseThrow())
                .setUrl(url())
                .setHttpOnly(true)));
        return this;
    }

    /** As a person does it, on the page. */
    Window signIn(String login, String password) {
        go("/");
        field("ログインID").fill(login);
        field("パスワード").fill(password);
        button("サインイン").click();
        shows(heading("ホーム"));
        return this;
    }

    Window signIn(Kairan.Person person) {
        return signIn(person.login(), Kairan.PASSWORD);
    }

    /** Another page in place of this one: in this language and size, with nothing stored, and with no complaint so far. */
    void freshPage(String language, int width, int height) {
        page.close();
        page = context.newPage();
        page.addInitScript("localStorage.clear(); localStorage.setItem('kairan.language', '" + language + "')");
        page.setViewportSize(width, height);
        complaints.clear();
        expected.clear();
    }

    Window go(String path) {
        page.navigate(path);
        return this;
    }

    /** From now on such a complaint is what the test is about. */
    Window expecting(String complaint) {
        expected.add(Pattern.compile(complaint));
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** An entry of the menu; how many are unread belongs to its name. */
    Locator menu(String name) {
        return page.locator("nav.k-side, nav.k-bottom")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name)))
                .locator("visible=true");
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator tab(String name) {
        return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name)));
    }

    Locator role(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name));
    }

    /** A field by its label; a required one has a word behind it. */
    Locator field(String label) {
        return page.getByLabel(Pattern.compile("^" + label.replaceAll("[.()（）?]", "\\\\$0") + "( 必須| required)?$"));
    }

    Locator text(String text) {
        return page.getByText(text, new Page.GetByTextOptions().setExact(true));
    }

    static LocatorAssertions that(Locator locator) {
        return PlaywrightAssertions.assertThat(locator);
    }

    static PageAssertions that(Page page) {
        return PlaywrightAssertions.assertThat(page);
    }

    static void shows(Locator locator) {
        that(locator).isVisible();
    }

    static void shows(Locator locator, String text) {
        that(locator).containsText(text);
    }

    List<String> complaints() {
        return complaints.stream()
                .filter(text -> expected.stream().noneMatch(e -> e.matcher(text).find()))
                .toList();
    }

    /** Runs in the page; the answer is what JSON can carry. */
    Object ask(String script) {
        return page.evaluate(script);
    }

    Map<?, ?> askMap(String script) {
        return (Map<?, ?>) ask(script);
    }

    /** Leaves without judging: for a test that has failed already, and for windows whose server was taken away. */
    void abandon() {
        context.close();
    }

    @Override
    public void close() {
        var told = complaints();
        context.close();
        if (!told.isEmpty()) {
            throw new AssertionError("the console says: " + told);
        }
    }
}
