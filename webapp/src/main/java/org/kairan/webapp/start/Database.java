package org.kairan.webapp.start;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** Provides the one data source, JDBI on top of it, and the clock. */
@ApplicationScoped
@DataSourceDefinition(
        name = "java:global/jdbc/kairan",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=kairan.db.url}",
        user = "${MPCONFIG=kairan.db.user}",
        password = "${MPCONFIG=kairan.db.password}",
        minPoolSize = 4,
        maxPoolSize = 24,
        initialPoolSize = 4,
        properties = {
            // Planned once and kept on the server: our statements are written so that one plan serves all parameters.
            // What they
            // look up is never looked up twice, so that remembering it only costs.
            "prepareThreshold=1",
            "options=-c plan_cache_mode=force_generic_plan -c enable_memoize=off",
            // Payara's wrappers around statements and results are a second copy of JDBC that we ask nothing of.
            "fish.payara.wrap-jdbc-objects=false",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "fish.payara.validate-atmost-once-period-in-seconds=5",
        })
public class Database {

    /** PostgreSQL's disk_full. */
    private static final String FULL = "53100";

    /** Says whether it failed for want of room, as far as this throwable knows; its causes are not asked. */
    public static boolean isFull(Throwable thrown) {
        return thrown instanceof SQLException failed && FULL.equals(failed.getSQLState());
    }

    @Produces
    @Singleton
    DataSource dataSource() throws NamingException {
        return InitialContext.doLookup("java:global/jdbc/kairan");
    }

    @Produces
    @Singleton
    Jdbi jdbi(DataSource dataSource) {
        // The driver takes days and instants as they are; by way of java.sql types they would pass through the server's
        // own zone.
        return Jdbi.create(dataSource)
                .registerArgument(new AsIs<LocalDate>(Types.DATE) {})
                .registerArgument(new AsIs<OffsetDateTime>(Types.TIMESTAMP_WITH_TIMEZONE) {})
                .registerArgument(new AsIs<LocalDateTime>(Types.TIMESTAMP) {})
                .registerArrayType(Long.class, "bigint")
                .registerArrayType(String.class, "text")
                .registerArrayType(LocalDate.class, "date")
                .registerArrayType(LocalDateTime.class, "timestamp")
                .registerArrayType(OffsetDateTime.class, "timestamptz")
                .registerArrayType(Boolean.class, "boolean")
                .registerArrayType(UUID.class, "uuid");
    }

    @Produces
    @Dependent
    Clock clock() {
        return Clock.systemUTC();
    }

    private abstract static class AsIs<T> extends AbstractArgumentFactory<T> {

        AsIs(int sqlType) {
            super(sqlType);
        }

        @Override
        protected Argument build(T value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setObject(position, value);
        }
    }
}
