package org.kairan.launcher;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The pair of PEM files for https, read at every start and given to the server in the form that it takes.
 *
 * @param chain the server's own certificate first
 */
record Certificate(PrivateKey key, List<X509Certificate> chain) {

    static final String NAME = "kairan";

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** The format wants one; what guards the file are its rights. */
    private static final String WORD = "kairan";

    private static final Duration SOON = Duration.ofDays(21);

    static Certificate of(Settings settings) throws Problem {
        Path certificate = path(settings, Setting.TLS_CERTIFICATE);
        Path key = path(settings, Setting.TLS_KEY);
        return of(certificate, read(Setting.TLS_CERTIFICATE, certificate), key, read(Setting.TLS_KEY, key));
    }

    private static Path path(Settings settings, Setting setting) {
        return Path.of(settings.get(setting).orElseThrow()).toAbsolutePath();
    }

    private static byte[] read(Setting setting, Path file) throws Problem {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Problem(setting.key + " is " + file + ", which cannot be read: " + DataFolder.reason(e), e);
        }
    }

    private static Certificate of(Path certificate, byte[] certificates, Path keyFile, byte[] keyText) throws Problem {
        List<X509Certificate> chain;
        try {
            chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(certificates))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
        } catch (CertificateException e) {
            throw new Problem(certificate + " holds no certificates in PEM.", e);
        }
        if (chain.isEmpty()) {
            throw new Problem(certificate + " holds no certificate in PEM.");
        }
        PrivateKey key = key(keyFile, new String(keyText, StandardCharsets.ISO_8859_1));
        if (!fits(key, chain.get(0))) {
            throw new Problem("The key in " + keyFile + " is not the one of the first certificate in " + certificate
                    + "; the server's own certificate must stand first.");
        }
        return new Certificate(key, chain);
    }

    private static PrivateKey key(Path file, String text) throws Problem {
        var matcher = KEY.matcher(text);
        String kind = matcher.find() ? matcher.group(1) : "";
        if (!kind.equals("PRIVATE KEY")) {
            throw new Problem(file
                    + (kind.isEmpty()
                            ? " holds no private key in PEM."
                            : " holds a key in another form (" + kind
                                    + "); bring it into the one that Java reads: openssl pkcs8 -topk8 -nocrypt -in "
                                    + file + " -out new-key.pem"));
        }
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException e) {
            throw new Problem(file + " holds a damaged key.", e);
        }
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (InvalidKeySpecException e) {
                // Of another algorithm: the form does not say which without being taken apart.
                continue;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new Problem(file + " holds a damaged key, or one that is neither RSA nor EC.");
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        try {
            Signature sign = Signature.getInstance(algorithm);
            sign.initSign(key);
            sign.update((byte) 1);
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(certificate.getPublicKey());
            check.update((byte) 1);
            return check.verify(sign.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** A line for people when the certificate has ended or will soon. */
    Optional<String> warning(Instant now) {
        Instant end = chain.get(0).getNotAfter().toInstant();
        return end.isAfter(now.plus(SOON))
                ? Optional.empty()
                : Optional.of(
                        "The certificate for https " + (end.isAfter(now) ? "ends" : "ended") + " on " + end + ".");
    }

    /** Writes it beside the other secrets, and says to the server's Java machine where. */
    List<String> options(DataFolder data) throws IOException, Problem {
        data.folder("secrets");
        Path file = data.secretFile("tls.p12");
        Path part = data.secretFile("tls.p12.part");
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(NAME, key, WORD.toCharArray(), chain.toArray(X509Certificate[]::new));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, WORD.toCharArray());
            Files.deleteIfExists(part);
            try (var channel = Files.newByteChannel(
                    part,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(java.nio.ByteBuffer.wrap(out.toByteArray()));
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (GeneralSecurityException e) {
            throw new Problem("The certificate cannot be given to the server: " + e.getMessage(), e);
        }
        return List.of("-Djavax.net.ssl.keyStore=" + file, "-Djavax.net.ssl.keyStorePassword=" + WORD);
    }
}
