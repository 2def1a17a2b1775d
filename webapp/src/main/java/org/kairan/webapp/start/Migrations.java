package org.kairan.webapp.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.kairan.core.Module;
import org.kairan.core.Started;

/** Brings each module's schema up to date before the first request: own schema, own history, from {@code db/migration/<id>} of its jar. */
@ApplicationScoped
public class Migrations {

    @Inject
    Modules modules;

    @Inject
    DataSource dataSource;

    @Inject
    Event<Started> started;

    private volatile boolean done;

    void migrate(@Observes @Initialized(ApplicationScoped.class) Object start) {
        modules.all().forEach(this::migrate);
        started.fire(new Started());
        done = true;
    }

    boolean done() {
        return done;
    }

    private void migrate(Module module) {
        var id = module.id().value();
        if (Thread.currentThread().getContextClassLoader().getResource("db/migration/" + id) == null) {
            return;
        }
        Flyway.configure(Thread.currentThread().getContextClassLoader())
                .dataSource(dataSource)
                .schemas(id)
                .defaultSchema(id)
                .locations("classpath:db/migration/" + id)
                .load()
                .migrate();
    }
}
