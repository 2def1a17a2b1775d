package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kairan.core.Started;
import org.kairan.organization.entity.Accounts;
import org.kairan.organization.entity.Sessions;

/** Offers, as long as there is no account, the one-time link that makes the first administrator; each start makes a new link and voids the older one. */
@ApplicationScoped
public class FirstAdministrator {

    private static final Logger LOG = Logger.getLogger(FirstAdministrator.class.getName());

    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    @ConfigProperty(name = "kairan.public.url", defaultValue = "http://localhost:8080")
    URI publicUrl;

    @Inject
    @ConfigProperty(name = "kairan.demo", defaultValue = "false")
    boolean demo;

    @Transactional
    public void offer(@Observes Started started) {
        if (!demo && accounts.none()) {
            var token = sessions.secret();
            accounts.offerSetup(token);
            LOG.info(() -> "KAIRAN-SETUP " + publicUrl.resolve("/setup#" + token));
        }
    }
}
