package org.kairan.organization.boundary;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;

/** Makes and reads one-time codes: 12 characters in groups of four, without letters that are mistaken for digits on paper; 58 bits. */
final class Codes {

    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
    private static final int LENGTH = 12;

    private Codes() {}

    static String make(SecureRandom random) {
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    static String printed(String code) {
        return code.replaceAll("(.{4})(?=.)", "$1-");
    }

    /** Reads what somebody typed from paper: full-width, lower case, with or without hyphens and spaces. */
    static String read(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "");
    }
}
