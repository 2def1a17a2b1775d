package org.kairan.notification.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kairan.core.access.Callers;
import org.kairan.core.card.Card;
import org.kairan.core.people.Contacts;
import org.kairan.core.people.Directory;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.CityTime;
import org.kairan.notification.control.ChannelPolicy;
import org.kairan.notification.control.Letter;
import org.kairan.notification.control.MailSettings;
import org.kairan.notification.control.Smtp;
import org.kairan.notification.control.Texts;
import org.kairan.notification.control.Waiting;
import org.kairan.notification.entity.Activities;
import org.kairan.notification.entity.Choices;
import org.kairan.notification.entity.Mails;
import org.kairan.notification.entity.Mails.Mail;
import org.kairan.notification.entity.Notice;

/** The steps of mailing, each a transaction: find who wants it, collect it into one mail, send that. What is killed between two steps goes on at the same place. */
@ApplicationScoped
public class Outbox {

    /** What happened while no mail was configured is not mailed when it is. */
    private static final Duration TOO_OLD = Duration.ofDays(1);

    private static final int DAYS_OF_ACTIVITIES = 180;
    private static final Duration LIFE_OF_MAILS = Duration.ofDays(90);
    private static final int AT_ONCE = 20;

    @Inject
    Mails mails;

    @Inject
    Activities activities;

    @Inject
    Choices choices;

    @Inject
    Kinds kinds;

    @Inject
    SubjectCards cards;

    @Inject
    Directory directory;

    @Inject
    Contacts contacts;

    @Inject
    Callers callers;

    @Inject
    MailSettings settings;

    @Inject
    Clock clock;

    private Texts texts;

    /** The mail that was taken over last. */
    private volatile String taken;

    @PostConstruct
    void loadTexts() {
        texts = new Texts(Thread.currentThread().getContextClassLoader());
    }

    /** Finds who wants a mail of what has happened; true if there may be more. */
    @Transactional
    public boolean expand() {
        var pending = mails.pending(AT_ONCE);
        var known = kinds.all();
        for (var activity : pending) {
            var type = known.get(activity.type());
            var people = type == null
                            || activity.happenedAt().isBefore(clock.instant().minus(TOO_OLD))
                    ? List.<PersonId>of()
                    : directory.members(activity.audience(), activity.happenedOn()).stream()
                            .map(Person::id)
                            .filter(person -> !person.equals(activity.actor()))
                            .toList();
            var chosen = choices.of(activity.type(), people);
            var wanting = people.stream()
                    .filter(person ->
                            ChannelPolicy.byMail(ChannelPolicy.channel(type, Optional.ofNullable(chosen.get(person)))))
                    .toList();
            mails.expand(activity.id(), wanting);
        }
        return pending.size() == AT_ONCE;
    }

    /** Makes one mail for each person for whom something has been collected long enough. */
    @Transactional
    public void collect() {
        if (mails.lock()) {
            mails.collectedBefore(clock.instant().minus(settings.digest())).forEach(person -> {
                if (endOfQuiet(person).isEmpty()) {
                    mails.make(person, settings.publicHost());
                }
            });
        }
    }

    @Transactional
    public boolean hasNext() {
        return mails.next().isPresent();
    }

    /**
     * Sends the mail whose turn it is and notes it; false if there is none. Whoever dies between the mail server's word and the note has sent it, and it is sent again under the same Message-ID: SMTP knows no
     * way to ask. That is one mail at most.
     */
    @Transactional(rollbackOn = Smtp.Unreachable.class)
    public boolean sendNext(Smtp smtp) throws Smtp.Unreachable {
        var next = mails.next();
        if (next.isEmpty()) {
            return false;
        }
        var quiet = endOfQuiet(next.get().person());
        if (quiet.isPresent()) {
            mails.postpone(next.get(), quiet.get(), next.get().attempts(), Optional.empty());
        } else {
            send(next.get(), smtp);
        }
        return true;
    }

    @Transactional
    public void tidy() {
        mails.forget(clock.instant().minus(LIFE_OF_MAILS));
        activities.forget(CityTime.today(clock).minusDays(DAYS_OF_ACTIVITIES));
    }

    private void send(Mail mail, Smtp smtp) throws Smtp.Unreachable {
        var contact =
                Optional.ofNullable(contacts.contacts(List.of(mail.person())).get(mail.person()));
        var address = contact.flatMap(Contacts.Contact::mail);
        var items = items(mail);
        if (items.isEmpty() || address.isEmpty()) {
            mails.end(mail, "needless", address, Optional.empty());
            return;
        }
        var letter = Letter.of(items, contact.orElseThrow().locale(), settings.url(), texts::find);
        try {
            // What the mail server has taken over, but could not be noted, for want of disk say, is only noted now.
            if (!mail.messageId().equals(taken)) {
                smtp.send(letter, address.get(), mail.messageId(), clock.instant());
                taken = mail.messageId();
            }
            mails.end(mail, "sent", address, Optional.empty());
        } catch (Smtp.AddressRefused e) {
            mails.end(mail, "refused", address, Optional.of(e.getMessage()));
        } catch (Smtp.NotNow e) {
            var failures = mail.attempts() + 1;
            var again = clock.instant().plus(Waiting.after(failures, settings.retry()));
            if (again.isAfter(mail.createdAt().plus(settings.keep()))) {
                mails.end(mail, "expired", address, Optional.of(e.getMessage()));
            } else {
                mails.postpone(mail, again, failures, Optional.of(e.getMessage()));
            }
        }
    }

    /** What the mail tells, as its reader may see it now; nothing to somebody who has left. */
    private List<Letter.Item> items(Mail mail) {
        var caller = callers.absent(List.of(mail.person())).get(mail.person());
        if (caller == null) {
            return List.of();
        }
        var notices = mails.items(mail, kinds.listed(choices.of(mail.person())));
        var shown = cards.of(notices, caller);
        var actors =
                directory.people(notices.stream().map(Notice::actor).distinct().toList());
        return notices.stream()
                .filter(notice ->
                        shown.containsKey(notice.subject()) && kinds.all().containsKey(notice.type()))
                .map(notice -> item(
                        notice,
                        shown.get(notice.subject()),
                        Optional.ofNullable(actors.get(notice.actor())).map(Person::name)))
                .toList();
    }

    private Letter.Item item(Notice notice, Card card, Optional<String> actor) {
        var values = new HashMap<String, String>(notice.args());
        values.put("title", card.title());
        values.put("actor", actor.orElse(""));
        return new Letter.Item(
                notice.type(),
                kinds.all().get(notice.type()).sensitive(),
                Map.copyOf(values),
                card.detail(),
                card.path());
    }

    private Optional<Instant> endOfQuiet(PersonId person) {
        return choices.quiet(person).flatMap(quiet -> Waiting.endOfQuiet(clock.instant(), quiet.from(), quiet.until()));
    }
}
