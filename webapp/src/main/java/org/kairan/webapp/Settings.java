package org.kairan.webapp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is configured for the edge; the keys are explained in config/server/kairan.properties. */
@ApplicationScoped
public class Settings {

    public static final String SESSION_COOKIE = "kairan_session";

    @Inject
    @ConfigProperty(name = "kairan.public.url", defaultValue = "http://localhost:8080")
    URI publicUrl;

    @Inject
    @ConfigProperty(name = "kairan.trusted.proxies")
    Optional<String> trustedProxies;

    /** Addresses and networks of proxies that are believed, as they were written. */
    public String trustedProxies() {
        return trustedProxies.orElse("");
    }

    /** The address at which people reach Kairan, without a slash at the end. */
    public String publicUrl() {
        var text = publicUrl.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    public boolean secure() {
        return "https".equals(publicUrl.getScheme());
    }

    /** The values of the Origin header that are our own; a trial on one's own machine is reached by name and by loopback address alike. */
    public Set<String> publicOrigins() {
        var origins = new LinkedHashSet<String>();
        var port = publicUrl.getPort() < 0 ? "" : ":" + publicUrl.getPort();
        origins.add(publicUrl.getScheme() + "://" + publicUrl.getHost() + port);
        if (List.of("localhost", "127.0.0.1", "[::1]").contains(publicUrl.getHost())) {
            List.of("localhost", "127.0.0.1", "[::1]")
                    .forEach(host -> origins.add(publicUrl.getScheme() + "://" + host + port));
        }
        return origins;
    }
}
