package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.time.CityTime;
import org.kairan.organization.entity.Organization.Assignment;
import org.kairan.organization.entity.Organization.AssignmentKind;
import org.kairan.organization.entity.Organization.Period;
import org.kairan.organization.entity.Organization.Person;
import org.kairan.organization.entity.Organization.Section;
import org.kairan.organization.entity.Organization.Title;

/** Reads the organization with its whole history, and carries out the operations of a plan exactly as {@link Organization#after} defines them. */
@ApplicationScoped
public class Organizations {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /** Reads everything; the people are called as they will be on that day. */
    public Organization read(LocalDate day) {
        return jdbi.withHandle(h -> {
            Rosters.settle(h, CityTime.today(clock));
            var periods = new HashMap<String, List<Period>>();
            h.createQuery(
                            "select s.code, parent.code as parent, p.name, p.sort_order, p.valid_from, p.valid_until from organization.section_period p join organization.section s on s.id = p.section_id"
                                    + " left join organization.section parent on parent.id = p.parent_id order by p.valid_from")
                    .map((rs, c) -> periods.computeIfAbsent(rs.getString("code"), code -> new ArrayList<>())
                            .add(new Period(
                                    rs.getString("parent"),
                                    rs.getString("name"),
                                    rs.getInt("sort_order"),
                                    day(rs, "valid_from"),
                                    day(rs, "valid_until"))))
                    .list();
            var sections = h
                    .createQuery("select code from organization.section order by code")
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .map(code -> new Section(code, periods.getOrDefault(code, List.of())))
                    .toList();
            var titles = h.createQuery(
                            "select code, name, sort_order from organization.title order by sort_order, code")
                    .map((rs, c) -> new Title(rs.getString(1), rs.getString(2), rs.getInt(3)))
                    .list();
            var assignments = new HashMap<Long, List<Assignment>>();
            h.createQuery(
                            "select a.person_id, s.code, t.code as title, a.kind, a.valid_from, a.valid_until from organization.assignment a join organization.section s on s.id = a.section_id"
                                    + " left join organization.title t on t.id = a.title_id order by a.valid_from, a.id")
                    .map((rs, c) -> assignments
                            .computeIfAbsent(rs.getLong("person_id"), id -> new ArrayList<>())
                            .add(new Assignment(
                                    rs.getString("code"),
                                    rs.getString("title"),
                                    AssignmentKind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                                    day(rs, "valid_from"),
                                    day(rs, "valid_until"))))
                    .list();
            var people = h.createQuery("""
                select p.id, p.staff_number, coalesce(w.name, p.name), coalesce(w.kana, p.kana),
                  nullif(coalesce(w.mail, p.mail), ''), nullif(coalesce(w.extension, p.extension), '')
                from organization.person p left join (select person_id,
                    (array_agg(name order by valid_from desc) filter (where name is not null))[1] as name,
                    (array_agg(kana order by valid_from desc) filter (where kana is not null))[1] as kana,
                    (array_agg(mail order by valid_from desc) filter (where mail is not null))[1] as mail,
                    (array_agg(extension order by valid_from desc) filter (where extension is not null))[1] as extension
                  from organization.person_pending where valid_from <= :day group by person_id) w on w.person_id = p.id
                order by p.staff_number""")
                    .bind("day", day)
                    .map((rs, c) -> new Person(
                            rs.getString(2),
                            rs.getString(3),
                            rs.getString(4),
                            rs.getString(5),
                            rs.getString(6),
                            assignments.getOrDefault(rs.getLong(1), List.of())))
                    .list();
            return new Organization(sections, titles, people);
        });
    }

    /** Waits until no other import runs and keeps others out until the transaction ends. */
    public void lock() {
        jdbi.useHandle(h -> h.execute("select version from organization.state for update"));
    }

    /** Tells everybody that something about people or their rights is different. */
    public void touch() {
        jdbi.useHandle(h -> h.execute("update organization.state set version = version + 1"));
    }

    /** The version that every change raises. */
    public long version() {
        return jdbi.withHandle(h -> h.createQuery("select version from organization.state")
                .mapTo(Long.class)
                .one());
    }

    /** Applies the operations in their order; new people get an account with their staff number as login and no password. */
    public void apply(List<Operation> operations) {
        jdbi.useHandle(h -> {
            var ids = new Ids(h);
            operations.forEach(operation -> apply(h, ids, operation, CityTime.today(clock)));
            h.execute("update organization.state set version = version + 1");
        });
    }

    /** The keys given out so far, so that each operation is one statement. */
    private static final class Ids {
        final Map<String, Long> sections;
        final Map<String, Long> titles;
        final Map<String, Long> people;

        Ids(Handle h) {
            sections = read(h, "select code, id from organization.section");
            titles = read(h, "select code, id from organization.title");
            people = read(h, "select staff_number, id from organization.person");
        }

        private static Map<String, Long> read(Handle h, String sql) {
            var ids = new HashMap<String, Long>();
            h.createQuery(sql)
                    .map((rs, c) -> ids.put(rs.getString(1), rs.getLong(2)))
                    .list();
            return ids;
        }

        Long section(String code) {
            return code == null ? null : sections.get(code);
        }

        Long title(String code) {
            return code == null ? null : titles.get(code);
        }
    }

    private static void apply(Handle h, Ids ids, Operation operation, LocalDate today) {
        if (operation instanceof Operation.CreateTitle it) {
            ids.titles.put(
                    it.code(),
                    h.createQuery(
                                    "insert into organization.title (code, name, sort_order) values (:code, :name, :order) returning id")
                            .bind("code", it.code())
                            .bind("name", it.name())
                            .bind("order", it.order())
                            .mapTo(Long.class)
                            .one());
        } else if (operation instanceof Operation.EditTitle it) {
            h.createUpdate(
                            "update organization.title set code = :next, name = :name, sort_order = :order where code = :code")
                    .bind("next", it.newCode())
                    .bind("name", it.name())
                    .bind("order", it.order())
                    .bind("code", it.code())
                    .execute();
            ids.titles.put(it.newCode(), ids.titles.remove(it.code()));
        } else if (operation instanceof Operation.CreateSection it) {
            ids.sections.put(
                    it.code(),
                    h.createQuery("insert into organization.section (code) values (:code) returning id")
                            .bind("code", it.code())
                            .mapTo(Long.class)
                            .one());
        } else if (operation instanceof Operation.RecodeSection it) {
            h.createUpdate("update organization.section set code = :next where code = :code")
                    .bind("next", it.newCode())
                    .bind("code", it.code())
                    .execute();
            ids.sections.put(it.newCode(), ids.sections.remove(it.code()));
        } else if (operation instanceof Operation.PlaceSection it) {
            var id = ids.section(it.code());
            h.createUpdate("delete from organization.section_period where section_id = :id and valid_from = :from")
                    .bind("id", id)
                    .bind("from", it.from())
                    .execute();
            h.createUpdate(
                            "update organization.section_period set valid_until = :from where section_id = :id and daterange(valid_from, valid_until) @> :from")
                    .bind("id", id)
                    .bind("from", it.from())
                    .execute();
            h.createUpdate(
                            "insert into organization.section_period (section_id, parent_id, name, sort_order, valid_from, valid_until) values (:id, :parent, :name, :order, :from, :until)")
                    .bind("id", id)
                    .bind("parent", ids.section(it.parentCode()))
                    .bind("name", it.name())
                    .bind("order", it.order())
                    .bind("from", it.from())
                    .bind("until", it.until())
                    .execute();
        } else if (operation instanceof Operation.EndSection it) {
            end(
                    h,
                    "organization.section_period where section_id = :id and valid_from = :from",
                    Map.of("id", ids.section(it.code())),
                    it.from(),
                    it.until());
        } else if (operation instanceof Operation.CreatePerson it) {
            long id = h.createQuery(
                            "insert into organization.person (staff_number, name, kana, mail, extension) values (:number, :name, :kana, :mail, :extension) returning id")
                    .bind("number", it.staffNumber())
                    .bind("name", it.name())
                    .bind("kana", it.kana())
                    .bind("mail", it.mail())
                    .bind("extension", it.extension())
                    .mapTo(Long.class)
                    .one();
            h.createUpdate("insert into organization.account (person_id, login) values (:id, :login)")
                    .bind("id", id)
                    .bind("login", it.staffNumber())
                    .execute();
            ids.people.put(it.staffNumber(), id);
        } else if (operation instanceof Operation.EditPerson it) {
            var update = it.from().isAfter(today) ? h.createUpdate("""
                        insert into organization.person_pending as w (person_id, valid_from, name, kana, mail, extension)
                        values (:id, :from, :name, :kana, :mail, :extension)
                        on conflict (person_id, valid_from) do update set name = coalesce(excluded.name, w.name),
                          kana = coalesce(excluded.kana, w.kana), mail = coalesce(excluded.mail, w.mail),
                          extension = coalesce(excluded.extension, w.extension)""").bind("from", it.from()) : h.createUpdate("""
                        update organization.person set name = coalesce(:name, name), kana = coalesce(:kana, kana),
                          mail = nullif(coalesce(:mail, mail), ''), extension = nullif(coalesce(:extension, extension), '')
                        where id = :id""");
            update.bind("name", it.name())
                    .bind("kana", it.kana())
                    .bind("mail", it.mail())
                    .bind("extension", it.extension())
                    .bind("id", ids.people.get(it.staffNumber()))
                    .execute();
        } else if (operation instanceof Operation.Assign it) {
            h.createUpdate(
                            "insert into organization.assignment (person_id, section_id, title_id, kind, valid_from, valid_until) values (:person, :section, :title, :kind, :from, :until)")
                    .bind("person", ids.people.get(it.staffNumber()))
                    .bind("section", ids.section(it.sectionCode()))
                    .bind("title", ids.title(it.titleCode()))
                    .bind("kind", it.kind().name().toLowerCase(Locale.ROOT))
                    .bind("from", it.from())
                    .bind("until", it.until())
                    .execute();
        } else if (operation instanceof Operation.EndAssignment it) {
            end(
                    h,
                    "organization.assignment where person_id = :id and section_id = :section and valid_from = :from",
                    Map.of("id", ids.people.get(it.staffNumber()), "section", ids.section(it.sectionCode())),
                    it.from(),
                    it.until());
        }
    }

    /** Sets an end, or removes what would be left of nothing. */
    private static void end(Handle h, String which, Map<String, Long> keys, LocalDate from, LocalDate until) {
        var nothing = until != null && !from.isBefore(until);
        var table = which.substring(0, which.indexOf(" where"));
        var condition = which.substring(which.indexOf(" where"));
        var update = h.createUpdate(
                        nothing ? "delete from " + which : "update " + table + " set valid_until = :until" + condition)
                .bindMap(keys)
                .bind("from", from);
        if (!nothing) {
            update.bind("until", until);
        }
        update.execute();
    }

    private static LocalDate day(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, LocalDate.class);
    }
}
