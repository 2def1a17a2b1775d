package org.kairan.demo.load;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.kairan.demo.agenda.Agenda;
import org.kairan.demo.bulletin.Bulletin;
import org.kairan.demo.bulletin.Groups;
import org.kairan.demo.bulletin.Readings;
import org.kairan.demo.bulletin.Text;
import org.kairan.demo.bulletin.WorkingDays;
import org.kairan.demo.bulletin.Year;
import org.kairan.demo.city.Assignment;
import org.kairan.demo.city.City;
import org.kairan.demo.city.CityMaker;
import org.kairan.demo.city.Person;
import org.kairan.demo.city.Section;
import org.kairan.demo.city.SectionPeriod;
import org.kairan.demo.city.Title;
import org.kairan.demo.talk.Talk;

/** Loads the example city into an empty database, all of it or nothing. */
public final class CityLoader {
    /** The city is drawn from this number; another one would be another city. */
    public static final long SEED = 20_051_001L;

    private static final String PEOPLE = "organization.section, organization.section_period, organization.title,"
            + " organization.person, organization.assignment, organization.account";
    private static final String BOARD = "board.bulletin, board.audience, board.reading, board.reader, board.backlog";

    private final Connection connection;
    private final PrintStream out;
    private final Clock clock;
    private final long started;

    public CityLoader(Connection connection, PrintStream out, Clock clock) {
        this.connection = connection;
        this.out = out;
        this.clock = clock;
        this.started = clock.millis();
    }

    /**
     * Loads the city unless it is there already.
     *
     * @param data the installation's folder, for what bulletins carry; without it they carry nothing
     * @throws IllegalStateException when the database holds something else, or has no Kairan tables
     */
    public void load(LocalDate today, int people, int scale, String password, Optional<Path> data) throws SQLException {
        connection.setAutoCommit(false);
        try {
            if (isThere()) {
                connection.rollback();
                out.println("The example city is already there; nothing was changed.");
                return;
            }
            write(today, people, scale, password, data);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
        say("Committed; gathering statistics");
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze " + PEOPLE + (exists("board.bulletin") ? ", " + BOARD : "")
                    + (exists("chat.room") ? ", " + Conversations.TABLES : "")
                    + (exists("calendar.event") ? ", " + Diaries.TABLES : ""));
        }
        say("Done");
    }

    private boolean isThere() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!isTrue(statement, "select to_regclass('organization.person') is not null")) {
                throw new IllegalStateException(
                        "the database has no Kairan tables yet: start the server on it once, then load");
            }
            // Two loaders at the same time: the second waits here and then finds the city.
            statement.execute("lock table organization.person in share row exclusive mode");
            if (isTrue(
                    statement,
                    "select exists (select from organization.person where mail like '%@" + City.MAIL_DOMAIN + "')")) {
                return true;
            }
            if (isTrue(statement, "select exists (select from organization.person)")) {
                throw new IllegalStateException(
                        "the database holds people who are not the example city's; the example is only loaded into an empty one");
            }
            if (isTrue(
                    statement,
                    "select exists (select from organization.section) or exists (select from organization.title)"
                            + " or exists (select from board.bulletin)")) {
                throw new IllegalStateException(
                        "the database holds sections, titles or bulletins already; the example is only loaded into an empty one");
            }
            return false;
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private void write(LocalDate today, int people, int scale, String password, Optional<Path> data)
            throws SQLException {
        City city = CityMaker.make(SEED, today, people);
        writeCity(city);
        say(city.people().size() + " people in "
                + city.periods().stream().filter(p -> p.until() == null).count() + " sections");
        writeAccounts(city, password);
        writeRights(city);
        writeDelegates();
        writeWorkingHours();

        advance("organization.section", city.sections().size());
        advance("organization.title", city.titles().size());
        advance("organization.person", city.people().size());
        // A product made without a module has a city without its content.
        if (exists("board.bulletin")) {
            writeBoard(city, today, scale, data);
            if (exists("notification.activity")) {
                writeNotices();
            }
        }
        if (exists("chat.room")) {
            Conversations conversations = new Conversations(connection);
            Talk.of(SEED, city, Year.days(today), scale, conversations::add);
            say(conversations.end());
        }
        if (exists("calendar.event")) {
            say(new Diaries(connection, SEED).write(Agenda.facilities(), Agenda.of(SEED, city, scale), city));
            writeSecretaries();
        }
        if (exists("presence.override") && WorkingDays.isWorkingDay(today)) {
            say(new Errands(connection).write(city, today) + " people have said where they are");
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update organization.state set version = version + 1");
            if (exists("search.queue")) {
                statement.executeUpdate("insert into search.queue (module, kind, thing) values ('*', '*', 0)");
            }
        }
    }

    private void writeBoard(City city, LocalDate today, int scale, Optional<Path> data) throws SQLException {
        WorkingDays days = Year.days(today);
        List<Bulletin> bulletins = Year.of(SEED, city, days, scale);
        writeBulletins(city, bulletins);
        say(bulletins.size() + " bulletins");
        if (data.isPresent() && exists("storage.blob")) {
            Papers papers = new Papers(data.get());
            for (Bulletin b : bulletins) {
                papers.consider(b.id(), bulletins.size(), () -> Text.of(SEED, b, city));
            }
            int files = papers.write(connection, clock);
            if (files > 0) {
                advance("board.attachment", files);
            }
            say(files + " attachments");
        }

        Readings readings = new Readings(SEED, city, new Groups(city), days);
        writeReadings(readings, bulletins);
        writeBacklog(readings, bulletins, city);
        advance("board.bulletin", bulletins.size());
    }

    /** What the server would have told people of in the last weeks, and what they know of it. */
    private void writeNotices() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int notices = statement.executeUpdate("""
                insert into notification.activity (type, subject_module, subject_kind, subject_id, actor_id, args, happened_at, happened_on, expanded)
                select case importance when 'important' then 'board.important' else 'board.published' end, 'board', 'bulletin', id, author_id, '{}', published_at, published_on, true
                from board.bulletin where withdrawn_at is null and published_on > (select max(published_on) from board.bulletin) - 21 order by id""");
            statement.executeUpdate("""
                insert into notification.audience (group_key, activity_id)
                select b.group_key, a.id from notification.activity a join board.audience b on b.bulletin_id = a.subject_id""");
            statement.executeUpdate("""
                insert into notification.reading (person_id, activity_id)
                select r.person_id, a.id from notification.activity a join board.reading r on r.bulletin_id = a.subject_id""");
            statement.execute("analyze notification.activity, notification.audience, notification.reading");
            say(notices + " notices");
        }
    }

    private boolean exists(String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return isTrue(statement, "select to_regclass('" + table + "') is not null");
        }
    }

    private void writeCity(City city) throws SQLException {
        try (Copy rows = new Copy(connection, "organization.section (id, code)")) {
            for (Section s : city.sections()) {
                rows.row(s.id(), s.code());
            }
            rows.end();
        }
        try (Copy rows = new Copy(
                connection,
                "organization.section_period (section_id, parent_id, name, sort_order, valid_from, valid_until)")) {
            for (SectionPeriod p : city.periods()) {
                rows.row(
                        p.sectionId(),
                        p.parentId() == 0 ? null : p.parentId(),
                        p.name(),
                        p.order(),
                        p.from(),
                        p.until());
            }
            rows.end();
        }
        try (Copy rows = new Copy(connection, "organization.title (id, code, name, sort_order)")) {
            for (Title t : city.titles()) {
                rows.row(t.id(), t.code(), t.name(), t.order());
            }
            rows.end();
        }
        try (Copy rows = new Copy(connection, "organization.person (id, staff_number, name, kana, mail, extension)")) {
            for (Person p : city.people()) {
                rows.row(p.id(), p.staffNumber(), p.name(), p.kana(), p.mail(), p.extension());
            }
            rows.end();
        }
        try (Copy rows = new Copy(
                connection,
                "organization.assignment (person_id, section_id, title_id, kind, valid_from, valid_until)")) {
            for (Assignment a : city.assignments()) {
                rows.row(
                        a.personId(),
                        a.sectionId(),
                        a.titleId(),
                        a.primary() ? "primary" : "concurrent",
                        a.from(),
                        a.until());
            }
            rows.end();
        }
    }

    /** All have one password and so, in the example only, one hash: to compute 1,400 would take minutes. */
    private void writeAccounts(City city, String password) throws SQLException {
        String hash = Password.hash(password)
                .addRandomSalt(16)
                .with(Argon2Function.getInstance(19456, 2, 1, 32, Argon2.ID))
                .getResult();
        try (Copy rows = new Copy(connection, "organization.account (person_id, login, password_hash)")) {
            for (Person p : city.people()) {
                boolean administrator = p.id() == city.administrator();
                rows.row(p.id(), administrator ? "admin" : p.staffNumber(), hash);
            }
            rows.end();
        }
        try (Copy rows = new Copy(connection, "organization.granted (what, target)")) {
            rows.row("administrator", "person:" + city.administrator());
            rows.end();
        }
    }

    /** Five heads administer their sections, and two groups are there for all: one from every section, and the heads. */
    private void writeRights(City city) throws SQLException {
        String heads = " from organization.assignment a join organization.title t on t.id = a.title_id"
                + " where t.name = '課長' and a.kind = 'primary' and a.valid_until is null";
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into organization.granted (what, target, section_id)"
                    + " select 'section-administrator', 'person:' || a.person_id, a.section_id" + heads
                    + " order by a.section_id, a.person_id limit 5");
            statement.executeUpdate("insert into organization.custom_group (owner_id, name, shared) values ("
                    + city.administrator() + ", '情報化推進員', true), (" + city.administrator() + ", '課長会', true)");
            statement.executeUpdate("insert into organization.custom_group_member (group_id, person_id, since)"
                    + " select (select min(id) from organization.custom_group), person_id, current_date - 200 from"
                    + " (select distinct on (section_id) person_id, section_id from organization.assignment"
                    + " where kind = 'primary' and valid_until is null order by section_id, person_id desc) each");
            statement.executeUpdate("insert into organization.custom_group_member (group_id, person_id, since)"
                    + " select (select max(id) from organization.custom_group), a.person_id, current_date - 200"
                    + heads);
        }
    }

    /** Two of the secretariat act for the mayor, the vice mayors and the superintendent of education, and for the heads of departments whoever is their deputy. */
    private void writeDelegates() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into organization.delegation (person_id, delegate, valid_from, granted_by, granted_at)"
                            + " select h.person_id, 'person:' || s.person_id, current_date - 200, h.person_id, now() - interval '200 days'"
                            + " from organization.assignment h join organization.title t on t.id = h.title_id and t.name in ('市長', '副市長', '教育長')"
                            + " cross join (select min(a.person_id) as person_id from organization.assignment a join organization.section c on c.id = a.section_id and c.code = '020200'"
                            + " join organization.title r on r.id = a.title_id and r.name in ('係長', '主任') where a.kind = 'primary' and a.valid_until is null group by r.name) s"
                            + " where h.kind = 'primary' and h.valid_until is null");
            statement.executeUpdate(
                    "insert into organization.delegation (person_id, delegate, valid_from, granted_by, granted_at)"
                            + " select h.person_id, 'title:' || (select id from organization.title where name = '次長'), current_date - 200, h.person_id, now() - interval '200 days'"
                            + " from organization.assignment h join organization.title t on t.id = h.title_id and t.name in ('部長', '総合支所長')"
                            + " where h.kind = 'primary' and h.valid_until is null");
        }
    }

    /** Some of those who are employed year by year work part of the day, or some days of the week. */
    private void writeWorkingHours() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into organization.working_hours (person_id, weekday, starts, ends)"
                    + " select a.person_id, d, case a.person_id % 3 when 0 then time '09:00' when 1 then time '08:30' else time '13:00' end,"
                    + " case a.person_id % 3 when 0 then time '16:00' when 1 then time '12:00' else time '17:15' end"
                    + " from organization.assignment a join organization.title t on t.id = a.title_id and t.name = '会計年度任用職員'"
                    + " cross join generate_series(1, 5) as d where a.kind = 'primary' and a.valid_until is null and a.valid_from > current_date - 400"
                    + " and (a.person_id % 2 = 0 or d <> 3)");
        }
    }

    /** What stands in the mayor's calendar a secretary has entered. */
    private void writeSecretaries() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update calendar.event e set created_by = d.secretary from"
                    + " (select person_id, min(substr(delegate, 8)::bigint) as secretary from organization.delegation where delegate like 'person:%' group by person_id) d"
                    + " where e.owner = 'person:' || d.person_id and e.visibility <> 'private'");
        }
    }

    private void writeBulletins(City city, List<Bulletin> bulletins) throws SQLException {
        try (Copy rows = new Copy(
                connection,
                "board.bulletin (id, author_id, section_id, title, body, importance,"
                        + " published_at, published_on, edited_at, withdrawn_at, version)")) {
            for (Bulletin b : bulletins) {
                Text.Filled text = Text.of(SEED, b, city);
                rows.row(
                        b.id(),
                        b.authorId(),
                        b.sectionId(),
                        text.title(),
                        text.body(),
                        b.important() ? "important" : "normal",
                        moment(b.publishedAt()),
                        b.on(),
                        moment(b.editedAt()),
                        moment(b.withdrawnAt()),
                        b.editedAt() == 0 ? 1 : 2);
            }
            rows.end();
        }
        try (Copy rows = new Copy(connection, "board.audience (group_key, bulletin_id)")) {
            for (Bulletin b : bulletins) {
                for (String group : b.groups()) {
                    rows.row(group, b.id());
                }
            }
            rows.end();
        }
    }

    private static Instant moment(long seconds) {
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }

    private void writeReadings(Readings readings, List<Bulletin> bulletins) throws SQLException {
        try (Copy.Binary rows = new Copy.Binary(connection, "board.reading (person_id, bulletin_id, first_read_at)")) {
            int done = 0;
            for (Bulletin bulletin : bulletins) {
                readings.readings(bulletin, rows::row);
                if (++done % 5_000 == 0) {
                    say("readings of " + done + " bulletins");
                }
            }
            say(rows.end() + " readings");
        }
    }

    private void writeBacklog(Readings readings, List<Bulletin> bulletins, City city) throws SQLException {
        try (Copy.Binary rows = new Copy.Binary(connection, "board.backlog (person_id, bulletin_id)")) {
            for (Bulletin bulletin : bulletins) {
                readings.backlog(bulletin, (person, id, never) -> rows.row(person, id));
            }
            say(rows.end() + " unread");
        }
        try (Copy.Binary rows = new Copy.Binary(connection, "board.reader (person_id, watermark)")) {
            for (Person person : city.people()) {
                rows.row(person.id(), bulletins.size());
            }
            rows.end();
        }
    }

    /** The next row made by the server gets the number after ours. */
    private void advance(String table, long last) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select setval(pg_get_serial_sequence('" + table + "', 'id'), " + last + ")");
        }
    }

    private void say(String what) {
        out.printf("%6.1f s  %s%n", (clock.millis() - started) / 1000.0, what);
    }
}
