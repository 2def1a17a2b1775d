package org.kairan.organization.control;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.kairan.core.problem.Refused;

/**
 * Hashes and checks passwords with Argon2id (19 MiB, 2 passes, 1 lane: OWASP Password Storage Cheat Sheet, 2025) on one thread of its own.
 *
 * <p>One thread, so that a rush of sign-ins in the morning takes one core at most and those who are already in do not notice; who waits does not hold a request thread.
 */
@ApplicationScoped
public class Passwords {

    /** Shortest password accepted, in characters. */
    public static final int MIN = 12;

    private static final int MAX = 200;
    private static final int WAITING = 2_000;
    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    /** Checked when a login is unknown, so that the time of an answer does not tell which logins exist. */
    private static final String NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                var thread = new Thread(work, "passwords");
                thread.setDaemon(true);
                return thread;
            });

    public CompletableFuture<Boolean> matches(String password, Optional<String> hash) {
        var cut = password.substring(0, Math.min(MAX, password.length()));
        return later(() -> Password.check(cut, hash.orElse(NOBODY)).with(ARGON2) && hash.isPresent());
    }

    /** Hashes a new password; refuses one that is too short or too long. */
    public CompletableFuture<String> hash(String password) {
        checkStrength(password);
        return later(
                () -> Password.hash(password).addRandomSalt(16).with(ARGON2).getResult());
    }

    /** Refuses a password that is too short or too long. */
    public static void checkStrength(String password) {
        if (password.codePointCount(0, password.length()) < MIN || password.length() > MAX) {
            throw Refused.invalid("organization.password-weak", Map.of("min", MIN));
        }
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }

    private <T> CompletableFuture<T> later(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor);
        } catch (RejectedExecutionException e) {
            throw new Refused(Refused.Kind.TOO_OFTEN, "organization.wait", Map.of("seconds", 30), java.util.List.of());
        }
    }
}
