package org.kairan.organization.entity;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.CityTime;
import org.kairan.core.time.WorkingWeek;

/** Gives the organization as of a day; today's is kept in memory until its version changes or the day ends. */
@ApplicationScoped
public class Rosters {

    /** How long a request goes on with the organization that its session was checked against. */
    private static final long TRUSTED = TimeUnit.MILLISECONDS.toNanos(20);

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transaction;

    private volatile Roster kept;

    /** When this thread was last told the version of what is kept; only a thread that asks with a session is ever told. */
    private final ThreadLocal<Long> told = new ThreadLocal<>();

    public Roster today() {
        var at = told.get();
        if (at != null && transaction.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            // It may be changing the organization itself.
            told.remove();
        } else if (at != null && System.nanoTime() - at < TRUSTED) {
            var roster = kept;
            if (roster != null && roster.day().equals(CityTime.today(clock))) {
                return roster;
            }
        }
        return current(jdbi.withHandle(Rosters::version));
    }

    /** Gives today's roster for a version just read, so that who has read it with something else saves a statement. */
    public Roster today(long version) {
        var roster = current(version);
        told.set(System.nanoTime());
        return roster;
    }

    private Roster current(long version) {
        var day = CityTime.today(clock);
        var roster = kept;
        if (roster == null || roster.version() != version || !roster.day().equals(day)) {
            var read = jdbi.withHandle(h -> {
                settle(h, day);
                return Reading.of(h);
            });
            roster = read.on(day);
            // What this transaction has changed may yet be undone, and another change would get the same version.
            if (read.committed()) {
                kept = roster;
            }
        }
        return roster;
    }

    public Roster on(LocalDate day) {
        return jdbi.withHandle(Reading::of).on(day);
    }

    /**
     * Gives the days from today on which anything is known to change, today first, each with its roster.
     *
     * @return in the order of days
     */
    public List<Roster> ahead() {
        var today = CityTime.today(clock);
        var read = jdbi.withHandle(Reading::of);
        var days = new TreeSet<>(List.of(today));
        read.assignments().forEach(a -> {
            days.add(a.from());
            a.until().ifPresent(days::add);
        });
        read.periods().forEach(p -> {
            days.add(p.from());
            p.until().ifPresent(days::add);
        });
        return days.tailSet(today).stream().map(read::on).toList();
    }

    /** Moves what holds by now into what is known of the people. */
    static void settle(Handle h, LocalDate today) {
        h.createUpdate("""
                with due as (delete from organization.person_pending where valid_from <= :today returning *),
                last as (select person_id,
                    (array_agg(name order by valid_from desc) filter (where name is not null))[1] as name,
                    (array_agg(kana order by valid_from desc) filter (where kana is not null))[1] as kana,
                    (array_agg(mail order by valid_from desc) filter (where mail is not null))[1] as mail,
                    (array_agg(extension order by valid_from desc) filter (where extension is not null))[1] as extension
                  from due group by person_id)
                update organization.person p set name = coalesce(l.name, p.name), kana = coalesce(l.kana, p.kana),
                  mail = nullif(coalesce(l.mail, p.mail), ''), extension = nullif(coalesce(l.extension, p.extension), '')
                from last l where l.person_id = p.id""").bind("today", today).execute();
    }

    private static long version(Handle h) {
        return h.createQuery("select version from organization.state")
                .mapTo(Long.class)
                .one();
    }

    /** What a person will be called from a day on; null stays as it is, an empty text removes. */
    private record Pending(long personId, LocalDate from, String name, String kana, String mail, String extension) {}

    /** Everything at one moment, from which the roster of any day is made. */
    private record Reading(
            long version,
            boolean committed,
            List<Roster.Period> periods,
            List<Roster.Title> titles,
            List<Roster.Details> people,
            List<Pending> pending,
            List<Roster.Assignment> assignments,
            List<Roster.CustomGroup> groups,
            List<Roster.Grant> grants,
            List<Roster.Delegation> delegations,
            Map<PersonId, WorkingWeek> weeks) {

        Roster on(LocalDate day) {
            var due = new HashMap<Long, List<Pending>>();
            pending.stream()
                    .filter(p -> !p.from().isAfter(day))
                    .forEach(p -> due.computeIfAbsent(p.personId(), id -> new ArrayList<>())
                            .add(p));
            var details = people.stream().map(known -> {
                var will = known;
                for (var p : due.getOrDefault(known.id(), List.of())) {
                    will = new Roster.Details(
                            will.id(),
                            will.staffNumber(),
                            p.name() == null ? will.name() : p.name(),
                            p.kana() == null ? will.kana() : p.kana(),
                            p.mail() == null ? will.mail() : some(p.mail()),
                            p.extension() == null ? will.extension() : some(p.extension()));
                }
                return will;
            });
            return new Roster(
                    day, version, periods, titles, details.toList(), assignments, groups, grants, delegations, weeks);
        }

        private static Optional<String> some(String text) {
            return Optional.of(text).filter(t -> !t.isEmpty());
        }

        static Reading of(Handle h) {
            // The version is read first: what changes in between makes the roster newer than it says, and it is read
            // again.
            var state = h.createQuery(
                            "select version, xmin::text is distinct from pg_current_xact_id_if_assigned()::xid::text from organization.state")
                    .map((rs, c) -> Map.entry(rs.getLong(1), rs.getBoolean(2)))
                    .one();
            var periods = h.createQuery(
                            "select s.id, s.code, p.parent_id, p.name, p.sort_order, p.valid_from, p.valid_until from organization.section s join organization.section_period p on p.section_id = s.id")
                    .map((rs, c) -> new Roster.Period(
                            rs.getLong(1),
                            rs.getString(2),
                            Optional.ofNullable(rs.getObject(3, Long.class)),
                            rs.getString(4),
                            rs.getInt(5),
                            rs.getObject(6, LocalDate.class),
                            Optional.ofNullable(rs.getObject(7, LocalDate.class))))
                    .list();
            var titles = h.createQuery("select id, code, name, sort_order from organization.title")
                    .map((rs, c) -> new Roster.Title(rs.getLong(1), rs.getString(2), rs.getString(3), rs.getInt(4)))
                    .list();
            var people = h.createQuery("select id, staff_number, name, kana, mail, extension from organization.person")
                    .map((rs, c) -> new Roster.Details(
                            rs.getLong(1),
                            rs.getString(2),
                            rs.getString(3),
                            rs.getString(4),
                            Optional.ofNullable(rs.getString(5)),
                            Optional.ofNullable(rs.getString(6))))
                    .list();
            var pending = h.createQuery(
                            "select person_id, valid_from, name, kana, mail, extension from organization.person_pending order by valid_from")
                    .map((rs, c) -> new Pending(
                            rs.getLong(1),
                            rs.getObject(2, LocalDate.class),
                            rs.getString(3),
                            rs.getString(4),
                            rs.getString(5),
                            rs.getString(6)))
                    .list();
            var assignments = h.createQuery(
                            "select person_id, section_id, title_id, kind = 'primary', valid_from, valid_until from organization.assignment order by valid_from")
                    .map((rs, c) -> new Roster.Assignment(
                            rs.getLong(1),
                            rs.getLong(2),
                            Optional.ofNullable(rs.getObject(3, Long.class)),
                            rs.getBoolean(4),
                            rs.getObject(5, LocalDate.class),
                            Optional.ofNullable(rs.getObject(6, LocalDate.class))))
                    .list();
            return new Reading(
                    state.getKey(),
                    state.getValue(),
                    periods,
                    titles,
                    people,
                    pending,
                    assignments,
                    Groups.all(h),
                    Grants.all(h),
                    Delegates.all(h),
                    WorkingPatterns.all(h));
        }
    }
}
