package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares what the server really answers to with what the API document names; whatever else there is stands here with a reason. */
class RoutesIT {

    /** Paths beside the document. The key is what is registered, the value why. */
    private static final Map<String, String> REASONS = Map.of(
            "WEB-INF/web.xml /*",
                    "stands before everything: security headers, origin, session; answers the browser's page addresses with the one page",
            "WEB-INF/web.xml /api/live", "lets a handshake pass with a session and our own origin only",
            "application /api", "all resources are below it");

    /** Servlets that the document describes, since they are no resources: by their mapping, the one operation of each. */
    private static final Map<String, String> SERVLETS = Map.of("WEB-INF/web.xml /api/live/poll", "POST /api/live/poll");

    /** Files that a browser gets without being asked who it is. */
    private static final Map<String, String> FILES = Map.of(
            "/index.html", "the one page",
            "/assets/[\\w.-]+\\.(js|css|woff2|svg|png|webp)",
                    "the page's scripts, styles and pictures, which hold nobody's data",
            "/icon(-maskable)?\\.svg", "the application's icon",
            "/sw\\.js", "the worker that keeps the page's own files for when the server is away",
            "/manifest\\.webmanifest", "makes the page installable");

    /** What Payara answers by itself. */
    private static final Map<String, String> OWN = Map.of(
            "200 /health(/.*)?", "for whoever watches the server; says UP or DOWN",
            "200 /metrics", "numbers about the process for whoever watches the server; no person, no content",
            "401 /j_security_check",
                    "Servlet's form sign-in, which belongs to every container; there is no user behind it",
            "301 .*", "the path is put in order; where it leads there is nothing");

    private static final List<String> PROBES = List.of(
            "/openapi",
            "/openapi/",
            "/openapi-ui",
            "/openapi-ui/",
            "/openapi.json",
            "/health",
            "/health/live",
            "/health/ready",
            "/health/started",
            "/health/well",
            "/health-ui",
            "/metrics",
            "/metrics/base",
            "/metrics/vendor",
            "/metrics/application",
            "/metrics?scope=base",
            "/management",
            "/management/domain",
            "/monitoring",
            "/monitoring/domain",
            "/__asadmin",
            "/__asadmin/version",
            "/asadmin",
            "/asadmin/version",
            "/restadmin",
            "/admin",
            "/admin-console",
            "/common",
            "/jakarta.faces.resource/x.js",
            "/javax.faces.resource/x.js",
            "/faces/x.xhtml",
            "/x.xhtml",
            "/x.jsf",
            "/x.faces",
            "/x.jsp",
            "/x.jspx",
            "/index.jsp",
            "/WEB-INF",
            "/WEB-INF/",
            "/WEB-INF/web.xml",
            "/WEB-INF/beans.xml",
            "/WEB-INF/lib/",
            "/web-inf/beans.xml",
            "/WEB-INF;x/beans.xml",
            "/%57EB-INF/beans.xml",
            "/%2e/WEB-INF/beans.xml",
            "/assets/..%2fWEB-INF/beans.xml",
            "/assets/..;/WEB-INF/beans.xml",
            "//WEB-INF/beans.xml",
            "/META-INF",
            "/META-INF/MANIFEST.MF",
            "/assets",
            "/assets/",
            "/assets/../index.html",
            "/ejb-timer-service-app",
            "/jwk",
            "/oauth",
            "/j_security_check",
            "/Login",
            "/callback",
            "/__asadmin/list-applications",
            "/api",
            "/api/",
            "/api/application.wadl",
            "/application.wadl",
            "/api/application.wadl/xsd0.xsd",
            "/api/openapi.yaml",
            "/api/metrics",
            "/api/health",
            "/favicon.ico",
            "/robots.txt",
            "/index.html",
            "/web.xml",
            "/server",
            "/status",
            "/cgi-bin/x",
            "/.git/config",
            "/.env",
            "/kairan.war",
            "/concurrency",
            "/opentracing",
            "/fault-tolerance",
            "/rest",
            "/webapi",
            "/hello",
            "/pay",
            "/micro");

    private static Path folder;
    private static final Path WAR = Launch.HOME.resolve("webapp/target/kairan.war");
    private static final List<String> STATIC = new ArrayList<>();
    private static Iterable<JavaClass> classes;

    private final Kairan kairan = Kairan.demo();

    @BeforeAll
    static void unpack() throws IOException {
        folder = Files.createTempDirectory("kairan-war");
        var jars = new ArrayList<Path>();
        try (var war = new ZipFile(WAR.toFile())) {
            for (var entry : war.stream().filter(e -> !e.isDirectory()).toList()) {
                var name = entry.getName();
                if (name.startsWith("WEB-INF/classes/") || name.startsWith("WEB-INF/lib/")) {
                    var to = folder.resolve(name);
                    Files.createDirectories(to.getParent());
                    Files.write(to, war.getInputStream(entry).readAllBytes());
                    if (name.endsWith(".jar")) {
                        jars.add(to);
                    }
                } else if (!name.startsWith("WEB-INF/") && !name.startsWith("META-INF/")) {
                    STATIC.add("/" + name);
                }
            }
        }
        for (var jar : jars) {
            try (var zip = new ZipFile(jar.toFile())) {
                zip.stream()
                        .map(e -> e.getName())
                        .filter(n -> n.startsWith("META-INF/resources/") && !n.endsWith("/"))
                        .forEach(n -> STATIC.add(n.substring("META-INF/resources".length())));
            }
        }
        var locations = new ArrayList<Location>();
        for (var jar : jars) {
            locations.add(Location.of(new JarFile(jar.toFile())));
        }
        locations.add(Location.of(folder.resolve("WEB-INF/classes")));
        classes = new ClassFileImporter().importLocations(locations);
    }

    @AfterAll
    static void delete() {
        Kairan.delete(folder);
    }

    private static Optional<JavaAnnotation<?>> annotation(
            java.util.Set<? extends JavaAnnotation<?>> annotations, String type) {
        return annotations.stream()
                .filter(a -> a.getRawType().getName().equals(type))
                .findFirst()
                .map(a -> a);
    }

    private static String value(JavaAnnotation<?> annotation) {
        return String.valueOf(annotation.get("value").orElse(""));
    }

    private static List<String> patterns(JavaAnnotation<?> annotation) {
        var found = new ArrayList<String>();
        for (var key : List.of("value", "urlPatterns")) {
            annotation
                    .get(key)
                    .filter(v -> v instanceof Object[])
                    .ifPresent(v ->
                            Arrays.stream((Object[]) v).map(String::valueOf).forEach(found::add));
        }
        return found;
    }

    private static String join(String... parts) {
        var path = new StringBuilder();
        for (var part : parts) {
            var trimmed = part.replaceAll("^/+|/+$", "").replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}");
            if (!trimmed.isEmpty()) {
                path.append('/').append(trimmed);
            }
        }
        return path.toString();
    }

    @Test
    void every_resource_filter_servlet_and_socket_is_in_the_document_or_has_a_reason() throws IOException {
        var registered = new TreeSet<String>();
        for (var type : classes) {
            annotation(type.getAnnotations(), "jakarta.ws.rs.ApplicationPath")
                    .ifPresent(a -> registered.add("application " + join(value(a))));
            annotation(type.getAnnotations(), "jakarta.servlet.annotation.WebServlet")
                    .ifPresent(a -> patterns(a).forEach(p -> registered.add("servlet " + p)));
            annotation(type.getAnnotations(), "jakarta.servlet.annotation.WebFilter")
                    .ifPresent(a -> patterns(a).forEach(p -> registered.add("filter " + p)));
            annotation(type.getAnnotations(), "jakarta.websocket.server.ServerEndpoint")
                    .ifPresent(a -> registered.add("GET " + join(value(a))));
            if (type.getAllRawInterfaces().stream()
                    .anyMatch(i -> List.of(
                                    "jakarta.websocket.server.ServerApplicationConfig",
                                    "jakarta.servlet.ServletContainerInitializer",
                                    "jakarta.ws.rs.core.Feature")
                            .contains(i.getName()))) {
                registered.add("registers by code " + type.getName());
            }
            var path = annotation(type.getAnnotations(), "jakarta.ws.rs.Path");
            for (var method : type.getMethods()) {
                verb(method)
                        .ifPresentOrElse(
                                verb -> registered.add(verb + " "
                                        + join(
                                                "api",
                                                path.map(RoutesIT::value)
                                                        .orElse("(no @Path on " + type.getName() + ")"),
                                                annotation(method.getAnnotations(), "jakarta.ws.rs.Path")
                                                        .map(RoutesIT::value)
                                                        .orElse(""))),
                                () -> annotation(method.getAnnotations(), "jakarta.ws.rs.Path")
                                        .ifPresent(a -> registered.add("sub-resource " + method.getFullName())));
            }
        }
        try (var war = new ZipFile(WAR.toFile())) {
            for (var descriptor : List.of("WEB-INF/web.xml", "WEB-INF/faces-config.xml")) {
                var entry = war.getEntry(descriptor);
                if (entry != null) {
                    var text = new String(war.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    var mapping = Pattern.compile("<url-pattern>\\s*([^<]+?)\\s*</url-pattern>")
                            .matcher(text);
                    while (mapping.find()) {
                        var mapped = descriptor + " " + mapping.group(1);
                        registered.add(SERVLETS.getOrDefault(mapped, mapped));
                    }
                }
            }
        }
        var documented = new TreeSet<String>();
        Api.operations(kairan).forEach(operation -> documented.add(operation.toString()));
        var unknown = new TreeSet<>(registered);
        unknown.removeAll(documented);
        unknown.removeAll(REASONS.keySet());
        assertEquals(new TreeSet<>(), unknown, "neither in the document nor with a reason");
        var absent = new TreeSet<>(documented);
        absent.removeAll(registered);
        assertEquals(new TreeSet<>(), absent, "in the document only");
        assertTrue(registered.containsAll(REASONS.keySet()), "reasons for what is not there: " + REASONS.keySet());
    }

    private static Optional<String> verb(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(a -> a.getRawType())
                .filter(type -> type.getPackageName().equals("jakarta.ws.rs")
                                && List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
                                        .contains(type.getSimpleName())
                        || type.isAnnotatedWith("jakarta.ws.rs.HttpMethod"))
                .map(JavaClass::getSimpleName)
                .findFirst();
    }

    @Test
    void every_file_that_is_served_is_of_a_kind_with_a_reason() {
        assertTrue(STATIC.contains("/index.html"), STATIC.toString());
        assertEquals(
                List.of(),
                STATIC.stream()
                        .filter(file -> FILES.keySet().stream().noneMatch(file::matches))
                        .toList());
        for (var file : STATIC) {
            kairan.client().get(file).expect(200);
        }
    }

    private record Raw(int status, String location, String body) {}

    /** Without a client that tidies the path. */
    private Raw raw(String path) throws IOException {
        try (var socket = new Socket("localhost", kairan.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: localhost:" + kairan.port()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var cut = text.indexOf("\r\n\r\n");
            var location = Pattern.compile("(?im)^location: *(?:https?://[^/]*)?(\\S+)")
                    .matcher(text);
            return new Raw(
                    Integer.parseInt(text.split(" ")[1]),
                    location.find() ? location.group(1) : "",
                    cut < 0 ? "" : text.substring(cut + 4));
        }
    }

    @Test
    void the_server_answers_nothing_of_its_own_but_health_and_metrics() throws IOException {
        var page = raw("/").body();
        assertTrue(page.contains("<html"), page);
        var odd = new TreeMap<String, String>();
        var own = new LinkedHashMap<String, Integer>();
        for (var path : PROBES) {
            var answer = raw(path);
            var isPage = answer.status() == 200 && answer.body().equals(page);
            if (answer.status() == 404
                    || answer.status() == 400
                    || answer.status() == 401 && path.startsWith("/api")
                    || isPage) {
                continue;
            }
            var known = answer.status() + " " + path.replaceFirst("[?;].*", "");
            if (OWN.keySet().stream().anyMatch(known::matches)) {
                if (answer.status() == 301) {
                    var there = raw(answer.location());
                    assertTrue(
                            there.status() == 404 || there.body().equals(page),
                            path + " leads to " + answer.location());
                }
                own.put(path, answer.status());
                continue;
            }
            odd.put(
                    path,
                    answer.status() + " "
                            + answer.body()
                                    .substring(0, Math.min(100, answer.body().length()))
                                    .replaceAll("\\s+", " "));
        }
        assertEquals(Map.of(), odd);
        assertTrue(own.keySet().containsAll(List.of("/health/live", "/health/ready", "/metrics")), own.toString());
    }
}
