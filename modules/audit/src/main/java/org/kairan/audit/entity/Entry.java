package org.kairan.audit.entity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One act as it was recorded.
 *
 * @param at to the microsecond, as the database keeps it
 * @param who staff number and name on that day; empty for nobody who is known
 * @param details a JSON object of texts, its keys sorted
 */
public record Entry(
        long id,
        Instant at,
        String act,
        Optional<Long> person,
        String who,
        Optional<Long> onBehalfOf,
        Optional<String> subject,
        String details,
        String address,
        String request) {

    /** Gives the SHA-256 over the hash of the entry before and this one's fields, each after its length in bytes (−1 if absent), so that no two contents are written alike. */
    public byte[] hash(byte[] previous) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            Stream.of(
                            Long.toString(id),
                            at.toString(),
                            act,
                            person.map(Objects::toString).orElse(null),
                            who,
                            onBehalfOf.map(Objects::toString).orElse(null),
                            subject.orElse(null),
                            details,
                            address,
                            request)
                    .forEach(field -> {
                        var bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
                        digest.update(ByteBuffer.allocate(4)
                                .putInt(0, field == null ? -1 : bytes.length)
                                .array());
                        digest.update(bytes);
                    });
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
