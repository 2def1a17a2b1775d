package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kairan.core.access.SessionsEnded;
import org.kairan.core.audit.Audited;
import org.kairan.core.audit.Source;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.control.Rights;
import org.kairan.organization.entity.Accounts;
import org.kairan.organization.entity.Accounts.Account;
import org.kairan.organization.entity.Failures;
import org.kairan.organization.entity.Rosters;
import org.kairan.organization.entity.Sessions;

/**
 * Lets people in and out. Here, and nowhere else, a session begins; the password work itself is done outside of transactions.
 *
 * <p>Failed tries slow down only the pair of account and device (known by a cookie), or of account and address: nobody can lock out another. An address as a whole is slowed far above what a branch office does in a morning.
 */
@ApplicationScoped
public class SignOn {

    private static final int FREE_TRIES = 5;
    private static final int FREE_TRIES_OF_ADDRESS = 500;

    /** Where a request to sign in comes from. */
    public record Origin(
            String address, String userAgent, Optional<String> device, boolean sharedPc, Optional<Source> source) {}

    /** A try that may go on to the password. */
    public record Attempt(String login, Optional<Account> account, String bucket, Origin origin) {}

    /** What the browser keeps of a new session. */
    public record Opened(String token, Optional<String> device) {}

    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    Failures failures;

    @Inject
    Rosters rosters;

    @Inject
    Rights rights;

    @Inject
    Event<SessionsEnded> ended;

    @Inject
    Event<Audited> audited;

    @Transactional
    public Attempt attempt(String login, Origin origin) {
        var account = accounts.byLogin(login.strip());
        var known = account.isPresent()
                && origin.device()
                        .filter(device -> accounts.knowsDevice(account.get().person(), device))
                        .isPresent();
        var name = login.strip().toLowerCase(Locale.ROOT);
        var bucket =
                known ? "device|" + name + "|" + origin.device().get() : "address|" + name + "|" + origin.address();
        failures.wait(bucket).or(() -> failures.wait(origin.address())).ifPresent(SignOn::tooOften);
        return new Attempt(login.strip(), account, bucket, origin);
    }

    @Transactional
    public void failed(Attempt attempt) {
        failures.add(attempt.bucket(), FREE_TRIES);
        failures.add(attempt.origin().address(), FREE_TRIES_OF_ADDRESS);
        // Some type their password where the login belongs: what is no login is not recorded.
        audited.fire(new Audited(
                "organization.sign-in-failed",
                attempt.account().map(Account::person),
                Optional.empty(),
                attempt.account().map(a -> Map.of("login", a.login())).orElse(Map.of()),
                attempt.origin().source()));
    }

    @Transactional
    public Opened proven(Attempt attempt) {
        failures.clear(attempt.bucket());
        return opened("organization.signed-in", attempt.account().orElseThrow().person(), attempt.origin());
    }

    /** Turns a printed code into a password and lets its owner in; the hash is of a password that was found good. */
    @Transactional
    public Optional<Opened> activate(Attempt attempt, String login, String code, String passwordHash) {
        return accounts.activate(login.strip(), code, passwordHash).map(person -> {
            failures.clear(attempt.bucket());
            return opened("organization.code-used", person, attempt.origin());
        });
    }

    @Transactional
    public Opened setUp(String token, String login, String name, String kana, String passwordHash, Origin origin) {
        if (!accounts.useSetup(token)) {
            throw new NotFound();
        }
        return opened(
                "organization.set-up",
                accounts.createFirst(login.strip(), name.strip(), kana.strip(), passwordHash),
                origin);
    }

    @Transactional
    public void changePassword(PersonId person, UUID session, String passwordHash, Optional<Source> source) {
        accounts.setPassword(person, passwordHash);
        accounts.forgetDevices(person);
        tell(sessions.endAll(List.of(person), Optional.of(session)));
        audited.fire(
                new Audited("organization.password-changed", Optional.of(person), Optional.empty(), Map.of(), source));
    }

    /** Ends a session of a person; {@code act} says whether they signed out or somebody revoked it. */
    @Transactional
    public void end(PersonId person, UUID session, String act, PersonId by) {
        var gone = sessions.end(person, session);
        if (gone.isEmpty()) {
            throw new NotFound();
        }
        tell(gone);
        audited.fire(new Audited(act, Optional.of(by), Optional.of(OrganizationModule.person(person)), Map.of()));
    }

    @Transactional
    public void endAll(PersonId person) {
        tell(sessions.endAll(List.of(person), Optional.empty()));
    }

    private Opened opened(String act, PersonId person, Origin origin) {
        var opened = open(person, origin);
        audited.fire(new Audited(
                act,
                Optional.of(person),
                Optional.empty(),
                Map.of("sharedPc", Boolean.toString(origin.sharedPc())),
                origin.source()));
        return opened;
    }

    private Opened open(PersonId person, Origin origin) {
        var roster = rosters.today();
        if (!roster.member(person)
                .map(member -> member.maySignIn(
                        rights.administers(roster, member.groups().keySet())))
                .orElse(false)) {
            throw new Refused(Refused.Kind.UNPROVEN, "organization.account-ended", Map.of(), List.of());
        }
        // A shared PC is nobody's known device.
        var device = origin.sharedPc()
                        || origin.device()
                                .filter(secret -> accounts.knowsDevice(person, secret))
                                .isPresent()
                ? Optional.<String>empty()
                : Optional.of(sessions.secret());
        device.ifPresent(secret -> accounts.rememberDevice(person, secret));
        return new Opened(sessions.open(person, origin.sharedPc(), origin.address(), origin.userAgent()), device);
    }

    private void tell(Set<UUID> gone) {
        if (!gone.isEmpty()) {
            ended.fire(new SessionsEnded(gone));
        }
    }

    private static void tooOften(Duration wait) {
        throw new Refused(
                Refused.Kind.TOO_OFTEN, "organization.wait", Map.of("seconds", wait.toSeconds() + 1), List.of());
    }
}
