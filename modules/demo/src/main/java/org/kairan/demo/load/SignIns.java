package org.kairan.demo.load;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/** Shows a few people of different work by whose login one can sign in. */
public final class SignIns {
    /** Somebody whose section's code matches the pattern, with this title; the pattern is SQL's. */
    private record Example(String section, String title) {}

    private static final List<Example> EXAMPLES = List.of(
            new Example("010200", "課長"),
            new Example("010100", "主事"),
            new Example("0403__", "保育士"),
            new Example("0804__", "主事"),
            new Example("130100", "主事"));

    private static final String QUERY = """
      select c.login, p.name, coalesce(sp.name, s.code), coalesce(t.name, '')
      from organization.account c
      join organization.person p on p.id = c.person_id
      join organization.assignment a on a.person_id = p.id and a.kind = 'primary'
        and a.valid_from <= ? and (a.valid_until is null or a.valid_until > ?)
      join organization.section s on s.id = a.section_id
      left join organization.section_period sp on sp.section_id = s.id
        and sp.valid_from <= ? and (sp.valid_until is null or sp.valid_until > ?)
      left join organization.title t on t.id = a.title_id
      where c.password_hash is not null and %s
      order by p.id limit 1""";

    private SignIns() {}

    /** Prints lines {@code SIGN-IN <login> <name> <section> <title>}, the administrator first. */
    public static void print(Connection connection, LocalDate today, PrintStream out) throws SQLException {
        boolean any = line(connection, today, out, "c.login = ?", "admin");
        for (Example example : EXAMPLES) {
            any |= line(
                    connection,
                    today,
                    out,
                    "c.login <> 'admin' and s.code like ? and t.name = ?",
                    example.section(),
                    example.title());
        }
        if (!any) {
            throw new IllegalStateException("the example city is not in this database");
        }
    }

    private static boolean line(
            Connection connection, LocalDate today, PrintStream out, String condition, String... values)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(QUERY.formatted(condition))) {
            int place = 1;
            while (place <= 4) {
                query.setDate(place++, Date.valueOf(today));
            }
            for (String value : values) {
                query.setString(place++, value);
            }
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return false;
                }
                out.println("SIGN-IN " + rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3) + " "
                        + rows.getString(4));
                return true;
            }
        }
    }
}
