package org.kairan.webapp.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;
import org.kairan.core.Started;

/** Brings each module's schema up to date before the first request: own schema, own history, from {@code db/migration/<id>} of its jar. */
@ApplicationScoped
public class Migrations {

    private static final Logger LOG = Logger.getLogger(Migrations.class.getName());
    private static final Pattern SCRIPT = Pattern.compile("(V[0-9][\\w.]*__\\w+\\.sql)");
    private static final Pattern SAID = Pattern.compile("Message\\s*: *(.*)");

    @Inject
    Modules modules;

    @Inject
    DataSource dataSource;

    @Inject
    Event<Started> started;

    private volatile boolean done;

    void migrate(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var all = modules.all();
        var ids = new HashSet<ModuleId>();
        all.stream().map(Module::id).filter(id -> !ids.add(id)).findFirst().ifPresent(id -> {
            throw fault("Two modules call themselves " + id + ": leave one of them out.", null);
        });
        all.forEach(this::migrate);
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
        try {
            Flyway.configure(Thread.currentThread().getContextClassLoader())
                    .dataSource(dataSource)
                    .schemas(id)
                    .defaultSchema(id)
                    .locations("classpath:db/migration/" + id)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw fault("The tables of the module " + id + " cannot be brought up to date: " + reason(e), e);
        }
    }

    /** What the database said of which file; Flyway's own text is twenty lines long. */
    private static String reason(FlywayException e) {
        var message = String.valueOf(e.getMessage());
        var file = SCRIPT.matcher(message);
        var cause = SAID.matcher(message);
        return cause.find()
                ? (file.find() ? file.group(1) + ": " : "") + cause.group(1)
                : message.lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason given");
    }

    /** The launcher shows the line to whoever started Kairan. */
    private static IllegalStateException fault(String line, Throwable cause) {
        LOG.severe("KAIRAN-FAULT " + line);
        return new IllegalStateException(line, cause);
    }
}
