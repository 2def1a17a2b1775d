package org.kairan.core.storage;

import java.util.regex.Pattern;

/**
 * Names content by its SHA-256, in lower-case hexadecimal; whoever knows it has no right by that.
 *
 * @throws IllegalArgumentException if the text is no such digest
 */
public record BlobRef(String sha256) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public BlobRef {
        if (!FORM.matcher(sha256).matches()) {
            throw new IllegalArgumentException("no SHA-256: " + sha256);
        }
    }

    @Override
    public String toString() {
        return sha256;
    }
}
