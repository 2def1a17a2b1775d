package org.kairan.systemtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for this machine, made by keytool: the two PEM files, and what believes them. */
record Pem(Path certificate, Path key, SSLContext context) {

    private static final char[] WORD = "changeit".toCharArray();

    static Pem make(Path folder) {
        try {
            var store = Files.createTempDirectory(folder, "pem").resolve("store.p12");
            var tool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keystore",
                            store.toString(),
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            new String(WORD),
                            "-alias",
                            "test",
                            "-keyalg",
                            "EC",
                            "-validity",
                            "30",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "SAN=dns:localhost,ip:127.0.0.1")
                    .redirectErrorStream(true)
                    .start();
            var said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tool.waitFor() != 0) {
                throw new AssertionError(said);
            }
            var keys = KeyStore.getInstance(store.toFile(), WORD);
            var certificate = keys.getCertificate("test");
            var trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("test", certificate);
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trust);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return new Pem(
                    write(store.resolveSibling("fullchain.pem"), "CERTIFICATE", certificate.getEncoded()),
                    write(
                            store.resolveSibling("key.pem"),
                            "PRIVATE KEY",
                            keys.getKey("test", WORD).getEncoded()),
                    context);
        } catch (GeneralSecurityException | IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Path write(Path file, String what, byte[] content) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
