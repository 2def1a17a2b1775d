package org.kairan.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Payara Micro unpacked once below the data folder, with Kairan's settings in its domain.xml and an archive of its classes.
 *
 * @param root Payara's root folder; the class path is root/launch-micro.jar
 */
record ServerRuntime(Path root) {

    private static final String HTTP =
            "<http default-virtual-server=\"server\" xpowered-by=\"false\" max-connections=\"250\" comet-support-enabled=\"true\">";
    private static final String LISTENER =
            "<network-listener port=\"8080\" protocol=\"http-listener\" transport=\"tcp\" name=\"http-listener\" thread-pool=\"http-thread-pool\" enabled=\"true\"";
    private static final String HTTPS =
            "<http default-virtual-server=\"server\" xpowered-by=\"false\" comet-support-enabled=\"true\" max-connections=\"250\">";
    private static final String TLS_LISTENER = "<network-listener port=\"8443\" protocol=\"https-listener\"";
    private static final String TLS_CERTIFICATE = "GlassfishSSLImpl\" cert-nickname=\"s1as\"";
    private static final String QUIET =
            "xpowered-by=\"false\" server-header=\"false\" http2-enabled=\"false\" max-post-size-bytes=\"-1\" header-buffer-length-bytes=\"131072\"";
    private static final String POOL =
            "min-thread-pool-size=\"2\" max-thread-pool-size=\"200\" max-queue-size=\"4096\"";

    /** What differs from Payara's own domain.xml: text found there, text put in its place. */
    private static final Map<String, String> CHANGES = Map.of(
            // A question of 10,000 characters still fits into its address. No product name in answers; HTTP/2 over
            // clear text loses requests that take longer than 30 s.
            HTTP,
            HTTP.replace("xpowered-by=\"false\"", QUIET),
            HTTPS,
            HTTPS.replace("xpowered-by=\"false\"", QUIET),
            TLS_LISTENER,
            TLS_LISTENER.replace("port=\"8443\"", "address=\"${kairan.tls.bind}\" port=\"${kairan.tls.port}\""),
            TLS_CERTIFICATE,
            TLS_CERTIFICATE.replace("s1as", Certificate.NAME),
            LISTENER,
            LISTENER.replace(" port=", " address=\"${kairan.bind}\" port=")
                    .replace("enabled=\"true\"", "enabled=\"false\""),
            POOL,
            "min-thread-pool-size=\"4\" max-thread-pool-size=\"64\" max-queue-size=\"4096\"",
            // Kairan describes its interface itself.
            "<microprofile-config />",
            "<microprofile-config /><microprofile-openapi-configuration enabled=\"false\" />",
            // One node: nothing is replicated.
            "<ejb-timer-service ejb-timer-service=\"DataGrid\">",
            "<ejb-timer-service ejb-timer-service=\"Dummy\">",
            "<availability-service availability-enabled=\"true\">",
            "<availability-service availability-enabled=\"false\">");

    /** Payara writes this on the pages for requests that it refuses before any application sees them. */
    private static final String BRANDING = """
            product_name=Kairan
            brief_product_name=Kairan
            abbrev_product_name=Kairan
            major_version=
            minor_version=
            update_version=
            build_id=
            version_prefix=
            version_suffix=
            default_domain_template=appserver-domain.jar
            admin_client_command_name=asadmin
            """;

    static ServerRuntime unpack(DataFolder data, Path payara, Consumer<String> progress)
            throws Problem, IOException, InterruptedException {
        Path root = data.folder("runtime").resolve("payara-" + key(payara));
        if (!Files.isDirectory(root)) {
            progress.accept("Unpacking the server (once)");
            Path part = data.runtime().resolve("payara.part");
            DataFolder.delete(part);
            Path log = data.logs().resolve("payara-setup.log");
            int code = new ProcessBuilder(
                            Java.executable(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            payara.toString(),
                            "--nohazelcast",
                            "--disablephonehome",
                            "--rootdir",
                            part.toString(),
                            "--outputlauncher")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (code != 0 || !Files.exists(part.resolve("launch-micro.jar"))) {
                throw new Problem("The server could not be unpacked (see " + log + ").");
            }
            configure(part);
            Files.move(part, root, StandardCopyOption.ATOMIC_MOVE);
            try (Stream<Path> others = Files.list(data.runtime())) {
                for (Path other : others.filter(
                                path -> path.getFileName().toString().startsWith("payara-") && !path.equals(root))
                        .toList()) {
                    DataFolder.delete(other);
                }
            }
        }
        ServerRuntime runtime = new ServerRuntime(root);
        runtime.reset();
        return runtime;
    }

    private static String key(Path payara) throws IOException {
        return sha(payara.getFileName() + " " + Files.size(payara) + " " + CHANGES.hashCode() + BRANDING.hashCode());
    }

    static String sha(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void configure(Path root) throws Problem, IOException {
        String domain = Files.readString(root.resolve("config/domain.xml"));
        for (Map.Entry<String, String> change : CHANGES.entrySet()) {
            if (!domain.contains(change.getKey())) {
                throw new Problem("This Payara Micro is configured in another way than Kairan knows: " + change.getKey()
                        + " is not in its domain.xml.");
            }
            domain = domain.replace(change.getKey(), change.getValue());
        }
        Files.writeString(root.resolve("config/kairan-domain.xml"), domain);
        Files.writeString(root.resolve("config/branding/glassfish-version.properties"), BRANDING);
    }

    /** Payara remembers deployments in its root folder and would deploy them a second time. */
    private void reset() throws IOException {
        for (String name : List.of("applications", "generated", "autodeploy", "logs")) {
            DataFolder.delete(root.resolve(name));
        }
        Files.copy(
                root.resolve("config/kairan-domain.xml"),
                root.resolve("config/domain.xml"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The launcher jar's Add-Opens and Add-Exports, which count only for java -jar. */
    List<String> moduleOptions() throws IOException {
        List<String> options = new ArrayList<>();
        try (JarFile jar = new JarFile(root.resolve("launch-micro.jar").toFile())) {
            Manifest manifest = jar.getManifest();
            add(options, "--add-opens", manifest.getMainAttributes().getValue("Add-Opens"));
            add(options, "--add-exports", manifest.getMainAttributes().getValue("Add-Exports"));
        }
        return options;
    }

    private static void add(List<String> options, String option, String packages) {
        for (String name : packages == null ? new String[0] : packages.strip().split("\\s+")) {
            options.add(option);
            options.add(name + "=ALL-UNNAMED");
        }
    }

    Path jar() {
        return root.resolve("launch-micro.jar");
    }
}
