package org.kairan.webapp.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Says that requests can be served: the schemas are up to date and the database answers. */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {

    @Inject
    Migrations migrations;

    @Inject
    Jdbi jdbi;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("kairan")
                .status(migrations.done() && databaseAnswers())
                .build();
    }

    private boolean databaseAnswers() {
        try {
            return jdbi.withHandle(
                            h -> h.createQuery("select 1").mapTo(Integer.class).one())
                    == 1;
        } catch (JdbiException e) {
            return false;
        }
    }
}
