package org.kairan.launcher;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a database's modules consist of, read from PostgreSQL's own catalog, as statements that make it again on any version that
 * Kairan knows.
 *
 * @param before what must be there before the rows: extensions, schemas, functions, sequences, tables without constraints
 * @param tables in the order in which their rows are copied
 * @param after what is faster or only possible with the rows: constraints, indexes, positions of sequences, views, triggers, comments
 * @param modules version of each module's schema, as its Flyway history has it
 */
record Catalog(List<String> before, List<Table> tables, List<String> after, Map<String, String> modules) {

    /**
     * A table and the columns that hold what cannot be computed.
     *
     * @param name with the schema, quoted where SQL demands it
     * @param columns quoted and separated by commas, as COPY takes them
     */
    record Table(String name, String columns) {

        String copyOut() {
            return "copy " + name + " (" + columns + ") to stdout";
        }

        String copyIn() {
            return "copy " + name + " (" + columns + ") from stdin";
        }
    }

    /** The schema of a module is one with a Flyway history; nothing else in the database is Kairan's. */
    private static final String SCHEMAS = """
            select n.nspname from pg_namespace n join pg_class c on c.relnamespace = n.oid
            where c.relname = 'flyway_schema_history' and c.relkind = 'r' order by 1""";

    private static final String OTHERS = """
            select distinct n.nspname from pg_namespace n join pg_class c on c.relnamespace = n.oid
            where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> all (?)
              and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            order by 1""";

    /** Kinds of things that the statements below would leave out. */
    private static final String UNKNOWN = """
            with s as (select oid, nspname from pg_namespace where nspname = any (?))
            select 'the ' || case c.relkind when 'p' then 'partitioned table' when 'm' then 'materialized view' when 'f' then 'foreign table' when 'c' then 'composite type'
                   else 'inherited or row-secured table' end || ' ' || s.nspname || '.' || c.relname
            from pg_class c join s on s.oid = c.relnamespace
            where c.relkind in ('p', 'm', 'f', 'c') or c.relrowsecurity or exists (select 1 from pg_inherits i where i.inhrelid = c.oid and c.relkind = 'r')
            union all select 'the type ' || s.nspname || '.' || t.typname from pg_type t join s on s.oid = t.typnamespace where t.typtype in ('e', 'd', 'r', 'm')
            union all select 'the collation ' || s.nspname || '.' || c.collname from pg_collation c join s on s.oid = c.collnamespace
            union all select 'the aggregate ' || s.nspname || '.' || p.proname from pg_proc p join s on s.oid = p.pronamespace where p.prokind in ('a', 'w')
            union all select 'the operator ' || s.nspname || '.' || o.oprname from pg_operator o join s on s.oid = o.oprnamespace
            union all select 'the statistics ' || s.nspname || '.' || x.stxname from pg_statistic_ext x join s on s.oid = x.stxnamespace
            union all select 'the text search configuration ' || s.nspname || '.' || x.cfgname from pg_ts_config x join s on s.oid = x.cfgnamespace
            union all select 'the rule ' || r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class join s on s.oid = c.relnamespace where r.rulename <> '_RETURN'
            """;

    /** Only those that the owner of a database may switch on are Kairan's; others were put there by somebody else. */
    private static final String EXTENSIONS = """
            select format('create extension if not exists %I with schema %I', e.extname, n.nspname)
            from pg_extension e join pg_namespace n on n.oid = e.extnamespace
              join pg_available_extension_versions v on v.name = e.extname and v.version = e.extversion
            where e.extname <> 'plpgsql' and (v.trusted or not v.superuser) and cardinality(?::text[]) > 0 order by 1""";

    private static final String OPTIONS =
            "format('as %s start with %s increment by %s minvalue %s maxvalue %s cache %s%s', format_type(q.seqtypid, null), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, case when q.seqcycle then ' cycle' else '' end)";

    private static final List<String> BEFORE = List.of(
            EXTENSIONS,
            "select format('create schema %I', s) from unnest(?::text[]) s",
            """
            select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = any (?) and p.prokind in ('f', 'p')
              and not exists (select 1 from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
            order by p.oid""",
            """
            select format('create sequence %I.%I ', n.nspname, c.relname) ||""" + OPTIONS + """

            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequence q on q.seqrelid = c.oid
            where n.nspname = any (?)
              and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('i', 'e'))
            order by c.oid""",
            """
            select format('create %stable %I.%I (', case c.relpersistence when 'u' then 'unlogged ' else '' end, n.nspname, c.relname)
              || coalesce((select string_agg(format(E'\\n  %I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                   || case when a.attcollation <> t.typcollation then (select format(' collate %I.%I', x.nspname, l.collname) from pg_collation l join pg_namespace x on x.oid = l.collnamespace where l.oid = a.attcollation) else '' end
                   || case when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                           when a.attgenerated = 'v' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') virtual'
                           when a.attidentity <> '' then ' generated ' || case a.attidentity when 'a' then 'always' else 'by default' end || ' as identity ('
                             || (select format('sequence name %I.%I ', m.nspname, k.relname) || substr(""" + OPTIONS + """
            , length('as ' || format_type(q.seqtypid, null)) + 2)
                                 from pg_depend e join pg_class k on k.oid = e.objid and k.relkind = 'S' join pg_namespace m on m.oid = k.relnamespace join pg_sequence q on q.seqrelid = k.oid
                                 where e.classid = 'pg_class'::regclass and e.refobjid = c.oid and e.refobjsubid = a.attnum and e.deptype = 'i') || ')'
                           when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
                   || case when a.attnotnull then ' not null' else '' end, ',' order by a.attnum)
                 from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '')
              || E'\\n)' || case when c.reloptions is null then '' else ' with (' || array_to_string(c.reloptions, ', ') || ')' end
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any (?) and c.relkind = 'r' order by n.nspname, c.relname""");

    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname),
                   (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any (?) and c.relkind = 'r' order by n.nspname, c.relname""";

    private static final String CONSTRAINTS = """
            select format('alter table %I.%I add constraint %I ', n.nspname, c.relname, k.conname) || pg_get_constraintdef(k.oid)
            from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any (?) and c.relkind = 'r' and k.contype in %s order by n.nspname, c.relname, k.conname""";

    private static final List<String> AFTER = List.of(
            CONSTRAINTS.replace("%s", "('p', 'u', 'x', 'c')"),
            """
            select pg_get_indexdef(i.indexrelid)
            from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any (?) and c.relkind = 'r'
              and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = i.indrelid and k.contype in ('p', 'u', 'x'))
            order by n.nspname, c.relname, 1""",
            """
            select format('alter sequence %I.%I owned by %I.%I.%I', n.nspname, c.relname, m.nspname, t.relname, a.attname)
            from pg_depend d join pg_class c on c.oid = d.objid and c.relkind = 'S' join pg_namespace n on n.oid = c.relnamespace
              join pg_class t on t.oid = d.refobjid join pg_namespace m on m.oid = t.relnamespace join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
            where n.nspname = any (?) and d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a' order by 1""",
            CONSTRAINTS.replace("%s", "('f')"),
            """
            select format('create view %I.%I as ', n.nspname, c.relname) || pg_get_viewdef(c.oid)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any (?) and c.relkind = 'v' order by c.oid""",
            """
            select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any (?) and not t.tgisinternal order by n.nspname, c.relname, t.tgname""",
            """
            select format('alter table %I.%I %s trigger %I', n.nspname, c.relname, case t.tgenabled when 'D' then 'disable' when 'A' then 'enable always' else 'enable replica' end, t.tgname)
            from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any (?) and not t.tgisinternal and t.tgenabled <> 'O' order by 1""",
            """
            select case d.objsubid when 0 then format('comment on %s %I.%I is %L', case c.relkind when 'v' then 'view' else 'table' end, n.nspname, c.relname, d.description)
                   else format('comment on column %I.%I.%I is %L', n.nspname, c.relname, a.attname, d.description) end
            from pg_description d join pg_class c on c.oid = d.objoid join pg_namespace n on n.oid = c.relnamespace
              left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
            where n.nspname = any (?) and d.classoid = 'pg_class'::regclass and c.relkind in ('r', 'v') order by 1""");

    private static final String SEQUENCES = """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any (?) and c.relkind = 'S' order by 1""";

    /**
     * Reads it in the connection's transaction, after having locked the tables against changes of their form (not of their rows)
     * until its end.
     *
     * @throws Problem when the modules' schemas hold what could not be made again
     */
    static Catalog read(Connection connection) throws SQLException, Problem {
        try (Statement statement = connection.createStatement()) {
            // Every name is written in full only when nothing is found without its schema.
            statement.execute("set local search_path = ''");
        }
        List<String> schemas = schemas(connection);
        List<Table> tables = tables(connection, schemas);
        try (Statement statement = connection.createStatement()) {
            for (Table table : tables) {
                statement.execute("lock table " + table.name() + " in access share mode");
            }
        }
        List<String> unknown = strings(connection, UNKNOWN, schemas);
        if (!unknown.isEmpty()) {
            throw new Problem("The database holds " + unknown.get(0) + ", which a backup of Kairan cannot carry.");
        }
        List<String> before = new ArrayList<>();
        for (String query : BEFORE) {
            before.addAll(strings(connection, query, schemas));
        }
        List<String> after = new ArrayList<>();
        for (String query : AFTER) {
            after.addAll(strings(connection, query, schemas));
        }
        // Read later than the snapshot began, so never behind the rows.
        for (String sequence : strings(connection, SEQUENCES, schemas)) {
            after.addAll(strings(
                    connection,
                    "select format('select pg_catalog.setval(%L, %s, %L)', '" + sequence.replace("'", "''")
                            + "', last_value, is_called) from " + sequence + " where cardinality(?::text[]) > 0",
                    schemas));
        }
        Map<String, String> modules = new TreeMap<>();
        for (String schema : schemas) {
            strings(
                            connection,
                            "select version from \"" + schema.replace("\"", "\"\"")
                                    + "\".flyway_schema_history where success and version is not null and cardinality(?::text[]) > 0 order by installed_rank desc limit 1",
                            schemas)
                    .forEach(version -> modules.put(schema, version));
        }
        return new Catalog(before, tables, after, modules);
    }

    /** The schemas of Kairan's modules. */
    static List<String> schemas(Connection connection) throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SCHEMAS)) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        }
        return schemas;
    }

    /** Schemas with tables that belong to no module. */
    static List<String> others(Connection connection) throws SQLException {
        return strings(connection, OTHERS, schemas(connection));
    }

    private static List<Table> tables(Connection connection, List<String> schemas) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(new Table(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return tables;
    }

    private static List<String> strings(Connection connection, String query, List<String> schemas) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    strings.add(rows.getString(1));
                }
            }
        }
        return strings;
    }
}
